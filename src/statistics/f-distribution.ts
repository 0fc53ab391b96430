import { compiled, incbet } from "cephes";

await compiled;

/**
 * Share of the F distribution above `f`, 0–1: I_x(d₂/2, d₁/2) at x = d₂ / (d₂ + d₁ f).
 *
 * Degrees of freedom are positive, fractions allowed, and `f` from 0; throws a RangeError otherwise.
 * Source: Moshier, Cephes Mathematical Library, `incbet`.
 */
export function fAbove(f: number, between: number, within: number): number {
  if (!(f >= 0) || !(between > 0) || !(within > 0)) {
    throw new RangeError(`There is no F of ${f} with ${between} and ${within} degrees of freedom.`);
  }
  return incbet(within / 2, between / 2, within / (within + between * f));
}
