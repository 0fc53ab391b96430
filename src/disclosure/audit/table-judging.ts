import type { CellState } from "../tables/count-table.ts";
import { type AuditRules, verdictOf } from "./audit-rules.ts";
import { anyCount, type Interval, widthOf } from "./interval.ts";
import type { FeasibleIntegers, TableFinding } from "./table-finding.ts";
import type { Secret, TableModel } from "./table-model.ts";
import { type TableOuter, tableOuter } from "./table-outer.ts";
import type { TableSolver } from "./table-solver.ts";
import { TableWalker } from "./table-walker.ts";

/** The withheld cells of one table on their way from open to judged. */
export class Judging {
  readonly #model: TableModel;
  readonly #states: readonly CellState[];
  readonly #rules: AuditRules;
  readonly #found = new Map<number, TableFinding>();
  #outerOnce: TableOuter | undefined;
  readonly #walker: TableWalker;
  #open: readonly Secret[];

  constructor(model: TableModel, states: readonly CellState[], rules: FeasibleIntegers) {
    this.#model = model;
    this.#states = states;
    this.#rules = {
      threshold: 1,
      minWidth: rules.primary - 1,
      minWidthComplementary: rules.complementary - 1,
      requireUpper: false,
    };
    this.#walker = new TableWalker(model);
    this.#open = model.secrets;
  }

  /** Worked out only where a cell is still open after a short walk: most tables need none. */
  get #outer(): TableOuter {
    this.#outerOnce ??= tableOuter(this.#model);
    return this.#outerOnce;
  }

  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  /** One finding for each withheld cell, in order; what is still open is undecided. */
  findings(): readonly TableFinding[] {
    return this.#model.secrets.map(
      (secret): TableFinding =>
        this.#found.get(secret.cell) ?? {
          cell: secret.cell,
          interval: ofCell(secret, this.#outer.intervalOf(secret.row)),
          verdict: "undecided",
          because: this.#because(secret),
          by: "solver",
        },
    );
  }

  /** Takes over findings that still hold. */
  keep(findings: readonly TableFinding[]): void {
    for (const finding of findings) this.#found.set(finding.cell, finding);
    this.#open = this.#open.filter(({ cell }) => !this.#found.has(cell));
  }

  /** Finds the cells that leak by sums alone. */
  byArithmetic(): void {
    this.#settle((secret) => this.#leak(secret, this.#outer.intervalOf(secret.row), "closedForm"));
  }

  /** Finds cells that are safe, by so many moves a step. */
  byWalking(moves: number): void {
    this.#settle((secret) => this.#safeByWalking(secret, moves));
  }

  /** Bounds by the solver, and walks from where it has been. */
  async bySolving(solver: TableSolver, moves: number): Promise<void> {
    for (const secret of this.#open) {
      if (!solver.isWilling) break;
      const found =
        this.#safeSeen(secret) ??
        (await this.#bySolver(secret, solver, moves)) ??
        this.#safeByWalking(secret, moves);
      if (found !== undefined) this.#found.set(secret.cell, found);
    }
    this.#open = this.#open.filter(({ cell }) => !this.#found.has(cell));
  }

  #settle(judge: (secret: Secret) => TableFinding | undefined): void {
    this.#open = this.#open.filter((secret) => {
      const found = judge(secret);
      if (found !== undefined) this.#found.set(secret.cell, found);
      return found === undefined;
    });
  }

  #safeByWalking(secret: Secret, moves: number): TableFinding | undefined {
    this.#walker.widen(
      secret.row,
      this.#neededWidth(secret),
      moves,
      ofRow(secret, this.#leftOpen(secret.cell)),
    );
    return this.#safeSeen(secret);
  }

  #safeSeen(secret: Secret): TableFinding | undefined {
    const { row, cell } = secret;
    const seen = { lower: this.#walker.least[row] ?? 0, upper: this.#walker.most[row] ?? 0 };
    return this.#safe(cell, ofCell(secret, seen), "walk");
  }

  async #bySolver(secret: Secret, solver: TableSolver, moves: number): Promise<TableFinding | undefined> {
    const { row, cell } = secret;
    let { lower, upper } = this.#outer.intervalOf(row);
    const held: { lower?: readonly number[]; upper?: readonly number[] } = {};
    for (const sense of ["least", "most"] as const) {
      if (!solver.isWilling) break;
      const answer = solver.relax(row, sense);
      if (answer.bound === undefined || answer.numbers === undefined) continue;
      if (sense === "least" && answer.bound > lower) {
        lower = answer.bound;
        held.lower = answer.held;
      }
      if (sense === "most" && answer.bound < upper) {
        upper = answer.bound;
        held.upper = answer.held;
      }
      if (this.#leak(secret, { lower, upper }, "solver") !== undefined) continue;
      this.#walker.reach(row, sense, answer.bound, answer.numbers, moves);
      const safe = this.#safeSeen(secret);
      if (safe !== undefined) return safe;
    }
    const bounded = this.#leak(secret, { lower, upper }, "solver");
    if (bounded !== undefined) return { ...bounded, because: this.#because(secret, held) };
    const whole = await solver.whole(row);
    if (whole === undefined) return undefined;
    const leak = this.#leak(secret, whole, "solver");
    if (leak === undefined) return this.#safe(cell, ofCell(secret, whole), "solver");
    const all = this.#cellsOf([...this.#model.shape.rows.keys()]);
    return { ...leak, because: others([...this.#because(secret, held), ...all], cell) };
  }

  /** The other cells behind the ends of a cell: those of the rows that hold it by the solver, or else by sums. */
  #because(
    { row, cell }: Secret,
    held: { readonly lower?: readonly number[]; readonly upper?: readonly number[] } = {},
  ): readonly number[] {
    const ends = (["lower", "upper"] as const).flatMap((end) => {
      const rows = held[end];
      return rows === undefined ? this.#outer.because(row, end) : this.#cellsOf(rows);
    });
    return others(ends, cell);
  }

  #leak(secret: Secret, inRow: Interval, by: TableFinding["by"]): TableFinding | undefined {
    const { cell } = secret;
    const interval = ofCell(secret, inRow);
    const verdict = this.#verdict(cell, interval);
    if (verdict === "safe") return undefined;
    return { cell, interval, verdict, because: this.#because(secret), by };
  }

  #safe(cell: number, interval: Interval, by: TableFinding["by"]): TableFinding | undefined {
    return this.#verdict(cell, interval) === "safe"
      ? { cell, interval, verdict: "safe", because: [], by }
      : undefined;
  }

  #verdict(cell: number, interval: Interval): "safe" | "narrow" | "exact" {
    const state = this.#states[cell];
    if (state?.kind !== "withheld") return "safe";
    const open = this.#leftOpen(cell);
    const left = {
      lower: Math.max(interval.lower, open.lower),
      upper: Math.min(interval.upper, open.upper),
    };
    const verdict = verdictOf(state.role, left, open, this.#rules);
    return verdict === "small" ? "narrow" : verdict;
  }

  /** The steps from the least to the most at which a cell is safe. */
  #neededWidth({ cell }: Secret): number {
    const state = this.#states[cell];
    if (state?.kind !== "withheld") return 0;
    const { minWidth = 0, minWidthComplementary = 0 } = this.#rules;
    const wanted = state.role === "primary" ? minWidth : minWidthComplementary;
    return Math.min(wanted, widthOf(this.#leftOpen(cell)));
  }

  /** The numbers of a withheld cell that count as left open. */
  #leftOpen(cell: number): Interval {
    const state = this.#states[cell];
    if (state?.kind !== "withheld") return anyCount;
    const { lower, upper, openUpTo = upper } = state;
    return { lower, upper: Math.min(upper, openUpTo) };
  }

  /** The cells of the rows, those of the fewest columns first. */
  #cellsOf(rows: readonly number[]): readonly number[] {
    const { rows: all, cellsOf } = this.#model.shape;
    const columns = (row: number) => all[row]?.length ?? 0;
    return [...rows].sort((a, b) => columns(a) - columns(b) || a - b).flatMap((row) => cellsOf[row] ?? []);
  }
}

/** Each of the cells once, without one. */
const others = (cells: readonly number[], cell: number): readonly number[] =>
  [...new Set(cells)].filter((other) => other !== cell);

/** What bounds of the withheld cell mean for its row. */
const ofRow = ({ base, times }: Secret, { lower, upper }: Interval): Interval =>
  times === 1 ? { lower: lower - base, upper: upper - base } : { lower: base - upper, upper: base - lower };

/** What bounds of a row mean for the withheld cell. */
const ofCell = ({ base, times }: Secret, { lower, upper }: Interval): Interval =>
  times === 1 ? { lower: base + lower, upper: base + upper } : { lower: base - upper, upper: base - lower };
