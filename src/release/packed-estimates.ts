/** Estimates as the pages read them: texts once each, with their place in every row, equal neighbours taken together. */
export interface PackedEstimates {
  readonly rows: number;
  /** By column: its distinct texts, and of every run of equal rows the text's place and the run's length, in turn. */
  readonly texts: Readonly<
    Record<string, { readonly words: readonly string[]; readonly runs: readonly number[] }>
  >;
  /** By column: its figure in every row, null where there is none. */
  readonly figures: Readonly<Record<string, readonly (number | null)[]>>;
}

/** One row, by the names of its columns. */
type Row = Readonly<Record<string, string | number | null>>;

/**
 * Packs rows of released estimates; {@link PackedEstimates} says how. Nothing is left out or rounded.
 *
 * @param texts names of the columns that hold text, "" where absent
 * @param figures names of the columns that hold figures, null where absent
 */
export function packEstimates(
  rows: readonly Row[],
  texts: readonly string[],
  figures: readonly string[],
): PackedEstimates {
  return {
    rows: rows.length,
    texts: Object.fromEntries(
      texts.map((name) => [name, packTexts(rows.map((row) => String(row[name] ?? "")))]),
    ),
    figures: Object.fromEntries(
      figures.map((name) => [name, rows.map((row) => (row[name] as number | null | undefined) ?? null)]),
    ),
  };
}

function packTexts(values: readonly string[]): PackedEstimates["texts"][string] {
  const words = [...new Set(values)];
  const places = new Map(words.map((word, place) => [word, place]));
  const runs: number[] = [];
  for (const [row, value] of values.entries()) {
    if (row > 0 && values[row - 1] === value) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(places.get(value) ?? 0, 1);
  }
  return { words, runs };
}
