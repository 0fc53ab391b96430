import { exactInteger, type WholeNumber } from "./exact-integer.ts";
import { normalCritical } from "./normal.ts";

/** A number of people who have something, of how many. */
export interface ShareOf {
  readonly with: WholeNumber;
  readonly of: WholeNumber;
}

/** Difference of two shares in standard deviations, with its interval; null where it is not defined. */
export interface StandardisedShareDifference {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** What the difference is divided by. */
  readonly sd: number | null;
  readonly reason: "nobody" | "all_equal" | null;
}

/**
 * Standardised difference of two shares, first minus second: (p₁ − p₂) / √((p₁(1 − p₁) + p₂(1 − p₂)) / 2), with the
 * interval d ± z √((n₁ + n₂)/(n₁n₂) + d²/(2(n₁ + n₂))).
 *
 * It does not grow with the number of people, as a test does; beyond ±0.1 is a rule of thumb for a difference worth a look.
 * A group of nobody, or two shares of all or none, give nulls and a `reason`. Throws a RangeError for counts that are no
 * counts, or unless 0 < level < 1.
 * Sources: Austin (2009), Statistics in Medicine 28:3083–3107; interval: Hedges and Olkin (1985), Statistical Methods for
 * Meta-Analysis.
 */
export function standardisedShareDifference(
  first: ShareOf,
  second: ShareOf,
  level = 0.95,
): StandardisedShareDifference {
  const nothing = { value: null, lower: null, upper: null, sd: null };
  const z = normalCritical(level);
  const [one, other] = [first, second].map(({ with: has, of }) => {
    const [x, n] = [Number(exactInteger(has)), Number(exactInteger(of))];
    if (x < 0 || x > n) throw new RangeError(`${x} of ${n} is no share of people.`);
    return { p: x / n, n };
  });
  if (one === undefined || other === undefined || one.n === 0 || other.n === 0)
    return { ...nothing, reason: "nobody" };
  const variance = (one.p * (1 - one.p) + other.p * (1 - other.p)) / 2;
  if (variance === 0) return { ...nothing, reason: "all_equal" };
  const sd = Math.sqrt(variance);
  const value = (one.p - other.p) / sd;
  const people = one.n + other.n;
  const half = z * Math.sqrt(people / (one.n * other.n) + value ** 2 / (2 * people));
  return { value, lower: value - half, upper: value + half, sd, reason: null };
}
