/** Groups of atoms that always occur together. */
export interface MergedColumns {
  readonly count: number;
  /** The group of each atom. */
  readonly of: Int32Array;
}

/** Merges atoms that occur in the same sets: nothing published tells them apart. */
export function mergeColumns(atoms: number, sets: readonly ArrayLike<number>[]): MergedColumns {
  const of = new Int32Array(atoms);
  // By group, of which there are no more than atoms: how many atoms it has, and how many of them are in a set.
  const sizes = new Int32Array(atoms + 1);
  const common = new Int32Array(atoms + 1);
  // The group that those in the set make; 0: their own.
  const moved = new Int32Array(atoms + 1);
  const metIn = new Int32Array(atoms);
  sizes[0] = atoms;
  let groups = 1;
  for (const [number, set] of sets.entries()) {
    const { length } = set;
    const touched: number[] = [];
    for (let index = 0; index < length; index++) {
      const atom = set[index] ?? 0;
      if (metIn[atom] === number + 1) continue;
      metIn[atom] = number + 1;
      const group = of[atom] ?? 0;
      if (common[group] === 0) touched.push(group);
      common[group] = (common[group] ?? 0) + 1;
    }
    const first = groups;
    for (const group of touched) {
      const [inside, all] = [common[group] ?? 0, sizes[group] ?? 0];
      common[group] = 0;
      if (inside === all) continue;
      moved[group] = groups;
      sizes[groups++] = inside;
      sizes[group] = all - inside;
    }
    if (groups === first) continue;
    for (let index = 0; index < length; index++) {
      const atom = set[index] ?? 0;
      const after = moved[of[atom] ?? 0] ?? 0;
      if (after !== 0) of[atom] = after;
    }
    for (const group of touched) moved[group] = 0;
  }
  const names = new Int32Array(groups).fill(-1);
  let count = 0;
  for (let atom = 0; atom < atoms; atom++) {
    const group = of[atom] ?? 0;
    if (names[group] === -1) names[group] = count++;
    of[atom] = names[group] ?? 0;
  }
  return { count, of };
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
