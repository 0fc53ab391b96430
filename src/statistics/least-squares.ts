import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { type Contrast, centredDesign } from "./centred-design.ts";
import type { CrossProducts, Design } from "./cross-products.ts";

/** Residual variation below this share of all variation is rounding: the columns fit the outcome exactly. */
const EXACT = 1e-12;

/** Why a regression cannot be fitted. */
export type NoFitReason = "nobody" | "aliased" | "too_few" | "exact_fit";

/** A fitted regression on columns turned so that X'X is the identity. */
export interface LeastSquares {
  readonly people: number;
  readonly columns: number;
  readonly residualSumOfSquares: number;
  readonly totalSumOfSquares: number;
  /** Of each cluster: X'X and X'e, e the residuals. */
  readonly clusters: readonly { readonly key: string; readonly xx: Matrix; readonly xe: Matrix }[];
  /** A contrast's direction in the turned columns, and its value in points. */
  readonly read: (contrast: Contrast) => { readonly direction: Matrix; readonly value: number };
}

/** A fit, or why there is none and which columns are to blame. */
export type LeastSquaresOrReason =
  | { readonly fit: LeastSquares; readonly people: number; readonly reason: null }
  | {
      readonly fit: null;
      readonly people: number;
      readonly reason: NoFitReason;
      readonly aliased: readonly string[];
    };

/**
 * Least squares from clusters' cross-products, by Cholesky's decomposition X'X = CC'.
 *
 * Nobody, a column that is the same for everybody or follows from those before it (named in `aliased`), no more people
 * than columns, or an outcome fitted exactly give a reason. Throws a RangeError as `centredDesign` does.
 */
export function leastSquares(design: Design, clusters: readonly CrossProducts[]): LeastSquaresOrReason {
  const centred = centredDesign(design, clusters);
  const { people, total, aliased } = centred;
  const size = design.columns.length;
  const without = (reason: NoFitReason) => ({ fit: null, people, reason, aliased }) as const;
  if (people === 0) return { ...without("nobody"), aliased: [] };
  if (aliased.length > 0) return without("aliased");
  if (people <= size) return without("too_few");
  const xx = total.subMatrix(0, size - 1, 0, size - 1);
  const lower = new CholeskyDecomposition(xx).lowerTriangularMatrix;
  const turn = (matrix: Matrix) => forward(lower, matrix);
  const coefficients = turn(total.subMatrix(0, size - 1, size, size));
  const about = total.get(size, size) - total.get(0, size) ** 2 / people;
  const residual = total.get(size, size) - coefficients.dot(coefficients);
  if (!(residual > EXACT * about)) return without("exact_fit");
  return {
    people,
    reason: null,
    fit: {
      people,
      columns: size,
      residualSumOfSquares: residual,
      totalSumOfSquares: about,
      clusters: centred.clusters.map(({ key, products }) => {
        const own = turn(turn(products.subMatrix(0, size - 1, 0, size - 1)).transpose());
        const symmetric = Matrix.add(own, own.transpose()).mul(0.5);
        const xy = turn(products.subMatrix(0, size - 1, size, size));
        return { key, xx: symmetric, xe: xy.sub(symmetric.mmul(coefficients)) };
      }),
      read(contrast) {
        const { weights, constant } = centred.translate(contrast);
        const direction = turn(weights);
        return { direction, value: direction.dot(coefficients) + constant };
      },
    },
  };
}

/** Solves C z = b for a lower triangular C. */
function forward(lower: Matrix, right: Matrix): Matrix {
  const solved = right.clone();
  for (let row = 0; row < lower.rows; row += 1) {
    for (let column = 0; column < solved.columns; column += 1) {
      let value = solved.get(row, column);
      for (let before = 0; before < row; before += 1) {
        value -= lower.get(row, before) * solved.get(before, column);
      }
      solved.set(row, column, value / lower.get(row, row));
    }
  }
  return solved;
}
