import { DATA_DAY, type Day, type SampleWindow } from "./calendar.ts";
import { forenames, surnames } from "./names.ts";
import { type EthnicCode, ethnicCodes, sampleBoroughs } from "./places.ts";
import type { SampleProject } from "./projects.ts";
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

/** Draws a person who is first referred on `day` in `unit`. */
export function drawPerson(
  random: Random,
  unit: Unit,
  number: number,
  nhsNumber: string,
  day: Day,
  window: SampleWindow,
): SamplePerson {
  const { project } = unit;
  const borough = sampleBoroughs.find((one) => one.code === unit.borough);
  const trueEthnicity = random.weighted(
    ethnicCodes.map((code, index) => {
      const tilt = window !== "before" && project?.tilt?.codes.includes(code) ? project.tilt.factor : 1;
      return [code, (borough?.residents[index] ?? 0) * (referralReach[code] ?? 1) * tilt] as const;
    }),
  );
  const ethnicity = random.weighted<SamplePerson["ethnicity"]>([
    [trueEthnicity, 0.88],
    ["Z", 0.04],
    ["99", 0.08],
  ]);
  const language = random.chance(0.004) ? "q4" : random.weighted(languagesOf[trueEthnicity] ?? [["en", 1]]);
  const needs = language === "en" ? false : random.chance(language === "q4" ? 0.9 : 0.3);
  const unregistered = random.chance(project?.unregistered ?? 0.01);
  const deprived = random.chance(borough?.deprived ?? 0.5);
  return {
    number,
    nhsNumber: unregistered ? undefined : nhsNumber,
    forename: random.pick(forenames),
    surname: random.pick(surnames),
    birthDay: drawBirth(random, project, day),
    gender: drawGender(random, project, window),
    ethnicity,
    language: random.chance(0.07) ? "not_known" : language,
    interpreter: random.chance(0.05) ? undefined : needs,
    decile: random.chance(0.06) ? undefined : deprived ? random.int(1, 3) : random.int(4, 10),
    gpRegistered: unregistered ? "no" : random.chance(0.05) ? "not_known" : "yes",
    cohorts: drawCohorts(random, project, window),
  };
}

function drawBirth(random: Random, project: SampleProject | undefined, day: Day): Day {
  const [low, high] =
    project?.ages ??
    random.weighted<readonly [number, number]>([
      [[18, 24], 7],
      [[25, 44], 30],
      [[45, 64], 33],
      [[65, 74], 14],
      [[75, 95], 16],
    ]);
  return Math.min(DATA_DAY, day - Math.round((low + random.uniform() * (high + 1 - low)) * 365.25));
}

/** Share of men where no project sets another. */
export const MEN_ELSEWHERE = 0.35;

function drawGender(
  random: Random,
  project: SampleProject | undefined,
  window: SampleWindow,
): SamplePerson["gender"] {
  if (random.chance(0.015)) return "X";
  if (random.chance(0.004)) return "9";
  return random.chance(project?.men?.[window] ?? MEN_ELSEWHERE) ? "1" : "2";
}

const commonCohorts: readonly (readonly [string, number])[] = [
  ["carer", 0.07],
  ["smi", 0.05],
  ["homeless", 0.03],
  ["refugee_or_asylum", 0.025],
  ["pre_diabetes", 0.05],
  ["maternity", 0.01],
];

function drawCohorts(
  random: Random,
  project: SampleProject | undefined,
  window: SampleWindow,
): readonly string[] {
  const planted = new Map(project?.cohorts?.map(([cohort, shares]) => [cohort, shares[window]]));
  const shares = new Map([...commonCohorts, ...planted]);
  return [...shares].filter(([, share]) => random.chance(share)).map(([cohort]) => cohort);
}
