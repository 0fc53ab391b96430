import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { protectRelease } from "../../src/disclosure/protect-release.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { CHANGE_BANDS } from "../../src/measures/change-bands.ts";
import { LEAF_NAMES, type LeafRow } from "../../src/measures/leaf-rows.ts";
import type { Leaves } from "../../src/measures/leaves.ts";
import type { PairedPeopleRow } from "../../src/measures/paired-people.ts";
import type { FlowRow } from "../../src/measures/sample-flow.ts";
import { outcomeEstimates } from "../../src/release/exact-outcomes.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";

/** Counts stand as they are from 8 on, so that one taken from another is exact. */
const policy = { ...policies["nhs-england"], roundTo: 1 };
const nowhere = Object.fromEntries(LEAF_NAMES.map((name) => [name, null])) as unknown as LeafRow;
const instrument = {
  id: "pam",
  name: "PAM",
  short: "PAM",
  decimals: 1,
  range: [0, 100] as [number, number],
  better: "higher" as const,
  unit: "points",
  other_thresholds: [],
  meaningful_change: { points: 5.4, source: "a test" },
  follow_up: { from_days: 1, to_days: 365, due_after_days: 180, rate: "measured" as const },
};
const place = {
  instrument: "pam",
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
} as const;
const noLeaves: Leaves = {
  referrals: [],
  people: { single: [], several: [] },
  referralsByGroup: new Map(),
  episodes: [],
  episodesByGroup: new Map(),
};

const paired = (category: string, n: number, more: Partial<PairedPeopleRow> = {}): PairedPeopleRow =>
  ({ ...nowhere, instrument: "pam", category, n, improved: 0, worse: 0, ...more }) as PairedPeopleRow;

const share = (measure: string, numerator: number, denominator: number): ExactEstimate => ({
  ...place,
  measure,
  numerator,
  denominator,
  n: denominator,
  value: numerator / denominator,
  lower: 0,
  upper: 1,
  level: 0.95,
  method: "wilson",
  status: "published",
  note: "",
  kind: "proportion",
  decimals: 2,
});

async function protect(estimates: readonly ExactEstimate[], leaves: Leaves) {
  const exact = new Unreleased(estimates);
  const release = await protectRelease({
    exact,
    sources: {
      leaves,
      activity: undefined,
      geography: { comparatorsOf: () => [], windowOf: () => undefined },
    } as Parameters<typeof protectRelease>[0]["sources"],
    policy,
    solve: await loadSolver(),
  });
  const alone = protectEstimates(exact, policy);
  const name = ({ measure, category }: { readonly measure: string; readonly category: string }) =>
    category === "all" ? measure : `${measure} ${category}`;
  const withheld = (
    rows: readonly { readonly status: string; readonly measure: string; readonly category: string }[],
  ) =>
    rows
      .filter(({ status }) => status === "withheld")
      .map(name)
      .sort();
  return {
    alone: withheld(alone.value),
    together: withheld(release.estimates.value),
    leaksAlone: (await release.audit(alone)).leaks.map(({ cell, what }) => `${cell} ${what}`),
    leaks: (await release.audit(release.estimates)).leaks,
  };
}

describe("bands of change beside the share that improved", () => {
  const people: Readonly<Record<string, number>> = {
    much_better: 5,
    better: 300,
    slightly_better: 100,
    no_change: 295,
    slightly_worse: 200,
    worse: 60,
    much_worse: 40,
  };
  const rows = CHANGE_BANDS.map(({ id }) => paired(id, people[id] ?? 0));
  const bands = outcomeEstimates({ pairedPeople: new Map([["change_band", rows]]), flow: [] }, [instrument]);
  const leaves = { ...noLeaves, pairedPeople: new Map([["change_band", rows]]) };

  it("withhold a second band or the share, since those who improved are its two bands", async () => {
    const found = await protect([...bands, share("share_improved", 305, 1000)], leaves);
    expect(found.alone).toEqual(["paired much_better"]);
    expect(found.leaksAlone.join()).toMatch(/much_better.* it is exactly 5/);
    expect(found.together.length).toBeGreaterThan(1);
    expect(found.together.some((name) => ["paired better", "share_improved"].includes(name))).toBe(true);
    expect(found.leaks).toEqual([]);
  });

  it("need no more where nothing else tells of them", async () => {
    const found = await protect(bands, leaves);
    expect(found.together).toEqual(["paired much_better"]);
    expect(found.leaks).toEqual([]);
  });
});

describe("moves between levels beside the shares that rose and fell", () => {
  it("withhold the share where all other moves that it counts are shown", async () => {
    const moves = [
      ["1*1", 100],
      ["1*2", 5],
      ["2*1", 30],
      ["2*2", 100],
    ] as const;
    const rows = moves.map(([category, n]) => paired(category, n));
    const pairedPeople = new Map([["baseline_level*follow_up_level", rows]]);
    const estimates = outcomeEstimates({ pairedPeople, flow: [] }, [instrument]);
    expect(estimates.find(({ measure }) => measure === "share_level_up")).toMatchObject({
      numerator: 5,
      denominator: 235,
    });
    const found = await protect(estimates, { ...noLeaves, pairedPeople });
    expect(found.alone).toContain("share_level_up");
    // The others say how many are left.
    expect(found.together.length).toBeGreaterThan(found.alone.length);
    expect(found.leaks).toEqual([]);
  });
});

describe("the flow from referral to two scores", () => {
  it("does not give away who was declined by those who were not", async () => {
    const counts = { declined: 5, no_first: 20, not_due: 10, early: 9, lost: 30, late: 12, followed: 40 };
    const row = {
      ...place,
      ...Object.fromEntries(Object.entries(counts).map(([fate, n]) => [`fate_${fate}`, n])),
    } as unknown as FlowRow;
    const single = Object.entries(counts).map(([layer, n]) => ({ ...nowhere, layer, people: n }));
    const leaves: Leaves = {
      ...noLeaves,
      people: { single: [{ ...nowhere, layer: true, people: 126 }], several: [] },
      flow: new Map([["pam", { single, several: [] }]]),
    };
    const all: ExactEstimate = {
      ...share("people", 0, 1),
      instrument: "",
      numerator: null,
      denominator: null,
      n: 126,
      value: 126,
      kind: "count",
      level: null,
      lower: null,
      upper: null,
    };
    const flow = outcomeEstimates({ pairedPeople: new Map(), flow: [row] }, []);
    const found = await protect([all, ...flow], leaves);
    expect(found.alone).toEqual(["flow_declined"]);
    expect(found.leaksAlone.join()).toMatch(/flow_declined.* it is exactly 5/);
    expect(found.together).toContain("flow_declined");
    expect(found.together.some((name) => ["flow_eligible", "people"].includes(name))).toBe(true);
    expect(found.leaks).toEqual([]);
  });
});
