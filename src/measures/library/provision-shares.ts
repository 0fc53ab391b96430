import type { MeasureEntry } from "../library.ts";
import { ALIKE, RECEIVED, share } from "./share-entry.ts";

/** Shares of goals and activities. */
export const provisionShareEntries: readonly MeasureEntry[] = [
  ...(
    [
      ["share_goals_met", "Goals met", "met", "higher", undefined],
      ["share_goals_partly", "Goals met in part", "met in part", "neither", undefined],
      ["share_goals_not_met", "Goals not met", "not met", "lower", "all"],
    ] as const
  ).map(([id, title, what, polarity, telling]) =>
    share(
      "share of goals",
      ALIKE,
      RECEIVED,
    )({
      id,
      title,
      polarity,
      definition: `Of the goals that were reviewed, the share that were ${what} at the last review.`,
      numerator: `Goals ${what}`,
      denominator: "Goals with a review: the last of each concern of a referral",
      caveat: "Goals without a review are in neither number, and may have fared differently.",
      ...(telling === undefined ? {} : { telling }),
    }),
  ),
  ...(
    [
      {
        id: "share_completed_sessions",
        title: "Activities with all planned sessions attended",
        polarity: "higher",
        definition: "Of the activities that started, the share with all planned sessions attended.",
        numerator: "Activities with as many sessions attended as planned, or more",
        denominator: "Activities started whose planned and attended sessions are known",
        caveat: "Activities still running count as not completed.",
      },
      {
        id: "share_feedback_given",
        title: "Feedback came back",
        polarity: "higher",
        definition: "Of the activities with all planned sessions attended, the share with feedback recorded.",
        numerator: "Of these activities, those with feedback from 1 to 5",
        denominator: "Activities with all planned sessions attended, where any feedback is recorded at all",
        caveat: "Feedback may still come for activities that ended shortly before the data date.",
      },
      {
        id: "share_feedback_positive",
        title: "Feedback good or very good",
        polarity: "higher",
        definition: "Of the activities with feedback, the share rated 4 or 5 of 5.",
        numerator: "Activities rated 4 or 5",
        denominator: "Activities with feedback from 1 to 5",
        caveat: "Those who give feedback may be more content than those who do not.",
      },
      {
        id: "share_review_on_time",
        title: "Reviewed on time after the last session",
        polarity: "higher",
        definition:
          "Of the completed activities whose review was due by the data date, the share followed by a second score on the main measure of outcome within the days set.",
        numerator: "Of these activities, those with such a score from the last session to the day it was due",
        denominator: "Activities with all planned sessions attended, whose review was due by the data date",
        caveat: "Activities without a day of the last session are in neither number.",
      },
    ] as const
  ).map(share("share of activities", ALIKE, RECEIVED)),
];
