import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { WANTS_CELL, type WantsRows } from "../measures/wants.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { blankEstimate } from "./blank-estimate.ts";

/** Reasons for referral, support offered, and what became of each concern, as shares of the whole programme. */
export function wantsEstimates({ reasons, activities, concerns }: WantsRows): readonly ExactEstimate[] {
  return [
    ...reasons.map(({ category, counted, of }) =>
      share("share_with_reason", "reason", category, Number(counted), Number(of)),
    ),
    ...activities.map(({ category, counted, of }) =>
      share("share_referred_to", "activity_type", category, Number(counted), Number(of)),
    ),
    ...concerns.flatMap((row) => {
      const of = Number(row.met) + Number(row.partly) + Number(row.not_met);
      return (["met", "partly", "not_met"] as const).map((result) =>
        share(`share_goals_${result}`, "concern", row.category, Number(row[result]), of),
      );
    }),
  ];
}

function share(
  measure: string,
  breakdown: string,
  category: string,
  numerator: number,
  denominator: number,
): ExactEstimate {
  const { value, lower, upper, level, reason } = wilsonInterval(numerator, denominator);
  const base = {
    ...WANTS_CELL,
    measure,
    instrument: "",
    breakdown,
    category,
    ...blankEstimate,
    numerator,
    denominator,
    n: denominator,
    method: "wilson",
    kind: "proportion",
    decimals: 2,
  } as const;
  return reason === null
    ? { ...base, value, lower, upper, level, status: "published", note: "" }
    : { ...base, status: "too_few", note: "Nothing of this is recorded here." };
}
