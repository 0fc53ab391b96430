import { tableFromIPC } from "apache-arrow";
import type { EstimateRow } from "./estimate-index.js";

const TEXTS = [
  "measure",
  "instrument",
  "area_type",
  "area",
  "period_type",
  "period",
  "breakdown",
  "category",
  "method",
  "status",
  "note",
] as const satisfies readonly (keyof EstimateRow)[];
const FIGURES = [
  "numerator",
  "denominator",
  "n",
  "value",
  "lower",
  "upper",
  "level",
] as const satisfies readonly (keyof EstimateRow)[];

const textOf = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
const figureOf = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/**
 * Reads `estimates.arrow` into rows.
 * Absent text is "" and an absent figure null, never 0.
 * @throws Error naming the column where one is missing.
 */
export function readEstimates(bytes: ArrayBuffer | Uint8Array): readonly EstimateRow[] {
  const table = tableFromIPC(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
  const column = (name: string): readonly unknown[] => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`estimates.arrow has no column "${name}".`);
    return [...vector];
  };
  const texts = Object.fromEntries(TEXTS.map((name) => [name, column(name).map(textOf)]));
  const figures = Object.fromEntries(FIGURES.map((name) => [name, column(name).map(figureOf)]));
  const text = (name: (typeof TEXTS)[number], row: number): string => texts[name]?.[row] ?? "";
  const figure = (name: (typeof FIGURES)[number], row: number): number | null => figures[name]?.[row] ?? null;
  return Array.from({ length: table.numRows }, (_, row) => ({
    measure: text("measure", row),
    instrument: text("instrument", row),
    area_type: text("area_type", row),
    area: text("area", row),
    period_type: text("period_type", row),
    period: text("period", row),
    breakdown: text("breakdown", row),
    category: text("category", row),
    numerator: figure("numerator", row),
    denominator: figure("denominator", row),
    n: figure("n", row),
    value: figure("value", row),
    lower: figure("lower", row),
    upper: figure("upper", row),
    level: figure("level", row),
    method: text("method", row),
    status: text("status", row),
    note: text("note", row),
  }));
}
