import { notShownWords } from "./not-shown-words.ts";
import {
  decidingInterval,
  numberWords,
  percentIntervalWords,
  percentWords,
  shareDecimals,
} from "./number-words.ts";
import { type CatalogueInstrument, printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

/** Says how many of the people due a second score have one, or that it is not shown. */
export function followUpWords(
  estimate: ReleasedEstimate | undefined,
  instrument: CatalogueInstrument,
): string {
  const rate = printableFigure(estimate);
  const second = `a second ${instrument.short} score`;
  if (rate === null) return notShownWords(`the share of people due ${second} who have one`, estimate);
  const share = percentWords(rate.value, rate.denominator);
  const limits = rate.interval === null ? "" : ` (${percentIntervalWords(rate.interval, rate.denominator)})`;
  if (rate.interval !== null) {
    const { upper } = decidingInterval(rate.interval, shareDecimals(rate.denominator));
    if (upper < 0.5) {
      const of = rate.denominator === null ? "" : ` of ${numberWords(rate.denominator)}`;
      return `Fewer than half of the people due ${second} have one: ${share}${of}${limits}.`;
    }
  }
  const due = rate.denominator === null ? "the people" : `the ${numberWords(rate.denominator)} people`;
  return sentence(`${share} of ${due} due ${second} have one${limits}`);
}
