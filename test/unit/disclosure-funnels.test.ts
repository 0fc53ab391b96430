import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpackFunnels } from "../../reports/components/unpack-funnels.ts";
import { allNetworks } from "../../src/disclosure/all-networks.ts";
import type { ExactFunnel } from "../../src/disclosure/exact-funnel.ts";
import { funnelVerdict } from "../../src/disclosure/funnel-verdict.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { releaseFunnels } from "../../src/disclosure/release-funnels.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { comparePageSchema } from "../../src/release/catalogue.ts";
import { packedComparePageSchema, packFunnels } from "../../src/release/pack-funnels.ts";
import { type CountRounding, consistentCounts } from "../../src/statistics/consistent-counts.ts";
import { binomialFunnelLimits, poissonFunnelLimits } from "../../src/statistics/exact-funnel-limits.ts";
import { funnelBand, funnelPosition } from "../../src/statistics/funnel.ts";
import { adjustedShare } from "../../src/statistics/funnel-of-adjusted-shares.ts";
import { funnelOfMeans } from "../../src/statistics/funnel-of-means.ts";
import { funnelOfShares, type ShareUnit } from "../../src/statistics/funnel-of-shares.ts";
import adjustedByR from "../fixtures/oracle/adjusted-funnels.json" with { type: "json" };
import oracle from "../fixtures/oracle/funnel.json" with { type: "json" };

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

function exactOf(units: readonly ShareUnit[], more: Partial<ExactFunnel> = {}): ExactFunnel {
  const present = units.filter(({ denominator }) => denominator > 0);
  const { target, reason } = funnelOfShares(units);
  return {
    measure: "follow_up_rate",
    instrument: "pam",
    kind: "share",
    per: 1,
    decimals: 2,
    keys: present.map(({ key }) => key),
    plain: { target, within: null, reason: reason === "nobody" || reason === "no_spread" ? reason : null },
    caseMix: null,
    people: units.reduce((sum, unit) => sum + unit.denominator, 0),
    needsFollowUp: false,
    ...more,
  };
}

function releaseOf(exact: ExactFunnel, estimates: readonly ExactEstimate[], policy = nhs) {
  const own = new Unreleased(estimates);
  const networks = allNetworks(new Unreleased([exact]), own);
  const released = protectEstimates(Unreleased.both(own, networks), policy);
  const [funnel] = releaseFunnels(new Unreleased([exact]), released, policy).value;
  if (funnel === undefined) throw new Error("No funnel was released.");
  return funnel;
}

const release = (units: readonly ShareUnit[], policy = nhs) =>
  releaseOf(exactOf(units), units.map(estimateOf), policy);

/** The same units with what is expected of each, as a share of its people. */
function releaseAdjusted(
  units: readonly ShareUnit[],
  usual: readonly number[],
  policy = nhs,
  withThemselves: readonly string[] = [],
) {
  const caseMix = {
    within: null,
    reason: null,
    expected: new Map(units.map(({ key }, index) => [key, usual[index] ?? 0.5])),
    withThemselves: new Set(withThemselves),
    strata: 7,
  };
  return releaseOf(exactOf(units, { caseMix }), units.map(estimateOf), policy);
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

  it("stands round the programme’s own share where that is the same people, and waits for it", () => {
    const own = units(...alike);
    const programme = { ...estimateOf({ key: "programme", numerator: 786, denominator: 1440 }) };
    const all = [...own.map(estimateOf), { ...programme, area_type: "programme" as const }];
    const exact = exactOf(own);
    expect(Unreleased.open(allNetworks(new Unreleased([exact]), new Unreleased(all)))).toEqual([]);
    expect(releaseOf(exact, all)).toMatchObject({ status: "published", centre: 0.55 });
    const hidden = protectEstimates(new Unreleased(all), nhs, new Set([own.length]));
    expect(releaseFunnels(new Unreleased([exact]), hidden, nhs).value[0]).toMatchObject({
      status: "not_shown",
      centre: null,
    });
    // Another person in the programme: no longer the same.
    const more = all.map((one) => (one.area === "programme" ? { ...one, denominator: 1441 } : one));
    expect(Unreleased.open(allNetworks(new Unreleased([exact]), new Unreleased(more)))).toHaveLength(1);
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
    expect(release(units([0, 0], [0, 0])).reason).toBe("Nobody in any network is counted yet.");
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
    let outside = 0;
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
          if (point.verdict === "inside") continue;
          expect(own?.position).toBe(point.verdict);
          outside += 1;
        }
      }),
      { numRuns: 60 },
    );
    expect(outside).toBeGreaterThan(20);
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

