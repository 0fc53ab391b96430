/** p-values of several tests; null for a test that could not be done. */
export type PValues = readonly (number | null)[];

/**
 * Holm's adjusted p-values, in the order given: with p₍₁₎ ≤ … ≤ p₍ₘ₎, max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎).
 *
 * Rejecting those at or below 0.05 keeps the chance of any false rejection at 5 % whatever the dependence. Nulls keep
 * their place and do not count in m. Throws a RangeError for a p outside 0–1.
 * Source: Holm (1979), Scandinavian Journal of Statistics 6:65–70.
 */
export function holmAdjusted(pValues: PValues): PValues {
  const rising = ranked(pValues);
  const adjusted = [...pValues];
  let highest = 0;
  for (const [before, { p, index }] of rising.entries()) {
    highest = Math.max(highest, Math.min(1, (rising.length - before) * p));
    adjusted[index] = highest;
  }
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjusted p-values, in the order given: min over j ≥ i of min(1, m p₍ⱼ₎ / j).
 *
 * Rejecting those at or below 0.05 keeps the expected share of false rejections among all rejections at 5 % for
 * independent or positively dependent tests. Nulls keep their place and do not count in m. Throws a RangeError for a p
 * outside 0–1.
 * Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289–300.
 */
export function benjaminiHochbergAdjusted(pValues: PValues): PValues {
  const rising = ranked(pValues);
  const adjusted = [...pValues];
  let lowest = 1;
  for (const [before, { p, index }] of [...rising.entries()].reverse()) {
    lowest = Math.min(lowest, (rising.length * p) / (before + 1));
    adjusted[index] = lowest;
  }
  return adjusted;
}

function ranked(pValues: PValues): readonly { readonly p: number; readonly index: number }[] {
  return pValues
    .flatMap((p, index) => (p === null ? [] : [{ p, index }]))
    .map((one) => {
      if (!(one.p >= 0 && one.p <= 1)) throw new RangeError(`A p-value lies between 0 and 1, not ${one.p}.`);
      return one;
    })
    .sort((a, b) => a.p - b.p);
}
