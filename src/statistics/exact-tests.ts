import { compiled, lgam } from "cephes";
import { binomial } from "./discrete-distributions.ts";
import { checkShare } from "./share-counts.ts";

await compiled;

/** Outcomes whose chances differ by no more than rounding count as equally likely, as in R. */
const EQUALLY_LIKELY = 1 + 1e-7;

/**
 * Exact two-sided p-value of `numerator` of `denominator` against a chance of 0–1: the summed chance of every
 * count that is no likelier than the observed one.
 *
 * Counts are whole numbers with 0 ≤ numerator ≤ denominator; throws a RangeError otherwise.
 * Source: Clopper and Pearson (1934), Biometrika 26:404–413; ordering by chance as in R's `binom.test`.
 */
export function exactBinomialTest(numerator: number, denominator: number, chance: number): number {
  checkShare(numerator, denominator);
  const { at } = binomial(denominator, chance);
  return summedBelow(at, numerator, 0, denominator);
}

/**
 * Fisher's exact two-sided p-value for `a` of `n` against `b` of `m`: the summed chance, with all totals fixed, of
 * every table that is no likelier than the observed one.
 *
 * Counts are whole numbers with 0 ≤ a ≤ n and 0 ≤ b ≤ m; throws a RangeError otherwise. Two empty groups give 1.
 * Source: Fisher (1935), Journal of the Royal Statistical Society 98:39–82; ordering as in R's `fisher.test`.
 */
export function fisherTest(a: number, n: number, b: number, m: number): number {
  checkShare(a, n);
  checkShare(b, m);
  const both = a + b;
  const choose = (of: number, some: number) => lgam(of + 1) - lgam(some + 1) - lgam(of - some + 1);
  const all = choose(n + m, both);
  const at = (count: number) => Math.exp(choose(n, count) + choose(m, both - count) - all);
  return summedBelow(at, a, Math.max(0, both - m), Math.min(n, both));
}

function summedBelow(at: (count: number) => number, observed: number, from: number, to: number): number {
  const bound = at(observed) * EQUALLY_LIKELY;
  let sum = 0;
  for (let count = from; count <= to; count++) {
    const chance = at(count);
    if (chance <= bound) sum += chance;
  }
  return Math.min(1, sum);
}
