import { boundTable, type TableAudit, type TableFinding } from "./audit/bound-table.ts";
import type { Solve } from "./audit/linear-program.ts";
import type { DisclosureLogRow } from "./audit/release-audit-result.ts";
import { cellName } from "./cell-name.ts";
import { CRITERION } from "./criterion.ts";
import type { Policy } from "./policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";
import { cellState, type EstimateStates } from "./tables/cell-states.ts";
import type { CellState, CountCell, CountTable } from "./tables/count-table.ts";
import { withholdRemainders } from "./tables/nested-remainders.ts";
import type { ReleaseTable } from "./tables/table-draft.ts";

/** What is withheld for the sake of others. */
export interface SuppressionPlan {
  /** Estimates by index. */
  readonly withheld: ReadonlySet<number>;
  /** Every withheld estimate and why. */
  readonly log: readonly DisclosureLogRow[];
}

/** What a plan is made from: estimates, and the same as they would be released one by one. */
export interface PlanRequest {
  readonly exact: readonly ExactEstimate[];
  readonly released: readonly ReleasedEstimate[];
  readonly tables: readonly ReleaseTable[];
  readonly policy: Policy;
  readonly solve: Solve;
  /** Estimates that must be withheld whatever the tables say, and why. */
  readonly first?: ReadonlyMap<number, string>;
  /** What readers know of a count besides. */
  readonly knownOf?: EstimateStates["knownOf"] | undefined;
  readonly onTable?: (table: number, of: number, id: string) => void;
}

/** Rounds of choosing after which what is left is for the audit to refuse. */
const MOST_ROUNDS = 60;

/**
 * Chooses which further estimates to withhold so that no withheld count can be worked out from all that is shown, and
 * no average of few people from averages of more.
 *
 * Tables are judged as the audit judges them; of the cells that combine to a leak the one that is missed least is
 * withheld with every estimate that prints it, in all tables at once, until nothing leaks.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.4 (secondary cell suppression).
 */
export async function planSuppression(request: PlanRequest): Promise<SuppressionPlan> {
  const plan = new Plan(request);
  await plan.settle();
  return plan.result();
}

interface Reason {
  readonly reason: string;
  readonly protects: string;
  readonly through: readonly string[];
}

class Plan {
  readonly #request: PlanRequest;
  readonly #withheld = new Map<number, Reason>();
  /** By estimate: withheld whatever is planned; and how many the plan withheld with it, 0 for none. */
  readonly #isWithheldAlone: Uint8Array;
  readonly #withheldAs: Int32Array;
  /** The last audit of a table, by index: what is withheld since only makes its safe cells safer. */
  readonly #audits = new Map<number, TableAudit>();
  /** How many described cells a table had when it was last looked through for averages. */
  readonly #describedLeft = new Map<number, number>();
  /** The states of a table's cells, by index, and how many estimates were withheld by then. */
  readonly #states = new Map<number, { readonly states: CellState[]; asOf: number }>();
  /** Tables, by index, that an estimate is in. */
  readonly #tablesOf: (number[] | undefined)[];

