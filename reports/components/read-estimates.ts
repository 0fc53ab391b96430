import type { PackedEstimates } from "../../src/release/packed-estimates.ts";
import type { EstimateRow } from "./estimate-index.js";

/**
 * Reads estimates, packed for the pages when the site was built, into rows.
 * Absent text is "" and an absent figure null, never 0.
 * @throws Error naming the column where one is missing.
 */
export function readEstimates(bytes: ArrayBuffer | Uint8Array): readonly EstimateRow[] {
  return unpackEstimates(JSON.parse(new TextDecoder().decode(bytes)) as PackedEstimates);
}

/** The rows of packed estimates. */
export function unpackEstimates(packed: PackedEstimates): readonly EstimateRow[] {
  const text = (name: string): readonly string[] => {
    const column = packed.texts[name];
    if (column === undefined) throw new Error(`The estimates have no column "${name}".`);
    const values = new Array<string>(packed.rows);
    let row = 0;
    for (let place = 0; place < column.runs.length; place += 2) {
      const end = row + (column.runs[place + 1] ?? 0);
      values.fill(column.words[column.runs[place] ?? 0] ?? "", row, end);
      row = end;
    }
    return values;
  };
  const figure = (name: string): readonly (number | null)[] => {
    const column = packed.figures[name];
    if (column === undefined) throw new Error(`The estimates have no column "${name}".`);
    return column;
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
  return Array.from({ length: packed.rows }, (_, row) => ({
    measure: measure[row] ?? "",
    instrument: instrument[row] ?? "",
    area_type: areaType[row] ?? "",
    area: area[row] ?? "",
    period_type: periodType[row] ?? "",
    period: period[row] ?? "",
    breakdown: breakdown[row] ?? "",
    category: category[row] ?? "",
    numerator: numerator[row] ?? null,
    denominator: denominator[row] ?? null,
    n: n[row] ?? null,
    value: value[row] ?? null,
    lower: lower[row] ?? null,
    upper: upper[row] ?? null,
    level: level[row] ?? null,
    method: method[row] ?? "",
    status: status[row] ?? "",
    note: note[row] ?? "",
  }));
}
