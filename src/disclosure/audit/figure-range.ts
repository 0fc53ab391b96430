import type { AuditRules } from "./audit-rules.ts";
import { anyCount, type Interval } from "./interval.ts";
import type { ShownCount, ShownPercentage, WithheldCount } from "./published-tables.ts";

type ShownRules = Pick<AuditRules, "shownMin" | "zeroExact" | "symbolPrior">;

/** Which counts a shown one may stand for, given how it was rounded. */
export function rangeOfCount({ value, rounding }: ShownCount, rules: ShownRules): Interval {
  if (rounding === undefined || (value === 0 && rules.zeroExact === true)) {
    return { lower: value, upper: value };
  }
  const { base, mode } = rounding;
  if (mode === "midpoint") {
    const half = Math.floor(base / 2);
    return value === 0
      ? { lower: 0, upper: 0 }
      : { lower: value - half + 1 - (base % 2), upper: value + half };
  }
  const least = value === 0 ? 0 : Math.max(1, rules.shownMin ?? 1);
  return {
    lower: Math.max(least, value - Math.floor(base / 2)),
    upper: value + Math.ceil(base / 2) - 1,
  };
}

/** Which counts a withheld one may stand for, by its own symbol or that of all. */
export const rangeOfWithheld = ({ prior }: WithheldCount, rules: ShownRules): Interval =>
  prior ?? rules.symbolPrior ?? anyCount;

/**
 * A percentage as two rows of whole numbers, each at least 0: so many times the people counted, so many of all.
 *
 * 42.9 to one decimal is 42.85 to 42.95, so 2,000 × counted − 857 × all ≥ 0 and 859 × all − 2,000 × counted ≥ 0.
 */
export function sharesOfPercentage({ value, decimals }: Pick<ShownPercentage, "value" | "decimals">): {
  readonly least: { readonly counted: number; readonly all: number };
  readonly most: { readonly counted: number; readonly all: number };
} {
  const steps = 10 ** decimals;
  const twice = 2 * Math.round(value * steps);
  return {
    least: { counted: 200 * steps, all: -(twice - 1) },
    most: { counted: -200 * steps, all: twice + 1 },
  };
}
