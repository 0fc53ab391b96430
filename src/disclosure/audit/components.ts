import type { ModelRow } from "./audit-model.ts";
import type { LinearProgram, LinearRow } from "./linear-program.ts";

/** Columns and rows that have nothing to do with any others; columns are numbered anew. */
export interface Component extends LinearProgram {
  /** Which of the model's rows each row is. */
  readonly sources: readonly number[];
}

export interface Components {
  readonly components: readonly Component[];
  /** The component of each of the model's columns; −1: surely nobody. */
  readonly componentOf: Int32Array;
  /** The number of each of the model's columns within its component. */
  readonly localOf: Int32Array;
  /** Rows that no numbers of people can meet; a component could not say so. */
  readonly impossible: readonly number[];
}

/** Splits rows into independent components, after leaving out columns of which a published 0 says that nobody is there. */
export function splitIntoComponents(columns: number, rows: readonly ModelRow[]): Components {
  const empty = new Uint8Array(columns);
  for (const { terms, upper } of rows) {
    if (upper > 0 || terms.some(({ times }) => times < 0)) continue;
    for (const { columns: own } of terms) for (const column of own) empty[column] = 1;
  }
  const parent = Int32Array.from({ length: columns }, (_, column) => column);
  const rootOf = (column: number): number => {
    let at = column;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const summed = rows.map((row) => sumOfTerms(row, empty));
  for (const { columns: own } of summed) {
    const [first] = own;
    if (first !== undefined) for (const column of own) parent[rootOf(column)] = rootOf(first);
  }
  const componentOf = new Int32Array(columns).fill(-1);
  const localOf = new Int32Array(columns);
  const sizes: number[] = [];
  const names = new Map<number, number>();
  for (let column = 0; column < columns; column++) {
    if (empty[column] === 1) continue;
    const root = rootOf(column);
    const name = names.get(root) ?? names.size;
    names.set(root, name);
    componentOf[column] = name;
    localOf[column] = sizes[name] ?? 0;
    sizes[name] = (sizes[name] ?? 0) + 1;
  }
  const parts = sizes.map((size) => ({ columns: size, rows: [] as LinearRow[], sources: [] as number[] }));
  const impossible: number[] = [];
  for (const [index, row] of summed.entries()) {
    const [first] = row.columns;
    const part = first === undefined ? undefined : parts[componentOf[first] ?? -1];
    if (part === undefined) {
      if (row.lower > 0 || row.upper < 0) impossible.push(index);
      continue;
    }
    part.rows.push({ ...row, columns: row.columns.map((column) => localOf[column] ?? 0) });
    part.sources.push(index);
  }
  return { components: parts, componentOf, localOf, impossible };
}

function sumOfTerms({ terms, lower, upper }: ModelRow, empty: Uint8Array): LinearRow {
  const [only, another] = terms;
  if (only !== undefined && another === undefined) {
    const columns = only.columns.filter((column) => empty[column] === 0);
    return { columns, coefficients: columns.map(() => only.times), lower, upper };
  }
  const sums = new Map<number, number>();
  for (const { columns, times } of terms) {
    for (const column of columns) {
      if (empty[column] === 0) sums.set(column, (sums.get(column) ?? 0) + times);
    }
  }
  const kept = [...sums].filter(([, times]) => times !== 0).sort(([a], [b]) => a - b);
  return {
    columns: kept.map(([column]) => column),
    coefficients: kept.map(([, times]) => times),
    lower,
    upper,
  };
}
