import type { Programme } from "../../src/model/programme.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { type Random, seededRandom } from "../../src/sample/random.ts";

/** Where and when one row of a world's records stands, and whose it is. */
export interface PlacedRow {
  readonly person: number;
  readonly icb: string | null;
  readonly borough: string | null;
  readonly service: string | null;
  readonly pcn: string | null;
  readonly project: string | null;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly gender: string;
  readonly ethnic_group: string;
  readonly cohorts: readonly string[];
}

/** A first score of a person and, where there is one, the second; scores × 10. */
export interface Episode extends PlacedRow {
  readonly before: number;
  readonly after: number | null;
  readonly due: boolean;
  readonly inTime: boolean;
}

/** Made-up records of a small programme, and what everybody knows of it. */
export interface World {
  readonly programme: Programme;
  readonly referrals: readonly PlacedRow[];
  readonly episodes: readonly Episode[];
}

/** Points × 10 by which a score must change to count. */
export const THRESHOLD = 54;

const BOARDS = ["B1", "B2"];
const BOROUGHS = [
  ["R1", "B1"],
  ["R2", "B1"],
  ["R3", "B2"],
] as const;
const NETWORKS = [
  ["N1", "R1"],
  ["N2", "R1"],
  ["N3", "R2"],
  ["N4", "R2"],
  ["N5", "R3"],
] as const;
const SERVICES = ["S1", "S2", "S3"];
const COHORTS = ["carer", "smi"];

/** Windows that cut quarters and financial years, of the programme and of one project. */
const SPANS = {
  programme: {
    before: { from: "2023-01-01", to: "2023-02-14" },
    during: { from: "2023-02-15", to: "2023-05-10" },
    after: { from: "2023-05-11", to: "2023-06-30" },
  },
  project: {
    before: { from: "2023-01-01", to: "2023-03-09" },
    during: { from: "2023-03-10", to: "2023-06-30" },
  },
};

/** A programme of two boards, with windows and comparators that overlap. */
export const worldProgramme = (policy: Programme["disclosure"]["policy"] = "nhs-england"): Programme =>
  programmeSchema.parse({
    id: "world",
    name: "World",
    synthetic: true,
    window: { from: "2023-01-01", to: "2023-06-30" },
    windows: SPANS.programme,
    data_date: "2024-06-30",
    areas: {
      version: "invented",
      icbs: BOARDS.map((code) => ({ code, name: code })),
      boroughs: BOROUGHS.map(([code, icb]) => ({ code, name: code, icb })),
      pcns: NETWORKS.map(([code, borough]) => ({ code, name: code, borough })),
    },
    services: SERVICES.map((id) => ({ id, name: id })),
    projects: [
      {
        id: "P1",
        name: "P1",
        question: "?",
        windows: SPANS.project,
        comparator: { label: "others", pcns: ["N2", "N3"] },
      },
      { id: "P2", name: "P2", question: "?", comparator: { label: "others", pcns: ["N3", "N4"] } },
    ],
    sources: [{ id: "s", file: "s.csv", profile: "none" }],
    instruments: [
      {
        id: "pam",
        name: "Patient Activation Measure",
        short: "PAM",
        decimals: 1,
        range: [0, 100],
        better: "higher",
        pam_cut_points: "2010-style",
        meaningful_change: { points: THRESHOLD / 10, source: "Chosen for the test" },
        follow_up: { from_days: 28, to_days: 365, due_after_days: 180 },
        regression_to_mean: { mean: 60, sd: 15, r: [0.6, 0.8], source: "Invented" },
      },
    ],
    disclosure: { policy },
  });

/** How a world is put together; every one is drawn differently. */
interface Habits {
  readonly people: number;
  readonly skew: number;
  readonly months: number;
  readonly crossing: number;
  readonly inProject: number;
  readonly unknownArea: number;
  readonly unknownGroup: number;
  readonly women: number;
  readonly majority: number;
  readonly followed: number;
  readonly early: number;
  readonly late: number;
  readonly gain: number;
  readonly again: number;
}

