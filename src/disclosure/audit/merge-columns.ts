/** Groups of atoms that always occur together. */
export interface MergedColumns {
  readonly count: number;
  /** The group of each atom. */
  readonly of: Int32Array;
}

/** Merges atoms that occur in the same sets: nothing published tells them apart. */
export function mergeColumns(atoms: number, sets: readonly ArrayLike<number>[]): MergedColumns {
  const of = new Int32Array(atoms);
  let next = 1;
  for (const set of sets) {
    const moved = new Map<number, number>();
    for (let index = 0; index < set.length; index++) {
      const atom = set[index] ?? 0;
      const before = of[atom] ?? 0;
      let after = moved.get(before);
      if (after === undefined) {
        after = next++;
        moved.set(before, after);
      }
      of[atom] = after;
    }
  }
  const names = new Map<number, number>();
  for (let atom = 0; atom < atoms; atom++) {
    const group = of[atom] ?? 0;
    const name = names.get(group) ?? names.size;
    names.set(group, name);
    of[atom] = name;
  }
  return { count: names.size, of };
}

/** By grouping: the last call, from 1, that met each column. */
const marks = new WeakMap<MergedColumns, { readonly seen: Int32Array; calls: number }>();

/** The columns of a set of atoms, in order. */
export function columnsOf(set: ArrayLike<number>, merged: MergedColumns): number[] {
  const { of, count } = merged;
  let mark = marks.get(merged);
  if (mark === undefined) {
    mark = { seen: new Int32Array(count), calls: 0 };
    marks.set(merged, mark);
  }
  const call = ++mark.calls;
  const { seen } = mark;
  const found: number[] = [];
  let ordered = true;
  let last = -1;
  for (let index = 0; index < set.length; index++) {
    const column = of[set[index] ?? 0] ?? 0;
    if (seen[column] === call) continue;
    seen[column] = call;
    ordered &&= column > last;
    last = column;
    found.push(column);
  }
  return ordered ? found : found.sort((a, b) => a - b);
}
