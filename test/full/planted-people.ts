import { type Random, seededRandom } from "../../src/sample/random.ts";
import type { GroupScores } from "../../src/statistics/adjusted-differences.ts";
import type { FollowUpPattern } from "../../src/statistics/inverse-probability-mean.ts";
import type { SumsOfScores } from "../../src/statistics/mean-interval.ts";
import type { PairedSums } from "../../src/statistics/paired-change.ts";
import { gammaDraw, tenths } from "./calibration-support.ts";

/** A person with a first score, in tenths of a point; whether a second one is there is drawn with `chance`. */
export interface PlantedPerson {
  readonly group: number;
  readonly young: boolean;
  readonly before: number;
  readonly after: number;
  /** Of a second score: by the first one, age and group alone, so at random given what is known. */
  readonly chance: number;
}

/** Networks, the first of every three with a project. */
export const PLACES = 36;
export const isProject = (place: number): boolean => place % 3 === 0;
/** People of each group among those referred, as shares. */
export const GROUP_SHARES = [0.45, 0.25, 0.15, 0.1, 0.05] as const;
/** Points by which the average starting level of each group differs from that of the first … */
export const GROUP_STARTS = [0, -3, 2, -1, 0] as const;
/** … and what each gains beyond the first. */
export const GROUP_GAINS = [0, -1.5, 2, 0, 3] as const;
/** Points that people of a project gain beyond others once it has begun. */
export const PROJECT_GAIN = 4;
/** Share whose second score is their first. */
export const UNCHANGED = 0.14;
/** Deviations, in points, of the lasting level, of a single score, and of a network's level and gain. */
export const SPREAD = { trait: 13, score: 6, level: 2, gain: 1.5 } as const;
const RECOVERY = 3.5;

/** What is a network's own, in points. */
export interface PlacePulls {
  readonly level: number;
  readonly gain: number;
}

export const drawPulls = (random: Random): PlacePulls => ({
  level: SPREAD.level * random.normal(),
  gain: SPREAD.gain * random.normal(),
});

/** What is planted: points gained by a group, and by a project's people in the second window. */
export interface Gains {
  readonly groups: readonly number[];
  readonly project: number;
  /** Points by which groups start apart; {@link GROUP_STARTS} where absent. */
  readonly starts?: readonly number[];
}

/** Draws a person of a network: `later` after the projects began. Gains are lopsided, with a long tail upwards. */
export function drawPerson(
  random: Random,
  pulls: PlacePulls,
  gains: Gains,
  treated: boolean,
  groupShares: readonly number[] = GROUP_SHARES,
): PlantedPerson {
  const group = random.weighted(groupShares.map((share, index) => [index, share] as const));
  const young = random.chance(0.3);
  const level =
    57 + pulls.level + ((gains.starts ?? GROUP_STARTS)[group] ?? 0) + SPREAD.trait * random.normal();
  const before = tenths(level + SPREAD.score * random.normal());
  const gain = RECOVERY + pulls.gain + (gains.groups[group] ?? 0) + (treated ? gains.project : 0);
  const luck = SPREAD.score * random.normal() + 5 * (gammaDraw(random, 1.5) - 1.5);
  const after = random.chance(UNCHANGED) ? before : tenths(level + gain + luck);
  const logit = -0.1 + 0.035 * (before / 10 - 57) - (young ? 0.5 : 0) - (group === 3 ? 0.4 : 0);
  return { group, young, before, after, chance: 1 / (1 + Math.exp(-logit)) };
}

/** People of a cell with and without a second score. */
export interface DrawnCell {
  readonly place: number;
  readonly later: boolean;
  readonly people: readonly PlantedPerson[];
  /** Of them, those with a second score. */
  readonly pairs: readonly PlantedPerson[];
}

/** People referred to a network in one window. */
export const sizeOf = (place: number): number => 24 + 12 * (place % 5);

export function drawnCell(
  place: number,
  later: boolean,
  people: readonly PlantedPerson[],
  random: Random,
): DrawnCell {
  return { place, later, people, pairs: people.filter(({ chance }) => random.chance(chance)) };
}

/** Networks whose everybody is known: what a sample of them estimates can be counted. */
export interface KnownPopulation {
  /** Members of a network in one window. */
  readonly members: (place: number, later: boolean) => readonly PlantedPerson[];
  /** A sample of every network in both windows, each person drawn with replacement. */
  readonly draw: (random: Random) => readonly DrawnCell[];
  /**
   * Mean over everybody who may be drawn, each as likely as in a sample; of `followed` only those with a second score.
   */
  readonly mean: (
    of: (person: PlantedPerson) => number,
    where?: (person: PlantedPerson, place: number, later: boolean) => boolean,
    followed?: boolean,
  ) => number;
}

