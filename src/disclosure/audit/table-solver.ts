import type { Interval } from "./interval.ts";
import { inward } from "./interval.ts";
import type { Answer, OpenProgram, Solve } from "./linear-program.ts";
import type { TableModel } from "./table-model.ts";

/** Rows × columns above which a whole-number answer may take very long. */
const WHOLE_UP_TO = 20_000;

/** The work of all answers together that is spent on one table, as rows × columns × answers. */
const MOST_WORK = 1e9;
const MOST_ANSWERS = 400;

/** The least or most of a row. */
export interface RowAnswer {
  /** Surely no less, or no more; undefined: the solver knows no limit, or gave up. */
  readonly bound: number | undefined;
  /** Rows, by index, that hold the row back. */
  readonly held: readonly number[];
  /** Numbers of people, perhaps not whole ones, that meet the bound. */
  readonly numbers: Float64Array | undefined;
}

/**
 * Bounds rows of one table in any numbers, and in whole ones where the table is small.
 *
 * The unknowns are how many more and how many fewer people than in the true table each column holds, so that the
 * solver starts from numbers that fit; what it proves does not depend on where it starts.
 */
export class TableSolver {
  readonly #model: TableModel;
  readonly #relaxed: OpenProgram;
  readonly #openWhole: () => Promise<OpenProgram>;
  #whole: OpenProgram | undefined;
  #answersLeft: number;

  private constructor(model: TableModel, relaxed: OpenProgram, openWhole: () => Promise<OpenProgram>) {
    this.#model = model;
    this.#relaxed = relaxed;
    this.#openWhole = openWhole;
    const size = 1 + model.shape.rows.length * model.truth.length;
    this.#answersLeft = Math.max(20, Math.min(MOST_ANSWERS, Math.floor(MOST_WORK / size)));
  }

  static async open(model: TableModel, solve: Solve): Promise<TableSolver> {
    const { truth, most } = model;
    const { sums } = model.shape;
    const rows = model.shape.rows.map((columns, row) => ({
      columns,
      lower: model.lower[row] ?? 0,
      upper: model.upper[row] ?? 0,
    }));
    const relaxed = await solve({
      columns: 2 * truth.length,
      most: Float64Array.from([...most.map((limit, column) => limit - (truth[column] ?? 0)), ...truth]),
      rows: rows.map(({ columns, lower, upper }, row) => {
        const sum = sums[row] ?? 0;
        return {
          columns: [...columns, ...columns.map((column) => column + truth.length)],
          coefficients: moreAndFewer(columns),
          lower: lower - sum,
          upper: upper - sum,
        };
      }),
    });
    const openWhole = () =>
      solve({
        columns: truth.length,
        most,
        rows: rows.map((row) => ({ ...row, coefficients: row.columns.map(() => 1) })),
      });
    return new TableSolver(model, relaxed, openWhole);
  }

  close(): void {
    this.#relaxed.close();
    this.#whole?.close();
  }

  /** False: as many answers were given as one table is worth. */
  get isWilling(): boolean {
    return this.#answersLeft > 0;
  }

  /** Bounds a row in any numbers; the bound holds for whole ones. */
  relax(row: number, sense: "least" | "most"): RowAnswer {
    this.#answersLeft--;
    const { truth, shape } = this.#model;
    const columns = shape.rows[row] ?? [];
    const answer = this.#relaxed.ask({
      columns: [...columns, ...columns.map((column) => column + truth.length)],
      times: moreAndFewer(columns),
      sense,
      whole: false,
    });
    if (answer.status !== "solved") return { bound: undefined, held: [], numbers: undefined };
    const before = columns.reduce((total, column) => total + (truth[column] ?? 0), 0);
    return {
      bound: inwardEnd(before + answer.value, sense),
      held: [...shape.rows.keys()].filter((at) => Math.abs(answer.duals[at] ?? 0) > 1e-7),
      numbers: truth.map(
        (count, column) =>
          count + (answer.columns[column] ?? 0) - (answer.columns[column + truth.length] ?? 0),
      ),
    };
  }

  /** The least and most of a row in whole numbers; undefined: the table is large, or the solver gave up. */
  async whole(row: number): Promise<Interval | undefined> {
    const { rows, truth } = this.#model.shape;
    if (truth.length * rows.length > WHOLE_UP_TO || !this.isWilling) return undefined;
    this.#whole ??= await this.#openWhole();
    const ends: Answer[] = [];
    for (const sense of ["least", "most"] as const) {
      this.#answersLeft--;
      ends.push(this.#whole.ask({ columns: rows[row] ?? [], sense, whole: true }));
    }
    const [least, most] = ends;
    if (least?.status !== "solved") return undefined;
    if (most?.status === "unbounded") return { lower: Math.round(least.value), upper: Infinity };
    if (most?.status !== "solved") return undefined;
    return { lower: Math.round(least.value), upper: Math.round(most.value) };
  }
}

const moreAndFewer = (columns: readonly number[]): readonly number[] => [
  ...columns.map(() => 1),
  ...columns.map(() => -1),
];

const inwardEnd = (value: number, sense: "least" | "most"): number => {
  const { lower, upper } = inward({ lower: value, upper: value });
  return sense === "least" ? lower : upper;
};
