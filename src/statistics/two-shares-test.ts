import { normalBelow } from "./normal.ts";
import type { Share } from "./risk-ratio.ts";
import { checkShare } from "./share-counts.ts";

/** Pearson's chi-squared test of two shares; null where a part is not defined. */
export interface TwoSharesTest {
  readonly chiSquared: number | null;
  readonly p: number | null;
  readonly reason: "nobody" | "all_equal" | null;
}

/**
 * Pearson's chi-squared test of two shares, with one degree of freedom and no continuity correction:
 * N (a(m − b) − b(n − a))² ÷ (n m (a + b)(N − a − b)).
 *
 * Counts are whole numbers with 0 ≤ numerator ≤ denominator (a RangeError otherwise). An empty group gives the
 * reason `nobody`, and an outcome that everybody or nobody has the reason `all_equal`. For small counts see
 * `fisherTest`. Source: Pearson (1900), Philosophical Magazine 50:157–175.
 */
export function twoSharesTest(first: Share, second: Share): TwoSharesTest {
  const [a, n, b, m] = [first.numerator, first.denominator, second.numerator, second.denominator];
  checkShare(a, n);
  checkShare(b, m);
  if (n === 0 || m === 0) return { chiSquared: null, p: null, reason: "nobody" };
  const spread = (a + b) * (n + m - a - b);
  if (spread === 0) return { chiSquared: null, p: null, reason: "all_equal" };
  const chiSquared = ((n + m) * (a * (m - b) - b * (n - a)) ** 2) / (n * m * spread);
  return { chiSquared, p: 2 * normalBelow(-Math.sqrt(chiSquared)), reason: null };
}
