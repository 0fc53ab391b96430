import { exactInteger, type WholeNumber } from "./exact-integer.ts";

/** Sums of changes as scaled integers, formed person by person. */
export interface ChangeSums {
  readonly n: WholeNumber;
  readonly sum: WholeNumber;
  readonly sumOfSquares: WholeNumber;
  readonly sumOfCubes: WholeNumber;
}

/** From this skewness on, in either direction, changes count as lopsided … */
export const LOPSIDED_FROM = 1;
/** … where fewer people than this have both scores. */
export const ENOUGH_WHEN_LOPSIDED = 200;

/** Stands as the note of such an estimate. */
export const LOPSIDED_NOTE =
  "Changes are lopsided and people few: the interval may miss more often than its level says. The typical change stands beside it.";

/**
 * Skewness of changes: g₁ = m₃ ÷ m₂^1.5 with the central moments m₂, m₃ over n, exact up to the last division.
 * Null for nobody, or where all changes are equal. Without a unit; people with one score are in no sum.
 * Source: Joanes and Gill (1998), The Statistician 47:183–189.
 */
export function skewness({ n, sum, sumOfSquares, sumOfCubes }: ChangeSums): number | null {
  const [people, s1, s2, s3] = [n, sum, sumOfSquares, sumOfCubes].map(exactInteger) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  if (people <= 0n) return null;
  const second = people * s2 - s1 * s1;
  if (second <= 0n) return null;
  const third = people * people * s3 - 3n * people * s1 * s2 + 2n * s1 * s1 * s1;
  return Number(third) / Number(second) ** 1.5;
}

/**
 * Whether the t interval of a mean change is to be flagged: changes so lopsided, and people so few, that it misses the
 * true mean more often than its level says. In the project's calibration with a skewness of 2 a 95% interval of 20
 * people covered 91% and one of 50 people 93%; near-symmetric changes kept 94 to 96% from 20 people on.
 */
export function isLopsided(sums: ChangeSums): boolean {
  const g = skewness(sums);
  return g !== null && Math.abs(g) >= LOPSIDED_FROM && Number(sums.n) < ENOUGH_WHEN_LOPSIDED;
}
