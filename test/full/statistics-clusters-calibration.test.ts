import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { ancova } from "../../src/statistics/ancova.ts";
import { clusterRobust } from "../../src/statistics/cluster-robust.ts";

const REPLICATES = 10_000;
/** Three Monte Carlo standard errors of a coverage of 95 % in 10,000 replicates. */
const SLACK = 0.65;
const ICC = 0.05;
const MEAN = 50;
const SD = 14;
const design = { columns: [{ name: "intercept", decimals: 0 }], outcomeDecimals: 1 };

/** Coverage in per cent of nominal 95 % intervals of a mean, normal scores in tenths, people alike within clusters. */
function coverage(sizes: readonly number[], seed: number) {
  const generator = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(generator);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const held = { naive: 0, CR1: 0, CR2: 0, CV3: 0 };
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const clusters = sizes.map((size, index) => {
      const common = Math.sqrt(ICC) * normal();
      let [sum, squares] = [0, 0];
      for (let person = 0; person < size; person += 1) {
        const score = Math.round(10 * (MEAN + SD * (common + Math.sqrt(1 - ICC) * normal())));
        sum += score;
        squares += score * score;
      }
      return { key: `${index}`, xx: [[size]], xy: [sum], yy: squares };
    });
    const holds = (line: { readonly lower: number | null; readonly upper: number | null } | undefined) =>
      line != null && (line.lower ?? 0) <= MEAN && MEAN <= (line.upper ?? 0) ? 1 : 0;
    held.naive += holds(ancova(design, clusters).coefficients[0]);
    for (const kind of ["CR1", "CR2", "CV3"] as const) {
      held[kind] += holds(clusterRobust(design, clusters, [], kind).coefficients[0]);
    }
  }
  const percent = (count: number) => (100 * count) / REPLICATES;
  return {
    naive: percent(held.naive),
    CR1: percent(held.CR1),
    CR2: percent(held.CR2),
    CV3: percent(held.CV3),
  };
}

describe("coverage of 95 % intervals with an ICC of 0.05", () => {
  it("ten link workers of 20 people each: 84 % ignoring clusters, 95 % by CV3", () => {
    const found = coverage(
      Array.from({ length: 10 }, () => 20),
      20_240_401,
    );
    console.log("equal clusters", found);
    expect(Math.abs(found.naive - 83.95)).toBeLessThan(3 * Math.sqrt((83.95 * 16.05) / REPLICATES));
    expect(Math.abs(found.CV3 - 95)).toBeLessThan(SLACK);
  });

  it("eight of very unequal size: too little ignoring clusters and by CR1, no less by CV3", () => {
    const found = coverage([60, 55, 8, 6, 10, 5, 20, 12], 20_240_402);
    console.log("unequal clusters", found);
    expect(found.naive).toBeLessThan(80);
    expect(found.CR1).toBeLessThan(92);
    expect(found.CV3).toBeGreaterThanOrEqual(found.CR1);
    expect(Math.abs(found.CR2 - 94.9)).toBeLessThan(3 * 2 * 0.22);
  });
});
