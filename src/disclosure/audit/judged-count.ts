import type { Target } from "./audit-model.ts";
import { type AuditRules, type Verdict, verdictOf } from "./audit-rules.ts";
import type { Sought } from "./component-solver.ts";
import { type Interval, plus } from "./interval.ts";

/** A count to be judged, as the sum of its parts in independent components. */
export interface Judged {
  readonly target: Target;
  readonly parts: readonly { readonly component: number; readonly sought: Sought }[];
}

const total = (parts: Judged["parts"], of: (sought: Sought) => Interval): Interval =>
  parts.reduce((sum, { sought }) => plus(sum, of(sought)), { lower: 0, upper: 0 });

/** What is surely not exceeded. */
export const outerOf = ({ parts }: Judged): Interval => total(parts, ({ outer }) => outer);

/** What is surely possible; undefined where nothing is known of some part. */
export const innerOf = ({ parts }: Judged): Interval | undefined =>
  parts.every(({ sought }) => sought.inner !== undefined)
    ? total(parts, ({ inner, outer }) => inner ?? outer)
    : undefined;

/** Whether both are known and alike. */
export const same = (a: Interval, b: Interval | undefined): boolean =>
  b !== undefined && a.lower === b.lower && a.upper === b.upper;

/** The verdict on a range of the count. */
export const judge = ({ target: { kind, prior } }: Judged, interval: Interval, rules: AuditRules): Verdict =>
  verdictOf(kind, interval, prior, rules);

/** Whether it is known that the count leaks, or that it does not. A wider range is as safe, a narrower one leaks as well. */
export function isDecided(one: Judged, rules: AuditRules, every: boolean): boolean {
  const outer = outerOf(one);
  const inner = innerOf(one);
  if (same(outer, inner)) return true;
  if (every) return false;
  return judge(one, outer, rules) !== "safe" || (inner !== undefined && judge(one, inner, rules) === "safe");
}

/** The bounds in any numbers; undefined where some part was not solved for. */
export function relaxedOf({ parts }: Judged): Interval | undefined {
  let sum: Interval = { lower: 0, upper: 0 };
  for (const { sought } of parts) {
    const { lower, upper } = sought.relaxed;
    if (lower === undefined || upper === undefined) return undefined;
    sum = plus(sum, { lower, upper });
  }
  return parts.length === 0 ? undefined : sum;
}
