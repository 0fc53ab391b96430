import { compiled, igamc, incbet, lgam } from "cephes";

await compiled;

/** log of the smallest Number. */
const SMALLEST_LOG = -708;

/** A distribution of whole counts: the share at exactly `count`, and the share at `count` or below. */
export interface CountDistribution {
  readonly mean: number;
  /** The highest count that can occur; infinite for a Poisson count. */
  readonly highest: number;
  readonly at: (count: number) => number;
  readonly upTo: (count: number) => number;
}

/**
 * The binomial distribution of `trials` (a whole number from 0) with a chance of 0–1 each.
 *
 * Throws a RangeError otherwise. Source: Moshier, Cephes Mathematical Library, `incbet` and `lgam`.
 */
export function binomial(trials: number, chance: number): CountDistribution {
  if (!Number.isSafeInteger(trials) || trials < 0 || !(chance >= 0 && chance <= 1)) {
    throw new RangeError(`${trials} trials with a chance of ${chance} are not a binomial distribution.`);
  }
  const inside = (count: number) => Number.isInteger(count) && count >= 0 && count <= trials;
  return {
    mean: trials * chance,
    highest: trials,
    at(count) {
      if (!inside(count)) return 0;
      if (chance === 0 || chance === 1) return count === trials * chance ? 1 : 0;
      const ways = lgam(trials + 1) - lgam(count + 1) - lgam(trials - count + 1);
      return Math.exp(ways + count * Math.log(chance) + (trials - count) * Math.log1p(-chance));
    },
    upTo(count) {
      if (count < 0) return 0;
      if (count >= trials || chance === 0) return 1;
      return chance === 1 ? 0 : incbet(trials - Math.floor(count), Math.floor(count) + 1, 1 - chance);
    },
  };
}

/**
 * The Poisson distribution with the given mean, which is finite and above 0.
 *
 * Throws a RangeError otherwise. Source: Moshier, Cephes Mathematical Library, `igamc` and `lgam`.
 */
export function poisson(mean: number): CountDistribution {
  if (!(mean > 0 && Number.isFinite(mean)))
    throw new RangeError(`A Poisson mean is above 0, and not ${mean}.`);
  return {
    mean,
    highest: Number.POSITIVE_INFINITY,
    at: (count) =>
      Number.isInteger(count) && count >= 0 ? Math.exp(count * Math.log(mean) - mean - lgam(count + 1)) : 0,
    upTo: (count) => {
      if (count < 0) return 0;
      const shape = Math.floor(count) + 1;
      // The library refuses a tail whose leading term lies below the smallest Number: it is 0, or all.
      const leading = shape * Math.log(mean) - mean - lgam(shape);
      if (leading < SMALLEST_LOG) return mean < shape ? 1 : 0;
      return igamc(shape, mean);
    },
  };
}

/** The lowest count with at least the share `below` (between 0 and 1) at it or under it; a RangeError otherwise. */
export function countQuantile(distribution: CountDistribution, below: number): number {
  if (!(below > 0 && below < 1)) throw new RangeError(`A share lies between 0 and 1, not ${below}.`);
  let tooLow = -1;
  let enough = Math.min(distribution.highest, Math.ceil(distribution.mean) + 1);
  while (distribution.upTo(enough) < below) {
    tooLow = enough;
    enough = Math.min(distribution.highest, 2 * enough);
  }
  while (enough - tooLow > 1) {
    const middle = Math.floor((tooLow + enough) / 2);
    if (distribution.upTo(middle) < below) tooLow = middle;
    else enough = middle;
  }
  return enough;
}
