import { normalCritical } from "./normal.ts";
import { checkShare } from "./share-counts.ts";

/** People with the outcome, out of all people whose outcome is known. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** How many times the second share the first one is; null where a part is not defined. */
export interface RiskRatio {
  readonly ratio: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly reason: "nobody" | "none_with_outcome" | null;
}

/**
 * Ratio of two shares with limits on the log scale, whose standard error is √(1/a − 1/n + 1/b − 1/m).
 *
 * Counts are whole numbers with 0 ≤ numerator ≤ denominator (a RangeError otherwise). An empty group gives nulls
 * and the reason `nobody`; a group in which nobody has the outcome has no limits, and none in the second no ratio.
 * Source: Katz, Baptista, Azen and Pike (1978), Biometrics 34:469–474.
 */
export function riskRatio(first: Share, second: Share, level = 0.95): RiskRatio {
  const [a, n, b, m] = [first.numerator, first.denominator, second.numerator, second.denominator];
  checkShare(a, n);
  checkShare(b, m);
  const z = normalCritical(level);
  const nothing = { lower: null, upper: null, level };
  if (n === 0 || m === 0) return { ratio: null, ...nothing, reason: "nobody" };
  if (a === 0 || b === 0) return { ratio: b === 0 ? null : 0, ...nothing, reason: "none_with_outcome" };
  const ratio = a / n / (b / m);
  const times = Math.exp(z * Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m));
  return { ratio, lower: ratio / times, upper: ratio * times, level, reason: null };
}
