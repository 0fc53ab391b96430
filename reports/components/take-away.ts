import { copyWords } from "./copy-words.js";
import { h } from "./dom.js";
import { saveFile } from "./save-file.js";

/** What a figure offers to be taken away. */
export interface TakeAwayParts {
  /** Id of the figure: where a link to it leads. */
  readonly id: string;
  readonly title: string;
  /** What the figure shows in words, with how to cite it. */
  readonly sentence: string;
  readonly csv: () => { readonly text: string; readonly name: string };
  /** The chart as a file, undefined while none is drawn; absent where the figure has no chart to take away. */
  readonly svg?: () => { readonly text: string; readonly name: string } | undefined;
}

/**
 * A menu of what can be taken away from a figure: its table, its chart as drawing and picture, its sentence with
 * the citation, and a link to exactly this view. Words that cannot be copied are shown, ready to be copied by hand.
 */
export function takeAway({ id, title, sentence, csv, svg }: TakeAwayParts): HTMLElement {
  const said = h("p", { class: "take-away-said", role: "status" });
  const item = (words: string, act: () => void, after = ""): HTMLElement =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "take-away-item", onclick: act },
        words,
        h("span", { class: "visually-hidden" }, `: ${title}`),
        after,
      ),
    );
  const copy = (text: string, done: string) => copyWords(text, done, said);
  const picture = async (): Promise<void> => {
    const drawn = svg?.();
    if (drawn === undefined) return;
    const { exportPng } = await import("./export-png.js");
    try {
      saveFile(await exportPng(drawn.text), drawn.name.replace(/\.svg$/, ".png"), "image/png");
      said.replaceChildren("Picture saved.");
    } catch {
      said.replaceChildren("This browser cannot make a picture of the chart: take the SVG.");
    }
  };
  const menu = h(
    "details",
    { class: "take-away" },
    h("summary", {}, "Take away", h("span", { class: "visually-hidden" }, `: ${title}`)),
    h(
      "div",
      { class: "take-away-panel" },
      h(
        "ul",
        {},
        item(
          "Download table",
          () => {
            const { text, name } = csv();
            saveFile(text, name, "text/csv;charset=utf-8");
          },
          " (CSV)",
        ),
        svg === undefined
          ? null
          : [
              item(
                "Download chart",
                () => {
                  const drawn = svg();
                  if (drawn !== undefined) saveFile(drawn.text, drawn.name, "image/svg+xml");
                },
                " (SVG)",
              ),
              item("Download picture", () => void picture(), " (PNG, 300 dots to the inch)"),
            ],
        item(
          "Copy the sentence with its citation",
          () => void copy(sentence, "Sentence and citation copied."),
        ),
        item("Copy a link to this view", () => {
          const here = new URL(location.href);
          here.hash = id;
          void copy(here.href, "Link copied.");
        }),
      ),
      said,
    ),
  );
  menu.addEventListener("toggle", () => {
    if (!menu.open) said.replaceChildren();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    if (to instanceof Node && !menu.contains(to)) menu.open = false;
  });
  return menu;
}
