import { h } from "./dom.js";

/**
 * Puts words on the clipboard and says `done` in the place given. Where the browser does not let a page do so, the words
 * stand there instead, selected, to be copied by hand.
 */
export async function copyWords(text: string, done: string, said: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    said.replaceChildren(done);
  } catch {
    const field = h("textarea", { readonly: true, rows: 4, "aria-label": "Words to copy" }, text);
    said.replaceChildren("This browser does not let a page copy. Copy it from here:", field);
    field.focus();
    field.select();
  }
}
