import type { MeasureEntry } from "../library.ts";

const STAY =
  "A stay is one where no more than 31 days lie between two posts of the same person in the area. Volunteers are left out.";
const FOLLOWED =
  "In downloads, n is the number of stays followed, the same for every mark, not those who left.";
const MOVED =
  "Someone who moves to another service of the programme has left the first one, not the programme.";

const stayed = (
  [
    ["1_year", "a year", "one year"],
    ["2_years", "two years", "two years"],
    ["3_years", "three years", "three years"],
    ["4_years", "four years", "four years"],
  ] as const
).map(
  ([id, title, after]): MeasureEntry => ({
    id: `share_stayed_${id}`,
    title: `Staff still in post after ${title}`,
    kind: "proportion",
    unit: "share of staff",
    polarity: "higher",
    definition: `The share of staff who are still in post ${after} (365.25 days each) after they began, estimated from everybody employed in the period.`,
    numerator: "Leavers by day in post",
    denominator:
      "Staff in post after as many days. Who was in post before the period begins counts from the days they had served by then, and who is still in post up to the last day seen",
    method: "kaplan-meier-delayed-entry",
    caveat: `${STAY} ${MOVED} Not worked out where fewer than 10 staff were in post at any of the leavings. A band where fewer than 10 left since the mark before. ${FOLLOWED}`,
  }),
);

const reasons = (
  [
    ["another_job", "another job", "for another job"],
    ["workload", "the workload", "because of the workload"],
    ["end_of_contract", "the end of a contract", "because a contract ended"],
  ] as const
).map(
  ([id, title, why]): MeasureEntry => ({
    id: `share_left_${id}`,
    title: `Leavers who named ${title}`,
    kind: "proportion",
    unit: "share of leavers",
    polarity: "neither",
    definition: `Of the stays that ended in the period with a reason that is known, the share that ended ${why}.`,
    numerator: `Of these stays, those that ended ${why}`,
    denominator: "Stays that ended with a known reason",
    method: "staff-band",
    caveat: `${STAY} Shown as a band. The reason is the one that the employer wrote down; retirement, health and others are not told apart.`,
  }),
);

/** Measures of staff who stay and leave, and of posts that stand empty, in reading order. */
export const retentionMeasures: readonly MeasureEntry[] = [
  {
    id: "turnover_rate",
    title: "Turnover",
    kind: "rate",
    unit: "leavers a year for each person employed",
    polarity: "lower",
    definition: "Stays that ended in the period, for each person employed on average, as a yearly number.",
    numerator: "Stays whose last day lies in the period",
    denominator: "Calendar days that each person was employed ÷ 365.25",
    method: "event-rate",
    caveat: `${STAY} ${MOVED} Shown where 10 or more left.`,
  },
  ...stayed,
  {
    id: "tenure_median_months",
    title: "Time in post",
    kind: "amount",
    unit: "months until half have left",
    polarity: "higher",
    definition:
      "The number of months (of 365.25 ÷ 12 days) in post after which half of the staff have left, estimated from everybody employed in the period.",
    numerator: "Leavers by day in post",
    denominator: "Staff in post after as many days, as for the share still in post",
    method: "kaplan-meier-delayed-entry",
    caveat: `${STAY} ${MOVED} In whole months. Not given where fewer than half have left. In downloads, n is the number of stays followed.`,
  },
  {
    id: "days_to_fill_median",
    title: "Days to fill a post",
    kind: "amount",
    unit: "days until half are filled",
    polarity: "lower",
    definition:
      "Of the posts that a holder left in the period, the number of days they stood empty until half were filled again, whenever that was.",
    numerator: "Posts filled again, by the number of days without a holder",
    denominator: "Posts without a holder for as many days; those still empty count up to the data date",
    method: "kaplan-meier",
    caveat:
      "In steps of 5 days. A post is a number of the staff list that all its holders share: a post given up looks empty, and one that was filled under another number too. Posts with full-time equivalents only, and volunteers' not.",
  },
  {
    id: "vacant_days_per_post",
    title: "Days that a post stood empty in a year",
    kind: "amount",
    unit: "days a year for each post",
    polarity: "lower",
    definition: "Days on which nobody held a post, for each post, as a yearly number.",
    numerator: "Days of the period after a holder left and before the next one began",
    denominator: "Days of the period since each post was first held ÷ 365.25",
    method: "ratio-of-sums",
    caveat:
      "A post that was given up goes on counting as empty. Posts with a number and full-time equivalents only; volunteers' are left out.",
  },
  ...reasons,
];
