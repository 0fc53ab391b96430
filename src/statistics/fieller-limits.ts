/** An estimate with its variance, both on one scale. */
export interface Uncertain {
  readonly value: number;
  readonly variance: number;
}

/** The ratios that two estimates do not rule out. */
export type FiellerLimits =
  /** From `lower` to `upper`. */
  | { readonly kind: "interval"; readonly lower: number; readonly upper: number }
  /** All ratios but those between the two: the denominator could be 0, so that there is no bound on one side. */
  | { readonly kind: "all_but"; readonly from: number; readonly to: number }
  /** Every ratio: the data say nothing of it. */
  | { readonly kind: "everything" };

/**
 * Fieller's limits of `over` ÷ `under`: the ratios ρ with (over − ρ under)² ≤ c² (V₁ − 2ρV₁₂ + ρ²V₂), c the critical
 * value of t or the normal distribution.
 *
 * An interval exists only where `under` differs from 0 at the same level; a pair of ends swapped or cut off would be
 * wrong. Throws a RangeError unless values are finite, variances from 0 and `critical` above 0.
 * Source: Fieller (1954), Journal of the Royal Statistical Society B 16:175–185.
 */
export function fiellerLimits(
  over: Uncertain,
  under: Uncertain,
  covariance: number,
  critical: number,
): FiellerLimits {
  const parts = [over.value, under.value, over.variance, under.variance, covariance, critical];
  if (!parts.every(Number.isFinite) || over.variance < 0 || under.variance < 0 || critical <= 0) {
    throw new RangeError(
      "Fieller's limits need finite values, variances from 0 and a critical value above 0.",
    );
  }
  const squared = critical ** 2;
  const a = under.value ** 2 - squared * under.variance;
  const b = over.value * under.value - squared * covariance;
  const c = over.value ** 2 - squared * over.variance;
  // Never negative where a is above 0, but for rounding.
  const root = b * b - a * c;
  if (a > 0) {
    const half = Math.sqrt(Math.max(0, root));
    return { kind: "interval", lower: (b - half) / a, upper: (b + half) / a };
  }
  if (root <= 0) return { kind: "everything" };
  if (a === 0) {
    const end = c / (2 * b);
    return b > 0
      ? { kind: "all_but", from: Number.NEGATIVE_INFINITY, to: end }
      : { kind: "all_but", from: end, to: Number.POSITIVE_INFINITY };
  }
  const half = Math.sqrt(root);
  return { kind: "all_but", from: (b + half) / a, to: (b - half) / a };
}
