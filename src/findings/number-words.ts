import type { CatalogueInstrument, Interval } from "./released-estimate.ts";

/** Below this denominator percentages carry no decimals: more would let the exact counts be worked out. */
const DECIMALS_FROM = 4000;

const grouped = (decimals: number) =>
  new Intl.NumberFormat("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const formats = new Map<number, Intl.NumberFormat>();

/** A number with fixed decimals, thousands separated by commas and a true minus sign: `1,240`, `−0.4`. */
export function numberWords(value: number, decimals = 0): string {
  const format = formats.get(decimals) ?? grouped(decimals);
  formats.set(decimals, format);
  const text = format.format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** `1,240 people`, `1 person`, or `people` where the number is not known. */
export function peopleWords(n: number | null): string {
  if (n === null) return "people";
  return n === 1 ? "1 person" : `${numberWords(n)} people`;
}

/** Decimals of an average score: the instrument's own, and at least one. */
export function shownDecimals(instrument: CatalogueInstrument): number {
  return Math.max(1, instrument.decimals);
}

/** An average in the instrument's unit: `4.2 points`. */
export function scoreWords(value: number, instrument: CatalogueInstrument): string {
  return `${numberWords(value, shownDecimals(instrument))} ${instrument.unit}`.trim();
}

/** The meaningful change as it was declared, without added decimals: `5.4 points`, `1 point`. */
export function thresholdWords(instrument: CatalogueInstrument): string {
  const points = instrument.meaningful_change.points;
  const decimals = (String(points).split(".")[1] ?? "").length;
  const unit = points === 1 ? instrument.unit.replace(/s$/, "") : instrument.unit;
  return `${numberWords(points, decimals)} ${unit}`.trim();
}

/**
 * A share as a percentage: no decimals below a denominator of 4,000 or where it is not known, else one.
 * A share that is not quite none or all does not read as 0% or 100%: `under 1%`, `over 99%`.
 */
export function percentWords(share: number, denominator: number | null): string {
  const decimals = percentDecimals(denominator);
  const text = numberWords(share * 100, decimals);
  const step = 10 ** -decimals;
  if (share > 0 && Number(text) === 0) return `under ${numberWords(step, decimals)}%`;
  if (share < 1 && Number(text) === 100) return `over ${numberWords(100 - step, decimals)}%`;
  return `${text}%`;
}

/** `95% interval 3.4 to 5.0`: both limits in words, without the unit of an average. */
export function scoreIntervalWords(interval: Interval, instrument: CatalogueInstrument): string {
  return `${levelWords(interval)} ${scoreLimitsWords(interval, instrument)}`;
}

/** `3.4 to 5.0`: the limits alone, where the kind of interval has just been named. */
export function scoreLimitsWords(interval: Interval, instrument: CatalogueInstrument): string {
  const decimals = shownDecimals(instrument);
  return `${numberWords(interval.lower, decimals)} to ${numberWords(interval.upper, decimals)}`;
}

/** `95% interval 3 to 5`, each limit in `words`. */
export function intervalWords(interval: Interval, words: (limit: number) => string): string {
  return `${levelWords(interval)} ${words(interval.lower)} to ${words(interval.upper)}`;
}

/** `95% interval 42% to 48%`. */
export function percentIntervalWords(interval: Interval, denominator: number | null): string {
  return `${levelWords(interval)} ${percentLimitsWords(interval, denominator)}`;
}

/** `42% to 48%`: the limits alone, where the kind of interval has just been named. */
export function percentLimitsWords(interval: Interval, denominator: number | null): string {
  return `${percentWords(interval.lower, denominator)} to ${percentWords(interval.upper, denominator)}`;
}

/**
 * The interval to decide by: wide enough to hold both the limits and the limits as printed, so that no
 * sentence claims more than a reader can check. `decimals` as printed (percentages: two more).
 */
export function decidingInterval(interval: Interval, decimals: number): Interval {
  const printed = (value: number) => Number(value.toFixed(decimals));
  return {
    lower: Math.min(interval.lower, printed(interval.lower)),
    upper: Math.max(interval.upper, printed(interval.upper)),
    level: interval.level,
  };
}

/** Decimals of a share (0–1) as printed in a percentage. */
export function shareDecimals(denominator: number | null): number {
  return percentDecimals(denominator) + 2;
}

function percentDecimals(denominator: number | null): number {
  return denominator !== null && denominator >= DECIMALS_FROM ? 1 : 0;
}

/** `95% interval`, or `interval` of an unknown level. */
export function levelWords({ level }: Pick<Interval, "level">): string {
  return level === null ? "interval" : `${Number((level * 100).toFixed(1))}% interval`;
}
