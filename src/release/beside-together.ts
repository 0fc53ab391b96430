import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { changesApart, limitsOf } from "../findings/changes-apart.ts";
import { printableFigure } from "../findings/released-estimate.ts";
import type { Catalogue } from "./catalogue.ts";
import type { BesideTogether } from "./project-comparisons-schema.ts";

const LEVEL = 0.95;
/** A target group's rate of referral is set beside that of everybody else on the same lists: networks have none. */
const TARGET_RATE = "referrals_per_1000_target";
const OTHERS_RATE = "referrals_per_1000_others";

/**
 * How much more a project's first measure changed than in its comparison networks taken together, or a target group's rate of
 * referral than that of everybody else on the same lists, from released figures ({@link changesApart}). Null where one of the four
 * is not shown or has no interval of 95%. What is no share has `decimals` decimals.
 */
export function besideTogether(
  project: Catalogue["projects"][number],
  rows: readonly ReleasedEstimate[],
  decimals = 1,
): BesideTogether | null {
  const [primary] = project.measures;
  if (primary === undefined) return null;
  const at = (area_type: "project" | "comparator", measure: string, period: string) =>
    printableFigure(
      rows.find(
        (row) =>
          row.area_type === area_type &&
          row.measure === measure &&
          row.instrument === primary.instrument &&
          row.period_type === "window" &&
          row.period === period,
      ),
    );
  const own = (period: string) => at("project", primary.measure, period);
  const beside = primary.measure === TARGET_RATE ? "others" : "networks";
  const there = (period: string) =>
    beside === "others" ? at("project", OTHERS_RATE, period) : at("comparator", primary.measure, period);
  const later = limitsOf(own("after")) === null ? "during" : "after";
  const apart = changesApart(
    primary.measure,
    { before: own("before"), later: own(later) },
    { before: there("before"), later: there(later) },
    decimals,
  );
  if (apart === null) return null;
  return { beside, later, estimate: apart.value, lower: apart.lower, upper: apart.upper, level: LEVEL };
}
