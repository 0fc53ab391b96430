import type { ExactEstimate } from "../disclosure/protect-estimates.ts";

/**
 * Limits of a median of days, each divided by `unit` days, with their level and note; a curve that never comes down far
 * enough gives no upper limit, and then there are none.
 */
export function medianLimits(
  { lower, upper }: { readonly lower: number | null; readonly upper: number | null },
  level: number,
  unit = 1,
): Partial<Pick<ExactEstimate, "lower" | "upper" | "level">> & { readonly note: string } {
  return lower === null || upper === null
    ? { note: "No interval: too few to say how long it may be at most." }
    : { lower: lower / unit, upper: upper / unit, level, note: "" };
}
