import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { staffBand } from "../../src/disclosure/protect-staff.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { restsOnOne, type StaffBasis } from "../../src/disclosure/staff-basis.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";

const base = {
  measure: "share_dna",
  instrument: "",
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
  numerator: null,
  denominator: null,
  n: null,
  value: null,
  lower: null,
  upper: null,
  level: 0.95,
  method: "wilson",
  status: "published",
  note: "",
  kind: "proportion",
  decimals: 2,
} as const;
const publishable = Object.values(policies).filter((policy) => policy.publishable);
const share = (numerator: number, denominator: number): ExactEstimate => ({
  ...base,
  numerator,
  denominator,
  n: denominator,
});

describe.each(publishable)("a share under $id", (policy) => {
  const release = (x: number, n: number) => protectEstimates(new Unreleased([share(x, n)]), policy).value[0];
  const pairs = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

  it("has limits that hold those of the exact counts, whatever was rounded", () => {
    let shown = 0;
    fc.assert(
      fc.property(pairs, ([x, n]) => {
        const released = release(x, n);
        const isSmall = [x, n, n - x].some((count) => count >= 1 && count <= policy.withholdUpTo);
        expect(released?.status).toBe(isSmall || n < policy.describedFrom ? "withheld" : "published");
        if (released?.status !== "published") return;
        shown += 1;
        const { lower, upper } = wilsonInterval(x, n, 0.95);
        expect(released.lower).toBeLessThanOrEqual(lower ?? Number.NaN);
        expect(released.upper).toBeGreaterThanOrEqual(upper ?? Number.NaN);
        expect(released.value).toBeGreaterThanOrEqual(released.lower ?? Number.NaN);
        expect(released.value).toBeLessThanOrEqual(released.upper ?? Number.NaN);
      }),
      { numRuns: 500 },
    );
    expect(shown).toBeGreaterThan(200);
  });

  it("tells nothing that its counts as shown do not", () => {
    const known = new Map<string, unknown>();
    for (let n = 1; n <= 60; n += 1) {
      for (let x = 0; x <= n; x += 1) {
        const released = release(x, n);
        if (released?.status !== "published") continue;
        const key = `${released.numerator} of ${released.denominator}`;
        expect(known.get(key) ?? released).toEqual(released);
        known.set(key, released);
      }
    }
    expect(known.size).toBeGreaterThan(20);
  });
});

describe.each(publishable)("a band of staff under $id", (policy) => {
  it("holds at least four numbers of staff, of any number", () => {
    for (let n = 1; n <= 300; n += 1) {
      const held = new Map<number, number>();
      for (let x = 0; x <= n; x += 1) {
        const band = staffBand(x, n, policy);
        if (band === null) continue;
        expect(x / n).toBeGreaterThanOrEqual(band.lower - 1e-12);
        expect(x / n).toBeLessThanOrEqual(band.upper + 1e-12);
        held.set(band.lower, (held.get(band.lower) ?? 0) + 1);
      }
      expect(held.size, `of ${n}`).toBe(n < 10 ? 0 : n < 20 ? 2 : 5);
      for (const count of held.values()) expect(count, `of ${n}`).toBeGreaterThanOrEqual(4);
    }
  });
});

describe("working time that one worker has nearly all of", () => {
  const { staff: rules } = policies["nhs-england"];
  const capacity = (fte: number, staff: StaffBasis, more: Partial<ExactEstimate> = {}) =>
    protectEstimates(
      new Unreleased([
        { ...base, measure: "link_worker_fte", kind: "capacity", level: null, value: fte, staff, ...more },
      ]),
      policies["nhs-england"],
    ).value[0];

  it("is up to a whole number of full-time equivalents, and never the sum", () => {
    // 1.0 and 0.05: the other has a twentieth of it. 1.0 and 0.2: a fifth.
    expect(capacity(1.05, { staff: 2, largest: 1 / 1.05 })).toMatchObject({
      value: null,
      lower: 0,
      upper: 2,
    });
    expect(capacity(0.84, { staff: 2, largest: 0.8 / 0.84 })).toMatchObject({ value: null, upper: 1 });
    expect(capacity(1.2, { staff: 2, largest: 1 / 1.2 })).toMatchObject({ value: 1.2, status: "published" });
    const perPatients = { numerator: 1.05, denominator: 40_000, per: 10_000, decimals: 3 } as const;
    expect(capacity(0.2625, { staff: 2, largest: 1 / 1.05 }, perPatients)).toMatchObject({
      value: null,
      numerator: null,
      denominator: null,
      lower: 0,
      upper: 0.5,
    });
  });

  it("divides no rate that is shown", () => {
    const rate = { ...base, kind: "rate", measure: "new_referrals_per_fte", numerator: 90, n: 90 } as const;
    const shown = (staff: StaffBasis) =>
      protectEstimates(
        new Unreleased([{ ...rate, denominator: 1.05, value: 90 / 1.05, staff }]),
        policies["nhs-england"],
      ).value[0];
    expect(shown({ staff: 2, largest: 1 / 1.05 })).toMatchObject({ status: "withheld", denominator: null });
    expect(shown({ staff: 2, largest: 0.6 })?.status).toBe("published");
  });

  it("is where the others have less than a tenth of what the one has", () => {
    const times = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 });
    let dominated = 0;
    fc.assert(
      fc.property(times, ([first = 1, ...rest]) => {
        const all = [first * 10, ...rest];
        const total = all.reduce((sum, one) => sum + one, 0);
        const most = Math.max(...all);
        const expected = 10 * (total - most) < most;
        dominated += expected && all.length > 1 ? 1 : 0;
        expect(restsOnOne({ staff: all.length, largest: most / total }, rules)).toBe(expected);
      }),
      // A tie in the last bit is no fault.
      { numRuns: 1000, examples: [[[5]], [[100, 99]], [[100, 101]]] },
    );
    expect(dominated).toBeGreaterThan(50);
    expect(restsOnOne({ staff: 1, largest: 1 }, policies.none.staff)).toBe(false);
  });
});
