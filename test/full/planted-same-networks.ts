import { seededRandom } from "../../src/sample/random.ts";
import { differenceInDifferences } from "../../src/statistics/difference-in-differences.ts";
import { hodgesLehmann } from "../../src/statistics/hodges-lehmann.ts";
import { inverseProbabilityMean } from "../../src/statistics/inverse-probability-mean.ts";
import { newcombeDifference } from "../../src/statistics/newcombe-difference.ts";
import { pairedChange } from "../../src/statistics/paired-change.ts";
import { riskRatio } from "../../src/statistics/risk-ratio.ts";
import { welchDifference } from "../../src/statistics/welch-difference.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";
import type { CoverageTable } from "./coverage-table.ts";
import {
  change,
  type DrawnCell,
  followUpPatterns,
  GROUP_SHARES,
  histogramOf,
  isProject,
  knownPopulation,
  PLACES,
  type PlantedPerson,
  pairedSums,
  sizeOf,
  sumsOf,
} from "./planted-people.ts";

/** A meaningful change, in tenths of a point. */
const MEANINGFUL = 54;
const improved = (person: PlantedPerson) => change(person) >= MEANINGFUL;
const shareLimits = (numerator: number, denominator: number) => {
  const { value, lower, upper } = wilsonInterval(numerator, denominator);
  return { value: value ?? 0, lower: lower ?? 0, upper: upper ?? 1 };
};

