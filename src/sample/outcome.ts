import { pamLevel } from "../model/pam-levels.ts";
import { DATA_DAY, type Day, windowOf, workingDay } from "./calendar.ts";
import type { SamplePerson } from "./person.ts";
import type { Random } from "./random.ts";
import { drawReadings, drawTrait } from "./score-model.ts";
import type { CaseSystem, SampleActivity, SampleOutcome, SampleReferral, SampleScore } from "./world.ts";

/** What stays with a person over all referrals: for the scores, and so that no follow-up passes the next baseline. */
export interface ScoreHistory {
  /** What the person's instruments have in common, standard normal. */
  readonly general: number;
  /** Trait of activation, in points. */
  readonly activation: number;
  readonly referrals: number;
  /** Last day anything was measured. */
  readonly lastDay: Day;
}

/** Starts a person's history. */
export function drawScoreHistory(random: Random): ScoreHistory {
  const general = random.normal();
  return { general, activation: drawTrait(random, general), referrals: 0, lastDay: Number.NEGATIVE_INFINITY };
}

const wellbeing = ["ons4_satisfied", "ons4_worthwhile", "ons4_happy", "ons4_anxious"];
const concerns = ["mycaw_concern", "mycaw_wellbeing"];
const surveyed = ["swemwbs", "ucla3"];

/** Instruments beside PAM that go with a case system. */
const instrumentsOf: Readonly<Record<CaseSystem, readonly string[]>> = {
  systmone: wellbeing,
  emis: wellbeing,
  charitylog: wellbeing,
  elemental: concerns,
  joy: concerns,
};

/** Services that also ask the two short scales of the survey. */
const surveyedServices = ["SVC02", "SVC06", "SVC07", "SVC12"];

const FOLLOWED_UP_ELSEWHERE = 0.52;

/** Share asked, of people a link worker reached and of others. */
const asked = { reached: 0.97, others: 0.03, again: 0.85, wellbeing: 0.62, concerns: 0.7, survey: 0.6 };

/**
 * Draws the scores of a referral: PAM at each one, the other instruments at a person's first.
 * @param reached day of the first contact both ways, or undefined
 */
export function drawOutcomes(
  random: Random,
  referral: SampleReferral,
  reached: Day | undefined,
  activities: readonly SampleActivity[],
  history: ScoreHistory,
): { readonly outcomes: readonly SampleOutcome[]; readonly history: ScoreHistory } {
  const { person, system, unit, received } = referral;
  const next = { ...history, referrals: history.referrals + 1 };
  const first = history.referrals === 0;
  const share = reached === undefined ? asked.others : first ? asked.reached : asked.again;
  const day = workingDay((reached ?? received) + random.int(0, 12));
  const ask = random.chance(person.interpreter === true ? share * 0.82 : share);
  if (!ask || day > DATA_DAY || day <= history.lastDay) return { outcomes: [], history: next };

  const effect = windowOf(received) === "before" ? 0 : (unit.project?.effect ?? 0);
  const instruments = ["pam"];
  if (first) {
    if (random.chance(system === "elemental" || system === "joy" ? asked.concerns : asked.wellbeing))
      instruments.push(...instrumentsOf[system]);
    if (surveyedServices.includes(unit.service) && random.chance(asked.survey)) instruments.push(...surveyed);
  }
  const readings = instruments.map((instrument) => {
    const trait = instrument === "pam" ? history.activation : drawTrait(random, history.general);
    return [instrument, ...drawReadings(random, instrument, trait, effect, received)] as const;
  });
  const [, before, after] = readings[0] ?? ["", { score: 0 }, { score: 0 }];
  const completed = activities.find((one) => one.ended !== undefined && one.attended >= one.planned);
  const later = followUpDay(random, day, completed);
  const back =
    later <= DATA_DAY && random.chance(chanceOfReturn(referral, before.score, after.score, completed));
  const modes = [drawMode(random, person), drawMode(random, person)] as const;
  const outcomes = readings.map(([instrument, one, two]): SampleOutcome => {
    const level = (score: number) => (instrument === "pam" ? pamLevel(score, "72.5-style") : undefined);
    const score = (at: Day, { score, items }: typeof one, mode: string): SampleScore => ({
      day: at,
      score,
      level: level(score),
      mode,
      items,
    });
    return {
      referral,
      instrument,
      baseline: score(day, one, modes[0]),
      followUp:
        back && (instrument === "pam" || random.chance(0.92)) ? score(later, two, modes[1]) : undefined,
      wholeChange: two.score - one.score,
    };
  });
  return { outcomes, history: { ...next, lastDay: back ? later : day } };
}

/** After the last session, where somebody asks then; else about half a year after the baseline. */
function followUpDay(random: Random, day: Day, completed: SampleActivity | undefined): Day {
  if (completed?.ended !== undefined && completed.ended > day + 28 && random.chance(0.7))
    return workingDay(completed.ended + Math.round(6 + 26 * random.uniform() ** 1.6));
  return workingDay(day + Math.max(18, Math.round(175 + 62 * random.normal())));
}

/**
 * Who comes back is no accident: people who do better now and who completed an activity more, younger people less,
 * people who need an interpreter much less, and some groups less. So those with both scores are not all who were referred.
 */
function chanceOfReturn(
  { person, unit, received }: SampleReferral,
  first: number,
  second: number,
  completed: SampleActivity | undefined,
): number {
  const base = unit.project?.followedUp ?? FOLLOWED_UP_ELSEWHERE;
  const age = (received - person.birthDay) / 365.25;
  const logOdds =
    Math.log(base / (1 - base)) +
    0.15 +
    unit.followUpLogOdds +
    0.012 * (second / 10 - 57) +
    0.004 * ((second - first) / 10) +
    (completed === undefined ? 0 : 0.3) -
    (age < 35 ? 0.35 : 0) -
    (person.interpreter === true ? 0.8 : 0) -
    (["K", "N", "99"].includes(person.ethnicity) ? 0.25 : 0);
  return 1 / (1 + Math.exp(-logOdds));
}

const modes: readonly (readonly [string, number])[] = [
  ["face_to_face", 40],
  ["telephone", 40],
  ["online", 14],
  ["paper", 6],
];

const drawMode = (random: Random, person: SamplePerson): string =>
  person.interpreter === true && random.chance(0.6) ? "with_interpreter" : random.weighted(modes);
