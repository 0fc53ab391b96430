import type { MeasureEntry } from "../library.ts";
import { share } from "./share-entry.ts";

const BEFORE_AFTER =
  "Before and after only: without a comparison group it does not show what the programme did.";
const FROM_RELEASED = "Worked out from released figures alone.";

/** The change of scores worked out in other ways, what those lost could alter, and limits of the change over time. */
const changes: readonly MeasureEntry[] = (
  [
    [
      "unpaired_change",
      "Change, all second scores less all first scores",
      "Average of all second scores less the average of all first scores, as if they were of different people.",
      "Average second score less average first score",
      "All people with a first score; of them those with a second one",
      "welch-difference",
      "People who were never asked again are in the first average only, so it moves when people are lost even if nobody changes. It is shown because many dashboards show it.",
    ],
    [
      "clustered_change",
      "Change, allowing for people of one service being alike",
      "Average of each person's own change, with an interval that allows for people of one service being alike.",
      "Sum of changes",
      "People with both scores",
      "clustered-errors",
      "Worked out from the released averages of the services alone, so the interval is of services like these. With fewer than ten of them it is not to be relied on alone.",
    ],
    [
      "timely_change",
      "Change, second score soon after the last session",
      "Average of each person's own change, of people whose second score was taken within the declared days after the last activity of their referral ended.",
      "Sum of changes",
      "People with both scores whose second one was taken in that time",
      "t-interval-paired",
      "A score soon after the end tells of the end, not of how long a change lasts. People without a known last session are left out.",
    ],
    [
      "weighted_change",
      "Change, weighted for those lost",
      "Average change in which each person followed up in time counts for those like them who were not.",
      "Sum of weights × changes",
      "Sum of weights: people followed up in time, each by 1 ÷ the chance of being so",
      "inverse-probability-mean",
      "It allows for gender, age, language, deprivation and the first score. It cannot allow for what is not recorded.",
    ],
    [
      "change_if_lost_unchanged",
      "Change, if nobody lost had changed",
      "Average change of everybody who was due a second score, if all who had none in time had not changed at all.",
      "Average change × people followed up in time",
      "People whose second score was due by the data date",
      "lost-unchanged",
      "One case among others and no estimate: nobody knows how those lost fared.",
    ],
  ] as const
).map(([id, title, definition, numerator, denominator, method, caveat]) => ({
  id,
  title,
  kind: "mean",
  unit: "score points",
  polarity: "higher",
  definition,
  numerator,
  denominator,
  method,
  caveat: `${caveat} ${BEFORE_AFTER}`,
}));

/** What stands beside the headline of the Outcomes page: can it be trusted, and what did people want? */
export const robustnessMeasures: readonly MeasureEntry[] = [
  ...changes,
  {
    id: "tipping_point",
    title: "Tipping point",
    kind: "mean",
    unit: "score points",
    polarity: "neither",
    definition:
      "By how many points the change of those lost would have to differ, on average, from that of those followed up before the interval of everybody's average change includes none.",
    numerator: "Limit of the average change nearest to none, turned round",
    denominator: "Share of people due who were lost",
    method: "tipping-point",
    caveat: `The further from 0, the more it takes. Whether people lost could be so different is for the reader to judge. ${FROM_RELEASED}`,
  },
  {
    id: "share_improved_bounds",
    title: "Improved, whatever became of those lost",
    kind: "proportion",
    unit: "share of people",
    polarity: "higher",
    definition:
      "The share who improved of those with both scores, with limits from nobody lost improving to all of them improving, each with its 95% limit.",
    numerator: "People who improved; and all who were lost",
    denominator: "People with both scores, and people who were due and lost",
    method: "lost-follow-up-bounds",
    caveat: `The limits assume nothing of those lost, so they are wide where many were. ${FROM_RELEASED}`,
  },
  share("share of people with both scores")({
    id: "share_improved_by",
    title: "Improved by another published size of change",
    polarity: "higher",
    definition: "Of the people with both scores, the share who gained at least so many points.",
    numerator: "People who gained at least so many points",
    denominator: "People with both scores",
    telling: "none",
    caveat:
      "Other sizes were found for other purposes, told with each. By chance variation between two measurements alone many people change by this much.",
  }),
  {
    id: "mean_change_limits",
    title: "Limits of the average change over time",
    kind: "mean",
    unit: "score points",
    polarity: "neither",
    definition:
      "The average of the periods' average changes, and the limits within which nearly all would lie if nothing but chance moved them.",
    numerator: "Sum of the periods' average changes",
    denominator: "Periods",
    method: "control-chart",
    caveat: `Each period counts alike, however many people are in it. A point outside is a reason to look, not a finding. ${FROM_RELEASED}`,
  },
];
