import { DATA_DAY, type Day, FIRST_DAY, isoOf, LAST_DAY, weekdayOf, windowOf } from "./calendar.ts";
import type { SamplePerson } from "./person.ts";
import type { Random } from "./random.ts";
import { sampleServices, type Unit } from "./units.ts";

/** A referral of the sample, before it is written down. */
export interface SampleReferral {
  readonly person: SamplePerson;
  readonly unit: Unit;
  readonly received: Day;
  /** HH:MM, or undefined where it was not recorded. */
  readonly time: string | undefined;
  /** Code of the list `referral_source`. */
  readonly source: string;
  readonly system: "systmone" | "charitylog";
  readonly reasons: readonly string[];
  readonly urgency: "routine" | "urgent" | "crisis";
  readonly status: "open" | "closed" | "declined" | "not_reached";
  readonly closed: Day | undefined;
  readonly linkWorker: string;
}

/** Draws the day a referral is received: working days mostly, fewer in late December, more during a pilot. */
export function dayDrawer(random: Random, hasProject: boolean): () => Day {
  const days = Array.from({ length: LAST_DAY - FIRST_DAY + 1 }, (_, k) => FIRST_DAY + k);
  let total = 0;
  const upTo = days.map((day) => {
    const weekend = weekdayOf(day) === 0 || weekdayOf(day) === 6;
    const holiday = /-12-(2[3-9]|3[01])$/.test(isoOf(day));
    const pilot = hasProject && windowOf(day) === "during" ? 1.5 : 1;
    total += (weekend ? 0.07 : 1) * (holiday ? 0.3 : 1) * pilot;
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

const NOT_GP_ELSEWHERE = 0.25;

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

/** Draws a referral of a person on a day. */
export function drawReferral(
  random: Random,
  person: SamplePerson,
  unit: Unit,
  received: Day,
): SampleReferral {
  const { project } = unit;
  const window = windowOf(received);
  const weekend = weekdayOf(received) === 0 || weekdayOf(received) === 6;
  const otherDoor =
    weekend || person.nhsNumber === undefined || random.chance(project?.notGp?.[window] ?? NOT_GP_ELSEWHERE);
  const late = otherDoor && random.chance(project?.outOfHours?.[window] ?? 0.06);
  const minute = late ? random.int(17 * 60 + 5, 22 * 60) : random.int(9 * 60, 17 * 60 - 1);
  const reasons = new Set([drawReason(random, unit)]);
  while (random.chance(0.45) && reasons.size < 4) reasons.add(random.weighted(commonReasons));
  const crisis = project?.crisis?.[window] ?? 0.05;
  const status = drawStatus(random, received);
  return {
    person,
    unit,
    received,
    time: otherDoor && random.chance(0.3) ? undefined : clock(minute),
    source: otherDoor ? random.weighted(otherDoors) : random.chance(0.7) ? "gp" : "practice_team",
    system: otherDoor ? "charitylog" : "systmone",
    reasons: [...reasons],
    urgency: random.chance(crisis) ? "crisis" : random.chance(0.12) ? "urgent" : "routine",
    status,
    closed:
      status === "open"
        ? undefined
        : Math.min(DATA_DAY, received + (status === "closed" ? random.int(45, 270) : random.int(3, 40))),
    linkWorker: random.pick(sampleServices.find((one) => one.id === unit.service)?.linkWorkers ?? [""]),
  };
}

function drawReason(random: Random, unit: Unit): string {
  const main = unit.project?.mainReason;
  return main !== undefined && random.chance(main[1]) ? main[0] : random.weighted(commonReasons);
}

function drawStatus(random: Random, received: Day): SampleReferral["status"] {
  if (random.chance(0.08)) return "declined";
  if (random.chance(0.07)) return "not_reached";
  return received > DATA_DAY - 160 || random.chance(0.12) ? "open" : "closed";
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
