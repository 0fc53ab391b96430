import type { MeasureEntry } from "../library.ts";

const OPEN =
  "Received by that day and closed later, or not closed and waiting or open. A referral closed on a day nobody recorded is not open.";
const SEEN = "an attended, two-way contact with a link worker";
const UNCLOSED = "Cases that nobody closed make it look larger.";

const complex = (
  [
    [
      "several_reasons",
      "Open cases with several reasons",
      "with three or more recorded reasons for referral",
    ],
    ["crisis", "Open cases in crisis", "recorded as a crisis when they were received"],
    ["smi", "Open cases of people with severe mental illness", "of people recorded as having it"],
    [
      "interpreter",
      "Open cases that need an interpreter",
      "of people of whom it is recorded that they need one",
    ],
  ] as const
).map(([id, title, which]) => ({
  id: `cases_open_${id}`,
  title,
  kind: "count" as const,
  unit: "referrals",
  polarity: "neither" as const,
  definition: `Referrals open on the last day of the period ${which}.`,
  numerator: "Referrals",
  denominator: "",
  method: "count",
  caveat:
    "What nobody recorded is not in it, so a service that records more looks more complex. One case may be of several kinds.",
}));

/** Measures of open cases, waiting lists and the length of support, in reading order. */
export const caseloadMeasures: readonly MeasureEntry[] = [
  {
    id: "cases_open",
    title: "Open cases",
    kind: "count",
    unit: "referrals",
    polarity: "neither",
    definition: "Referrals open on the last day of the period, in all services.",
    numerator: OPEN,
    denominator: "",
    method: "count",
    caveat: `${UNCLOSED} Referrals received before the records begin are in it only where an export holds them.`,
  },
  {
    id: "cases_waiting",
    title: "Waiting for a first contact",
    kind: "count",
    unit: "referrals",
    polarity: "lower",
    definition: `Of the referrals open on the last day of the period, those without ${SEEN} by then.`,
    numerator: `Open referrals without ${SEEN} by that day`,
    denominator: "",
    method: "count",
    caveat: `A referral whose contact has no date has been seen, so it is not waiting. Services that record no contacts are left out. ${UNCLOSED}`,
  },
  {
    id: "support_started",
    title: "Seen for the first time",
    kind: "count",
    unit: "referrals",
    polarity: "neither",
    definition: `Referrals whose first contact lay in the period: ${SEEN}.`,
    numerator: "Referrals, whenever they were received",
    denominator: "",
    method: "count",
    caveat: "First contacts without a date are in no period.",
  },
  ...complex,
  {
    id: "weighted_cases_per_fte",
    title: "Open cases for each link worker, weighted",
    kind: "rate",
    unit: "weighted open referrals for each full-time equivalent",
    polarity: "neither",
    definition:
      "Open cases for each full-time link worker, with complex cases counting for more: with several reasons, in crisis, of people with severe mental illness, or with a need for an interpreter.",
    numerator: "Open cases, each counting for 1 and what the programme’s weights add",
    denominator: "Full-time equivalents of link workers employed on that day",
    method: "weighted-rate",
    caveat:
      "The weights are a choice of this toolkit or of the programme, not a published scale, and no evidence says that these cases take so much more work.",
  },
  {
    id: "support_median_days",
    title: "Days of support (median)",
    kind: "amount",
    unit: "days",
    polarity: "neither",
    definition:
      "Days from the first contact to the day the referral was closed, by which half were closed; by the year of the first contact.",
    numerator: "",
    denominator: "Referrals with a first contact in the period",
    method: "kaplan-meier",
    caveat:
      "Referrals still open count up to the data date. Closed on a day nobody recorded, or before the first contact: left out. A case may be closed long after the last contact.",
  },
  {
    id: "support_p90_days",
    title: "Days of support (nine in ten)",
    kind: "amount",
    unit: "days",
    polarity: "neither",
    definition:
      "Days from the first contact to the day the referral was closed, by which nine in ten were closed; by the year of the first contact.",
    numerator: "",
    denominator: "Referrals with a first contact in the period",
    method: "kaplan-meier",
    caveat: "Not given where too few of them could be seen for so long.",
  },
  {
    id: "contacts_per_person",
    title: "Contacts for each person supported",
    kind: "mean",
    unit: "attended contacts",
    polarity: "neither",
    definition: "Average number of attended, two-way contacts of the referrals closed in the period.",
    numerator: "Attended, two-way contacts",
    denominator: "Referrals closed in the period that had at least one",
    method: "mean-interval",
    caveat:
      "A person referred twice counts twice. Contacts that nobody recorded are not in it. Cases still open are not in it: where long cases have more contacts it is too low, most of all in the first year of the records and where many are open.",
  },
  {
    id: "share_contacts_6_to_12",
    title: "Had 6 to 12 contacts",
    kind: "proportion",
    unit: "share of referrals",
    polarity: "neither",
    definition: "Of the referrals closed in the period, the share that had 6 to 12 attended contacts.",
    numerator: "Of these, those with 6 to 12",
    denominator: "Referrals closed in the period that had at least one attended, two-way contact",
    method: "wilson",
    caveat:
      "Six to twelve contacts a person are guidance as quoted by Surrey Training Hub from NHS England: people need more or fewer. Cases still open are not in it.",
  },
  {
    id: "implied_wait_weeks",
    title: "Wait that the present flow implies",
    kind: "amount",
    unit: "weeks",
    polarity: "lower",
    definition:
      "Referrals waiting on the last day of a year, divided by those seen for the first time each week of it: how long someone who joins the end would wait if both stay as they are.",
    numerator: "Waiting for a first contact on the last day",
    denominator: "Seen for the first time, a week",
    method: "littles-law",
    caveat:
      "Not given where the waiting list clearly rose or fell from one year's end to the next. The interval is that of the number seen only: the list goes up and down within the year. People who leave it without being seen make the true wait shorter.",
  },
];
