import type { Estimate } from "./estimate.ts";

type Limits = Pick<Estimate, "value" | "lower" | "upper">;

/** A value and its limits to so many decimals; null stays null. */
export function rounded({ value, lower, upper }: Limits, decimals: number): Limits {
  return {
    value: roundedOrNull(value, decimals),
    lower: roundedOrNull(lower, decimals),
    upper: roundedOrNull(upper, decimals),
  };
}

/** A number to so many decimals; null stays null. */
export const roundedOrNull = (x: number | null, decimals: number): number | null =>
  x === null ? null : roundHalfAway(x, decimals);

/** Rounds a limit away from the value, so that the interval shown holds the one worked out. */
export function roundOutwards(limit: number, decimals: number, to: (x: number) => number): number {
  const scale = 10 ** decimals;
  const nearest = Math.round(limit * scale);
  // A limit that is a multiple already may miss it by the last bit, as 0.29 × 100 does.
  return (Math.abs(nearest - limit * scale) < 1e-9 ? nearest : to(limit * scale)) / scale;
}

/** Rounds as people do: a half goes away from zero; never −0. */
function roundHalfAway(x: number, decimals: number): number {
  const scale = 10 ** decimals;
  const scaled = Math.abs(x) * scale;
  const nearest = Math.round(scaled + Number.EPSILON * scaled);
  return nearest === 0 ? 0 : (Math.sign(x) * nearest) / scale;
}
