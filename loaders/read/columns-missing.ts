import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { comparableName, tidyName } from "./column-name.ts";
import { HEADER_WITHIN, positions } from "./find-header.ts";

/** How alike a name must be to be offered: below, a cell of data could be printed by mistake. */
const ALIKE = 0.6;

/**
 * The error for a file without a header row: which columns are missing, and which names come close.
 *
 * Only names close to a wanted one are printed: a row that is not a header may hold a person's details.
 */
export function columnsMissing(
  place: { readonly file: string; readonly sheet?: string | undefined },
  rows: readonly (readonly string[])[],
  recognise: readonly (readonly string[])[],
  where: {
    /** What the rows were taken from, where it is more than one sheet: they then have no common numbering. */
    readonly among?: string;
    /** 1-based rows that programme.yaml names as the header. */
    readonly headerRows?: readonly [number, number] | undefined;
  } = {},
): CodedError {
  const { among, headerRows } = where;
  const offset = headerRows === undefined ? 0 : headerRows[0] - 1;
  const looked = headerRows === undefined ? rows.slice(0, HEADER_WITHIN) : rows.slice(offset, headerRows[1]);
  const candidates = looked.map((cells) => {
    const found = positions(cells, recognise);
    return { cells, missing: recognise.filter((_, index) => (found[index] ?? -1) < 0) };
  });
  const nearest = candidates.reduce<(typeof candidates)[number] | undefined>(
    (best, one) => (best === undefined || one.missing.length < best.missing.length ? one : best),
    undefined,
  );
  const missing = nearest?.missing ?? recognise;
  const isHeader = nearest !== undefined && missing.length < recognise.length;
  const pool = isHeader ? [nearest.cells] : candidates.map((one) => one.cells);
  const wanted = missing.map((spellings) => {
    const close = closest(spellings, pool);
    const name = `"${spellings[0] ?? ""}"`;
    return close === undefined ? name : `${name} (did you mean "${close}"?)`;
  });
  const row = isHeader && among === undefined ? candidates.indexOf(nearest) + 1 + offset : undefined;
  return new CodedError({
    code: "COLUMNS_MISSING",
    place: { ...place, row },
    what:
      row === undefined
        ? `${headerRows === undefined ? `none of the first ${HEADER_WITHIN} rows` : "none of the rows that header_rows names"} ${among === undefined ? "" : `of ${among} `}is a header with the ${plural(wanted.length, "column")} ${list(wanted)}.`
        : `the header has no ${plural(wanted.length, "column")} ${list(wanted)}.`,
    remedy: "Add the name used in this file as a synonym in the profile, or correct the export.",
    exit: EXIT.refused,
  });
}

const plural = (count: number, noun: string): string => (count === 1 ? noun : `${noun}s`);
const list = (names: readonly string[]): string => names.join(", ");

function closest(spellings: readonly string[], rows: readonly (readonly string[])[]): string | undefined {
  let best: { readonly name: string; readonly score: number } | undefined;
  for (const cell of rows.flat()) {
    const name = tidyName(cell);
    if (name === "" || name.length > 80) continue;
    for (const spelling of spellings) {
      const score = alike(comparableName(spelling), comparableName(name));
      if (score >= ALIKE && score > (best?.score ?? 0)) best = { name, score };
    }
  }
  return best?.name;
}

/** Share of letter pairs that two texts have in common, 0–1 (Dice's coefficient on bigrams). */
function alike(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  if (left.length === 0 || right.length === 0) return a === b ? 1 : 0;
  const rest = [...right];
  let common = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    common += 1;
    rest.splice(at, 1);
  }
  return (2 * common) / (left.length + right.length);
}

function pairs(text: string): string[] {
  const letters = text.replace(/[^\p{L}\p{N}]+/gu, "");
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) =>
    letters.slice(index, index + 2),
  );
}
