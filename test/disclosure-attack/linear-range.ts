import loadHighs, { type Highs, type Model } from "highs";
import { type Random, seededRandom } from "../../src/sample/random.ts";

/** A sum of unknowns by index, and the least and most that it may be. */
export interface Row {
  readonly name: string;
  readonly columns: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** A sum of unknowns that an outsider would like to know. */
export interface Target {
  readonly columns: readonly number[];
  /** Fewer whole numbers than this are a win … */
  readonly need: number;
  /** … of those up to this one; absent: of all. */
  readonly most?: number;
}

/** Whole numbers that a target may be for all that is known; inside what is possible where `need` are found. */
export interface Found {
  readonly least: number;
  readonly most: number;
  /** How many that is, up to the most that is asked about. */
  readonly left: number;
  /** Names of the rows that hold it there. */
  readonly because: readonly string[];
}

interface Seen {
  least: number;
  most: number;
  readonly because: Set<string>;
}

const ROUNDS = 12;
const SLACK = 1e-6;

let solver: Promise<Highs> | undefined;

/**
 * Works out how far each target may go, in any numbers of at least zero, given the rows: as far as `need` whole numbers,
 * else all the way. The truth has to fit, or the rows contradict it: an error.
 */
export async function linearRanges(
  unknowns: number,
  rows: readonly Row[],
  targets: readonly Target[],
  truth: ArrayLike<number>,
): Promise<readonly Found[]> {
  const sumAt = (values: ArrayLike<number>, columns: readonly number[]) =>
    columns.reduce((sum, column) => sum + (values[column] ?? 0), 0);
  for (const { columns, lower, upper } of rows) {
    const sum = sumAt(truth, columns);
    if (sum < lower || sum > upper) throw new Error(`The truth, ${sum}, is not from ${lower} to ${upper}.`);
  }
  const seen = targets.map(({ columns }): Seen => {
    const sum = sumAt(truth, columns);
    return { least: sum, most: sum, because: new Set() };
  });
  const integers = ({ least, most }: Omit<Seen, "because">, upTo = Number.POSITIVE_INFINITY) =>
    Math.floor(Math.min(most + SLACK, upTo)) - Math.ceil(least - SLACK) + 1;
  const open = () =>
    targets.flatMap(({ need, most }, at) => {
      const one = seen[at];
      return one !== undefined && integers(one, most) < need ? [at] : [];
    });
  const found = () =>
    seen.map(
      (one, at): Found => ({
        least: Math.ceil(one.least - SLACK),
        most: Math.floor(one.most + SLACK),
        left: integers(one, targets[at]?.most),
        because: [...one.because],
      }),
    );
  if (open().length === 0) return found();
  solver ??= loadHighs();
  const program = new Program(await solver, unknowns, rows);
  const random = seededRandom(targets.length);
  const learn = (values: ArrayLike<number>) => {
    for (const [at, { columns }] of targets.entries()) {
      const one = seen[at];
      if (one === undefined) continue;
      const sum = sumAt(values, columns);
      one.least = Math.min(one.least, sum);
      one.most = Math.max(one.most, sum);
    }
  };
  try {
    for (let round = 0; round < ROUNDS && open().length > 0; round++)
      learn(program.furthest(mixed(open(), targets, random)).values);
    for (const at of open()) {
      const { columns, need, most } = targets[at] ?? { columns: [], need: 0 };
      for (const sign of [1, -1]) {
        const one = seen[at];
        if (one === undefined || integers(one, most) >= need) continue;
        const { values, held } = program.furthest(new Map(columns.map((column) => [column, sign])));
        learn(values);
        for (const row of held) one.because.add(rows[row]?.name ?? "");
      }
    }
  } finally {
    program.close();
  }
  return found();
}

/** Some targets up and some down, all at once. */
function mixed(
  open: readonly number[],
  targets: readonly Target[],
  random: Random,
): ReadonlyMap<number, number> {
  const costs = new Map<number, number>();
  for (const at of open) {
    const weight = (random.chance(0.5) ? 1 : -1) * (0.5 + random.uniform());
    for (const column of targets[at]?.columns ?? []) costs.set(column, (costs.get(column) ?? 0) + weight);
  }
  return costs;
}

/** A linear program of which only the objective changes. */
class Program {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #unknowns: number;
  #costs: ReadonlyMap<number, number> = new Map();

  constructor(highs: Highs, unknowns: number, rows: readonly Row[]) {
    const starts = [0];
    for (const { columns } of rows) starts.push((starts.at(-1) ?? 0) + columns.length);
    this.#highs = highs;
    this.#unknowns = unknowns;
    this.#model = highs.createModel({
      numCols: unknowns,
      numRows: rows.length,
      colCost: new Float64Array(unknowns),
      colLower: new Float64Array(unknowns),
      colUpper: new Float64Array(unknowns).fill(1e6),
      rowLower: rows.map(({ lower }) => lower),
      rowUpper: rows.map(({ upper }) => upper),
      matrix: {
        format: "csr",
        numRows: rows.length,
        numCols: unknowns,
        starts,
        indices: rows.flatMap(({ columns }) => columns),
        values: rows.flatMap(({ columns }) => columns.map(() => 1)),
      },
    });
    this.#model.options.set({
      output_flag: false,
      presolve: "off",
      solver: "simplex",
      simplex_strategy: 4,
    });
    this.#model.changeObjectiveSense(highs.constants.objectiveSense.maximize);
  }

  /** The point that goes furthest in a direction, and the rows, by index, that hold it there. */
  furthest(costs: ReadonlyMap<number, number>): {
    readonly values: ArrayLike<number>;
    readonly held: readonly number[];
  } {
    for (const column of this.#costs.keys()) if (!costs.has(column)) this.#model.changeColCost(column, 0);
    for (const [column, cost] of costs) this.#model.changeColCost(column, cost);
    this.#costs = costs;
    const { optimal } = this.#highs.constants.modelStatus;
    this.#model.run();
    let status = this.#model.getModelStatus();
    if (status !== optimal) {
      // Rarely the last answer is a bad place to start from.
      this.#model.clearSolver();
      this.#model.run();
      status = this.#model.getModelStatus();
    }
    if (status !== optimal)
      throw new Error(`The solver stopped with status ${status} at ${this.#unknowns} unknowns.`);
    const { colValue, rowDual } = this.#model.getSolution();
    const held = Array.from(rowDual).flatMap((dual, row) => (Math.abs(dual) > SLACK ? [row] : []));
    return { values: colValue, held };
  }

  close(): void {
    this.#model.dispose();
  }
}
