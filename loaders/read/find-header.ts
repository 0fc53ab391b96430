import { comparableName, uniqueNames } from "./column-name.ts";

/** The header row is looked for among this many first rows: title blocks of reports are a few lines long. */
export const HEADER_WITHIN = 50;

/** A header row that was found. */
export interface Header {
  /** Position among the rows that were looked at, from 0. */
  readonly index: number;
  /** Cells as they stand in the file. */
  readonly cells: readonly string[];
  /** Column names, filled in and unique. */
  readonly columns: readonly string[];
  /** For each recognised column, its position from 0. */
  readonly recognised: readonly number[];
}

/** Finds the first row that holds every column of `recognise`, each under one of its spellings. */
export function findHeader(
  rows: readonly (readonly string[])[],
  recognise: readonly (readonly string[])[],
): Header | undefined {
  for (const [index, cells] of rows.slice(0, HEADER_WITHIN).entries()) {
    const columns = uniqueNames(cells);
    const recognised = positions(columns, recognise);
    const known = recognised.filter((position) => position >= 0);
    if (known.length === recognise.length) return { index, cells, columns, recognised: known };
  }
  return undefined;
}

/** For each column of `recognise`, its position among `columns`; -1 where it is missing. */
export function positions(
  columns: readonly string[],
  recognise: readonly (readonly string[])[],
): readonly number[] {
  const names = columns.map(comparableName);
  return recognise.map((spellings) => {
    for (const spelling of spellings) {
      const position = names.indexOf(comparableName(spelling));
      if (position >= 0) return position;
    }
    return -1;
  });
}