/** People of the same 36 networks, drawn anew for each seed: what is true of those networks is to be held. */
export function recordSameNetworks(
  seeds: readonly number[],
  table: CoverageTable,
  beside: CoverageTable,
): void {
  const known = knownPopulation(7000);
  const places = Array.from({ length: PLACES }, (_, place) => place);
  const isOf = (group: number) => (person: PlantedPerson) => person.group === group;
  const truth = {
    change: known.mean(change) / 10,
    changeOfAll: known.mean(change, undefined, false) / 10,
    improved: known.mean((one) => Number(improved(one))),
    followed: known.mean(({ chance }) => chance, undefined, false),
    typical: middleOfPairs(known),
    groups: GROUP_SHARES.map((_, group) => ({
      change: known.mean(change, isOf(group)) / 10,
      improved: known.mean((one) => Number(improved(one)), isOf(group)),
      followed: known.mean(({ chance }) => chance, isOf(group), false),
    })),
    places: places.map((place) => ({
      change: known.mean(change, (_, at) => at === place) / 10,
      improved: known.mean(
        (one) => Number(improved(one)),
        (_, at) => at === place,
      ),
      followed: known.mean(
        ({ chance }) => chance,
        (_, at) => at === place,
        false,
      ),
    })),
    compared: [true, false].map((treated) =>
      [false, true].map((later) =>
        known.mean(change, (_, at, when) => isProject(at) === treated && when === later),
      ),
    ),
  };

  for (const seed of seeds) {
    const cells = known.draw(seededRandom(seed));
    programme(cells);
    groups(cells);
    for (const place of places.filter(isProject)) oneProject(cells, place);
  }

  function programme(cells: readonly DrawnCell[]): void {
    const pairs = cells.flatMap((cell) => cell.pairs);
    const people = cells.flatMap((cell) => cell.people);
    table.record(
      "average change of those followed up",
      pairedChange(pairedSums(pairs), 1).change,
      truth.change,
      0,
    );
    table.record(
      "share improved",
      wilsonInterval(pairs.filter(improved).length, pairs.length),
      truth.improved,
    );
    table.record("follow-up rate", wilsonInterval(pairs.length, people.length), truth.followed);
    table.record("typical change", hodgesLehmann(histogramOf(pairs.map(change)), 1), truth.typical, 0);
    const weighted = inverseProbabilityMean(followUpPatterns(cells), 1);
    table.record("average change of all, weighted for loss", weighted, truth.changeOfAll, 0);
    beside.record(
      "average change of all, of those followed up only",
      pairedChange(pairedSums(pairs), 1).change,
      truth.changeOfAll,
    );
    const side = (treated: boolean, later: boolean) =>
      sumsOf(
        cells
          .filter((cell) => isProject(cell.place) === treated && cell.later === later)
          .flatMap((cell) => cell.pairs),
        change,
      );
    const [there, here] = [false, true].map((treated) => ({
      before: side(treated, false),
      after: side(treated, true),
    }));
    if (here === undefined || there === undefined) throw new Error("No sides.");
    const [t, c] = truth.compared;
    const planted = ((t?.[1] ?? 0) - (t?.[0] ?? 0) - (c?.[1] ?? 0) + (c?.[0] ?? 0)) / 10;
    table.record(
      "more change in projects, same networks",
      differenceInDifferences(here, there, 1),
      planted,
      0,
    );
  }

  function groups(cells: readonly DrawnCell[]): void {
    const ofGroup = (group: number) => ({
      people: cells.flatMap((cell) => cell.people.filter(isOf(group))),
      pairs: cells.flatMap((cell) => cell.pairs.filter(isOf(group))),
      truth: truth.groups[group] ?? { change: Number.NaN, improved: Number.NaN, followed: Number.NaN },
    });
    const first = ofGroup(0);
    for (const group of [1, 2, 3, 4]) {
      const other = ofGroup(group);
      const name = `group ${group} against the first`;
      table.record(
        `average change, ${name}`,
        welchDifference(sumsOf(other.pairs, change), sumsOf(first.pairs, change), 1),
        other.truth.change - first.truth.change,
        0,
      );
      const share = ({ pairs }: typeof other) => shareLimits(pairs.filter(improved).length, pairs.length);
      table.record(
        `share improved, ${name}`,
        newcombeDifference(share(other), share(first)),
        other.truth.improved - first.truth.improved,
        0,
      );
      const followed = ({ pairs, people }: typeof other) => ({
        numerator: pairs.length,
        denominator: people.length,
      });
      table.record(
        `ratio of follow-up rates, ${name}`,
        riskRatio(followed(other), followed(first)),
        other.truth.followed / first.truth.followed,
        1,
      );
    }
  }

  function oneProject(cells: readonly DrawnCell[], place: number): void {
    const own = cells.filter((cell) => cell.place === place);
    const pairs = own.flatMap((cell) => cell.pairs);
    const people = own.flatMap((cell) => cell.people);
    const wanted = truth.places[place] ?? { change: Number.NaN, improved: Number.NaN, followed: Number.NaN };
    table.record(
      "average change of one project",
      pairedChange(pairedSums(pairs), 1).change,
      wanted.change,
      0,
    );
    table.record(
      "share improved of one project",
      wilsonInterval(pairs.filter(improved).length, pairs.length),
      wanted.improved,
    );
    table.record(
      "follow-up rate of one project",
      wilsonInterval(pairs.length, people.length),
      wanted.followed,
    );
  }
}

/** The pseudo-median of everybody with a second score: the middle of the averages of every two changes, in points. */
function middleOfPairs({ members }: ReturnType<typeof knownPopulation>): number {
  const weights = new Map<number, number>();
  for (let place = 0; place < PLACES; place += 1) {
    for (const later of [false, true]) {
      for (const person of members(place, later)) {
        const at = change(person);
        weights.set(at, (weights.get(at) ?? 0) + sizeOf(place) * person.chance);
      }
    }
  }
  const entries = [...weights];
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const sums = new Map<number, number>();
  for (const [a, weight] of entries)
    for (const [b, other] of entries) sums.set(a + b, (sums.get(a + b) ?? 0) + weight * other);
  let below = 0;
  for (const [sum, weight] of [...sums].sort(([a], [b]) => a - b)) {
    below += weight;
    if (below >= (total * total) / 2) return sum / 20;
  }
  throw new Error("Nobody is left.");
}
