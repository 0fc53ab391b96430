import { exactInteger, exactRatio, type WholeNumber } from "./exact-integer.ts";
import { studentCritical } from "./student-t.ts";

/** What a query returns for a share of a total over clusters, such as workers: sums over clusters of whole numbers. */
export interface SumsOfPairs {
  /** Clusters with a total above 0. */
  readonly n: WholeNumber;
  /** Σa, the part. */
  readonly part: WholeNumber;
  /** Σt, the total. */
  readonly total: WholeNumber;
  readonly partSquared: WholeNumber;
  readonly partTimesTotal: WholeNumber;
  readonly totalSquared: WholeNumber;
}

/** A ratio with its t interval; null where a part is not defined. */
export interface RatioOfSums {
  readonly n: number;
  readonly ratio: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Null where the interval is defined. */
  readonly reason: "nobody" | "one_cluster" | "all_equal" | null;
}

/**
 * Ratio of two sums over clusters, R = Σa ÷ Σt, with the linearised variance n / (n − 1) · Σ(a − R t)² / (Σt)² and
 * Student's t on n − 1 degrees of freedom.
 *
 * The clusters, not the minutes or contacts in them, are what varies independently. Sums are whole numbers, the sum of
 * squares about the ratio is formed without cancellation; clusters without a total belong in none of the sums. Nobody
 * gives nulls; with one cluster, or where the ratio is the same in all, there is no interval and `reason` says why.
 * With few clusters of very different size the interval is too short. No correction for a finite population.
 * Throws a RangeError where the sums cannot belong together, or unless 0 < level < 1.
 * Source: Cochran (1977), Sampling Techniques, 3rd edition, sections 2.11 and 6.4.
 */
export function ratioOfSums(sums: SumsOfPairs, level = 0.95): RatioOfSums {
  const n = exactInteger(sums.n);
  const part = exactInteger(sums.part);
  const total = exactInteger(sums.total);
  // Σ(a − R t)² · T², with R = A / T.
  const about =
    total * total * exactInteger(sums.partSquared) -
    2n * part * total * exactInteger(sums.partTimesTotal) +
    part * part * exactInteger(sums.totalSquared);
  if (n < 0n || total < 0n || about < 0n || (n === 0n) !== (total === 0n) || (n === 1n && about !== 0n)) {
    throw new RangeError(`Sums over ${n} clusters with a total of ${total} cannot belong together.`);
  }
  const nothing = { standardError: null, lower: null, upper: null, level };
  if (n === 0n) return { n: 0, ratio: null, ...nothing, reason: "nobody" };
  const ratio = exactRatio(part, total);
  const count = Number(n);
  if (n === 1n) return { n: 1, ratio, ...nothing, reason: "one_cluster" };
  if (about === 0n) return { n: count, ratio, ...nothing, reason: "all_equal" };
  const standardError = Math.sqrt(exactRatio(n * about, (n - 1n) * total ** 4n));
  const half = studentCritical(count - 1, level) * standardError;
  return { n: count, ratio, standardError, lower: ratio - half, upper: ratio + half, level, reason: null };
}
