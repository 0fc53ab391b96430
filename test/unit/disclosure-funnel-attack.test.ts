import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allNetworks, isOfAllNetworks } from "../../src/disclosure/all-networks.ts";
import type { ExactFunnel } from "../../src/disclosure/exact-funnel.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { releaseFunnels } from "../../src/disclosure/release-funnels.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { overdispersion } from "../../src/statistics/overdispersion.ts";
import { possibleNumerators } from "../disclosure-attack/funnel-attack.ts";

const policy = policies["nhs-england"];

interface Network {
  readonly key: string;
  readonly x: number;
  readonly n: number;
}

const estimateOf = ({ key, x, n }: Network): ExactEstimate => ({
  measure: "follow_up_rate",
  instrument: "pam",
  area_type: "pcn",
  area: key,
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
  numerator: x,
  denominator: n,
  n,
  value: n === 0 ? null : x / n,
  lower: null,
  upper: null,
  level: 0.95,
  method: "wilson",
  status: n === 0 ? "not_yet_observable" : "published",
  note: "",
  kind: "proportion",
  decimals: 2,
});

const total = (networks: readonly Network[], of: "x" | "n") =>
  networks.reduce((sum, network) => sum + network[of], 0);

/** The funnel of these networks, beside what is released of each; `together` are withheld for others' sake. */
function releaseOf(networks: readonly Network[], together: readonly string[] = []) {
  const people = total(networks, "n");
  const exact: ExactFunnel = {
    measure: "follow_up_rate",
    instrument: "pam",
    kind: "share",
    per: 1,
    decimals: 2,
    keys: networks.filter(({ n }) => n > 0).map(({ key }) => key),
    plain: { target: total(networks, "x") / people, within: null, reason: null },
    caseMix: null,
    people,
    needsFollowUp: false,
  };
  const own = new Unreleased(networks.map(estimateOf));
  const sealed = Unreleased.both(own, allNetworks(new Unreleased([exact]), own));
  const at = new Set(together.map((key) => networks.findIndex((one) => one.key === key)));
  const released = protectEstimates(sealed, policy, at);
  const [funnel] = releaseFunnels(new Unreleased([exact]), released, policy).value;
  if (funnel === undefined) throw new Error("No funnel was released.");
  const shown = released.value
    .filter(({ status, area }) => status === "published" && networks.some(({ key }) => key === area))
    .map(({ numerator, denominator }) => ({ x: numerator ?? 0, n: denominator ?? 0 }));
  const whole = released.value.find(isOfAllNetworks);
  return { funnel, shown, whole };
}

/** Centre and standard deviation between networks as they would be printed if all networks, exact, were behind them. */
function unprotected(networks: readonly Network[]) {
  const target = total(networks, "x") / total(networks, "n");
  const angle = (share: number) => Math.asin(Math.sqrt(share));
  const scores = networks.map(({ x, n }) => {
    const standardError = 1 / (2 * Math.sqrt(n));
    return { z: (angle(x / n) - angle(target)) / standardError, standardError };
  });
  const { tauSquared } = overdispersion(scores, "none");
  const spread = Number(Math.sqrt(tauSquared ?? 0).toFixed(3));
  return { centre: Number(target.toFixed(3)), tau_all: spread, points: [] };
}

/** Nineteen large networks with about half, and a small one with `x` of 100. */
const oneSmall = (x: number): readonly Network[] => [
  ...Array.from({ length: 19 }, (_, at) => ({ key: `U${at}`, x: 980 + ((at * 37) % 41), n: 2000 })),
  { key: "W", x, n: 100 },
];
/** Another measure of the network prints that about 100 people are in it. */
const people = [98, 99, 100, 101, 102];
const small = (found: readonly number[]) => found.filter((x) => x >= 1 && x <= 7);