describe("a released funnel adjusted for case mix", () => {
  it("changes nothing where every network has the usual mix", () => {
    const counts = units([20, 120], [30, 120], [90, 120], [100, 120], ...alike.slice(0, 8));
    const all = counts.reduce((sum, { numerator }) => sum + numerator, 0) / (120 * counts.length);
    const plain = release(counts, policies.none);
    // The centre is released with three decimals.
    const usual = Number(all.toFixed(3));
    const adjusted = releaseAdjusted(
      counts,
      counts.map(() => usual),
      policies.none,
    ).case_mix;
    expect(adjusted?.points.map(({ verdict }) => verdict)).toEqual(
      plain.points.map(({ verdict }) => verdict),
    );
    expect(adjusted).toMatchObject({ strata: 7, moved_half: 0, moved_most: 0 });
    expect(adjusted?.points.map(({ denominator }) => denominator)).toEqual(
      plain.points.map(({ denominator }) => denominator),
    );
  });

  it("takes from a network what its people lead one to expect", () => {
    // 72.5% where 75% are usual is less than usual; as it is it lies above all others.
    const counts = units(...Array.from({ length: 11 }, () => [200, 400] as const), [290, 400]);
    const usual = [...Array.from({ length: 11 }, () => (200 * 11 + 290 - 300) / 11 / 400), 0.75];
    const funnel = releaseAdjusted(counts, usual);
    expect(funnel.points.at(-1)?.verdict).toBe("above_outer");
    const mixed = funnel.case_mix?.points.at(-1);
    // 0.519 × 0.725 ÷ 0.75, in 400 × (0.75 ÷ 0.25) × (0.481 ÷ 0.519) people; the centre is 2,490 of 4,800.
    expect(funnel.case_mix?.centre).toBe(0.519);
    expect(mixed).toMatchObject({ expected: 0.75, value: 0.502, denominator: 1112, verdict: "inside" });
    expect(funnel.case_mix?.moved_most).toBeCloseTo(0.725 - 0.502, 9);
  });

  it("shows the third decimal of what is expected only where others weigh more, among 4,000 people and more", () => {
    const counts = units(...Array.from({ length: 12 }, (_, at) => [180 + at, 400] as const));
    const usual = counts.map(() => 0.4637);
    const expected = (side: ReturnType<typeof releaseAdjusted>) =>
      side.case_mix?.points.map((point) => point.expected);
    expect(new Set(expected(releaseAdjusted(counts, usual)))).toEqual(new Set([0.464]));
    expect(expected(releaseAdjusted(counts, usual, nhs, ["U3"]))?.[3]).toBe(0.46);
    const few = releaseAdjusted(counts.slice(0, 9), usual.slice(0, 9));
    expect(new Set(expected(few))).toEqual(new Set([0.46]));
  });

  it("has no figure of a network whose own is withheld", () => {
    const counts = units(...alike, [120, 123]);
    const funnel = releaseAdjusted(
      counts,
      counts.map(() => 0.58),
    );
    expect(funnel.withheld).toEqual(["U12"]);
    expect(funnel.case_mix?.points.map(({ area }) => area)).toEqual(alike.map((_, at) => `U${at}`));
    // Were it compared mostly with itself, what is expected of the others would leave what it has.
    const mostlyItself = releaseAdjusted(
      counts,
      counts.map(() => 0.58),
      nhs,
      ["U12"],
    );
    expect(mostlyItself).toMatchObject({ status: "published", case_mix: null });
  });

  it("is worked out from released counts and rounded expected shares alone", () => {
    let points = 0;
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 20, max: 380 }), fc.double({ min: 0.3, max: 0.7, noNaN: true })),
          {
            minLength: 10,
            maxLength: 15,
          },
        ),
        (some) => {
          const counts = units(...some.map(([x]) => [x, 400] as const));
          const { case_mix } = releaseAdjusted(
            counts,
            some.map(([, usual]) => usual),
          );
          for (const point of case_mix?.points ?? []) {
            const [x = 0] = some[Number(point.area.slice(1))] ?? [];
            const share = (Math.round(x / 5) * 5) / 400;
            const expected = point.expected ?? 0;
            expect(Number(expected.toFixed(3))).toBe(expected);
            const value = Math.min(1, ((case_mix?.centre ?? 0) * share) / expected);
            expect(Math.abs(point.value - value)).toBeLessThan(0.00051);
            points += 1;
          }
        },
      ),
      { numRuns: 30 },
    );
    expect(points).toBeGreaterThan(250);
  });

  it("never calls a unit outside that is not", () => {
    let outside = 0;
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc
              .integer({ min: 30, max: 400 })
              .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))),
            fc.double({ min: 0.35, max: 0.65, noNaN: true }),
          ),
          { minLength: 10, maxLength: 20 },
        ),
        (some) => {
          const counts = units(...some.map(([pair]) => [pair[0], pair[1]] as const));
          const usual = some.map(([, one]) => one);
          const target =
            counts.reduce((sum, { numerator }) => sum + numerator, 0) /
            counts.reduce((sum, { denominator }) => sum + denominator, 0);
          fc.pre(target > 0.02 && target < 0.98);
          const funnel = releaseAdjusted(counts, usual);
          for (const { area, verdict } of funnel.case_mix?.points ?? []) {
            if (!/^(above|below)_/.test(verdict)) continue;
            const at = Number(area.slice(1));
            const { numerator = 0, denominator = 1 } = counts[at] ?? {};
            const { value, size } = adjustedShare(
              numerator / denominator,
              denominator,
              usual[at] ?? 0.5,
              target,
            );
            const { inner } = funnelBand((level) => binomialFunnelLimits(target, Math.round(size), level));
            if (verdict.startsWith("above")) expect(value).toBeGreaterThan(inner.upper);
            else expect(value).toBeLessThan(inner.lower);
            outside += 1;
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(outside).toBeGreaterThan(10);
  });
});

