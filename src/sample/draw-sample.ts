import { CodedError, EXIT } from "../model/coded-error.ts";
import { LAST_DAY, windowOf } from "./calendar.ts";
import { MOST_SYNTHETIC_NUMBERS, syntheticNhsNumbers } from "./nhs-number.ts";
import { drawOutcome, type SampleOutcome } from "./outcome.ts";
import { drawPerson, type SamplePerson } from "./person.ts";
import type { Random } from "./random.ts";
import { dayDrawer, drawReferral, type SampleReferral } from "./referral.ts";
import { sampleUnits } from "./units.ts";

/** Everything that happened in the sample, before it is written down with its faults. */
export interface DrawnSample {
  readonly people: readonly SamplePerson[];
  /** In order of the day received. */
  readonly referrals: readonly SampleReferral[];
  readonly outcomes: readonly SampleOutcome[];
}

const AGAIN_ELSEWHERE = 0.14;

/**
 * Draws a sample programme.
 * @param scale 1 gives about 7,000 people and 8,000 referrals
 * @throws CodedError `SAMPLE_TOO_LARGE` where the range of synthetic NHS numbers is too small.
 */
export function drawSample(random: Random, seed: number, scale: number): DrawnSample {
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
  const referrals: SampleReferral[] = [];
  const outcomes: SampleOutcome[] = [];
  for (const [index, unit] of sampleUnits.entries()) {
    const drawDay = dayDrawer(random, unit.project !== undefined);
    for (let k = 0; k < (wanted[index] ?? 0); k += 1) {
      const day = drawDay();
      const window = windowOf(day);
      const number = numbers.next().value ?? "";
      const person = drawPerson(random, unit, people.length + 1, number, day, window);
      const first = drawReferral(random, person, unit, day);
      people.push(person);
      referrals.push(first);
      const outcome = drawOutcome(random, first);
      if (outcome !== undefined) outcomes.push(outcome);
      let last = day;
      while (random.chance(unit.project?.again?.[window] ?? AGAIN_ELSEWHERE)) {
        last += random.int(60, 420);
        if (last > LAST_DAY) break;
        referrals.push(drawReferral(random, person, unit, last));
      }
    }
  }
  referrals.sort((a, b) => a.received - b.received || a.person.number - b.person.number);
  return { people, referrals, outcomes };
}
