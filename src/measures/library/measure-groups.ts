import type { CanonicalTable } from "../../model/canonical.ts";
import { type MeasureEntry, measureLibrary } from "../library.ts";
import { pathwayShareMeasures } from "../pathway-share-measures.ts";
import { workforceMeasures } from "../workforce-measures.ts";
import { activityMeans, referralRates } from "./amounts.ts";
import { contactShareEntries } from "./contact-shares.ts";
import { equityMeasures } from "./equity.ts";
import { outcomeMeasures } from "./outcomes.ts";
import { pathwayStages } from "./pathway-stages.ts";
import { provisionShareEntries } from "./provision-shares.ts";
import { referralShareEntries } from "./referral-shares.ts";
import { robustnessMeasures } from "./robustness.ts";
import { supportMenuMeasures } from "./support-menu.ts";
import { traineeMeasures } from "./trainees.ts";
import { waitingTimes } from "./waiting-times.ts";
import { workforceDetailMeasures } from "./workforce-detail.ts";

/** Where a measure's rows come from: tables of the canonical model, or a published population. */
export type MeasureSource = CanonicalTable | "population";

/** Measures that belong together in the library. */
export interface MeasureGroup {
  readonly id: string;
  readonly title: string;
  /** Pages that show them, by id, besides Compare, Network and Projects, which are told from the release. */
  readonly pages: readonly string[];
  readonly sources: readonly MeasureSource[];
  readonly entries: readonly MeasureEntry[];
}

/** Measures whose sources are others than those of their group. */
const OWN_SOURCES: Readonly<Record<string, readonly MeasureSource[]>> = {
  referrals: ["referral"],
  people: ["referral", "person"],
  registered_patients: ["area_list_size"],
  referrals_per_1000_patients: ["referral", "area_list_size"],
  link_worker_fte: ["link_worker"],
  link_worker_fte_per_10000_patients: ["link_worker", "area_list_size"],
  share_with_reason: ["referral", "reason"],
  share_referred_to: ["referral", "activity"],
  share_support_started: ["referral", "activity"],
  share_waiting_because: ["referral", "activity"],
  share_of_tier: ["referral"],
  share_tier_started: ["referral", "activity"],
  share_tier_completed: ["referral", "activity"],
  share_men: ["contact", "person"],
  share_unregistered: ["referral", "person"],
  share_out_of_borough: ["referral", "person"],
  share_mental_health_reason: ["referral", "reason"],
  share_contacted: ["referral", "contact"],
  share_target: ["referral", "person", "cohort", "reason"],
  share_health_check: ["referral", "cohort", "activity"],
  mean_reasons: ["referral", "reason"],
  contacts_per_referral: ["referral", "contact"],
  mean_sessions_attended: ["activity"],
  mean_gp_contacts_before: ["health_use"],
  mean_gp_contacts_after: ["health_use"],
  mean_gp_contacts_change: ["health_use"],
  share_goals_met: ["goal"],
  share_goals_partly: ["goal"],
  share_goals_not_met: ["goal"],
  share_review_on_time: ["activity", "outcome"],
  median_days_to_first_contact: ["referral", "contact"],
  p90_days_to_first_contact: ["referral", "contact"],
  median_days_open: ["referral"],
  published_absence_rate: ["published_count"],
  population: ["population"],
  share_of_population: ["population"],
  adjusted_difference: ["outcome", "person"],
  share_unrecorded: ["referral", "person"],
};

const detailed: readonly MeasureGroup[] = [
  {
    id: "outcomes",
    title: "Who is in the outcomes, and how far each moved",
    pages: ["outcomes"],
    sources: ["referral", "outcome"],
    entries: outcomeMeasures,
  },
  {
    id: "robustness",
    title: "How firm the outcomes are",
    pages: ["outcomes"],
    sources: ["referral", "outcome"],
    entries: robustnessMeasures,
  },
  {
    id: "menu",
    title: "What people wanted, and what there was",
    pages: ["outcomes", "pathway"],
    sources: ["referral", "activity"],
    entries: supportMenuMeasures,
  },
  {
    id: "pathway",
    title: "Stages of the pathway",
    pages: ["pathway"],
    sources: ["referral", "contact", "activity", "outcome"],
    entries: [...pathwayStages, ...pathwayShareMeasures],
  },
  {
    id: "referrals",
    title: "Referrals: from whom, for whom, and when",
    pages: ["projects"],
    sources: ["referral"],
    entries: [...referralShareEntries, ...referralRates],
  },
  {
    id: "waits",
    title: "Waiting",
    pages: ["pathway"],
    sources: ["referral", "activity"],
    entries: waitingTimes,
  },
  {
    id: "support",
    title: "Contacts, activities and goals",
    pages: ["pathway"],
    sources: ["activity"],
    entries: [...provisionShareEntries, ...activityMeans],
  },
  {
    id: "contacts",
    title: "Appointments and interpreters",
    pages: ["equity"],
    sources: ["contact", "person"],
    entries: contactShareEntries,
  },
  {
    id: "equity",
    title: "Equity",
    pages: ["equity"],
    sources: ["referral", "person", "contact", "activity", "outcome", "population"],
    entries: equityMeasures,
  },
  {
    id: "workforce",
    title: "Link workers and volunteers",
    pages: ["link-workers"],
    sources: ["link_worker", "absence", "workforce_response", "contact", "referral"],
    entries: [...workforceMeasures, ...workforceDetailMeasures],
  },
  {
    id: "trainees",
    title: "From training to employment",
    pages: ["link-workers"],
    sources: ["trainee"],
    entries: traineeMeasures,
  },
];

const told = new Set(detailed.flatMap(({ entries }) => entries.map(({ id }) => id)));

/** The whole library in groups, in reading order: every measure once. */
export const measureGroups: readonly MeasureGroup[] = [
  {
    id: "headline",
    title: "Referrals, people and scores",
    pages: ["index", "outcomes"],
    sources: ["outcome", "referral"],
    entries: measureLibrary.filter(({ id }) => !told.has(id)),
  },
  ...detailed,
];

/** Tables that a measure's rows come from. */
export const measureSources = (group: MeasureGroup, measure: string): readonly MeasureSource[] =>
  OWN_SOURCES[measure] ?? group.sources;
