import type { ComparePage } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import type { Release } from "./load-release.js";
import { areaLabel, type Selection, writeSelection } from "./selection.js";

/** What to ask about first where a follow-up rate stands out, whichever way: none of it blames anyone. */
const ASK: readonly string[] = [
  "Who is asked for a second score: everyone who is due, or only those who are still in touch?",
  "Was anyone in post to ask, and did staff change in the period?",
  "Are interpreters and translated questionnaires at hand for the second score as for the first?",
  "Are second scores entered, dated and filed where the export finds them?",
  "What does a network with a high rate do that others could use?",
];

/** Questions to take to the networks outside the funnel's limits, each with its pathway page; nothing where none is outside. */
export function compareNextSteps({ catalogue }: Release, page: ComparePage, selection: Selection): Node {
  const funnel = page.funnels.find((one) => one.instrument === selection.instrument);
  if (funnel === undefined || funnel.status !== "published") return nothing();
  const outside = funnel.points
    .flatMap(({ area, verdict, adjusted_verdict }) => {
      const said = adjusted_verdict ?? verdict;
      if (said === "inside" || said === "close") return [];
      return [
        { area, side: said.startsWith("above") ? "above" : "below", name: areaLabel(catalogue, "pcn", area) },
      ];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, "en-GB", { numeric: true }));
  const pathway = document.querySelector("a[data-page=pathway]")?.getAttribute("href")?.split("?")[0] ?? null;
  if (outside.length === 0) return nothing();
  return h(
    "div",
    {},
    h(
      "p",
      {},
      `A rate outside the limits${funnel.adjusted.length > 0 ? " that allow for differences beyond chance" : ""} is worth a conversation, high or low. It is no fault found. Begin with:`,
    ),
    h(
      "ul",
      {},
      ASK.map((text) => h("li", {}, text)),
    ),
    h(
      "p",
      {},
      pathway === null ? "Networks outside the limits:" : "How referrals go there, network by network:",
    ),
    h(
      "ul",
      {},
      outside.map(({ area, side, name }) =>
        h(
          "li",
          {},
          pathway === null
            ? name
            : h(
                "a",
                { href: `${pathway}${writeSelection({ ...selection, area_type: "pcn", area }, catalogue)}` },
                `Pathway of ${name}`,
              ),
          ` (${side} the limits)`,
        ),
      ),
    ),
  );
}
