import type { MeasureEntry } from "../library.ts";

const WHO =
  "Staff of services whose absence records are in the sources; volunteers are left out. Working days and days off count alike.";
const NO_NATIONAL =
  "National rates leave out most staff of primary care and charities, so they are no fair comparison.";

/** Measures of sickness absence, in reading order. */
export const absenceMeasures: readonly MeasureEntry[] = [
  {
    id: "absence_rate",
    title: "Sickness absence rate",
    kind: "proportion",
    unit: "share of full-time-equivalent days",
    polarity: "lower",
    definition:
      "Of the days that staff were employed, as full-time equivalents and on all 365 days of the year, the share lost to sickness.",
    numerator:
      "For each day of sickness on which the person was employed, the full-time equivalents of the posts that the spell is booked against, each once and no more than the person held that day; of all their posts where the record does not say. A spell booked against a post in another service is lost there, not here. A spell that has not ended runs to the data date; financial years run from 1 April to 31 March",
    denominator: "Full-time equivalents × calendar days employed, for staff with full-time equivalents",
    method: "ratio-of-sums",
    caveat: `${WHO} ${NO_NATIONAL} Sickness that nobody recorded is not in it. One long illness can move the rate of a small team by points.`,
  },
  {
    id: "absence_spells",
    title: "Spells of sickness for each person a year",
    kind: "rate",
    unit: "spells a year for each person employed",
    polarity: "lower",
    definition: "Spells of sickness that began in the period, for each person employed, as a yearly number.",
    numerator:
      "Spells that began: days of sickness that follow each other are one spell, however many posts they stand under",
    denominator: "Calendar days that each person was employed, whatever their hours ÷ 365.25",
    method: "ratio-of-sums",
    caveat: WHO,
  },
  {
    id: "share_days_long_spells",
    title: "Days lost in long spells",
    kind: "proportion",
    unit: "share of full-time-equivalent days lost",
    polarity: "neither",
    definition:
      "Of the full-time-equivalent days lost to sickness, the share lost in spells of 28 calendar days or more.",
    numerator:
      "Days lost in spells that lasted 28 days or more, counted from their first day, in this period or before it",
    denominator: "Full-time-equivalent days lost",
    method: "ratio-of-sums",
    caveat: `${WHO} Four weeks is where the National Institute for Health and Care Excellence (its guideline of 2019 on sickness at work) begins to call sickness long. A spell that had not ended may still become a long one.`,
  },
  {
    id: "published_absence_rate",
    title: "Sickness absence rate of NHS organisations, as published",
    kind: "proportion",
    unit: "share of full-time-equivalent days",
    polarity: "neither",
    definition:
      "Of the full-time-equivalent days available in the month to all organisations of the public file, the share lost to sickness.",
    numerator: "Full-time-equivalent days lost, as published, of all these organisations",
    denominator: "Full-time-equivalent days available, as published, of the same",
    method: "published-statistic",
    caveat: `Public statistics of organisations in the Electronic Staff Record. ${NO_NATIONAL} A month is not a year: sickness is highest in winter.`,
  },
];
