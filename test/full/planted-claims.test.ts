import { describe, expect, it } from "vitest";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { type Random, seededRandom } from "../../src/sample/random.ts";
import { adjustedDifferences } from "../../src/statistics/adjusted-differences.ts";
import { holmAdjusted } from "../../src/statistics/adjusted-p.ts";
import { clusterRobust } from "../../src/statistics/cluster-robust.ts";
import { completedInFixedClusters } from "../../src/statistics/design-effect.ts";
import { meanInterval, type SumsOfScores } from "../../src/statistics/mean-interval.ts";
import { pairsForPower, peopleToStart } from "../../src/statistics/planning.ts";
import { noDeclaredParts } from "../catalogue-parts.ts";
import { pam } from "../golden/findings-example.ts";
import { constantOnly, drawSums, tenths } from "./calibration-support.ts";
import { drawChange, headlineOf, meanOf, sdOfChanges, shareOf, USUAL } from "./planted-claims-support.ts";

import { drawnCell, drawPerson, drawPulls, groupScores, PLACES, sizeOf } from "./planted-people.ts";

const SEEDS = Array.from({ length: 200 }, (_, at) => 8001 + at);
/** Three Monte Carlo standard errors of a share, both in percent. */
const slack = (percent: number, times: number) => 3 * Math.sqrt((percent * (100 - percent)) / times);

/** How often something is said, in percent of the times that it might be; with a line in the log. */
function said(what: string, each: (random: Random) => readonly boolean[]): { share: number; times: number } {
  const all = SEEDS.flatMap((seed) => each(seededRandom(seed)));
  const share = (100 * all.filter(Boolean).length) / all.length;
  console.log(`${what}: ${share.toFixed(1)} % of ${all.length}`);
  return { share, times: all.length };
}

function expectFalseClaims(what: string, most: number, each: (random: Random) => readonly boolean[]): void {
  const { share, times } = said(what, each);
  expect(share).toBeLessThanOrEqual(most + slack(most, times));
}

const changes = (random: Random, n: number, points: number) =>
  drawSums(n, () => drawChange(random, points, USUAL));
/** Everybody is as likely to come back, whatever group they are of. */
const RETURNING = 0.55;
const count = (random: Random, n: number, chance: number) =>
  Array.from({ length: n }, () => random.chance(chance)).filter(Boolean).length;

