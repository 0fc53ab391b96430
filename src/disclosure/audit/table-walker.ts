import { anyCount, type Interval } from "./interval.ts";
import { type RowUsers, rowUsers } from "./row-users.ts";
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
  readonly #lists: RowUsers;
  /** The most that each column can hold. */
  readonly #room: Float64Array;
  readonly #numbers: Float64Array;
  readonly #sums: Float64Array;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  /** How much each row weighs while it is unmet, and the rows that weigh more than 1. */
  readonly #weights: Float64Array;
  readonly #heavy: number[] = [];
  /** How much more is unmet, by weight, in each row with one person more, and with one fewer. */
  readonly #raising: Float64Array;
  readonly #lowering: Float64Array;
  readonly #unmet: number[] = [];
  /** The place of each row in `#unmet`; −1: it is met. */
  readonly #unmetAt: Int32Array;
  #seed = 20_221_001;

  constructor({ shape, most, lower, upper }: TableModel) {
    this.#lists = rowUsers(shape);
    this.#room = most;
    this.#numbers = shape.truth.slice();
    this.#lower = lower.slice();
    this.#upper = upper.slice();
    this.#sums = shape.sums.slice();
    this.least = this.#sums.slice();
    this.most = this.#sums.slice();
    const rows = lower.length;
    this.#weights = new Float64Array(rows).fill(1);
    this.#raising = new Float64Array(rows);
    this.#lowering = new Float64Array(rows);
    this.#unmetAt = new Int32Array(rows).fill(-1);
    for (let row = 0; row < rows; row++) this.#weigh(row);
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
    for (const row of this.#heavy) {
      this.#weights[row] = 1;
      this.#weigh(row);
    }
    this.#heavy.length = 0;
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
    const { rowStarts } = this.#lists;
    let best = this.#unmet[Math.floor(this.#draw() * this.#unmet.length)] ?? 0;
    if (this.#draw() < 0.5) return best;
    let shortest = (rowStarts[best + 1] ?? 0) - (rowStarts[best] ?? 0);
    for (const row of this.#unmet) {
      const length = (rowStarts[row + 1] ?? 0) - (rowStarts[row] ?? 0);
      if (length >= shortest) continue;
      best = row;
      shortest = length;
    }
    return best;
  }

  /** The column of a row whose move leaves the least unmet; −1: none may move. Where no move helps, unmet rows gain weight. */
  #bestColumn(row: number, by: 1 | -1): number {
    const { rowStarts, columns, starts, users } = this.#lists;
    const numbers = this.#numbers;
    const room = this.#room;
    const change = by === 1 ? this.#raising : this.#lowering;
    const start = rowStarts[row] ?? 0;
    const length = (rowStarts[row + 1] ?? 0) - start;
    const compared = Math.min(length, MOST_COMPARED);
    const stride = length / compared;
    const from = this.#draw() * length;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < compared; at++) {
      const place = Math.floor(from + at * stride);
      const column = columns[start + (place < length ? place : place - length)] ?? 0;
      const number = (numbers[column] ?? 0) + by;
      if (number < 0 || number > (room[column] ?? 0)) continue;
      const end = starts[column + 1] ?? 0;
      let left = 0;
      for (let user = starts[column] ?? 0; user < end; user++) left += change[users[user] ?? 0] ?? 0;
      if (left >= least) continue;
      best = column;
      least = left;
    }
    if (least >= 0) {
      for (const unmet of this.#unmet) {
        if (this.#weights[unmet] === 1) this.#heavy.push(unmet);
        this.#weights[unmet] = (this.#weights[unmet] ?? 0) + 1;
        this.#weigh(unmet);
      }
    }
    return best;
  }

  #move(column: number, by: 1 | -1): void {
    const { starts, users } = this.#lists;
    const sums = this.#sums;
    this.#numbers[column] = (this.#numbers[column] ?? 0) + by;
    const end = starts[column + 1] ?? 0;
    for (let at = starts[column] ?? 0; at < end; at++) {
      const row = users[at] ?? 0;
      sums[row] = (sums[row] ?? 0) + by;
      this.#note(row);
    }
  }

  /** Keeps the list of unmet rows, and what a move would change of them. */
  #note(row: number): void {
    this.#weigh(row);
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

  #weigh(row: number): void {
    const sum = this.#sums[row] ?? 0;
    const weight = this.#weights[row] ?? 0;
    const lower = this.#lower[row] ?? 0;
    const upper = this.#upper[row] ?? 0;
    this.#raising[row] = sum >= upper ? weight : sum < lower ? -weight : 0;
    this.#lowering[row] = sum <= lower ? weight : sum > upper ? -weight : 0;
  }

  #record(column: number): void {
    const { starts, users } = this.#lists;
    const end = starts[column + 1] ?? 0;
    for (let at = starts[column] ?? 0; at < end; at++) {
      const row = users[at] ?? 0;
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
