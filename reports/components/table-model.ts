import type { CsvValue } from "./csv.js";
import type { EstimateRow } from "./estimate-index.js";
import { formatValue, type NumberStyle, statusWords } from "./format.js";

/** One column of a table, for the page and for its download. */
export interface TableColumn<T> {
  readonly label: string;
  /** Header in the download where it says more, e.g. the unit. */
  readonly csvLabel?: string;
  readonly numeric?: boolean;
  /** In the download only: the page shows the same figures within another column. */
  readonly csvOnly?: boolean;
  /** On the page only: a drawing of figures that stand in another column. */
  readonly pageOnly?: boolean;
  text(item: T): string | Node;
  csv(item: T): CsvValue;
}

/** A table: the first column names the row. */
export interface TableModel<T> {
  readonly caption: string;
  readonly columns: readonly TableColumn<T>[];
  readonly items: readonly T[];
  /** On a narrow screen each row becomes a block with its headings beside the cells: for tables of sentences. */
  readonly stacked?: boolean;
  /** A row that stays last however the table is sorted, such as the whole that the others are part of. */
  last?(item: T): boolean;
}

/** The column that names the rows. */
export function nameColumn<T>(label: string, name: (item: T) => string): TableColumn<T> {
  return { label, text: name, csv: name };
}

/**
 * Columns for one estimate: its value, its interval's two ends, and how many it rests on (`n`, or for a share the number
 * that it is a share of). `counted` names what those are, with a capital: referrals and activities are not people.
 */
export function estimateColumns<T>(
  title: string,
  style: NumberStyle,
  pick: (item: T) => EstimateRow | undefined,
  parts: readonly ("value" | "interval" | "n" | "fraction")[],
  counted = "People",
): readonly TableColumn<T>[] {
  const shown = (row: EstimateRow | undefined, value: number | null | undefined): string => {
    if (row === undefined) return "Not published";
    if (row.status !== "published") return statusWords(row.status);
    if (value !== null && value !== undefined) return formatValue(value, style, row.denominator);
    // The two columns of the interval beside it hold the ends of the range.
    return row.lower !== null && row.upper !== null ? "Range only" : "\u2013";
  };
  const raw = (row: EstimateRow | undefined, value: number | null | undefined): CsvValue => {
    if (row === undefined) return "Not published";
    if (row.status !== "published") return statusWords(row.status);
    return value ?? null;
  };
  const unit = style.kind === "proportion" ? " (0 to 1)" : "";
  const count: NumberStyle = { kind: "count", decimals: 0, signed: false };
  const figure = (label: string, of: (row: EstimateRow) => number | null): TableColumn<T> => ({
    label,
    csvLabel: `${label}${unit}`,
    numeric: true,
    text(item) {
      const row = pick(item);
      return shown(row, row === undefined ? null : of(row));
    },
    csv(item) {
      const row = pick(item);
      return raw(row, row === undefined ? null : of(row));
    },
  });
  const people = (label: string, of: (row: EstimateRow) => number | null): TableColumn<T> => ({
    label,
    numeric: true,
    text(item) {
      const row = pick(item);
      const value = row === undefined || row.status !== "published" ? null : of(row);
      return value === null ? "\u2013" : formatValue(value, count);
    },
    csv(item) {
      const row = pick(item);
      return row === undefined || row.status !== "published" ? null : of(row);
    },
  });
  const made = {
    value: [figure(title, (row) => row.value)],
    interval: [
      figure(`${title}: interval from`, (row) => row.lower),
      figure(`${title}: interval to`, (row) => row.upper),
    ],
    n: [people(counted, (row) => row.n)],
    fraction: [people(`Of ${counted.charAt(0).toLowerCase()}${counted.slice(1)}`, (row) => row.denominator)],
  };
  return parts.flatMap((part) => made[part]);
}
