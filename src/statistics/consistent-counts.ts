import { type Rounding, roundCount } from "./round-count.ts";

/** What is known of how counts were rounded and withheld before they were released. */
export interface CountRounding {
  /** So many neighbouring counts are released alike; 1 where they are exact. */
  readonly roundTo: number;
  readonly rounding: Rounding;
  /** Counts from 1 to this are never released; 0 where all are. */
  readonly withholdUpTo: number;
  /** Of how many rounded counts a released one is the sum, where each of them was released too; 1 where absent. */
  readonly parts?: number;
}

/** A numerator and its denominator, whole numbers with 0 ≤ x ≤ n. */
export interface CountPair {
  readonly x: number;
  readonly n: number;
}

/**
 * All exact pairs that a released pair of rounded counts may stand for: each rounds to the released one, and x, n and
 * n − x are each zero or above the threshold, since otherwise nothing would have been released.
 *
 * With exact counts that is the pair itself. A pair of which both are sums of rounded parts may be as far off as the
 * parts together.
 * Throws a RangeError for what cannot have been released: no whole counts, or a pair that no exact pair rounds to.
 */
export function consistentCounts(released: CountPair, rounding: CountRounding): readonly CountPair[] {
  const { x, n } = released;
  if (![x, n].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`${x} of ${n} is not a pair of whole counts.`);
  }
  const pairs = countsRoundingTo(n, rounding).flatMap((all) =>
    countsRoundingTo(x, rounding)
      .filter((some) => some <= all && mayBeReleased(all - some, rounding))
      .map((some) => ({ x: some, n: all })),
  );
  if (pairs.length === 0) throw new RangeError(`No counts that may be released round to ${x} of ${n}.`);
  return pairs;
}

/** The exact counts, in rising order, that are released as `released`; none where nothing is. */
export function countsRoundingTo(released: number, rounding: CountRounding): readonly number[] {
  const { roundTo, parts = 1 } = rounding;
  const counts: number[] = [];
  for (let count = Math.max(0, released - roundTo * parts); count <= released + roundTo * parts; count += 1) {
    if (mayBeReleased(count, rounding) && mayRoundTo(count, released, rounding)) counts.push(count);
  }
  return counts;
}

/** Whether a count, or so many that add up to it, round to what is released. */
function mayRoundTo(count: number, released: number, { parts = 1, ...rounding }: CountRounding): boolean {
  if (parts === 1) return roundCount(count, rounding) === released;
  if (released === 0) return count === 0;
  const { roundTo } = rounding;
  const below = rounding.rounding === "nearest" ? Math.floor(roundTo / 2) : Math.ceil(roundTo / 2) - 1;
  return count >= released - parts * below && count <= released + parts * (roundTo - 1 - below);
}

function mayBeReleased(count: number, { withholdUpTo }: CountRounding): boolean {
  return count === 0 || count > withholdUpTo;
}
