import { anyCount, type Interval, widthOf } from "./interval.ts";

/** When a count is protected. */
export interface AuditRules {
  /** Counts from 1 to one less are small. */
  readonly threshold: number;
  /** Fewest steps from the least to the most that a withheld small count may be; absent: the threshold. */
  readonly minWidth?: number;
  /** The same for counts withheld to protect others; absent: none is asked of them. */
  readonly minWidthComplementary?: number;
  /** False: a withheld count may be known to be small even where its symbol does not say so. */
  readonly requireUpper?: boolean;
  /** What the symbol of a withheld count tells everybody; absent: nothing. */
  readonly symbolPrior?: Interval;
  /** Smallest count but 0 that is shown before rounding. */
  readonly shownMin?: number;
  /** True: a 0 is shown for nobody only, never for a small count. */
  readonly zeroExact?: boolean;
}

export type Verdict = "safe" | "exact" | "narrow" | "small";

/** What a count is to the release: not shown, or only to be worked out from what is. */
export type TargetKind = "primary" | "complementary" | "difference" | "combination";

/**
 * Judges what can be worked out of a count that must not be known.
 *
 * A withheld small count is protected where its least differs from its most by `minWidth` or by all that its symbol
 * leaves open, and where it may be too large to be withheld unless its symbol says that it is not. One withheld for
 * the sake of others needs the width only. A count that nobody printed is a leak only where somebody is surely in it
 * and surely few are. A verdict other than safe stays so for every narrower interval, save that narrow may become exact.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.3 (feasibility intervals).
 */
export function verdictOf(
  kind: TargetKind,
  interval: Interval,
  prior: Interval | undefined,
  rules: AuditRules,
): Verdict {
  const { threshold } = rules;
  const open = prior ?? rules.symbolPrior ?? anyCount;
  const width = widthOf(interval);
  if (kind === "complementary") {
    const wanted = Math.min(rules.minWidthComplementary ?? 0, widthOf(open));
    return width >= wanted ? "safe" : width === 0 ? "exact" : "narrow";
  }
  const few = interval.upper < threshold;
  if (kind !== "primary" && !(few && interval.lower >= 1)) return "safe";
  if (width <= 0) return "exact";
  if (width < Math.min(rules.minWidth ?? threshold, widthOf(open))) return "narrow";
  const openlySmall = open.upper < threshold;
  return few && !openlySmall && rules.requireUpper !== false ? "small" : "safe";
}
