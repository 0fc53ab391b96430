import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { WANTS_CELL, type WantsRows } from "../measures/wants.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { blankEstimate } from "./blank-estimate.ts";

/** Reasons for referral, tiers, support offered and begun, why it has not begun, and what became of each concern, as shares of the whole programme. */
export function wantsEstimates({
  reasons,
  activities,
  waiting,
  tiers,
  concerns,
}: WantsRows): readonly ExactEstimate[] {
  return [
    ...reasons.map(({ category, counted, of }) =>
      share("share_with_reason", "reason", category, Number(counted), Number(of)),
    ),
    ...activities.map(({ category, counted, of }) =>
      share("share_referred_to", "activity_type", category, Number(counted), Number(of)),
    ),
    ...activities.map(({ category, counted, started }) =>
      share("share_support_started", "activity_type", category, Number(started), Number(counted)),
    ),
    ...waiting.map(({ category, counted, of }) =>
      share("share_waiting_because", "waiting_reason", category, Number(counted), Number(of)),
    ),
    ...tierShares(tiers),
    ...concerns.flatMap((row) => {
      const of = Number(row.met) + Number(row.partly) + Number(row.not_met);
      return (["met", "partly", "not_met"] as const).map((result) =>
        share(`share_goals_${result}`, "concern", row.category, Number(row[result]), of),
      );
    }),
  ];
}

/** Referrals of each tier, and how far those of each came. */
function tierShares(tiers: WantsRows["tiers"]): readonly ExactEstimate[] {
  const rows = tiers.map(({ category, completed, started, not_started }) => ({
    category,
    completed: Number(completed),
    started: Number(completed) + Number(started),
    all: Number(completed) + Number(started) + Number(not_started),
  }));
  const everyone = rows.reduce((sum, { all }) => sum + all, 0);
  return rows.flatMap(({ category, completed, started, all }) => [
    share("share_of_tier", "tier", category, all, everyone),
    share("share_tier_started", "tier", category, started, all),
    share("share_tier_completed", "tier", category, completed, all),
  ]);
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
