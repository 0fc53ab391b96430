/** For each of the sets the pieces that it strictly contains, by index. Sets are columns in order. */
export function containedIn(
  pieces: readonly (readonly number[])[],
  sets: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const at = new Map<number, number[]>();
  for (const [index, piece] of pieces.entries()) {
    for (const column of piece) {
      const there = at.get(column);
      if (there === undefined) at.set(column, [index]);
      else there.push(index);
    }
  }
  const common = new Int32Array(pieces.length);
  return sets.map((set) => {
    const touched: number[] = [];
    for (const column of set) {
      for (const piece of at.get(column) ?? []) {
        if (common[piece] === 0) touched.push(piece);
        common[piece] = (common[piece] ?? 0) + 1;
      }
    }
    const found = touched.filter((piece) => {
      const size = pieces[piece]?.length ?? 0;
      return common[piece] === size && size < set.length;
    });
    for (const piece of touched) common[piece] = 0;
    return found.sort((a, b) => a - b);
  });
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

/**
 * Ways in which a set falls into pieces that it contains: every piece that no other one contains is in one of them.
 * `within` lists the pieces that each piece contains.
 */
export function partitionsOf(
  set: readonly number[],
  contained: readonly number[],
  pieces: readonly (readonly number[])[],
  within: readonly (readonly number[])[],
): readonly Partition[] {
  const inner = new Set<number>();
  for (const piece of contained) for (const other of within[piece] ?? []) inner.add(other);
  const size = (piece: number) => pieces[piece]?.length ?? 0;
  const bySize = [...contained].sort((a, b) => size(b) - size(a) || a - b);
  const outermost = bySize.filter((piece) => !inner.has(piece));
  const used = new Set<number>();
  const found: Partition[] = [];
  // By column: the last partition, from 1, that has it in one of its pieces.
  const taken = new Int32Array((set.at(-1) ?? -1) + 1);
  for (const seed of outermost) {
    if (used.has(seed)) continue;
    const turn = found.length + 1;
    const chosen: number[] = [];
    let open = set.length;
    const take = (piece: number): void => {
      const columns = pieces[piece] ?? [];
      for (const column of columns) if (taken[column] === turn) return;
      for (const column of columns) taken[column] = turn;
      open -= columns.length;
      chosen.push(piece);
    };
    const takeAll = (some: readonly number[]): void => {
      for (const piece of some) {
        if (open === 0) return;
        take(piece);
      }
    };
    take(seed);
    takeAll(outermost.filter((piece) => !used.has(piece)));
    takeAll(bySize);
    for (const piece of chosen) used.add(piece);
    found.push({ pieces: chosen, left: open === 0 ? [] : set.filter((column) => taken[column] !== turn) });
  }
  return found;
}
