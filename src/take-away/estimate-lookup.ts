import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";

/** A place in the lattice of figures; whole programme, whole time and everybody where nothing else is said. */
export interface At {
  readonly measure: string;
  readonly instrument?: string;
  readonly area_type?: string;
  readonly area?: string;
  readonly period_type?: string;
  readonly period?: string;
  readonly breakdown?: string;
  readonly category?: string;
}

/** Finds released figures by where they stand. */
export type Lookup = (at: At) => ReleasedEstimate | undefined;

/** An index of the estimates of a release; of a measure made in two ways at one place the first, in their fixed order. */
export function estimateLookup(estimates: readonly ReleasedEstimate[]): Lookup {
  const index = new Map<string, ReleasedEstimate>();
  for (const row of estimates) {
    const key = keyOf(row);
    if (!index.has(key)) index.set(key, row);
  }
  return (at) => index.get(keyOf(at));
}

function keyOf({
  measure,
  instrument = "",
  area_type = "programme",
  area = "programme",
  period_type = "all",
  period = "all",
  breakdown = "none",
  category = "all",
}: At): string {
  return [measure, instrument, area_type, area, period_type, period, breakdown, category].join("|");
}
