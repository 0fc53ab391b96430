import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { protectRelease } from "../../src/disclosure/protect-release.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import type { EquityLeaves } from "../../src/measures/equity-rows.ts";
import { LEAF_NAMES, type LeafRow } from "../../src/measures/leaf-rows.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";

/** Counts stand as they are from 8 on, so that one taken from another is exact. */
const policy = { ...policies["nhs-england"], roundTo: 1 };
const nowhere = Object.fromEntries(LEAF_NAMES.map((name) => [name, null])) as unknown as LeafRow;
const none: EquityLeaves = { pathway: new Map(), waits: new Map(), contacts: new Map() };

const base = (measure: string, breakdown: string, category: string) =>
  ({
    measure,
    instrument: "",
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
    breakdown,
    category,
    numerator: null,
    denominator: null,
    lower: null,
    upper: null,
    level: null,
    method: "made",
    status: "published",
    note: "",
    decimals: 1,
  }) as const;
const count = (measure: string, breakdown: string, category: string, value: number): ExactEstimate => ({
  ...base(measure, breakdown, category),
  kind: "count",
  n: value,
  value,
});
const share = (
  measure: string,
  breakdown: string,
  category: string,
  [is, of]: readonly [number, number],
): ExactEstimate => ({
  ...base(measure, breakdown, category),
  kind: "proportion",
  numerator: is,
  denominator: of,
  n: of,
  value: is / of,
  lower: 0,
  upper: 1,
  level: 0.95,
});

async function protect(estimates: readonly ExactEstimate[], leaves: Partial<EquityLeaves>) {
  const exact = new Unreleased(estimates);
  const release = await protectRelease({
    exact,
    sources: {
      leaves: {
        ...{ referrals: [], people: { single: [], several: [] }, referralsByGroup: new Map() },
        ...{ episodes: [], episodesByGroup: new Map() },
      },
      activity: undefined,
      equity: { leaves: { ...none, ...leaves }, stages: ["contacted", "started"] },
      geography: { comparatorsOf: () => [], windowOf: () => undefined },
    },
    policy,
    solve: await loadSolver(),
  });
  const alone = protectEstimates(exact, policy);
  const withheld = (rows: typeof alone.value) =>
    rows
      .filter(({ status }) => status === "withheld")
      .map(({ measure, category }) => `${measure} ${category}`);
  return {
    alone: withheld(alone.value),
    together: withheld(release.estimates.value),
    leaksAlone: (await release.audit(alone)).leaks.length,
    leaks: (await release.audit(release.estimates)).leaks,
  };
}

describe("stages by group", () => {
  const people = { "1": [400, 300, 200], "2": [500, 400, 300], "9": [60, 40, 5] } as const;
  const total = Object.values(people).reduce((sum, own) => sum.map((n, at) => n + (own[at] ?? 0)), [0, 0, 0]);
  const columns = ["referrals", "group_pathway_contacted", "group_pathway_started"];
  const leaf = (category: string, counts: readonly number[]): LeafRow => ({
    ...nowhere,
    category,
    ...Object.fromEntries(columns.map((column, at) => [column, counts[at]])),
  });
  const pathway = new Map([
    ["none", [leaf("all", total)]],
    ["gender", Object.entries(people).map(([category, counts]) => leaf(category, counts))],
  ]);
  const estimates = [
    ...columns.map((column, at) => count(column, "none", "all", total[at] ?? 0)),
    ...Object.entries(people).flatMap(([category, counts]) =>
      columns.map((column, at) => count(column, "gender", category, counts[at] ?? 0)),
    ),
  ];

  it("withholds another stage, so that a small one is not what everybody leaves", async () => {
    const found = await protect(estimates, { pathway });
    expect(found.alone).toEqual(["group_pathway_started 9"]);
    expect(found.leaksAlone).toBeGreaterThan(0);
    expect(found.leaks).toEqual([]);
    expect(found.together.length).toBeGreaterThan(1);
    expect(found.together.every((name) => name.startsWith("group_pathway_started"))).toBe(true);
  });

  it("leaves everything as it is where no number is small", async () => {
    const more = new Map(pathway).set("gender", [leaf("1", [400, 300, 200]), leaf("2", [560, 440, 305])]);
    const few = estimates.filter(({ category }) => category === "all" || category === "1");
    const rest = columns.map((column, at) => count(column, "gender", "2", [560, 440, 305][at] ?? 0));
    const found = await protect([...few, ...rest], { pathway: more });
    expect([found.together, found.leaks]).toEqual([[], []]);
  });
});

describe("contacts of people who need an interpreter", () => {
  const leaf = (category: string, counts: Readonly<Record<string, number>>): LeafRow => ({
    ...nowhere,
    category,
    ...counts,
  });

  it("keeps a withheld language from being what everybody leaves, and its other side too", async () => {
    const languages = { so: [60, 100], bn: [50, 120], ti: [3, 30] } as const;
    const of = ([is, all]: readonly [number, number]) => ({
      share_interpreted_is: is,
      share_interpreted_of: all,
    });
    const contacts = new Map([
      ["none", [leaf("all", of([113, 250]))]],
      ["language", Object.entries(languages).map(([category, pair]) => leaf(category, of(pair)))],
    ]);
    const both = (breakdown: string, category: string, [is, all]: readonly [number, number]) => [
      share("share_interpreted", breakdown, category, [is, all]),
      share("share_language_unmet", breakdown, category, [all - is, all]),
    ];
    const estimates = [
      ...both("none", "all", [113, 250]),
      ...Object.entries(languages).flatMap(([category, pair]) => both("language", category, pair)),
    ];
    const found = await protect(estimates, { contacts });
    expect(found.alone).toEqual(["share_interpreted ti", "share_language_unmet ti"]);
    expect(found.leaksAlone).toBeGreaterThan(0);
    expect(found.leaks).toEqual([]);
  });
});

describe("waits by group", () => {
  it("withholds a wait of the few people whom others leave", async () => {
    const wait = (category: string, n: number, breakdown = "gender"): ExactEstimate => ({
      ...{
        ...base("wait_median_days", breakdown, category),
        kind: "quantile",
        n,
        value: 10,
        lower: 9,
        upper: 11,
      },
    });
    const leaf = (category: string, n: number): LeafRow => ({ ...nowhere, category, n });
    const waits = new Map([
      ["none", [leaf("all", 805)]],
      ["gender", [leaf("1", 400), leaf("2", 400), leaf("9", 5)]],
    ]);
    const found = await protect([wait("all", 805, "none"), wait("1", 400), wait("2", 400), wait("9", 5)], {
      waits,
    });
    expect(found.alone).toEqual(["wait_median_days 9"]);
    expect(found.leaksAlone).toBeGreaterThan(0);
    expect(found.together.length).toBeGreaterThan(1);
    expect(found.leaks).toEqual([]);
  });
});