  constructor(request: PlanRequest) {
    this.#request = request;
    this.#isWithheldAlone = Uint8Array.from(request.released, ({ status }) =>
      status === "withheld" ? 1 : 0,
    );
    this.#withheldAs = new Int32Array(request.released.length);
    this.#tablesOf = new Array<number[] | undefined>(request.released.length).fill(undefined);
    for (const [estimate, reason] of request.first ?? []) {
      this.#note(estimate, { reason, protects: "", through: [] });
    }
    for (const [at, { table }] of request.tables.entries()) {
      for (const { countedBy, describedBy } of table.cells) {
        for (const estimate of countedBy) this.#isIn(estimate, at);
        for (const estimate of describedBy) this.#isIn(estimate, at);
      }
    }
  }

  #isIn(estimate: number, table: number): void {
    const there = this.#tablesOf[estimate];
    if (there === undefined) this.#tablesOf[estimate] = [table];
    else if (there.at(-1) !== table) there.push(table);
  }

  #note(estimate: number, reason: Reason): void {
    this.#withheld.set(estimate, reason);
    this.#withheldAs[estimate] = this.#withheld.size;
  }

  result(): SuppressionPlan {
    const { exact, released } = this.#request;
    const log: DisclosureLogRow[] = [];
    exact.forEach((estimate, index) => {
      const reason = this.#withheld.get(index);
      if (reason !== undefined) {
        const { through, ...rest } = reason;
        const role = this.#request.first?.has(index) === true ? "primary" : "complementary";
        log.push({ cell: cellName(estimate), role, ...rest, through: through.join("; ") });
      } else if (released[index]?.status === "withheld") {
        const cell = cellName(estimate);
        log.push({ cell, role: "primary", reason: "few people", protects: "", through: "" });
      }
    });
    return { withheld: new Set(this.#withheld.keys()), log };
  }

  /** Withholds until no table leaks: first for the averages, then for the counts, again where one touched the other. */
  async settle(): Promise<void> {
    const { tables, onTable } = this.#request;
    let open = new Set(tables.keys());
    for (let round = 0; open.size > 0 && round < MOST_ROUNDS; round++) {
      const touched = new Set<number>();
      let done = 0;
      for (const at of open) {
        const own = tables[at];
        if (own === undefined) continue;
        if (round === 0) onTable?.(++done, open.size, own.table.id);
        for (const estimate of [...this.#forAverages(at, own), ...(await this.#forCounts(at, own))]) {
          for (const other of this.#tablesOf[estimate] ?? []) touched.add(other);
        }
      }
      open = touched;
    }
  }

  #isWithheld = (estimate: number): boolean =>
    this.#isWithheldAlone[estimate] === 1 || this.#isPlanned(estimate);

  #isPlanned = (estimate: number): boolean => (this.#withheldAs[estimate] ?? 0) > 0;

  #isDescribed = ({ describedBy }: CountCell): boolean =>
    describedBy.some(
      (estimate) => !this.#isPlanned(estimate) && this.#request.released[estimate]?.status === "published",
    );

  /** Whether a count is printed anywhere, and in no earlier release: what is out cannot be taken back. */
  #isVisible = ({ printed, countedBy, printedAs }: CountCell): boolean =>
    printed &&
    countedBy.some((estimate) => !this.#isWithheld(estimate)) &&
    !countedBy.some((estimate, at) => this.#request.knownOf?.(estimate, printedAs?.[at]) !== undefined);

  #withhold(estimates: readonly number[], reason: Reason): readonly number[] {
    const fresh = estimates.filter((estimate) => !this.#isWithheld(estimate));
    for (const estimate of fresh) this.#note(estimate, reason);
    return fresh;
  }

  #forAverages(at: number, { table, kinds }: ReleaseTable): readonly number[] {
    const { cells } = table;
    if (cells.every(({ describedBy }) => describedBy.length === 0)) return [];
    const fewest = this.#request.policy.describedFrom;
    const described = cells.map(this.#isDescribed);
    let left = 0;
    for (const one of described) if (one) left++;
    // Cells are withheld and never shown again, so as many are the same.
    if (this.#describedLeft.get(at) === left) return [];
    this.#describedLeft.set(at, left);
    const isDescribed = (cell: number) => described[cell] === true;
    return withholdRemainders(table, kinds, isDescribed, fewest).flatMap(({ cell, because }) => {
      const one = cells[cell];
      if (one === undefined) return [];
      return this.#withhold(one.describedBy, {
        reason: "an average of few people could be worked out",
        protects: `${because.people} people of ${cells[because.whole]?.name ?? ""}`,
        through: because.parts.map((part) => cells[part]?.name ?? ""),
      });
    });
  }

  async #forCounts(at: number, { table }: ReleaseTable): Promise<readonly number[]> {
    const { states, isChanged } = this.#statesOf(at, table);
    if (!states.some(({ kind }) => kind === "withheld")) return [];
    const since = this.#audits.get(at);
    if (since?.leaks.length === 0 && !isChanged) return [];
    // What arithmetic leaves open is withheld rather than solved for.
    const options = { solves: false, ...(since === undefined ? {} : { since }) };
    const audit = await boundTable(table, states, CRITERION, this.#request.solve, options);
    this.#audits.set(at, audit);
    const { leaks } = audit;
    const fresh = new Set<number>();
    const chosen = new Set<number>();
    for (const leak of leaks) {
      if (leak.because.some((cell) => chosen.has(cell))) continue;
      const cell = cellToWithhold(table, this.#isVisible, leak);
      const one = table.cells[cell ?? -1];
      if (cell === undefined || one === undefined) continue;
      chosen.add(cell);
      const reason = {
        reason: "a withheld number could be worked out",
        protects: table.cells[leak.cell]?.name ?? "",
        through: leak.because.map((other) => table.cells[other]?.name ?? ""),
      };
      const alike = twinsOf(table, one).flatMap(({ countedBy }) => countedBy);
      for (const estimate of this.#withhold(alike, reason)) fresh.add(estimate);
    }
    return [...fresh];
  }

  /** The states of a table's cells as of now, and whether any may have changed since they were last asked for. */
  #statesOf(
    at: number,
    table: CountTable,
  ): { readonly states: readonly CellState[]; readonly isChanged: boolean } {
    const { policy, knownOf } = this.#request;
    const known: EstimateStates = {
      isWithheld: this.#isWithheld,
      isComplementary: this.#isPlanned,
      ...(knownOf === undefined ? {} : { knownOf }),
    };
    const own = this.#states.get(at);
    const asOf = this.#withheld.size;
    if (own === undefined) {
      const states = table.cells.map((cell) => cellState(table, cell, known, policy));
      this.#states.set(at, { states, asOf });
      return { states, isChanged: true };
    }
    let isChanged = false;
    for (const [index, cell] of table.cells.entries()) {
      if (!this.#isCountedSince(cell, own.asOf)) continue;
      own.states[index] = cellState(table, cell, known, policy);
      isChanged = true;
    }
    own.asOf = asOf;
    return { states: own.states, isChanged };
  }

  /** Whether an estimate that counts a cell was withheld since so many were. */
  #isCountedSince({ countedBy }: CountCell, asOf: number): boolean {
    for (const estimate of countedBy) if ((this.#withheldAs[estimate] ?? 0) > asOf) return true;
    return false;
  }
}

/** Cells of just the same people, such as a project that is one network: they are withheld together. */
function twinsOf(table: CountTable, cell: CountCell): readonly CountCell[] {
  const known = likely.get(table) ?? new Map<string, CountCell[]>();
  if (known.size === 0) {
    for (const one of table.cells) {
      const key = peopleKey(one);
      const alike = known.get(key);
      if (alike === undefined) known.set(key, [one]);
      else alike.push(one);
    }
    likely.set(table, known);
  }
  return known.get(peopleKey(cell))?.filter((other) => hasSamePeople(other, cell)) ?? [cell];
}

/** Cells of a table that may be of the same people. */
const likely = new WeakMap<CountTable, Map<string, CountCell[]>>();

/** The same for cells of the same people, and for few others: a nation's cells have too many leaves to write down. */
function peopleKey({ leaves, layers }: CountCell): string {
  let sum = 0;
  for (let at = 0; at < leaves.length; at++) sum += leaves[at] ?? 0;
  return `${leaves.length} ${leaves[0]} ${sum} ${layers.join()}`;
}

function hasSamePeople(one: CountCell, other: CountCell): boolean {
  if (one === other) return true;
  const isEqual = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
    if (a.length !== b.length) return false;
    for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
    return true;
  };
  return isEqual(one.layers, other.layers) && isEqual(one.leaves, other.leaves);
}

/** Of the visible cells that combine to a leak, or else that share people with it, the one that is missed least. */
function cellToWithhold(
  { cells }: CountTable,
  isVisible: (cell: CountCell) => boolean,
  { cell, because }: TableFinding,
): number | undefined {
  // A zero last: what is withheld should seldom be of nobody.
  const lossOf = (index: number): readonly number[] => {
    const { count = 0, weight = 0 } = cells[index] ?? {};
    return [count === 0 ? 1 : 0, weight, count, index];
  };
  const least = (from: readonly number[]) =>
    from
      .filter((index) => {
        const one = cells[index];
        return one !== undefined && isVisible(one);
      })
      .sort((a, b) => {
        const [one, other] = [lossOf(a), lossOf(b)];
        const at = one.findIndex((part, place) => part !== other[place]);
        return (one[at] ?? 0) - (other[at] ?? 0);
      })[0];
  const named = least([cell, ...because]);
  if (named !== undefined) return named;
  const leaves = new Set(Array.from(cells[cell]?.leaves ?? []));
  return least(
    cells.flatMap((other, index) =>
      Array.from(other.leaves).some((leaf) => leaves.has(leaf)) ? [index] : [],
    ),
  );
}
