import type { TableShape } from "./table-shape.ts";

/** Which columns each row sums, and which rows sum each column, in flat lists. */
export interface RowUsers {
  /** The columns of row r stand at `rowStarts[r]` to before `rowStarts[r + 1]` of `columns`. */
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  /** The rows of column c stand at `starts[c]` to before `starts[c + 1]` of `users`. */
  readonly starts: Int32Array;
  readonly users: Int32Array;
}

const memory = new WeakMap<TableShape, RowUsers>();

/** The lists of a table's shape, worked out once. */
export function rowUsers(shape: TableShape): RowUsers {
  const known = memory.get(shape);
  if (known !== undefined) return known;
  const { rows, truth } = shape;
  const rowStarts = new Int32Array(rows.length + 1);
  const starts = new Int32Array(truth.length + 1);
  for (const [row, own] of rows.entries()) {
    rowStarts[row + 1] = (rowStarts[row] ?? 0) + own.length;
    for (const column of own) starts[column + 1] = (starts[column + 1] ?? 0) + 1;
  }
  for (let column = 0; column < truth.length; column++) {
    starts[column + 1] = (starts[column + 1] ?? 0) + (starts[column] ?? 0);
  }
  const all = rowStarts[rows.length] ?? 0;
  const columns = new Int32Array(all);
  const users = new Int32Array(all);
  const next = starts.slice();
  for (const [row, own] of rows.entries()) {
    columns.set(own, rowStarts[row] ?? 0);
    for (const column of own) {
      const at = next[column] ?? 0;
      users[at] = row;
      next[column] = at + 1;
    }
  }
  const found = { rowStarts, columns, starts, users };
  memory.set(shape, found);
  return found;
}
