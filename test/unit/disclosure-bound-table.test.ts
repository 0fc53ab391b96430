import { describe, expect, it } from "vitest";
import type { AuditModel } from "../../src/disclosure/audit/audit-model.ts";
import { auditRows } from "../../src/disclosure/audit/audit-rows.ts";
import { boundTable } from "../../src/disclosure/audit/bound-table.ts";
import type { Solve } from "../../src/disclosure/audit/linear-program.ts";
import type { CellState, CountTable } from "../../src/disclosure/tables/count-table.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";

const solve = await loadSolver();
const noSolver: Solve = () => Promise.reject(new Error("A solver was asked for."));
const rules = { primary: 4, complementary: 5 };

const shown = (lower: number, upper = lower): CellState => ({ kind: "shown", lower, upper });
const few: CellState = { kind: "withheld", role: "primary", lower: 1, upper: 7 };
const more: CellState = {
  kind: "withheld",
  role: "complementary",
  lower: 0,
  upper: Number.POSITIVE_INFINITY,
};
const silent: CellState = { kind: "silent" };

/** A table of so many layers; each cell by its leaves and layers. */
function tableOf(
  counts: readonly number[],
  cells: readonly (readonly [leaves: readonly number[], layers: readonly number[]])[],
  layers = 1,
): CountTable {
  return {
    id: "referrals",
    leaves: counts.length / layers,
    layers,
    counts: Float64Array.from(counts),
    totalsKnown: layers > 1,
    cells: cells.map(([leaves, own], at) => ({
      name: `cell ${at}`,
      leaves,
      layers: own,
      count: leaves.reduce(
        (sum, leaf) => sum + own.reduce((all, layer) => all + (counts[leaf * layers + layer] ?? 0), 0),
        0,
      ),
      printed: true,
      countedBy: [at],
      describedBy: [],
      weight: 1,
    })),
  };
}

/** Networks of 20, 15 and 5 people, and all 40. */
const networks = tableOf(
  [20, 15, 5],
  [
    [[0], [0]],
    [[1], [0]],
    [[2], [0]],
    [[0, 1, 2], [0]],
  ],
);

