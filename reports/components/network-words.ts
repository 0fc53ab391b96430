import type { ComparePage } from "../../src/release/catalogue.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { h, nothing } from "./dom.js";
import type { Release } from "./load-release.js";
import { isOneYear, networkFindings } from "./network-findings.js";
import type { Selection } from "./selection.js";
import { withTerms } from "./term.js";

const list = (texts: readonly string[]): HTMLElement =>
  h(
    "ul",
    {},
    texts.map((text) => h("li", {}, withTerms(text))),
  );

/** What stands out of a network's figures by rules, in sentences, with how many were looked at. */
export function networkStandsOut(
  release: Release,
  charts: ControlCharts,
  page: ComparePage,
  selection: Selection,
): HTMLElement {
  const { outcomes, standsOut, looked } = networkFindings(release, charts, page, selection);
  const group = (title: string, texts: readonly string[]): HTMLElement =>
    h("div", { class: "finding-group" }, h("h3", {}, title), list(texts));
  const base = `${looked} funnel plots and charts over time were looked at. With so many, one or another stands out by chance alone. What stands out is worth a conversation; it is no fault found, and no merit.`;
  return h(
    "div",
    { class: "network-words" },
    standsOut.length === 0
      ? h("p", {}, h("strong", {}, "Nothing stands out by the rules of this page."), ` ${base}`)
      : [
          h("p", {}, base),
          h(
            "div",
            { class: "finding-groups" },
            standsOut.map(({ title, texts }) => group(title, texts)),
          ),
        ],
    outcomes.length === 0 ? null : group("Outcomes, which are never read without the rest", outcomes),
    isOneYear(release, selection)
      ? h(
          "p",
          { class: "quiet" },
          "Funnel plots and charts over time cover the whole time, not the chosen year alone.",
        )
      : null,
  );
}

/** The sentence that a network's page opens with; nothing where nothing was looked at. */
export function networkLead(
  release: Release,
  charts: ControlCharts,
  page: ComparePage,
  selection: Selection,
): Node {
  const { lead } = networkFindings(release, charts, page, selection);
  return lead === "" ? nothing() : h("p", { class: "network-lead" }, withTerms(lead));
}

/** What a network's profile does not show, and why; nothing where all is shown. */
export function networkNotShown(
  release: Release,
  charts: ControlCharts,
  page: ComparePage,
  selection: Selection,
): Node {
  const { notShown } = networkFindings(release, charts, page, selection);
  const byYear =
    "Contacts and staff are published for networks by year, not by quarter: there are no charts of them over time.";
  return charts.series.length === 0 && notShown.length === 0
    ? nothing()
    : h("div", { class: "network-words" }, list([...notShown, byYear]));
}
