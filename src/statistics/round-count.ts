/** To the nearest multiple, a half upwards; or to the middle of equal groups of counts, so that only 0 becomes 0. */
export type Rounding = "nearest" | "midpoint";

/**
 * A whole count as rounded: to the nearest multiple of `roundTo`, a half upwards; or, by `midpoint`, counts 1 to
 * `roundTo` to the middle of them, the next as many to the middle of those, and so on: by 6 to 3, 9, 15 …; 0 stays 0.
 * Source of the latter: OpenSAFELY documentation, Midpoint 6 rounding: ceil(x ÷ 6) × 6 − 3 for x > 0.
 */
export function roundCount(
  count: number,
  { roundTo, rounding }: { readonly roundTo: number; readonly rounding: Rounding },
): number {
  if (rounding === "nearest") return Math.round(count / roundTo) * roundTo;
  return count === 0 ? 0 : Math.ceil(count / roundTo) * roundTo - Math.floor(roundTo / 2);
}
