import { CodedError, EXIT } from "../model/coded-error.ts";
import { LAST_DAY, windowOf, workingDay } from "./calendar.ts";
import { drawActivities } from "./draw-activities.ts";
import { drawContacts, isReached } from "./draw-contacts.ts";
import { drawGoals } from "./draw-goals.ts";
import { drawHealthUse } from "./draw-health-use.ts";
import { drift } from "./learning.ts";
import { MOST_SYNTHETIC_NUMBERS, syntheticNhsNumbers } from "./nhs-number.ts";
import { drawOutcomes, drawScoreHistory, type ScoreHistory } from "./outcome.ts";
import { drawPerson, type SamplePerson } from "./person.ts";
import { planted } from "./projects.ts";
import type { Random } from "./random.ts";
import { dayDrawer, drawReferral, elsewhere, type ReferralDraft } from "./referral.ts";
import { sampleUnits } from "./units.ts";
import type {
  DrawnSample,
  SampleActivity,
  SampleContact,
  SampleGoal,
  SampleHealthUse,
  SampleOutcome,
} from "./world.ts";

/**
 * Draws a sample programme.
 * @param scale 1 gives about 22,000 people, 25,000 referrals and 150,000 contacts
 * @throws CodedError `SAMPLE_TOO_LARGE` where the range of synthetic NHS numbers is too small.
 */
export function drawSample(random: Random, seed: number, scale: number): DrawnSample {
  const { people, drafts } = drawReferrals(random, seed, scale);
  const referrals = drafts
    .sort((a, b) => a.received - b.received || a.person.number - b.person.number)
    .map((draft, index) => ({ number: index + 1, ...draft }));
  const contacts: SampleContact[] = [];
  const activities: SampleActivity[] = [];
  const goals: SampleGoal[] = [];
  const outcomes: SampleOutcome[] = [];
  const healthUse: SampleHealthUse[] = [];
  const histories = new Map<SamplePerson, ScoreHistory>();
  for (const referral of referrals) {
    const { person } = referral;
    const before = histories.get(person);
    if (before === undefined) {
      const use = drawHealthUse(random, referral);
      if (use !== undefined) healthUse.push(use);
    }
    const made = drawContacts(random, referral);
    const reached = made.find(isReached)?.day;
    const found = reached === undefined ? [] : drawActivities(random, referral, reached);
    if (reached !== undefined) goals.push(...drawGoals(random, referral, reached));
    const measured = drawOutcomes(random, referral, reached, found, before ?? drawScoreHistory(random));
    histories.set(person, measured.history);
    contacts.push(...made);
    activities.push(...found);
    outcomes.push(...measured.outcomes);
  }
  return { people, referrals, contacts, activities, goals, outcomes, healthUse };
}

function drawReferrals(
  random: Random,
  seed: number,
  scale: number,
): { readonly people: readonly SamplePerson[]; readonly drafts: ReferralDraft[] } {
  const wanted = sampleUnits.map((unit) => Math.max(1, Math.round(unit.people * scale)));
  if (wanted.reduce((sum, people) => sum + people, 0) > MOST_SYNTHETIC_NUMBERS) {
    throw new CodedError({
      code: "SAMPLE_TOO_LARGE",
      what: `a sample at scale ${scale} has more than ${MOST_SYNTHETIC_NUMBERS} people, and no more NHS numbers are set aside for tests.`,
      remedy: "Choose a smaller --scale.",
      exit: EXIT.usage,
    });
  }
  const numbers = syntheticNhsNumbers(Math.abs(seed) % 1_000_000);
  const people: SamplePerson[] = [];
  const drafts: ReferralDraft[] = [];
  for (const [index, unit] of sampleUnits.entries()) {
    const drawDay = dayDrawer(random, unit.project !== undefined);
    for (let k = 0; k < (wanted[index] ?? 0); k += 1) {
      const first = drawDay();
      const person = drawPerson(random, unit, people.length + 1, numbers.next().value ?? "", first);
      people.push(person);
      for (let day = first; day <= LAST_DAY; day = workingDay(day + random.int(35, 340))) {
        drafts.push(drawReferral(random, person, unit, day));
        const again = drift(planted(unit.project?.again, windowOf(day), elsewhere.again), day, -1);
        if (!random.chance(again)) break;
      }
    }
  }
  return { people, drafts };
}
