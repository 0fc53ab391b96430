import { activityMeasures } from "./library/activity.ts";
import { equityMeasures } from "./library/equity.ts";
import { outcomeMeasures } from "./library/outcomes.ts";
import { robustnessMeasures } from "./library/robustness.ts";
import { supportMenuMeasures } from "./library/support-menu.ts";
import { traineeMeasures } from "./library/trainees.ts";
import { workforceDetailMeasures } from "./library/workforce-detail.ts";
import { pathwayShareMeasures } from "./pathway-share-measures.ts";
import { workforceMeasures } from "./workforce-measures.ts";

/** What a measure is: the entry of the measure library that stands on the site. */
export interface MeasureEntry {
  readonly id: string;
  readonly title: string;
  readonly kind: "count" | "proportion" | "mean" | "rate" | "amount";
  readonly unit: string;
  readonly polarity: "higher" | "lower" | "neither";
  readonly definition: string;
  readonly numerator: string;
  readonly denominator: string;
  /** Id of the method on the Methods page. */
  readonly method: string;
  readonly caveat: string;
  /** Share that is not shown of fewer than the whole programme: of `all` or of `none`, where it tells something private of everybody. */
  readonly telling?: "all" | "none";
}

const PAIRED = "People with a score before and a score after";

/** Referrals, people, scores and published capacity, in reading order. */
const headlineMeasures: readonly MeasureEntry[] = [
  {
    id: "referrals",
    title: "Referrals received",
    kind: "count",
    unit: "referrals",
    polarity: "neither",
    definition: "Referrals received in the period. One person may be referred more than once.",
    numerator: "Referrals",
    denominator: "",
    method: "count",
    caveat: "Referrals are not people, and a referral is not yet a contact.",
  },
  {
    id: "people",
    title: "People referred",
    kind: "count",
    unit: "people",
    polarity: "neither",
    definition: "Different people with a referral received in the period.",
    numerator: "People",
    denominator: "",
    method: "count",
    caveat:
      "A person referred in two periods or areas counts in both, so these numbers do not add up. Someone whose NHS number is missing in one system may count twice.",
  },
  {
    id: "follow_up_rate",
    title: "Followed up",
    kind: "proportion",
    unit: "share of people due",
    polarity: "higher",
    definition:
      "Of the people whose first score is so old that a second one was due by the data date, the share who had it by then.",
    numerator: "Of these people, those with a second score by the day it was due",
    denominator: "People whose second score was due by the data date",
    method: "wilson",
    caveat: "People who are not followed up may have fared differently from those who are.",
  },
  {
    id: "mean_baseline",
    title: "Average score before",
    kind: "mean",
    unit: "score points",
    polarity: "neither",
    definition: "Average first score of the people who have both scores.",
    numerator: "Sum of first scores",
    denominator: PAIRED,
    method: "mean",
    caveat: "",
  },
  {
    id: "mean_follow_up",
    title: "Average score after",
    kind: "mean",
    unit: "score points",
    polarity: "neither",
    definition: "Average last score within the follow-up window, of the people who have both scores.",
    numerator: "Sum of last scores",
    denominator: PAIRED,
    method: "mean",
    caveat: "",
  },
  {
    id: "mean_change",
    title: "Average change",
    kind: "mean",
    unit: "score points",
    polarity: "higher",
    definition: "Average of each person's own change, last score less first score.",
    numerator: "Sum of changes",
    denominator: PAIRED,
    method: "t-interval-paired",
    caveat: "Before and after only: without a comparison group it does not show what the programme did.",
  },
  {
    id: "typical_change",
    title: "Typical change",
    kind: "mean",
    unit: "score points",
    polarity: "higher",
    definition:
      "The middle of the averages of every two people's changes: a change that a few very large ones cannot move.",
    numerator: "",
    denominator: PAIRED,
    method: "hodges-lehmann",
    caveat: "Before and after only: without a comparison group it does not show what the programme did.",
  },
  {
    id: "expected_change_rtm",
    title: "Change expected from regression to the mean alone",
    kind: "mean",
    unit: "score points",
    polarity: "neither",
    definition:
      "Average change that people who start at these scores would show from regression to the mean alone.",
    numerator: "",
    denominator: PAIRED,
    method: "regression-to-the-mean-band",
    caveat:
      "A band, not an interval: from the highest to the lowest correlation found between two scores of the same person.",
  },
  ...(
    [
      ["share_improved", "Improved", "gained at least the meaningful change", "higher", "none"],
      ["share_same", "Stayed about the same", "changed by less than the meaningful change", "neither", "all"],
      ["share_worse", "Got worse", "lost at least the meaningful change", "lower", "all"],
    ] as const
  ).map(([id, title, what, polarity, telling]) => ({
    id,
    title,
    kind: "proportion" as const,
    unit: "share of people with both scores",
    polarity,
    definition: `Of the people with both scores, the share who ${what}.`,
    numerator: `People who ${what}`,
    denominator: PAIRED,
    method: "wilson",
    caveat: "By chance variation between two measurements alone many people change by this much.",
    telling,
  })),
  {
    id: "registered_patients",
    title: "Registered patients",
    kind: "amount",
    unit: "people",
    polarity: "neither",
    definition: "People registered with the general practices of the area.",
    numerator: "Registered patients",
    denominator: "",
    method: "published-statistic",
    caveat: "Registered, not resident.",
  },
  {
    id: "link_worker_fte",
    title: "Link workers",
    kind: "amount",
    unit: "full-time equivalents",
    polarity: "neither",
    definition:
      "Full-time equivalents of social prescribing link workers, contracted ones included. From national statistics, or from the programme's own staff records: then on average over the days of the period that the programme’s window holds, without volunteers.",
    numerator: "Sum of full-time equivalents over posts",
    denominator: "",
    method: "published-statistic",
    caveat:
      "National statistics leave out link workers employed outside Primary Care Networks. In staff records, time that is all or nearly all one link worker's is shown only as up to a whole number.",
  },
  {
    id: "link_worker_fte_per_10000_patients",
    title: "Link workers per 10,000 registered patients",
    kind: "rate",
    unit: "full-time equivalents per 10,000 registered patients",
    polarity: "neither",
    definition: "Full-time equivalents of link workers for every 10,000 registered patients.",
    numerator: "Full-time equivalents × 10,000",
    denominator: "Registered patients",
    method: "published-statistic",
    caveat: "Workforce and patients may be counted on different days.",
  },
];

