/**
 * The lag up to which residuals are taken to hang together, from the number of points: ⌊4 (n/100)^(2/9)⌋ (`newey_west`, the
 * default) or ⌊¾ n^(1/3)⌋ (`stock_watson`).
 *
 * Throws a RangeError for `n` below 1. Sources: Newey and West (1994), Review of Economic Studies 61:631–653; Stock and
 * Watson, Introduction to Econometrics.
 */
export function automaticLag(n: number, rule: "newey_west" | "stock_watson" = "newey_west"): number {
  if (!(n >= 1)) throw new RangeError(`A series of ${n} points has no lag.`);
  return Math.floor(rule === "newey_west" ? 4 * (n / 100) ** (2 / 9) : 0.75 * Math.cbrt(n));
}

/**
 * Newey and West's sum of cross-products of the scores zₜeₜ over neighbouring periods, weighted by Bartlett's 1 − l/(L + 1):
 * the middle of the sandwich. No prewhitening.
 *
 * `scores` has a row for each period in order of time; null where the period has no value, which then takes no part while
 * lags go on counting periods. `lag` is a whole number from 0 (White's HC0). Throws a RangeError for another lag.
 * Sources: Newey and West (1987), Econometrica 55:703–708; Datta and Du (2012), Federal Reserve International Finance
 * Discussion Paper 1060 (missing periods).
 */
export function neweyWest(
  scores: readonly (readonly number[] | null)[],
  lag: number,
): readonly (readonly number[])[] {
  if (!Number.isInteger(lag) || lag < 0) throw new RangeError(`A lag is a whole number from 0, not ${lag}.`);
  const width = scores.find((row) => row !== null)?.length ?? 0;
  const sums = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  scores.forEach((now, period) => {
    for (let back = 0; back <= lag && now !== null; back++) {
      const then = scores[period - back];
      if (then === undefined || then === null) continue;
      const weight = (1 - back / (lag + 1)) * (back === 0 ? 0.5 : 1);
      sums.forEach((row, i) => {
        for (let j = 0; j < width; j++) {
          row[j] = (row[j] ?? 0) + weight * ((now[i] ?? 0) * (then[j] ?? 0) + (then[i] ?? 0) * (now[j] ?? 0));
        }
      });
    }
  });
  return sums;
}
