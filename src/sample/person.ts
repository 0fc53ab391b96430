import { DATA_DAY, type Day, windowOf } from "./calendar.ts";
import { drift } from "./learning.ts";
import { forenames, surnames } from "./names.ts";
import { type EthnicCode, ethnicCodes, sampleBoroughs } from "./places.ts";
import { planted, type SampleProject } from "./projects.ts";
import type { Random } from "./random.ts";
import type { Unit } from "./units.ts";

/** A person of the sample, before anything is written down. */
export interface SamplePerson {
  readonly number: number;
  /** Undefined for people who have none on record. */
  readonly nhsNumber: string | undefined;
  readonly forename: string;
  readonly surname: string;
  readonly birthDay: Day;
  /** NHS person stated gender. */
  readonly gender: "1" | "2" | "9" | "X";
  /** NHS 16+1 code, with Z and 99. */
  readonly ethnicity: EthnicCode | "Z" | "99";
  readonly language: string;
  readonly interpreter: boolean | undefined;
  readonly decile: number | undefined;
  readonly gpRegistered: "yes" | "no" | "not_known";
  /** Borough code of the practice, where it is in another borough than the person's network. */
  readonly gpBorough: string | undefined;
  readonly cohorts: readonly string[];
}

/** How often people of a group are referred, against their share of residents: gaps planted for equity. */
export const referralReach: Readonly<Partial<Record<EthnicCode, number>>> = {
  K: 0.65,
  N: 0.8,
  R: 0.5,
  S: 0.6,
  C: 0.9,
};

const languagesOf: Readonly<Partial<Record<EthnicCode, readonly (readonly [string, number])[]>>> = {
  C: [
    ["en", 46],
    ["pl", 11],
    ["ro", 11],
    ["pt", 7],
    ["es", 7],
    ["it", 5],
    ["tr", 5],
    ["bg", 3],
    ["fr", 2],
    ["yi", 2],
    ["sq", 1],
  ],
  F: [
    ["en", 94],
    ["ur", 6],
  ],
  G: [
    ["en", 90],
    ["es", 6],
    ["pt", 4],
  ],
  H: [
    ["en", 62],
    ["pa", 16],
    ["gu", 13],
    ["hi", 5],
    ["ta", 4],
  ],
  J: [
    ["en", 60],
    ["ur", 28],
    ["pa", 6],
    ["ps", 6],
  ],
  K: [
    ["en", 46],
    ["bn", 54],
  ],
  L: [
    ["en", 52],
    ["ta", 16],
    ["ne", 10],
    ["prs", 7],
    ["fa", 6],
    ["tl", 6],
    ["ur", 3],
  ],
  N: [
    ["en", 66],
    ["so", 18],
    ["fr", 5],
    ["am", 3],
    ["ti", 4],
    ["yo", 4],
  ],
  P: [
    ["en", 94],
    ["pt", 6],
  ],
  R: [
    ["en", 35],
    ["yue", 28],
    ["cmn", 25],
    ["zh", 12],
  ],
  S: [
    ["en", 42],
    ["ar", 30],
    ["fa", 10],
    ["es", 8],
    ["ku", 5],
    ["ckb", 5],
  ],
};

const boroughs = new Map(sampleBoroughs.map((one) => [one.code, one]));

/** Ethnic categories by borough and tilt, weighted once: how often people are drawn. */
const ethnicWeights = new Map<Unit, readonly (readonly [EthnicCode, number])[]>();

function ethnicWeightsOf(unit: Unit): readonly (readonly [EthnicCode, number])[] {
  const found = ethnicWeights.get(unit);
  if (found !== undefined) return found;
  const tilt = unit.project?.tilt;
  const weights = ethnicCodes.map((code, index) => {
    const residents = boroughs.get(unit.borough)?.residents[index] ?? 0;
    const factor = tilt?.codes.includes(code) === true ? tilt.factor : 1;
    return [code, residents * (referralReach[code] ?? 1) * factor] as const;
  });
  ethnicWeights.set(unit, weights);
  return weights;
}

