import { LAST_DAY } from "./calendar.ts";
import { isReached } from "./draw-contacts.ts";
import type { DrawnSample, SampleActivity, SampleGoal, SampleOutcome, SampleReferral } from "./world.ts";

/** A referral with all that followed from it. */
export interface Story {
  readonly referral: SampleReferral;
  readonly reached: boolean;
  /** Days until the same person is referred again, where that happens. */
  readonly again: number | undefined;
  readonly activities: SampleActivity[];
  readonly goals: SampleGoal[];
  readonly outcomes: SampleOutcome[];
}

/** Gathers what followed from each referral, in one pass over the sample. */
export function storiesOf(drawn: DrawnSample): readonly Story[] {
  const reached = new Set(drawn.contacts.filter(isReached).map((one) => one.referral));
  const next = new Map<SampleReferral, number>();
  const latest = new Map<SampleReferral["person"], SampleReferral>();
  for (const referral of drawn.referrals) {
    const previous = latest.get(referral.person);
    if (previous !== undefined) next.set(previous, referral.received - previous.received);
    latest.set(referral.person, referral);
  }
  const stories = new Map(
    drawn.referrals.map((referral): [SampleReferral, Story] => [
      referral,
      {
        referral,
        reached: reached.has(referral),
        again: next.get(referral),
        activities: [],
        goals: [],
        outcomes: [],
      },
    ]),
  );
  for (const one of drawn.activities) stories.get(one.referral)?.activities.push(one);
  for (const one of drawn.goals) stories.get(one.referral)?.goals.push(one);
  for (const one of drawn.outcomes) stories.get(one.referral)?.outcomes.push(one);
  return [...stories.values()];
}

/** A figure over some stories; null where there is nothing to count. */
export type Figure = (stories: readonly Story[]) => number | null;

const share = (of: readonly boolean[]): number | null =>
  of.length === 0 ? null : of.filter(Boolean).length / of.length;
const shareOf =
  (test: (story: Story) => boolean): Figure =>
  (stories) =>
    share(stories.map(test));
const has = (story: Story, ...cohorts: readonly string[]) =>
  cohorts.some((cohort) => story.referral.person.cohorts.includes(cohort));

/** Asian (with Chinese) and Black categories. */
const asianOrBlack = ["H", "J", "K", "L", "R", "M", "N", "P"];

function median(list: readonly number[]): number | null {
  if (list.length === 0) return null;
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** Mean change, in the instrument's points, had everybody come back. */
const wholeChange =
  (instrument: string, decimals = 0): Figure =>
  (stories) => {
    const found = stories.flatMap(({ outcomes }) => outcomes.filter((one) => one.instrument === instrument));
    return found.length === 0
      ? null
      : found.reduce((sum, one) => sum + one.wholeChange, 0) / found.length / 10 ** decimals;
  };

/** Days from being referred to counselling to the first start of anything, for those who start something. */
const daysWithoutSupport: Figure = (stories) =>
  median(
    stories.flatMap(({ activities }) => {
      const asked = activities.find((one) => one.type === "counselling")?.referred;
      const starts = activities.flatMap((one) => one.started ?? []);
      return asked === undefined || starts.length === 0 ? [] : [Math.max(0, Math.min(...starts) - asked)];
    }),
  );

const shareMen: Figure = (stories) => {
  const seen = new Set(stories.filter((one) => one.reached).map((one) => one.referral.person));
  return share(
    [...seen].filter(({ gender }) => gender === "1" || gender === "2").map(({ gender }) => gender === "1"),
  );
};

/** The figures that answer each project's question about people, primary first; staff are in a part of their own. */
export const figuresOf: Readonly<Record<string, Readonly<Record<string, Figure>>>> = {
  SPIP07: {
    share_target: shareOf(
      (one) =>
        has(one, "pre_diabetes") &&
        (asianOrBlack.includes(one.referral.person.ethnicity) || one.referral.person.interpreter === true),
    ),
  },
  SPIP10: {
    share_goals_met: (stories) => share(stories.flatMap((one) => one.goals.map(({ met }) => met === "met"))),
    mean_change_swemwbs: wholeChange("swemwbs", 2),
  },
  SPIP12: {
    share_not_gp: shareOf(({ referral }) => !["gp", "practice_team"].includes(referral.source)),
    share_unregistered: shareOf(({ referral }) => referral.person.gpRegistered === "no"),
    share_out_of_borough: shareOf(({ referral }) => referral.person.gpBorough !== undefined),
  },
  SPIP16: { share_men: shareMen },
  SPIP23: { mean_change_ucla3: wholeChange("ucla3") },
  SPIP25: { median_days_without_support: daysWithoutSupport },
  SPIP26: { share_target: shareOf(({ referral }) => ["so", "ar"].includes(referral.person.language)) },
  SPIP28: {
    share_target: shareOf((one) => {
      const age = (one.referral.received - one.referral.person.birthDay) / 365.25;
      return has(one, "smi") && age >= 30 && age < 45;
    }),
    share_health_check: (stories) =>
      share(
        stories
          .filter((one) => has(one, "smi"))
          .map((one) =>
            one.activities.some(({ type, started }) => type === "health_check" && started !== undefined),
          ),
      ),
  },
  SPIP31: {
    share_target: shareOf(
      (one) => one.referral.person.gpRegistered === "no" || has(one, "migrant", "refugee_or_asylum"),
    ),
    share_crisis: shareOf(({ referral }) => referral.urgency === "crisis"),
  },
  SPIP40: {
    // Only those who could have been referred again by then.
    share_re_referred_180: (stories) =>
      share(
        stories
          .filter(({ referral }) => referral.received <= LAST_DAY - 180)
          .map(({ again }) => again !== undefined && again <= 180),
      ),
    mean_reasons: (stories) =>
      stories.length === 0
        ? null
        : stories.reduce((sum, { referral }) => sum + referral.reasons.length, 0) / stories.length,
  },
};
