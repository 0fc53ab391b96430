import type { Matrix } from "ml-matrix";

/** A column that others explain to within this share of its variation adds nothing that could be estimated. */
const ALIASED = 1e-10;

/**
 * Columns, counted from 0, that follow from those before them, in a matrix of cross-products X′X: each column is swept
 * out in turn, and one of which nothing is left is named.
 *
 * Only the first `size` columns are looked at. Source: Goodnight (1979), The American Statistician 33:149–158 (sweep).
 */
export function aliasedColumns(total: Matrix, size: number): readonly number[] {
  const left = total.clone();
  const aliased: number[] = [];
  for (let pivot = 0; pivot < size; pivot += 1) {
    const remains = left.get(pivot, pivot);
    if (!(remains > ALIASED * total.get(pivot, pivot))) {
      aliased.push(pivot);
      continue;
    }
    for (let row = pivot + 1; row < size; row += 1) {
      const share = left.get(row, pivot) / remains;
      for (let column = pivot + 1; column < size; column += 1) {
        left.set(row, column, left.get(row, column) - share * left.get(pivot, column));
      }
    }
  }
  return aliased;
}
