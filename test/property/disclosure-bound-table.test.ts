import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundTable } from "../../src/disclosure/audit/bound-table.ts";
import type { TableFinding } from "../../src/disclosure/audit/table-finding.ts";
import type { CellState, CountCell, CountTable } from "../../src/disclosure/tables/count-table.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";

const solve = await loadSolver();
const rules = { primary: 4, complementary: 5 };

interface Case {
  readonly table: CountTable;
  readonly states: readonly CellState[];
}

const upTo = (length: number): number[] => Array.from({ length }, (_, at) => at);
const silent: CellState = { kind: "silent" };

/** The people of a cell, by its definition alone. */
const countOf = (
  counts: ArrayLike<number>,
  { leaves, layers }: Pick<CountCell, "leaves" | "layers">,
  all: number,
): number =>
  Array.from(leaves).reduce(
    (sum, leaf) => sum + layers.reduce((own, layer) => own + (counts[leaf * all + layer] ?? 0), 0),
    0,
  );

function stateOf(count: number): fc.Arbitrary<CellState> {
  const shown = fc.tuple(fc.nat(2), fc.nat(3)).map(
    ([below, above]): CellState => ({
      kind: "shown",
      lower: Math.max(0, count - below),
      upper: count + above,
    }),
  );
  const primary = fc.tuple(fc.nat(4), fc.nat(5)).map(
    ([below, above]): CellState => ({
      kind: "withheld",
      role: "primary",
      lower: Math.max(0, count - below),
      upper: count + above,
    }),
  );
  const complementary = fc.constant<CellState>({
    kind: "withheld",
    role: "complementary",
    lower: 0,
    upper: Number.POSITIVE_INFINITY,
  });
  const exact = fc.constant<CellState>({ kind: "shown", lower: count, upper: count });
  return fc.oneof(
    { weight: 4, arbitrary: shown },
    { weight: 3, arbitrary: exact },
    { weight: 4, arbitrary: primary },
    { weight: 2, arbitrary: complementary },
    { weight: 1, arbitrary: fc.constant(silent) },
  );
}

type Sets = readonly (readonly [leaves: readonly number[], layers: readonly number[]])[];

const anySets = (leaves: number, layers: number): fc.Arbitrary<Sets> =>
  fc.array(
    fc.tuple(fc.subarray(upTo(leaves), { minLength: 1 }), fc.subarray(upTo(layers), { minLength: 1 })),
    {
      minLength: 2,
      maxLength: 8,
    },
  );

const caseOf = (leaves: number, layers: number, totalsKnown: boolean): fc.Arbitrary<Case> =>
  fc
    .tuple(
      fc.array(fc.nat(3), { minLength: leaves * layers, maxLength: leaves * layers }),
      anySets(leaves, layers),
    )
    .chain(([numbers, sets]) => {
      const counts = Float64Array.from(numbers);
      const cells = sets.map(([own, of], at): CountCell => {
        const bare = { leaves: own, layers: of };
        const count = countOf(counts, bare, layers);
        return {
          ...bare,
          name: `cell ${at}`,
          count,
          printed: true,
          countedBy: [],
          describedBy: [],
          weight: 1,
        };
      });
      const table: CountTable = { id: "t", leaves, layers, counts, totalsKnown, cells };
      return fc.tuple(...cells.map(({ count }) => stateOf(count))).map((states): Case => ({ table, states }));
    });

const cases: fc.Arbitrary<Case> = fc.oneof(
  ...[2, 3].flatMap((layers) => [2, 3].map((leaves) => caseOf(leaves, layers, true))),
  caseOf(4, 2, true),
  caseOf(3, 1, false),
  caseOf(4, 1, false),
  caseOf(2, 2, false),
);

/** Three leaves of which each two are printed: no one sum bounds the first leaf closely, all three together do. */
const ring: fc.Arbitrary<Case> = fc
  .tuple(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)), fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1)))
  .map(([numbers, slack]): Case => {
    const counts = Float64Array.from(numbers);
    const sets = [[0, 1], [1, 2], [0, 2], [0]];
    const cells = sets.map((leaves, at): CountCell => {
      const count = countOf(counts, { leaves, layers: [0] }, 1);
      return {
        leaves,
        layers: [0],
        name: `cell ${at}`,
        count,
        printed: true,
        countedBy: [],
        describedBy: [],
        weight: 1,
      };
    });
    const states = cells.map(({ count }, at): CellState => {
      const by = slack[at];
      return by === undefined
        ? { kind: "withheld", role: "primary", lower: 0, upper: 7 }
        : { kind: "shown", lower: count, upper: count + by };
    });
    return { table: { id: "t", leaves: 3, layers: 1, counts, totalsKnown: false, cells }, states };
  });

/** Every way to spread so many over so many places. */
function spreads(total: number, places: number): readonly (readonly number[])[] {
  if (places === 1) return [[total]];
  return upTo(total + 1).flatMap((first) =>
    spreads(total - first, places - 1).map((rest) => [first, ...rest]),
  );
}

