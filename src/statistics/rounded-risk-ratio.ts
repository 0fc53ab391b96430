import { type CountPair, type CountRounding, consistentCounts } from "./consistent-counts.ts";
import { riskRatio } from "./risk-ratio.ts";
import { twoSharesTest } from "./two-shares-test.ts";

/** A share as released: its counts, and of how many rounded counts each is the sum. */
export interface RoundedPair extends CountPair {
  readonly parts?: number;
}

/** How many times the second share the first one is, allowing for rounded counts; null where a part is not defined. */
export interface RoundedRatio {
  readonly ratio: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Largest p-value, two-sided, of the test that both shares are the same, over all exact counts. */
  readonly p: number | null;
  readonly reason: "nobody" | "none_with_outcome" | null;
}

/**
 * Ratio of two shares whose counts were rounded: the lowest lower and the highest upper limit of {@link riskRatio}, and the
 * highest p of {@link twoSharesTest}, over all exact counts that the released ones may stand for ({@link consistentCounts}).
 *
 * The level of the interval is at least the one asked for, whatever the exact counts are, and it tells nothing that they
 * do not. With exact counts it is Katz's interval and Pearson's test. A released denominator of 0 gives the reason
 * `nobody`; a group in which nobody has the outcome has no limits. Throws a RangeError for counts that cannot have been
 * released. Sources: Katz and others (1978), Biometrics 34:469–474; Manski (2003), Partial Identification.
 */
export function roundedRiskRatio(
  first: RoundedPair,
  second: RoundedPair,
  rounding: CountRounding,
  level = 0.95,
): RoundedRatio {
  const pairs = [first, second].map((one) => consistentCounts(one, { ...rounding, parts: one.parts ?? 1 }));
  const nothing = { ratio: null, lower: null, upper: null, p: null };
  if (first.n === 0 || second.n === 0) return { ...nothing, reason: "nobody" };
  if (first.x === 0 || second.x === 0) return { ...nothing, reason: "none_with_outcome" };
  const ratio = first.x / first.n / (second.x / second.n);
  let [lower, upper, p] = [ratio, ratio, 0];
  for (const { x, n } of pairs[0] ?? []) {
    const own = { numerator: x, denominator: n };
    for (const other of pairs[1] ?? []) {
      const set = { numerator: other.x, denominator: other.n };
      const exact = riskRatio(own, set, level);
      lower = Math.min(lower, exact.lower ?? lower);
      upper = Math.max(upper, exact.upper ?? upper);
      p = Math.max(p, twoSharesTest(own, set).p ?? 1);
    }
  }
  return { ratio, lower, upper, p, reason: null };
}
