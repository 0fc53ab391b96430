import { DATA_DAY, type Day, dayOf, workingDay } from "../calendar.ts";
import { nearestScore } from "../pam-scale.ts";
import type { Random } from "../random.ts";
import { drawPeople, type PeopleMix, type TemplatePerson } from "./draw-people.ts";

/** A score of the Patient Activation Measure, × 10. */
export interface PamScore {
  readonly day: Day;
  readonly score: number;
  readonly mode: string;
}

/** A person at one service of the menu. Undefined: not yet, or not recorded. */
export interface SelfCareSessions {
  readonly type: string;
  readonly passedOn: Day;
  readonly first: Day | undefined;
  readonly last: Day | undefined;
  readonly attended: number | undefined;
  readonly waiting: string | undefined;
  readonly feedback: number | undefined;
}

/** One person who came to a care team, and everything that followed by the data date. */
export interface SelfCareReferral {
  readonly person: TemplatePerson;
  readonly form: string;
  readonly service: "CARE1" | "CARE2";
  readonly pcn: string;
  readonly received: Day;
  readonly source: string;
  readonly reasons: readonly string[];
  /** 0 and 1 go to a service directly, 2 and 3 by the form. */
  readonly tier: number;
  readonly carePlan: PamScore | undefined;
  readonly sessions: readonly SelfCareSessions[];
  /** The follow-up: the service's review, or the care team's where it had to chase. */
  readonly review: PamScore | undefined;
  readonly closed: Day | undefined;
}

/** Sessions of each service of the menu. */
export const PLANNED_SESSIONS = 6;
const FROM = dayOf("2023-04-01");
const TO = dayOf("2024-03-31");

const menu = [
  ["exercise", 5],
  ["befriending", 5],
  ["information_and_advice", 4],
  ["counselling", 4],
  ["carers_support", 2],
  ["daily_living", 2],
  ["diet", 3],
  ["decluttering", 1],
  ["dementia_support", 1],
] as const;
/** What the second care team cannot refer to: the gaps of its menu. */
const gaps: ReadonlySet<string> = new Set(["decluttering", "dementia_support"]);

const mix: PeopleMix = {
  ages: [30, 88],
  day: TO,
  women: 0.62,
  needInterpreter: 0.45,
  interpreterUnknown: 0.08,
  backgrounds: [
    [["A", "en"], 38],
    [["C", "en"], 8],
    [["C", "pt"], 6],
    [["S", "ar"], 12],
    [["S", "fa"], 4],
    [["N", "so"], 6],
    [["N", "en"], 6],
    [["M", "en"], 8],
    [["K", "bn"], 5],
    [["L", "tl"], 3],
    [["G", "en"], 4],
  ],
};

/** By the data date, or not at all. */
const seen = (day: Day): Day | undefined => (day <= DATA_DAY ? day : undefined);

/** Draws the people of a year, each with one referral; who does better has nothing to do with who they are. */
export function drawSelfCare(random: Random, people: number): SelfCareReferral[] {
  return drawPeople(random, people, "MC", mix).map((person, index) => {
    const received = workingDay(random.int(FROM, TO - 2));
    const service = random.chance(0.58) ? "CARE1" : "CARE2";
    const types = menu.filter(([type]) => service === "CARE1" || !gaps.has(type));
    const carePlan = random.chance(0.88) ? drawCarePlan(random, person, received) : undefined;
    const passed = random.chance(carePlan === undefined ? 0.35 : 0.86);
    const first = random.weighted(types);
    const wanted = passed ? [first, ...(random.chance(0.14) ? [random.weighted(types)] : [])] : [];
    const sessions = [...new Set(wanted)].map((type) => drawSessions(random, type, received));
    const review = drawReview(random, carePlan, sessions);
    const ends = sessions.map(({ last }) => last);
    const over = passed
      ? ends.includes(undefined)
        ? undefined
        : Math.max(...ends.map((end) => end ?? 0)) + 45
      : received + 60;
    return {
      person,
      form: `F${20_000 + index}`,
      service,
      pcn: random.pick(service === "CARE1" ? ["U9941", "U9942"] : ["U9943", "U9944"]),
      received,
      source: random.weighted([
        ["gp", 6],
        ["practice_team", 3],
        ["self", 2],
      ]),
      reasons: [
        first,
        ...random.sample(["mental_health", "loneliness", "long_term_condition"], random.int(0, 2)),
      ].map((reason) => (reason === "exercise" ? "physical_activity" : reason)),
      tier: random.weighted([
        [0, 2],
        [1, 3],
        [2, 4],
        [3, 1],
      ]),
      carePlan,
      sessions,
      review,
      closed: over === undefined ? undefined : seen(Math.max(over, review?.day ?? 0)),
    };
  });
}

function drawCarePlan(random: Random, person: TemplatePerson, received: Day): PamScore {
  const mode =
    person.interpreter === true ? "with_interpreter" : random.chance(0.8) ? "face_to_face" : "telephone";
  return { day: received + random.int(0, 14), score: nearestScore(51 + 14 * random.normal()), mode };
}

function drawSessions(random: Random, type: string, received: Day): SelfCareSessions {
  const passedOn = received + random.int(15, 30);
  const first = random.chance(0.87) ? seen(passedOn + random.int(5, 40)) : undefined;
  if (first === undefined) {
    const waiting = random.pick(["waiting_list", "person_not_ready", "transport"]);
    return { type, passedOn, first, last: undefined, attended: undefined, waiting, feedback: undefined };
  }
  const attended = random.chance(0.7) ? PLANNED_SESSIONS : random.int(1, PLANNED_SESSIONS - 1);
  const last = seen(first + 7 * (attended - 1) + random.int(0, 14));
  const rated = last !== undefined && random.chance(attended === PLANNED_SESSIONS ? 0.8 : 0.35);
  return {
    type,
    passedOn,
    first,
    last,
    // Under way on the data date: those so far.
    attended: last === undefined ? Math.min(attended - 1, 1 + Math.floor((DATA_DAY - first) / 7)) : attended,
    waiting: undefined,
    feedback: rated
      ? random.weighted([
          [5, 5],
          [4, 4],
          [3, 2],
          [2, 1],
        ])
      : undefined,
  };
}

function drawReview(
  random: Random,
  carePlan: PamScore | undefined,
  sessions: readonly SelfCareSessions[],
): PamScore | undefined {
  const ends = sessions.flatMap(({ last }) => (last === undefined ? [] : [last]));
  if (carePlan === undefined || ends.length < sessions.length || ends.length === 0) return undefined;
  const done = sessions.some(({ attended }) => attended === PLANNED_SESSIONS);
  if (!random.chance(done ? 0.8 : 0.15)) return undefined;
  const day = seen(Math.max(...ends) + (random.chance(0.72) ? random.int(7, 14) : random.int(15, 42)));
  if (day === undefined) return undefined;
  const settled = 53 + 0.6 * (carePlan.score / 10 - 53);
  return { day, score: nearestScore(settled + (done ? 5 : 1) + 9 * random.normal()), mode: carePlan.mode };
}