const habitsOf = (random: Random): Habits => ({
  people: random.pick([30, 50, 80, 120, 180]),
  skew: random.pick([1, 1.6, 2.4]),
  months: random.pick([2, 4, 6]),
  crossing: random.pick([0, 0.06, 0.3]),
  inProject: random.pick([0.3, 0.7, 0.95]),
  unknownArea: random.pick([0, 0, 0.05]),
  unknownGroup: random.pick([0, 0.04, 0.15]),
  women: random.pick([0.5, 0.7, 0.93]),
  majority: random.pick([0.35, 0.6, 0.9]),
  followed: random.pick([0.35, 0.7, 0.95]),
  early: random.pick([0, 0.1, 0.4]),
  late: random.pick([0, 0.1]),
  gain: random.pick([-20, 30, 60]),
  again: random.pick([0, 0.1]),
});

/** A world of a few dozen to a few hundred people with many small cells; the same seed gives the same world. */
export function randomWorld(seed: number): World {
  // The first draws of neighbouring seeds are alike.
  const random = seededRandom(Math.imul(seed, 0x9e3779b1));
  for (let draw = 0; draw < 10; draw++) random.uniform();
  const habits = habitsOf(random);
  const people = Array.from({ length: habits.people }, (_, person) => personOf(random, habits, person));
  const again = people.filter(() => random.chance(habits.again));
  const referrals = [...people, ...again.map((one) => ({ ...one, ...placeOf(random, habits) }))];
  const scored = people.filter(() => random.chance(0.9));
  return {
    programme: worldProgramme(),
    referrals,
    episodes: scored.map((one) => ({
      ...one,
      date: random.chance(0.8) ? one.date : dateOf(random, habits),
      ...scoresOf(random, habits),
    })),
  };
}

const skewed = (random: Random, count: number, skew: number): number =>
  Math.floor(count * random.uniform() ** skew);

function dateOf(random: Random, { months }: Habits): string {
  const pad = (n: number) => String(n).padStart(2, "0");
  return `2023-${pad(1 + skewed(random, months, 1.3))}-${pad(random.int(1, 28))}`;
}

function placeOf(
  random: Random,
  habits: Habits,
): Omit<PlacedRow, "person" | "gender" | "ethnic_group" | "cohorts"> {
  const [pcn, borough] = NETWORKS[skewed(random, NETWORKS.length, habits.skew)] ?? NETWORKS[0];
  const icb = BOROUGHS.find(([code]) => code === borough)?.[1] ?? null;
  const home = { N1: "S1", N2: "S1", N3: "S2", N4: "S2", N5: "S3" }[pcn];
  const project = { N1: "P1", N2: null, N3: null, N4: null, N5: "P2" }[pcn];
  const isUnknown = () => random.chance(habits.unknownArea);
  return {
    icb: isUnknown() ? null : icb,
    borough: isUnknown() ? null : borough,
    pcn: isUnknown() ? null : pcn,
    service: isUnknown() ? null : random.chance(habits.crossing) ? random.pick(SERVICES) : home,
    project: random.chance(habits.inProject) ? project : random.chance(0.05) ? "P2" : null,
    date: dateOf(random, habits),
  };
}

function personOf(random: Random, habits: Habits, person: number): PlacedRow {
  const group = (known: () => string) => (random.chance(habits.unknownGroup) ? "not_known" : known());
  return {
    person,
    ...placeOf(random, habits),
    gender: group(() => (random.chance(habits.women) ? "female" : "male")),
    ethnic_group: group(() =>
      random.chance(habits.majority) ? "asian" : random.pick(["black", "mixed", "white"]),
    ),
    cohorts: COHORTS.filter((_, at) => random.chance(at === 0 ? 0.4 : 0.1)),
  };
}

function scoresOf(random: Random, habits: Habits): Pick<Episode, "before" | "after" | "due" | "inTime"> {
  const before = random.int(200, 800);
  const due = !random.chance(habits.early);
  const isFollowed = random.chance(habits.followed);
  const isLate = random.chance(habits.late);
  const gain = Math.round(habits.gain + 80 * random.normal());
  return {
    before,
    after: isFollowed || isLate ? Math.max(0, Math.min(1000, before + gain)) : null,
    due,
    inTime: isFollowed && !isLate,
  };
}
