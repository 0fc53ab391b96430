import { type Random, seededRandom } from "../../src/sample/random.ts";
import { adjustedDifferences } from "../../src/statistics/adjusted-differences.ts";
import { clusterRobust } from "../../src/statistics/cluster-robust.ts";
import { comparedChange } from "../../src/statistics/compared-change.ts";
import { meanInterval } from "../../src/statistics/mean-interval.ts";
import { constantOnly } from "./calibration-support.ts";
import type { CoverageTable } from "./coverage-table.ts";
import {
  change,
  type DrawnCell,
  drawnCell,
  drawPerson,
  drawPulls,
  GROUP_GAINS,
  GROUP_STARTS,
  groupScores,
  isProject,
  PLACES,
  PROJECT_GAIN,
  SPREAD,
  sizeOf,
  sumsOf,
  UNCHANGED,
} from "./planted-people.ts";

/** Networks drawn anew for each seed, and their people: differences between networks like these are to be held. */
export function recordNewNetworks(
  seeds: readonly number[],
  table: CoverageTable,
  beside: CoverageTable,
): void {
  const gains = { groups: GROUP_GAINS, project: PROJECT_GAIN };
  const drawAll = (random: Random): readonly DrawnCell[] =>
    Array.from({ length: PLACES }, (_, place) => {
      const pulls = drawPulls(random);
      return [false, true].map((later) => {
        const people = Array.from({ length: sizeOf(place) }, () =>
          drawPerson(random, pulls, gains, later && isProject(place)),
        );
        return drawnCell(place, later, people, random);
      });
    }).flat();

  function compared(): void {
    for (const seed of seeds) {
      const cells = drawAll(seededRandom(seed));
      const planted = (1 - UNCHANGED) * PROJECT_GAIN;
      const changes = Array.from({ length: PLACES }, (_, place) => {
        const side = (later: boolean) =>
          sumsOf(
            cells
              .filter((cell) => cell.place === place && cell.later === later)
              .flatMap((cell) => cell.pairs),
            change,
          );
        return { key: `N${place}`, treated: isProject(place), before: side(false), after: side(true) };
      });
      table.record("more change in twelve projects", comparedChange(changes, 1), planted, 0);
      const comparators = changes.filter(({ treated }) => !treated);
      for (const project of changes.filter(({ treated }) => treated)) {
        table.record(
          "more change in one project, against 24 networks",
          comparedChange([project, ...comparators], 1),
          planted,
          0,
        );
      }
      adjusted(cells);
    }
  }

  /** Second score on first and group: a point more at the start is `slope` points more at the end. */
  const slope =
    (SPREAD.trait ** 2 + SPREAD.level ** 2) / (SPREAD.trait ** 2 + SPREAD.level ** 2 + SPREAD.score ** 2);
  /** Before the projects began: their gain would else be in one window only. */
  function adjusted(cells: readonly DrawnCell[]): void {
    const found = adjustedDifferences(groupScores(cells.filter(({ later }) => !later)), "0", 1);
    for (const { group, lower, upper } of found) {
      const at = Number(group);
      const truth = (1 - UNCHANGED) * ((GROUP_GAINS[at] ?? 0) + (1 - slope) * (GROUP_STARTS[at] ?? 0));
      table.record(
        `second score given the first, group ${group} against the first`,
        { lower, upper },
        truth,
        0,
      );
    }
  }

  /** People of one network are alike: an interval that takes all as unrelated is too narrow for other networks. */
  function alike(): void {
    const plain = { groups: [0, 0, 0, 0, 0], project: 0 };
    const random = seededRandom(6999);
    const many = Array.from({ length: 300_000 }, () => drawPerson(random, drawPulls(random), plain, false));
    const weight = many.reduce((sum, { chance }) => sum + chance, 0);
    const truth = many.reduce((sum, one) => sum + one.chance * change(one), 0) / weight / 10;
    for (const seed of seeds) {
      const draws = seededRandom(seed);
      const networks = Array.from({ length: PLACES }, (_, place) => {
        const pulls = drawPulls(draws);
        const people = Array.from({ length: 2 * sizeOf(place) }, () =>
          drawPerson(draws, pulls, plain, false),
        );
        return drawnCell(place, false, people, draws).pairs;
      });
      const robust = clusterRobust(
        { columns: [{ name: "constant", decimals: 0 }], outcomeDecimals: 1 },
        networks.map((pairs, place) => constantOnly(sumsOf(pairs, change), place)),
      ).coefficients[0];
      table.record(
        "average change in networks like these",
        { lower: robust?.lower ?? null, upper: robust?.upper ?? null },
        truth,
        0,
      );
      beside.record(
        "average change in networks like these, as if people were unrelated",
        meanInterval(sumsOf(networks.flat(), change), 1),
        truth,
      );
    }
  }

  compared();
  alike();
}
