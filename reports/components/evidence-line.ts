import { h, nothing } from "./dom.js";
import type { Release } from "./load-release.js";

/** What kind of evidence a page of outcomes rests on; nothing where the release has no outcomes. */
export function evidenceLine(release: Release): Node {
  if (!release.estimates.has("mean_change")) return nothing();
  return h(
    "p",
    { class: "evidence" },
    h("strong", {}, "Kind of evidence: "),
    "scores before and after in the same people. There is no comparison group.",
  );
}
