/**
 * The scores a person of the sample can have: forty values from 0.0 to 100.0 with one decimal, close together in the
 * middle and far apart at the ends, as on a scale made by a Rasch model. It is invented. The real table from raw score
 * to scale is licensed, and neither it nor any part of it is used here. Scores are scaled integers: 553 is 55.3.
 */
export const attainableScores: readonly number[] = Array.from({ length: 40 }, (_, k) => {
  if (k === 0) return 0;
  if (k === 39) return 1000;
  return Math.round(Math.min(970, Math.max(30, 503 + 146 * Math.log((k + 0.6) / (39.6 - k)))));
});

/** The attainable score nearest to a point on the scale, given in points; below 0 and above 100 it is the end. */
export function nearestScore(points: number): number {
  let best = 0;
  for (const score of attainableScores) {
    if (Math.abs(score - points * 10) < Math.abs(best - points * 10)) best = score;
  }
  return best;
}
