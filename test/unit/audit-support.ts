import type { AuditRules } from "../../src/disclosure/audit/audit-rules.ts";
import type { Interval } from "../../src/disclosure/audit/interval.ts";
import type {
  AuditInput,
  AuditTable,
  Codes,
  Figure,
  Rounding,
} from "../../src/disclosure/audit/published-tables.ts";

interface OracleCell {
  readonly at: Codes;
  readonly v?: number;
  readonly s?: boolean;
  readonly truth?: number;
  readonly prior?: readonly number[];
  readonly pct?: number;
  readonly dp?: number;
  readonly den?: Codes;
  readonly round?: Rounding;
}

/** A release as the oracle writes it down. */
export interface OracleRelease {
  readonly params: Omit<AuditRules, "symbolPrior"> & { readonly symbolPrior?: readonly number[] };
  readonly dims: AuditInput["dimensions"];
  readonly tables: readonly {
    readonly id: string;
    readonly round?: Rounding;
    readonly cells: readonly OracleCell[];
  }[];
}

const interval = (pair: readonly number[]): Interval => ({
  lower: pair[0] ?? Number.NaN,
  upper: pair[1] ?? Number.NaN,
});

/** The oracle's parameters as rules; a count that is withheld there though it is not small protects others. */
export function oracleRules({ params: { symbolPrior, ...rules } }: OracleRelease): AuditRules {
  return symbolPrior === undefined ? rules : { ...rules, symbolPrior: interval(symbolPrior) };
}

export function oracleInput({ params: { threshold }, dims, tables }: OracleRelease): AuditInput {
  const figureOf = (cell: OracleCell, round: Rounding | undefined): Figure => {
    const { at, v, s, truth = 0, prior, pct, dp, den } = cell;
    if (s === true) {
      const role = truth >= 1 && truth < threshold ? "primary" : "complementary";
      return { kind: "withheld", at, role, ...(prior === undefined ? {} : { prior: interval(prior) }) };
    }
    if (pct !== undefined && dp !== undefined && den !== undefined) {
      return { kind: "percentage", at, of: den, value: pct, decimals: dp };
    }
    if (v === undefined) throw new Error(`No figure: ${JSON.stringify(cell)}`);
    const rounding = cell.round ?? round;
    return { kind: "count", at, value: v, ...(rounding === undefined ? {} : { rounding }) };
  };
  return {
    dimensions: dims,
    tables: tables.map(({ id, round, cells }) => ({
      id,
      figures: cells.map((cell) => figureOf(cell, round)),
    })),
  };
}

/** A table of figures for a test. */
export const table = (id: string, figures: readonly Figure[]): AuditTable => ({ id, figures });

export const shown = (at: Codes, value: number): Figure => ({ kind: "count", at, value });

export const withheld = (at: Codes, role: "primary" | "complementary" = "primary"): Figure => ({
  kind: "withheld",
  at,
  role,
});
