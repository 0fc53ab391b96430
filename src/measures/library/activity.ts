import type { MeasureEntry } from "../library.ts";
import { activityMeans, referralRates } from "./amounts.ts";
import { contactShareEntries } from "./contact-shares.ts";
import { pathwayStages } from "./pathway-stages.ts";
import { provisionShareEntries } from "./provision-shares.ts";
import { referralShareEntries } from "./referral-shares.ts";
import { waitingTimes } from "./waiting-times.ts";

/** Measures of referrals, pathway, waiting times, contacts, goals and activities, in reading order. */
export const activityMeasures: readonly MeasureEntry[] = [
  ...pathwayStages,
  ...referralShareEntries,
  ...referralRates,
  ...waitingTimes,
  ...activityMeans,
  ...provisionShareEntries,
  ...contactShareEntries,
];
