/** The figures of an estimate that has none. */
export const blankEstimate = {
  numerator: null,
  denominator: null,
  n: null,
  value: null,
  lower: null,
  upper: null,
  level: null,
} as const;
