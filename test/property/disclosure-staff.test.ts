import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Policy, policies } from "../../src/disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { placeOf } from "../../src/disclosure/staff-basis.ts";
import { countLimits } from "../../src/statistics/count-interval.ts";

const nhs = policies["nhs-england"];

function exact(more: Partial<ExactEstimate>): ExactEstimate {
  return {
    measure: "share_long_absence",
    instrument: "",
    area_type: "service",
    area: "SVC01",
    period_type: "financial_year",
    period: "2022-23",
    breakdown: "none",
    category: "all",
    numerator: null,
    denominator: null,
    n: null,
    value: null,
    lower: null,
    upper: null,
    level: null,
    method: "staff-band",
    status: "published",
    note: "",
    kind: "staff_share",
    decimals: 2,
    ...more,
  };
}

const protect = (estimates: readonly ExactEstimate[], policy: Policy = nhs) =>
  protectEstimates(new Unreleased(estimates), policy).value;

function one(more: Partial<ExactEstimate>, policy: Policy = nhs): ReleasedEstimate {
  const [released] = protect([exact(more)], policy);
  if (released === undefined) throw new Error("Nothing was released.");
  return released;
}

const share = (numerator: number, denominator: number, staff = denominator): Partial<ExactEstimate> => ({
  numerator,
  denominator,
  n: denominator,
  value: numerator / denominator,
  staff: { staff, ...(staff === denominator ? {} : { respondents: denominator }) },
});

describe("a share of staff", () => {
  it("is a half from 10 staff, a fifth from 20, and nothing below 10", () => {
    expect(one(share(3, 9))).toMatchObject({ status: "withheld", lower: null, upper: null });
    expect(one(share(4, 10))).toMatchObject({ status: "published", lower: 0, upper: 0.5 });
    expect(one(share(5, 10))).toMatchObject({ lower: 0.5, upper: 1 });
    expect(one(share(19, 19))).toMatchObject({ lower: 0.5, upper: 1 });
    expect(one(share(3, 20))).toMatchObject({ lower: 0, upper: 0.2 });
    expect(one(share(4, 20))).toMatchObject({ lower: 0.2, upper: 0.4 });
    expect(one(share(20, 20))).toMatchObject({ lower: 0.8, upper: 1 });
    // 12 staff of whom 4, 9 and 10 answered.
    expect(one(share(1, 4, 12)).status).toBe("withheld");
    expect(one(share(1, 9, 12)).status).toBe("withheld");
    expect(one(share(1, 10, 12))).toMatchObject({ status: "published", lower: 0, upper: 0.5 });
  });

  it("shows the band and nothing that tells two numbers of the same band apart", () => {
    const counts = fc
      .integer({ min: 10, max: 300 })
      .chain((n) => fc.tuple(fc.nat(n), fc.nat(n), fc.constant(n)));
    let alike = 0;
    fc.assert(
      fc.property(counts, ([x, y, n]) => {
        const [first, second] = [one(share(x, n)), one(share(y, n))];
        expect(first).toMatchObject({
          status: "published",
          numerator: null,
          denominator: null,
          n: null,
          value: null,
        });
        expect(x / n).toBeGreaterThanOrEqual((first.lower ?? 2) - 1e-12);
        expect(x / n).toBeLessThanOrEqual((first.upper ?? -1) + 1e-12);
        expect(Object.keys(first)).not.toContain("staff");
        if (first.lower === second.lower) {
          alike += 1;
          expect(second).toEqual(first);
        }
      }),
      { numRuns: 2000 },
    );
    expect(alike).toBeGreaterThan(200);
  });

  it("has bands of at least four numbers of staff, for every number of staff and of answers that is shown", () => {
    for (let n = 1; n <= 400; n += 1) {
      const bands = new Map<number | null, number>();
      for (let x = 0; x <= n; x += 1) {
        const released = one(share(x, n, Math.max(n, 10)));
        if (released.status !== "published") continue;
        bands.set(released.lower, (bands.get(released.lower) ?? 0) + 1);
      }
      expect(bands.size, `of ${n}`).toBe(n < 10 ? 0 : n < 20 ? 2 : 5);
      for (const held of bands.values()) expect(held, `of ${n}`).toBeGreaterThanOrEqual(4);
    }
  });

  it("is as it is under the policy for local work", () => {
    expect(one(share(2, 3), policies.none)).toMatchObject({ numerator: 2, denominator: 3, value: 2 / 3 });
  });
});

