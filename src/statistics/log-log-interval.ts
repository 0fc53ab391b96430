import { normalCritical } from "./normal.ts";

/**
 * Limits of a share on the complementary log-log scale: p^exp(± z · se / (p log p)), which stay between 0 and 1.
 *
 * `share` is 0–1 and `standardError` its own, from 0; null without a standard error, and at a share of 0 or 1, where
 * the scale ends. Throws a RangeError for another share, standard error or level.
 * Source: Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data; R package
 * survival, `conf.type = "log-log"`.
 */
export function logLogInterval(
  share: number,
  standardError: number | null,
  level: number,
): { readonly lower: number | null; readonly upper: number | null } {
  const z = normalCritical(level);
  if (!(share >= 0 && share <= 1) || !((standardError ?? 0) >= 0)) {
    throw new RangeError(`${share} with a standard error of ${standardError} is not a share.`);
  }
  if (standardError === null || share === 0 || share === 1) return { lower: null, upper: null };
  const log = Math.log(share);
  const shift = (z * standardError) / (share * -log);
  return { lower: Math.exp(log * Math.exp(shift)), upper: Math.exp(log * Math.exp(-shift)) };
}
