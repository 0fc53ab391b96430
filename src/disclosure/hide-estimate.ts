import type { Cell } from "../measures/cell.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Policy } from "./policy.ts";
import { isFew, protectCount } from "./protect-count.ts";

/** Said of every withheld figure alike: a note that told the reasons apart would tell which numbers are small. */
export const WITHHELD_NOTE = "Not shown: too few people, or it would give such a number away.";

/** An estimate without its figures; the number of people only where there are too few for a value and it may be shown. */
export function hidden<T extends Cell & Estimate>(
  estimate: T,
  status: Estimate["status"],
  note: string,
  policy: Policy,
): T {
  const people = estimate.n ?? 0;
  const isTold = status === "too_few" && estimate.n !== null && !isFew(people, policy);
  const show = isTold ? protectCount(people, policy) : null;
  return {
    ...estimate,
    numerator: null,
    denominator: null,
    n: show,
    value: null,
    lower: null,
    upper: null,
    level: null,
    status: isFew(people, policy) ? "withheld" : status,
    note: isFew(people, policy) ? WITHHELD_NOTE : note,
  };
}
