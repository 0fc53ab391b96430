import { DATA_DAY, type Day, dayOf } from "./calendar.ts";
import { employedBetween, isPaid, type SampleStaff } from "./draw-staff.ts";
import type { Random } from "./random.ts";
import { staffPlan } from "./staff-plan.ts";
import { type StaffYear, staffYearDays, staffYears } from "./staff-years.ts";
import { sampleServices } from "./units.ts";

/** A spell of absence of one member of staff, from all posts at once. */
export interface SampleSpell {
  readonly staff: SampleStaff;
  readonly first: Day;
  /** Undefined where it had not ended when the export was taken. */
  readonly last: Day | undefined;
  readonly kind: "sickness" | "other";
  /** The reason, which says something about a person's health: it is exported and must never be stored. */
  readonly reason: string;
}

/** Days of sickness in a financial year from which on an absence is long: the rule of the programme documents. */
export const LONG_ABSENCE_DAYS = 15;

const reasons = [
  "S10 Anxiety/stress/depression/other psychiatric illnesses",
  "S11 Back Problems",
  "S12 Other musculoskeletal problems",
  "S13 Cold, Cough, Flu - Influenza",
  "S16 Headache / migraine",
  "S25 Gastrointestinal problems",
] as const;

const leaveKinds = ["Annual Leave", "Annual Leave", "Annual Leave", "Study Leave", "Special Leave"] as const;

/** Sickness of one member of staff by financial year; the part of a year after the last full one is its own. */
type Years = Map<StaffYear | "2024-25", SampleSpell[]>;

/**
 * Absences of paid staff, in order of staff and first day. In each financial year a planned number of a service's
 * staff is sick for 15 days or more, in one spell or in several; nobody else reaches 15, though some spells do that
 * lie on both sides of 31 March.
 */
export function drawAbsences(random: Random, everybody: readonly SampleStaff[]): readonly SampleSpell[] {
  const staff = everybody.filter(isPaid);
  const sick = new Map<SampleStaff, Years>(staff.map((one) => [one, new Map()]));
  const long = new Map<StaffYear, Set<SampleStaff>>();
  for (const year of staffYears) {
    const chosen = new Set(sampleServices.flatMap(({ id }) => longAbsent(random, id, year, staff)));
    long.set(year, chosen);
    for (const one of staff) {
      const span = inPost(one, ...staffYearDays[year]);
      if (span !== undefined)
        sick.get(one)?.set(year, chosen.has(one) ? longSpells(random, one, span) : short(random, one, span));
    }
  }
  for (const one of staff) {
    const span = inPost(one, dayOf("2024-04-01"), DATA_DAY);
    if (span !== undefined && random.chance(0.3))
      sick.get(one)?.set("2024-25", [spell(random, one, ...placed(random, span, 3))]);
  }
  plantAcrossYearEnds(random, staff, sick, long);
  plantOpen(random, staff, sick, long);
  return staff.flatMap((one) =>
    [...[...(sick.get(one)?.values() ?? [])].flat(), ...leave(random, one)].sort((a, b) => a.first - b.first),
  );
}

const spell = (random: Random, staff: SampleStaff, first: Day, last: Day | undefined): SampleSpell => ({
  staff,
  first,
  last,
  kind: "sickness",
  reason: random.pick(reasons),
});

/** The days of a span on which somebody is in post. */
function inPost(staff: SampleStaff, from: Day, to: Day): readonly [Day, Day] | undefined {
  const span = [Math.max(from, staff.started), Math.min(to, staff.left ?? DATA_DAY)] as const;
  return span[0] <= span[1] ? span : undefined;
}

/** Some consecutive days of a span. */
function placed(random: Random, [from, to]: readonly [Day, Day], days: number): readonly [Day, Day] {
  const first = from + random.int(0, Math.max(0, to - from + 1 - days));
  return [first, Math.min(to, first + days - 1)];
}

function longAbsent(random: Random, service: string, year: StaffYear, staff: readonly SampleStaff[]) {
  const [from, to] = staffYearDays[year];
  const employed = staff.filter((one) => one.service === service && employedBetween(one, from, to));
  const possible = employed.filter((one) => {
    const span = inPost(one, from, to);
    return span !== undefined && span[1] - span[0] >= 120;
  });
  return random.sample(possible, Math.round(employed.length * staffPlan(service).longAbsence[year]));
}

