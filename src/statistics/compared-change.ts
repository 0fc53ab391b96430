import { type ClusterCells, clusterChange } from "./cluster-cells.ts";
import { clusteredDifferenceInDifferences } from "./clustered-difference-in-differences.ts";
import { type PlaceboInference, placeboInference } from "./placebo-inference.ts";

/** With fewer treated places than this, corrected standard errors are not to be relied on. */
export const FEW_TREATED = 6;

/** A change compared with that of other places, in score points; null where a part is not defined. */
export interface ComparedChange {
  readonly method: "cluster_robust" | "placebo";
  readonly treated: number;
  readonly comparators: number;
  readonly estimate: number | null;
  readonly p: number | null;
  /** Smallest p that so few places can give; null with the cluster-robust method. */
  readonly smallestP: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** False where so few places can show nothing at this level. */
  readonly mayClaim: boolean;
  readonly reason: PlaceboInference["reason"] | "one_cluster";
}

/**
 * How much more treated places changed than comparators: by placebo inference below six treated places, where each place
 * counts once, and by CR2 standard errors from six, where each score counts once.
 *
 * Sums are of scaled integers. Places with nobody before or after are left out. No causal claim by itself: it supposes
 * that the treated places would have changed as the comparators did, which `eventStudy` and `differenceInTrends` look
 * into for the time before. Throws a RangeError as the two methods do.
 * Sources: Conley and Taber (2011), Review of Economics and Statistics 93:113–125; MacKinnon and Webb (2017), Journal of
 * Applied Econometrics 32:233–254 (few treated clusters).
 */
export function comparedChange(
  clusters: readonly ClusterCells[],
  decimals: number,
  level = 0.95,
): ComparedChange {
  const known = clusters.flatMap((cells) => {
    const change = clusterChange(cells, decimals);
    return change === null ? [] : [{ ...cells, change }];
  });
  const changes = (treated: boolean) =>
    known.filter((one) => one.treated === treated).map(({ change }) => change);
  const [treated, comparators] = [changes(true), changes(false)];
  if (treated.length < FEW_TREATED) {
    const { p, smallestP, estimate, lower, upper, mayClaim, reason } = placeboInference(
      treated,
      comparators,
      level,
    );
    const counts = { treated: treated.length, comparators: comparators.length };
    return { method: "placebo", ...counts, estimate, p, smallestP, lower, upper, level, mayClaim, reason };
  }
  const { estimate, cr2, reason } = clusteredDifferenceInDifferences(known, decimals, { level });
  return {
    method: "cluster_robust",
    treated: treated.length,
    comparators: comparators.length,
    estimate,
    p: cr2?.p ?? null,
    smallestP: null,
    lower: cr2?.lower ?? null,
    upper: cr2?.upper ?? null,
    level,
    mayClaim: cr2 !== null,
    reason,
  };
}
