import { h } from "./dom.js";
import { evidenceLine } from "./evidence-line.js";
import type { Release } from "./load-release.js";
import { findingAt, type Selection } from "./selection.js";
import { withTerms } from "./term.js";

/**
 * How strong the evidence of the selection is, with the reason of each rule; the kind of evidence alone where no grade was
 * released for it.
 */
export function evidenceGrade(release: Release, selection: Selection): Node {
  const finding = findingAt(release.findings, "evidence", selection);
  if (finding === undefined) return evidenceLine(release);
  const page =
    document.querySelector("a[data-page=methods]")?.getAttribute("href")?.split("#")[0] ?? "./methods";
  return h(
    "div",
    { class: "evidence" },
    h("p", {}, h("strong", {}, finding.headline)),
    h(
      "details",
      {},
      h("summary", {}, "Why"),
      h(
        "ul",
        {},
        finding.detail.map((text) => h("li", {}, withTerms(text))),
      ),
      h(
        "p",
        {},
        finding.caveats.join(" "),
        " ",
        h("a", { href: `${page}#evidence-grade` }, "Table of rules"),
      ),
    ),
  );
}
