import type { Catalogue, ProgrammeDocument } from "../../src/release/catalogue.js";
import { h, nothing } from "./dom.js";
import { releaseMark } from "./figure.js";

/** From applications to funded projects: each step a bar as long as its share of the first; nothing where not declared. */
export function selectionFunnel(catalogue: Catalogue, { funnel, source }: ProgrammeDocument): Node {
  const first = funnel[0];
  if (first === undefined || first.count === 0) return nothing();
  const mark = releaseMark(catalogue);
  return h(
    "div",
    { class: "steps" },
    h(
      "ol",
      {},
      funnel.map(({ label, count }) =>
        h(
          "li",
          {},
          h("span", { class: "steps-count" }, count.toLocaleString("en-GB")),
          h("span", { class: "steps-label" }, label),
          h(
            "span",
            { class: "steps-track", "aria-hidden": "true" },
            h("span", { class: "steps-bar", style: `width:${(100 * count) / first.count}%` }),
          ),
        ),
      ),
    ),
    h(
      "p",
      { class: "figure-note" },
      source === null ? "As the programme office recorded it." : `Source: ${source}.`,
      mark === "" ? null : h("span", { class: "mark" }, ` ${mark}`),
    ),
  );
}
