/** A pivot below this part of its column's own sum of squares is rounding: the column follows from those before it. */
const NEGLIGIBLE = 1e-12;

/** What can be asked of a symmetric positive definite matrix once it is factored. */
export interface Factored {
  /** The x of A x = b. */
  readonly solve: (b: readonly number[]) => readonly number[];
  readonly inverse: () => readonly (readonly number[])[];
  /** Columns, counted from 0, that are sums of those before them; with any, there is nothing to solve. */
  readonly dependent: readonly number[];
}

/**
 * Cholesky factors of a symmetric matrix such as X′X: A = L L′, with the columns that are linear in those before them.
 *
 * Only the lower triangle is read. With dependent columns `solve` and `inverse` throw a RangeError. Throws a RangeError
 * where an entry is not finite. Source: Golub and Van Loan (2013), Matrix Computations, 4th ed., section 4.2.
 */
export function cholesky(matrix: readonly (readonly number[])[]): Factored {
  const size = matrix.length;
  const factor = matrix.map(() => new Float64Array(size));
  const entry = (row: number, column: number) => factor[row]?.[column] ?? 0;
  const dependent: number[] = [];
  for (let row = 0; row < size; row++) {
    const own = factor[row];
    if (own === undefined) continue;
    for (let column = 0; column <= row; column++) {
      let left = matrix[row]?.[column] ?? Number.NaN;
      if (!Number.isFinite(left)) throw new RangeError("A matrix to be factored has finite entries.");
      for (let k = 0; k < column; k++) left -= entry(row, k) * entry(column, k);
      const diagonal = entry(column, column);
      if (column < row) own[column] = diagonal === 0 ? 0 : left / diagonal;
      else if (left > NEGLIGIBLE * (matrix[row]?.[row] ?? 0)) own[column] = Math.sqrt(left);
      else dependent.push(row);
    }
  }
  const solve = (b: readonly number[]): readonly number[] => {
    if (dependent.length > 0) throw new RangeError(`Columns ${dependent.join(", ")} follow from others.`);
    const x = [...b];
    const at = (index: number) => x[index] ?? 0;
    for (let row = 0; row < size; row++) {
      let left = at(row);
      for (let k = 0; k < row; k++) left -= entry(row, k) * at(k);
      x[row] = left / entry(row, row);
    }
    for (let row = size - 1; row >= 0; row--) {
      let left = at(row);
      for (let k = row + 1; k < size; k++) left -= entry(k, row) * at(k);
      x[row] = left / entry(row, row);
    }
    return x;
  };
  const inverse = () => matrix.map((_, column) => solve(matrix.map((_, row) => (row === column ? 1 : 0))));
  return { solve, inverse, dependent };
}
