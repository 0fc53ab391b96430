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
