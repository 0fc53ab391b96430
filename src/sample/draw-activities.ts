import { DATA_DAY, type Day, windowOf, workingDay } from "./calendar.ts";
import { drift, inLogOdds, learned, learning } from "./learning.ts";
import { placeNames } from "./names.ts";
import { planted } from "./projects.ts";
import type { Random } from "./random.ts";
import { STRAINED_SERVICE } from "./units.ts";
import type { SampleActivity, SampleReferral } from "./world.ts";

/** Shares before the learning of all services. */
export const activityShares = {
  referredOn: 0.8,
  started: 0.7,
  completed: 0.56,
  taster: 0.05,
  healthCheck: 0.25,
} as const;

/** Groups that fall away at a step, beside those at the first contact: added to the log odds. */
export const lostAtActivities = {
  /** Men start less often in these services. */
  start: { services: ["SVC02", "SVC07"], gender: "1", logOdds: -1.2 },
  /** People under 35 complete less often in all services. */
  completion: { youngerThan: 35, logOdds: -0.9 },
} as const;

/** Median days from being referred on to the start. */
const daysToStart: Readonly<Record<string, number>> = { counselling: 95, taster: 11, health_check: 16 };
const DAYS_TO_START = 20;

const typesOfReasons: Readonly<Record<string, readonly string[]>> = {
  loneliness: ["befriending", "befriending", "exercise", "mens_group", "womens_group", "other"],
  mental_health: ["exercise", "befriending", "counselling", "wellness_event", "other"],
  money: ["information_and_advice"],
  housing: ["housing_support", "information_and_advice"],
  physical_activity: ["exercise"],
  long_term_condition: ["exercise", "diet", "diabetes_support", "health_check"],
  carers_support: ["carers_support"],
  bereavement: ["befriending", "counselling"],
  work_or_learning: ["employment_support"],
  language_learning: ["language_class"],
  food: ["information_and_advice", "diet"],
  information_and_advice: ["information_and_advice"],
  diet: ["diet"],
  daily_living: ["daily_living"],
  befriending: ["befriending"],
  counselling: ["counselling"],
  digital: ["information_and_advice", "employment_support"],
  decluttering: ["decluttering"],
  dementia_support: ["dementia_support"],
};

const plannedSessions: Readonly<Record<string, readonly number[]>> = {
  taster: [1],
  wellness_event: [1],
  health_check: [1],
  information_and_advice: [1, 2, 3],
  housing_support: [2, 4],
  counselling: [6, 6, 8],
};

const providerKinds: Readonly<Record<string, string>> = {
  exercise: "Leisure Centre",
  taster: "Leisure Centre",
  information_and_advice: "Advice Centre",
  housing_support: "Advice Centre",
  employment_support: "Advice Centre",
  counselling: "Counselling Service",
  carers_support: "Carers Centre",
  health_check: "Health Centre",
  diabetes_support: "Health Centre",
  diet: "Health Centre",
};

const reasonsForWaiting: readonly (readonly [string, number])[] = [
  ["waiting_list", 60],
  ["person_not_ready", 18],
  ["no_interpreter", 8],
  ["venue_closed", 8],
  ["transport", 6],
];

