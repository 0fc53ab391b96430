import type { MeasureWords } from "./measure-words.ts";
import { levelWords, percentWords } from "./number-words.ts";
import { printableFigure, printableInterval, type ReleasedEstimate } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";
import { figureWords } from "./window-words.ts";

/** Whether a share of staff is shown as a range only: limits without a value. */
export function isBand(estimate: ReleasedEstimate | undefined): boolean {
  return estimate?.status === "published" && estimate.value === null && printableInterval(estimate) !== null;
}

/** A figure of staff: `between 20% and 40%` where only a range is shown, else the figure; null where it is not shown. */
export function staffFigureWords(estimate: ReleasedEstimate | undefined, words: MeasureWords): string | null {
  const band = isBand(estimate) ? printableInterval(estimate) : null;
  if (band !== null) return `between ${percentWords(band.lower, null)} and ${percentWords(band.upper, null)}`;
  const figure = printableFigure(estimate);
  return figure === null ? null : figureWords(figure, words);
}

/** Figures of staff year by year: `between 20% and 40% in 2021–22 and …`; "" where no year is shown. */
export function staffYearsWords(years: readonly ReleasedEstimate[], words: MeasureWords): string {
  return listWords(
    years.flatMap((estimate) => {
      const text = staffFigureWords(estimate, words);
      return text === null ? [] : [`${text} in ${estimate.period.replace("-", "–")}`];
    }),
  );
}

/**
 * Burnout scores of staff in one sentence: each subscale in the first and the last year shown, each with its interval.
 * The subscales are never added up, and no change between the years is claimed; "" where none is shown.
 */
export function burnoutWords(
  scales: readonly { readonly words: MeasureWords; readonly years: readonly ReleasedEstimate[] }[],
): string {
  const told = scales.flatMap(({ words, years }) => {
    const shown = years.flatMap((estimate) => {
      const figure = printableFigure(estimate);
      if (figure === null) return [];
      const { value, interval, denominator } = figure;
      const limits = interval === null ? "" : ` (${words.limits(interval, denominator)})`;
      return [`${words.value(value, denominator)}${limits} in ${estimate.period.replace("-", "–")}`];
    });
    const ends = shown.filter((_, place) => place === 0 || place === shown.length - 1);
    const title = words.title.replace(/^Burnout /, "").replace(/ burnout$/, "");
    return ends.length === 0 ? [] : [`${title.charAt(0).toLowerCase()}${title.slice(1)} ${listWords(ends)}`];
  });
  const interval = scales
    .flatMap(({ years }) => years.map((one) => printableFigure(one)?.interval))
    .find((one) => one?.level != null);
  const intervals = interval == null ? "" : `, with ${levelWords(interval)}s`;
  return told.length === 0
    ? ""
    : sentence(`Average burnout scores from 0 to 100, lower is better${intervals}: ${told.join("; ")}`);
}
