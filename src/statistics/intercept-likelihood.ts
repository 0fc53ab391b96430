import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** Variance between clusters, and between the groups they are in, each ÷ the residual variance. */
export interface VarianceRatios {
  readonly cluster: number;
  readonly group: number;
}

/** Clusters' [X y]'[X y] by group; the first column is 1 for everybody, the outcome stands last. */
export interface NestedProducts {
  readonly people: number;
  /** Columns of X. */
  readonly columns: number;
  readonly groups: readonly (readonly Matrix[])[];
  /** Added to the restricted deviance for columns that were scaled: 2 Σ log of their units. */
  readonly scaling: number;
}

/** What is left once the intercepts of clusters and groups are allowed for. */
export interface AbsorbedProducts {
  /** [X y]'V₀⁻¹[X y] of each cluster before its group's intercept, of each group, and of all; σ²V₀ is the variance. */
  readonly clusters: readonly (readonly Matrix[])[];
  readonly groups: readonly Matrix[];
  readonly total: Matrix;
  /** log |V₀|. */
  readonly logDeterminant: number;
}

/** Generalised least squares at given variance ratios, and how likely the data then are. */
export interface InterceptFit {
  readonly absorbed: AbsorbedProducts;
  readonly coefficients: Matrix;
  /** (X'V₀⁻¹X)⁻¹. */
  readonly inverse: Matrix;
  readonly residualSumOfSquares: number;
  /** −2 log restricted likelihood for a residual variance, or at its best one, rss/(n − p). */
  readonly restrictedDeviance: (residualVariance?: number) => number;
  /** −2 log likelihood at the best residual variance, rss/n. */
  readonly deviance: number;
}

/**
 * Fits by generalised least squares with an intercept for each cluster and each group of clusters.
 *
 * The inverse of a cluster's variance I + λ11' takes λ/(1 + λ1'1) · (Z'1)(Z'1)' off its products Z'Z, and the first
 * column of Z is 1: so sums suffice, first for clusters, then for groups of them (Woodbury's identity twice).
 * Source: Harville (1977), JASA 72:320–338; Bates et al. (2015), Journal of Statistical Software 67(1).
 */
export function interceptFit(data: NestedProducts, ratios: VarianceRatios): InterceptFit {
  const { people, columns, scaling } = data;
  const absorbed = absorbIntercepts(data, ratios);
  const { total, logDeterminant } = absorbed;
  const xx = total.subMatrix(0, columns - 1, 0, columns - 1);
  const xy = total.subMatrix(0, columns - 1, columns, columns);
  const decomposed = new CholeskyDecomposition(xx);
  const coefficients = decomposed.solve(xy);
  const residualSumOfSquares = total.get(columns, columns) - coefficients.dot(xy);
  const logInformation =
    2 * decomposed.lowerTriangularMatrix.diagonal().reduce((sum, v) => sum + Math.log(v), 0);
  const left = people - columns;
  return {
    absorbed,
    coefficients,
    get inverse() {
      return decomposed.solve(Matrix.eye(columns, columns));
    },
    residualSumOfSquares,
    restrictedDeviance: (residualVariance = residualSumOfSquares / left) =>
      left * Math.log(2 * Math.PI * residualVariance) +
      residualSumOfSquares / residualVariance +
      logDeterminant +
      logInformation +
      scaling,
    deviance: people * (Math.log((2 * Math.PI * residualSumOfSquares) / people) + 1) + logDeterminant,
  };
}

function absorbIntercepts({ groups, columns }: NestedProducts, ratios: VarianceRatios): AbsorbedProducts {
  let logDeterminant = 0;
  const absorb = (products: Matrix, ratio: number): Matrix => {
    const ones = products.get(0, 0);
    logDeterminant += Math.log1p(ratio * ones);
    const share = ratio / (1 + ratio * ones);
    const taken = products.clone();
    for (let row = 0; row <= columns; row += 1) {
      for (let column = 0; column <= row; column += 1) {
        const value = products.get(row, column) - share * products.get(0, row) * products.get(0, column);
        taken.set(row, column, value).set(column, row, value);
      }
    }
    return taken;
  };
  const clusters = groups.map((group) => group.map((products) => absorb(products, ratios.cluster)));
  const absorbed = clusters.map((group) => absorb(added(group, columns + 1), ratios.group));
  return { clusters, groups: absorbed, total: added(absorbed, columns + 1), logDeterminant };
}

function added(matrices: readonly Matrix[], size: number): Matrix {
  const sum = Matrix.zeros(size, size);
  for (const matrix of matrices) sum.add(matrix);
  return sum;
}
