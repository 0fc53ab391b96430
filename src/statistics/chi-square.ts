import { chdtrc, compiled, lgam } from "cephes";

await compiled;

/** log of the smallest Number: the library refuses a tail whose leading term lies below it. */
const SMALLEST = -708;

/**
 * Share of the χ² distribution above `x`, 0–1.
 *
 * `degreesOfFreedom` is a whole number from 1, `x` from 0 (infinity allowed); throws a RangeError otherwise. A share
 * below some 1e-307 is 0.
 * Source: Moshier, Cephes Mathematical Library, `chdtrc`.
 */
export function chiSquareAbove(x: number, degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1 || !(x >= 0)) {
    throw new RangeError(`There is no χ² of ${x} with ${degreesOfFreedom} degrees of freedom.`);
  }
  if (x === Number.POSITIVE_INFINITY) return 0;
  const half = degreesOfFreedom / 2;
  const leading = half * Math.log(x / 2) - x / 2 - lgam(half);
  if (leading < SMALLEST) return x < degreesOfFreedom ? 1 : 0;
  return chdtrc(degreesOfFreedom, x);
}
