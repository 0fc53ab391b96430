import type { Limits } from "./newcombe-difference.ts";

/** Cost of each person who improved beyond the comparator's share, in the unit of cost; or the reason for none. */
export type CostPerAdditionalImproved =
  | { readonly cost: number; readonly lower: number; readonly upper: number; readonly reason: null }
  | {
      readonly cost: null;
      readonly lower: number | null;
      readonly upper: null;
      readonly reason: "includes_zero";
    }
  | {
      readonly cost: null;
      readonly lower: null;
      readonly upper: null;
      readonly reason: "no_comparator" | "below_comparator";
    };

/**
 * Cost per additional person improved: cost per person ÷ (share improved − comparator's share), its limits those of the
 * difference turned over.
 *
 * `difference` is the share improved less that of a comparator, or a difference in differences of shares, −1 to 1, with
 * limits (`newcombeDifference`); null without a comparator. `costPerPerson` is what is spent per person beyond what the
 * comparator spends, known without error. Refused: `no_comparator`, because everybody who would have improved anyway
 * would be counted; `includes_zero`, because the cost has no upper limit and could turn over: its lower limit
 * stands, being that of whoever improved at all, unless the difference ends at 0; `below_comparator`, where fewer improved. Throws a RangeError unless the cost is above 0 and the difference lies
 * within its limits, all −1 to 1.
 * Sources: Altman (1998), BMJ 317:1309–1312 (limits of a reciprocal difference); Briggs, Mooney and Wonderling (1999),
 * Statistics in Medicine 18:3245–3262.
 */
export function costPerAdditionalImproved(
  costPerPerson: number,
  difference: Limits | null,
): CostPerAdditionalImproved {
  if (!(costPerPerson > 0 && Number.isFinite(costPerPerson))) {
    throw new RangeError(`A cost per person is above 0, not ${costPerPerson}.`);
  }
  const none = { cost: null, lower: null, upper: null };
  if (difference === null) return { ...none, reason: "no_comparator" };
  const { value, lower, upper } = difference;
  if (!(lower >= -1 && lower <= value && value <= upper && upper <= 1)) {
    throw new RangeError(`${value} (${lower} to ${upper}) is not a difference of shares with its limits.`);
  }
  if (upper < 0) return { ...none, reason: "below_comparator" };
  if (lower <= 0) {
    return { ...none, lower: upper > 0 ? costPerPerson / upper : null, reason: "includes_zero" };
  }
  return {
    cost: costPerPerson / value,
    lower: costPerPerson / upper,
    upper: costPerPerson / lower,
    reason: null,
  };
}
