import { groupShares, type PopulationGroup } from "./population-groups.ts";
import { representationRatio } from "./representation-ratio.ts";

/** What figures could be if it were known to which group everybody belongs; null where not defined. */
export interface UnknownGroupBounds {
  readonly known: number;
  readonly unknown: number;
  /** For each group: its ratio if none of the unknown, or all of them, belong to it. */
  readonly ratios: readonly RatioBounds[];
  /** Index of dissimilarity: the least, and the most (all unknown in one group). */
  readonly dissimilarity: { readonly least: number; readonly most: number } | null;
  readonly reason: "nobody" | null;
}

/** A group's representation ratio at its extremes. */
export interface RatioBounds {
  readonly least: number | null;
  readonly most: number | null;
  /** Wilson's lower limit of the least and upper limit of the most: the unknown, and chance. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Bounds of representation ratios and of the index of dissimilarity when the group of `unknown` people is not recorded:
 * a ratio lies from x ÷ (n + u) to (x + u) ÷ (n + u), over the population share.
 *
 * No assumption is made, so that the truth about these people is inside for certain. The index is convex in how the
 * unknown are shared out: it is highest with all in one group, and lowest when they fill the groups that fall short.
 * Nobody known or unknown: `nobody`. A group without population has no ratio. Throws a RangeError as `groupShares`
 * does, or unless `unknown` is a whole number from 0.
 * Source: Manski (1990), American Economic Review 80:319–323.
 */
export function unknownGroupBounds(
  groups: readonly PopulationGroup[],
  unknown: number,
  level = 0.95,
): UnknownGroupBounds {
  const { n, shares } = groupShares(groups);
  if (!Number.isSafeInteger(unknown) || unknown < 0) {
    throw new RangeError(`People whose group is not known are a whole number from 0, not ${unknown}.`);
  }
  const all = n + unknown;
  const ratios = groups.map(({ observed }, index): RatioBounds => {
    const share = shares[index] ?? 0;
    const [least, most] = [observed, observed + unknown].map((x) =>
      representationRatio(x, all, share, level),
    );
    return {
      least: least?.ratio ?? null,
      most: most?.ratio ?? null,
      lower: least?.lower ?? null,
      upper: most?.upper ?? null,
    };
  });
  if (all === 0) return { known: n, unknown, ratios, dissimilarity: null, reason: "nobody" };
  const excess = groups.map(({ observed }, index) => observed / all - (shares[index] ?? 0));
  const above = excess.reduce((sum, value) => sum + Math.max(0, value), 0);
  const most = excess.reduce((highest, value) => {
    const withAll = above - Math.max(0, value) + Math.max(0, value + unknown / all);
    return Math.max(highest, withAll);
  }, 0);
  return { known: n, unknown, ratios, dissimilarity: { least: above, most }, reason: null };
}
