import type { StaffRules } from "./policy.ts";

/** A sum over members of staff, such as days lost: what the one with the most of it, and the next, have. */
export interface SumOfStaff {
  readonly total: number;
  readonly largest: number;
  readonly second: number;
}

/** Sums that differ by less than this share of the total are the same: FTE has six decimals. */
const ROUNDING = 1e-9;

/**
 * True where a sum tells nearly what one member of staff has of it: all others but the second together have less than a
 * share of what the first has, so that the second, who knows their own, could work out the first's (the p% rule). True
 * also where nobody has any of it, which would tell the same of everybody. False where nothing is withheld.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.2 (p% rule).
 */
export const restsOnFew = (
  sum: SumOfStaff | undefined,
  { othersFrom, fewest }: Pick<StaffRules, "othersFrom" | "fewest">,
): boolean =>
  sum !== undefined &&
  fewest > 0 &&
  (sum.total <= 0 || sum.total - sum.largest - sum.second < othersFrom * sum.largest);

/** What is left of a sum less some of its parts, at its most telling. */
export function leftOfSum(
  whole: SumOfStaff,
  shown: readonly SumOfStaff[],
  hidden: readonly SumOfStaff[],
  /** False where someone may be in several parts: then what they have in each may be one person's. */
  isEachInOne: boolean,
): SumOfStaff {
  const total = whole.total - add(shown, "total");
  const nowhere = total - add(hidden, "total");
  // Staff of no part may be one person.
  const rest = nowhere > ROUNDING * whole.total ? [{ total: nowhere, largest: nowhere, second: 0 }] : [];
  const parts = [...hidden, ...rest];
  if (!isEachInOne) return { total, largest: add(parts, "largest"), second: add(parts, "second") };
  const [largest = 0, second = 0] = parts.flatMap((one) => [one.largest, one.second]).sort((a, b) => b - a);
  return { total, largest, second };
}

const add = (sums: readonly SumOfStaff[], of: keyof SumOfStaff): number =>
  sums.reduce((sum, one) => sum + one[of], 0);
