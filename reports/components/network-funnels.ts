import type { ComparePage } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import { measureTitle } from "./figure-data.js";
import { formatValue } from "./format.js";
import { centreWords, funnelStyle, INTERVAL_WORDS, verdictWords } from "./funnel-words.js";
import type { Release } from "./load-release.js";
import type { Selection } from "./selection.js";

/** A network's place in every funnel plot, a line each, in the order of the release; nothing without any. */
export function networkFunnels(
  { catalogue }: Release,
  page: ComparePage,
  { area, instrument }: Selection,
): Node {
  const lines = page.funnels.flatMap((funnel) => {
    if (funnel.status !== "published" || (funnel.instrument !== instrument && funnel.instrument !== ""))
      return [];
    const side = funnel.case_mix ?? funnel;
    const point = side.points.find((one) => one.area === area);
    const style = funnelStyle(catalogue, funnel);
    const title = measureTitle(catalogue, funnel.measure);
    const all = side.centre === null ? "" : ` (all ${centreWords(funnel, side.centre, style)})`;
    if (point === undefined)
      return funnel.withheld.includes(area) ? [{ title, text: "withheld", isOut: false }] : [];
    const said = point.adjusted_verdict ?? point.verdict;
    return [
      {
        title,
        text: `${formatValue(point.value, style, point.denominator)}${funnel.case_mix === null ? "" : "*"}${all}, ${verdictWords(said)}`,
        isOut: /^(above|below)_/.test(said),
      },
    ];
  });
  if (lines.length === 0) return nothing();
  return h(
    "div",
    {},
    h(
      "ul",
      { class: "network-funnels" },
      lines.map(({ title, text, isOut }) => h("li", {}, `${title}: `, isOut ? h("strong", {}, text) : text)),
    ),
    h(
      "p",
      { class: "figure-note" },
      `All: the figure of all networks together. *: adjusted for case mix. In bold: beyond the 95% limits or farther. ${INTERVAL_WORDS}`,
    ),
  );
}
