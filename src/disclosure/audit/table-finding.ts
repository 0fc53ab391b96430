import type { Verdict } from "./audit-rules.ts";
import type { Interval } from "./interval.ts";

/** In how many whole numbers a withheld count must be possible. */
export interface FeasibleIntegers {
  readonly primary: number;
  readonly complementary: number;
}

/** What a reader can prove of a withheld cell. */
export interface TableFinding {
  /** By index. */
  readonly cell: number;
  /** For a leak, all that is possible lies within; for a safe one, both ends are surely possible. */
  readonly interval: Interval;
  /** `undecided`: neither proved nor ruled out within bounded work; to be treated as a leak. */
  readonly verdict: Exclude<Verdict, "small"> | "undecided";
  /** For a leak, the cells that combine to it, by index, nearest first; empty: the known totals alone. */
  readonly because: readonly number[];
  readonly by: "closedForm" | "walk" | "solver";
}
