import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import type { Catalogue } from "../release/catalogue.ts";
import { type EstimatePart, estimateCell } from "./estimate-cell.ts";
import type { At, Lookup } from "./estimate-lookup.ts";
import type { Cell, TakeAwayColumn, TakeAwayTable } from "./take-away-table.ts";

/** What tables are made from. */
export interface TableSource {
  readonly catalogue: Catalogue;
  readonly lookup: Lookup;
}

/** One figure of each row, in one or more columns. */
export interface FigureColumns<T> {
  /** Heading; that of the measure where absent. */
  readonly title?: string;
  /** Where the figure of a row stands. */
  readonly at: (item: T) => At;
  /** The value with its interval unless told otherwise. */
  readonly parts?: readonly EstimatePart[];
  /** Headings of the numbers behind it. */
  readonly names?: Partial<Readonly<Record<EstimatePart, string>>>;
}

/** A table of figures before it is made. */
export interface FiguresTable<T> {
  readonly id: string;
  readonly title: string;
  readonly about?: readonly string[];
  readonly items: readonly T[];
  readonly names: readonly { readonly label: string; readonly of: (item: T) => string }[];
  readonly figures: readonly FigureColumns<T>[];
}

const INTERVAL: readonly EstimatePart[] = ["value", "lower", "upper"];

/**
 * Makes a table of released figures. A column is left out where the release holds nothing for any row, and a row where it
 * holds nothing in any column; null where no row is left.
 */
export function figuresTable<T>(
  { catalogue, lookup }: TableSource,
  { id, title, about = [], items, names, figures }: FiguresTable<T>,
): TakeAwayTable | null {
  const found = items.map((item) => ({ item, rows: figures.map(({ at }) => lookup(at(item))) }));
  const used = figures.map((_, index) => found.some(({ rows }) => rows[index] !== undefined));
  const kept = found.filter(({ rows }) => rows.some((row) => row !== undefined));
  if (kept.length === 0) return null;
  const shown = figures.flatMap((figure, index) =>
    used[index] === true
      ? (figure.parts ?? INTERVAL)
          .filter((part) => part === "value" || kept.some(({ rows }) => hasPart(rows[index], part)))
          .map((part) => ({ index, part, column: columnOf(catalogue, figure, part, items) }))
      : [],
  );
  const rows = kept.map(({ item, rows: own }) => ({
    cells: [
      ...names.map(({ of }): Cell => of(item)),
      ...shown.map(({ index, part }) => estimateCell(catalogue, own[index], part)),
    ],
    notes: [...new Set(own.flatMap((row) => noteOf(row)))],
  }));
  const finest = shown.map(({ index }, at) =>
    isScaled(
      catalogue,
      kept.map((one) => one.rows[index]?.measure),
    )
      ? Math.max(0, ...rows.map(({ cells }) => decimalsOf(cells[names.length + at])))
      : null,
  );
  return {
    id,
    title,
    about,
    columns: [...names.map(({ label }) => ({ label, numeric: false })), ...shown.map(({ column }) => column)],
    rows: rows.map(({ cells, notes }) => ({
      cells: cells.map((cell, at) => toDecimals(cell, finest[at - names.length])),
      notes,
    })),
  };
}

/** Whether a column holds one rate or amount, which the release gives without its last zeros. */
function isScaled({ measures }: Catalogue, ids: readonly (string | undefined)[]): boolean {
  const [only, other] = new Set(ids.filter((id) => id !== undefined));
  const kind = measures.find(({ id }) => id === only)?.kind;
  return other === undefined && (kind === "rate" || kind === "amount");
}

const decimalsOf = (cell: Cell | undefined): number =>
  cell === undefined || typeof cell === "string" ? 0 : cell.decimals;

const toDecimals = (cell: Cell, decimals: number | null | undefined): Cell =>
  typeof cell === "string" || decimals === null || decimals === undefined ? cell : { ...cell, decimals };

/** A withheld or missing figure has every part: its sign tells why. */
function hasPart(row: ReleasedEstimate | undefined, part: EstimatePart): boolean {
  return row !== undefined && (row.status !== "published" || row[part] !== null);
}

function noteOf(row: ReleasedEstimate | undefined): readonly string[] {
  return row === undefined || row.status === "withheld" || row.note === "" ? [] : [row.note];
}

function columnOf<T>(
  catalogue: Catalogue,
  { title, at, names = {} }: FigureColumns<T>,
  part: EstimatePart,
  items: readonly T[],
): TakeAwayColumn {
  const [first] = items;
  const measure =
    first === undefined ? undefined : catalogue.measures.find(({ id }) => id === at(first).measure);
  const name = title ?? measure?.title ?? "";
  const other = names[part];
  switch (part) {
    case "value":
      return { label: other ?? name, numeric: true, part: "value" };
    case "lower":
      return { label: other ?? `${name}: interval from`, numeric: true, part: "lower" };
    case "upper":
      return { label: other ?? `${name}: interval to`, numeric: true, part: "upper" };
    case "numerator":
      return { label: other ?? `${name}: number`, numeric: true, part: "people" };
    case "denominator":
      return { label: other ?? `${name}: out of`, numeric: true, part: "people" };
    default:
      return { label: other ?? `${name}: based on`, numeric: true, part: "people" };
  }
}
