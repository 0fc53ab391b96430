import type { DescribedSets } from "./average-attack.ts";
import { typesOf } from "./people-types.ts";
import type { Win } from "./released-cells.ts";

/** The largest prime of which two products of remainders are still exact whole numbers. */
const PRIME = 67_108_859;

/**
 * Adds and subtracts averages in every way there is: a set of few people whose sum follows from the published sums by
 * linear algebra. More than differences of unions; exact in arithmetic modulo a large prime.
 */
export function combinedAverages(sets: readonly DescribedSets[], describedFrom: number): readonly Win[] {
  const wins = new Map<string, Win>();
  for (const { measure, published, few, counts } of sets) {
    const all = [...published, ...few].map(({ types }) => typesOf(types));
    const pieces = piecesOf(all.slice(0, published.length), counts);
    const rows = reduce(all.slice(0, published.length).map((types) => indicator(types, pieces)));
    const isKnown = (vector: Float64Array) => residual(vector, rows).every((one) => one === 0);
    for (const [at, { cell, people }] of few.entries()) {
      const types = all[published.length + at] ?? [];
      if (!isUnion(types, pieces) || !isKnown(indicator(types, pieces))) continue;
      wins.set(cell, { attack: "combined averages", cell, what: `${measure} of ${people} people` });
    }
    for (const [piece, people] of pieces.people.entries()) {
      if (people < 1 || people >= describedFrom) continue;
      const vector = new Float64Array(pieces.people.length);
      vector[piece] = 1;
      const cell = `piece ${piece}`;
      if (isKnown(vector))
        wins.set(`${measure} of ${cell}`, {
          attack: "combined averages",
          cell,
          what: `${measure} of ${people} people`,
        });
    }
  }
  return [...wins.values()];
}

/** Types that are in just the same published sets cannot be told apart. */
interface Pieces {
  readonly pieceOf: Int32Array;
  readonly people: readonly number[];
  readonly types: readonly number[];
}

function piecesOf(sets: readonly (readonly number[])[], counts: Float64Array): Pieces {
  const signatures = Array.from(counts, () => "");
  for (const [at, types] of sets.entries())
    for (const type of types) signatures[type] = `${signatures[type] ?? ""},${at}`;
  const numbers = new Map<string, number>();
  const people: number[] = [];
  const sizes: number[] = [];
  const pieceOf = new Int32Array(counts.length);
  for (const [type, signature] of signatures.entries()) {
    const piece = numbers.get(signature) ?? numbers.size;
    numbers.set(signature, piece);
    pieceOf[type] = piece;
    people[piece] = (people[piece] ?? 0) + (counts[type] ?? 0);
    sizes[piece] = (sizes[piece] ?? 0) + 1;
  }
  return { pieceOf, people, types: sizes };
}

function isUnion(types: readonly number[], { pieceOf, types: sizes }: Pieces): boolean {
  const pieces = new Set(types.map((type) => pieceOf[type] ?? 0));
  return [...pieces].reduce((sum, piece) => sum + (sizes[piece] ?? 0), 0) === types.length;
}

function indicator(types: readonly number[], { pieceOf, people }: Pieces): Float64Array {
  const vector = new Float64Array(people.length);
  for (const type of types) vector[pieceOf[type] ?? 0] = 1;
  return vector;
}

interface Echelon {
  readonly pivot: number;
  readonly row: Float64Array;
}

/** Rows with a leading one each, by elimination modulo the prime. */
function reduce(rows: readonly Float64Array[]): readonly Echelon[] {
  const found: Echelon[] = [];
  for (const one of rows) {
    const rest = residual(one, found);
    const pivot = rest.findIndex((value) => value !== 0);
    if (pivot === -1) continue;
    const inverse = power(rest[pivot] ?? 1, PRIME - 2);
    found.push({ pivot, row: rest.map((value) => times(value, inverse)) });
  }
  return found;
}

function residual(vector: Float64Array, rows: readonly Echelon[]): Float64Array {
  const rest = vector.slice();
  for (const { pivot, row } of rows) {
    const factor = rest[pivot] ?? 0;
    if (factor === 0) continue;
    for (let at = 0; at < rest.length; at++) {
      const value = row[at] ?? 0;
      if (value !== 0) rest[at] = ((rest[at] ?? 0) + PRIME - times(factor, value)) % PRIME;
    }
  }
  return rest;
}

const times = (a: number, b: number): number => (a * b) % PRIME;

function power(base: number, exponent: number): number {
  let [result, square, left] = [1, base, exponent];
  while (left > 0) {
    if (left % 2 === 1) result = times(result, square);
    square = times(square, square);
    left = Math.floor(left / 2);
  }
  return result;
}
