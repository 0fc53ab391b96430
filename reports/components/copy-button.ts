import { h } from "./dom.js";
import { copied } from "./take-away.js";

/** A button that puts words on the clipboard and says so; where the browser does not let it, the words are selected to be copied by hand. */
export function copyButton(text: string, label: string, done: string): HTMLElement {
  const said = h("span", { role: "status", class: "take-away-said" });
  const copy = async (): Promise<void> => {
    if (await copied(text)) {
      said.replaceChildren(done);
      return;
    }
    const field = h("textarea", { readonly: true, rows: 4, "aria-label": "Words to copy" }, text);
    said.replaceChildren("This browser does not let a page copy. Copy it from here:", field);
    field.focus();
    field.select();
  };
  return h(
    "p",
    { class: "copy-words" },
    h("button", { type: "button", onclick: () => void copy() }, label),
    " ",
    said,
  );
}
