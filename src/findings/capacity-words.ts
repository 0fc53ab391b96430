import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords } from "./number-words.ts";
import { printableFigure } from "./released-estimate.ts";

/** Link workers and registered patients of one area, from public statistics; null where there are none. */
export function capacityWords(estimates: SelectionEstimates, lead: string): string | null {
  const fte = printableFigure(estimates.whole("link_worker_fte", ""));
  if (fte === null) return null;
  const patients = printableFigure(estimates.whole("registered_patients", ""));
  const rate = printableFigure(estimates.whole("link_worker_fte_per_10000_patients", ""));
  const posts = `${lead}link workers fill ${fte.value.toFixed(2)} full-time posts`;
  if (patients === null || rate === null) return posts;
  return `${posts} for ${numberWords(patients.value)} registered patients, or ${rate.value.toFixed(2)} for every 10,000`;
}
