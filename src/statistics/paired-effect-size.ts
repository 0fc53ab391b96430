import { hedgesApproximate, hedgesExact } from "./hedges-correction.ts";
import { noncentralityInterval } from "./noncentral-t.ts";
import { type PairedSums, pairedChange } from "./paired-change.ts";

/** Standardised mean changes, without unit; null where a part is not defined. */
export interface PairedEffectSize {
  /** Mean change ÷ SD of the changes, with its noncentral-t interval. */
  readonly dZ: number | null;
  readonly dZLower: number | null;
  readonly dZUpper: number | null;
  readonly level: number;
  /** Mean change ÷ mean of the two SDs. */
  readonly dAv: number | null;
  /** Mean change ÷ root mean of the two variances: the other definition of d_av. */
  readonly dAvRootMeanVariance: number | null;
  /** Hedges' factor on n − 1 degrees of freedom, exact and approximate. */
  readonly hedgesExact: number | null;
  readonly hedgesApproximate: number | null;
  /** d_z and d_av (mean of SDs) times the exact factor. */
  readonly gZ: number | null;
  readonly gAv: number | null;
  /** Null where d_z and its interval are defined. */
  readonly reason: "nobody" | "one_person" | "all_equal" | null;
}

/**
 * Effect sizes of a paired change from sufficient statistics, with Hedges' correction and an interval for d_z:
 * the non-centrality interval of t on n − 1 degrees of freedom, ÷ √n.
 *
 * `decimals` is the instrument's. Nobody, one person, or all changes equal give nulls and a `reason`; with two people
 * Hedges' factor does not exist. Throws a RangeError as `pairedChange` does, or unless 0 < level < 1.
 * Sources: Hedges (1981), Journal of Educational Statistics 6:107–128; Cumming (2012), Understanding the New
 * Statistics, chapter 11; Lakens (2013), Frontiers in Psychology 4:863.
 */
export function pairedEffectSize(sums: PairedSums, decimals: number, level = 0.95): PairedEffectSize {
  const { n, before, after, change, t, dZ, dAv } = pairedChange(sums, decimals, level);
  const exact = n < 2 ? null : hedgesExact(n - 1);
  const interval = t === null ? null : noncentralityInterval(t, n - 1, level);
  const spread = before.sd === null || after.sd === null ? 0 : Math.hypot(before.sd, after.sd) / Math.SQRT2;
  return {
    dZ,
    dZLower: interval === null ? null : interval.lower / Math.sqrt(n),
    dZUpper: interval === null ? null : interval.upper / Math.sqrt(n),
    level,
    dAv,
    dAvRootMeanVariance: change.mean === null || spread === 0 ? null : change.mean / spread,
    hedgesExact: exact,
    hedgesApproximate: n < 2 ? null : hedgesApproximate(n - 1),
    gZ: dZ === null || exact === null ? null : dZ * exact,
    gAv: dAv === null || exact === null ? null : dAv * exact,
    reason: change.reason,
  };
}
