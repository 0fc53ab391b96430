import { tableFromIPC } from "apache-arrow";
import { ESTIMATE_FIGURES, ESTIMATE_NOTES, ESTIMATE_TEXTS } from "./estimates-table.ts";
import { type PackedEstimates, packEstimates } from "./packed-estimates.ts";

/**
 * Reads `estimates.arrow` and packs it for the pages, which bring no Arrow library.
 *
 * @throws Error naming the column where one is missing
 */
export function readEstimatesArrow(bytes: Uint8Array): PackedEstimates {
  return packEstimates(readEstimateRows(bytes), PACKED_COLUMNS.texts, PACKED_COLUMNS.figures);
}

/** Columns of estimates, of text and of figures, in the order in which they are packed. */
export const PACKED_COLUMNS = {
  texts: [...ESTIMATE_TEXTS, ...ESTIMATE_NOTES],
  figures: ESTIMATE_FIGURES,
} as const;

/** One row of estimates, by the names of its columns: null where a text or a figure is absent. */
export type EstimateCells = Readonly<Record<string, string | number | null>>;

/**
 * Reads the rows of `estimates.arrow`.
 *
 * @throws Error naming the column where one is missing
 */
export function readEstimateRows(bytes: Uint8Array): readonly EstimateCells[] {
  const table = tableFromIPC(bytes);
  const column = (name: string): readonly unknown[] => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`estimates.arrow has no column "${name}".`);
    return [...vector];
  };
  const { texts, figures } = PACKED_COLUMNS;
  const columns = [...texts, ...figures].map((name) => [name, column(name)] as const);
  return Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(
      columns.map(([name, values]) => [name, (values[row] ?? null) as string | number | null]),
    ),
  );
}