describe("an outcome where few were followed up", () => {
  const counts = units(...alike.slice(0, 11), [118, 130]);
  const outcome = (rates: readonly (number | null)[]) => {
    const rows = counts.map((unit) => ({ ...estimateOf(unit), measure: "share_improved" }));
    const followed = rates.flatMap((rate, at) =>
      rate === null
        ? []
        : [estimateOf({ key: `U${at}`, numerator: Math.round(rate * 400), denominator: 400 })],
    );
    return releaseOf(exactOf(counts, { measure: "share_improved", needsFollowUp: true }), [
      ...rows,
      ...followed,
    ]);
  };
  const usual = Array.from({ length: 11 }, () => 0.6);

  it("has no verdict below 40%, however far out it is", () => {
    expect(outcome([...usual, 0.2]).points.at(-1)).toMatchObject({ verdict: "few_followed" });
    expect(outcome([...usual, 0.39]).points.at(-1)).toMatchObject({ verdict: "few_followed" });
    expect(outcome([...usual, 0.4]).points.at(-1)).toMatchObject({ verdict: "above_outer" });
  });

  it("has none where the rate is withheld or not known", () => {
    expect(outcome([...usual, null]).points.at(-1)).toMatchObject({ verdict: "follow_up_unknown" });
    // 5 of 400 were followed up: withheld.
    expect(outcome([...usual, 5 / 400]).points.at(-1)).toMatchObject({ verdict: "follow_up_unknown" });
  });

  it("never tops anything, whatever its figure", () => {
    let shown = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 10, max: 157 }), (x, followed) => {
        const some = units(...alike.slice(0, 11), [x, 130]);
        const rows = some.map((unit) => ({ ...estimateOf(unit), measure: "share_improved" }));
        const rates = some.map(({ key }, at) =>
          estimateOf({ key, numerator: at === 11 ? followed : 250, denominator: 400 }),
        );
        const exact = exactOf(some, { measure: "share_improved", needsFollowUp: true });
        const last = releaseOf(exact, [...rows, ...rates]).points.find(({ area }) => area === "U11");
        expect(last?.verdict ?? "few_followed").toMatch(/^(few_followed|follow_up_unknown)$/);
        expect(last?.adjusted_verdict ?? "few_followed").toMatch(/^(few_followed|follow_up_unknown)$/);
        if (last !== undefined) shown += 1;
      }),
      { numRuns: 40 },
    );
    expect(shown).toBeGreaterThan(2);
  });
});

