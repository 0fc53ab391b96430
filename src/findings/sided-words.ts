import type { MeasureWords } from "./measure-words.ts";

/** A difference with its limits. */
export interface Sided {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * How a difference lies, with the sides in words in place of signs: `is 12 percentage points higher here than there (95% interval 1 to
 * 22 higher)`, `is not clearly different here (5 percentage points lower; 95% interval from 13 lower to 4 higher)`.
 */
export function sidedWords(
  { estimate, lower, upper }: Sided,
  words: MeasureWords,
  than: string,
  unclearThan = "",
): { readonly isClear: boolean; readonly words: string } {
  const size = (value: number) => words.size(Math.abs(value), null);
  const side = estimate === 0 ? "no different" : `${size(estimate)} ${estimate > 0 ? "higher" : "lower"}`;
  const interval = `95% interval ${sidedLimits(lower, upper, words)}`;
  return isApart({ lower, upper })
    ? { isClear: true, words: `is ${side} here${than} (${interval})` }
    : { isClear: false, words: `is not clearly different here${unclearThan} (${side}; ${interval})` };
}

/** `1 to 22 higher`, `20 to 75 lower`, `from 13 lower to 4 higher`, `from 0 to 4 higher`. */
export function sidedLimits(
  lower: number,
  upper: number,
  words: MeasureWords,
  [less, more]: readonly [string, string] = ["lower", "higher"],
  of: number | null = null,
): string {
  const range = (from: number, to: number) => words.sizes({ lower: from, upper: to, level: null }, of);
  if (lower >= 0) return `${lower === 0 ? "from " : ""}${range(lower, upper)} ${more}`;
  if (upper <= 0) return `${upper === 0 ? "from " : ""}${range(Math.abs(upper), -lower)} ${less}`;
  const one = (value: number) => range(value, value).split(" to ").at(-1) ?? "";
  return `from ${one(-lower)} ${less} to ${one(upper)} ${more}`;
}

/** Whether an interval leaves out 0. */
export const isApart = ({
  lower,
  upper,
}: {
  readonly lower: number | null;
  readonly upper: number | null;
}): boolean => lower !== null && upper !== null && (lower > 0 || upper < 0);