describe("an average of staff", () => {
  const mean = (n: number, staff: number, more: Partial<ExactEstimate> = {}): Partial<ExactEstimate> => ({
    measure: "burnout_work",
    kind: "staff_mean",
    n,
    value: 51.237,
    lower: 44.461,
    upper: 58.013,
    level: 0.95,
    decimals: 1,
    staff: { staff, respondents: n },
    ...more,
  });

  it("needs 10 staff, 10 answers and a spread, and tells how many answered, rounded", () => {
    expect(one(mean(13, 25))).toMatchObject({
      n: 15,
      value: 51.2,
      lower: 44.5,
      upper: 58,
      status: "published",
    });
    expect(one(mean(10, 10))).toMatchObject({ n: 10, status: "published" });
    for (const more of [mean(9, 9), mean(9, 25), mean(13, 25, { lower: null, upper: null, level: null })]) {
      expect(one(more)).toMatchObject({ status: "withheld", n: null, value: null, lower: null });
    }
  });

  it("does not tell of few staff that none of them answered", () => {
    const nobody = { ...mean(0, 6), value: null, lower: null, upper: null, status: "too_few" } as const;
    expect(one(nobody)).toMatchObject({ status: "withheld" });
    expect(one({ ...nobody, status: "not_yet_observable" })).toMatchObject({
      status: "not_yet_observable",
      n: null,
    });
  });
});

describe("capacity of a single worker", () => {
  const capacity = (more: Partial<ExactEstimate>): Partial<ExactEstimate> => ({
    measure: "link_worker_fte",
    kind: "capacity",
    value: 0.6,
    decimals: 2,
    staff: { staff: 1 },
    ...more,
  });

  it("is up to one, also per 10,000 patients, and no rate divides by it", () => {
    expect(one(capacity({}))).toMatchObject({ value: null, lower: 0, upper: 1, status: "published" });
    const perPatients = { numerator: 0.6, denominator: 40_000, value: 0.15, per: 10_000, decimals: 3 };
    expect(one(capacity(perPatients))).toMatchObject({
      value: null,
      numerator: null,
      denominator: null,
      lower: 0,
      upper: 0.25,
    });
    const rate = { kind: "rate", numerator: 120, denominator: 0.6, n: 120, value: 200, decimals: 1 } as const;
    expect(one(capacity(rate))).toMatchObject({ status: "withheld", value: null, denominator: null });
    expect(one(capacity({ ...rate, staff: { staff: 2 } }))).toMatchObject({
      status: "published",
      value: 200,
    });
    expect(one(capacity({ value: 1.2 }))).toMatchObject({ status: "withheld", upper: null });
  });

  it("is the same whatever the contract, and cannot be had from the area around it", () => {
    const part = (area: string, staff: number, value: number) =>
      exact({
        ...capacity({ value }),
        area_type: "pcn",
        area,
        staff: { staff, within: [placeOf({ ...place, area_type: "borough", area: "E09000007" })] },
      });
    const place = { period_type: "financial_year", period: "2022-23" };
    const whole = (staff: number, value: number) =>
      exact({ ...capacity({ value }), area_type: "borough", area: "E09000007", staff: { staff } });
    // 0.4 alone, 2.4 of three and 1.8 of two: 4.6 less 2.4 less 1.8 is 0.4. So the smaller of the others goes too.
    const released = protect([part("P1", 1, 0.4), part("P2", 3, 2.4), part("P3", 2, 1.8), whole(6, 4.6)]);
    expect(released.map(({ status, value }) => [status, value])).toEqual([
      ["published", null],
      ["published", 2.4],
      ["withheld", null],
      ["published", 4.6],
    ]);
    const other = protect([part("P1", 1, 0.9), part("P2", 3, 2.4), part("P3", 2, 1.8), whole(6, 5.1)]);
    expect(other[0]).toEqual(released[0]);
    // With two single workers only their sum could be had, and nothing more is withheld.
    const two = protect([part("P1", 1, 0.4), part("P2", 3, 2.4), part("P3", 1, 0.8), whole(5, 3.6)]);
    expect(two.map(({ value }) => value)).toEqual([null, 2.4, null, 3.6]);
  });
});

