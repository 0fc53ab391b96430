/**
 * How far people moved, worst first: against the meaningful change m of their instrument, where a gain is a change for
 * the better. `improved` and `worse` tell which of the three shares a band belongs to; the others changed by less.
 */
export const CHANGE_BANDS = [
  { id: "much_worse", of: "worse" },
  { id: "worse", of: "worse" },
  { id: "slightly_worse", of: "same" },
  { id: "no_change", of: "same" },
  { id: "slightly_better", of: "same" },
  { id: "better", of: "improved" },
  { id: "much_better", of: "improved" },
] as const;

/**
 * SQL for the band of a scaled `gain`; null where the gain is. `threshold` and `double` are m and 2m as scaled whole
 * numbers, rounded up: a band that begins at m begins with the people who count as improved.
 */
export const changeBandSql = (gain: string, threshold: string, double: string): string =>
  `CASE WHEN ${gain} IS NULL THEN NULL WHEN ${gain} <= -${double} THEN 'much_worse' WHEN ${gain} <= -${threshold} THEN 'worse'
    WHEN ${gain} < 0 THEN 'slightly_worse' WHEN ${gain} = 0 THEN 'no_change' WHEN ${gain} < ${threshold} THEN 'slightly_better'
    WHEN ${gain} < ${double} THEN 'better' ELSE 'much_better' END`;
