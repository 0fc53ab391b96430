import type { Random } from "../../src/sample/random.ts";
import type { CrossProducts } from "../../src/statistics/cross-products.ts";
import type { SumsOfScores } from "../../src/statistics/mean-interval.ts";

/** Replicates of each simulation, as in the oracle. */
export const REPLICATES = 10_000;

/** For each thing that may happen in a replicate, the share of replicates in which it does, in percent. */
export function percentsOf<Name extends string>(
  run: () => Readonly<Record<Name, boolean>>,
): Record<Name, number> {
  const counts = new Map<string, number>();
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    for (const [name, happened] of Object.entries(run())) {
      counts.set(name, (counts.get(name) ?? 0) + (happened ? 1 : 0));
    }
  }
  const percents = [...counts].map(([name, count]) => [name, (100 * count) / REPLICATES]);
  return Object.fromEntries(percents) as Record<Name, number>;
}

/** Share of the replicates in which something happens, in percent. */
export function percentOf(happens: () => boolean): number {
  return percentsOf(() => ({ it: happens() })).it;
}

/** Three Monte Carlo standard errors, in percentage points, of a share in percent found twice. */
export function monteCarloSlack(percent: number, oracleReplicates = REPLICATES): number {
  const share = percent / 100;
  return 300 * Math.sqrt(share * (1 - share) * (1 / REPLICATES + 1 / oracleReplicates));
}

/** Sums of `n` scores in tenths of a point. */
export function drawSums(n: number, draw: () => number): SumsOfScores {
  let [sum, sumOfSquares] = [0, 0];
  for (let person = 0; person < n; person += 1) {
    const score = draw();
    sum += score;
    sumOfSquares += score * score;
  }
  return { n, sum, sumOfSquares };
}

/** Points to whole tenths. */
export function tenths(points: number): number {
  return Math.round(10 * points);
}

/** A draw from the gamma distribution of scale 1; shape above 1/3. Marsaglia and Tsang (2000), ACM TOMS 26:363–372. */
export function gammaDraw(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  for (;;) {
    const x = random.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Scores in tenths round 0 of people with link workers who differ: variance 100 points², of it `icc` between workers. */
export function drawClusters(random: Random, sizes: readonly number[], icc: number): readonly SumsOfScores[] {
  return sizes.map((size) => {
    const worker = 10 * Math.sqrt(icc) * random.normal();
    return drawSums(size, () => tenths(worker + 10 * Math.sqrt(1 - icc) * random.normal()));
  });
}

/** A cluster's sums as a regression on a constant. */
export function constantOnly({ n, sum, sumOfSquares }: SumsOfScores, index: number): CrossProducts {
  return { key: `LW${index}`, xx: [[n]], xy: [sum], yy: sumOfSquares };
}