describe("a released funnel against FunnelPlotR, with exact counts", () => {
  const { unit, x, n } = oracle.input.proportion;
  const counts = unit.map((key, at) => ({ key, numerator: x[at] ?? 0, denominator: n[at] ?? 0 }));
  const peer = oracle.expected.proportion_FunnelPlotR;
  const exact = oracle.expected.proportion_exact_binomial;
  const funnel = release(counts, policies.none);

  it("has its centre, φ and τ as far as they are shown", () => {
    expect(funnel).toMatchObject({
      centre: Number(peer.target.toFixed(3)),
      phi: Number(peer.phi.toFixed(1)),
      tau: Number(Math.sqrt(peer.tau2).toFixed(3)),
    });
  });

  it.each(counts.map((one, at) => ({ ...one, at })))(
    "has its limits and verdict: $key",
    ({ denominator, key, at }) => {
      const limits = funnel.limits.find((one) => one.n === denominator);
      const wide = funnel.adjusted.find((one) => one.n === denominator);
      // Limits go with the centre, which is rounded to three decimals.
      expect(Math.abs((limits?.inner.lower ?? 0) - (exact.lcl95[at] ?? 0))).toBeLessThan(0.002);
      expect(Math.abs((limits?.outer.upper ?? 0) - (exact.ucl99_8[at] ?? 0))).toBeLessThan(0.002);
      expect(Math.abs((wide?.inner.upper ?? 0) - (peer.od_ucl95[at] ?? 0))).toBeLessThan(0.003);
      const point = funnel.points.find(({ area }) => area === key);
      expect(point?.verdict === "inside" ? 0 : 1).toBe(peer.outlier_unadjusted95[at]);
      expect(point?.adjusted_verdict === "inside" ? 0 : 1).toBe(peer.outlier_od95[at]);
    },
  );
});

