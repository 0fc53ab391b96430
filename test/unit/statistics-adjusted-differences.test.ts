import { describe, expect, it } from "vitest";
import { adjustedDifferences, type GroupScores } from "../../src/statistics/adjusted-differences.ts";
import { clusterRobust } from "../../src/statistics/cluster-robust.ts";

interface Person {
  readonly cluster: string;
  readonly group: string;
  readonly before: number;
  readonly after: number;
}

function sums(people: readonly Person[]): readonly GroupScores[] {
  const cells = new Map<string, GroupScores>();
  for (const { cluster, group, before, after } of people) {
    const key = `${cluster}|${group}`;
    const old = cells.get(key);
    const add = (name: Exclude<keyof GroupScores, "cluster" | "group">, more: number) =>
      Number(old?.[name] ?? 0) + more;
    cells.set(key, {
      ...{ cluster, group, n: add("n", 1), sumBefore: add("sumBefore", before) },
      ...{ sumBefore2: add("sumBefore2", before ** 2), sumAfter: add("sumAfter", after) },
      ...{ sumProduct: add("sumProduct", before * after), sumAfter2: add("sumAfter2", after ** 2) },
    });
  }
  return [...cells.values()];
}

/** Twelve places; after = 20 + ½ before, in B lower by 1.5 to 4.5, by 3 over all; and ±1 to 4 that cancel out. */
const world = (places = 12, inB = 4): Person[] =>
  Array.from({ length: places }, (_, place) =>
    (["A", "B"] as const).flatMap((group) =>
      Array.from({ length: group === "A" ? 4 : inB }, (_, at) => {
        const before = 40 + 10 * (at >> 1) + (group === "B" ? 8 : 0) + 2 * (place % 3);
        const noise = (at % 2 === 0 ? 1 : -1) * (1 + (place % 4));
        return {
          cluster: `S${place}`,
          group,
          before,
          after: 20 + before / 2 + (group === "B" ? (place % 4) - 4.5 : 0) + noise,
        };
      }),
    ),
  ).flat();

describe("differences between groups at the same first score", () => {
  it("finds what was planted, though the group began higher", () => {
    const [b] = adjustedDifferences(sums(world()), "A", 0);
    expect(b).toMatchObject({ group: "B", n: 48, reason: null });
    expect(b?.value).toBeCloseTo(-3, 10);
    expect(b?.lower ?? 0).toBeLessThan(-3);
    expect(b?.upper ?? 0).toBeGreaterThan(-3);
  });

  it("is CR2 with Satterthwaite's degrees of freedom on the same sums", () => {
    const people = world();
    const [b] = adjustedDifferences(sums(people), "A", 0);
    const design = {
      outcomeDecimals: 0,
      columns: ["all", "before", "B"].map((name) => ({ name, decimals: 0 })),
    };
    const keys = [...new Set(people.map(({ cluster }) => cluster))];
    const clusters = keys.map((key) => {
      const own = people.filter(({ cluster }) => cluster === key);
      const rows = own.map(({ before, group }) => [1, before, group === "B" ? 1 : 0]);
      const of = (i: number, j: number) => rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0);
      return {
        key,
        xx: [0, 1, 2].map((i) => [0, 1, 2].map((j) => of(i, j))),
        xy: [0, 1, 2].map((i) => own.reduce((sum, { after }, at) => sum + (rows[at]?.[i] ?? 0) * after, 0)),
        yy: own.reduce((sum, { after }) => sum + after ** 2, 0),
      };
    });
    const fit = clusterRobust(design, clusters, [], "CR2").coefficients[2];
    expect(b?.lower).toBeCloseTo(fit?.lower ?? Number.NaN, 10);
    expect(b?.degreesOfFreedom).toBeCloseTo(fit?.degreesOfFreedom ?? Number.NaN, 10);
  });

  it("says why there is no figure", () => {
    const few = (people: readonly Person[]) => adjustedDifferences(sums(people), "A", 0)[0];
    expect(few(world(9))).toMatchObject({ reason: "few_clusters", value: null });
    const small = world(12).filter(({ group, cluster }) => group === "A" || ["S0", "S1"].includes(cluster));
    expect(few(small)).toMatchObject({ reason: "few_people", n: 8 });
    const nearby = world(12, 12).filter(
      ({ group, cluster }) => group === "A" || ["S0", "S1"].includes(cluster),
    );
    expect(few(nearby)).toMatchObject({ reason: "few_degrees", n: 24, value: null });
    expect(few(world().filter(({ group }) => group === "B"))).toMatchObject({ reason: "no_fit" });
  });
});
