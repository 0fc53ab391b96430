import { expect } from "vitest";

/** A figure worked out in R must be ours to `relative`, and a null there a null here. */
export function expectClose(
  actual: number | null | undefined,
  wanted: number | null | undefined,
  relative: number,
): void {
  if (wanted === null || wanted === undefined || actual === null || actual === undefined) {
    expect(actual ?? null).toBe(wanted ?? null);
    return;
  }
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(Math.max(relative * Math.abs(wanted), 1e-14));
}

/** JSON has no tuples: pairs of value and people as they are stored in a fixture. */
export function histogramOf(pairs: readonly (readonly number[])[]): readonly (readonly [number, number])[] {
  return pairs.map(([value, people]) => [value ?? Number.NaN, people ?? Number.NaN] as const);
}

/** Sums of a histogram, each value times its people. */
export function sumsOf(pairs: readonly (readonly [number, number])[]) {
  const total = (of: (value: number) => number) =>
    pairs.reduce((sum, [value, people]) => sum + people * of(value), 0);
  return { n: total(() => 1), sum: total((value) => value), sumOfSquares: total((value) => value * value) };
}
