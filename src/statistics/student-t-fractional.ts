import { compiled, incbet, incbi, lgam } from "cephes";
import { upperTail } from "./upper-tail.ts";

await compiled;

/**
 * Two-sided p-value of a t statistic whose degrees of freedom may be a fraction, as in Welch's test:
 * I_x(df/2, ½) at x = df / (df + t²).
 *
 * Throws a RangeError unless degrees of freedom are positive.
 * Source: Moshier, Cephes Mathematical Library, `incbet`.
 */
export function fractionalTwoSided(t: number, degreesOfFreedom: number): number {
  const df = checked(degreesOfFreedom);
  return incbet(df / 2, 0.5, df / (df + t * t));
}

/**
 * The t that leaves (1 − level) / 2 in each tail, degrees of freedom fractional.
 *
 * Throws a RangeError unless degrees of freedom are positive and 0 < level < 1.
 * Source: Moshier, Cephes Mathematical Library, `incbi`, polished by Newton's method.
 */
export function fractionalCritical(degreesOfFreedom: number, level: number): number {
  const tails = 2 * upperTail(level);
  const half = checked(degreesOfFreedom) / 2;
  const share = incbi(half, 0.5, tails);
  let t = Math.sqrt((degreesOfFreedom * (1 - share)) / share);
  for (let step = 0; step < 3; step += 1) {
    const logDensity =
      lgam(half + 0.5) -
      lgam(half) -
      Math.log(degreesOfFreedom * Math.PI) / 2 -
      (half + 0.5) * Math.log1p((t * t) / degreesOfFreedom);
    t += (fractionalTwoSided(t, degreesOfFreedom) - tails) / (2 * Math.exp(logDensity));
  }
  return t;
}

function checked(degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom))) {
    throw new RangeError(`Degrees of freedom are above 0, not ${degreesOfFreedom}.`);
  }
  return degreesOfFreedom;
}
