import type { AuditModel, ModelRow, Target } from "./audit-model.ts";
import type { AuditRules, Verdict } from "./audit-rules.ts";
import { closedBounds, type Part } from "./closed-bounds.ts";
import { ComponentSolver, Contradiction, type Sought } from "./component-solver.ts";
import { ComponentSolvers } from "./component-solvers.ts";
import { type Components, splitIntoComponents } from "./components.ts";
import { contradictingRows } from "./contradicting-rows.ts";
import { anyCount, type Interval } from "./interval.ts";
import { innerOf, isDecided, type Judged, judge, outerOf, relaxedOf, same } from "./judged-count.ts";
import type { Solve } from "./linear-program.ts";

const INTEGERS_UP_TO = 600;

/** The cells behind so many leaks are looked for; those of more would take long and help nobody. */
const MOST_EXPLAINED = 50;

export interface RowsOptions {
  /** True: the range of each count, safe or not; false: only as much of it as decides. */
  readonly every?: boolean;
  /** Components of more columns are bounded in any numbers; absent: 600. */
  readonly integersUpTo?: number;
  /** Ranges that hold more values are not confirmed in whole numbers; absent: 10. */
  readonly confirmUpTo?: number;
  /** False: every bound by the solver, to check the closed forms. */
  readonly closedForms?: boolean;
  /** The exact number of people by column, never released: shows what is possible, proves nothing of what is not. */
  readonly truth?: ArrayLike<number>;
  /** Told after each count that is judged. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** What can be worked out of a count, and whether that is a leak. */
export interface Finding extends Target {
  readonly interval: Interval;
  /** The interval is all that is possible, or at least that much is, or at most. */
  readonly certainty: "exact" | "at least" | "at most";
  /** The bounds in any numbers, where solved for. */
  readonly relaxed?: Interval;
  readonly verdict: Verdict;
  /** False: the bounds hold in any numbers; in whole ones they may be narrower. */
  readonly integerChecked: boolean;
  /** For a leak, the tables and cells that combine to it. */
  readonly because: readonly string[];
}

export interface Audit {
  /** False: what is published contradicts itself. */
  readonly possible: boolean;
  /** The tables and cells that contradict each other. */
  readonly contradiction: readonly string[];
  readonly findings: readonly Finding[];
  readonly leaks: readonly Finding[];
  /** False: some bound was taken in any numbers, or combinations that nobody printed were too many. */
  readonly integerChecked: boolean;
  readonly combinationsChecked: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Counts decided without a solver. */
  readonly closedForm: number;
}

/**
 * Audits rows over columns of people: the least and most that each target can be.
 *
 * Closed forms first, then linear programs component by component, and whole numbers where few values are left. Where
 * the truth is given and does not fit the rows, what is published contradicts what was counted: those rows are named.
 * Throws AUDIT_UNDECIDED where the solver gives up.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, sections 4.3 and 4.4.
 */
export async function auditRows(
  model: AuditModel,
  rules: AuditRules,
  solve: Solve,
  options: RowsOptions = {},
): Promise<Audit> {
  const split = splitIntoComponents(model.columns, model.rows);
  const facts = {
    columns: model.columns,
    rows: model.rows.length,
    combinationsChecked: model.combinationsChecked,
  };
  const contradiction = (rows: readonly number[]): Audit => ({
    ...facts,
    possible: false,
    contradiction: namesOf(rows, model.rows),
    findings: [],
    leaks: [],
    integerChecked: true,
    closedForm: 0,
  });
  const { truth } = options;
  const missed = truth === undefined ? [] : rowsMissedBy(truth, model.rows);
  if (missed.length > 0) return contradiction(missed);
  if (split.impossible.length > 0) return contradiction(split.impossible);
  const parts = model.targets.map((target) => partsOf(target, split));
  const found = closedBounds(model.rows, split, parts.flat());
  if (found === undefined) return contradiction(await anyContradiction(split, solve));
  const closed = options.closedForms === false ? { bounds: [], possible: new Uint8Array() } : found;
  const { integersUpTo = INTEGERS_UP_TO } = options;
  let at = 0;
  const judged: Judged[] = model.targets.map((target, index) => ({
    target,
    parts: (parts[index] ?? []).map(({ component, columns }) => {
      const { interval, exact } = closed.bounds[at++] ?? { interval: anyCount, exact: false };
      const sought: Sought = {
        columns: columns.map((column) => split.localOf[column] ?? 0),
        outer: interval,
        inner: exact ? interval : truth && pointAt(columns, truth),
        relaxed: {},
        whole: exact || (split.components[component]?.columns ?? 0) <= integersUpTo,
        attained: true,
      };
      return { component, sought };
    }),
  }));
  const solvers = new ComponentSolvers(split, judged, solve, {
    integersUpTo,
    confirmUpTo: options.confirmUpTo ?? 10,
  });
  try {
    for (const component of split.components.keys()) {
      if (closed.possible[component] === 1 || truth !== undefined) continue;
      if (!(await solvers.get(component)).isPossible()) {
        return contradiction(await solvers.contradicting(component));
      }
    }
    const findings: Finding[] = [];
    let closedForm = 0;
    let leaks = 0;
    for (const [index, one] of judged.entries()) {
      const decided = isDecided(one, rules, options.every === true);
      if (decided) closedForm++;
      else {
        try {
          await decide(one, solvers, rules, options.every === true);
        } catch (error) {
          if (!(error instanceof Contradiction)) throw error;
          return contradiction(await solvers.contradicting(one.parts[0]?.component ?? 0));
        }
      }
      const finding = findingOf(one, rules);
      const explains = finding.verdict !== "safe" && ++leaks <= MOST_EXPLAINED;
      findings.push({ ...finding, because: explains ? await cellsBehind(one, solvers, model.rows) : [] });
      options.onProgress?.(index + 1, judged.length);
    }
    return {
      ...facts,
      possible: true,
      contradiction: [],
      findings,
      leaks: findings.filter(({ verdict }) => verdict !== "safe"),
      integerChecked: findings.every(({ integerChecked }) => integerChecked),
      closedForm,
    };
  } finally {
    solvers.close();
  }
}

/** The rows that the numbers of people do not fit. */
const rowsMissedBy = (truth: ArrayLike<number>, rows: readonly ModelRow[]): readonly number[] =>
  [...rows.keys()].filter((at) => {
    const { terms = [], lower = 0, upper = 0 } = rows[at] ?? {};
    const sum = terms.reduce((total, { columns, times }) => total + times * sumOver(columns, truth), 0);
    return sum < lower || sum > upper;
  });

const sumOver = (columns: readonly number[], numbers: ArrayLike<number>): number =>
  columns.reduce((sum, column) => sum + (numbers[column] ?? 0), 0);

const pointAt = (columns: readonly number[], truth: ArrayLike<number>): Interval => {
  const value = sumOver(columns, truth);
  return { lower: value, upper: value };
};

function partsOf({ columns }: Target, { componentOf }: Components): readonly Part[] {
  const byComponent = new Map<number, number[]>();
  for (const column of columns) {
    const component = componentOf[column] ?? -1;
    if (component === -1) continue;
    const there = byComponent.get(component);
    if (there === undefined) byComponent.set(component, [column]);
    else there.push(column);
  }
  return [...byComponent].map(([component, own]) => ({ component, columns: own }));
}

async function decide(
  one: Judged,
  solvers: ComponentSolvers,
  rules: AuditRules,
  every: boolean,
): Promise<void> {
  for (const method of ["relax", "confirm"] as const) {
    for (const { component, sought } of one.parts) {
      for (const sense of ["least", "most"] as const) {
        if (isDecided(one, rules, every)) return;
        if (!same(sought.outer, sought.inner)) (await solvers.get(component))[method](sought, sense);
      }
    }
  }
}

function findingOf(one: Judged, rules: AuditRules): Omit<Finding, "because"> {
  const outer = outerOf(one);
  const inner = innerOf(one);
  const alike = same(outer, inner);
  const exact = alike && one.parts.every(({ sought }) => sought.attained);
  const leaks = judge(one, outer, rules) !== "safe";
  const interval = alike || leaks || inner === undefined ? outer : inner;
  const relaxed = relaxedOf(one);
  return {
    ...one.target,
    interval,
    certainty: exact ? "exact" : interval === outer ? "at most" : "at least",
    ...(relaxed === undefined ? {} : { relaxed }),
    verdict: judge(one, interval, rules),
    integerChecked: one.parts.every(({ sought }) => sought.whole),
  };
}

async function cellsBehind(
  one: Judged,
  solvers: ComponentSolvers,
  rows: readonly ModelRow[],
): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const { component, sought } of one.parts) {
    const held = (await solvers.get(component)).holding(sought);
    for (const name of namesOf(held, rows)) names.add(name);
  }
  return [...names];
}

const namesOf = (rows: readonly number[], all: readonly ModelRow[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => all[row]?.name || [])),
];

/** The rows of the first component that contradicts itself. */
async function anyContradiction({ components }: Components, solve: Solve): Promise<readonly number[]> {
  for (const component of components) {
    const solver = await ComponentSolver.open(component, { integersUpTo: 0, confirmUpTo: 0 }, [], solve);
    const possible = solver.isPossible();
    solver.close();
    if (!possible) return contradictingRows(component, solve);
  }
  return components.flatMap(({ sources }) => sources);
}
