import { type Random, seededRandom } from "../../src/sample/random.ts";
import { eventRate } from "../../src/statistics/event-rate.ts";
import { inequalityGradient, shareGroup } from "../../src/statistics/inequality-gradient.ts";
import { kaplanMeier } from "../../src/statistics/kaplan-meier.ts";
import { quantileInterval } from "../../src/statistics/quantile-interval.ts";
import { rateRatio } from "../../src/statistics/rate-ratio.ts";
import {
  representationRatio,
  sampledRepresentationRatio,
} from "../../src/statistics/representation-ratio.ts";
import { shareAtDay } from "../../src/statistics/share-over-time.ts";
import type { CoverageTable } from "./coverage-table.ts";
import { GROUP_SHARES, histogramOf } from "./planted-people.ts";

/** Counts, times and rates drawn for each seed: reach, referrals, waits and a gradient. */
export function recordCounts(seeds: readonly number[], table: CoverageTable): void {
  function reach(random: Random): void {
    const population = [0.38, 0.22, 0.2, 0.14, 0.06];
    const draw = (n: number, shares: readonly number[]) => {
      const counts = shares.map(() => 0);
      for (let person = 0; person < n; person += 1) {
        const group = random.weighted(shares.map((share, index) => [index, share] as const));
        counts[group] = (counts[group] ?? 0) + 1;
      }
      return counts;
    };
    const reached = draw(700, GROUP_SHARES);
    const sample = draw(1500, population);
    for (const [group, share] of population.entries()) {
      const truth = (GROUP_SHARES[group] ?? 0) / share;
      const observed = reached[group] ?? 0;
      table.record("representation ratio", representationRatio(observed, 700, share), truth, 1);
      const reference = { observed: sample[group] ?? 0, n: 1500 };
      table.record(
        "representation ratio, population from a sample",
        sampledRepresentationRatio(observed, 700, reference),
        truth,
        1,
      );
    }
  }

  /** Events of a steady chance over a time in which so many are to be expected. */
  const events = (random: Random, expected: number): number => {
    let count = -1;
    for (let time = 0; time < expected; count += 1) time -= Math.log(1 - random.uniform());
    return count;
  };

  function rates(random: Random): void {
    for (const expected of [6, 40, 150]) {
      const people = 2.5;
      table.record(
        `referrals per 1,000, ${expected} expected`,
        eventRate(events(random, expected), people, 1),
        expected / people,
      );
    }
    const ratio = rateRatio(
      { events: events(random, 45), exposure: 1.5 },
      { events: events(random, 100), exposure: 5 },
    );
    table.record("ratio of two rates", ratio, 45 / 1.5 / (100 / 5), 1);
  }

  /** Two in five wait long. */
  const MEANS = [
    [0.6, 12],
    [0.4, 50],
  ] as const;
  const waitsLonger = (days: number) =>
    MEANS.reduce((sum, [share, mean]) => sum + share * Math.exp(-(days + 1) / mean), 0);
  function waits(random: Random): void {
    const drawn = Array.from({ length: 160 }, () => {
      const [, mean] = random.chance(MEANS[0][0]) ? MEANS[0] : MEANS[1];
      return { days: Math.floor(-mean * Math.log(1 - random.uniform())), seen: random.int(20, 150) };
    });
    const median =
      Array.from({ length: 200 }, (_, days) => days).find((days) => waitsLonger(days) <= 0.5) ?? Number.NaN;
    table.record(
      "median wait of those reached",
      quantileInterval(histogramOf(drawn.map(({ days }) => days)), 0.5),
      median,
    );
    const rows = drawn.map(({ days, seen }) =>
      days <= seen ? { day: days, events: 1, censored: 0 } : { day: seen, events: 0, censored: 1 },
    );
    const curve = kaplanMeier(rows);
    for (const day of [14, 60])
      table.record(
        `still waiting after ${day} days, some not seen to the end`,
        shareAtDay(curve, day),
        waitsLonger(day),
      );
    table.record("median wait, some not seen to the end", curve.median, median);
  }

  function gradient(random: Random): void {
    const sizes = [180, 150, 130, 120, 120];
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let before = 0;
    const quintiles = sizes.flatMap((size, index) => {
      const rank = (before + size / 2) / total;
      before += size;
      const met = Array.from({ length: size }, () => random.chance(0.3 + 0.2 * rank)).filter(Boolean).length;
      return shareGroup(`${index + 1}`, met, size) ?? [];
    });
    const { slopeLower: lower, slopeUpper: upper } = inequalityGradient(quintiles);
    table.record("gradient over quintiles", { lower, upper }, 0.2, 0);
  }

  for (const seed of seeds) {
    const random = seededRandom(seed);
    reach(random);
    rates(random);
    waits(random);
    gradient(random);
  }
}