/** Every table of whole numbers that a reader cannot rule out; where totals are not known, of up to 12 a place. */
function possible({ table, states }: Case): readonly (readonly number[])[] {
  const { leaves, layers, counts, totalsKnown, cells } = table;
  const one = totalsKnown
    ? upTo(leaves).map((leaf) =>
        spreads(
          upTo(layers).reduce((sum, layer) => sum + (counts[leaf * layers + layer] ?? 0), 0),
          layers,
        ),
      )
    : upTo(leaves * layers).map(() => upTo(13).map((number) => [number]));
  let all: readonly (readonly number[])[] = [[]];
  for (const ways of one) all = all.flatMap((before) => ways.map((way) => [...before, ...way]));
  return all.filter((numbers) =>
    cells.every((cell, at) => {
      const state = states[at] ?? silent;
      if (state.kind === "silent") return true;
      const count = countOf(numbers, cell, layers);
      return count >= state.lower && count <= state.upper;
    }),
  );
}

function tried(one: Case, cell: number, tables: readonly (readonly number[])[]) {
  const own = one.table.cells[cell];
  const counts = own === undefined ? [] : tables.map((numbers) => countOf(numbers, own, one.table.layers));
  return {
    lower: counts.reduce((least, count) => Math.min(least, count), Number.POSITIVE_INFINITY),
    upper: counts.reduce((most, count) => Math.max(most, count), Number.NEGATIVE_INFINITY),
  };
}

/** The contract's criterion: four whole numbers, or five, or all that the symbol leaves open; never one alone. */
function isSafe(state: CellState | undefined, { lower, upper }: { lower: number; upper: number }): boolean {
  if (state?.kind !== "withheld") return true;
  const numbers = upper - lower + 1;
  const open = state.upper - state.lower + 1;
  if (state.role === "complementary") return numbers >= Math.min(5, open);
  return numbers > 1 && numbers >= Math.min(4, open);
}

function holds(one: Case, finding: TableFinding, tables: readonly (readonly number[])[]): void {
  const { lower, upper } = tried(one, finding.cell, tables);
  expect(finding.verdict === "safe", JSON.stringify([finding, lower, upper])).toBe(
    isSafe(one.states[finding.cell], { lower, upper }),
  );
  const [inner, outer] =
    finding.verdict === "safe" ? [finding.interval, { lower, upper }] : [{ lower, upper }, finding.interval];
  expect(outer.lower).toBeLessThanOrEqual(inner.lower);
  expect(outer.upper).toBeGreaterThanOrEqual(inner.upper);
  if (finding.verdict === "exact") expect(lower).toBe(upper);
}

describe("the bounds of small count tables, against trying every table", () => {
  it("come to the verdict of every table that fits, and never leave one open", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const audit = await boundTable(one.table, one.states, rules, solve);
        const tables = possible(one);
        expect(audit.contradiction).toEqual([]);
        expect(audit.findings.map(({ cell }) => cell)).toEqual(
          [...one.states.keys()].filter((at) => one.states[at]?.kind === "withheld"),
        );
        for (const finding of audit.findings) holds(one, finding, tables);
      }),
      { numRuns: 500 },
    );
  });

  it("come to that verdict by the solver where sums do not chain", async () => {
    let solved = 0;
    await fc.assert(
      fc.asyncProperty(ring, async (one) => {
        const audit = await boundTable(one.table, one.states, rules, solve);
        solved += audit.solved;
        for (const finding of audit.findings) holds(one, finding, possible(one));
      }),
      { numRuns: 200 },
    );
    expect(solved).toBeGreaterThan(20);
  });

  it("name cells that prove each leak, whatever the others say", async () => {
    let leaks = 0;
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const audit = await boundTable(one.table, one.states, rules, solve);
        for (const { cell, because } of audit.leaks) {
          leaks++;
          expect(because).not.toContain(cell);
          const named = new Set([cell, ...because]);
          const fewer = { ...one, states: one.states.map((state, at) => (named.has(at) ? state : silent)) };
          expect(isSafe(one.states[cell], tried(fewer, cell, possible(fewer)))).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
    expect(leaks).toBeGreaterThan(100);
  });

  it("are the same from an earlier audit, after which more was withheld", async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(7), async (one, which) => {
        const since = await boundTable(one.table, one.states, rules, solve);
        const states = one.states.map(
          (state, at): CellState =>
            at % 8 === which && state.kind === "shown"
              ? { kind: "withheld", role: "complementary", lower: 0, upper: Number.POSITIVE_INFINITY }
              : state,
        );
        const later = { ...one, states };
        const audit = await boundTable(one.table, states, rules, solve, { since });
        const tables = possible(later);
        for (const finding of audit.findings) holds(later, finding, tables);
      }),
      { numRuns: 150 },
    );
  });
});
