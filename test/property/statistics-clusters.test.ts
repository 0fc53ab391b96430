import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancova } from "../../src/statistics/ancova.ts";
import { clusterRobust } from "../../src/statistics/cluster-robust.ts";
import { mergeCrossProducts } from "../../src/statistics/cross-products.ts";
import { randomIntercept } from "../../src/statistics/random-intercept.ts";
import { productsOf } from "../unit/statistics-clusters-support.ts";

const design = {
  columns: ["intercept", "baseline", "group"].map((name) => ({
    name,
    decimals: name === "baseline" ? 1 : 0,
  })),
  outcomeDecimals: 1,
};
const mean = { columns: [{ name: "intercept", decimals: 0 }], outcomeDecimals: 1 };
/** Baseline, group and follow-up; baselines differ enough for columns not to be aliased by chance. */
const person = fc.tuple(
  fc.integer({ min: 0, max: 1000 }),
  fc.integer({ min: 0, max: 1 }),
  fc.integer({ min: 0, max: 1000 }),
);
type Person = readonly [number, number, number];
const people = fc.array(fc.array(person, { minLength: 2, maxLength: 7 }), { minLength: 3, maxLength: 8 });
const sumsOf = (groups: readonly (readonly Person[])[], scale = 1, shift = 0) =>
  groups.map((rows, index) =>
    productsOf(
      `c${index}`,
      rows.map(([x, group, y]) => [1, x, group, scale * y + shift]),
      3,
    ),
  );
const changesOf = (groups: readonly (readonly Person[])[], scale = 1, shift = 0) =>
  groups.map((rows, index) =>
    productsOf(
      `c${index}`,
      rows.map(([x, , y]) => [1, scale * (y - x) + shift]),
      1,
    ),
  );
const close = (actual: number | null | undefined, wanted: number | null | undefined, relative = 1e-7) => {
  if (actual == null || wanted == null) expect(actual ?? null).toBe(wanted ?? null);
  else expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(wanted)));
};

describe("regressions", () => {
  it("are the same for clusters in another order, split or merged, where people count as independent", () => {
    fc.assert(
      fc.property(people, (groups) => {
        const sums = sumsOf(groups);
        const [first, second, ...others] = sums;
        if (first === undefined || second === undefined) throw new Error("There are no clusters.");
        const whole = ancova(design, sums);
        const merged = ancova(design, [...others, mergeCrossProducts("both", second, first)]);
        const apart = ancova(design, sumsOf(groups.flatMap((rows) => rows.map((one) => [one]))));
        for (const other of [merged, apart]) {
          expect(other).toMatchObject({ n: whole.n, reason: whole.reason, aliased: whole.aliased });
          close(other.rSquared, whole.rSquared);
          other.coefficients.forEach((line, index) => {
            close(line.value, whole.coefficients[index]?.value);
            close(line.standardError, whole.coefficients[index]?.standardError);
          });
        }
      }),
    );
  });

  it("hold their estimate in the interval, with p below 0.05 where it leaves out 0; R² lies in 0–1", () => {
    fc.assert(
      fc.property(people, fc.constantFrom("CV3", "CR0", "CR1", "CR1S", "CR2"), (groups, kind) => {
        const plain = ancova(design, sumsOf(groups));
        const robust = clusterRobust(design, sumsOf(groups), [], kind);
        if (plain.rSquared !== null) {
          expect(plain.rSquared).toBeGreaterThanOrEqual(-1e-9);
          expect(plain.rSquared).toBeLessThanOrEqual(1);
        }
        for (const { value, lower, upper, p } of [...plain.coefficients, ...robust.coefficients]) {
          if (lower === null || upper === null || p === null) continue;
          expect(lower).toBeLessThanOrEqual(value);
          expect(upper).toBeGreaterThanOrEqual(value);
          if (Math.abs(p - 0.05) > 1e-9) expect(p < 0.05).toBe(lower > 0 || upper < 0);
        }
      }),
    );
  });

  it("by CV3 do not depend on the clusters' order, and grow with the outcome's scale", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: -900, max: 900 }), (groups, shift) => {
        const here = clusterRobust(design, sumsOf(groups));
        const turned = clusterRobust(design, sumsOf(groups.toReversed(), 3, shift));
        expect(turned.reason).toBe(here.reason);
        here.coefficients.forEach((line, index) => {
          const other = turned.coefficients[index];
          expect(other?.reason).toBe(line.reason);
          close(other?.value, 3 * line.value + (index === 0 ? shift / 10 : 0));
          close(other?.standardError, line.standardError === null ? null : 3 * line.standardError);
        });
      }),
    );
  });

  it("of a mean are at least √((G − 1)/G) of CR0's by CV3, and CR1's where clusters are equal", () => {
    fc.assert(
      fc.property(people, (groups) => {
        const se = (kind: "CR0" | "CR1" | "CV3", from: typeof groups) =>
          clusterRobust(mean, changesOf(from), [], kind).coefficients[0]?.standardError;
        const [left, none] = [se("CV3", groups), se("CR0", groups)];
        const share = Math.sqrt((groups.length - 1) / groups.length);
        if (left != null && none != null) expect(left).toBeGreaterThanOrEqual(none * share * (1 - 1e-9));
        const equal = groups.map((rows) => rows.slice(0, 2));
        close(se("CV3", equal), se("CR1", equal));
      }),
    );
  });
});

describe("random intercepts", () => {
  it("add up to nothing, are drawn in towards it, and take a share of variance from 0 to 1", () => {
    fc.assert(
      fc.property(people, (groups) => {
        const { model } = randomIntercept(mean, changesOf(groups));
        if (model === null) return;
        const [fixed] = model.coefficients;
        const spread = Math.sqrt(model.residualVariance + model.clusters.variance);
        expect(model.clusters.icc).toBeGreaterThanOrEqual(0);
        expect(model.clusters.icc).toBeLessThan(1);
        expect(model.likelihoodRatio).toBeGreaterThanOrEqual(0);
        const { effects } = model.clusters;
        expect(Math.abs(effects.reduce((sum, { value }) => sum + value, 0))).toBeLessThan(1e-7 * spread);
        effects.forEach(({ value, lower, upper }, index) => {
          const changes = groups[index]?.map(([x, , y]) => (y - x) / 10) ?? [];
          const raw = changes.reduce((a, b) => a + b, 0) / changes.length - (fixed?.value ?? Number.NaN);
          expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(raw) + 1e-9 * spread);
          if (lower === null || upper === null) expect(model.clusters.singular).toBe(true);
          else expect(lower <= value && value <= upper).toBe(true);
        });
      }),
    );
  });

  it("do not depend on order or level, and follow the scale", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: -900, max: 900 }), (groups, shift) => {
        const here = randomIntercept(mean, changesOf(groups)).model;
        const there = randomIntercept(mean, changesOf(groups.toReversed(), 2, shift)).model;
        if (here === null || there === null) {
          expect(there).toBe(here);
          return;
        }
        const parts = here.residualVariance + here.clusters.variance;
        close(there.residualVariance / parts, (4 * here.residualVariance) / parts, 1e-4);
        close(there.clusters.variance / parts, (4 * here.clusters.variance) / parts, 1e-4);
        close(there.coefficients[0]?.value, 2 * (here.coefficients[0]?.value ?? 0) + shift / 10, 1e-4);
      }),
      { numRuns: 60 },
    );
  });
});
