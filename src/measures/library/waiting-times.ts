import type { MeasureEntry } from "../library.ts";
import { RECEIVED } from "./share-entry.ts";

const days = (
  id: string,
  title: string,
  definition: string,
  who: string,
  polarity: MeasureEntry["polarity"],
  caveat: string,
): MeasureEntry => ({
  id,
  title,
  kind: "amount",
  unit: "days",
  polarity,
  definition,
  numerator: "",
  denominator: who,
  method: "quantile-interval",
  caveat: `${caveat} ${RECEIVED} Dates that stand the wrong way round are left out. Not shown where it rests on few referrals.`,
});

const WAITING =
  "Those still waiting are not in it, so it can look short where many wait: read it beside the share reached by a link worker. Waits of all referrals, those not reached too, are given by group on the Equity page, and are longer.";

/** Waits are seen up to the data date only. */
const RECENT =
  "Long waits of recent referrals are not over yet, so a recent period can look shorter than an earlier one for that alone.";

/** Days that referrals waited or were open. */
export const waitingTimes: readonly MeasureEntry[] = [
  days(
    "median_days_to_first_contact",
    "Days to the first contact, of people reached (median)",
    "Half of the people reached waited no longer than this from the day of referral to the first attended, two-way contact with a link worker.",
    "Referrals with such a contact",
    "lower",
    WAITING,
  ),
  days(
    "p90_days_to_first_contact",
    "Days to the first contact, of people reached (nine in ten)",
    "Nine in ten of the people reached waited no longer than this from the day of referral to the first attended, two-way contact with a link worker.",
    "Referrals with such a contact",
    "lower",
    WAITING,
  ),
  days(
    "median_days_to_activity",
    "Days to the first activity (median)",
    "Half of those who started an activity had waited no longer than this since the day of referral.",
    "Referrals with an activity that has started on a known day",
    "lower",
    `Those who have not started yet are not in it, so it can look short where many wait. ${RECENT}`,
  ),
  days(
    "median_days_open",
    "Days a referral was open (median)",
    "Half of the closed referrals were open no longer than this, from the day received to the day closed.",
    "Referrals with a day on which they were closed",
    "neither",
    "Referrals still open are not in it, so for recent periods it is too short.",
  ),
  days(
    "median_days_without_support",
    "Days without support while waiting for counselling (median)",
    "Half of the people referred on to counselling waited no longer than this from that day until any activity began, counselling included; 0 where one was under way.",
    "Referrals with an activity of counselling after which any activity has started",
    "lower",
    `Those for whom nothing has started yet are not in it, so it can look short where many wait. ${RECENT}`,
  ),
];