describe("where nothing is so, sentences say so at most 5 times in 100", () => {
  const directed = (exact: readonly ExactEstimate[]) =>
    / (rose|fell) by /.test(headlineOf("outcomes", exact).headline);

  it.each([1000, 60, 25])("that the average changed, of %i people", (n) => {
    expectFalseClaims(`no change, ${n} people: “rose” or “fell”`, 5, (random) => {
      const times = n > 500 ? 1 : 12;
      return Array.from({ length: times }, () => directed([meanOf("mean_change", changes(random, n, 0))]));
    });
  });

  it("that a change is less, or more, than the meaningful one, where it is just that", () => {
    const { points } = pam.meaningful_change;
    expectFalseClaims("just meaningful: “at least” or “less than”", 5, (random) =>
      [1000, 200].map((n) =>
        / (at least|less than) the .* taken as /.test(
          headlineOf("outcomes", [meanOf("mean_change", changes(random, n, points))]).headline,
        ),
      ),
    );
  });

  it("that a change is larger than expected from regression to the mean alone, where it is just that", () => {
    const reference = pam.regression_to_mean;
    if (reference === null) throw new Error("No reference.");
    const [r] = reference.r;
    expectFalseClaims("regression to the mean alone: “larger than that”", 2.5, (random) =>
      [400, 60].map((n) => {
        const before: SumsOfScores = drawSums(0, () => 0);
        const starts: number[] = [];
        const change = drawSums(n, () => {
          const start = 45 + 12 * random.normal();
          starts.push(tenths(start));
          return tenths((1 - r) * (reference.mean - start) + 11 * random.normal());
        });
        const mean = starts.reduce((sum, one) => sum + one, 0) / n / 10;
        const band = reference.r.map((one) => (1 - one) * (reference.mean - mean));
        const exact = meanOf("mean_change", change);
        const expected: ExactEstimate = {
          ...meanOf("expected_change_rtm", before),
          n,
          lower: Math.min(...band),
          upper: Math.max(...band),
          level: null,
          kind: "band",
        };
        return headlineOf("outcomes", [exact, expected]).detail.some((one) =>
          one.includes("larger than that"),
        );
      }),
    );
  });

  const CHARACTERISTICS: readonly (readonly [string, readonly number[]])[] = [
    ["gender", [0.4, 0.6]],
    ["age_band", [0.1, 0.3, 0.3, 0.2, 0.1]],
    ["ethnic_group", [0.4, 0.2, 0.2, 0.12, 0.08]],
  ];
  const breakdownsOf = (characteristics: readonly (readonly [string, readonly number[]])[]) => ({
    breakdowns: characteristics.map(([breakdown, shares]) => ({
      breakdown,
      label: breakdown,
      categories: shares.map((_, index) => ({ category: `${index}`, label: `Group ${index}` })),
    })),
  });
  /** The same people's figures by each characteristic; groups alike in all of them. */
  const groupEstimates = (random: Random, people: number) =>
    CHARACTERISTICS.map(([breakdown, shares]) => {
      const rows = shares.map((share, index) => {
        const at = { breakdown, category: `${index}` };
        const due = Math.round(share * people);
        const followed = count(random, due, RETURNING);
        const some = changes(random, followed, 4);
        return {
          follow_up_rate: shareOf("follow_up_rate", followed, due, at),
          mean_change: meanOf("mean_change", some, at),
          share_improved: shareOf("share_improved", count(random, followed, 0.45), followed, at),
        };
      });
      return { breakdown, shares, rows };
    });
  const claimsGap = (headline: string) => !/[Nn]o difference was shown|cannot be compared/.test(headline);

  it("that two groups differ, in a measure and a characteristic", () => {
    const whole = meanOf(
      "mean_baseline",
      drawSums(50, () => 550),
    );
    expectFalseClaims("groups alike: a gap in a measure", 5, (random) =>
      [2400, 500].flatMap((people) =>
        groupEstimates(random, people).flatMap(({ breakdown, shares, rows }) =>
          (["follow_up_rate", "mean_change", "share_improved"] as const).map((measure) =>
            claimsGap(
              headlineOf(
                "equity",
                [whole, ...rows.map((row) => row[measure])],
                breakdownsOf([[breakdown, shares]]),
              ).headline,
            ),
          ),
        ),
      ),
    );
  });

  it("that a group ends higher or lower than another at the same first score, in any group of a characteristic", () => {
    const alike = { groups: [], project: 0, starts: [] };
    expectFalseClaims("groups alike: a clear difference at the same first score, any of four", 5, (random) =>
      Array.from({ length: 2 }, () => {
        const cells = Array.from({ length: PLACES }, (_, place) => {
          const pulls = drawPulls(random);
          const people = Array.from({ length: sizeOf(place) }, () => drawPerson(random, pulls, alike, false));
          return drawnCell(place, false, people, random);
        });
        const found = adjustedDifferences(groupScores(cells), "0", 1);
        return holmAdjusted(found.map(({ p }) => p)).some((p) => p !== null && p < 0.05);
      }),
    );
  });

  it("that any two groups differ, in any measure and characteristic of a page", () => {
    const whole = meanOf(
      "mean_baseline",
      drawSums(50, () => 550),
    );
    expectFalseClaims("groups alike: any gap on a page of three characteristics", 5, (random) => {
      const rows = groupEstimates(random, 2400).flatMap(({ rows: of }) =>
        of.flatMap((row) => Object.values(row)),
      );
      return [claimsGap(headlineOf("equity", [whole, ...rows], breakdownsOf(CHARACTERISTICS)).headline)];
    });
  });

  it.each(["mean_change", "share_men"])("that a project's %s is higher or lower than before", (measure) => {
    const project: Catalogue["projects"][number] = {
      id: "P1",
      name: "Men",
      question: "Do more men benefit?",
      borough: null,
      service: null,
      target_label: null,
      comparator_label: "Networks without a project",
      measures: [{ measure, instrument: measure === "mean_change" ? "pam" : "" }],
      context: [],
      grant: null,
      windows: [],
    };
    const at = (area_type: "project" | "comparator", period: string) =>
      ({
        area_type,
        area: "P1",
        period_type: "window",
        period,
        instrument: measure === "mean_change" ? "pam" : "",
      }) as const;
    expectFalseClaims(`no change of ${measure}: higher or lower after the pilot`, 5, (random) =>
      Array.from({ length: 6 }).flatMap(() => {
        const exact = (["project", "comparator"] as const).flatMap((side) =>
          (["before", "during", "after"] as const).map((period) => {
            const n = side === "project" ? 70 : 400;
            return measure === "mean_change"
              ? meanOf(measure, changes(random, n, 4), at(side, period))
              : shareOf(measure, count(random, 3 * n, 0.37), 3 * n, at(side, period));
          }),
        );
        const { headline } = headlineOf("project", exact, { ...noDeclaredParts, projects: [project] });
        const [here = "", there = ""] = (headline.split(". ")[0] ?? "").split("; ");
        expect(there).toMatch(/comparison networks/);
        return [/^(Higher|Lower) /.test(here), /^(higher|lower) /.test(there)];
      }),
    );
  });
});