/** Draws what a person was referred on to once a link worker had reached them, on `reached`. */
export function drawActivities(random: Random, referral: SampleReferral, reached: Day): SampleActivity[] {
  const { person, unit, received } = referral;
  const window = windowOf(received);
  const types = new Set<string>();
  for (const { type, cohort, share } of unit.project?.offers ?? []) {
    if (cohort !== undefined && !person.cohorts.includes(cohort)) continue;
    if (random.chance(drift(share[window], received))) types.add(type);
  }
  const offered = unit.project?.offers?.some((one) => one.type === "health_check") === true;
  if (
    !offered &&
    person.cohorts.includes("smi") &&
    random.chance(drift(activityShares.healthCheck, received))
  )
    types.add("health_check");
  if (types.size === 0 && random.chance(drift(activityShares.referredOn, received)))
    types.add(typeFor(random, referral));
  if (types.size > 0 && random.chance(0.22)) types.add(typeFor(random, referral));
  const waits = types.has("counselling");
  // A taster for those who wait; in the projects without it hardly anybody is offered one.
  if (waits && random.chance(planted(unit.project?.taster, window, activityShares.taster)))
    types.add("taster");
  const strained = unit.service === STRAINED_SERVICE;
  return [...types].map((type) => {
    const days = type === "counselling" || type === "taster" ? random.int(0, 6) : random.int(0, 45);
    return drawActivity(random, referral, type, reached + (strained ? days * 2 : days));
  });
}

function typeFor(random: Random, { reasons, person }: SampleReferral): string {
  if (person.cohorts.includes("waiting_for_counselling") && random.chance(0.5)) return "counselling";
  const type = random.pick(typesOfReasons[random.pick(reasons)] ?? ["other"]);
  if (type === "mens_group" && person.gender !== "1") return "befriending";
  if (type === "womens_group" && person.gender !== "2") return "befriending";
  return type;
}

function drawActivity(random: Random, referral: SampleReferral, type: string, day: Day): SampleActivity {
  const { person, unit } = referral;
  const referred = Math.min(DATA_DAY, workingDay(day));
  const planned = random.pick(plannedSessions[type] ?? [6, 6, 6, 6, 6, 4, 8, 12]);
  const men = lostAtActivities.start;
  const lost = men.services.some((one) => one === unit.service) && person.gender === men.gender;
  const starts = random.chance(
    inLogOdds(drift(activityShares.started, day), lost && type !== "mens_group" ? men.logOdds : 0),
  );
  const wait =
    (daysToStart[type] ?? DAYS_TO_START) *
    learning.waitFactor ** learned(day) *
    Math.exp(0.5 * random.normal());
  const start = workingDay(referred + 1 + Math.round(wait));
  const started = starts && start <= DATA_DAY ? start : undefined;
  const young = (day - person.birthDay) / 365.25 < lostAtActivities.completion.youngerThan;
  const completes = random.chance(
    inLogOdds(
      drift(planned === 1 ? 0.97 : activityShares.completed, day),
      young ? lostAtActivities.completion.logOdds : 0,
    ),
  );
  const sessions = completes
    ? planned + Number(random.chance(0.06))
    : random.int(1, Math.max(1, planned - 1));
  const attended = started === undefined ? 0 : Math.min(sessions, 1 + Math.floor((DATA_DAY - started) / 7));
  const last =
    started === undefined ? undefined : workingDay(started + 7 * (sessions - 1) + random.int(0, 6));
  const ended = last === undefined || last > DATA_DAY ? undefined : last;
  return {
    referral,
    provider: providerOf(unit.service, type),
    type,
    referred,
    started,
    ended,
    planned,
    attended,
    waitingReason: started === undefined || wait > 40 ? random.weighted(reasonsForWaiting) : undefined,
    feedback:
      ended !== undefined && random.chance(completes ? 0.7 : 0.3)
        ? drawFeedback(random, completes)
        : undefined,
  };
}

const drawFeedback = (random: Random, completes: boolean): number =>
  random.weighted(
    completes
      ? [
          [5, 40],
          [4, 35],
          [3, 15],
          [2, 6],
          [1, 4],
        ]
      : [
          [5, 15],
          [4, 25],
          [3, 27],
          [2, 18],
          [1, 15],
        ],
  );

/** Provider of a type of activity in the area of a service: invented, the same on every run. */
function providerOf(service: string, type: string): string {
  const kind = providerKinds[type] ?? "Community Centre";
  const place = placeNames[(Number(service.slice(3)) * 7 + kind.length) % placeNames.length] ?? "";
  return `${place} ${kind}`;
}
