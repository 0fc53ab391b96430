import type { ModelRow } from "./audit-model.ts";
import type { Components } from "./components.ts";
import { anyCount, type Interval } from "./interval.ts";
import { areNested } from "./nested-sets.ts";
import { propagate, type Relation } from "./propagate.ts";
import { SetNumbers } from "./set-numbers.ts";
import { sumRelations } from "./sum-relations.ts";

/** The columns of a judged count that belong to one component. */
export interface Part {
  readonly component: number;
  /** The model's columns, in order. */
  readonly columns: readonly number[];
}

/** What follows for a part without a solver. */
export interface ClosedBound {
  readonly interval: Interval;
  /** True: each whole number within is possible; false: some may not be. */
  readonly exact: boolean;
}

export interface ClosedBounds {
  readonly bounds: readonly ClosedBound[];
  /** 1 for each component that some numbers of people surely fit. */
  readonly possible: Uint8Array;
}

/**
 * Bounds each part by what follows from sums alone: a set of columns is the sum of the sets that it contains and of
 * what is left, in each way in which it falls into such sets.
 *
 * Where the published sets of a component lie within one another or apart, as a hierarchy's do, the bounds are exact.
 * Undefined: no numbers of people fit.
 */
export function closedBounds(
  rows: readonly ModelRow[],
  split: Components,
  parts: readonly Part[],
): ClosedBounds | undefined {
  const { componentOf, components } = split;
  const index = new SetNumbers();
  const bounds: { readonly set: number; readonly bound: Interval }[] = [];
  const relations: Relation[] = [];
  const published = new Set<number>();
  const sums = new Uint8Array(components.length).fill(1);
  for (const { terms, lower, upper } of rows) {
    const sets = terms
      .map(({ columns, times }) => ({
        times,
        columns: columns.filter((column) => componentOf[column] !== -1),
      }))
      .filter(({ columns }) => columns.length > 0);
    const [only, another] = sets;
    if (only === undefined) continue;
    const counts = sets.map(({ columns }) => index.of(columns));
    for (const count of counts) published.add(count);
    if (another === undefined && only.times === 1) {
      bounds.push({ set: counts[0] ?? 0, bound: { lower, upper } });
      continue;
    }
    for (const { columns } of sets) sums[componentOf[columns[0] ?? 0] ?? 0] = 0;
    relations.push({ counts, times: sets.map(({ times }) => times), lower, upper });
  }
  const asked = parts.map(({ columns }) => index.of(columns));
  const pieces = [...published].map((set) => index.sets[set] ?? []);
  const nested = nestedComponents(split, pieces, sums);
  const queries = [...new Set([...published, ...asked])];
  relations.push(...sumRelations(index, queries, [...published]));
  const start = {
    lower: new Float64Array(index.sets.length).fill(anyCount.lower),
    upper: new Float64Array(index.sets.length).fill(anyCount.upper),
  };
  for (const { set, bound } of bounds) {
    start.lower[set] = Math.max(start.lower[set] ?? 0, bound.lower);
    start.upper[set] = Math.min(start.upper[set] ?? 0, bound.upper);
  }
  const result = propagate(start, relations);
  if (result.contradiction) return undefined;
  const fits = crossesNone(pieces);
  return {
    possible: result.settled ? nested : new Uint8Array(components.length),
    bounds: parts.map(({ component, columns }, at) => {
      const set = asked[at] ?? 0;
      return {
        interval: { lower: result.lower[set] ?? 0, upper: result.upper[set] ?? Number.POSITIVE_INFINITY },
        exact: result.settled && nested[component] === 1 && fits(columns),
      };
    }),
  };
}

function nestedComponents(
  { components, componentOf }: Components,
  pieces: readonly (readonly number[])[],
  sums: Uint8Array,
): Uint8Array {
  const byComponent: (readonly number[])[][] = components.map(() => []);
  for (const piece of pieces) byComponent[componentOf[piece[0] ?? 0] ?? 0]?.push(piece);
  return Uint8Array.from(byComponent, (sets, at) => (sums[at] === 1 && areNested(sets) ? 1 : 0));
}

/** Tells whether a set lies within, around or apart from each of the pieces. */
function crossesNone(pieces: readonly (readonly number[])[]): (set: readonly number[]) => boolean {
  const at = new Map<number, number[]>();
  for (const [piece, columns] of pieces.entries()) {
    for (const column of columns) {
      const there = at.get(column);
      if (there === undefined) at.set(column, [piece]);
      else there.push(piece);
    }
  }
  return (set) => {
    const common = new Map<number, number>();
    for (const column of set) {
      for (const piece of at.get(column) ?? []) common.set(piece, (common.get(piece) ?? 0) + 1);
    }
    return [...common].every(([piece, shared]) => shared === set.length || shared === pieces[piece]?.length);
  };
}
