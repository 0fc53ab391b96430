import type { Interval } from "./interval.ts";
import { NarrowingProof } from "./narrowing-proof.ts";
import { propagate, type Relation, relationsByCount } from "./propagate.ts";
import { SetNumbers } from "./set-numbers.ts";
import { sumRelations } from "./sum-relations.ts";
import type { TableModel } from "./table-model.ts";
import type { TableShape } from "./table-shape.ts";

/** What follows from sums alone. */
export interface TableOuter {
  readonly intervalOf: (row: number) => Interval;
  /** The cells from which the least or the most of a row follows, by index, nearest first. */
  readonly because: (row: number, end: "lower" | "upper") => readonly number[];
}

/** Bounds each row of a table by the ways in which it falls into others, without a solver. */
export function tableOuter({ lower, upper, shape }: TableModel): TableOuter {
  const { known, room, relations, users, cellsOf } = tableSums(shape);
  const start = { lower: new Float64Array(room.length), upper: room.slice() };
  for (let at = 0; at < known.length; at++) {
    const set = known[at] ?? 0;
    const total = shape.wholes[at - lower.length]?.total;
    start.lower[set] = Math.max(start.lower[set] ?? 0, total ?? lower[at] ?? 0);
    start.upper[set] = Math.min(start.upper[set] ?? 0, total ?? upper[at] ?? 0);
  }
  const result = propagate(start, relations, users);
  const proof = new NarrowingProof(relations, result.history);
  return {
    intervalOf: (row) => {
      const set = known[row] ?? -1;
      return { lower: result.lower[set] ?? 0, upper: result.upper[set] ?? 0 };
    },
    because: (row, end) => proof.countsBehind(known[row] ?? -1, end).flatMap((set) => cellsOf[set] ?? []),
  };
}

/** How the rows of a table, its wholes and single columns add up to each other, as numbered sets. */
interface TableSums {
  /** The set of each row, and after them of each whole. */
  readonly known: readonly number[];
  /** The most that each set can hold. */
  readonly room: Float64Array;
  readonly relations: readonly Relation[];
  /** The relations of each set. */
  readonly users: readonly (readonly number[])[];
  /** The cells of each set. */
  readonly cellsOf: readonly (readonly number[])[];
}

const memory = new WeakMap<TableShape, TableSums>();

function tableSums(shape: TableShape): TableSums {
  const before = memory.get(shape);
  if (before !== undefined) return before;
  const { rows, wholes, most } = shape;
  const index = new SetNumbers();
  const cellsOf: (readonly number[])[] = [];
  const known = [...rows, ...wholes.map(({ columns }) => columns)].map((columns, row) => {
    const set = index.of(columns);
    cellsOf[set] = [...(cellsOf[set] ?? []), ...(shape.cellsOf[row] ?? [])];
    return set;
  });
  const published = [...new Set(known)];
  const relations = sumRelations(index, published, published);
  const room = Float64Array.from(index.sets, (columns) =>
    columns.reduce((sum, column) => sum + (most[column] ?? 0), 0),
  );
  const users = relationsByCount(index.sets.length, relations);
  const found = { known, room, relations, users, cellsOf };
  memory.set(shape, found);
  return found;
}
