import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { funnelVerdict } from "../../src/disclosure/funnel-verdict.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { releaseFunnels } from "../../src/disclosure/release-funnels.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { comparePageSchema } from "../../src/release/catalogue.ts";
import { binomialFunnelLimits } from "../../src/statistics/exact-funnel-limits.ts";
import { funnelBand, funnelPosition } from "../../src/statistics/funnel.ts";
import { funnelOfShares, type ShareUnit } from "../../src/statistics/funnel-of-shares.ts";

const nhs = policies["nhs-england"];

const estimateOf = ({ key, numerator, denominator }: ShareUnit): ExactEstimate => ({
  measure: "follow_up_rate",
  instrument: "pam",
  area_type: "pcn",
  area: key,
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
  numerator,
  denominator,
  n: denominator,
  value: denominator === 0 ? null : numerator / denominator,
  lower: null,
  upper: null,
  level: 0.95,
  method: "wilson",
  status: denominator === 0 ? "not_yet_observable" : "published",
  note: "",
  kind: "proportion",
  decimals: 2,
});

function release(units: readonly ShareUnit[], policy = nhs) {
  const people = units.reduce((sum, unit) => sum + unit.denominator, 0);
  const exact = { measure: "follow_up_rate", instrument: "pam", funnel: funnelOfShares(units), people };
  const estimates = protectEstimates(new Unreleased(units.map(estimateOf)), policy);
  const [funnel] = releaseFunnels(new Unreleased([exact]), estimates, policy).value;
  if (funnel === undefined) throw new Error("No funnel was released.");
  return funnel;
}

const units = (...counts: readonly (readonly [number, number])[]): ShareUnit[] =>
  counts.map(([numerator, denominator], index) => ({ key: `U${index}`, numerator, denominator }));

const alike = Array.from({ length: 12 }, (_, index) => [60 + index, 120] as const);

describe("a released funnel", () => {
  it("has the share of all units as its centre, rounded, and a place for every unit", () => {
    const funnel = release(units(...alike));
    // 60 + … + 71 = 786 of 1,440 is 54.6%.
    expect(funnel).toMatchObject({ status: "published", units: 12, centre: 0.55, tau: 0, adjusted: [] });
    expect(funnel.points.map((point) => point.verdict)).toEqual(Array(12).fill("inside"));
    expect(funnel.points.every((point) => point.denominator === 120)).toBe(true);
  });

  it("says which unit lies outside, and allows for differences beyond chance only where told apart", () => {
    const spread = [20, 25, 30, 90, 95, 100, 40, 45, 75, 80, 60, 62].map((x) => [x, 120] as const);
    const funnel = release(units(...spread));
    expect(funnel.tau).toBeGreaterThan(0.1);
    expect(funnel.points[0]).toMatchObject({ verdict: "below_outer", adjusted_verdict: "inside" });
    expect(funnel.points[5]).toMatchObject({ verdict: "above_outer", adjusted_verdict: "inside" });
    expect(funnel.adjusted.length).toBe(funnel.limits.length);
  });

  it("lists a withheld unit without a figure or verdict, and counts it in the centre", () => {
    const funnel = release(units(...alike, [120, 123]));
    expect(funnel.withheld).toEqual(["U12"]);
    expect(funnel.points.some((point) => point.area === "U12")).toBe(false);
    // 906 of 1,563 is 58%; without the withheld unit it would be 55%.
    expect(funnel.centre).toBe(0.58);
  });

  it("is not shown with more than one unit in five withheld", () => {
    const four = Array.from({ length: 16 }, () => [60, 120] as const);
    const gone = Array.from({ length: 5 }, () => [3, 40] as const);
    const funnel = release(units(...four, ...gone));
    expect(funnel).toMatchObject({ status: "not_shown", centre: null, limits: [], points: [] });
    expect(funnel.reason).toContain("More than one in five");
    expect(release(units(...four, ...gone.slice(0, 4))).status).toBe("published");
  });

  it("estimates no variance between fewer than ten units, and no funnel of one", () => {
    const funnel = release(units(...alike.slice(0, 9)));
    expect(funnel).toMatchObject({ status: "published", tau: null, phi: null, adjusted: [] });
    expect(funnel.points.every((point) => point.adjusted_verdict === null)).toBe(true);
    expect(release(units([60, 120])).status).toBe("not_shown");
    expect(release(units([0, 0], [0, 0])).reason).toBe("Nobody in any network is due yet.");
  });

  it("is what the pages read", () => {
    const document = { funnels: [release(units(...alike))], published_capacity: [] };
    expect(comparePageSchema.parse(document)).toEqual(document);
  });

  const manyUnits = fc.array(
    fc.integer({ min: 8, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))),
    { minLength: 10, maxLength: 25 },
  );

  it("never calls a unit outside that is not, nor contradicts the picture", () => {
    fc.assert(
      fc.property(manyUnits, (counts) => {
        const exact = units(...counts);
        const whole = funnelOfShares(exact);
        const funnel = release(exact);
        for (const point of funnel.points) {
          const line = funnel.limits.find((one) => one.n === point.denominator);
          if (line === undefined) throw new Error("A point has no limits at its size.");
          if (point.verdict === "close") continue;
          expect(funnelPosition(point.value, line)).toBe(point.verdict);
          const own = whole.units.find((unit) => unit.key === point.area);
          if (point.verdict !== "inside") expect(own?.position).toBe(point.verdict);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("carries rounded sizes only", () => {
    fc.assert(
      fc.property(manyUnits, (counts) => {
        const funnel = release(units(...counts));
        const sizes = [
          ...funnel.limits.map(({ n }) => n),
          ...funnel.points.map((point) => point.denominator),
        ];
        expect(sizes.every((size) => size % nhs.roundTo === 0)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a verdict", () => {
  const limits = (n: number, { target }: { readonly target: number }) =>
    funnelBand((level) => binomialFunnelLimits(target, n, level));
  const centre = { target: 0.6, sd: 0 };
  const verdict = (x: number, n: number) =>
    funnelVerdict({ x, n, value: x / n }, limits(n, centre), [centre], limits, nhs);

  it("is close where rounding leaves open on which side of a limit the unit lies", () => {
    // 95% limits round 60% of 100 people are about 50.3% and 69.5%.
    expect(verdict(60, 100)).toBe("inside");
    expect(verdict(50, 100)).toBe("close");
    expect(verdict(25, 100)).toBe("below_outer");
  });

  it("of exact counts is never close", () => {
    for (let x = 1; x < 100; x += 1) {
      const one = funnelVerdict(
        { x, n: 100, value: x / 100 },
        limits(100, centre),
        [centre],
        limits,
        policies.none,
      );
      expect(one).toBe(funnelPosition(x / 100, limits(100, centre)));
    }
  });
});
