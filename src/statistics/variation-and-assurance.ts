import type { SpecialCause } from "./special-causes.ts";
import type { XmrLimits } from "./xmr-limits.ts";

/** Which way is better. */
export type Improvement = "increase" | "decrease" | "neutral";

/** Making Data Count's variation icons: what a point says, and the way it goes. */
export type Variation =
  | "common_cause"
  | "improvement_high"
  | "improvement_low"
  | "concern_high"
  | "concern_low"
  | "neutral_high"
  | "neutral_low";

/** Making Data Count's assurance icons, or why there is none. */
export type Assurance =
  | { readonly icon: "consistent_pass" | "consistent_fail" | "inconsistent"; readonly reason: null }
  | { readonly icon: null; readonly reason: "no_target" | "no_direction" | "no_limits" };

const HIGH: ReadonlySet<SpecialCause> = new Set<SpecialCause>([
  "above_limits",
  "rising",
  "two_of_three_above",
  "shift_above",
]);

/** The variation icon of a point with the given special cause; `null`, no special cause, is common cause. */
export function variation(cause: SpecialCause | null, improvement: Improvement): Variation {
  if (cause === null) return "common_cause";
  const high = HIGH.has(cause);
  if (improvement === "neutral") return high ? "neutral_high" : "neutral_low";
  const better = high === (improvement === "increase");
  if (better) return high ? "improvement_high" : "improvement_low";
  return high ? "concern_high" : "concern_low";
}

/**
 * The assurance icon: whether a process within these limits (the last on the chart) meets its target always, never
 * or by chance.
 *
 * A target beyond the limits on the better side is failed consistently, beyond them on the other side passed. No
 * target, no better direction or no limits give a reason in place of an icon.
 * Source: NHS England, Making Data Count; as coded in NHSRplotthedots 0.2.2.
 */
export function assurance(
  limits: Pick<XmrLimits, "lower" | "upper">,
  target: number | null,
  improvement: Improvement,
): Assurance {
  if (target === null) return { icon: null, reason: "no_target" };
  if (improvement === "neutral") return { icon: null, reason: "no_direction" };
  const { lower, upper } = limits;
  if (lower === null || upper === null) return { icon: null, reason: "no_limits" };
  const up = improvement === "increase";
  if (target > upper) return { icon: up ? "consistent_fail" : "consistent_pass", reason: null };
  if (target < lower) return { icon: up ? "consistent_pass" : "consistent_fail", reason: null };
  return { icon: "inconsistent", reason: null };
}
