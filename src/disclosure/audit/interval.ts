/** What a number may be, both ends included; `upper` Infinity: no limit is known. Empty where `lower` is above `upper`. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Any count of people. */
export const anyCount: Interval = { lower: 0, upper: Number.POSITIVE_INFINITY };

/** How far from the least to the most; one less than the whole numbers within. */
export const widthOf = ({ lower, upper }: Interval): number => upper - lower;

/** The whole numbers within, so a bound that a solver gives a hair too wide or too narrow is itself allowed. */
export const inward = ({ lower, upper }: Interval): Interval => ({
  lower: Math.ceil(lower - 1e-6),
  upper: Math.floor(upper + 1e-6),
});

/** What two counts add up to. */
export const plus = (a: Interval, b: Interval): Interval => ({
  lower: a.lower + b.lower,
  upper: a.upper + b.upper,
});
