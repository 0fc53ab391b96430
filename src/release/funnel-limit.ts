import type { ComparePage } from "./catalogue.ts";

type Limits = ComparePage["funnels"][number]["limits"];

/**
 * The 99.8% limits of a funnel at a size, read off its lines between the two sizes next to it and written to `decimals`;
 * beyond the drawn sizes those of the nearest. Null without limits.
 */
export function outerLimitsAt(
  limits: Limits,
  size: number,
  decimals: number,
): { readonly lower: number; readonly upper: number } | null {
  const after = limits.find(({ n }) => n >= size) ?? limits.at(-1);
  const before = limits.findLast(({ n }) => n <= size) ?? limits[0];
  if (after === undefined || before === undefined) return null;
  const part = after.n === before.n ? 0 : (size - before.n) / (after.n - before.n);
  const at = (end: "lower" | "upper"): number =>
    Number((before.outer[end] + part * (after.outer[end] - before.outer[end])).toFixed(decimals));
  return { lower: at("lower"), upper: at("upper") };
}
