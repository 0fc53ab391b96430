import { tableFromIPC } from "apache-arrow";
import { ESTIMATE_FIGURES, ESTIMATE_NOTES, ESTIMATE_TEXTS } from "./estimates-table.ts";
import { type PackedEstimates, packEstimates } from "./packed-estimates.ts";

/**
 * Reads `estimates.arrow` and packs it for the pages, which bring no Arrow library.
 *
 * @throws Error naming the column where one is missing
 */
export function readEstimatesArrow(bytes: Uint8Array): PackedEstimates {
  const table = tableFromIPC(bytes);
  const column = (name: string): readonly unknown[] => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`estimates.arrow has no column "${name}".`);
    return [...vector];
  };
  const texts = [...ESTIMATE_TEXTS, ...ESTIMATE_NOTES];
  const columns = [...texts, ...ESTIMATE_FIGURES].map((name) => [name, column(name)] as const);
  const rows = Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(
      columns.map(([name, values]) => [name, (values[row] ?? null) as string | number | null]),
    ),
  );
  return packEstimates(rows, texts, ESTIMATE_FIGURES);
}