describe("released funnels of means and rates", () => {
  const rows = (kind: "mean" | "rate", figures: readonly (readonly [number, number])[]) =>
    figures.map(
      ([value, n], at): ExactEstimate => ({
        ...estimateOf({ key: `U${at}`, numerator: 0, denominator: n }),
        measure: kind === "mean" ? "mean_change" : "new_referrals_per_fte",
        numerator: kind === "mean" ? null : value,
        denominator: kind === "mean" ? null : n,
        n: kind === "mean" ? n : value,
        value: kind === "mean" ? value : value / n,
        lower: kind === "mean" ? value - 1 : null,
        upper: kind === "mean" ? value + 1 : null,
        status: "published",
        kind,
        decimals: kind === "mean" ? 1 : 0,
        per: 1,
      }),
    );

  it("means: limits of s ÷ √n round the mean of all people, within the digits shown", () => {
    const input = oracle.input.mean_change_tenths.map(({ key, ...sums }) => ({ key, sums }));
    const found = funnelOfMeans(input, 1);
    const peer = oracle.expected.mean_change;
    const exact = exactOf([], {
      measure: "mean_change",
      kind: "mean",
      decimals: 1,
      keys: input.map((_, at) => `U${at}`),
      plain: { target: found.target, within: found.pooledSd, reason: null },
      people: 259,
    });
    const figures = input.map(({ sums }) => [sums.sum / sums.n / 10, sums.n] as const);
    const funnel = releaseOf(exact, rows("mean", figures), policies.none);
    expect(funnel).toMatchObject({ centre: 4.16, within: 10.32, tau: null, adjusted: [] });
    for (const [at, n] of peer.n.entries()) {
      const limits = funnel.limits.find((one) => one.n === n);
      const half = 1.959964 * (peer.se[at] ?? 0);
      expect(Math.abs((limits?.inner.lower ?? 0) - (peer.target - half))).toBeLessThan(0.02);
      expect(Math.abs((limits?.inner.upper ?? 0) - (peer.target + half))).toBeLessThan(0.02);
      const beyond = Math.abs(peer.z[at] ?? 0) > 1.959964;
      expect(funnel.points[at]?.verdict !== "inside").toBe(beyond);
    }
  });

  it("means adjusted by regression: the figures, limits and verdicts of R, within the digits shown", () => {
    const { means, units: keys } = adjustedByR;
    const exact = exactOf([], {
      measure: "mean_change",
      kind: "mean",
      decimals: 1,
      keys: keys.map((_, at) => `U${at}`),
      plain: { target: means.target, within: means.s, reason: null },
      caseMix: {
        within: means.s,
        reason: null,
        expected: new Map(keys.map((_, at) => [`U${at}`, means.expected[at] ?? 0])),
        withThemselves: new Set(),
        strata: null,
      },
      people: 259,
    });
    const figures = keys.map((_, at) => [means.observed[at] ?? 0, means.n[at] ?? 0] as const);
    const side = releaseOf(exact, rows("mean", figures), policies.none).case_mix;
    expect(side?.centre).toBe(Number(means.target.toFixed(2)));
    // Worked out from the figures as shown, so that rounding moves them a little.
    expect(Math.abs((side?.phi ?? Number.NaN) - means.phi)).toBeLessThan(0.1);
    expect(Math.abs((side?.tau ?? Number.NaN) - Math.sqrt(means.tau2))).toBeLessThan(0.03);
    let beyond = 0;
    for (const [at, n] of means.n.entries()) {
      const point = side?.points.find(({ area }) => area === `U${at}`);
      const adjusted = means.adjusted[at] ?? 0;
      // The figure is rounded to one decimal before and after, what is expected of it and the centre to two.
      expect(Math.abs((point?.value ?? Number.NaN) - adjusted)).toBeLessThan(0.05 + 0.05 + 0.005 + 0.005);
      for (const [drawn, wanted] of [
        [side?.limits.find((one) => one.n === n)?.inner, means.limits95],
        [side?.limits.find((one) => one.n === n)?.outer, means.limits99_8],
        [side?.adjusted.find((one) => one.n === n)?.inner, means.od_limits95],
        [side?.adjusted.find((one) => one.n === n)?.outer, means.od_limits99_8],
      ] as const) {
        expect(Math.abs((drawn?.lower ?? Number.NaN) - (wanted[at]?.[0] ?? 0))).toBeLessThan(0.05);
        expect(Math.abs((drawn?.upper ?? Number.NaN) - (wanted[at]?.[1] ?? 0))).toBeLessThan(0.05);
      }
      const [lower = 0, upper = 0] = means.od_limits95[at] ?? [];
      const isOut = adjusted < lower || adjusted > upper;
      expect(point?.adjusted_verdict === "inside").toBe(!isOut);
      if (isOut) beyond += 1;
    }
    expect(beyond).toBeGreaterThan(0);
  });

  it("means: none where that of all networks is withheld", () => {
    const figures = Array.from({ length: 12 }, (_, at) => [4 + (at % 3), 60] as const);
    const sums = figures.map(([mean, n], at) => ({
      key: `U${at}`,
      sums: { n, sum: mean * n, sumOfSquares: mean * mean * n + 9 * n },
    }));
    const { target, pooledSd } = funnelOfMeans(sums, 0);
    const exact = exactOf([], {
      measure: "mean_change",
      kind: "mean",
      decimals: 1,
      keys: sums.map(({ key }) => key),
      plain: { target, within: pooledSd, reason: null },
      people: 720,
    });
    const own = new Unreleased(rows("mean", figures));
    const all = Unreleased.both(own, allNetworks(new Unreleased([exact]), own));
    const shown = (together: ReadonlySet<number>) => {
      const released = protectEstimates(all, nhs, together);
      return releaseFunnels(new Unreleased([exact]), released, nhs).value[0];
    };
    expect(shown(new Set())).toMatchObject({ status: "published", centre: 5 });
    expect(shown(new Set([figures.length]))).toMatchObject({ status: "not_shown", centre: null, points: [] });
  });

  it("means: rounding is not taken for differences, in no more than 1 of 20 programmes whose networks are alike", () => {
    let state = 8;
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6);
    // 500 people with a standard deviation of 1: a standard error of 0.045, of means shown to 0.1.
    const programmes = 200;
    const found = Array.from({ length: programmes }, () => {
      const figures = Array.from({ length: 30 }, () => [4 + normal() / Math.sqrt(500), 500] as const);
      const exact = exactOf([], {
        measure: "mean_change",
        kind: "mean",
        decimals: 1,
        keys: figures.map((_, at) => `U${at}`),
        plain: {
          target: figures.reduce((sum, [mean]) => sum + mean, 0) / 30,
          within: 1,
          reason: null,
        },
        people: 15_000,
      });
      return releaseOf(exact, rows("mean", figures));
    });
    expect(found.every(({ status }) => status === "published")).toBe(true);
    const flagged = found.filter(({ beyond_chance }) => beyond_chance === true).length;
    // With three standard errors of a share of so many.
    expect(flagged / programmes).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / programmes));
  });

  it("rates: Poisson limits of the events expected, carried to the rate", () => {
    const figures = [
      [200, 1],
      [210, 1],
      [190, 1],
      [420, 2],
      [380, 2],
      [205, 1],
      [195, 1],
      [400, 2],
      [300, 1],
      [200, 1],
    ] as const;
    const events = figures.reduce((sum, [x]) => sum + x, 0);
    const target = events / 13;
    const exact = exactOf([], {
      measure: "new_referrals_per_fte",
      kind: "rate",
      decimals: 0,
      keys: figures.map((_, at) => `U${at}`),
      plain: { target: null, within: null, reason: null },
      people: events,
    });
    const [programme] = rows("rate", [[events, 13]]).map((one) => ({
      ...one,
      area_type: "programme" as const,
      area: "programme",
    }));
    const all = [...rows("rate", figures), ...(programme === undefined ? [] : [programme])];
    const funnel = releaseOf(exact, all, policies.none);
    expect(funnel.centre).toBe(207.7);
    expect(releaseOf(exact, rows("rate", figures), policies.none).status).toBe("not_shown");
    const limits = funnel.limits.find(({ n }) => n === 1);
    const wanted = poissonFunnelLimits(target, 0.95);
    expect(limits?.inner.lower).toBeCloseTo(wanted.lower * target, 0);
    expect(funnel.points[8]?.verdict).toBe("above_outer");
    expect(funnel.points[0]?.verdict).toBe("inside");
    expect(funnel.points.every(({ shrunken }) => shrunken === null)).toBe(true);
  });

  it("rates: φ, τ and limits of FunnelPlotR and R, as so many events for every thousand expected", () => {
    const { observed, expected } = oracle.input.ratio;
    const exact_limits = oracle.expected.ratio_poisson_exact_interpolated;
    const wide = oracle.expected.ratio_CQC_sqrt_winsorise;
    const rate = (events: number, exposure: number, area: string): ExactEstimate => {
      const [one] = rows("rate", [[events, exposure]]);
      if (one === undefined) throw new Error("No row.");
      const isAll = area === "programme";
      const value = (1000 * events) / exposure;
      return { ...one, area, area_type: isAll ? "programme" : "pcn", per: 1000, value };
    };
    const exposure = Math.round(expected.reduce((sum, one) => sum + one, 0));
    const funnel = releaseOf(
      exactOf([], {
        measure: "new_referrals_per_fte",
        kind: "rate",
        per: 1000,
        decimals: 1,
        keys: observed.map((_, at) => `U${at}`),
        plain: { target: null, within: null, reason: null },
        people: exposure,
      }),
      [
        ...observed.map((events, at) => rate(events, expected[at] ?? 1, `U${at}`)),
        // The oracle sets each beside a ratio of 1, so all together have as many events as expected.
        rate(exposure, exposure, "programme"),
      ],
      policies.none,
    );
    expect(funnel).toMatchObject({
      centre: 1000,
      phi: Number(wide.phi.toFixed(1)),
      tau: Number(Math.sqrt(wide.tau2).toFixed(3)),
    });
    for (const [at, size] of expected.entries()) {
      const near = <T extends { readonly n: number }>(all: readonly T[]) =>
        all.find(({ n }) => Math.abs(n - size) < 1e-6);
      const [chance, both] = [near(funnel.limits), near(funnel.adjusted)];
      // Limits are drawn to one decimal of events for every thousand.
      for (const [drawn, wanted] of [
        [chance?.inner.lower, exact_limits.lcl95[at]],
        [chance?.inner.upper, exact_limits.ucl95[at]],
        [chance?.outer.lower, exact_limits.lcl99_8[at]],
        [chance?.outer.upper, exact_limits.ucl99_8[at]],
      ] as const)
        expect(Math.abs((drawn ?? Number.NaN) - 1000 * (wanted ?? 0))).toBeLessThan(0.06);
      // τ is rounded to three decimals of the square-root scale, where FunnelPlotR leaves its limits.
      for (const [drawn, wanted] of [
        [both?.inner.lower, wide.od_lcl95[at]],
        [both?.inner.upper, wide.od_ucl95[at]],
        [both?.outer.lower, wide.od_lcl99_8[at]],
        [both?.outer.upper, wide.od_ucl99_8[at]],
      ] as const)
        expect(Math.abs(Math.sqrt((drawn ?? Number.NaN) / 1000) - (wanted ?? 0))).toBeLessThan(0.002);
    }
  });
});

