import type { Interval } from "./interval.ts";
import { NarrowingProof } from "./narrowing-proof.ts";
import { propagate } from "./propagate.ts";
import { SetIndex, sumRelations } from "./sum-relations.ts";
import type { TableModel } from "./table-model.ts";

/** What follows from sums alone. */
export interface TableOuter {
  readonly intervalOf: (row: number) => Interval;
  /** The cells from which the least or the most of a row follows, by index, nearest first. */
  readonly because: (row: number, end: "lower" | "upper") => readonly number[];
}

/** Bounds each row of a table by the ways in which it falls into others, without a solver. */
export function tableOuter({ rows, wholes, most }: TableModel): TableOuter {
  const index = new SetIndex();
  const start: { lower: number; upper: number }[] = [];
  const cellsOf: (readonly number[])[] = [];
  const known = [...rows, ...wholes].map(({ columns, lower, upper, cells }) => {
    const set = index.of(columns);
    const room = columns.reduce((sum, column) => sum + (most[column] ?? 0), 0);
    const before = start[set] ?? { lower: 0, upper: room };
    start[set] = { lower: Math.max(before.lower, lower), upper: Math.min(before.upper, upper) };
    cellsOf[set] = [...(cellsOf[set] ?? []), ...cells];
    return set;
  });
  const published = [...new Set(known)];
  const relations = sumRelations(index, published, published);
  for (let set = published.length; set < index.sets.length; set++) {
    const room = (index.sets[set] ?? []).reduce((sum, column) => sum + (most[column] ?? 0), 0);
    start.push({ lower: 0, upper: room });
  }
  const result = propagate(start, relations);
  const proof = new NarrowingProof(relations, result.history);
  return {
    intervalOf: (row) => {
      const set = known[row] ?? -1;
      return { lower: result.lower[set] ?? 0, upper: result.upper[set] ?? 0 };
    },
    because: (row, end) => proof.countsBehind(known[row] ?? -1, end).flatMap((set) => cellsOf[set] ?? []),
  };
}
