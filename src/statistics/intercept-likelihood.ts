import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** Variance between clusters, and between the groups they are in, each ÷ the residual variance. */
export interface VarianceRatios {
  readonly cluster: number;
  readonly group: number;
}

/** Sums of columns over a cluster's people: 1 for everybody first, the outcome last. */
type Sums = readonly number[];

/** All people's cross-products, and the sums of each cluster by group: no more of a cluster is needed. */
export interface NestedProducts {
  readonly people: number;
  /** Columns of X. */
  readonly columns: number;
  /** [X y]'[X y] over all clusters. */
  readonly total: Matrix;
  readonly groups: readonly (readonly Sums[])[];
  /** Added to the restricted deviance for columns that were scaled: 2 Σ log of their units. */
  readonly scaling: number;
}

/** What is left once the intercepts of clusters and groups are allowed for; σ²V₀ is the variance. */
interface AbsorbedProducts {
  /** 1'V₀⁻¹[X y] of each cluster, before its group's intercept is allowed for. */
  readonly clusters: readonly (readonly Sums[])[];
  /** 1'V₀⁻¹[X y] of each group. */
  readonly groups: readonly Sums[];
  /** [X y]'V₀⁻¹[X y]. */
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

function absorbIntercepts(
  { groups, columns, total }: NestedProducts,
  ratios: VarianceRatios,
): AbsorbedProducts {
  const left = total.to2DArray();
  let logDeterminant = 0;
  const absorb = (sums: Sums, ratio: number): Sums => {
    const factor = 1 + ratio * (sums[0] ?? 0);
    logDeterminant += Math.log(factor);
    for (let row = 0; row <= columns; row += 1) {
      const share = (ratio / factor) * (sums[row] ?? 0);
      const values = left[row] ?? [];
      for (let column = 0; column <= columns; column += 1) {
        values[column] = (values[column] ?? 0) - share * (sums[column] ?? 0);
      }
    }
    return sums.map((value) => value / factor);
  };
  const clusters = groups.map((group) => group.map((sums) => absorb(sums, ratios.cluster)));
  const absorbed = clusters.map((group) => absorb(added(group), ratios.group));
  for (let row = 0; row <= columns; row += 1) {
    for (let column = 0; column < row; column += 1) {
      const values = left[column] ?? [];
      values[row] = left[row]?.[column] ?? 0;
    }
  }
  return { clusters, groups: absorbed, total: new Matrix(left), logDeterminant };
}

function added(rows: readonly Sums[]): Sums {
  const sum = [...(rows[0] ?? [])];
  for (const row of rows.slice(1))
    row.forEach((value, index) => {
      sum[index] = (sum[index] ?? 0) + value;
    });
  return sum;
}