describe("what services leave of the programme", () => {
  const measure = fc.record({
    staff: fc.integer({ min: 1, max: 40 }),
    percent: fc.integer({ min: 0, max: 100 }),
  });
  const programmePlace = "programme|programme|financial_year|2022-23";

  it("holds nobody, or at least 10 staff and 5 answers", () => {
    let withheldBesides = 0;
    const setting = fc.tuple(
      fc.array(measure, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 12 }),
    );
    fc.assert(
      fc.property(setting, ([services, unplaced]) => {
        const sizes = services.map(({ staff, percent }) => ({
          staff,
          answers: Math.floor((staff * percent) / 100),
        }));
        const all = sizes.reduce((sum, { staff }) => sum + staff, unplaced);
        const answers = sizes.reduce((sum, one) => sum + one.answers, unplaced);
        const mean = (area: string, staff: number, respondents: number, within: readonly string[]) =>
          exact({
            measure: "burnout_work",
            kind: "staff_mean",
            area_type: within.length === 0 ? "programme" : "service",
            area,
            n: respondents,
            value: 50,
            lower: 45,
            upper: 55,
            status: respondents === 0 ? "too_few" : "published",
            staff: { staff, respondents, within },
          });
        const released = protect([
          mean("programme", all, answers, []),
          ...sizes.map((one, index) => mean(`SVC${index}`, one.staff, one.answers, [programmePlace])),
        ]);
        const shown = released.flatMap(({ status }, index) => (status === "published" ? [index] : []));
        if (!shown.includes(0) || shown.length === 1) return;
        const left = (of: (one: { staff: number; answers: number }) => number, total: number) =>
          total - sizes.reduce((sum, one, index) => sum + (shown.includes(index + 1) ? of(one) : 0), 0);
        const leftAnswers = left((one) => one.answers, answers);
        if (leftAnswers > 0) {
          expect(leftAnswers).toBeGreaterThanOrEqual(5);
          expect(left((one) => one.staff, all)).toBeGreaterThanOrEqual(10);
        }
        withheldBesides += sizes.filter(
          (one, index) => one.staff >= 10 && one.answers >= 5 && !shown.includes(index + 1),
        ).length;
      }),
      { numRuns: 1000 },
    );
    expect(withheldBesides).toBeGreaterThan(50);
  });

  it("is left alone where no small service is hidden", () => {
    const shareOf = (area_type: "programme" | "service", area: string, x: number, staff: number) =>
      exact({
        area_type,
        area,
        ...share(x, staff),
        staff: { staff, within: area_type === "service" ? [programmePlace] : [] },
      });
    const released = protect([
      shareOf("programme", "programme", 20, 60),
      shareOf("service", "SVC1", 5, 25),
      shareOf("service", "SVC2", 15, 35),
    ]);
    expect(released.every(({ status }) => status === "published")).toBe(true);
    // With a third service of 6 the programme less the two others would give it away.
    const three = protect([
      shareOf("programme", "programme", 22, 66),
      shareOf("service", "SVC1", 5, 25),
      shareOf("service", "SVC2", 15, 35),
      shareOf("service", "SVC3", 2, 6),
    ]);
    expect(three.map(({ status }) => status)).toEqual(["published", "withheld", "published", "withheld"]);
  });
});

describe("a rate", () => {
  const rate = (events: number, exposure: number, per = 1): Partial<ExactEstimate> => ({
    measure: "new_referrals_per_fte",
    kind: "rate",
    method: "event-rate",
    numerator: events,
    denominator: exposure,
    n: events,
    value: (events / exposure) * per,
    level: 0.95,
    per,
    decimals: 1,
  });

  it("is the rounded count over the denominator shown", () => {
    expect(one(rate(213, 1.25))).toMatchObject({
      numerator: 215,
      denominator: 1.25,
      n: 215,
      value: 172,
      level: 0.95,
    });
    expect(one(rate(22, 5000, 1000))).toMatchObject({ numerator: 20, value: 4 });
    expect(one(rate(7, 2)).status).toBe("withheld");
    expect(one(rate(0, 2))).toMatchObject({ status: "published", value: 0, lower: 0, upper: 1.9 });
    expect(one(rate(0, 0))).toMatchObject({ status: "too_few", value: null });
  });

  it("has limits that hold those of every exact count that is released alike", () => {
    const counts = fc.tuple(fc.integer({ min: 8, max: 3000 }), fc.integer({ min: 500, max: 60_000 }));
    fc.assert(
      fc.property(counts, ([events, thousandths]) => {
        const exposure = thousandths / 1000;
        const released = one(rate(events, exposure));
        for (let count = Math.max(8, events - 4); count <= events + 4; count += 1) {
          const other = one(rate(count, exposure));
          if (other.numerator !== released.numerator) continue;
          expect(other).toEqual(released);
          const { lower, upper } = countLimits(count);
          expect(released.lower).toBeLessThanOrEqual(lower / exposure + 1e-9);
          expect(released.upper).toBeGreaterThanOrEqual(upper / exposure - 1e-9);
        }
        expect(released.value).toBeGreaterThanOrEqual(released.lower ?? Number.NaN);
        expect(released.value).toBeLessThanOrEqual(released.upper ?? Number.NaN);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a quantile", () => {
  const median = (n: number): Partial<ExactEstimate> => ({
    measure: "median_days_to_first_contact",
    kind: "quantile",
    n,
    value: 12,
    lower: 10,
    upper: 15,
    level: 0.95,
    decimals: 0,
  });

  it("needs 20 people, whose number is rounded", () => {
    expect(one(median(19))).toMatchObject({ status: "withheld", n: null, value: null });
    expect(one(median(22))).toMatchObject({ status: "published", n: 20, value: 12, lower: 10, upper: 15 });
  });
});
