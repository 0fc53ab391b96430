import type { MeasureEntry } from "../library.ts";

const FLOW_CAVEAT =
  "People referred in the period, each counted once, with a score taken at any time in the programme's window and through any referral.";

/** Steps of the sample flow: title, and whom it counts. */
const FLOW: readonly (readonly [id: string, title: string, who: string])[] = [
  ["flow_declined", "Not eligible", "all of whose referrals the service declined, and who have no score"],
  ["flow_eligible", "Eligible", "with a referral that the service did not decline, or with a score"],
  ["flow_no_first_score", "No first score", "who were eligible and have no first score"],
  ["flow_first_score", "First score", "with a first score"],
  ["flow_not_due", "Second score not due yet", "whose second score was not due by the data date"],
  ["flow_due", "Second score due", "whose second score was due by the data date"],
  [
    "flow_waiting",
    "Not due, no second score yet",
    "whose second score was not due by the data date and has not come",
  ],
  [
    "flow_not_followed_up",
    "Not followed up in time",
    "whose second score was due and had not come by the day it was due",
  ],
  ["flow_lost", "No second score", "whose second score was due and never came"],
  [
    "flow_followed_up",
    "Followed up in time",
    "whose second score was due and had come by the day it was due",
  ],
  ["flow_late", "Second score late", "whose second score came after the day it was due"],
  ["flow_early", "Second score early", "whose second score came though it was not due by the data date"],
  ["flow_both_scores", "Both scores", "with a first and a second score, in time, late or early"],
];

const PAIRED = "People with a score before and a score after";

/** What the Outcomes page tells beyond the headline: who is in the numbers, how far each moved, from where to where. */
export const outcomeMeasures: readonly MeasureEntry[] = [
  ...FLOW.map(([id, title, who]) => ({
    id,
    title,
    kind: "count" as const,
    unit: "people",
    polarity: "neither" as const,
    definition: `People referred in the period ${who}.`,
    numerator: "People",
    denominator: "",
    method: "count",
    caveat: FLOW_CAVEAT,
  })),
  {
    id: "follow_up_difference",
    title: "Difference between those followed up and those not",
    kind: "amount",
    unit: "standard deviations",
    polarity: "neither",
    definition:
      "How much more common a group is among people followed up in time than among those who were due and were not, in standard deviations.",
    numerator: "Share of a group among those followed up, less its share among those not",
    denominator: "Root of the mean of the two variances of these shares",
    method: "standardised-difference",
    caveat: "It tells who was lost by what is recorded, not by what is not. From released numbers of people.",
  },
  {
    id: "paired",
    title: "People with both scores",
    kind: "count",
    unit: "people",
    polarity: "neither",
    definition: "People with a first score and a later one within the follow-up window.",
    numerator: "People with both scores",
    denominator: "",
    method: "count",
    caveat: "People without a second score are left out. They may have done better or worse.",
  },
  {
    id: "share_paired",
    title: "Share of people with both scores",
    kind: "proportion",
    unit: "share of people with both scores",
    polarity: "neither",
    definition:
      "Of the people with both scores, the share that moved so far or was at a level; of those at a level first, the share at each level second.",
    numerator: "People with both scores in the category",
    denominator: "People with both scores, or those of them who started at the level",
    method: "wilson",
    caveat: "Worked out from rounded numbers of people: the interval allows for the rounding.",
  },
  ...(
    [
      ["share_level_up", "Moved up", "a higher level at the second score than at the first", "higher"],
      ["share_level_same", "Same level", "the same level at both scores", "neither"],
      ["share_level_down", "Moved down", "a lower level at the second score than at the first", "lower"],
    ] as const
  ).map(([id, title, what, polarity]) => ({
    id,
    title,
    kind: "proportion" as const,
    unit: "share of people with both scores",
    polarity,
    definition: `Of the people with both scores, the share with ${what}.`,
    numerator: `People with ${what}`,
    denominator: PAIRED,
    method: "wilson",
    caveat:
      "A level is a cut through a score: a small change near a border moves a person, a large one elsewhere does not.",
  })),
  {
    id: "level_symmetry",
    title: "Test of moves between levels (Bowker)",
    kind: "amount",
    unit: "chi-squared",
    polarity: "neither",
    definition:
      "Whether as many people moved from one level to another as the other way, over all pairs of levels.",
    numerator: "Sum over pairs of levels of (moves up − moves down)² ÷ (moves up + moves down)",
    denominator: "",
    method: "bowker",
    caveat: "It says whether moves are one-sided, not why. From released numbers of people, rounded.",
  },
  {
    id: "expected_share_rtm",
    title: "Share expected from chance variation between two measurements alone",
    kind: "proportion",
    unit: "share of people",
    polarity: "neither",
    definition:
      "Share of any people of the named outside reference whose second score would be so much better by chance variation between two measurements alone; as many would be so much worse.",
    numerator: "",
    denominator: "",
    method: "regression-to-the-mean-band",
    caveat:
      "For people who were not chosen by their score. Where people start low, more of them rise, from regression to the mean. A band over the correlations named, not an interval.",
  },
];
