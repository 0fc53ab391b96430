import type { CountTable } from "../../src/disclosure/tables/count-table.ts";

/** A small table: cells by their leaves and layers, with a weight each. */
export interface SmallTable {
  readonly leaves: number;
  readonly layers: number;
  readonly counts: readonly number[];
  readonly cells: readonly {
    readonly leaves: readonly number[];
    readonly layers: readonly number[];
    readonly weight?: number;
  }[];
}

/** The same as the audit has it. */
export function tableOf({ leaves, layers, counts, cells }: SmallTable): CountTable {
  return {
    id: "people",
    leaves,
    layers,
    counts: Float64Array.from(counts),
    totalsKnown: layers > 1,
    cells: cells.map((cell, index) => ({
      name: `cell ${index}`,
      leaves: cell.leaves,
      layers: cell.layers,
      count: cell.leaves
        .flatMap((leaf) => cell.layers.map((layer) => counts[leaf * layers + layer] ?? 0))
        .reduce((sum, count) => sum + count, 0),
      printed: true,
      countedBy: [],
      describedBy: [index],
      weight: cell.weight ?? 1,
    })),
  };
}

/** The columns of a cell that hold anybody, as bits. */
export function bitsOf(table: CountTable, cell: number): number {
  const own = table.cells[cell];
  let bits = 0;
  for (const leaf of Array.from(own?.leaves ?? [])) {
    for (const layer of own?.layers ?? []) {
      const column = leaf * table.layers + layer;
      if ((table.counts[column] ?? 0) > 0) bits |= 1 << column;
    }
  }
  return bits;
}

/**
 * Whether any described cell leaves few, by trying all families of described cells without common people: those in the
 * cell, and those that hold all of it.
 */
export function leavesFew(table: CountTable, described: (cell: number) => boolean, fewest: number): boolean {
  const cells = table.cells.flatMap((_, cell) => (described(cell) ? [bitsOf(table, cell)] : []));
  const people = (bits: number): number => {
    let sum = 0;
    for (let column = 0; column < table.counts.length; column++) {
      if ((bits & (1 << column)) !== 0) sum += table.counts[column] ?? 0;
    }
    return sum;
  };
  const isFew = (count: number) => count > 0 && count < fewest;
  const some = (whole: number, from: number, taken: number): boolean => {
    if ((taken & ~whole) === 0 && isFew(people(whole & ~taken))) return true;
    if ((whole & ~taken) === 0 && isFew(people(taken & ~whole))) return true;
    for (let cell = from; cell < cells.length; cell++) {
      const own = cells[cell] ?? 0;
      if (own !== 0 && (own & taken) === 0 && some(whole, cell + 1, taken | own)) return true;
    }
    return false;
  };
  return cells.some((whole) => whole !== 0 && some(whole, 0, 0));
}
