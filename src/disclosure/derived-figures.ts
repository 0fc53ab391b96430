import type { ExactEstimate } from "./protect-estimates.ts";

type Form = Pick<ExactEstimate, "kind" | "decimals" | "per">;

/** Figures that are worked out from released ones alone, after them, and stand in no table of their own; and their form. */
const DERIVED: readonly (readonly [RegExp, Form])[] = [
  [/^share_(reached|onward)_/, { kind: "proportion", decimals: 2 }],
  [/^share_paired$/, { kind: "proportion", decimals: 2 }],
  [/^follow_up_difference$/, { kind: "mean", decimals: 2 }],
  [/^level_symmetry$/, { kind: "published", decimals: 1 }],
  // Decimals as the instrument has them, at most.
  [/^(tipping_point|change_if_lost_unchanged|mean_change_limits)$/, { kind: "published", decimals: 6 }],
  [/^clustered_change$/, { kind: "mean", decimals: 6 }],
  [/^share_improved_bounds$/, { kind: "published", decimals: 3 }],
  [/^(group_(reached|onward)_|share_unrecorded$)/, { kind: "proportion", decimals: 2 }],
  [/^group_ratio_/, { kind: "published", decimals: 2 }],
  // Of released counts and a public population.
  [/^population$/, { kind: "published", decimals: 0 }],
  [/^share_of_population$/, { kind: "published", decimals: 4 }],
  [/^share_of_referrals$/, { kind: "published", decimals: 3 }],
  [/^representation_ratio(_if_none|_if_all)?$/, { kind: "published", decimals: 2 }],
  [/^referral_(slope|relative)_index$/, { kind: "published", decimals: 2 }],
  // Of released counts of cases and a released rate of open cases.
  [/^(weighted_cases_per_fte|implied_wait_weeks)$/, { kind: "published", decimals: 1 }],
  [/^referrals_per_1000(_patients)?$/, { kind: "rate", decimals: 2, per: 1000 }],
];

/** The form of a figure that is worked out from released ones; undefined for one that must have been counted. */
export const derivedForm = (measure: string): Form | undefined =>
  DERIVED.find(([pattern]) => pattern.test(measure))?.[1];
