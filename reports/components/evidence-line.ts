import { h, nothing } from "./dom.js";
import { missingWords } from "./figure-data.js";
import { formatEstimate, formatInterval, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { cellAt, type Selection } from "./selection.js";

/** What kind of evidence the page rests on, and the share of people it covers. */
export function evidenceLine(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  if (!estimates.has("mean_change")) return nothing();
  const rate = cellAt(estimates, selection, "follow_up_rate");
  const style = numberStyle(catalogue, "follow_up_rate", selection.instrument);
  const interval = formatInterval(rate, style);
  return h(
    "p",
    { class: "evidence" },
    h("strong", {}, "Evidence: "),
    "before and after in the same people, without a comparison group.",
    missingWords(rate) === "" ? ` Follow-up rate ${formatEstimate(rate, style)} (${interval}).` : "",
  );
}
