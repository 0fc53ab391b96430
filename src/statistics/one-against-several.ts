import { studentCritical, studentTwoSided } from "./student-t.ts";

/** One place's change against those of several others; null where a part is not defined. */
export interface OneAgainstSeveral {
  readonly others: number;
  /** The one's change minus the others' mean, each place counted once. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly reason: "nobody" | "one_other" | "all_equal" | null;
}

/**
 * How much more one place changed than several others, with the t interval that their own spread gives:
 * s √(1 + 1/k) on k − 1 degrees of freedom, s the standard deviation of the k others' changes.
 *
 * It supposes that changes of places are roughly normal, and that the one place varies by chance as the others do: for a
 * smaller one, which varies more, `extraVariance` is by how much, and is added to the squared standard error. Few others make it wide, never too short for that alone. No other gives nothing, one other or
 * others all alike no interval; `reason` says which. Throws a RangeError for a change that is not finite, or unless
 * 0 < level < 1.
 * Sources: Donald and Lang (2007), Review of Economics and Statistics 89:221–233; Crawford and Howell (1998), The Clinical
 * Neuropsychologist 12:482–486 (the same for one person).
 */
export function oneAgainstSeveral(
  one: number,
  others: readonly number[],
  { level = 0.95, extraVariance = 0 }: { readonly level?: number; readonly extraVariance?: number } = {},
): OneAgainstSeveral {
  if (!(extraVariance >= 0 && Number.isFinite(extraVariance))) {
    throw new RangeError(`A variance is a finite number from 0, not ${extraVariance}.`);
  }
  for (const change of [one, ...others]) {
    if (!Number.isFinite(change))
      throw new RangeError(`A change of a place is a finite number, not ${change}.`);
  }
  const k = others.length;
  const nothing = { standardError: null, degreesOfFreedom: null, p: null, lower: null, upper: null, level };
  if (k === 0) return { others: k, estimate: null, ...nothing, reason: "nobody" };
  const centre = others.reduce((sum, change) => sum + change, 0) / k;
  const estimate = one - centre;
  if (k === 1) return { others: k, estimate, ...nothing, reason: "one_other" };
  const squares = others.reduce((sum, change) => sum + (change - centre) ** 2, 0);
  const spread = Math.sqrt((squares / (k - 1)) * (1 + 1 / k));
  // What binary fractions leave of equal changes is no spread.
  const most = Math.max(...others.map((change) => Math.abs(change)));
  if (spread <= 1e-12 * most || spread === 0) {
    return { others: k, estimate, ...nothing, reason: "all_equal" };
  }
  const standardError = Math.sqrt(spread ** 2 + extraVariance);
  const half = studentCritical(k - 1, level) * standardError;
  return {
    others: k,
    estimate,
    standardError,
    degreesOfFreedom: k - 1,
    p: studentTwoSided(estimate / standardError, k - 1),
    lower: estimate - half,
    upper: estimate + half,
    level,
    reason: null,
  };
}
