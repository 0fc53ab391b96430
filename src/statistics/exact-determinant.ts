/**
 * Determinant of a square matrix of whole numbers, without rounding; 1 for an empty matrix.
 *
 * Throws a RangeError where the matrix is not square.
 * Source: Bareiss (1968), Mathematics of Computation 22:565–578 (fraction-free elimination).
 */
export function exactDeterminant(matrix: readonly (readonly bigint[])[]): bigint {
  if (matrix.some((row) => row.length !== matrix.length)) throw new RangeError("The matrix is not square.");
  let rows = matrix.map((row) => [...row]);
  let sign = 1n;
  let before = 1n;
  while (rows.length > 0) {
    const at = rows.findIndex((row) => row[0] !== 0n);
    const pivotRow = rows[at];
    const pivot = pivotRow?.[0];
    if (pivotRow === undefined || pivot === undefined) return 0n;
    if (at % 2 === 1) sign = -sign;
    const divisor = before;
    rows = rows
      .filter((row) => row !== pivotRow)
      .map(([first = 0n, ...rest]) =>
        rest.map((entry, index) => (entry * pivot - first * (pivotRow[index + 1] ?? 0n)) / divisor),
      );
    before = pivot;
  }
  return sign * before;
}
