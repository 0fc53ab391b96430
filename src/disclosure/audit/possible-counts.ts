import type { PolicyRules } from "../policy.ts";

type Rounded = Pick<PolicyRules, "roundTo" | "rounding">;

/** The least and the most that a printed count may stand for; undefined where no whole count is printed so. */
export function possibleCounts(
  printed: number,
  { roundTo, rounding }: Rounded,
): { readonly least: number; readonly most: number } | undefined {
  if (!Number.isSafeInteger(printed) || printed < 0) return undefined;
  if (rounding === "midpoint") {
    if (printed === 0) return { least: 0, most: 0 };
    const most = printed + Math.floor(roundTo / 2);
    return most % roundTo === 0 ? { least: most - roundTo + 1, most } : undefined;
  }
  if (printed % roundTo !== 0) return undefined;
  // A half is rounded up: 5 to the nearest 10 is 10, 15 is 20.
  const most = printed + Math.ceil(roundTo / 2) - 1;
  return { least: Math.max(0, most - roundTo + 1), most };
}
