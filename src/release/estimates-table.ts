import {
  Dictionary,
  Float64,
  Int32,
  makeData,
  makeVector,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";

export const ESTIMATE_TEXTS = [
  "measure",
  "instrument",
  "area_type",
  "area",
  "period_type",
  "period",
  "breakdown",
  "category",
] as const;
export const ESTIMATE_FIGURES = [
  "numerator",
  "denominator",
  "n",
  "value",
  "lower",
  "upper",
  "level",
] as const;
export const ESTIMATE_NOTES = ["method", "status", "note"] as const;
/** Columns of `estimates`, in order. */
export const ESTIMATE_COLUMNS = [...ESTIMATE_TEXTS, ...ESTIMATE_FIGURES, ...ESTIMATE_NOTES] as const;

/** Puts estimates in their fixed order, so that the same inputs give the same bytes. */
export function sortEstimates(estimates: readonly ReleasedEstimate[]): readonly ReleasedEstimate[] {
  const key = (row: ReleasedEstimate) =>
    [...ESTIMATE_TEXTS.map((name) => row[name]), row.method].join("\u0000");
  return estimates
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}

/** Estimates as an Arrow IPC file: texts as dictionaries, figures as 64-bit floats with nulls. */
export function estimatesArrow(estimates: readonly ReleasedEstimate[]): Uint8Array {
  const columns = Object.fromEntries(
    ESTIMATE_COLUMNS.map((name, id) => {
      const values = estimates.map((row) => row[name]);
      const isFigure = (ESTIMATE_FIGURES as readonly string[]).includes(name);
      return [
        name,
        isFigure
          ? vectorFromArray(values as (number | null)[], new Float64())
          : dictionary(values as string[], id),
      ];
    }),
  );
  return tableToIPC(new Table(columns), "file");
}

function dictionary(values: readonly string[], id: number) {
  const distinct = [...new Set(values)];
  const index = new Map(distinct.map((value, place) => [value, place]));
  const texts = vectorFromArray(distinct.length === 0 ? [""] : distinct, new Utf8());
  return makeVector(
    makeData({
      // A fixed id: Arrow numbers dictionaries as it meets them, and the bytes would depend on earlier work.
      type: new Dictionary(new Utf8(), new Int32(), id),
      dictionary: texts,
      data: Int32Array.from(values, (value) => index.get(value) ?? 0),
    }),
  );
}

/** A text as one CSV cell that no spreadsheet takes for a formula. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Estimates as CSV for people: UTF-8 with a byte order mark, CRLF, as spreadsheets like it. */
export function estimatesCsv(
  estimates: readonly ReleasedEstimate[],
  synthetic: boolean,
  publishable = true,
): string {
  // In every line, since lines are copied out one by one.
  const marks = [
    ...(synthetic ? [["synthetic", "SYNTHETIC"]] : []),
    ...(publishable ? [] : [["publication", "NOT FOR PUBLICATION"]]),
  ];
  const columns = [...ESTIMATE_COLUMNS, ...marks.map(([name]) => name)];
  const lines = estimates.map((row) =>
    [...ESTIMATE_COLUMNS.map((name) => csvCell(row[name])), ...marks.map(([, mark]) => mark)].join(","),
  );
  return `\ufeff${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}
