/** A number in a table, with the decimals it is shown with. */
export interface Figure {
  readonly value: number;
  /** Decimals of the number, or of the percentage. */
  readonly decimals: number;
  /** The value is a share from 0 to 1, shown as a percentage. */
  readonly percent?: true;
}

/** What a cell holds: words, a number, or a sign for why there is none ({@link SHORTHAND}). */
export type Cell = string | Figure;

/** One column. `part` says which columns are the ends of one interval, so that a document can set them in one cell. */
export interface TakeAwayColumn {
  readonly label: string;
  readonly numeric: boolean;
  readonly part?: "value" | "lower" | "upper" | "people";
}

/** One row, with the notes of the figures in it. */
export interface TakeAwayRow {
  readonly cells: readonly Cell[];
  readonly notes: readonly string[];
}

/** A table to take away: the first column names the row. Never without rows. */
export interface TakeAwayTable {
  /** Stable, in words joined by hyphens. */
  readonly id: string;
  readonly title: string;
  /** What a reader must know before the figures, one sentence or two each. */
  readonly about: readonly string[];
  readonly columns: readonly TakeAwayColumn[];
  readonly rows: readonly TakeAwayRow[];
}

/**
 * Signs that stand in place of a number, as the Government Analysis Function recommends for statistics in spreadsheets.
 * Source: Releasing statistics in spreadsheets, and Using symbols in tables (Government Analysis Function).
 */
export const SHORTHAND = {
  confidential: "[c]",
  unavailable: "[x]",
  inapplicable: "[z]",
  low: "[low]",
} as const;

/** What each sign means to a reader. */
export const SHORTHAND_MEANINGS: readonly { readonly sign: string; readonly meaning: string }[] = [
  {
    sign: SHORTHAND.confidential,
    meaning:
      "Withheld: too few people, or it would give such a number away. It may be any number, also 0, and must not be read as 0.",
  },
  {
    sign: SHORTHAND.unavailable,
    meaning:
      "Not available: not collected, not published at this level, too few recorded to work it out, or too early to say.",
  },
  { sign: SHORTHAND.inapplicable, meaning: "Not applicable: such a figure has no such part." },
  { sign: SHORTHAND.low, meaning: "More than none, but 0 at the number of decimals shown." },
];
