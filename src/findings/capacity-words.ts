import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords } from "./number-words.ts";
import { printableFigure } from "./released-estimate.ts";

/**
 * Link workers and registered patients of one area, beginning with `lead`; null where none are known. Those of public
 * statistics stand as published; those of staff records are the average over the days of the period, to one decimal.
 */
export function capacityWords(estimates: SelectionEstimates, lead: string): string | null {
  const estimate = estimates.whole("link_worker_fte", "");
  const fte = printableFigure(estimate);
  if (fte === null) return null;
  const patients = printableFigure(estimates.whole("registered_patients", ""));
  const rate = printableFigure(estimates.whole("link_worker_fte_per_10000_patients", ""));
  const posts =
    estimate?.method === "staff-records"
      ? `${lead}link workers filled ${numberWords(fte.value, 1)} full-time posts on average`
      : `${lead}link workers fill ${fte.value.toFixed(2)} full-time posts`;
  if (patients === null || rate === null) return posts;
  return `${posts} for ${numberWords(patients.value)} registered patients, or ${rate.value.toFixed(2)} for every 10,000`;
}
