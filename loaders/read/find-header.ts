import { comparableName, uniqueNames } from "./column-name.ts";
import { joinLevels } from "./join-levels.ts";

/** The header row is looked for among this many first rows: title blocks of reports are a few lines long. */
export const HEADER_WITHIN = 50;

/** A header row that was found. */
export interface Header {
  /** Position of its first row among the rows that were looked at, from 0. */
  readonly index: number;
  /** The rows it stands on, as in the file. */
  readonly levels: readonly (readonly string[])[];
  /** Cells as they stand in the file, those of several rows joined. */
  readonly cells: readonly string[];
  /** Column names, filled in and unique. */
  readonly columns: readonly string[];
  /** For each recognised column, its position from 0. */
  readonly recognised: readonly number[];
}

/**
 * Finds the first row that holds every column of `recognise`, each under one of its spellings; where no single row
 * does, the first two neighbouring rows that do when they are joined.
 */
export function findHeader(
  rows: readonly (readonly string[])[],
  recognise: readonly (readonly string[])[],
): Header | undefined {
  const head = rows.slice(0, HEADER_WITHIN);
  for (const index of head.keys()) {
    const header = headerAt(rows, [index, index], recognise);
    if (header !== undefined) return header;
  }
  for (const index of head.keys()) {
    const header = index + 1 < rows.length ? headerAt(rows, [index, index + 1], recognise) : undefined;
    if (header !== undefined) return header;
  }
  return undefined;
}

/** The header that stands on the rows `first` to `last` (from 0), where it holds every column of `recognise`. */
export function headerAt(
  rows: readonly (readonly string[])[],
  [first, last]: readonly [number, number],
  recognise: readonly (readonly string[])[],
): Header | undefined {
  const levels = rows.slice(first, last + 1);
  const cells = joinLevels(levels, new Set(recognise.flat().map(comparableName)));
  return headerOf(first, levels, cells, recognise);
}

/** A header of these cells, where they hold every column of `recognise`. */
export function headerOf(
  index: number,
  levels: readonly (readonly string[])[],
  cells: readonly string[],
  recognise: readonly (readonly string[])[],
): Header | undefined {
  const columns = uniqueNames(cells);
  const recognised = positions(columns, recognise);
  if (recognised.some((position) => position < 0)) return undefined;
  return { index, levels, cells, columns, recognised };
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
