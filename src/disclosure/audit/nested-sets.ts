/** For each of the sets the pieces that it strictly contains, by index. Sets are columns in order. */
export function containedIn(
  pieces: readonly (readonly number[])[],
  sets: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const sizes = Int32Array.from(pieces, ({ length }) => length);
  const { starts, at } = smallestFirst(pieces, sizes);
  const common = new Int32Array(pieces.length);
  const touched = new Int32Array(pieces.length);
  return sets.map((set) => {
    const { length } = set;
    let count = 0;
    for (let index = 0; index < length; index++) {
      const column = set[index] ?? 0;
      const end = starts[column + 1] ?? 0;
      for (let place = starts[column] ?? 0; place < end; place++) {
        const piece = at[place] ?? 0;
        if ((sizes[piece] ?? 0) >= length) break;
        if (common[piece] === 0) touched[count++] = piece;
        common[piece] = (common[piece] ?? 0) + 1;
      }
    }
    const found: number[] = [];
    for (let index = 0; index < count; index++) {
      const piece = touched[index] ?? 0;
      if (common[piece] === sizes[piece]) found.push(piece);
      common[piece] = 0;
    }
    return found.sort((a, b) => a - b);
  });
}

/** The pieces of each column, smallest first: those of column c stand at `starts[c]` to before `starts[c + 1]` of `at`. */
function smallestFirst(pieces: readonly (readonly number[])[], sizes: Int32Array) {
  let columns = 0;
  for (const piece of pieces) columns = Math.max(columns, (piece.at(-1) ?? -1) + 1);
  const starts = new Int32Array(columns + 1);
  for (const piece of pieces) for (const column of piece) starts[column + 1] = (starts[column + 1] ?? 0) + 1;
  for (let column = 0; column < columns; column++) {
    starts[column + 1] = (starts[column + 1] ?? 0) + (starts[column] ?? 0);
  }
  const next = starts.slice();
  const at = new Int32Array(starts[columns] ?? 0);
  const bySize = Int32Array.from(pieces.keys()).sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  for (const piece of bySize) {
    for (const column of pieces[piece] ?? []) {
      const place = next[column] ?? 0;
      at[place] = piece;
      next[column] = place + 1;
    }
  }
  return { starts, at };
}

/** Whether any two of the sets are apart or one within the other, as areas of a hierarchy are. */
export function areNested(sets: readonly (readonly number[])[]): boolean {
  const innermost = new Map<number, readonly number[]>();
  for (const set of [...sets].sort((a, b) => b.length - a.length)) {
    const [first, ...others] = set;
    if (first === undefined) continue;
    const owner = innermost.get(first);
    if (others.some((column) => innermost.get(column) !== owner)) return false;
    for (const column of set) innermost.set(column, set);
  }
  return true;
}

/** A set as pieces that do not overlap and the columns that are in none of them. */
export interface Partition {
  readonly pieces: readonly number[];
  readonly left: readonly number[];
}

/** Finds the ways in which sets fall into pieces; one for many sets of the same columns. */
export class Partitions {
  readonly #within: readonly (readonly number[])[];
  /** The columns of piece p stand at `starts[p]` to before `starts[p + 1]` of `columns`. */
  readonly #starts: Int32Array;
  readonly #columns: Int32Array;
  /** Pieces, the largest first, and the place of each among them. */
  readonly #bySize: Int32Array;
  readonly #rank: Int32Array;
  readonly #sorted: Int32Array;
  /** By piece: the last set, from 1, in which another piece holds it, and in which a partition has it. */
  readonly #inner: Int32Array;
  readonly #used: Int32Array;
  #sets = 0;
  /** By column: the last partition, from 1, that has it in one of its pieces. */
  readonly #taken: Int32Array;
  #turns = 0;

  /** `within` lists the pieces that each piece contains. */
  constructor(pieces: readonly (readonly number[])[], within: readonly (readonly number[])[]) {
    this.#within = within;
    this.#starts = new Int32Array(pieces.length + 1);
    let columns = 0;
    for (const [index, piece] of pieces.entries()) {
      this.#starts[index + 1] = (this.#starts[index] ?? 0) + piece.length;
      columns = Math.max(columns, (piece.at(-1) ?? -1) + 1);
    }
    this.#columns = new Int32Array(this.#starts[pieces.length] ?? 0);
    for (const [index, piece] of pieces.entries()) this.#columns.set(piece, this.#starts[index] ?? 0);
    const size = (piece: number) => pieces[piece]?.length ?? 0;
    this.#bySize = Int32Array.from(pieces.keys()).sort((a, b) => size(b) - size(a) || a - b);
    this.#rank = new Int32Array(pieces.length);
    for (const [rank, piece] of this.#bySize.entries()) this.#rank[piece] = rank;
    this.#sorted = new Int32Array(pieces.length);
    this.#inner = new Int32Array(pieces.length);
    this.#used = new Int32Array(pieces.length);
    this.#taken = new Int32Array(columns);
  }

  /** Ways in which a set falls into pieces that it contains: every piece that no other one contains is in one of them. */
  of(set: readonly number[], contained: readonly number[]): readonly Partition[] {
    if (contained.length === 0) return [];
    const turnOfSet = ++this.#sets;
    for (const piece of contained) {
      for (const other of this.#within[piece] ?? []) this.#inner[other] = turnOfSet;
    }
    const bySize = this.#largestFirst(contained);
    const outermost = bySize.filter((piece) => this.#inner[piece] !== turnOfSet);
    const found: Partition[] = [];
    for (const seed of outermost) {
      if (this.#used[seed] === turnOfSet) continue;
      const turn = ++this.#turns;
      const chosen: number[] = [];
      let open = set.length - this.#take(seed, turn, chosen);
      for (let at = 0; at < outermost.length && open > 0; at++) {
        const piece = outermost[at] ?? 0;
        if (this.#used[piece] !== turnOfSet) open -= this.#take(piece, turn, chosen);
      }
      for (let at = 0; at < bySize.length && open > 0; at++) {
        open -= this.#take(bySize[at] ?? 0, turn, chosen);
      }
      for (const piece of chosen) this.#used[piece] = turnOfSet;
      const left = open === 0 ? [] : set.filter((column) => this.#taken[column] !== turn);
      found.push({ pieces: chosen, left });
    }
    return found;
  }

  #largestFirst(some: readonly number[]): Int32Array {
    for (let at = 0; at < some.length; at++) this.#sorted[at] = this.#rank[some[at] ?? 0] ?? 0;
    const sorted = this.#sorted.subarray(0, some.length).sort();
    return sorted.map((rank) => this.#bySize[rank] ?? 0);
  }

  /** Takes a piece into a partition, where none of its columns is taken; gives how many columns that are. */
  #take(piece: number, turn: number, chosen: number[]): number {
    const [columns, taken] = [this.#columns, this.#taken];
    const from = this.#starts[piece] ?? 0;
    const end = this.#starts[piece + 1] ?? 0;
    for (let at = from; at < end; at++) if (taken[columns[at] ?? 0] === turn) return 0;
    for (let at = from; at < end; at++) taken[columns[at] ?? 0] = turn;
    chosen.push(piece);
    return end - from;
  }
}
