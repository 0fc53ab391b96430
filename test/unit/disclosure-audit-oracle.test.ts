import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../src/disclosure/audit/audit-model.ts";
import { type AuditOptions, auditTables } from "../../src/disclosure/audit/audit-tables.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";
import { type OracleRelease, oracleInput, oracleRules } from "./audit-support.ts";

interface ExpectedCell {
  readonly table: string;
  readonly at: Readonly<Record<string, string>>;
  readonly lp: readonly [number, number];
  readonly integer: readonly [number, number];
  readonly primary: boolean;
  readonly flag: string | null;
}

interface Expected {
  readonly feasible: boolean;
  readonly exit: number;
  readonly cells?: readonly ExpectedCell[];
  readonly derived?: readonly { readonly cell: string; readonly lo: number; readonly hi: number }[];
}

const oracle: {
  readonly tolerance: { readonly lp_abs: number };
  readonly releases: Readonly<Record<string, { readonly input: OracleRelease; readonly expected: Expected }>>;
} = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/oracle/sdc-audit.json"), "utf8"));

const solve = await loadSolver();
const everything: AuditOptions = { every: true, confirmUpTo: Number.POSITIVE_INFINITY };

/** A count that nobody printed, in the oracle's words. */
const worded = (at: Readonly<Record<string, string>>, join = ","): string =>
  Object.entries(at)
    .map(([dimension, code]) => `${dimension}=${code}`)
    .join(join);

describe.each(Object.entries(oracle.releases))("release %s", (_, { input, expected }) => {
  const ways = [
    ["closed forms first", everything],
    ["the solver alone", { ...everything, closedForms: false }],
  ] as const;
  describe.each(ways)("by %s", (_way, options) => {
    it("finds the least and most of each withheld count, and what they mean", async () => {
      const audit = await auditTables(oracleInput(input), oracleRules(input), solve, options);
      expect(audit.possible).toBe(expected.feasible);
      expect(audit.leaks.length > 0 ? 1 : audit.possible ? 0 : 2).toBe(expected.exit);
      const withheld = audit.findings.filter(({ kind }) => kind === "primary" || kind === "complementary");
      expect(withheld).toHaveLength(expected.cells?.length ?? 0);
      for (const cell of expected.cells ?? []) {
        const found = withheld.find(
          ({ table, at }) => table === cell.table && nameOf(at) === nameOf(cell.at),
        );
        expect(found?.interval).toEqual({ lower: cell.integer[0], upper: cell.integer[1] });
        expect(found?.certainty).toBe("exact");
        expect(found?.integerChecked).toBe(true);
        expect(found?.kind === "primary").toBe(cell.primary);
        expect(found?.verdict !== "safe").toBe(cell.flag !== null);
        if (options !== everything) {
          expect(found?.relaxed).toBeDefined();
          expect(Math.abs((found?.relaxed?.lower ?? 0) - cell.lp[0])).toBeLessThan(oracle.tolerance.lp_abs);
          expect(Math.abs((found?.relaxed?.upper ?? 0) - cell.lp[1])).toBeLessThan(oracle.tolerance.lp_abs);
        }
      }
    });

    it("finds the small counts that nobody printed, and no others", async () => {
      const audit = await auditTables(oracleInput(input), oracleRules(input), solve, options);
      const found = audit.leaks
        .filter(({ kind }) => kind === "combination" || kind === "difference")
        .map(({ at, table, less, interval: { lower: lo, upper: hi } }) => ({
          cell:
            less === undefined
              ? worded(at)
              : `[${table}:${worded(at)}] minus [${less.table}:${worded(less.at)}]`,
          lo,
          hi,
        }));
      expect(found).toEqual(expected.derived ?? []);
    });
  });

  it("comes to the same verdicts where it works out no more than it needs", async () => {
    const all = await auditTables(oracleInput(input), oracleRules(input), solve, everything);
    const needed = await auditTables(oracleInput(input), oracleRules(input), solve);
    expect(needed.possible).toBe(all.possible);
    const verdicts = ({ findings }: typeof all) =>
      findings.map(({ kind, table, at, verdict }) => [kind, table, nameOf(at), verdict !== "safe"]);
    expect(verdicts(needed)).toEqual(verdicts(all));
  });
});
