import { ancova } from "./ancova.ts";
import { type CrossProducts, checkedCrossProducts, type Design } from "./cross-products.ts";
import type { NoFitReason } from "./least-squares.ts";
import { type Overdispersion, overdispersion } from "./overdispersion.ts";

/** A cluster's mean change beside the one usual for people like its own, in points. */
export interface AdjustedClusterMean {
  readonly key: string;
  readonly n: number;
  /** Mean of outcome − baseline. */
  readonly observed: number;
  /** Mean of the fitted outcome − baseline. */
  readonly expected: number;
  /** Distance of `observed` from `expected` in standard errors. */
  readonly z: number;
}

/** Mean changes of clusters adjusted by one regression over all people. */
export interface AdjustedClusterMeans {
  readonly n: number;
  /** Mean change of everybody, in points. */
  readonly target: number | null;
  /** Standard deviation of what the columns leave unexplained within clusters, in points. */
  readonly residualSd: number | null;
  readonly clusters: readonly AdjustedClusterMean[];
  readonly dispersion: Overdispersion;
  /** DerSimonian and Laird's τ² of all clusters, in squared points. */
  readonly tauSquaredOfAll: number | null;
  /** Columns left out because others say the same. */
  readonly dropped: readonly string[];
  readonly reason: NoFitReason | "no_spread" | null;
}

/**
 * Mean change of each cluster less the mean its people's columns lead one to expect, by analysis of covariance over all
 * people; standard error s ÷ √n, s within clusters on N − clusters − (columns − 1) degrees of freedom.
 *
 * The second column of the design is the baseline, in the outcome's decimals. Columns that follow from others are left
 * out, and named. Σ n · observed = Σ n · expected. Nulls and a `reason` where there is no fit or no spread within
 * clusters. Throws a RangeError as `ancova` does.
 * Sources: Vickers and Altman (2001), BMJ 323:1123–1124; Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.
 */
export function adjustedClusterMeans(
  design: Design,
  clusters: readonly CrossProducts[],
): AdjustedClusterMeans {
  const nothing = {
    target: null,
    residualSd: null,
    clusters: [],
    dispersion: overdispersion([]),
    tauSquaredOfAll: null,
  };
  let kept = design.columns.map((_, index) => index);
  const dropped: string[] = [];
  for (;;) {
    const own = { ...design, columns: kept.flatMap((index) => design.columns[index] ?? []) };
    const rows = clusters.map((cluster) => withColumns(cluster, kept));
    const fit = ancova(own, rows);
    const { aliased } = fit;
    if (fit.reason === "aliased" && !aliased.includes(own.columns[1]?.name ?? "")) {
      dropped.push(...aliased);
      kept = kept.filter((index) => !aliased.includes(design.columns[index]?.name ?? ""));
      continue;
    }
    if (fit.reason !== null) return { n: fit.n, ...nothing, dropped, reason: fit.reason };
    const b = fit.coefficients.map(({ value }) => value ?? 0);
    const read = rows.flatMap((row) => residualsOf(row, own, b));
    const people = read.reduce((sum, { n }) => sum + n, 0);
    const freedom = people - read.length - (own.columns.length - 1);
    const within = read.reduce((sum, one) => sum + one.within, 0);
    if (!(freedom > 0 && within > 0)) return { n: people, ...nothing, dropped, reason: "no_spread" };
    const residualSd = Math.sqrt(within / freedom);
    const scored = read.map(({ within: _, ...one }) => {
      const standardError = residualSd / Math.sqrt(one.n);
      return { ...one, standardError, z: (one.observed - one.expected) / standardError };
    });
    return {
      n: people,
      target: read.reduce((sum, { n, observed }) => sum + n * observed, 0) / people,
      residualSd,
      clusters: scored.map(({ standardError: _, ...one }) => one),
      dispersion: overdispersion(scored),
      tauSquaredOfAll: overdispersion(scored, "none").tauSquared,
      dropped,
      reason: null,
    };
  }
}

function withColumns(cluster: CrossProducts, kept: readonly number[]): CrossProducts {
  return {
    key: cluster.key,
    xx: kept.map((row) => kept.map((column) => cluster.xx[row]?.[column] ?? 0)),
    xy: kept.map((row) => cluster.xy[row] ?? 0),
    yy: cluster.yy,
  };
}

/** Sums of the residuals y − Xb of a cluster, in points; nothing of one without people. */
function residualsOf(cluster: CrossProducts, design: Design, b: readonly number[]) {
  const { key, people, products } = checkedCrossProducts(cluster, design);
  const n = Number(people);
  if (n === 0) return [];
  const size = design.columns.length;
  const scale = (index: number) => 10 ** (design.columns[index]?.decimals ?? design.outcomeDecimals);
  const at = (row: number, column: number) =>
    Number(products[row]?.[column] ?? 0n) / (scale(row) * scale(column));
  // The outcome is one more column, with the weight −1.
  const weights = [...b, -1];
  const sum = -weights.reduce((all, weight, index) => all + weight * at(0, index), 0);
  let squares = 0;
  for (let row = 0; row <= size; row += 1) {
    for (let column = 0; column <= size; column += 1) {
      squares += (weights[row] ?? 0) * (weights[column] ?? 0) * at(row, column);
    }
  }
  const observed = (at(0, size) - at(0, 1)) / n;
  return [{ key, n, observed, expected: observed - sum / n, within: Math.max(0, squares - sum ** 2 / n) }];
}
