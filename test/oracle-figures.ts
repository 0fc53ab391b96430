import { expect } from "vitest";

/** Expects a figure to be the one worked out elsewhere, within 1e-9 of it or `absolute`; null for null. */
export function expectClose(
  actual: number | null | undefined,
  wanted: number | null | undefined,
  absolute = 0,
  relative = 1e-9,
): void {
  if (wanted === null || wanted === undefined || actual === null || actual === undefined) {
    expect(actual ?? null).toBe(wanted ?? null);
    return;
  }
  const slack = Math.max(absolute, relative * Math.abs(wanted), 1e-14);
  expect(Math.abs(actual - wanted), `${actual} for ${wanted}`).toBeLessThanOrEqual(slack);
}

/** Expects limits to be the two worked out elsewhere. */
export function expectLimits(
  actual: { readonly lower: number | null; readonly upper: number | null },
  wanted: readonly (number | null)[],
  relative = 1e-9,
): void {
  expect(wanted).toHaveLength(2);
  expectClose(actual.lower, wanted[0], 0, relative);
  expectClose(actual.upper, wanted[1], 0, relative);
}
