import { compiled, ndtr, ndtri } from "cephes";
import { upperTail } from "./upper-tail.ts";

// The library is WebAssembly: waiting here once spares every caller an `await`.
await compiled;

/** Φ(z): the share of a standard normal distribution below `z`; infinities allowed. */
export function normalBelow(z: number): number {
  if (z === Number.POSITIVE_INFINITY) return 1;
  if (z === Number.NEGATIVE_INFINITY) return 0;
  return ndtr(z);
}

/** φ(z): density of the standard normal distribution; 0 at infinity. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The z that leaves (1 − level) / 2 in each tail of the normal distribution: 1.959964 for level 0.95.
 *
 * Throws a RangeError unless 0 < level < 1. Source: Moshier, Cephes Mathematical Library, `ndtri`.
 */
export function normalCritical(level: number): number {
  return -ndtri(upperTail(level));
}
