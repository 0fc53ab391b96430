import { fiellerLimits, type Uncertain } from "./fieller-limits.ts";
import { normalCritical } from "./normal.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** One group of a population put in order, such as a fifth by deprivation. */
export interface GradientGroup {
  readonly label: string;
  /** People of the whole population in the group, not only those with a value. */
  readonly population: number;
  readonly value: number;
  /** Standard error of the value. */
  readonly standardError: number;
}

/** Slope and relative index of inequality; null where a part is not defined. */
export interface InequalityGradient {
  /** The indices compare the far end of the last group with the near end of the first. */
  readonly from: string;
  readonly to: string;
  /** Middle of each group on a scale of 0 (start of the first group) to 1 (end of the last). */
  readonly ranks: readonly number[];
  /** Fitted value at the start of the first group. */
  readonly intercept: number | null;
  /** Slope index: fitted value at `to` minus fitted value at `from`, in units of the value. */
  readonly slope: number | null;
  readonly slopeStandardError: number | null;
  readonly slopeLower: number | null;
  readonly slopeUpper: number | null;
  /** Relative index: fitted value at `to` ÷ fitted value at `from`. */
  readonly ratio: number | null;
  readonly ratioLower: number | null;
  readonly ratioUpper: number | null;
  readonly level: number;
  readonly reason: "one_group" | null;
  /** Why there is no relative index, or no interval of it. */
  readonly ratioReason: "not_above_zero" | "unbounded" | "one_group" | null;
}

/**
 * Slope and relative index of inequality: a line through the groups' values on their ranks, weighted by share of
 * population. Its ends are sums of the values with fixed coefficients, so that the slope has the standard error
 * √Σ cᵢ² seᵢ² and normal limits, and the ratio of the ends Fieller's limits.
 *
 * `groups` are in order and hold the whole population; a group whose value is not known makes the index impossible.
 * Populations are above 0, standard errors from 0 (a RangeError otherwise). Fewer than two groups give nulls and the
 * reason `one_group`. There is no ratio where the fitted value at `from` or `to` is not above 0.
 * Sources: Low and Low (2004), Journal of Public Health 26:388–395; Fieller (1954), JRSS B 16:175–185.
 */
export function inequalityGradient(groups: readonly GradientGroup[], level = 0.95): InequalityGradient {
  for (const { population, value, standardError } of groups) {
    if (!(population > 0) || !Number.isFinite(value) || !(standardError >= 0)) {
      throw new RangeError(
        `${value} ± ${standardError} of ${population} people is not a group of a gradient.`,
      );
    }
  }
  const total = groups.reduce((sum, one) => sum + one.population, 0);
  const shares = groups.map((one) => one.population / total);
  let before = 0;
  const ranks = shares.map((share) => {
    before += share;
    return before - share / 2;
  });
  const from = groups[0]?.label ?? "";
  const given = { from, to: groups.at(-1)?.label ?? "", ranks, level };
  if (groups.length < 2) return { ...given, ...NOTHING, reason: "one_group", ratioReason: "one_group" };

  const z = normalCritical(level);
  const weigh = (of: (rank: number) => number) =>
    ranks.reduce((sum, rank, index) => sum + (shares[index] ?? 0) * of(rank), 0);
  const centre = weigh((rank) => rank);
  const spread = weigh((rank) => (rank - centre) ** 2);
  const ends = groups.map((one, index) => {
    const share = shares[index] ?? 0;
    const perRank = (share * ((ranks[index] ?? 0) - centre)) / spread;
    const near = share - centre * perRank;
    return { ...one, perRank, near, far: near + perRank };
  });
  const sum = (of: (end: (typeof ends)[number]) => number) => ends.reduce((all, end) => all + of(end), 0);
  const slope = sum((end) => end.perRank * end.value);
  const slopeStandardError = Math.sqrt(sum((end) => (end.perRank * end.standardError) ** 2));
  const near = sum((end) => end.near * end.value);
  const far = sum((end) => end.far * end.value);
  const ratio = ratioOfEnds(
    { value: far, variance: sum((end) => (end.far * end.standardError) ** 2) },
    { value: near, variance: sum((end) => (end.near * end.standardError) ** 2) },
    sum((end) => end.far * end.near * end.standardError ** 2),
    z,
  );
  return {
    ...given,
    intercept: near,
    slope,
    slopeStandardError,
    slopeLower: slope - z * slopeStandardError,
    slopeUpper: slope + z * slopeStandardError,
    ...ratio,
    reason: null,
  };
}

/**
 * A group for `inequalityGradient` whose value is a share, 0–1; null where nobody or everybody has the outcome.
 *
 * The standard error is that of the logit, from Wilson's limits, carried back: p(1 − p) · (logit U − logit L) ÷ 2z.
 * Counts are whole numbers with 0 ≤ numerator ≤ population; throws a RangeError otherwise.
 * Source: PHEindicatormethods 2.1.0, `phe_sii` with `value_type = 2`.
 */
export function shareGroup(label: string, numerator: number, population: number): GradientGroup | null {
  const { value, lower, upper } = wilsonInterval(numerator, population);
  if (value === null || lower === null || upper === null || value === 0 || value === 1) return null;
  const logit = (share: number) => Math.log(share / (1 - share));
  const standardError = (value * (1 - value) * (logit(upper) - logit(lower))) / (2 * normalCritical(0.95));
  return { label, population, value, standardError };
}

const NOTHING = {
  intercept: null,
  slope: null,
  slopeStandardError: null,
  slopeLower: null,
  slopeUpper: null,
  ratio: null,
  ratioLower: null,
  ratioUpper: null,
} as const;

function ratioOfEnds(over: Uncertain, under: Uncertain, covariance: number, z: number) {
  const none = { ratio: null, ratioLower: null, ratioUpper: null };
  if (over.value <= 0 || under.value <= 0) return { ...none, ratioReason: "not_above_zero" as const };
  const ratio = over.value / under.value;
  const limits = fiellerLimits(over, under, covariance, z);
  if (limits.kind !== "interval") return { ...none, ratio, ratioReason: "unbounded" as const };
  return { ratio, ratioLower: limits.lower, ratioUpper: limits.upper, ratioReason: null };
}
