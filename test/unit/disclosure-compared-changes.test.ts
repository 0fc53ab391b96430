import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import {
  type ExactComparison,
  type ExactPlaceWindow,
  releaseComparedChanges,
} from "../../src/disclosure/release-compared-changes.ts";
import { Released, Unreleased } from "../../src/disclosure/sealed.ts";
import { row } from "./reports-support.ts";

const nhs = policies["nhs-england"];

const share = (part: number, whole: number): ExactPlaceWindow => ({
  part,
  whole,
  people: [part, whole - part],
});
const network = (before: readonly [number, number], after: readonly [number, number]) => ({
  before: share(...before),
  after: share(...after),
});

/** Changes of −10, 0, 10 and 20 points. */
const NETWORKS = [
  network([50, 100], [40, 100]),
  network([50, 100], [50, 100]),
  network([50, 100], [60, 100]),
  network([50, 100], [70, 100]),
];

const exact = (networks: ExactComparison["networks"], more: Partial<ExactComparison> = {}) =>
  new Unreleased<readonly ExactComparison[]>([
    { project: "P1", measure: "share_men", instrument: "", kind: "share", decimals: 0, networks, ...more },
  ]);

const shown = (area_type: string, period: string, numerator: number, denominator: number) =>
  row({
    measure: "share_men",
    area_type,
    area: "P1",
    period_type: "window",
    period,
    numerator,
    denominator,
    value: numerator / denominator,
  }) as ReleasedEstimate;
/** The project from 30 to 80 of 100. */
const ROWS = [
  shown("project", "before", 30, 100),
  shown("project", "after", 80, 100),
  shown("comparator", "before", 200, 400),
  shown("comparator", "after", 220, 400),
];

const release = (
  networks: ExactComparison["networks"],
  rows: readonly ReleasedEstimate[] = ROWS,
  more: Partial<ExactComparison> = {},
) => {
  const [one] = releaseComparedChanges(exact(networks, more), Released.mark(rows), nhs).value;
  if (one === undefined) throw new Error("No comparison.");
  return one;
};

describe("releaseComparedChanges", () => {
  it("gives the difference in differences worked by hand", () => {
    // 50 − 5 = 45 points. s² = (225 + 25 + 25 + 225) ÷ 3 = 166.7, se = √(166.7 × 1.25) = 14.43, t(3) = 3.1824: ± 45.94.
    const found = release(NETWORKS);
    expect(found).toMatchObject({
      status: "published",
      later: "after",
      estimate: 0.45,
      lower: -0.01,
      upper: 0.91,
      networks: 4,
      left_out: 0,
      as_far: 0,
      may_claim: false,
    });
  });

  it("is no surer than the project's own shares are, where they vary far more by chance than the networks'", () => {
    // From 35% to 55% of 400; networks stay at 25 of 400, two of them at 30 afterwards.
    const rows = [
      shown("project", "before", 140, 400),
      shown("project", "after", 220, 400),
      shown("comparator", "before", 100, 1600),
      shown("comparator", "after", 110, 1600),
    ];
    const still = network([25, 400], [25, 400]);
    const risen = network([25, 400], [30, 400]);
    // Own chance .35 × .65 ÷ 400 + .55 × .45 ÷ 400 = .0011875; theirs .0003064 on average; their changes' s² is .0000521.
    // Squared standard error .0000521 × 1.25 + .0008811 = .0009462; t on 3 degrees of freedom 3.1824.
    // So .19375 ± 3.1824 × .03076 = .0959 to .2916, rounded outwards.
    expect(release([still, risen, still, risen], rows)).toMatchObject({
      status: "published",
      estimate: 0.19,
      lower: 0.09,
      upper: 0.3,
    });
  });

  it("counts the networks that lie as far from the others as the project", () => {
    const still = [...ROWS.filter(({ area_type }) => area_type === "comparator")];
    const found = release(NETWORKS, [
      ...still,
      shown("project", "before", 50, 100),
      shown("project", "after", 60, 100),
    ]);
    // The project lies 5 points off the mean of all five changes −10, 0, 10, 20 and 10: 4 off; the others 16, 6, 4 and 14.
    expect(found.estimate).toBe(0.05);
    expect(found.as_far).toBe(4);
  });

  it("says why there is nothing, and gives no number then", () => {
    const without = (period: string, area_type: string) =>
      ROWS.filter((one) => one.period !== period || one.area_type !== area_type);
    const blank = { status: "not_shown", estimate: null, lower: null, upper: null, as_far: null };
    expect(release(NETWORKS, without("before", "project"))).toMatchObject(blank);
    expect(release(NETWORKS, without("after", "comparator"))).toMatchObject(blank);
    expect(release(NETWORKS.slice(1))).toMatchObject({ ...blank, networks: 3 });
    const withheld = ROWS.map((one) =>
      one.area_type === "project" && one.period === "before"
        ? { ...one, status: "withheld" as const, value: null, numerator: null }
        : one,
    );
    expect(release(NETWORKS, withheld).reason).toMatch(/The figures of the project/);
  });

  it("tells nothing of a small count: the same whatever it is, on either side", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 20, max: 90 }),
        fc.boolean(),
        (one, other, size, inside) => {
          const at = (few: number) => network([inside ? few : size, size + (inside ? 0 : few)], [50, 100]);
          expect(release([...NETWORKS, at(one)])).toEqual(release([...NETWORKS, at(other)]));
          expect(release([...NETWORKS, at(one)]).left_out).toBe(1);
        },
      ),
    );
  });

  it("is the same for all counts that would be published alike, so that one person more or less does not show", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: -2, max: 2 }),
        fc.integer({ min: 0, max: 3 }),
        (fives, off, place) => {
          const part = 5 * fives + 5;
          const moved = NETWORKS.map((one, index) =>
            index === place ? { ...one, after: share(part + off, 100) } : one,
          );
          const plain = NETWORKS.map((one, index) =>
            index === place ? { ...one, after: share(part, 100) } : one,
          );
          expect(release(moved)).toEqual(release(plain));
        },
      ),
    );
  });

  it("leaves out a network whose few people stand for many records, and a mean of few", () => {
    const few = { ...network([50, 100], [60, 100]), before: { part: 50, whole: 100, people: [3, 40] } };
    expect(release([...NETWORKS, few]).left_out).toBe(1);
    const mean = (sum: number, n: number): ExactPlaceWindow => ({ part: sum, whole: n, people: [n, n] });
    const scores = [10, 20, 30, 40].map((sum) => ({ before: mean(0, 10), after: mean(sum, 10) }));
    const rows = ROWS.map((one) => ({ ...one, measure: "mean_change", instrument: "pam" }));
    const more = { measure: "mean_change", instrument: "pam", kind: "mean", decimals: 0 } as const;
    const found = release([...scores, { before: mean(0, 7), after: mean(70, 10) }], rows, more);
    expect(found.left_out).toBe(1);
    // Changes of 1, 2, 3 and 4 points, on average 2.5; the project's of half a point lies 2 below.
    expect(found.estimate).toBe(-2);
  });

  it("does not depend on the order of the networks", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const found = release(order.flatMap((place) => NETWORKS[place] ?? []));
        expect(found).toEqual(release(NETWORKS));
      }),
    );
  });
});
