import type { Catalogue } from "../release/catalogue.ts";
import { binomial } from "../statistics/discrete-distributions.ts";
import type { Interval } from "./released-estimate.ts";

/** Sizes above the least that are tried: beyond them the chance only falls. */
const SIZES = 40;

/**
 * The most often that a team would be shown in a range or above it if each of its members had the chance of the top of
 * the other range: the largest upper binomial tail over all numbers of staff that are shown in ranges of this width.
 *
 * Ranges are shares, 0–1. Given what all staff together answered, a team drawn from them is hypergeometric, which is
 * less spread than binomial, so the chance holds for a team that is itself part of the programme. 1 where the width is
 * not one of the policy's. Source: Hoeffding (1963), Journal of the American Statistical Association 58:13–30, section 6.
 */
export function staffRangeChance(
  range: Pick<Interval, "lower" | "upper">,
  top: number,
  bands: Catalogue["policy"]["staff_bands"],
): number {
  const parts = Math.round(1 / (range.upper - range.lower));
  const from = bands.find((one) => one.parts === parts)?.from;
  if (from === undefined) return 1;
  const next = Math.min(...bands.map((one) => one.from).filter((other) => other > from), from + SIZES);
  const chances = Array.from({ length: next - from }, (_, step) => {
    const staff = from + step;
    const least = Math.ceil(range.lower * staff - 1e-9);
    return 1 - binomial(staff, top).upTo(least - 1);
  });
  return Math.max(...chances);
}
