import { clopperPearson } from "./clopper-pearson.ts";
import { normalCritical } from "./normal.ts";
import { checkShare } from "./share-counts.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** How a group's share of people reached compares with its share of the population; null where not defined. */
export interface RepresentationRatio {
  /** Share of people reached ÷ share of the population: 1 is in proportion, below 1 under-represented. */
  readonly ratio: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Share of people reached − share of the population, −1 to 1. */
  readonly gap: number | null;
  /** People more (or, below 0, fewer) than proportion would give. */
  readonly gapPeople: number | null;
  readonly reason: "nobody" | "no_population" | "no_events" | null;
}

/**
 * Representation ratio of a group, (x ÷ n) ÷ population share, with the interval of x ÷ n divided by the population
 * share, which is taken as known (a census).
 *
 * `n` are people whose group is known: those unknown are left out here, and `unknownGroupBounds` says what they could
 * change. Wilson's interval is the headline, Clopper and Pearson's the variant. `nobody`: n is 0; `no_population`: the
 * population share is 0. Throws a RangeError unless counts are whole with 0 ≤ x ≤ n and the share is 0–1.
 * Sources: Wilson (1927), JASA 22:209–212; Clopper and Pearson (1934), Biometrika 26:404–413.
 */
export function representationRatio(
  observed: number,
  n: number,
  populationShare: number,
  level = 0.95,
  interval: "wilson" | "clopper_pearson" = "wilson",
): RepresentationRatio {
  if (!(populationShare >= 0 && populationShare <= 1)) {
    throw new RangeError(`A share of the population is 0–1, not ${populationShare}.`);
  }
  const { value, lower, upper } = (interval === "wilson" ? wilsonInterval : clopperPearson)(
    observed,
    n,
    level,
  );
  const nothing = { ratio: null, lower: null, upper: null, level, gap: null, gapPeople: null };
  if (value === null || lower === null || upper === null) return { ...nothing, reason: "nobody" };
  const gaps = { gap: value - populationShare, gapPeople: observed - n * populationShare };
  if (populationShare === 0) return { ...nothing, ...gaps, reason: "no_population" };
  return {
    ratio: value / populationShare,
    lower: lower / populationShare,
    upper: upper / populationShare,
    level,
    ...gaps,
    reason: null,
  };
}

/**
 * Representation ratio where the population is a sample too: limits on the log scale with standard error
 * √(1/x − 1/n + 1/X − 1/N).
 *
 * `reference` are X of N in the other sample. Needs at least one person of the group in each (`no_events` otherwise).
 * Throws a RangeError unless counts are whole with 0 ≤ x ≤ n, 0 ≤ X ≤ N.
 * Source: Katz, Baptista, Azen and Pike (1978), Biometrics 34:469–474.
 */
export function sampledRepresentationRatio(
  observed: number,
  n: number,
  reference: { readonly observed: number; readonly n: number },
  level = 0.95,
): RepresentationRatio {
  checkShare(observed, n);
  checkShare(reference.observed, reference.n);
  const nothing = { ratio: null, lower: null, upper: null, level, gap: null, gapPeople: null };
  if (n === 0 || reference.n === 0) return { ...nothing, reason: "nobody" };
  const share = reference.observed / reference.n;
  const gaps = { gap: observed / n - share, gapPeople: observed - n * share };
  if (observed === 0 || reference.observed === 0) return { ...nothing, ...gaps, reason: "no_events" };
  const ratio = observed / n / share;
  const variance = 1 / observed - 1 / n + 1 / reference.observed - 1 / reference.n;
  const times = Math.exp(normalCritical(level) * Math.sqrt(Math.max(0, variance)));
  return { ratio, lower: ratio / times, upper: ratio * times, level, ...gaps, reason: null };
}
