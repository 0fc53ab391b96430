import type { Contrast } from "./centred-design.ts";
import { type CrossProducts, checkedCrossProducts, type Design } from "./cross-products.ts";

/**
 * The contrast whose estimate is the mean outcome of a group as if its members had everybody's mean in all other
 * columns: each column's mean over all clusters, but for the columns in `set`.
 *
 * Values in `set` are in the column's own points. Null where there is nobody. Throws a RangeError for a column that
 * the design has not, or as `checkedCrossProducts` does.
 */
export function adjustedMean(
  name: string,
  design: Design,
  clusters: readonly CrossProducts[],
  set: Readonly<Record<string, number>>,
): Contrast | null {
  const unknown = Object.keys(set).filter((key) => !design.columns.some((column) => column.name === key));
  if (unknown.length > 0) throw new RangeError(`The design has no column ${unknown.join(", ")}.`);
  const checked = clusters.map((cluster) => checkedCrossProducts(cluster, design));
  const people = checked.reduce((sum, one) => sum + one.people, 0n);
  if (people === 0n) return null;
  const weights = design.columns.map((column, index) => {
    const sum = checked.reduce((all, one) => all + (one.products[0]?.[index] ?? 0n), 0n);
    return set[column.name] ?? Number(sum) / Number(people) / 10 ** column.decimals;
  });
  return { name, weights };
}
