import { anyCount, type Interval } from "./interval.ts";
import type { TableModel } from "./table-model.ts";

/** Of so many columns of a long row those are compared that a seeded draw picks. */
const MOST_COMPARED = 160;

/**
 * Walks from the true table to others that fit every row as well, and keeps the least and the most of each row: proof
 * that a reader, who knows the rows only, cannot rule those numbers out.
 *
 * To raise a row by one, a person is put into one of its columns; for a row that no longer fits, a person is put into
 * or taken out of the column that leaves the least unmet; and so on, until all fit. Rows that stay unmet come to weigh
 * more. Repeats exactly.
 * Source: Morris (1993), The breakout method for escaping from local minima, AAAI-93, 40–45.
 */
export class TableWalker {
  /** The least and the most that each row was seen to be. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly #model: TableModel;
  readonly #numbers: Float64Array;
  readonly #sums: Float64Array;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  /** The rows of column c stand at `starts[c]` to `starts[c + 1]` of `users`. */
  readonly #starts: Int32Array;
  readonly #users: Int32Array;
  /** How much each row weighs while it is unmet. */
  readonly #weights: Float64Array;
  readonly #unmet: number[] = [];
  /** The place of each row in `#unmet`; −1: it is met. */
  readonly #unmetAt: Int32Array;
  #seed = 20_221_001;

