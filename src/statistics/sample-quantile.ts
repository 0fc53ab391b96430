/**
 * Sample quantile by linear interpolation between order statistics, at position 1 + (n − 1) · `share` (R's type 7).
 *
 * `share` is 0–1; null of no values. Throws a RangeError for another share.
 * Source: Hyndman and Fan (1996), The American Statistician 50:361–365, definition 7.
 */
export function sampleQuantile(values: readonly number[], share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A share lies between 0 and 1, not ${share}.`);
  const sorted = values.toSorted((one, other) => one - other);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (position - Math.floor(position)) * (above - below);
}
