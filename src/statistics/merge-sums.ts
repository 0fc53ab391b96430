import { exactInteger } from "./exact-integer.ts";
import type { PairedSums } from "./paired-change.ts";

/**
 * Sufficient statistics of two groups that share nobody, taken together: every sum is added.
 * Both must have the same instrument and decimals. Throws a RangeError for a Number past 2^53.
 */
export function mergePairedSums(a: PairedSums, b: PairedSums): PairedSums {
  const add = (key: keyof PairedSums) => exactInteger(a[key]) + exactInteger(b[key]);
  return {
    n: add("n"),
    sumBefore: add("sumBefore"),
    sumAfter: add("sumAfter"),
    sumBefore2: add("sumBefore2"),
    sumAfter2: add("sumAfter2"),
    sumChange: add("sumChange"),
    sumChange2: add("sumChange2"),
  };
}
