import { containedIn, Partitions } from "./nested-sets.ts";
import type { Relation } from "./propagate.ts";
import type { SetNumbers } from "./set-numbers.ts";

/** Each set as the sum of pieces, and a set that nobody printed also as the smallest piece around it less the others. */
export function sumRelations(
  index: SetNumbers,
  queries: readonly number[],
  published: readonly number[],
): readonly Relation[] {
  const pieces = published.map((set) => index.sets[set] ?? []);
  const isPublished = new Set(published);
  const sets = queries.map((set) => index.sets[set] ?? []);
  const contained = containedIn(pieces, sets);
  const place = new Map(queries.map((set, at) => [set, at]));
  const within = published.map((set) => contained[place.get(set) ?? -1] ?? []);
  const partitions = new Partitions(pieces, within);
  const relations: Relation[] = [];
  const add = (whole: number, parts: readonly number[], left: readonly number[]): void => {
    const counts = [whole, ...parts, ...left.map((column) => index.of([column]))];
    if (counts.length === 2 && counts[0] === counts[1]) return;
    relations.push({ counts, times: oneLessOthers(counts.length), lower: 0, upper: 0 });
  };
  const numberOf = (piece: number) => published[piece] ?? 0;
  for (const [at, whole] of queries.entries()) {
    const set = sets[at] ?? [];
    if (set.length === 0) continue;
    const found = partitions.of(set, contained[at] ?? []);
    for (const partition of found) add(whole, partition.pieces.map(numberOf), partition.left);
    if (found.length === 0) add(whole, [], set);
  }
  const unprinted = queries.filter((set) => !isPublished.has(set));
  const around = smallestAround(
    unprinted.map((set) => index.sets[set] ?? []),
    pieces,
  );
  for (const [at, set] of unprinted.entries()) {
    const whole = around[at];
    if (whole === undefined) continue;
    const inside = new Set(index.sets[set]);
    const others = (within[whole] ?? []).filter((piece) =>
      (pieces[piece] ?? []).every((column) => !inside.has(column)),
    );
    const rest = (pieces[whole] ?? []).filter((column) => !inside.has(column));
    const [partition] = partitions.of(rest, others);
    add(numberOf(whole), [set, ...(partition?.pieces ?? []).map(numberOf)], partition?.left ?? rest);
  }
  return relations;
}

const memory = new Map<number, readonly number[]>();

/** Once the first of so many counts, less each of the others; one list for all relations of that length. */
function oneLessOthers(length: number): readonly number[] {
  const known = memory.get(length);
  if (known !== undefined) return known;
  const times = Array.from({ length }, (_, at) => (at === 0 ? 1 : -1));
  memory.set(length, times);
  return times;
}

/** For each set the smallest piece that strictly contains it. */
function smallestAround(
  sets: readonly (readonly number[])[],
  pieces: readonly (readonly number[])[],
): readonly (number | undefined)[] {
  const around: (number | undefined)[] = sets.map(() => undefined);
  for (const [piece, inside] of containedIn(sets, pieces).entries()) {
    for (const set of inside) {
      const before = around[set];
      const size = pieces[piece]?.length ?? 0;
      if (before === undefined || size < (pieces[before]?.length ?? 0)) around[set] = piece;
    }
  }
  return around;
}
