import { compiled, lgam } from "cephes";

await compiled;

/** Above this the series is as exact as a Number, and differences of log Γ are not. */
const LARGE = 200;

/**
 * Hedges' exact factor for the bias of a standardised mean difference: J = Γ(df/2) / (√(df/2) Γ((df − 1)/2)).
 *
 * `degreesOfFreedom` is n − 1 for a change in one group, n₁ + n₂ − 2 for two groups. Null below 2, where the
 * expectation does not exist. Throws a RangeError for degrees of freedom that are not positive.
 * Source: Hedges (1981), Journal of Educational Statistics 6:107–128.
 */
export function hedgesExact(degreesOfFreedom: number): number | null {
  if (!defined(degreesOfFreedom)) return null;
  const half = degreesOfFreedom / 2;
  if (degreesOfFreedom <= LARGE) return Math.exp(lgam(half) - lgam(half - 0.5)) / Math.sqrt(half);
  // Γ(x + ½)/Γ(x) = √x (1 − 1/8x + 1/128x² + 5/1024x³ − 21/32768x⁴ − …), here at x = half − ½.
  const y = 1 / (half - 0.5);
  const series = 1 + y * (-1 / 8 + y * (1 / 128 + y * (5 / 1024 + y * (-21 / 32768 - (y * 399) / 262144))));
  return series * Math.sqrt(1 - 0.5 / half);
}

/**
 * Hedges' approximate factor J ≈ 1 − 3 / (4 df − 1), as most reports use; null below 2 degrees of freedom.
 *
 * Throws a RangeError for degrees of freedom that are not positive. Source: as for `hedgesExact`.
 */
export function hedgesApproximate(degreesOfFreedom: number): number | null {
  return defined(degreesOfFreedom) ? 1 - 3 / (4 * degreesOfFreedom - 1) : null;
}

function defined(degreesOfFreedom: number): boolean {
  if (!(degreesOfFreedom > 0)) throw new RangeError(`There are no ${degreesOfFreedom} degrees of freedom.`);
  return degreesOfFreedom >= 2;
}
