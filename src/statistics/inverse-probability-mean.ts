import { exactInteger, exactRatio, type WholeNumber } from "./exact-integer.ts";
import { groupSums } from "./group-sums.ts";
import { type LogisticRegression, logisticRegression, type NoLogisticReason } from "./logistic-regression.ts";
import { normalCritical } from "./normal.ts";

/** People alike in every covariate: how many, how many have a follow-up, and the sums of their scaled integers. */
export interface FollowUpPattern {
  /** As in `CovariatePattern`; known for those with and without a follow-up. */
  readonly covariates: readonly number[];
  readonly people: WholeNumber;
  readonly followedUp: WholeNumber;
  /** Σ of the outcome (a change, say) over those with a follow-up. */
  readonly sum: WholeNumber;
  readonly sumOfSquares: WholeNumber;
}

/** How the weights turned out: large ones mean that a few people stand for many. */
export interface WeightDiagnostics {
  readonly smallest: number;
  readonly largest: number;
  /** Near the number of people where the model fits. */
  readonly sum: number;
  /** Mean weight × share followed up: near 1 where the model fits. */
  readonly stabilisedMean: number;
  /** Kish's (Σw)² ÷ Σw²: as many equally weighted people would tell as much. */
  readonly effectiveN: number;
  /** People whose weight was brought down to `trimAt`. */
  readonly trimmed: number;
}

/** A mean weighted back to everybody who started, in score points; null where a part is not defined. */
export interface InverseProbabilityMean {
  readonly people: number;
  readonly followedUp: number;
  /** Mean of those with a follow-up, unweighted. */
  readonly completeCaseMean: number | null;
  /** Σwy ÷ Σw (Hájek). */
  readonly mean: number | null;
  /** Σwy ÷ people (Horvitz and Thompson): not used for the headline, as it moves with the sum of the weights. */
  readonly horvitzThompson: number | null;
  /** Allows for the weights being estimated: the one behind the limits. */
  readonly standardError: number | null;
  /** As if the weights were known (HC0). */
  readonly fixedWeightsError: number | null;
  /** As survey software gives it: fixed weights, times √(m ÷ (m − 1)) for m followed up. */
  readonly surveyError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly weights: WeightDiagnostics | null;
  /** The model of who has a follow-up. */
  readonly model: LogisticRegression;
  readonly reason:
    | Exclude<NoLogisticReason, "all_alike">
    | "nobody_followed_up"
    | "nobody_lost"
    | "one_person"
    | "all_equal"
    | null;
}

/**
 * Mean outcome with each followed-up person weighted by 1 ÷ (chance of a follow-up given the covariates), so that those
 * followed up stand for all who started; normal limits from the stacked estimating equations of model and mean.
 *
 * It corrects for what the covariates tell about who is lost, and for nothing else: if people who did worse stay away
 * for reasons that no covariate holds, it is as wrong as the plain mean. Put `tippingPoint` beside it. `trimAt` brings
 * larger weights down to it (a biased mean with a smaller spread: say so). `nobody_lost`: there is nothing to weight.
 * `one_person` followed up, or outcomes `all_equal`: no limits. Other reasons are those of `logisticRegression`, and then
 * only the unweighted mean stands.
 * Throws a RangeError for sums that cannot belong together, more followed up than people, `trimAt` not from 1.
 * Sources: Horvitz and Thompson (1952), JASA 47:663–685; Lunceford and Davidian (2004), Statistics in Medicine
 * 23:2937–2960 (stacked equations); Kish (1965), Survey Sampling (effective size).
 */
