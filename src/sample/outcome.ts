import { pamLevel } from "../model/pam-levels.ts";
import { DATA_DAY, type Day, windowOf } from "./calendar.ts";
import { nearestScore } from "./pam-scale.ts";
import type { SamplePerson } from "./person.ts";
import type { Random } from "./random.ts";
import type { SampleReferral } from "./referral.ts";

/** The truth behind the scores: a lasting trait, a dip when people are referred, and error at every measurement. */
export const scoreModel = {
  /** Mean and standard deviation of the lasting trait. */
  traitMean: 57,
  traitSd: 13.2,
  /** Standard deviation of one measurement around the trait; with traitSd this gives a test–retest correlation of 0.6. */
  errorSd: 10.8,
  /** People are measured at a low point … */
  dip: -2,
  /** … and would rise by this much with no programme at all. */
  recovery: 1.5,
} as const;

/** One scored questionnaire. Scores are scaled integers (one decimal). */
export interface SampleScore {
  readonly day: Day;
  readonly score: number;
  readonly level: number;
  /** Code of the list `mode`. */
  readonly mode: string;
}

/** The scores of one person: what was measured, and what a follow-up would have shown had everybody come back. */
export interface SampleOutcome {
  readonly referral: SampleReferral;
  readonly baseline: SampleScore;
  readonly followUp: SampleScore | undefined;
  /** Change in points that this person's follow-up would show, followed up or not. */
  readonly wholeChange: number;
}

const FOLLOWED_UP_ELSEWHERE = 0.52;

/** Draws the scores of a person's first referral; undefined where nobody asked. */
export function drawOutcome(random: Random, referral: SampleReferral): SampleOutcome | undefined {
  const { person } = referral;
  const asked = { closed: 0.93, open: 0.9, declined: 0.15, not_reached: 0.05 }[referral.status];
  if (!random.chance(person.interpreter === true ? asked * 0.8 : asked)) return undefined;
  const { project } = referral.unit;
  const trait = scoreModel.traitMean + scoreModel.traitSd * random.normal();
  const effect = windowOf(referral.received) === "before" ? 0 : (project?.effect ?? 0);
  const first = nearestScore(trait + scoreModel.dip + scoreModel.errorSd * random.normal());
  const second = nearestScore(
    trait + scoreModel.dip + scoreModel.recovery + effect + scoreModel.errorSd * random.normal(),
  );
  const day = Math.min(DATA_DAY, referral.received + random.int(2, 30));
  const later = day + Math.max(18, Math.round(175 + 62 * random.normal()));
  const back = random.chance(
    chanceOfReturn(person, project?.followedUp ?? FOLLOWED_UP_ELSEWHERE, first, second, day),
  );
  return {
    referral,
    baseline: score(random, day, first, person),
    followUp: back && later <= DATA_DAY ? score(random, later, second, person) : undefined,
    wholeChange: (second - first) / 10,
  };
}

/**
 * Who comes back is no accident: people who do better now, younger people less, people who need an interpreter much
 * less, and some groups less. So those with both scores are not all who were referred.
 */
function chanceOfReturn(person: SamplePerson, base: number, first: number, second: number, day: Day): number {
  const age = (day - person.birthDay) / 365.25;
  const logOdds =
    Math.log(base / (1 - base)) +
    0.3 +
    0.012 * (second / 10 - 57) +
    0.004 * ((second - first) / 10) -
    (age < 35 ? 0.35 : 0) -
    (person.interpreter === true ? 0.8 : 0) -
    (["K", "N", "99"].includes(person.ethnicity) ? 0.25 : 0);
  return 1 / (1 + Math.exp(-logOdds));
}

function score(random: Random, day: Day, scaled: number, person: SamplePerson): SampleScore {
  const mode = random.weighted([
    ["face_to_face", 40],
    ["telephone", 40],
    ["online", 14],
    ["paper", 6],
  ] as const);
  return {
    day,
    score: scaled,
    level: pamLevel(scaled, "72.5-style"),
    mode: person.interpreter === true && random.chance(0.6) ? "with_interpreter" : mode,
  };
}
