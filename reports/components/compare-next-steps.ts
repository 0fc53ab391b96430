import type { ComparePage } from "../../src/release/catalogue.ts";
import { chosenFunnel } from "./compare-funnel.js";
import { h, nothing } from "./dom.js";
import type { Release } from "./load-release.js";
import { isAlike } from "./scheme-likeness.js";
import { areaLabel, type Selection, writeSelection } from "./selection.js";
import { byText } from "./text-order.js";

/** What to ask about first where a follow-up rate stands out, whichever way: none of it blames anyone. */
const ASK_FOLLOW_UP: readonly string[] = [
  "Who is asked for a second score: everyone who is due, or only those who are still in touch?",
  "Was anyone in post to ask, and did staff change in the period?",
  "Are interpreters and translated questionnaires at hand for the second score as for the first?",
  "Are second scores entered, dated and filed where the export finds them?",
  "What does a network with a high rate do that others could use?",
];

/** The same for any other figure. */
const ASK: readonly string[] = [
  "Is it recorded there as it is elsewhere: the same codes, the same moment, by the same people?",
  "Whom does the network support whom others do not, in ways that are not recorded?",
  "Does a project or service for one group of people, such as women alone, work there?",
  "What is there near by to be referred to, and how long do people wait for it?",
  "Was anyone in post, and did staff or the way of working change in the period?",
  "What does it do that others could use?",
];

/** Networks named at once: of a thousand, dozens lie outside. */
const SHOWN = 12;

/** Questions to take to the networks outside the funnel's limits, each with its pathway page; nothing where none is outside. */
export function compareNextSteps(release: Release, page: ComparePage, selection: Selection): Node {
  const { catalogue } = release;
  const funnel = chosenFunnel(release, page, selection);
  if (funnel === undefined || funnel.status !== "published") return nothing();
  const side = funnel.case_mix ?? funnel;
  const { like } = selection;
  const isShown = (area: string): boolean => like === undefined || isAlike(catalogue, like, area);
  const outside = side.points
    .flatMap(({ area, verdict, adjusted_verdict }) => {
      const said = adjusted_verdict ?? verdict;
      if (!/^(above|below)_/.test(said) || !isShown(area)) return [];
      const side = said.startsWith("above") ? "above" : "below";
      return [{ area, side, far: said.endsWith("_outer"), name: areaLabel(catalogue, "pcn", area) }];
    })
    .toSorted((a, b) => Number(b.far) - Number(a.far) || byText(a.name, b.name));
  const pathway = document.querySelector("a[data-page=pathway]")?.getAttribute("href")?.split("?")[0] ?? null;
  if (outside.length === 0) return nothing();
  const list = (some: typeof outside): HTMLElement =>
    h(
      "ul",
      {},
      some.map(({ area, side, far, name }) =>
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
          ` (${side} the ${far ? "99.8%" : "95%"} limits)`,
        ),
      ),
    );
  return h(
    "div",
    {},
    h(
      "p",
      {},
      `A figure${funnel.case_mix === null ? "" : ", adjusted for case mix,"} outside the 99.8% limits${side.adjusted.length > 0 ? " that allow for differences beyond chance" : ""} is worth a conversation, high or low; one outside the 95% limits alone may well be chance. It is no fault found. Begin with:`,
    ),
    h(
      "ul",
      {},
      (funnel.measure === "follow_up_rate" ? ASK_FOLLOW_UP : ASK).map((text) => h("li", {}, text)),
    ),
    h(
      "p",
      {},
      pathway === null ? "Networks outside the limits:" : "How referrals go there, network by network:",
    ),
    list(outside.slice(0, SHOWN)),
    outside.length <= SHOWN
      ? null
      : h(
          "details",
          { class: "more" },
          h("summary", {}, `${outside.length - SHOWN} more networks outside the limits`),
          list(outside.slice(SHOWN)),
        ),
  );
}
