import { newcombeDifference } from "../statistics/newcombe-difference.ts";
import type { MeasureWords } from "./measure-words.ts";
import { decidingInterval, levelWords } from "./number-words.ts";
import {
  type Interval,
  type PrintableFigure,
  printableFigure,
  type ReleasedEstimate,
} from "./released-estimate.ts";
import { listWords } from "./sentence.ts";
import { sidedLimits } from "./sided-words.ts";

/** A measure before, during and after a pilot, at one place. */
export interface WindowEstimates {
  readonly before: ReleasedEstimate | undefined;
  readonly during: ReleasedEstimate | undefined;
  readonly after: ReleasedEstimate | undefined;
}

/** The later of two figures to compare, and how it is called: after the pilot, or during it where nothing is shown after. */
export interface LaterFigure {
  readonly figure: PrintableFigure;
  readonly when: "after" | "during";
}

/** The figure after the pilot, or that during it; null where neither is shown. */
export function laterFigure(windows: WindowEstimates): LaterFigure | null {
  for (const when of ["after", "during"] as const) {
    const figure = printableFigure(windows[when]);
    if (figure !== null) return { figure, when };
  }
  return null;
}

/** `38% (95% interval 36% to 41%) before, 40% (…) during and 44% (…) after`; windows without a figure are left out. */
export function windowWords(windows: WindowEstimates, words: MeasureWords): string {
  return listWords(
    (["before", "during", "after"] as const).flatMap((when) => {
      const figure = printableFigure(windows[when]);
      return figure === null ? [] : [`${figureWords(figure, words)} ${when}`];
    }),
  );
}

/** `44% (95% interval 42% to 47%)`. */
export function figureWords({ value, interval, denominator }: PrintableFigure, words: MeasureWords): string {
  const limits = interval === null ? "" : ` (${levelWords(interval)} ${words.limits(interval, denominator)})`;
  return `${words.value(value, denominator)}${limits}`;
}

/** Which way a figure moved, as far as the interval of the difference allows; `unclear` where it holds 0. */
export type Direction = "higher" | "lower" | "unclear";

/** The direction that {@link differenceWords} tells; null where the difference has no interval. */
export function changeDirection(
  earlier: PrintableFigure,
  later: PrintableFigure,
  words: MeasureWords,
): Direction | null {
  const limits = decidingLimits(earlier, later, words);
  if (limits === null) return null;
  if (limits.lower > 0) return "higher";
  return limits.upper < 0 ? "lower" : "unclear";
}

/** The limits that decide on the direction: those of the difference as released or as printed, whichever is wider; null without. */
export function decidingLimits(
  earlier: PrintableFigure,
  later: PrintableFigure,
  words: MeasureWords,
): Interval | null {
  const interval = differenceInterval(earlier, later);
  const of = smaller(earlier.denominator, later.denominator);
  return interval === null ? null : decidingInterval(interval, words.decimals(of));
}

/**
 * What an interval of the difference of two windows allows to be said, as a noun phrase: `a rise of 6 percentage points
 * (95% interval 2 to 10)`, `a fall of …`, or `no clear change (…)`. The windows hold different referrals and count as
 * independent ({@link newcombeDifference}); the interval decides as released or as printed, whichever is wider.
 */
export function differenceWords(
  earlier: PrintableFigure,
  later: PrintableFigure,
  words: MeasureWords,
): string {
  const of = smaller(earlier.denominator, later.denominator);
  const difference = later.value - earlier.value;
  const interval = differenceInterval(earlier, later);
  if (interval === null) return `a difference of ${words.size(difference, of)}, with no interval`;
  const direction = changeDirection(earlier, later, words);
  if (direction === "higher")
    return `a rise of ${words.size(difference, of)} (${levelWords(interval)} ${words.sizes(interval, of)})`;
  if (direction === "lower") {
    const mirrored = { lower: -interval.upper, upper: -interval.lower, level: interval.level };
    return `a fall of ${words.size(-difference, of)} (${levelWords(interval)} ${words.sizes(mirrored, of)})`;
  }
  return `no clear change (${words.size(difference, of)}, ${levelWords(interval)} ${words.sizes(interval, of)})`;
}

/**
 * The same with no verdict on it: `6 percentage points higher (95% interval 2 to 10 higher)`, `… (95% interval from 2 lower to 4
 * higher)`. For a change that is set beside another, where the difference between the two decides and not how clear each is.
 * Source: Gelman and Stern (2006), The American Statistician 60:328–331.
 */
export function sidedDifferenceWords(
  earlier: PrintableFigure,
  later: PrintableFigure,
  words: MeasureWords,
): string {
  const of = smaller(earlier.denominator, later.denominator);
  const difference = later.value - earlier.value;
  const size = words.size(Math.abs(difference), of);
  const side = difference === 0 ? "no different" : `${size} ${difference > 0 ? "higher" : "lower"}`;
  const interval = differenceInterval(earlier, later);
  if (interval === null) return `${side}, with no interval`;
  return `${side} (${levelWords(interval)} ${sidedLimits(interval.lower, interval.upper, words, ["lower", "higher"], of)})`;
}

function differenceInterval(earlier: PrintableFigure, later: PrintableFigure): Interval | null {
  const limits = (figure: PrintableFigure) => {
    const { value, interval } = figure;
    if (interval === null) return null;
    return { value, lower: Math.min(interval.lower, value), upper: Math.max(interval.upper, value) };
  };
  const [before, after] = [limits(earlier), limits(later)];
  if (before === null || after === null) return null;
  const { lower, upper } = newcombeDifference(after, before);
  return { lower, upper, level: later.interval?.level ?? null };
}

function smaller(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}