/** Draws a person who is first referred on `day` in `unit`. */
export function drawPerson(
  random: Random,
  unit: Unit,
  number: number,
  nhsNumber: string,
  day: Day,
): SamplePerson {
  const { project } = unit;
  const window = windowOf(day);
  const { ethnic, language } = drawBackground(random, unit, day);
  const ethnicity = random.weighted<SamplePerson["ethnicity"]>([
    [ethnic, 0.88],
    ["Z", 0.04],
    ["99", 0.08],
  ]);
  const needs =
    language !== "en" && random.chance(language === "q4" ? 0.9 : (project?.needInterpreter ?? 0.3));
  const unregistered = random.chance(planted(project?.unregistered, window, 0.01));
  const elsewhere = random.chance(planted(project?.outOfBorough, window, 0.03));
  const deprived = random.chance(boroughs.get(unit.borough)?.deprived ?? 0.5);
  const gpRegistered = unregistered ? "no" : random.chance(0.05) ? "not_known" : "yes";
  return {
    number,
    nhsNumber: unregistered ? undefined : nhsNumber,
    forename: random.pick(forenames),
    surname: random.pick(surnames),
    birthDay: drawBirth(random, project, day),
    gender: drawGender(random, project, day),
    ethnicity,
    language: random.chance(0.07) ? "not_known" : language,
    interpreter: random.chance(0.05) ? undefined : needs,
    decile: random.chance(0.06) ? undefined : deprived ? random.int(1, 3) : random.int(4, 10),
    gpRegistered,
    gpBorough:
      gpRegistered === "yes" && elsewhere
        ? random.pick(sampleBoroughs.filter((one) => one.code !== unit.borough)).code
        : undefined,
    cohorts: drawCohorts(random, project, day),
  };
}

/** Ethnic category and language, before either is left unrecorded. */
function drawBackground(
  random: Random,
  unit: Unit,
  day: Day,
): { readonly ethnic: EthnicCode; readonly language: string } {
  const share = unit.project?.somaliOrArabic?.[windowOf(day)];
  if (share !== undefined && random.chance(share))
    return random.chance(0.7) ? { ethnic: "N", language: "so" } : { ethnic: "S", language: "ar" };
  const ethnic = random.weighted(ethnicWeightsOf(unit));
  return {
    ethnic,
    language: random.chance(0.004) ? "q4" : random.weighted(languagesOf[ethnic] ?? [["en", 1]]),
  };
}

function drawBirth(random: Random, project: SampleProject | undefined, day: Day): Day {
  const [low, high] = project?.ages ?? random.weighted<readonly [number, number]>(commonAges);
  return Math.min(DATA_DAY, day - Math.round((low + random.uniform() * (high + 1 - low)) * 365.25));
}

const commonAges: readonly (readonly [readonly [number, number], number])[] = [
  [[18, 24], 7],
  [[25, 44], 30],
  [[45, 64], 33],
  [[65, 74], 14],
  [[75, 95], 16],
];

/** Share of men where no project sets another, before the learning of all services. */
export const MEN_ELSEWHERE = 0.34;

function drawGender(random: Random, project: SampleProject | undefined, day: Day): SamplePerson["gender"] {
  if (random.chance(0.015)) return "X";
  if (random.chance(0.004)) return "9";
  const share = planted(project?.men, windowOf(day), MEN_ELSEWHERE);
  // A service for women does not learn to see more men.
  return random.chance(share < 0.1 ? share : drift(share, day)) ? "1" : "2";
}

const commonCohorts: readonly (readonly [string, number])[] = [
  ["carer", 0.07],
  ["smi", 0.05],
  ["homeless", 0.03],
  ["refugee_or_asylum", 0.025],
  ["pre_diabetes", 0.05],
  ["maternity", 0.01],
  ["waiting_for_counselling", 0.03],
  ["migrant", 0.02],
];

function drawCohorts(random: Random, project: SampleProject | undefined, day: Day): readonly string[] {
  const window = windowOf(day);
  const chosen: string[] = [];
  for (const [cohort, share] of commonCohorts)
    if (!project?.cohorts?.some(([one]) => one === cohort) && random.chance(share)) chosen.push(cohort);
  for (const [cohort, shares] of project?.cohorts ?? [])
    if (random.chance(shares[window])) chosen.push(cohort);
  return chosen;
}
