import type { ExactEstimate, ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { inequalityGradient } from "../statistics/inequality-gradient.ts";
import { absent, cellOf, type ReachContext } from "./reach-cell.ts";
import type { ReachedGroups } from "./reached-groups.ts";

const FIFTHS = ["1", "2", "3", "4", "5"] as const;
const PER = 1000;

/**
 * Slope and relative index of inequality in referrals per 1,000 people a year, from the most to the least deprived end.
 *
 * Only where a population by deprivation fifth is supplied and all five counts are released: else `not_collected` or
 * `not_available`. The variance of a count is the count itself (Poisson), with that of the rounding, (w² − 1) ÷ 12 for
 * counts rounded to w, added to it.
 * Sources: Low and Low (2004), Journal of Public Health 26:388–395; Sheppard (1898), Proceedings of the London
 * Mathematical Society 29:353–380 (rounding).
 */
export function gradientEstimates(
  released: readonly ReleasedEstimate[],
  reached: readonly ReachedGroups[],
  context: ReachContext,
): readonly ExactEstimate[] {
  const areas = new Map(
    released
      .filter(
        (row) => row.breakdown === "imd_quintile" && row.measure === "referrals" && row.period === "all",
      )
      .map((row) => [`${row.area_type}|${row.area}`, row] as const),
  );
  return [...areas].flatMap(([key, { area_type, area }]) => {
    if (area_type !== "programme" && area_type !== "borough") return [];
    const cells = (["slope", "relative"] as const).map((index) =>
      cellOf({ area_type, area, breakdown: "none" }, `referral_${index}_index`, "all"),
    );
    const found = reached.find(
      (one) => one.breakdown === "imd_quintile" && `${one.area_type}|${one.area}` === key,
    );
    if (found === undefined) {
      const note = "No population by deprivation fifth is supplied, so that no gradient can be worked out.";
      return cells.map((cell) => ({ ...absent(cell, note), ...METHOD, status: "not_collected" as const }));
    }
    return gradientOf(found, cells, context);
  });
}

const METHOD = { method: "inequality-gradient" } as const;

function gradientOf(
  { groups }: ReachedGroups,
  cells: readonly Parameters<typeof absent>[0][],
  { policy, years }: ReachContext,
): readonly ExactEstimate[] {
  const rounding = (policy.roundTo ** 2 - 1) / 12;
  const fifths = FIFTHS.flatMap((label) => {
    const group = groups.find(({ category }) => category === label);
    if (group === undefined || group.count === null || group.people === 0 || years === 0) return [];
    const exposure = (group.people * years) / PER;
    const standardError = Math.sqrt(group.count + rounding) / exposure;
    return [{ label, population: group.people, value: group.count / exposure, standardError }];
  });
  if (fifths.length < FIFTHS.length) {
    return cells.map((cell) => ({
      ...absent(cell, "Not every fifth has a number that is shown and a population."),
      ...METHOD,
    }));
  }
  const gradient = inequalityGradient(fifths);
  const values = [
    [gradient.slope, gradient.slopeLower, gradient.slopeUpper],
    [gradient.ratio, gradient.ratioLower, gradient.ratioUpper],
  ] as const;
  return cells.map((cell, index): ExactEstimate => {
    const [value, lower, upper] = values[index] ?? [null, null, null];
    if (value === null || lower === null || upper === null) {
      return { ...absent(cell, "The line through the fifths gives no ratio with limits."), ...METHOD };
    }
    return {
      ...absent(cell, ""),
      ...METHOD,
      value,
      lower,
      upper,
      level: gradient.level,
      status: "published",
    };
  });
}