export function inverseProbabilityMean(
  patterns: readonly FollowUpPattern[],
  decimals: number,
  { level = 0.95, trimAt = Number.POSITIVE_INFINITY }: { level?: number; trimAt?: number } = {},
): InverseProbabilityMean {
  if (!(trimAt >= 1)) throw new RangeError(`Weights are from 1, and cannot be trimmed at ${trimAt}.`);
  const model = logisticRegression(
    patterns.map(({ covariates, people, followedUp }) => ({ covariates, people, outcomes: followedUp })),
  );
  const sums = patterns.map(({ followedUp, sum, sumOfSquares }) =>
    groupSums({ n: followedUp, sum, sumOfSquares }),
  );
  const scale = 10 ** decimals;
  const [count, total, squares] = sums.reduce(
    ([n, sum, sumOfSquares], one) => [n + one.n, sum + one.sum, sumOfSquares + one.sumOfSquares],
    [0n, 0n, 0n],
  );
  const { people, outcomes: followedUp, probabilities, covariance } = model;
  const bare = {
    people,
    followedUp,
    completeCaseMean: count === 0n ? null : exactRatio(total, count) / scale,
    mean: null,
    horvitzThompson: null,
    standardError: null,
    fixedWeightsError: null,
    surveyError: null,
    lower: null,
    upper: null,
    level,
    weights: null,
    model,
  };
  if (model.reason === "all_alike") {
    return { ...bare, reason: followedUp === 0 ? "nobody_followed_up" : "nobody_lost" };
  }
  if (probabilities === null || covariance === null) return { ...bare, reason: model.reason };

  const groups = sums.map(({ n, sum, about }, index) => {
    const p = probabilities[index] ?? Number.NaN;
    const m = Number(n);
    return {
      x: [1, ...(patterns[index]?.covariates ?? [])],
      p,
      m,
      lost: Number(exactInteger(patterns[index]?.people ?? 0)) - m,
      w: Math.min(1 / p, trimAt),
      trimmed: 1 / p > trimAt,
      sum: Number(sum) / scale,
      // Σ(y − ȳ)² of the pattern, formed in whole numbers.
      spread: m === 0 ? 0 : exactRatio(about, n) / scale ** 2,
    };
  });
  const add = (of: (group: (typeof groups)[number]) => number) =>
    groups.reduce((all, one) => all + of(one), 0);
  const weight = add(({ w, m }) => w * m);
  const weight2 = add(({ w, m }) => w * w * m);
  const mean = add(({ w, sum }) => w * sum) / weight;
  const used = groups.filter(({ m }) => m > 0);
  const weightedMean = {
    ...bare,
    mean,
    horvitzThompson: (mean * weight) / people,
    weights: {
      smallest: used.reduce((least, { w }) => Math.min(least, w), Number.POSITIVE_INFINITY),
      largest: used.reduce((most, { w }) => Math.max(most, w), 0),
      sum: weight,
      stabilisedMean: weight / people,
      effectiveN: weight ** 2 / weight2,
      trimmed: add(({ m, trimmed }) => (trimmed ? m : 0)),
    },
  };
  if (followedUp === 1) return { ...weightedMean, reason: "one_person" };
  if (count * squares === total * total) return { ...weightedMean, reason: "all_equal" };
  const scored = groups.map((one) => ({
    ...one,
    residual: one.sum - one.m * mean,
    squares: one.m === 0 ? 0 : one.spread + one.m * (one.sum / one.m - mean) ** 2,
  }));
  const over = (of: (group: (typeof scored)[number]) => number) =>
    scored.reduce((all, one) => all + of(one), 0);
  const fixed = over(({ w, squares }) => w * w * squares);

  // Each person's share in the mean's error: w r (y − μ) − slope′ I⁻¹ x (r − p), over Σw.
  const slope = covariance.map((_, column) =>
    over(({ x, p, residual, trimmed }) => (trimmed ? 0 : (x[column] ?? 0) * residual * ((1 - p) / p))),
  );
  const pull = covariance.map((row) =>
    row.reduce((all, value, column) => all + value * (slope[column] ?? 0), 0),
  );
  const stacked = over(({ x, p, m, lost, w, residual, squares }) => {
    const shift = x.reduce((all, value, column) => all + value * (pull[column] ?? 0), 0);
    return (
      w * w * squares - 2 * w * residual * shift * (1 - p) + shift * shift * (m * (1 - p) ** 2 + lost * p * p)
    );
  });
  const standardError = Math.sqrt(Math.max(0, stacked)) / weight;
  const fixedWeightsError = Math.sqrt(fixed) / weight;
  const half = normalCritical(level) * standardError;
  return {
    ...weightedMean,
    standardError,
    fixedWeightsError,
    surveyError: fixedWeightsError * Math.sqrt(followedUp / (followedUp - 1)),
    lower: mean - half,
    upper: mean + half,
    reason: null,
  };
}
