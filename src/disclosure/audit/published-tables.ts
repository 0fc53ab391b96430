import type { Interval } from "./interval.ts";

/** A way in which people are told apart: the finest codes, each person in one, and codes that stand for several. */
export interface Dimension {
  readonly leaves: readonly string[];
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

/** Which people: a code by dimension; a dimension that is not named stands for all of it. */
export type Codes = Readonly<Record<string, string>>;

/** How a count was rounded: to the nearest multiple of `base`, halves up, or to the middle of each run of `base`. */
export interface Rounding {
  readonly base: number;
  readonly mode: "nearest" | "midpoint";
}

/** A count of people that is shown, exact unless rounded. */
export interface ShownCount {
  readonly kind: "count";
  readonly at: Codes;
  readonly value: number;
  readonly rounding?: Rounding;
}

/**
 * A count of people that is not shown: `primary` for its own sake, `complementary` to keep another from being worked
 * out. `prior` is what its symbol tells everybody, such as 1 to 7; absent, what the rules say of the symbol.
 */
export interface WithheldCount {
  readonly kind: "withheld";
  readonly at: Codes;
  readonly role: "primary" | "complementary";
  readonly prior?: Interval;
}

/** A percentage, 0 to 100, to so many decimals, of the people at `of` who are at `at`. */
export interface ShownPercentage {
  readonly kind: "percentage";
  readonly at: Codes;
  readonly of: Codes;
  readonly value: number;
  readonly decimals: number;
}

/** A total or a difference of counts: the sum of whole `times` the people at each `at`, and what is known of it. */
export interface ShownCombination {
  readonly kind: "combination";
  readonly terms: readonly { readonly at: Codes; readonly times: number }[];
  readonly range: Interval;
}

export type Figure = ShownCount | WithheldCount | ShownPercentage | ShownCombination;

/** Figures that are published together under one name. */
export interface AuditTable {
  readonly id: string;
  readonly figures: readonly Figure[];
}

/** All that is published of one group of people, and what somebody may know besides. */
export interface AuditInput {
  readonly dimensions: Readonly<Record<string, Dimension>>;
  readonly tables: readonly AuditTable[];
  /** What an insider or the public knows already. */
  readonly knowledge?: readonly Figure[];
  /**
   * Dimensions that figures combine, where they never combine all: each list holds the dimensions that all share,
   * such as area and period, and one family of its own. Absent: every dimension is crossed with every other.
   */
  readonly crossings?: readonly (readonly string[])[];
}
