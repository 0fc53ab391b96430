import { hasMessage, MESSAGE_ANCHOR } from "./commissioner-message.js";
import { type Child, h } from "./dom.js";
import { hasOutcomes, isHeld } from "./held.js";
import type { Release } from "./load-release.js";

const NAMES = {
  projects: "Projects",
  outcomes: "Outcomes",
  equity: "Equity",
  pathway: "Pathway",
  compare: "Compare PCNs",
  "link-workers": "Link workers",
  "data-quality": "Data quality",
  methods: "Methods",
  about: "Download and cite",
} as const;

type Page = keyof typeof NAMES;

/** A link that keeps the selection: the navigation holds its address; null for a page that has nothing to show. */
function link(page: Page): HTMLAnchorElement | null {
  const href = document.querySelector(`a[data-page=${page}]`)?.getAttribute("href") ?? null;
  return href === null ? null : h("a", { href, "data-keep": true }, NAMES[page]);
}

/** A link to a how-to page, beside the page of help. */
function howTo(page: string, words: string): HTMLAnchorElement | null {
  const help = document.querySelector("a[data-page=help]")?.getAttribute("href")?.split("?")[0] ?? null;
  if (help === null) return null;
  const [, folder = "", suffix = ""] = /^(.*?)(\.html)?$/.exec(help) ?? [];
  return h("a", { href: `${folder}/${page}${suffix}`, "data-keep": true }, words);
}

function role(
  title: string,
  text: string,
  pages: readonly Page[],
  first: HTMLAnchorElement | null,
  last: HTMLAnchorElement | null,
): Child {
  const links = [first, ...pages.map(link), last].filter((one) => one !== null);
  return h(
    "li",
    {},
    h("h3", {}, title),
    h("p", {}, text),
    h(
      "p",
      { class: "roles-links" },
      links.flatMap((one, place) => (place === 0 ? [one] : [" · ", one])),
    ),
  );
}

/** Where to go on, by what the reader came for; only to pages that have something to show. */
export function startHere(release: Release): HTMLElement {
  const { catalogue } = release;
  const holds = (measure: string): boolean =>
    catalogue.instruments.some((one) => isHeld(release, measure, one.id)) || isHeld(release, measure, "");
  const list = (parts: readonly string[]): string =>
    new Intl.ListFormat("en-GB").format(parts.filter((part) => part !== ""));
  const asked = list([
    link("compare") === null ? "" : "which networks differ by more than chance",
    catalogue.measures.some(({ id }) => id === "new_referrals_per_fte")
      ? "where link workers carry most"
      : "",
    holds("referrals") ? "who is reached" : "",
    holds("follow_up_rate") ? "who is followed up" : "",
    holds("mean_change") && link("compare") === null ? "who gains" : "",
  ]);
  const change = `who gained and by how much${holds("expected_change_rtm") ? ", beside what regression to the mean alone would give" : ""}`;
  return h(
    "ul",
    { class: "roles" },
    catalogue.projects.length > 0
      ? role(
          "You ran a project",
          catalogue.projects.some(({ comparator_label }) => comparator_label !== null)
            ? "Find its question, the answer beside networks without a project, and how sure that answer is."
            : "Find its question, what was recorded, and how sure that is.",
          ["projects", "outcomes"],
          null,
          howTo("judge-a-project", "How to judge a project"),
        )
      : hasOutcomes(release)
        ? role("You evaluate a programme", `See ${change}.`, ["outcomes", "methods"], null, null)
        : null,
    asked === ""
      ? role(
          "You check the figures",
          "See what came in from each published file, and what was left out on purpose.",
          ["data-quality", "methods"],
          null,
          null,
        )
      : role(
          "You commission services",
          `See ${asked}.`,
          ["compare", "link-workers", "equity", "pathway"],
          hasMessage(release)
            ? h("a", { href: `#${MESSAGE_ANCHOR}` }, h("strong", {}, "The message in one minute"))
            : null,
          howTo("before-a-board-meeting", "Before a board meeting"),
        ),
    role(
      "You do research",
      "Take the figures away with their numbers, intervals and methods, and cite them.",
      ["about", "methods", "data-quality"],
      null,
      howTo("write-it-up", "Write it up for a reviewer"),
    ),
  );
}
