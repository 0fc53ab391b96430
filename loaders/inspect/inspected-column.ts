import { type ColumnType, columnType } from "./column-type.ts";
import { headerWords, spaced } from "./header-words.ts";
import type { ColumnCounts } from "./profile-columns.ts";

/** A column with what its name and its values say. */
export interface InspectedColumn extends ColumnCounts {
  readonly type: ColumnType;
  /** Its name in lower-case words. */
  readonly plain: string;
  /** The words of its name; a second time without what stands in brackets. */
  readonly words: readonly (readonly string[])[];
}

/** Adds to a column's counts what is read from them. */
export const inspectedColumn = (counts: ColumnCounts): InspectedColumn => ({
  ...counts,
  type: columnType(counts),
  plain: spaced(counts.name),
  words: [counts.name, counts.name.replace(/[([{].*?[)\]}]/gu, " ")].map(headerWords),
});

/** Whether a column's values are numbers, or there are none yet. */
export const isNumeric = ({ type }: InspectedColumn): boolean =>
  type === "whole number" || type === "decimal" || type === "empty";

/** Whether a column's values are dates, or there are none yet. */
export const isDate = ({ type }: InspectedColumn): boolean =>
  type === "date" || type === "date, 2-digit year";
