import type { Day } from "./calendar.ts";
import type { SamplePerson } from "./person.ts";
import type { Unit } from "./units.ts";

/** The case systems of the sample; each service keeps its records in one. */
export type CaseSystem = "systmone" | "emis" | "charitylog" | "elemental" | "joy";

/** A referral of the sample, before it is written down. */
export interface SampleReferral {
  /** Position in order of the day received, from 1: the number in its system is made from it. */
  readonly number: number;
  readonly person: SamplePerson;
  readonly unit: Unit;
  readonly received: Day;
  /** HH:MM, or undefined where it was not recorded. */
  readonly time: string | undefined;
  /** Code of the list `referral_source`. */
  readonly source: string;
  readonly system: CaseSystem;
  readonly reasons: readonly string[];
  readonly urgency: "routine" | "urgent" | "crisis";
  readonly tier: 0 | 1 | 2 | 3;
  readonly status: "open" | "closed" | "declined" | "not_reached";
  readonly closed: Day | undefined;
  readonly linkWorker: string;
}

/** A contact, or work done for a referral; codes of `attendance`, `contact_mode`, `contact_kind`. */
export interface SampleContact {
  readonly referral: SampleReferral;
  readonly day: Day;
  readonly mode: string;
  readonly attendance: string;
  readonly minutes: number;
  readonly kind: "direct" | "administration" | "service_failures" | "travel";
  readonly linkWorker: string;
  readonly interpreterBooked: boolean | undefined;
  readonly interpreterPresent: boolean | undefined;
  readonly languageMatched: boolean | undefined;
  readonly twoWay: boolean;
}

/** What a person was referred on to; code of `activity`. */
export interface SampleActivity {
  readonly referral: SampleReferral;
  readonly provider: string;
  readonly type: string;
  readonly referred: Day;
  readonly started: Day | undefined;
  readonly ended: Day | undefined;
  readonly planned: number;
  readonly attended: number;
  readonly waitingReason: string | undefined;
  /** 1 (poor) to 5 (very good). */
  readonly feedback: number | undefined;
}

/** A concern and whether it was met; codes of `reason` and `goal_met`. */
export interface SampleGoal {
  readonly referral: SampleReferral;
  readonly concern: string;
  readonly met: "met" | "partly" | "not_met";
  readonly day: Day;
}

/** One scored questionnaire; scores are scaled integers by the instrument's decimals. */
export interface SampleScore {
  readonly day: Day;
  readonly score: number;
  /** Level as the tool states it, for PAM. */
  readonly level: number | undefined;
  /** Code of the list `mode`. */
  readonly mode: string;
  /** Answers to the items, where the survey exports them (raw SWEMWBS items 1–5, UCLA items 1–3). */
  readonly items: readonly number[] | undefined;
}

/** The scores of one person on one instrument: measured, and what a follow-up would have shown had everybody come back. */
export interface SampleOutcome {
  readonly referral: SampleReferral;
  readonly instrument: string;
  readonly baseline: SampleScore;
  readonly followUp: SampleScore | undefined;
  /** Change, in scaled points, that this person's follow-up would show, followed up or not. */
  readonly wholeChange: number;
}

/** Contacts with general practice in the six months before and after a person's first referral. */
export interface SampleHealthUse {
  readonly person: SamplePerson;
  readonly system: CaseSystem;
  readonly before: number;
  readonly after: number;
}

/** Everything that happened to people in the sample, before it is written down with its faults. */
export interface DrawnSample {
  readonly people: readonly SamplePerson[];
  /** In order of the day received. */
  readonly referrals: readonly SampleReferral[];
  readonly contacts: readonly SampleContact[];
  readonly activities: readonly SampleActivity[];
  readonly goals: readonly SampleGoal[];
  readonly outcomes: readonly SampleOutcome[];
  readonly healthUse: readonly SampleHealthUse[];
}
