import { compiled, incbi } from "cephes";

await compiled;

/**
 * The value with share `below` of the F distribution under it, by way of the beta distribution.
 *
 * Degrees of freedom are above 0 and `below` lies between 0 and 1, ends excluded; throws a RangeError otherwise.
 * Source: Moshier, Cephes Mathematical Library, `incbi`.
 */
export function fQuantile(above: number, under: number, below: number): number {
  if (!(above > 0 && under > 0 && below > 0 && below < 1)) {
    throw new RangeError(`No quantile at ${below} of F with ${above} and ${under} degrees of freedom.`);
  }
  const share = incbi(above / 2, under / 2, below);
  return (under * share) / (above * (1 - share));
}
