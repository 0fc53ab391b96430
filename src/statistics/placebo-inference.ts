import { upperTail } from "./upper-tail.ts";

/** With more ways than this of choosing the treated places, they are too many to go through. */
const MOST_ASSIGNMENTS = 1_000_000;
/** Differences below this share of the largest change are rounding of binary fractions: ties. */
const ROUNDING = 1e-9;

/** The change of the treated places against the changes that the comparators show without treatment. */
export interface PlaceboInference {
  readonly treated: number;
  readonly comparators: number;
  /** Mean change of the treated places minus mean change of the comparators, each place counted once. */
  readonly estimate: number | null;
  /** Share of all ways of choosing the treated places whose estimate lies as far from 0 as this one, or farther. */
  readonly p: number | null;
  /** The smallest p that so many places can give: 1 ÷ (k + 1) for one treated place among k comparators. */
  readonly smallestP: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** True where the smallest attainable p is no larger than 1 − level, so that a claim is possible at all. */
  readonly mayClaim: boolean;
  /** Why there is no p or, with `too_few_comparators`, no claim and no limits. */
  readonly reason:
    | "nobody"
    | "one_comparator"
    | "all_equal"
    | "too_few_comparators"
    | "too_many_places"
    | null;
}

/**
 * Inference for few treated places: how often the same comparison with other places in the role of the treated ones
 * gives an estimate as far from 0. Two-sided by rank, exact over all ways of choosing them, and limits by inversion: the
 * changes that, taken off the treated places, give a p above 1 − level.
 *
 * Changes are those of whole places (`clusterChange`), in score points; places without a change are left out by the
 * caller. The order of changes does not matter. Exact where the places would be exchangeable without treatment: places
 * with far fewer people than the others change more by chance, and make the p of a small treated place too small. With k
 * comparators and one treated place p is at least 1 ÷ (k + 1), so that below 19 comparators nothing can be claimed at
 * 0.95 (`too_few_comparators`); p is given all the same. No treated place or no comparator, or a single comparator,
 * gives no p; nor do comparators that all changed alike, nor more than a million ways of choosing.
 * Throws a RangeError for a change that is not finite, or unless 0 < level < 1.
 * Sources: Conley and Taber (2011), Review of Economics and Statistics 93:113–125; MacKinnon and Webb (2020), Journal of
 * Econometrics 218:435–450 (by randomisation).
 */
export function placeboInference(
  treated: readonly number[],
  comparators: readonly number[],
  level = 0.95,
): PlaceboInference {
  const changes = [...treated, ...comparators];
  const alpha = 2 * upperTail(level);
  for (const change of changes) {
    if (!Number.isFinite(change))
      throw new RangeError(`A change of a place is a finite number, not ${change}.`);
  }
  const [m, k] = [treated.length, comparators.length];
  const nothing = { p: null, smallestP: null, lower: null, upper: null, level, mayClaim: false };
  const given = { treated: m, comparators: k };
  if (m === 0 || k === 0) return { ...given, ...nothing, estimate: null, reason: "nobody" };
  const estimate = mean(treated) - mean(comparators);
  if (k === 1) return { ...given, ...nothing, estimate, reason: "one_comparator" };
  const ways = waysToChoose(m + k, m);
  if (ways > MOST_ASSIGNMENTS) return { ...given, ...nothing, estimate, reason: "too_many_places" };
  const centre = mean(comparators);
  const slack = ROUNDING * Math.max(...changes.map((change) => Math.abs(change - centre)), Number.MIN_VALUE);
  if (comparators.every((change) => Math.abs(change - centre) <= slack)) {
    return { ...given, ...nothing, estimate, reason: "all_equal" };
  }
  // About the comparators' mean, so that a large common change does not cancel.
  const bounds = acceptedShifts(
    treated.map((change) => change - centre),
    comparators.map((change) => change - centre),
    ways,
  );
  const reached = estimate >= 0 ? bounds.lower : bounds.upper;
  const p = reached.filter((bound) => (estimate >= 0 ? bound <= slack : bound >= -slack)).length / ways;
  // A half where as many are treated as not: exchanging the two turns the sign and no more.
  const smallestP = (m === k ? 2 : 1) / ways;
  const mayClaim = smallestP <= alpha * (1 + ROUNDING);
  const kept = Math.floor(alpha * ways * (1 + ROUNDING));
  const limits = {
    lower: bounds.lower.toSorted()[kept] ?? Number.NEGATIVE_INFINITY,
    upper: bounds.upper.toSorted().at(-1 - kept) ?? Number.POSITIVE_INFINITY,
  };
  const bounded = mayClaim && Number.isFinite(limits.lower) && Number.isFinite(limits.upper);
  return {
    ...given,
    estimate,
    p,
    smallestP,
    lower: bounded ? limits.lower : null,
    upper: bounded ? limits.upper : null,
    level,
    mayClaim,
    reason: mayClaim ? null : "too_few_comparators",
  };
}

/**
 * For each way of choosing the treated places, the effects a that leave its estimate as far from 0 as the true one,
 * once a is taken off the truly treated places: they lie round the true estimate, and are given as their two ends.
 */
function acceptedShifts(treated: readonly number[], comparators: readonly number[], ways: number) {
  const [m, k] = [treated.length, comparators.length];
  const all = [...treated, ...comparators];
  const total = all.reduce((sum, change) => sum + change, 0);
  const lower = new Float64Array(ways);
  const upper = new Float64Array(ways);
  // Estimates times a constant: N Σ chosen − m Σ all. Taking a off the treated lowers it by a (N · shared − m²).
  const n = m + k;
  const own = n * treated.reduce((sum, change) => sum + change, 0) - m * total;
  const ownSlope = n * m - m * m;
  const root = own / ownSlope;
  let way = 0;
  const choose = (from: number, left: number, sum: number, shared: number): void => {
    if (left === 0) {
      const other = n * sum - m * total;
      const slope = n * shared - m * m;
      // |other − slope a| = |own − ownSlope a| where either difference or sum of the two is 0.
      const ends = [
        [own - other, ownSlope - slope],
        [own + other, ownSlope + slope],
      ].map(([over = 0, under = 0]) => (under === 0 ? null : over / under));
      const isOwn = slope === ownSlope;
      const below = ends.filter((end) => end !== null && end <= root);
      const above = ends.filter((end) => end !== null && end >= root);
      lower[way] = isOwn ? Number.NEGATIVE_INFINITY : Math.min(root, ...below.map(Number));
      upper[way] = isOwn ? Number.POSITIVE_INFINITY : Math.max(root, ...above.map(Number));
      if (slope === -ownSlope) {
        lower[way] = Number.NEGATIVE_INFINITY;
        upper[way] = Number.POSITIVE_INFINITY;
      }
      way += 1;
      return;
    }
    for (let index = from; index <= n - left; index++) {
      choose(index + 1, left - 1, sum + (all[index] ?? 0), shared + (index < m ? 1 : 0));
    }
  };
  choose(0, m, 0, 0);
  return { lower, upper };
}

function mean(values: readonly number[]): number {
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}

/** How many ways there are to choose `some` of `all`. */
function waysToChoose(all: number, some: number): number {
  let ways = 1;
  for (let step = 1; step <= some; step++) ways = (ways * (all - some + step)) / step;
  return Math.round(ways);
}