describe("a planted change is found at least 80 times in 100 where the sample was sized for it", () => {
  const PLANS = [
    { points: 1.5, spread: 0.6 },
    { points: 2, spread: 1 },
    { points: 4, spread: 1 },
    { points: 4, spread: 1.4 },
    { points: 5.4, spread: 1.4 },
  ];
  const REPEATS = 5;
  const LEAST = 80;

  it("by its interval; the sentence on the page, which rounds the limits, seldom misses what it found", () => {
    let [found, told, times] = [0, 0, 0];
    for (const { points, spread } of PLANS) {
      const shape = { ...USUAL, spread };
      const pairs = pairsForPower(points, sdOfChanges(points, shape), LEAST / 100);
      const { started } = peopleToStart(pairs, 1, RETURNING);
      const tally = { interval: 0, sentence: 0, all: 0 };
      for (const seed of SEEDS) {
        const random = seededRandom(seed);
        for (let repeat = 0; repeat < REPEATS; repeat += 1) {
          const sums = drawSums(Math.max(2, count(random, started, RETURNING)), () =>
            drawChange(random, points, shape),
          );
          tally.all += 1;
          if ((meanInterval(sums, 1).lower ?? 0) > 0) tally.interval += 1;
          if (/ rose by /.test(headlineOf("outcomes", [meanOf("mean_change", sums)]).headline))
            tally.sentence += 1;
        }
      }
      const percent = (of: number) => ((100 * of) / tally.all).toFixed(1);
      console.log(
        `${points} points, ${pairs} pairs of ${started} people: found ${percent(tally.interval)} %, told ${percent(tally.sentence)} % of ${tally.all}`,
      );
      [found, told, times] = [found + tally.interval, told + tally.sentence, times + tally.all];
      expect((100 * tally.interval) / tally.all).toBeGreaterThanOrEqual(LEAST - slack(LEAST, tally.all));
    }
    expect((100 * found) / times).toBeGreaterThanOrEqual(LEAST - slack(LEAST, times));
    expect((100 * (found - told)) / times).toBeLessThan(3);
  });

  it("in people of 36 networks who are alike, sized for that", () => {
    const [networks, icc] = [36, 0.03];
    const points = 3;
    const within = sdOfChanges(points, USUAL);
    const between = within * Math.sqrt(icc / (1 - icc));
    const plan = completedInFixedClusters(
      pairsForPower(points, Math.hypot(within, between), LEAST / 100),
      networks,
      icc,
    );
    if (plan.reason !== null) throw new Error(plan.reason);
    const { share, times } = said(
      `3 points, ${plan.perCluster} in each of 36 networks, CV3: found`,
      (random) =>
        Array.from({ length: REPEATS }, () => {
          const clusters = Array.from({ length: networks }, (_, network) => {
            const own = tenths(between * random.normal());
            return constantOnly(
              drawSums(plan.perCluster, () => own + drawChange(random, points, USUAL)),
              network,
            );
          });
          const design = { columns: [{ name: "constant", decimals: 0 }], outcomeDecimals: 1 };
          return (clusterRobust(design, clusters).coefficients[0]?.lower ?? 0) > 0;
        }),
    );
    expect(share).toBeGreaterThanOrEqual(LEAST - slack(LEAST, times));
  });
});
