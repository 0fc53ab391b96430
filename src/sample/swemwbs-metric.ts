/**
 * Metric score × 100 of a raw SWEMWBS sum from 7 to 35, in order, as published by the University of Warwick. It stands
 * here a second time, so that the truth about the sample does not rest on the table that the ingest reads.
 */
const metric = [
  700, 951, 1125, 1240, 1333, 1408, 1475, 1532, 1584, 1636, 1688, 1743, 1798, 1859, 1925, 1998, 2073, 2154,
  2235, 2321, 2411, 2503, 2602, 2703, 2813, 2931, 3070, 3255, 3500,
] as const;

/** Metric score × 100 of seven answers from 1 to 5. @throws RangeError where the sum is not 7 to 35. */
export function swemwbsMetric(items: readonly number[]): number {
  const raw = items.reduce((sum, one) => sum + one, 0);
  const score = metric[raw - 7];
  if (score === undefined) throw new RangeError("A raw sum of SWEMWBS lies from 7 to 35.");
  return score;
}
