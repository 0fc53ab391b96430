import { exactInteger, exactRatio, type WholeNumber } from "./exact-integer.ts";
import { fractionalCritical, fractionalTwoSided } from "./student-t-fractional.ts";

/** A part and its total over the clusters of one window. */
interface WindowSums {
  /** Σa, the part. */
  readonly part: WholeNumber;
  /** Σt, the total. */
  readonly total: WholeNumber;
  readonly partSquared: WholeNumber;
  readonly partTimesTotal: WholeNumber;
  readonly totalSquared: WholeNumber;
}

/** What a query returns for a share of a total in two windows, over clusters that are seen in either, such as workers. */
export interface RatioChangeSums {
  /** Clusters with a total above 0 in either window; one that is absent from a window counts 0 there. */
  readonly n: WholeNumber;
  readonly before: WindowSums;
  readonly after: WindowSums;
  /** Products of a cluster's figures after and before: Σa₁a₀, Σa₁t₀, Σt₁a₀, Σt₁t₀. */
  readonly partPart: WholeNumber;
  readonly partTotal: WholeNumber;
  readonly totalPart: WholeNumber;
  readonly totalTotal: WholeNumber;
}

/** How much more a share changed in one group of clusters than in another; null where a part is not defined. */
export interface ComparedRatioChange {
  readonly n: readonly [treated: number, comparator: number];
  /** R₁ − R₀ of each group. */
  readonly changes: readonly [treated: number | null, comparator: number | null];
  /** The change of the first group less that of the second. */
  readonly difference: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Null where the interval is defined. */
  readonly reason: "nobody" | "one_cluster" | "all_equal" | null;
}

/**
 * Difference in differences of a ratio of sums, (R₁ − R₀) of one group less (R₁ − R₀) of another, R = Σa ÷ Σt.
 *
 * The variance of each change is linearised over clusters, n / (n − 1) Σu² with
 * u = (a₁ − R₁t₁) / Σt₁ − (a₀ − R₀t₀) / Σt₀, so that a cluster seen in both windows counts once and may be like itself;
 * Student's t with Satterthwaite's degrees of freedom. Sums are whole numbers and nothing cancels. A window without a
 * total gives no difference, a single cluster in a group no interval; `reason` says which. Few clusters of very
 * different size make it too short, and it holds for these clusters: what else changed for a whole group at that time
 * is in the difference. Throws a RangeError where the sums cannot belong together, or unless 0 < level < 1.
 * Sources: Cochran (1977), Sampling Techniques, 3rd edition, sections 2.11 and 6.5; Satterthwaite (1946), Biometrics
 * Bulletin 2:110–114; Angrist and Pischke (2009), Mostly Harmless Econometrics, section 5.2.
 */
export function comparedRatioChange(
  treated: RatioChangeSums,
  comparator: RatioChangeSums,
  level = 0.95,
): ComparedRatioChange {
  const [one, other] = [changeOf(treated), changeOf(comparator)];
  const given = {
    n: [one.n, other.n] as const,
    changes: [one.change, other.change] as const,
    level,
  };
  const nothing = { standardError: null, degreesOfFreedom: null, p: null, lower: null, upper: null };
  if (one.change === null || other.change === null)
    return { ...given, difference: null, ...nothing, reason: "nobody" };
  const difference = one.change - other.change;
  if (one.n === 1 || other.n === 1) return { ...given, difference, ...nothing, reason: "one_cluster" };
  const variance = one.variance + other.variance;
  if (variance === 0) return { ...given, difference, ...nothing, reason: "all_equal" };
  const degreesOfFreedom =
    variance ** 2 / (one.variance ** 2 / (one.n - 1) + other.variance ** 2 / (other.n - 1));
  const standardError = Math.sqrt(variance);
  const half = fractionalCritical(degreesOfFreedom, level) * standardError;
  return {
    ...given,
    difference,
    standardError,
    degreesOfFreedom,
    p: fractionalTwoSided(difference / standardError, degreesOfFreedom),
    lower: difference - half,
    upper: difference + half,
    reason: null,
  };
}

/** The change of a group's ratio, and its variance; one cluster or none has a variance of 0. */
function changeOf(sums: RatioChangeSums): {
  readonly n: number;
  readonly change: number | null;
  readonly variance: number;
} {
  const n = exactInteger(sums.n);
  const [a0, t0] = [exactInteger(sums.before.part), exactInteger(sums.before.total)];
  const [a1, t1] = [exactInteger(sums.after.part), exactInteger(sums.after.total)];
  if (n < 0n || t0 < 0n || t1 < 0n || (n === 0n && t0 + t1 > 0n)) {
    throw new RangeError(`Totals of ${t0} and ${t1} cannot belong to ${n} clusters.`);
  }
  if (t0 === 0n || t1 === 0n) return { n: Number(n), change: null, variance: 0 };
  const change = exactRatio(a1 * t0 - a0 * t1, t1 * t0);
  if (n === 1n) return { n: 1, change, variance: 0 };
  const own = (window: WindowSums, part: bigint, total: bigint) =>
    total * total * exactInteger(window.partSquared) -
    2n * part * total * exactInteger(window.partTimesTotal) +
    part * part * exactInteger(window.totalSquared);
  const across =
    t1 * t0 * exactInteger(sums.partPart) -
    t1 * a0 * exactInteger(sums.partTotal) -
    a1 * t0 * exactInteger(sums.totalPart) +
    a1 * a0 * exactInteger(sums.totalTotal);
  // Σu² times t₁⁴ t₀⁴.
  const about =
    t0 ** 4n * own(sums.after, a1, t1) -
    2n * t0 ** 2n * t1 ** 2n * across +
    t1 ** 4n * own(sums.before, a0, t0);
  if (about < 0n) throw new RangeError("Sums over clusters cannot belong together.");
  return { n: Number(n), change, variance: exactRatio(n * about, (n - 1n) * t1 ** 4n * t0 ** 4n) };
}
