import type { ComparePage } from "../../src/release/catalogue.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { h, nothing } from "./dom.js";
import type { Release } from "./load-release.js";
import { isOneYear, networkFindings } from "./network-findings.js";
import type { Selection } from "./selection.js";
import { withTerms } from "./term.js";

/** Sentences shown at once; more are one step away, so that the printed page keeps to two sides. */
const SHOWN = 5;

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
  const base = `${looked} funnel plots and charts over time were looked at. With so many, one or another stands out by chance alone. What stands out is worth a conversation; it is no fault found, and no merit.`;
  return h(
    "div",
    { class: "network-words" },
    standsOut.length === 0
      ? h("p", {}, h("strong", {}, "Nothing stands out by the rules of this page."), ` ${base}`)
      : [
          list(standsOut.slice(0, SHOWN)),
          standsOut.length <= SHOWN
            ? null
            : h(
                "details",
                { class: "more" },
                h("summary", {}, `${standsOut.length - SHOWN} more that stand out`),
                list(standsOut.slice(SHOWN)),
              ),
          h("p", {}, base),
        ],
    outcomes.length === 0 ? null : list(outcomes),
    isOneYear(release, selection)
      ? h(
          "p",
          { class: "quiet" },
          "Funnel plots and charts over time cover the whole time, not the chosen year alone.",
        )
      : null,
  );
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
    "Waits, contacts and staff are published for networks by year, not by quarter: there are no charts of them over time.";
  return charts.series.length === 0 && notShown.length === 0
    ? nothing()
    : h("div", { class: "network-words" }, list([...notShown, byYear]));
}