describe("shrunken figures", () => {
  it("lie between the figure and the centre, the nearer to it the smaller the network", () => {
    const spread = [20, 25, 30, 90, 95, 100, 40, 45, 75, 80, 60].map((x) => [x, 120] as const);
    const funnel = release(units(...spread, [9, 10 + 8]), policies.none);
    const { centre, points } = funnel;
    for (const { value, shrunken } of points) {
      const [low, high] = [Math.min(value, centre ?? 0), Math.max(value, centre ?? 0)];
      expect(shrunken?.value).toBeGreaterThanOrEqual(low - 0.001);
      expect(shrunken?.value).toBeLessThanOrEqual(high + 0.001);
    }
    expect(funnel.tau_all).toBeGreaterThan(funnel.tau ?? 1);
  });

  it("are not given where networks differ by no more than chance", () => {
    const funnel = release(units(...alike.map(() => [60, 120] as const)));
    expect(funnel.tau_all).toBe(0);
    expect(funnel.points.every(({ shrunken }) => shrunken === null)).toBe(true);
  });
});

describe("a verdict", () => {
  const limits = (n: number, { target }: { readonly target: number }) =>
    funnelBand((level) => binomialFunnelLimits(target, n, level));
  const centre = { target: 0.6, within: 0, sd: 0 };
  const verdict = (x: number, n: number, policy: CountRounding = nhs) =>
    funnelVerdict(
      x / n,
      limits(n, centre),
      [centre],
      () => consistentCounts({ x, n }, policy).map((pair) => ({ value: pair.x / pair.n, size: pair.n })),
      limits,
    );

  it("is close where rounding leaves open on which side of a limit the unit lies", () => {
    // 95% limits round 60% of 100 people are about 50.3% and 69.5%.
    expect(verdict(60, 100)).toBe("inside");
    expect(verdict(50, 100)).toBe("close");
    expect(verdict(25, 100)).toBe("below_outer");
  });

  it("of exact counts is never close", () => {
    for (let x = 1; x < 100; x += 1) {
      expect(verdict(x, 100, policies.none)).toBe(funnelPosition(x / 100, limits(100, centre)));
    }
  });
});