/** Every measure of a release, in reading order. */
export const measureLibrary: readonly MeasureEntry[] = [
  ...headlineMeasures,
  ...outcomeMeasures,
  ...robustnessMeasures,
  ...supportMenuMeasures,
  ...activityMeasures,
  ...pathwayShareMeasures,
  ...equityMeasures,
  ...workforceMeasures,
  ...workforceDetailMeasures,
  ...traineeMeasures,
];

const KINDS = new Map(measureLibrary.map(({ id, kind }) => [id, kind]));

/** What sort of figure a measure is; undefined for one that the library does not hold. Medians are amounts. */
export const measureKind = (measure: string): MeasureEntry["kind"] | undefined => KINDS.get(measure);

const HEADLINE = new Set(headlineMeasures.map(({ id }) => id));

/** Whether a measure stands in the table that every page reads; the others come in a table of their own. */
export const isHeadline = (measure: string): boolean => HEADLINE.has(measure);

const OUTCOME_DETAIL = new Set(
  [...outcomeMeasures, ...robustnessMeasures, ...supportMenuMeasures].map(({ id }) => id),
);

/** Whether a measure stands, with its groups, in the table that only the Outcomes and Pathway pages read. */
export const isOutcomeDetail = (measure: string): boolean => OUTCOME_DETAIL.has(measure);

const WORKFORCE_DETAIL = new Set(workforceDetailMeasures.map(({ id }) => id));

/** Whether a measure stands in the table that only the Link workers page reads. */
export const isWorkforceDetail = (measure: string): boolean => WORKFORCE_DETAIL.has(measure);

const EQUITY_DETAIL = new Set(equityMeasures.map(({ id }) => id));

/** Whether a figure stands in the table that only the Equity page reads: its own measures, and others by group. */
export const isEquityDetail = ({
  measure,
  breakdown,
}: {
  readonly measure: string;
  readonly breakdown: string;
}): boolean =>
  EQUITY_DETAIL.has(measure) || (breakdown !== "none" && breakdown !== "concern" && !HEADLINE.has(measure));

const TELLING = new Map(measureLibrary.map(({ id, telling }) => [id, telling]));

/** Which share of a measure would tell something private of everybody: that of all, or of none; undefined for neither. */
export const tellingShare = (measure: string): MeasureEntry["telling"] => TELLING.get(measure);
