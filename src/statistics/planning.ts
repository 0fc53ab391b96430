import { noncentralBelow } from "./noncentral-t.ts";
import { normalCritical } from "./normal.ts";
import { studentCritical } from "./student-t.ts";

/** More people than this are no plan: searches stop. */
const MOST_PEOPLE = 10_000_000;

/**
 * Completed follow-ups (people with both scores) for a mean change within ± `halfWidth` points: the least n with
 * t(n − 1) · sd ÷ √n ≤ halfWidth.
 *
 * `sd` is that of the changes, from earlier data or an outside source. In half of all samples the interval will be
 * somewhat wider, as the SD found differs from the one planned with. Throws a RangeError unless both are above 0, or
 * where more than ten million would be needed.
 * Source: Julious (2004), Statistics in Medicine 23:1921–1986, section 9.
 */
export function pairsForPrecision(sd: number, halfWidth: number, level = 0.95): number {
  checkPositive(sd, halfWidth);
  return leastPeople(2, (n) => (studentCritical(n - 1, level) * sd) / Math.sqrt(n) <= halfWidth);
}

/**
 * People whose outcome must be known for a share within ± `halfWidth` (0–1): the least n whose Wilson interval at
 * `share` is no wider than twice that, z √(p(1 − p)/n + z²/4n²) ÷ (1 + z²/n) ≤ halfWidth.
 *
 * Plan with 0.5 where the share is not known: no other needs more. Throws a RangeError unless 0 ≤ share ≤ 1 and
 * 0 < halfWidth < 0.5. Source: Piegorsch (2004), Computational Statistics and Data Analysis 46:309–316.
 */
export function peopleForShare(share: number, halfWidth: number, level = 0.95): number {
  if (!(share >= 0 && share <= 1 && halfWidth > 0 && halfWidth < 0.5)) {
    throw new RangeError(`A share of ${share} cannot be planned to within ${halfWidth}.`);
  }
  const z2 = normalCritical(level) ** 2;
  return leastPeople(1, (n) => {
    const half = Math.sqrt(z2 * ((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
    return half <= halfWidth;
  });
}

/**
 * Power (0–1) of the two-sided paired t test with `pairs` people when the true mean change is `change` and the SD of
 * the changes `sd`: the chance of a change found in the right direction, P(T > t) for non-central T with
 * δ = √n · |change| ÷ sd.
 *
 * The far tail is left out, as in R's `power.t.test(strict = FALSE)`. Throws a RangeError unless `pairs` is whole from
 * 2, `sd` above 0 and `change` finite.
 * Source: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, ch. 2.
 */
export function powerOfPairs(pairs: number, change: number, sd: number, level = 0.95): number {
  checkPositive(sd);
  if (!Number.isSafeInteger(pairs) || pairs < 2 || !Number.isFinite(change)) {
    throw new RangeError(`A test of a change of ${change} with ${pairs} people has no power to speak of.`);
  }
  const delta = (Math.sqrt(pairs) * Math.abs(change)) / sd;
  return 1 - noncentralBelow(studentCritical(pairs - 1, level), pairs - 1, delta);
}

/**
 * Completed follow-ups for the given `power` (0–1) to find a true mean change of `change` points: the least n with
 * `powerOfPairs` from `power`.
 *
 * A change that regression to the mean alone could give is found as surely as any other: `change` is counted from what
 * is expected without the programme. Throws a RangeError for a change of 0, a power outside 0.05–1 (1 excluded), or
 * where more than ten million would be needed.
 * Source: Cohen (1988), ch. 2.
 */
export function pairsForPower(change: number, sd: number, power = 0.8, level = 0.95): number {
  checkPositive(Math.abs(change), sd);
  if (!(power > 0.05 && power < 1)) throw new RangeError(`A power lies between 0.05 and 1, not ${power}.`);
  return leastPeople(2, (n) => powerOfPairs(n, change, sd, level) >= power);
}

/** Numbers to plan with, all whole. */
export interface Recruitment {
  /** Follow-ups to complete, clusters allowed for. */
  readonly completed: number;
  /** People to start, so that so many come back. */
  readonly started: number;
}

/**
 * People to start for so many `independent` completed follow-ups: × design effect, ÷ share expected to come back, each
 * rounded up.
 *
 * More people make up for the number lost, not for who is lost: with many lost no number makes the result fair.
 * Throws a RangeError unless `independent` is whole from 1, the design effect from 1 and 0 < followUpRate ≤ 1.
 * Source: Campbell and Walters (2014), How to Design, Analyse and Report Cluster Randomised Trials.
 */
export function peopleToStart(independent: number, effect: number, followUpRate: number): Recruitment {
  const sound =
    Number.isSafeInteger(independent) && independent >= 1 && effect >= 1 && Number.isFinite(effect);
  if (!sound || !(followUpRate > 0 && followUpRate <= 1)) {
    throw new RangeError(`No plan for ${independent} people, design effect ${effect}, rate ${followUpRate}.`);
  }
  const completed = roundUp(independent * effect);
  return { completed, started: roundUp(completed / followUpRate) };
}

/** Upwards, but not for a remainder that is rounding of binary fractions. */
function roundUp(people: number): number {
  return Math.ceil(people * (1 - 1e-12));
}

function checkPositive(...values: readonly number[]): void {
  const wrong = values.find((value) => !(value > 0 && Number.isFinite(value)));
  if (wrong !== undefined) throw new RangeError(`A plan needs numbers above 0, not ${wrong}.`);
}

/** The least whole number from `from` that is enough, for a condition that stays true once it is. */
function leastPeople(from: number, enough: (n: number) => boolean): number {
  let [tooFew, high] = [from - 1, from];
  while (!enough(high)) {
    if (high > MOST_PEOPLE) throw new RangeError("No number of people up to ten million is enough.");
    [tooFew, high] = [high, 2 * high];
  }
  while (high - tooFew > 1) {
    const middle = Math.floor((tooFew + high) / 2);
    if (enough(middle)) high = middle;
    else tooFew = middle;
  }
  return high;
}
