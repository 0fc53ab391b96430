import type { PackedEstimates } from "../../src/release/pack-estimates.ts";
import type { CellPlace, EstimateIndex, EstimateRow, HeldMeasure } from "./estimate-index.js";

type Table = PackedEstimates["tables"][number];

/** A table as read: its rows by place, each made when it is asked for first. */
interface OpenTable {
  readonly table: Table;
  /** Row among those of the table of each place of the file; −1 where it has none. */
  readonly rowAt: Int32Array;
  readonly row: (row: number) => EstimateRow;
  readonly count: number;
}

const opened = new WeakMap<Table, OpenTable>();

function openTable(file: PackedEstimates, table: Table): OpenTable {
  const known = opened.get(table);
  if (known !== undefined) return known;
  const rowAt = new Int32Array(file.places.length).fill(-1);
  const places: number[] = [];
  for (let run = 0; run < table.at.length; run += 2) {
    const [from = 0, count = 0] = table.at.slice(run, run + 2);
    for (let place = from; place < from + count; place++) {
      rowAt[place] = places.length;
      places.push(place);
    }
  }
  const { measure, instrument, period_type, period } = table;
  const made: (EstimateRow | undefined)[] = [];
  const row = (at: number): EstimateRow => {
    const before = made[at];
    if (before !== undefined) return before;
    const [area_type = "", area = ""] = file.places[places[at] ?? -1] ?? [];
    const kind = file.kinds[table.kind[table.kind.length === 1 ? 0 : at] ?? -1];
    const one: EstimateRow = {
      measure,
      instrument,
      area_type,
      area,
      period_type,
      period,
      breakdown: "none",
      category: "all",
      numerator: table.numerator[at] ?? null,
      denominator: table.denominator[at] ?? null,
      n: table.n[at] ?? null,
      value: table.value[at] ?? null,
      lower: table.lower[at] ?? null,
      upper: table.upper[at] ?? null,
      level: kind?.level ?? null,
      method: kind?.method ?? "",
      status: kind?.status ?? "",
      note: kind?.note ?? "",
    };
    made[at] = one;
    return one;
  };
  const open = { table, rowAt, row, count: places.length };
  opened.set(table, open);
  return open;
}

/**
 * Looks figures up in packed files that name the same places in the same order, without making rows that nobody asks
 * for. `holds` tells of measures whose file is not read yet.
 */
export function packedIndex(files: readonly PackedEstimates[], held: readonly HeldMeasure[]): EstimateIndex {
  const places = new Map(files[0]?.places.map(([type, area], place) => [`${type}|${area}`, place]));
  const byKey = new Map<string, { readonly file: PackedEstimates; readonly table: Table }>();
  const byMeasure = new Map<string, { readonly file: PackedEstimates; readonly table: Table }[]>();
  for (const file of files) {
    for (const table of file.tables) {
      const one = { file, table };
      byKey.set([table.measure, table.instrument, table.period_type, table.period].join("|"), one);
      const family = byMeasure.get(table.measure);
      if (family === undefined) byMeasure.set(table.measure, [one]);
      else family.push(one);
    }
  }
  const holding = new Map(held.map((one) => [`${one.measure}|${one.instrument}`, one]));
  const names = new Set(held.map(({ measure }) => measure));
  const rowsOf = (measure: string): readonly EstimateRow[] =>
    (byMeasure.get(measure) ?? []).flatMap(({ file, table }) => {
      const { count, row } = openTable(file, table);
      return Array.from({ length: count }, (_, at) => row(at));
    });
  return {
    get rows() {
      return [...byMeasure.keys()].flatMap(rowsOf);
    },
    find(place) {
      if (place.breakdown !== "none" || place.category !== "all") return undefined;
      const found = byKey.get([place.measure, place.instrument, place.period_type, place.period].join("|"));
      const at = places.get(`${place.area_type}|${place.area}`);
      if (found === undefined || at === undefined) return undefined;
      const open = openTable(found.file, found.table);
      const row = open.rowAt[at] ?? -1;
      return row < 0 ? undefined : open.row(row);
    },
    list(measure, parts) {
      const wanted = (Object.entries(parts) as readonly [keyof CellPlace, string | undefined][]).filter(
        ([, value]) => value !== undefined,
      );
      return rowsOf(measure).filter((row) => wanted.every(([part, value]) => row[part] === value));
    },
    has: (measure) => names.has(measure),
    holds: (measure, instrument) => holding.get(`${measure}|${instrument}`),
  };
}
