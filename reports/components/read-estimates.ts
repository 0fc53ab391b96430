import type { PackedEstimates } from "../../src/release/packed-estimates.ts";
import type { EstimateRow } from "./estimate-index.js";

/** Packed estimates of which rows are made when they are asked for: a page shows few of the measures of a file. */
export interface PackedRows {
  /** The rows of each measure, in order; made once. */
  readonly byMeasure: ReadonlyMap<string, () => readonly EstimateRow[]>;
}

/**
 * The rows of packed estimates, all of them. Absent text is "" and an absent figure null, never 0.
 * @throws Error naming the column where one is missing.
 */
export function unpackEstimates(packed: PackedEstimates): readonly EstimateRow[] {
  const row = rowReader(packed);
  return Array.from({ length: packed.rows }, (_, at) => row(at));
}

/**
 * The same by measure.
 * @throws Error naming the column where one is missing.
 */
export function packedRows(packed: PackedEstimates): PackedRows {
  const row = rowReader(packed);
  const { words, runs } = columnOf(packed.texts, "measure");
  const ranges = new Map<string, (readonly [from: number, to: number])[]>();
  for (let run = 0, at = 0; run < runs.length; run += 2) {
    const end = at + (runs[run + 1] ?? 0);
    const measure = words[runs[run] ?? 0] ?? "";
    ranges.set(measure, [...(ranges.get(measure) ?? []), [at, end]]);
    at = end;
  }
  const made = new Map<string, readonly EstimateRow[]>();
  const rowsOf = (measure: string, at: readonly (readonly [number, number])[]): readonly EstimateRow[] => {
    const known = made.get(measure);
    if (known !== undefined) return known;
    const rows = at.flatMap(([from, to]) =>
      Array.from({ length: to - from }, (_, place) => row(from + place)),
    );
    made.set(measure, rows);
    return rows;
  };
  return { byMeasure: new Map([...ranges].map(([measure, at]) => [measure, () => rowsOf(measure, at)])) };
}

function columnOf<T>(columns: Readonly<Record<string, T>>, name: string): T {
  const column = columns[name];
  if (column === undefined) throw new Error(`The estimates have no column "${name}".`);
  return column;
}

function rowReader(packed: PackedEstimates): (row: number) => EstimateRow {
  const text = (name: string): ((row: number) => string) => {
    const { words, runs } = columnOf(packed.texts, name);
    const places = new Uint32Array(packed.rows);
    for (let run = 0, row = 0; run < runs.length; run += 2) {
      const end = row + (runs[run + 1] ?? 0);
      places.fill(runs[run] ?? 0, row, end);
      row = end;
    }
    return (row) => words[places[row] ?? 0] ?? "";
  };
  const figure = (name: string): ((row: number) => number | null) => {
    const column = columnOf(packed.figures, name);
    return (row) => column[row] ?? null;
  };
  const [measure, instrument, areaType, area] = [
    text("measure"),
    text("instrument"),
    text("area_type"),
    text("area"),
  ];
  const [periodType, period, breakdown] = [text("period_type"), text("period"), text("breakdown")];
  const [category, method, status, note] = [text("category"), text("method"), text("status"), text("note")];
  const [numerator, denominator, n] = [figure("numerator"), figure("denominator"), figure("n")];
  const [value, lower, upper, level] = [figure("value"), figure("lower"), figure("upper"), figure("level")];
  return (row) => ({
    measure: measure(row),
    instrument: instrument(row),
    area_type: areaType(row),
    area: area(row),
    period_type: periodType(row),
    period: period(row),
    breakdown: breakdown(row),
    category: category(row),
    numerator: numerator(row),
    denominator: denominator(row),
    n: n(row),
    value: value(row),
    lower: lower(row),
    upper: upper(row),
    level: level(row),
    method: method(row),
    status: status(row),
    note: note(row),
  });
}
