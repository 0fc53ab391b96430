import type { MeasureEntry } from "../library.ts";
import { ALIKE, RECEIVED, UNKNOWN_OUT } from "./share-entry.ts";

const mean = (
  id: string,
  title: string,
  unit: string,
  definition: string,
  who: string,
  caveat: string,
): MeasureEntry => ({
  id,
  title,
  kind: "mean",
  unit,
  polarity: id.startsWith("mean_gp") ? "lower" : "neither",
  definition,
  numerator: `Sum of ${unit}`,
  denominator: who,
  method: id.endsWith("_change") ? "t-interval-paired" : "mean-interval",
  caveat: `${caveat} ${RECEIVED}`,
});

const GP_CAVEAT =
  "People are referred when they need help most, so contacts fall afterwards from regression to the mean alone: read the change beside that of the comparison networks. Only people known to a practice that took part are in it. Whether the time after was over for everyone is for the practices' extract to see to.";
const GP_WHO = "People with both numbers, counted at their first referral";

/** Averages of referrals, activities and people. */
export const activityMeans: readonly MeasureEntry[] = [
  mean(
    "mean_reasons",
    "Reasons for each referral",
    "reasons",
    "Average number of different reasons of a referral.",
    "Referrals with at least one reason recorded",
    "A form with one box for the reason gives one reason.",
  ),
  mean(
    "contacts_per_referral",
    "Contacts for each closed referral",
    "contacts",
    "Average number of attended, two-way, direct contacts of a closed referral.",
    "Closed referrals that were neither declined nor turned down, in services that record contacts",
    "Referrals whose person could not be reached count with none. Of recent referrals only those closed soon are in it.",
  ),
  mean(
    "mean_sessions_attended",
    "Sessions attended for each activity",
    "sessions",
    "Average number of sessions attended of an activity that started.",
    "Activities started whose sessions are known",
    `Activities still running count with the sessions so far. ${ALIKE}`,
  ),
  mean(
    "mean_gp_contacts_before",
    "GP contacts before",
    "contacts",
    "Average number of contacts with general practice before the first referral, of people with both numbers.",
    GP_WHO,
    GP_CAVEAT,
  ),
  mean(
    "mean_gp_contacts_after",
    "GP contacts after",
    "contacts",
    "Average number of contacts with general practice after the first referral, over as long a time as before.",
    GP_WHO,
    GP_CAVEAT,
  ),
  mean(
    "mean_gp_contacts_change",
    "Change in GP contacts",
    "contacts",
    "Average of each person's own change, contacts after less contacts before the first referral.",
    GP_WHO,
    GP_CAVEAT,
  ),
];

/** Referrals for every 1,000 people of a network, or of a project. */
export const referralRates: readonly MeasureEntry[] = [
  {
    id: "referrals_per_1000_patients",
    title: "Referrals per 1,000 registered patients a year",
    kind: "rate",
    unit: "referrals a year for every 1,000 registered patients",
    polarity: "neither",
    definition:
      "Referrals received, for every 1,000 people registered with the general practices of the area, as a yearly number.",
    numerator: "Referrals, as released",
    denominator: "Registered patients × years of the period (of 365.25 days)",
    method: "event-rate",
    caveat: `Networks differ in how many people would benefit, so more referrals are not in themselves better. One person may be referred more than once, and some are not registered. The number on the lists is taken as fixed. ${RECEIVED}`,
  },
  ...ofTargets(),
];

function ofTargets(): readonly MeasureEntry[] {
  return (
    [
      ["referrals_per_1000_target", "of the target group", "Referrals of people of the target group"],
      ["referrals_per_1000_others", "of all others", "Referrals of people who are not of the target group"],
    ] as const
  ).map(([id, whom, numerator]) => ({
    id,
    title: `Referrals a year for every 1,000 people ${whom}`,
    kind: "rate",
    unit: "referrals a year for every 1,000 people",
    polarity: id === "referrals_per_1000_target" ? "higher" : "neither",
    definition: `Referrals of people ${whom}, for every 1,000 people ${whom} on the lists of the project's networks, as a yearly number.`,
    numerator,
    denominator: `People ${whom} on the lists, as declared, × years of the period (of 365.25 days)`,
    method: "event-rate",
    caveat: `${UNKNOWN_OUT} One person may be referred more than once. The number on the lists is taken as fixed. ${RECEIVED}`,
  }));
}
