const METHOD = "Rests on a method that is held to an outside oracle in test/unit, not on counts alone.";
const FROM_RELEASED = "Worked out from released figures alone, which are recomputed.";
const POPULATION = "Rests on a published population beside released counts, which are recomputed.";

const list = (reason: string, ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, reason]));

/** Measures whose rows are not recomputed, each with the reason. */
export const notRecomputed: Readonly<Record<string, string>> = {
  ...list(METHOD, [
    "adjusted_difference",
    "wait_median_days",
    "wait_p90_days",
    "unpaired_change",
    "timely_change",
    "weighted_change",
  ]),
  ...list(FROM_RELEASED, [
    "change_if_lost_unchanged",
    // Held to a sum by hand and to the oracle’s CR2 in test/unit/release-clustered-change.
    "clustered_change",
    // Held to the released counts that they are made from in staff/caseload-derived.
    "weighted_cases_per_fte",
    "implied_wait_weeks",
    // Held to the released counts and lists in test/unit/release-referral-rates.
    "referrals_per_1000_patients",
    "follow_up_difference",
    "level_symmetry",
    "mean_change_limits",
    "share_improved_bounds",
    "share_paired",
    "share_unrecorded",
    "tipping_point",
    ...["contacted", "assessed", "started", "completed", "followed_up", "improved"].flatMap((fact) =>
      ["ratio_reached", "ratio_onward"].map((kind) => `group_${kind}_${fact}`),
    ),
  ]),
  ...list(POPULATION, [
    "population",
    "share_of_population",
    "share_of_referrals",
    "representation_ratio",
    "representation_ratio_if_none",
    "representation_ratio_if_all",
    "referrals_per_1000",
    "referral_slope_index",
    "referral_relative_index",
  ]),
  expected_share_rtm: "Rests on nobody's data: the declared reference alone.",
};