describe("a network without a point in a funnel of shares", () => {
  it("could be read off the variance between all networks, were that printed", () => {
    for (let x = 1; x <= 7; x += 1) {
      const networks = oneSmall(x);
      const { shown } = releaseOf(networks);
      expect(shown.length).toBe(19);
      const found = possibleNumerators({ funnel: unprotected(networks), shown, people, policy });
      expect(found).toContain(x);
      expect(small(found).length, `${x}: ${found.join()}`).toBeLessThan(3);
    }
  });

  it("cannot be read off the variance between those shown", () => {
    for (let x = 1; x <= 7; x += 1) {
      const { funnel, shown } = releaseOf(oneSmall(x));
      expect(funnel).toMatchObject({ status: "published", withheld: ["W"] });
      const found = possibleNumerators({ funnel: { ...funnel, tau_all: null }, shown, people, policy });
      expect(small(found)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    }
  });

  it("could be read off the centre where all others have none, were it printed; then there is no funnel", () => {
    const networks = [
      ...Array.from({ length: 19 }, (_, at) => ({ key: `U${at}`, x: 0, n: 200 })),
      { key: "W", x: 7, n: 200 },
    ];
    const { funnel, shown } = releaseOf(networks);
    const centreAlone = { ...unprotected(networks), tau_all: null };
    const sizes = [198, 199, 200, 201, 202];
    const found = possibleNumerators({ funnel: centreAlone, shown, people: sizes, policy });
    expect(small(found)).toEqual([6, 7]);
    expect(funnel).toMatchObject({ status: "not_shown", centre: null, tau_all: null, points: [] });
  });

  it("is not told apart from one that nobody is in, where that is withheld too", () => {
    const of = (x: number, n: number) =>
      releaseOf([...oneSmall(3), { key: "V", x, n }], ["V"]).funnel.withheld;
    expect(of(0, 0)).toEqual(["V", "W"]);
    expect(of(50, 100)).toEqual(["V", "W"]);
  });

  it("leaves the whole funnel as it is, whatever its figures, where all networks together round alike", () => {
    const network = fc
      .integer({ min: 20, max: 400 })
      .chain((n) => fc.tuple(fc.integer({ min: 8, max: n - 8 }), fc.constant(n)));
    const others = fc.array(network, { minLength: 10, maxLength: 20 });
    const few = fc.integer({ min: 1, max: 7 });
    const size = fc.integer({ min: 8, max: 400 });
    fc.assert(
      fc.property(others, few, few, size, (shown, one, other, n) => {
        const of = (x: number) =>
          releaseOf([
            ...shown.map(([some, all], at) => ({ key: `U${at + 10}`, x: some, n: all })),
            { key: "W", x, n },
          ]);
        const [a, b] = [of(one), of(other)];
        fc.pre(a.whole?.numerator === b.whole?.numerator && a.whole?.denominator === b.whole?.denominator);
        expect(a.funnel).toMatchObject({ status: "published", withheld: ["W"] });
        expect(a.funnel).toEqual(b.funnel);
      }),
      { numRuns: 40 },
    );
  });
});

describe("networks without a point in a funnel of averages", () => {
  const SD = 15;
  const meanOf = (key: string, n: number, mean: number): ExactEstimate => ({
    ...estimateOf({ key, x: 0, n }),
    ...{ measure: "mean_change", kind: "mean", decimals: 1, method: "paired-t" },
    ...{ numerator: null, denominator: null, value: mean, lower: mean - 5, upper: mean + 5 },
  });

  /** Twelve networks of 400 people, and two of 3 and 5 whose averages are `few`. */
  function release(few: readonly [number, number]) {
    const all = [
      ...Array.from({ length: 12 }, (_, at) => ({ key: `U${at + 10}`, n: 400, mean: 4 + (at % 3) / 10 })),
      { key: "V", n: 3, mean: few[0] },
      { key: "W", n: 5, mean: few[1] },
    ];
    const people = all.reduce((sum, { n }) => sum + n, 0);
    const exact: ExactFunnel = {
      ...{ measure: "mean_change", instrument: "pam", kind: "mean", per: 1, decimals: 1 },
      keys: all.map(({ key }) => key),
      plain: {
        target: all.reduce((sum, { n, mean }) => sum + n * mean, 0) / people,
        within: SD,
        reason: null,
      },
      ...{ caseMix: null, people, needsFollowUp: false },
    };
    const own = new Unreleased(all.map(({ key, n, mean }) => meanOf(key, n, mean)));
    const released = protectEstimates(
      Unreleased.both(own, allNetworks(new Unreleased([exact]), own)),
      policy,
    );
    return releaseFunnels(new Unreleased([exact]), released, policy).value[0];
  }

  it("leave the whole funnel as it is, however far off they lie, where the average of all is shown alike", () => {
    // Both far off, on either side or on the same: 3 × 34 − 5 × 20 and 3 × 4 − 5 × 2 points above 4 in all, of 4,808 people.
    const near = release([8, 2]);
    expect(near).toMatchObject({ status: "published", centre: 4.1, withheld: ["V", "W"] });
    expect(release([38, -16])).toEqual(near);
  });

  it("would show in the variance between all networks", () => {
    const spread = (few: readonly [number, number]) => {
      const scores = [
        ...Array.from({ length: 12 }, (_, at) => ({ n: 400, mean: 4 + (at % 3) / 10 })),
        ...few.map((mean, at) => ({ n: [3, 5][at] ?? 0, mean })),
      ].map(({ n, mean }) => ({ z: ((mean - 4.1) * Math.sqrt(n)) / SD, standardError: SD / Math.sqrt(n) }));
      return Math.sqrt(overdispersion(scores, "none").tauSquared ?? 0).toFixed(2);
    };
    // Squared distances 15.32, 8.98 and 8 × 0.0178, less 13, over 21.37 − 1.77: 0.584, the square of 0.76.
    expect([spread([8, 2]), spread([38, -16]), spread([39, -16.6])]).toEqual(["0.00", "0.76", "0.81"]);
  });
});
