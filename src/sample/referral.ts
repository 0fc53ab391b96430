import { DATA_DAY, type Day, FIRST_DAY, isoOf, LAST_DAY, weekdayOf, windowOf } from "./calendar.ts";
import { drift, learned, learning } from "./learning.ts";
import type { SamplePerson } from "./person.ts";
import { planted } from "./projects.ts";
import type { Random } from "./random.ts";
import { STRAINED_SERVICE, sampleServices, type Unit } from "./units.ts";
import type { SampleReferral } from "./world.ts";

/** A referral before it has its number, which follows the day received. */
export type ReferralDraft = Omit<SampleReferral, "number">;

/** Referrals a day of a project during its pilot, of those at other times. */
const PILOT_REFERRALS = 1.15;

/** Draws the day a referral is received: working days mostly, fewer in late December, more during a pilot. */
export function dayDrawer(random: Random, hasProject: boolean): () => Day {
  const days = Array.from({ length: LAST_DAY - FIRST_DAY + 1 }, (_, k) => FIRST_DAY + k);
  let total = 0;
  const upTo = days.map((day) => {
    const weekend = weekdayOf(day) === 0 || weekdayOf(day) === 6;
    const holiday = /-12-(2[3-9]|3[01])$/.test(isoOf(day));
    const pilot = hasProject && windowOf(day) === "during" ? PILOT_REFERRALS : 1;
    const more = learning.referralFactor ** learned(day);
    total += (weekend ? 0.07 : 1) * (holiday ? 0.3 : 1) * pilot * more;
    return total;
  });
  return () => {
    const target = random.uniform() * total;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return days[low] ?? FIRST_DAY;
  };
}

const otherDoors: readonly (readonly [string, number])[] = [
  ["self", 40],
  ["community", 22],
  ["family_or_carer", 10],
  ["social_care", 9],
  ["housing", 7],
  ["mental_health", 6],
  ["hospital", 4],
  ["employment", 2],
];

const commonReasons: readonly (readonly [string, number])[] = [
  ["loneliness", 24],
  ["mental_health", 26],
  ["money", 18],
  ["housing", 12],
  ["physical_activity", 9],
  ["long_term_condition", 9],
  ["carers_support", 7],
  ["bereavement", 5],
  ["work_or_learning", 6],
  ["language_learning", 4],
  ["food", 5],
  ["information_and_advice", 8],
  ["diet", 5],
  ["daily_living", 6],
  ["befriending", 6],
  ["counselling", 4],
  ["digital", 3],
  ["decluttering", 2],
  ["dementia_support", 2],
];

const staff = new Map(
  sampleServices.map(({ id, system, linkWorkers }) => [id, { system, linkWorkers }] as const),
);
const workers = new Map<string, readonly (readonly [string, number])[]>();

/** Link workers of a network and their full-time equivalents there. */
function workersOf(unit: Unit): readonly (readonly [string, number])[] {
  const found =
    workers.get(unit.pcn) ??
    (staff.get(unit.service)?.linkWorkers ?? []).flatMap(({ id, posts }) =>
      posts.flatMap(({ pcn, fte }) => (pcn === unit.pcn ? [[id, fte] as const] : [])),
    );
  workers.set(unit.pcn, found);
  return found;
}

/** Shares where no project sets another, before the learning of all services. */
export const elsewhere = {
  notGp: 0.25,
  outOfHours: 0.06,
  crisis: 0.06,
  moreReasons: 0.42,
  declined: 0.08,
  notReached: 0.07,
  again: 0.15,
} as const;

/** Services in which people who need an interpreter fall away at the first contact, and the share who do. */
export const lostAtFirstContact = { services: ["SVC03", "SVC05", "SVC12"], share: 0.38 } as const;

/** Median days from received to closed. */
export const daysOpen = { elsewhere: 118, strained: 335 } as const;

/** Draws a referral of a person on a day. */
export function drawReferral(random: Random, person: SamplePerson, unit: Unit, received: Day): ReferralDraft {
  const { project } = unit;
  const window = windowOf(received);
  const share = (name: "notGp" | "outOfHours" | "moreReasons") =>
    drift(planted(project?.[name], window, elsewhere[name]), received);
  const weekend = weekdayOf(received) === 0 || weekdayOf(received) === 6;
  const otherDoor = weekend || person.nhsNumber === undefined || random.chance(share("notGp"));
  const late = otherDoor && random.chance(share("outOfHours"));
  const minute = late ? random.int(17 * 60 + 5, 22 * 60) : random.int(9 * 60, 17 * 60 - 1);
  const reasons = new Set([drawReason(random, person, unit)]);
  const more = share("moreReasons");
  while (reasons.size < 5 && random.chance(more)) reasons.add(random.weighted(commonReasons));
  const crisis = random.chance(drift(planted(project?.crisis, window, elsewhere.crisis), received, -1));
  const urgency = crisis ? "crisis" : random.chance(0.12) ? "urgent" : "routine";
  return {
    person,
    unit,
    received,
    time: otherDoor && random.chance(0.3) ? undefined : clock(minute),
    source: otherDoor ? random.weighted(otherDoors) : random.chance(0.7) ? "gp" : "practice_team",
    system: staff.get(unit.service)?.system ?? "systmone",
    reasons: [...reasons],
    urgency,
    tier: crisis ? 3 : random.weighted(tiers),
    ...drawCourse(random, person, unit, received),
    linkWorker: random.weighted(workersOf(unit)),
  };
}

const tiers: readonly (readonly [0 | 1 | 2 | 3, number])[] = [
  [0, 18],
  [1, 34],
  [2, 34],
  [3, 14],
];

function drawReason(random: Random, person: SamplePerson, unit: Unit): string {
  const main = unit.project?.mainReason;
  if (main !== undefined && random.chance(main[1])) return main[0];
  if (person.cohorts.includes("pre_diabetes") && random.chance(0.5)) return "long_term_condition";
  return random.weighted(commonReasons);
}

function drawCourse(
  random: Random,
  person: SamplePerson,
  unit: Unit,
  received: Day,
): Pick<SampleReferral, "status" | "closed"> {
  const close = (days: number) => Math.min(DATA_DAY, received + days);
  if (random.chance(elsewhere.declined)) return { status: "declined", closed: close(random.int(2, 16)) };
  const lost =
    person.interpreter === true && lostAtFirstContact.services.some((one) => one === unit.service)
      ? lostAtFirstContact.share
      : drift(elsewhere.notReached, received, -1);
  if (random.chance(lost)) return { status: "not_reached", closed: close(random.int(20, 60)) };
  const median = unit.service === STRAINED_SERVICE ? daysOpen.strained : daysOpen.elsewhere;
  const closed = received + Math.max(30, Math.round(median * Math.exp(0.42 * random.normal())));
  // A few are forgotten and never closed.
  if (closed > DATA_DAY || random.chance(0.03)) return { status: "open", closed: undefined };
  return { status: "closed", closed };
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
