import type { CellState, CountTable } from "../tables/count-table.ts";
import type { Solve } from "./linear-program.ts";
import type { FeasibleIntegers, TableFinding } from "./table-finding.ts";
import { Judging } from "./table-judging.ts";
import { type TableModel, tableModel } from "./table-model.ts";
import { TableSolver } from "./table-solver.ts";

export type { FeasibleIntegers, TableFinding } from "./table-finding.ts";

export interface TableAudit {
  /** Cells, by index, that the true table itself does not fit; where there are any, nothing else was judged. */
  readonly contradiction: readonly number[];
  /** One for each withheld cell, in order. */
  readonly findings: readonly TableFinding[];
  /** The findings that are not safe. */
  readonly leaks: readonly TableFinding[];
  /** Findings decided by arithmetic alone, by another table that fits as well, and by the solver. */
  readonly closedForm: number;
  readonly walked: number;
  readonly solved: number;
}

/** Moves for a step of a row, first before and then after the solver: few at first, as most rows need no more. */
const SHORT = 30;
const QUICK: readonly number[] = [300, 3000];
const LONG = 30_000;

export interface TableOptions {
  /** An audit of the same table since which states were only widened: its safe cells stay safe and are not judged again. */
  readonly since?: TableAudit;
  /** False: what arithmetic and walks leave open stays undecided. */
  readonly solves?: boolean;
}

/**
 * Judges each withheld cell of a count table by what a reader can prove of it who knows how tables are withheld and
 * rounded, and the number of people of every leaf where totals are known.
 *
 * Proof that a cell leaks never uses the true table; proof that it is safe is another table of whole numbers that fits
 * all that is shown, looked for from the true one. What neither decides goes to the solver.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, sections 4.3 and 4.4.
 */
export async function boundTable(
  table: CountTable,
  states: readonly CellState[],
  rules: FeasibleIntegers,
  solve: Solve,
  { since, solves = true }: TableOptions = {},
): Promise<TableAudit> {
  const model = tableModel(table, states);
  const contradiction = cellsMissed(model);
  if (contradiction.length > 0) return auditOf(contradiction, []);
  const judging = new Judging(model, states, rules);
  judging.keep(since?.findings.filter(({ verdict }) => verdict === "safe") ?? []);
  judging.byWalking(SHORT);
  if (judging.isOpen) judging.byArithmetic();
  for (const moves of QUICK) judging.byWalking(moves);
  if (solves && judging.isOpen) {
    const solver = await TableSolver.open(model, solve);
    try {
      await judging.bySolving(solver, LONG);
    } finally {
      solver.close();
    }
  }
  return auditOf([], judging.findings());
}

const auditOf = (contradiction: readonly number[], findings: readonly TableFinding[]): TableAudit => {
  const countBy = (by: TableFinding["by"]) => findings.filter((one) => one.by === by).length;
  return {
    contradiction,
    findings,
    leaks: findings.filter(({ verdict }) => verdict !== "safe"),
    closedForm: countBy("closedForm"),
    walked: countBy("walk"),
    solved: countBy("solver"),
  };
};

/** Shown cells, or symbols, that the true number of people contradicts. */
const cellsMissed = ({ lower, upper, shape: { sums, cellsOf } }: TableModel): readonly number[] =>
  cellsOf.flatMap((cells, row) => {
    const sum = sums[row] ?? 0;
    return sum < (lower[row] ?? 0) || sum > (upper[row] ?? 0) ? cells : [];
  });