/** One spell of 18 days or more, or four shorter ones of 5 to 9 days. */
function longSpells(random: Random, staff: SampleStaff, [from, to]: readonly [Day, Day]): SampleSpell[] {
  if (random.chance(0.6)) return [spell(random, staff, ...placed(random, [from, to], random.int(18, 75)))];
  const step = Math.floor((to - from + 1) / 4);
  return [0, 1, 2, 3].map((k) => {
    const part = [from + k * step, from + (k + 1) * step - 2] as const;
    return spell(random, staff, ...placed(random, part, random.int(5, 9)));
  });
}

/** Up to three spells of up to four days: never 15 days. */
function short(random: Random, staff: SampleStaff, [from, to]: readonly [Day, Day]): SampleSpell[] {
  const count = random.weighted([
    [0, 4],
    [1, 3],
    [2, 2],
    [3, 1],
  ]);
  const step = Math.floor((to - from + 1) / 3);
  if (step < 8) return [];
  return Array.from({ length: count }, (_, k) =>
    spell(random, staff, ...placed(random, [from + k * step, from + (k + 1) * step - 2], random.int(1, 4))),
  );
}

/**
 * Puts spells on both sides of 31 March: some of 16 days and more that reach 15 in neither year, and some that are
 * long in the year they begin and short in the next.
 */
function plantAcrossYearEnds(
  random: Random,
  staff: readonly SampleStaff[],
  sick: ReadonlyMap<SampleStaff, Years>,
  long: ReadonlyMap<StaffYear, ReadonlySet<SampleStaff>>,
): void {
  const used = new Set<SampleStaff>();
  for (const [year, next] of [
    ["2021-22", "2022-23"],
    ["2022-23", "2023-24"],
  ] as const) {
    const end = staffYearDays[year][1];
    const there = (one: SampleStaff) => one.started < end - 60 && (one.left ?? DATA_DAY) > end + 60;
    const free = staff.filter((one) => there(one) && !used.has(one) && !long.get(next)?.has(one));
    const replace = (one: SampleStaff, before: number, after: number) => {
      used.add(one);
      sick.get(one)?.set(year, [spell(random, one, end - before + 1, end + after)]);
      sick.get(one)?.delete(next);
    };
    const isLong = (one: SampleStaff) => long.get(year)?.has(one) === true;
    for (const one of random.sample(
      free.filter((other) => !isLong(other)),
      8,
    ))
      replace(one, random.int(9, 14), random.int(7, 14));
    for (const one of random.sample(free.filter(isLong), 4))
      replace(one, random.int(25, 50), random.int(3, 12));
  }
}

/** Spells that had not ended when the export was taken: long ones of the last full year, and recent ones. */
function plantOpen(
  random: Random,
  staff: readonly SampleStaff[],
  sick: ReadonlyMap<SampleStaff, Years>,
  long: ReadonlyMap<StaffYear, ReadonlySet<SampleStaff>>,
): void {
  const there = staff.filter((one) => one.left === undefined && one.started < dayOf("2023-10-01"));
  const across = (one: SampleStaff) =>
    (sick.get(one)?.get("2022-23") ?? []).some(({ last }) => (last ?? 0) > staffYearDays["2022-23"][1]);
  for (const trust of [true, false]) {
    const here = there.filter((one) => isTrustService(one.service) === trust && !across(one));
    const inLong = here.filter((one) => long.get("2023-24")?.has(one));
    for (const one of random.sample(inLong, 2)) {
      sick.get(one)?.set("2023-24", [spell(random, one, dayOf("2024-02-05") + random.int(0, 30), undefined)]);
      sick.get(one)?.delete("2024-25");
    }
    const others = here.filter((one) => !long.get("2023-24")?.has(one));
    for (const one of random.sample(others, 2))
      sick.get(one)?.set("2024-25", [spell(random, one, dayOf("2024-06-03") + random.int(0, 18), undefined)]);
  }
}

/** Services whose staff records are an NHS trust's; the others keep theirs in a rostering system. */
export const isTrustService = (service: string): boolean => service === "SVC04" || service === "SVC09";

/** Annual and other leave: it is in the same export and is no sickness. */
function leave(random: Random, staff: SampleStaff): SampleSpell[] {
  return staffYears.flatMap((year) => {
    const span = inPost(staff, ...staffYearDays[year]);
    if (span === undefined || span[1] - span[0] < 60) return [];
    const half = Math.floor((span[1] - span[0] + 1) / 2);
    return Array.from({ length: random.int(1, 2) }, (_, k): SampleSpell => {
      const part = [span[0] + k * half, span[0] + (k + 1) * half - 2] as const;
      const [first, last] = placed(random, part, random.int(4, 16));
      return { staff, first, last, kind: "other", reason: random.pick(leaveKinds) };
    });
  });
}
