import type { EstimateStatus } from "../statistics/estimate.ts";
import type { ReleasedEstimate } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

const REASONS: Record<EstimateStatus, string> = {
  published: "there is no figure for it here",
  withheld:
    "the number of people in it, or in a figure beside it, is small, and showing it could identify someone",
  too_few: "there are too few people",
  not_collected: "it was not collected",
  not_yet_observable: "not enough time has passed yet",
  not_available: "the records do not hold what is needed to calculate it",
};

/**
 * Says in one sentence that a figure is not shown, and why; no number of the estimate is used.
 * `subject` is a singular noun phrase. A missing estimate is one that is not published at this level.
 */
export function notShownWords(subject: string, estimate: ReleasedEstimate | undefined): string {
  const reason =
    estimate === undefined ? "it is not published for this area and period" : REASONS[estimate.status];
  return sentence(`${subject} is not shown: ${reason}`);
}