const MEMBERS = 3000;

export function knownPopulation(seed: number): KnownPopulation {
  const random = seededRandom(seed);
  const gains = { groups: GROUP_GAINS, project: PROJECT_GAIN };
  const pools = Array.from({ length: PLACES }, (_, place) => {
    const pulls = drawPulls(random);
    return [false, true].map((later) =>
      Array.from({ length: MEMBERS }, () => drawPerson(random, pulls, gains, later && isProject(place))),
    );
  });
  const members = (place: number, later: boolean) => pools[place]?.[later ? 1 : 0] ?? [];
  const cells = pools.flatMap((_, place) => [false, true].map((later) => ({ place, later })));
  return {
    members,
    draw: (draws) =>
      cells.map(({ place, later }) => {
        const pool = members(place, later);
        const people = Array.from({ length: sizeOf(place) }, () => draws.pick(pool));
        return drawnCell(place, later, people, draws);
      }),
    mean: (of, where = () => true, followed = true) => {
      let [sum, weights] = [0, 0];
      for (const { place, later } of cells) {
        for (const person of members(place, later)) {
          if (!where(person, place, later)) continue;
          const weight = sizeOf(place) * (followed ? person.chance : 1);
          sum += weight * of(person);
          weights += weight;
        }
      }
      return sum / weights;
    },
  };
}

export const change = ({ before, after }: PlantedPerson): number => after - before;

/** n, Σx and Σx² of a number of each person. */
export function sumsOf(
  people: readonly PlantedPerson[],
  of: (person: PlantedPerson) => number,
): SumsOfScores {
  let [sum, sumOfSquares] = [0, 0];
  for (const person of people) {
    const x = of(person);
    sum += x;
    sumOfSquares += x * x;
  }
  return { n: people.length, sum, sumOfSquares };
}

export function pairedSums(pairs: readonly PlantedPerson[]): PairedSums {
  const before = sumsOf(pairs, (one) => one.before);
  const after = sumsOf(pairs, (one) => one.after);
  const changes = sumsOf(pairs, change);
  return {
    n: pairs.length,
    sumBefore: before.sum,
    sumAfter: after.sum,
    sumBefore2: before.sumOfSquares,
    sumAfter2: after.sumOfSquares,
    sumChange: changes.sum,
    sumChange2: changes.sumOfSquares,
  };
}

/** Scores of each group in each of twelve services, of three networks each, as the comparison of groups needs them. */
export function groupScores(cells: readonly DrawnCell[]): readonly GroupScores[] {
  const found = new Map<string, PlantedPerson[]>();
  for (const { place, pairs } of cells) {
    for (const person of pairs) {
      const key = `${place % 12}|${person.group}`;
      found.set(key, [...(found.get(key) ?? []), person]);
    }
  }
  return [...found].map(([key, people]) => {
    const [cluster = "", group = ""] = key.split("|");
    const { n, sumBefore, sumBefore2, sumAfter, sumAfter2 } = pairedSums(people);
    const sumProduct = people.reduce((sum, one) => sum + one.before * one.after, 0);
    return { cluster, group, n, sumBefore, sumBefore2, sumAfter, sumAfter2, sumProduct };
  });
}

/** How many changed by so many tenths. */
export function histogramOf(values: readonly number[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}

/** People alike in first score, age and group, as the model of who comes back needs them. */
export function followUpPatterns(cells: readonly DrawnCell[]): readonly FollowUpPattern[] {
  const patterns = new Map<string, { covariates: number[]; people: number; pairs: PlantedPerson[] }>();
  const patternOf = (person: PlantedPerson) => {
    const covariates = [person.before, person.young ? 1 : 0, person.group === 3 ? 1 : 0];
    const key = covariates.join();
    const found = patterns.get(key) ?? { covariates, people: 0, pairs: [] };
    patterns.set(key, found);
    return found;
  };
  for (const { people, pairs } of cells) {
    for (const person of people) patternOf(person).people += 1;
    for (const person of pairs) patternOf(person).pairs.push(person);
  }
  return [...patterns.values()].map(({ covariates, people, pairs }) => {
    const { n, sum, sumOfSquares } = sumsOf(pairs, change);
    return { covariates, people, followedUp: n, sum, sumOfSquares };
  });
}
