import { normalCritical } from "./normal.ts";
import { sdOfChange } from "./regression-to-the-mean.ts";

/** How precisely an instrument measures a person, from a named outside study. */
export interface Reliability {
  /** Standard deviation of the scores, in points. */
  readonly sd: number;
  /** Share of the variance that is not measurement error, 0 to below 1: Cronbach's alpha, or two scores a few days apart. */
  readonly r: number;
  readonly source: string;
}

/** The change of one person that measurement error alone does not explain, in points; or why there is none. */
export type ReliableChange =
  | { readonly standardError: number; readonly threshold: number; readonly reason: null }
  | { readonly standardError: null; readonly threshold: null; readonly reason: "no_reference" };

/**
 * Reliable change: z · SD · √(2(1 − r)), with z = 1.96 at 95 %; a person who changes by as much or more has changed by more
 * than measurement error.
 *
 * It holds for one person at a time. It is neither the smallest change that matters to people nor a test of a group: with
 * no change at all about 1 person in 20 passes it, and regression to the mean is not in it. The reference is never taken
 * from the pairs it is to judge; where there is none the reason is `no_reference`. Where a study prints the threshold
 * itself, as for the PAM (7.2 points), take that. Throws a RangeError unless SD is above 0, 0 ≤ r < 1, with a source, and
 * 0 < level < 1.
 * Source: Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology 59:12–19.
 */
export function reliableChange(reference: Reliability | null | undefined, level = 0.95): ReliableChange {
  if (reference === null || reference === undefined) {
    return { standardError: null, threshold: null, reason: "no_reference" };
  }
  const { sd, r, source } = reference;
  if (!(sd > 0 && Number.isFinite(sd) && r >= 0 && r < 1) || source.trim() === "") {
    throw new RangeError(`An SD of ${sd} and a reliability of ${r} need a source, and 0 ≤ r < 1.`);
  }
  const standardError = sdOfChange(sd, r);
  return { standardError, threshold: normalCritical(level) * standardError, reason: null };
}
