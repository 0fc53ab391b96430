import type { Cell } from "../measures/cell.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Policy } from "./policy.ts";
import { isSmall, protectCount } from "./protect-count.ts";

/** Said of a figure that rests on too few. */
export const WITHHELD_NOTE = "Withheld: it would tell of fewer people than may be shown.";

/** Said of a figure that is safe by itself and would give another one away. */
export const SIBLING_NOTE = "Withheld so that another figure cannot be worked out.";

/** An estimate without its figures; the number of people only where there are too few for a value and it may be shown. */
export function hidden<T extends Cell & Estimate>(
  estimate: T,
  status: Estimate["status"],
  note: string,
  policy: Policy,
): T {
  const people = estimate.n ?? 0;
  const show = status === "too_few" && !isSmall(people, policy) ? protectCount(people, policy) : null;
  return {
    ...estimate,
    numerator: null,
    denominator: null,
    n: show,
    value: null,
    lower: null,
    upper: null,
    level: null,
    status: isSmall(people, policy) ? "withheld" : status,
    note: isSmall(people, policy) ? WITHHELD_NOTE : note,
  };
}
