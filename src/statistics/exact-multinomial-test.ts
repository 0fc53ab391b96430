import { compiled, lgam } from "cephes";

await compiled;

/** Outcomes whose chances differ by no more than rounding count as equally likely, as in R. */
const EQUALLY_LIKELY = 1 + 1e-7;
/** More outcomes than this are not listed. */
const MOST_OUTCOMES = 200_000;

/**
 * Exact multinomial p-value of counts against shares: the summed chance of every split of the same people over the
 * groups that is no likelier than the observed one; null where there are more than 200,000 splits.
 *
 * Groups with a share of 0 must have a count of 0. Throws a RangeError unless counts are whole from 0 and shares from 0
 * sum to 1. Source: Read and Cressie (1988), Goodness-of-Fit Statistics for Discrete Multivariate Data.
 */
export function exactMultinomialTest(counts: readonly number[], shares: readonly number[]): number | null {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const impossible = counts.some((count, index) => {
    const share = shares[index] ?? Number.NaN;
    return !(Number.isSafeInteger(count) && count >= 0 && share >= 0) || (share === 0 && count > 0);
  });
  if (impossible || counts.length !== shares.length || Math.abs(total - 1) > 1e-9) {
    throw new RangeError("Counts are whole numbers from 0, and shares from 0 sum to 1.");
  }
  const present = shares.flatMap((share, index) => (share > 0 ? [{ share, count: counts[index] ?? 0 }] : []));
  const n = counts.reduce((sum, count) => sum + count, 0);
  const splits = Math.exp(lgam(n + present.length) - lgam(n + 1) - lgam(present.length));
  if (splits > MOST_OUTCOMES) return null;

  const part = (count: number, share: number) => count * Math.log(share) - lgam(count + 1);
  const observed = present.reduce((sum, { count, share }) => sum + part(count, share), lgam(n + 1));
  const bound = Math.exp(observed) * EQUALLY_LIKELY;
  let sum = 0;
  const fill = (group: number, left: number, log: number) => {
    const share = present[group]?.share ?? 1;
    if (group === present.length - 1) {
      const chance = Math.exp(log + part(left, share));
      if (chance <= bound) sum += chance;
      return;
    }
    for (let count = 0; count <= left; count++) fill(group + 1, left - count, log + part(count, share));
  };
  fill(0, n, lgam(n + 1));
  return Math.min(1, sum);
}
