import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";

const nhs = policies["nhs-england"];
const cell = {
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  numerator: null,
  denominator: null,
  value: null,
  lower: null,
  upper: null,
  level: null,
  status: "published",
  note: "",
} as const;

const share = (numerator: number, denominator: number): ExactEstimate => ({
  ...cell,
  measure: "share_improved",
  instrument: "pam",
  breakdown: "none",
  category: "all",
  numerator,
  denominator,
  n: denominator,
  level: 0.95,
  method: "wilson",
  kind: "proportion",
  decimals: 2,
});

const release = (estimates: readonly ExactEstimate[]) =>
  protectEstimates(new Unreleased(estimates), nhs).value;

/** The two solutions of (p̂ − p)² = z² p (1 − p) / n: Wilson's limits by bisection. */
function wilsonByBisection(x: number, n: number): { lower: number; upper: number } {
  const p = x / n;
  const outside = (at: number) => n * (p - at) ** 2 > 1.959963984540054 ** 2 * at * (1 - at);
  const search = (far: number, near: number): number => {
    let [out, within] = [far, near];
    for (let step = 0; step < 60; step += 1) {
      const middle = (out + within) / 2;
      if (outside(middle)) out = middle;
      else within = middle;
    }
    return within;
  };
  return { lower: x === 0 ? 0 : search(0, p), upper: x === n ? 1 : search(1, p) };
}

/** Counts that may be published: x, n and n − x each 0 or from 8. */
const publishable = fc
  .tuple(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 6000 }), fc.nat(3))
  .map(([some, others, kind]) => ({
    some: kind === 0 ? some % 60 : some,
    others: kind < 2 ? others % 60 : others,
  }))
  .map(({ some, others }) => [some < 8 ? 0 : some, others < 8 ? 0 : others] as const)
  .filter(([some, others]) => some + others > 0)
  .map(([some, others]) => [some, some + others] as const);

describe("a released share", () => {
  it("has limits that hold Wilson's interval of the exact counts, and its own value", () => {
    fc.assert(
      fc.property(publishable, ([x, n]) => {
        const [released] = release([share(x, n)]);
        const { lower, upper } = wilsonByBisection(x, n);
        expect(released?.status).toBe("published");
        expect(released?.lower).toBeLessThanOrEqual(lower + 1e-9);
        expect(released?.upper).toBeGreaterThanOrEqual(upper - 1e-9);
        expect(released?.value).toBeGreaterThanOrEqual(released?.lower ?? Number.NaN);
        expect(released?.value).toBeLessThanOrEqual(released?.upper ?? Number.NaN);
        const [five, all] = [5 * Math.floor((x + 2) / 5), 5 * Math.floor((n + 2) / 5)];
        expect(Math.abs((released?.value ?? Number.NaN) - five / all)).toBeLessThanOrEqual(0.005 + 1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  it("is as wide as the rounding asks for and no wider: some exact counts reach each limit", () => {
    fc.assert(
      fc.property(publishable, ([x, n]) => {
        const [released] = release([share(x, n)]);
        const step = n >= 3998 ? 0.001 : 0.01;
        const near = (count: number) => [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((by) => count + by);
        const alike = near(n)
          .flatMap((all) => near(x).map((some) => [some, all] as const))
          .filter(([some, all]) => [some, all, all - some].every((count) => count === 0 || count >= 8))
          .filter(
            ([some, all]) =>
              all > 0 &&
              Math.round(some / 5) === Math.round(x / 5) &&
              Math.round(all / 5) === Math.round(n / 5),
          )
          .map(([some, all]) => wilsonByBisection(some, all));
        const lowest = Math.min(released?.value ?? 1, ...alike.map(({ lower }) => lower));
        const highest = Math.max(released?.value ?? 0, ...alike.map(({ upper }) => upper));
        expect(Math.abs((released?.lower ?? Number.NaN) - lowest)).toBeLessThanOrEqual(step + 1e-9);
        expect(Math.abs((released?.upper ?? Number.NaN) - highest)).toBeLessThanOrEqual(step + 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a table by group and its total", () => {
  const sizes = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 200 }));
  const [rows, columns] = [
    ["a", "b", "c"],
    ["p", "q", "r", "s"],
  ];
  const table = fc.array(fc.array(sizes, { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 3 });
  const people = (breakdown: string, category: string, value: number): ExactEstimate => ({
    ...cell,
    measure: "people",
    instrument: "",
    breakdown,
    category,
    n: value,
    value,
    method: "count",
    kind: "count",
    decimals: 0,
  });
  const scores = (breakdown: string, category: string, n: number): ExactEstimate => ({
    ...cell,
    measure: "mean_change",
    instrument: "pam",
    breakdown,
    category,
    n,
    value: 3,
    lower: 1,
    upper: 5,
    level: 0.95,
    method: "t-interval-paired",
    kind: "mean",
    decimals: 1,
  });

  it.each([
    ["counts", people],
    ["people with both scores", scores],
  ] as const)("never hide 1 to 7 together below a total that is shown: %s", (_, make) => {
    let withheldBesides = 0;
    fc.assert(
      fc.property(table, (counts) => {
        const total = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);
        const byRow = counts.map(total);
        const byColumn = columns.map((_, index) => total(counts.map((row) => row[index] ?? 0)));
        const estimates = [
          make("none", "all", total(byRow)),
          ...rows.map((row, index) => make("age_band", row, byRow[index] ?? 0)),
          ...columns.map((column, index) => make("gender", column, byColumn[index] ?? 0)),
          ...rows.flatMap((row, at) =>
            columns.map((column, index) =>
              make("age_band*gender", `${row}*${column}`, counts[at]?.[index] ?? 0),
            ),
          ),
        ];
        const released = release(estimates);
        const size = (index: number) => estimates[index]?.n ?? 0;
        const isShown = (index: number) => released[index]?.status === "published";
        const indexes = (keep: (estimate: ExactEstimate) => boolean) =>
          estimates.flatMap((estimate, index) => (keep(estimate) ? [index] : []));
        const holds = (parent: number, children: readonly number[]) => {
          if (!isShown(parent)) return;
          const hidden = total(children.filter((index) => !isShown(index)).map(size));
          expect(hidden === 0 || hidden > 7, `${hidden} hidden of ${size(parent)}`).toBe(true);
        };
        holds(
          0,
          indexes(({ breakdown }) => breakdown === "age_band"),
        );
        holds(
          0,
          indexes(({ breakdown }) => breakdown === "gender"),
        );
        holds(
          0,
          indexes(({ breakdown }) => breakdown === "age_band*gender"),
        );
        for (const [margin, part] of [
          ["age_band", 0],
          ["gender", 1],
        ] as const) {
          for (const parent of indexes(({ breakdown }) => breakdown === margin)) {
            const name = estimates[parent]?.category;
            holds(
              parent,
              indexes(
                ({ breakdown, category }) =>
                  breakdown === "age_band*gender" && category.split("*")[part] === name,
              ),
            );
          }
        }
        // Nothing is hidden without need: where no group is small, all are shown.
        for (const breakdown of ["age_band", "gender", "age_band*gender"]) {
          const group = indexes((one) => one.breakdown === breakdown);
          const someSmall = group.some((index) => size(index) > 0 && size(index) < 8);
          if (!someSmall) for (const index of group) if (size(index) > 0) expect(isShown(index)).toBe(true);
        }
        withheldBesides += estimates.filter((_, index) => !isShown(index) && size(index) > 7).length;
      }),
      { numRuns: 500 },
    );
    expect(withheldBesides).toBeGreaterThan(100);
  });
});
