import { compiled, stdtr, stdtri } from "cephes";
import { upperTail } from "./upper-tail.ts";

await compiled;

/** Quantiles already found: they are asked for again and again, and take some 20 µs each. */
const known = new Map<string, number>();

/**
 * The t that leaves (1 − level) / 2 in each tail of Student's t distribution: 2.262157 for 9 and 0.95.
 *
 * `degreesOfFreedom` is a whole number from 1. Throws a RangeError otherwise, or unless 0 < level < 1.
 * Source: Moshier, Cephes Mathematical Library, `stdtri`.
 */
export function studentCritical(degreesOfFreedom: number, level: number): number {
  const key = `${degreesOfFreedom}|${level}`;
  const found = known.get(key) ?? -stdtri(checked(degreesOfFreedom), upperTail(level));
  known.set(key, found);
  return found;
}

/**
 * Two-sided p-value of a t statistic, 0–1.
 *
 * `degreesOfFreedom` is a whole number from 1; throws a RangeError otherwise.
 * Source: Moshier, Cephes Mathematical Library, `stdtr`.
 */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return 2 * stdtr(checked(degreesOfFreedom), -Math.abs(t));
}

function checked(degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1 || degreesOfFreedom >= 2 ** 31) {
    throw new RangeError(`Degrees of freedom are a whole number from 1, not ${degreesOfFreedom}.`);
  }
  return degreesOfFreedom;
}
