import { h, nothing } from "./dom.js";
import type { Release } from "./load-release.js";
import { anchorOf, pageSection } from "./page-section.js";
import { defaultSelection, findingAt } from "./selection.js";
import { withTerms } from "./term.js";

const TITLE = "For commissioners: the message in one minute";
/** The address of its section on the Overview. */
export const MESSAGE_ANCHOR = anchorOf(TITLE);

/** The page and the words of a link that tells more of a topic. */
const MORE: Readonly<Record<string, readonly [page: string, words: string, anchor?: string]>> = {
  Capacity: ["link-workers", "All services"],
  Reach: ["equity", "Every group", "who-was-reached"],
  Language: ["equity", "Every language", "language-were-people-understood"],
  Differences: ["compare", "Every network"],
  Outcomes: ["outcomes", "What changed"],
};

const splitAt = (text: string): readonly [string, string] => {
  const at = text.indexOf(": ");
  return [text.slice(0, at), text.slice(at + 2)];
};

/** The commissioner's message as it was released, or undefined. */
const messageOf = ({ catalogue, findings }: Release) =>
  findingAt(findings, "commissioner", { ...defaultSelection(catalogue), instrument: "" });

/** Whether the release holds a message for commissioners. */
export const hasMessage = (release: Release): boolean => messageOf(release) !== undefined;

function moreLink(topic: string): HTMLElement | null {
  const [page, words, anchor] = MORE[topic] ?? [];
  const href = document.querySelector(`a[data-page=${page}]`)?.getAttribute("href") ?? null;
  if (href === null || words === undefined) return null;
  return h("a", { href: anchor === undefined ? href : `${href}#${anchor}`, "data-keep": true }, words);
}

/** Capacity, reach, which networks differ by more than chance, what outcomes can carry, and what to do next; nothing where too little is held. */
export function commissionerMessage(release: Release): Node {
  const message = messageOf(release);
  if (message === undefined) return nothing();
  const lines = message.detail.map(splitAt);
  const topics = lines.filter(([topic]) => topic !== "Next");
  const steps = lines.filter(([topic]) => topic === "Next");
  return pageSection(
    TITLE,
    h(
      "div",
      { class: "message" },
      h("p", { class: "message-head" }, withTerms(message.headline)),
      steps.length === 0
        ? null
        : h(
            "div",
            { class: "message-next" },
            h("h3", {}, "What to do next"),
            h(
              "ol",
              {},
              steps.map(([, text]) => h("li", {}, withTerms(text))),
            ),
          ),
      h(
        "details",
        { class: "more" },
        h("summary", {}, "The figures behind it"),
        h(
          "dl",
          {},
          topics.map(([topic, text]) =>
            h("div", {}, h("dt", {}, topic), h("dd", {}, withTerms(text), " ", moreLink(topic))),
          ),
        ),
        message.caveats.map((text) => h("p", { class: "figure-note" }, withTerms(text))),
      ),
    ),
  );
}
