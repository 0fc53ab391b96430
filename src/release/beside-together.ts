import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { roundedOrNull, roundOutwards } from "../disclosure/round-figure.ts";
import { type PrintableFigure, printableFigure } from "../findings/released-estimate.ts";
import { measureKind } from "../measures/library.ts";
import { newcombeDifference } from "../statistics/newcombe-difference.ts";
import type { Catalogue } from "./catalogue.ts";
import type { BesideTogether } from "./project-comparisons-schema.ts";

/** Decimals of a difference: whole percentage points, tenths of anything else. */
const DECIMALS = { proportion: 2, other: 1 } as const;
const LEVEL = 0.95;
/** A target group's rate of referral is set beside that of everybody else on the same lists: networks have none. */
const TARGET_RATE = "referrals_per_1000_target";
const OTHERS_RATE = "referrals_per_1000_others";

/**
 * How much more a project's first measure changed than in its comparison networks taken together, or a target group's rate of
 * referral than that of everybody else on the same lists, from released figures: the limits of four figures combined (`newcombeDifference`, twice), so that medians and rates have one too.
 *
 * The figures count as independent and the interval holds single people's chance alone: networks that go their own way are not
 * in it, so it is too short. Null where one of the four is not shown or has no interval of 95%.
 * Source: Zou and Donner (2008), Statistics in Medicine 27:1693–1702.
 */
export function besideTogether(
  project: Catalogue["projects"][number],
  rows: readonly ReleasedEstimate[],
): BesideTogether | null {
  const [primary] = project.measures;
  if (primary === undefined) return null;
  const at = (area_type: "project" | "comparator", measure: string, period: string) =>
    limitsOf(
      printableFigure(
        rows.find(
          (row) =>
            row.area_type === area_type &&
            row.measure === measure &&
            row.instrument === primary.instrument &&
            row.period_type === "window" &&
            row.period === period,
        ),
      ),
    );
  const own = (period: string) => at("project", primary.measure, period);
  const beside = primary.measure === TARGET_RATE ? "others" : "networks";
  const there = (period: string) =>
    beside === "others" ? at("project", OTHERS_RATE, period) : at("comparator", primary.measure, period);
  const later = own("after") === null ? "during" : "after";
  const [hereBefore, hereAfter] = [own("before"), own(later)];
  const [thereBefore, thereAfter] = [there("before"), there(later)];
  if (hereBefore === null || hereAfter === null || thereBefore === null || thereAfter === null) return null;
  const { value, lower, upper } = newcombeDifference(
    newcombeDifference(hereAfter, hereBefore),
    newcombeDifference(thereAfter, thereBefore),
  );
  const decimals = measureKind(primary.measure) === "proportion" ? DECIMALS.proportion : DECIMALS.other;
  return {
    beside,
    later,
    estimate: roundedOrNull(value, decimals) ?? 0,
    lower: roundOutwards(lower, decimals, Math.floor),
    upper: roundOutwards(upper, decimals, Math.ceil),
    level: LEVEL,
  };
}

function limitsOf(figure: PrintableFigure | null) {
  if (figure?.interval?.level !== LEVEL) return null;
  const { value, interval } = figure;
  return { value, lower: Math.min(interval.lower, value), upper: Math.max(interval.upper, value) };
}
