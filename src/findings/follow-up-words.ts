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

/** True where the source holds only people with both scores, so that no share of those due can be known. */
export function holdsOnlyPairs(estimate: ReleasedEstimate | undefined): boolean {
  return estimate?.status === "not_available";
}

/** What is said in place of a share where {@link holdsOnlyPairs}. */
export const ONLY_PAIRS =
  "The source holds only people with both scores, so nothing is known of those without.";

/** The caveat on people without a second score, as far as the source tells of them. */
export function lostWords(estimates: readonly (ReleasedEstimate | undefined)[]): string {
  return estimates.length > 0 && estimates.every(holdsOnlyPairs)
    ? "People without both scores are not in the source. They may have done better or worse."
    : "People without a second score are left out. They may have done better or worse.";
}

/** Says how many of the people due a second score have one, or why that is not shown. */
export function followUpWords(
  estimate: ReleasedEstimate | undefined,
  instrument: CatalogueInstrument,
): string {
  if (holdsOnlyPairs(estimate)) return ONLY_PAIRS;
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
