import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { DIVIDED_BAND, OF_20_PLUS, type ReachRow } from "../measures/reach-counts.ts";
import { blankEstimate } from "./blank-estimate.ts";

/**
 * Referrals of people of 20 and over as exact counts: by gender, and of the one age band that a cut at 20 divides. The
 * other bands are counted whole already.
 */
export function reachEstimates(rows: readonly ReachRow[]): readonly ExactEstimate[] {
  return rows.flatMap((row) => {
    const isAge = row.breakdown === "age_band";
    if (isAge && row.category !== DIVIDED_BAND) return [];
    const { area_type, area, period_type, period, category } = row;
    const count = row.referrals_20_plus;
    return [
      {
        measure: OF_20_PLUS,
        instrument: "",
        area_type,
        area,
        period_type,
        period,
        breakdown: isAge ? "age_band_20" : row.breakdown,
        category: isAge ? "20-24" : category,
        ...blankEstimate,
        n: count,
        value: count,
        method: "count",
        status: "published",
        note: "",
        kind: "count",
        decimals: 0,
        // Beside the whole group, which is counted too, the others would be told.
        people: [row.younger],
      },
    ];
  });
}