describe("funnels as written", () => {
  it("read back as they were, with limits at fewer sizes", () => {
    const counts = units(...alike, [20, 120], [100, 120], [120, 123]);
    const funnel = releaseAdjusted(
      counts,
      counts.map((_, at) => 0.5 + at / 200),
    );
    const page = { funnels: [funnel], published_capacity: [] };
    const packed = packFunnels(page);
    expect(packedComparePageSchema.parse(packed)).toEqual(packed);
    const [back] = unpackFunnels(packed).funnels;
    const { limits: _limits, adjusted: _adjusted, points, ...rest } = funnel;
    expect(back).toMatchObject({
      ...rest,
      // Of figures that are adjusted too, only the adjusted ones are drawn in.
      points: points.map((one) => ({ ...one, shrunken: null })),
      case_mix: { ...rest.case_mix, limits: expect.anything(), adjusted: expect.anything() },
    });
    const [whole] = unpackFunnels(packFunnels({ ...page, funnels: [{ ...funnel, case_mix: null }] })).funnels;
    expect(whole?.points).toEqual(points);
    expect(funnel.limits).toEqual(expect.arrayContaining(back?.limits ?? []));
    expect(back?.limits[0]).toEqual(funnel.limits[0]);
    expect(back?.limits.at(-1)).toEqual(funnel.limits.at(-1));
  });
});
