import { type Child, h } from "./dom.js";
import { hasOutcomes, isCapacityOnly, isHeld } from "./held.js";
import type { Release } from "./load-release.js";

type Page = "outcomes" | "methods" | "equity" | "data-quality" | "about";

const NAMES: Readonly<Record<Page, string>> = {
  outcomes: "Outcomes",
  methods: "Methods",
  equity: "Equity",
  "data-quality": "Data quality",
  about: "About this release",
};

/** Links that keep the selection carry the address of the navigation, which already holds it. */
function link(page: Page): HTMLAnchorElement {
  const href = document.querySelector(`a[data-page=${page}]`)?.getAttribute("href") ?? `./${page}`;
  return h("a", { href, "data-keep": true }, NAMES[page]);
}

function role(title: string, text: string, first: Page, second: Page): Child {
  return h("li", {}, h("h3", {}, title), h("p", {}, text), h("p", {}, link(first), " then ", link(second)));
}

/** Where to go on, by what the reader came for; only to pages that have something to show. */
export function startHere(release: Release): HTMLElement {
  const holds = (measure: string): boolean =>
    release.catalogue.instruments.some((one) => isHeld(release, measure, one.id)) ||
    isHeld(release, measure, "");
  const questions = [
    holds("referrals") ? "who is reached" : "",
    holds("follow_up_rate") ? "who is followed up" : "",
    holds("mean_change") ? "who gains" : "",
  ].filter((words) => words !== "");
  return h(
    "ul",
    { class: "roles" },
    hasOutcomes(release)
      ? role(
          "Evaluating a programme",
          `See who gained and by how much${holds("expected_change_rtm") ? ", beside what regression to the mean alone would give" : ""}.`,
          "outcomes",
          "methods",
        )
      : null,
    isCapacityOnly(release)
      ? role(
          "Checking the figures",
          "See what came in from each published file, and what was left out on purpose.",
          "data-quality",
          "methods",
        )
      : role(
          "Commissioning a service",
          `See ${new Intl.ListFormat("en-GB").format(questions)}, group by group.`,
          "equity",
          "data-quality",
        ),
    role(
      "Researching",
      "Take the figures away with their intervals, methods and fingerprints, and cite them.",
      "about",
      "methods",
    ),
  );
}