describe("the bounds of a count table", () => {
  it("a total less its parts gives the last part away, and names them all", async () => {
    // 40 − 20 − 15 = 5.
    const audit = await boundTable(networks, [shown(20), shown(15), few, shown(40)], rules, noSolver);
    expect(audit.leaks).toEqual([
      { cell: 2, interval: { lower: 5, upper: 5 }, verdict: "exact", because: [3, 0, 1], by: "closedForm" },
    ]);
    expect(audit).toMatchObject({ closedForm: 1, walked: 0, solved: 0, contradiction: [] });
  });

  it("counts feasible whole numbers: four of a small count, five of one withheld for its sake", async () => {
    // 38 to 42 less 18 to 22 and 13 to 17 may be −1 to 11; of its symbol 1 to 7.
    const rounded = [shown(18, 22), shown(13, 17), few, shown(38, 42)];
    const safe = await boundTable(networks, rounded, rules, noSolver);
    expect(safe).toMatchObject({ leaks: [], walked: 1 });
    // 39 to 41 less 20 and 15: 4 to 6 are three numbers; 39 to 42: 4 to 7 are four.
    const three = await boundTable(networks, [shown(20), shown(15), few, shown(39, 41)], rules, noSolver);
    expect(three.leaks).toMatchObject([{ interval: { lower: 4, upper: 6 }, verdict: "narrow" }]);
    const four = [shown(20), shown(15), few, shown(39, 42)];
    expect((await boundTable(networks, four, rules, noSolver)).leaks).toEqual([]);
    const protecting = four.map((state, at) => (at === 2 ? more : state));
    expect((await boundTable(networks, protecting, rules, noSolver)).leaks).toMatchObject([
      { cell: 2, interval: { lower: 4, upper: 7 }, verdict: "narrow" },
    ]);
  });

  it("names the cells that combine, and none that has nothing to do with it", async () => {
    // A fourth network and a borough of the first two are shown as well.
    const table = tableOf(
      [20, 15, 5, 60],
      [
        [[0], [0]],
        [[1], [0]],
        [[2], [0]],
        [[0, 1, 2], [0]],
        [[3], [0]],
        [[0, 1], [0]],
      ],
    );
    const states = [more, shown(13, 17), few, shown(40), shown(60), shown(35)];
    const { leaks } = await boundTable(table, states, rules, noSolver);
    expect(leaks).toMatchObject([{ cell: 2, because: [3, 5], verdict: "exact" }]);
  });

  it("what everybody knows of the size of an area gives the rest away", async () => {
    // Of 11 people 8 to 12 improved and are shown: the rest are 0 to 3, of their symbol 1 to 3.
    const table = tableOf(
      [9, 2],
      [
        [[0], [0]],
        [[0], [1]],
      ],
      2,
    );
    const { leaks } = await boundTable(table, [shown(8, 12), few], rules, noSolver);
    expect(leaks).toMatchObject([
      { cell: 1, interval: { lower: 1, upper: 3 }, verdict: "narrow", because: [0] },
    ]);
    // Nothing shown: of 3 people 1 to 3 still, and no cell is to blame.
    const small = tableOf([1, 2], [[[0], [1]]], 2);
    const alone = await boundTable(small, [few], rules, noSolver);
    expect(alone.leaks).toMatchObject([{ interval: { lower: 1, upper: 3 }, because: [] }]);
  });

  it("a symbol that leaves open no more than is possible is safe", async () => {
    const table = tableOf([1, 2], [[[0], [1]]], 2);
    const states: CellState[] = [{ kind: "withheld", role: "primary", lower: 0, upper: 3 }];
    expect((await boundTable(table, states, rules, noSolver)).leaks).toEqual([]);
  });

  it("three sums in a ring: only the solver sees through them", async () => {
    // a + b = 10, b + c = 12 and a + c = 8: a = (10 − 12 + 8) / 2 = 3.
    const ring = tableOf(
      [3, 7, 5],
      [
        [[0, 1], [0]],
        [[1, 2], [0]],
        [[0, 2], [0]],
        [[0], [0]],
      ],
    );
    const states = [shown(10), shown(12), shown(8), few];
    const audit = await boundTable(ring, states, rules, solve);
    expect(audit.leaks).toMatchObject([{ cell: 3, interval: { lower: 3, upper: 3 }, verdict: "exact" }]);
    expect(audit.leaks[0]?.because).toEqual(expect.arrayContaining([0, 1, 2]));
    expect(audit.solved).toBe(1);
    const undecided = await boundTable(ring, states, rules, noSolver, { solves: false });
    expect(undecided.leaks).toMatchObject([{ cell: 3, verdict: "undecided" }]);
  });

  it("cells that are neither shown nor secret prove nothing", async () => {
    const states = [silent, shown(15), few, shown(40)];
    expect((await boundTable(networks, states, rules, noSolver)).leaks).toEqual([]);
  });

  it("names the cells that what was counted contradicts, and judges nothing then", async () => {
    const audit = await boundTable(networks, [shown(20), shown(16, 17), few, shown(40)], rules, noSolver);
    expect(audit).toMatchObject({ contradiction: [1], findings: [], leaks: [] });
  });

  it("takes over safe findings of an earlier audit, and leaks never", async () => {
    const since = await boundTable(networks, [shown(20), shown(15), few, shown(40)], rules, noSolver);
    const states = [shown(20), more, few, shown(40)];
    const audit = await boundTable(networks, states, rules, noSolver, { since });
    expect(audit.leaks).toEqual([]);
    expect(audit.walked).toBe(2);
  });
});

describe("rows with the truth at hand", () => {
  const model: AuditModel = {
    columns: 2,
    rows: [
      { terms: [{ columns: [0, 1], times: 1 }], lower: 10, upper: 14, name: "t: all" },
      { terms: [{ columns: [0], times: 1 }], lower: 4, upper: 6, name: "t: a" },
    ],
    targets: [{ kind: "primary", columns: [1], table: "t", at: { area: "b" } }],
    combinationsChecked: true,
  };
  const audit = { threshold: 8, requireUpper: false };

  it("names the rows that what was counted contradicts", async () => {
    const wrong = await auditRows(model, audit, noSolver, { truth: [7, 5] });
    expect(wrong).toMatchObject({ possible: false, contradiction: ["t: a"], findings: [] });
    expect(await auditRows(model, audit, solve, { truth: [5, 7] })).toMatchObject({ possible: true });
  });

  it("never takes the truth for what can be worked out", async () => {
    const { findings } = await auditRows(model, audit, solve, { truth: [5, 7], every: true });
    expect(findings).toMatchObject([{ interval: { lower: 4, upper: 10 }, certainty: "exact" }]);
  });
});
