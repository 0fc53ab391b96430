import { copyWords } from "./copy-words.js";
import { h } from "./dom.js";

/** A button that puts words on the clipboard and says so; where the browser does not let it, the words are selected to be copied by hand. */
export function copyButton(text: string, label: string, done: string): HTMLElement {
  const said = h("span", { role: "status", class: "take-away-said" });
  return h(
    "p",
    { class: "copy-words" },
    h("button", { type: "button", onclick: () => void copyWords(text, done, said) }, label),
    " ",
    said,
  );
}