  constructor(model: TableModel) {
    const { truth, rows } = model;
    this.#model = model;
    this.#numbers = truth.slice();
    this.#lower = Float64Array.from(rows, ({ lower }) => lower);
    this.#upper = Float64Array.from(rows, ({ upper }) => upper);
    this.#sums = Float64Array.from(rows, ({ columns }) =>
      columns.reduce((sum, column) => sum + (truth[column] ?? 0), 0),
    );
    this.least = this.#sums.slice();
    this.most = this.#sums.slice();
    this.#weights = new Float64Array(rows.length).fill(1);
    this.#unmetAt = new Int32Array(rows.length).fill(-1);
    this.#starts = new Int32Array(truth.length + 1);
    for (const { columns } of rows) {
      for (const column of columns) this.#starts[column + 1] = (this.#starts[column + 1] ?? 0) + 1;
    }
    for (let column = 0; column < truth.length; column++) {
      this.#starts[column + 1] = (this.#starts[column + 1] ?? 0) + (this.#starts[column] ?? 0);
    }
    this.#users = new Int32Array(this.#starts[truth.length] ?? 0);
    const next = this.#starts.slice();
    for (const [row, { columns }] of rows.entries()) {
      for (const column of columns) {
        const at = next[column] ?? 0;
        this.#users[at] = row;
        next[column] = at + 1;
      }
    }
  }

  /** Walks until the row was seen so far apart, or no way on is found in so many moves. */
  widen(row: number, width: number, moves: number, within: Interval = anyCount): void {
    const isOpen = () => this.#widthOf(row, within) < width;
    const at = () => this.#sums[row] ?? 0;
    while (isOpen() && at() < within.upper && this.#step(row, 1, moves));
    while (isOpen() && at() > within.lower && this.#step(row, -1, moves));
  }

  /** Walks from the nearest whole numbers of some that fit, with the row held where it is at least or at most. */
  reach(
    row: number,
    sense: "least" | "most",
    bound: number,
    numbers: ArrayLike<number>,
    moves: number,
  ): void {
    const before = this.#numbers.slice();
    for (const [column, number] of before.entries()) {
      const wanted = Math.round(numbers[column] ?? 0);
      const by = wanted > number ? 1 : -1;
      for (let at = number; at !== wanted; at += by) this.#move(column, by);
    }
    const lower = this.#lower[row] ?? 0;
    const upper = this.#upper[row] ?? 0;
    if (sense === "least") this.#upper[row] = Math.max(bound, lower);
    else this.#lower[row] = Math.min(bound, upper);
    this.#note(row);
    const found = this.#mend(moves, []);
    this.#lower[row] = lower;
    this.#upper[row] = upper;
    this.#note(row);
    for (const [column, number] of before.entries()) {
      if (found) this.#record(column);
      else {
        const by = number > (this.#numbers[column] ?? 0) ? 1 : -1;
        while (this.#numbers[column] !== number) this.#move(column, by);
      }
    }
  }

  #widthOf(row: number, { lower, upper }: Interval): number {
    return Math.min(this.most[row] ?? 0, upper) - Math.max(this.least[row] ?? 0, lower);
  }

  /** Moves to a table in which the row is at least one more, or at least one fewer; or leaves all as it was. */
  #step(row: number, by: 1 | -1, moves: number): boolean {
    const sum = (this.#sums[row] ?? 0) + by;
    const lower = this.#lower[row] ?? 0;
    const upper = this.#upper[row] ?? 0;
    if (sum < lower || sum > upper) return false;
    if (by === 1) this.#lower[row] = sum;
    else this.#upper[row] = sum;
    this.#note(row);
    const trail: number[] = [];
    const found = this.#mend(moves, trail);
    if (found) for (const moved of trail) this.#record(moved < 0 ? -moved - 1 : moved);
    this.#lower[row] = lower;
    this.#upper[row] = upper;
    this.#note(row);
    if (!found) {
      for (const moved of trail) this.#move(moved < 0 ? -moved - 1 : moved, moved < 0 ? 1 : -1);
    }
    return found;
  }

  /** Mends rows until all are met; the trail holds each column raised, and −1 less each column lowered. */
  #mend(moves: number, trail: number[]): boolean {
    this.#weights.fill(1);
    for (let move = 0; move < moves; move++) {
      if (this.#unmet.length === 0) return true;
      const row = this.#unmetRow();
      const by = (this.#sums[row] ?? 0) < (this.#lower[row] ?? 0) ? 1 : -1;
      const column = this.#bestColumn(row, by);
      if (column === -1) continue;
      this.#move(column, by);
      trail.push(by === 1 ? column : -column - 1);
    }
    return this.#unmet.length === 0;
  }

  /** A shortest unmet row, or by chance any. */
  #unmetRow(): number {
    const any = this.#unmet[Math.floor(this.#draw() * this.#unmet.length)] ?? 0;
    if (this.#draw() < 0.5) return any;
    let best = any;
    for (const row of this.#unmet) {
      if ((this.#model.rows[row]?.columns.length ?? 0) < (this.#model.rows[best]?.columns.length ?? 0)) {
        best = row;
      }
    }
    return best;
  }

  /** The column of a row whose move leaves the least unmet; −1: none may move. Where no move helps, unmet rows gain weight. */
  #bestColumn(row: number, by: 1 | -1): number {
    const { most, rows } = this.#model;
    const columns = rows[row]?.columns ?? [];
    const compared = Math.min(columns.length, MOST_COMPARED);
    const stride = columns.length / compared;
    const from = this.#draw() * columns.length;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < compared; at++) {
      const column = columns[Math.floor(from + at * stride) % columns.length] ?? 0;
      const number = (this.#numbers[column] ?? 0) + by;
      if (number < 0 || number > (most[column] ?? 0)) continue;
      const left = this.#leftAfter(column, by);
      if (left >= least) continue;
      best = column;
      least = left;
    }
    if (least >= 0) {
      for (const unmet of this.#unmet) this.#weights[unmet] = (this.#weights[unmet] ?? 0) + 1;
    }
    return best;
  }

  /** How much more is unmet, by weight, after a move of one person. */
  #leftAfter(column: number, by: 1 | -1): number {
    const end = this.#starts[column + 1] ?? 0;
    let left = 0;
    for (let at = this.#starts[column] ?? 0; at < end; at++) {
      const row = this.#users[at] ?? 0;
      const sum = this.#sums[row] ?? 0;
      const near = by === 1 ? (this.#upper[row] ?? 0) - sum : sum - (this.#lower[row] ?? 0);
      if (near <= 0) left += this.#weights[row] ?? 0;
      else {
        const far = by === 1 ? (this.#lower[row] ?? 0) - sum : sum - (this.#upper[row] ?? 0);
        if (far > 0) left -= this.#weights[row] ?? 0;
      }
    }
    return left;
  }

  #move(column: number, by: 1 | -1): void {
    this.#numbers[column] = (this.#numbers[column] ?? 0) + by;
    const end = this.#starts[column + 1] ?? 0;
    for (let at = this.#starts[column] ?? 0; at < end; at++) {
      const row = this.#users[at] ?? 0;
      this.#sums[row] = (this.#sums[row] ?? 0) + by;
      this.#note(row);
    }
  }

  /** Keeps the list of unmet rows. */
  #note(row: number): void {
    const sum = this.#sums[row] ?? 0;
    const isUnmet = sum < (this.#lower[row] ?? 0) || sum > (this.#upper[row] ?? 0);
    const place = this.#unmetAt[row] ?? -1;
    if (isUnmet === place >= 0) return;
    if (isUnmet) this.#unmetAt[row] = this.#unmet.push(row) - 1;
    else {
      const last = this.#unmet.pop() ?? row;
      if (last !== row) {
        this.#unmet[place] = last;
        this.#unmetAt[last] = place;
      }
      this.#unmetAt[row] = -1;
    }
  }

  #record(column: number): void {
    const end = this.#starts[column + 1] ?? 0;
    for (let at = this.#starts[column] ?? 0; at < end; at++) {
      const row = this.#users[at] ?? 0;
      const sum = this.#sums[row] ?? 0;
      if (sum < (this.least[row] ?? 0)) this.least[row] = sum;
      if (sum > (this.most[row] ?? 0)) this.most[row] = sum;
    }
  }

  /** From 0 to less than 1, by a linear congruential generator; only the choice among equals depends on it. */
  #draw(): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }
}
