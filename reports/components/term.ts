import { type Child, h } from "./dom.js";
import { cutAtTerms, type GlossaryTerm } from "./glossary-terms.js";

let made = 0;

function place(button: HTMLElement, note: HTMLElement): void {
  const box = button.getBoundingClientRect();
  const width = Math.min(320, window.innerWidth - 24);
  note.style.width = `${width}px`;
  note.style.left = `${Math.max(12, Math.min(box.left, window.innerWidth - width - 12))}px`;
  const below = box.bottom + 8;
  note.style.top = `${below}px`;
  const height = note.getBoundingClientRect().height;
  if (below + height > window.innerHeight - 8) note.style.top = `${Math.max(8, box.top - height - 8)}px`;
}

/** A button that opens a note where it stands, closed with Escape or a tap elsewhere. */
export function explained(label: string, ariaLabel: string, ...note: readonly Child[]): Node {
  made += 1;
  const id = `term-${made}`;
  const box = h("span", { popover: "auto", id, class: "term-note", role: "note" }, note);
  const button = h(
    "button",
    { type: "button", class: "term", popovertarget: id, "aria-label": `${ariaLabel}: explain` },
    label,
  );
  box.addEventListener("toggle", () => place(button, box));
  return h("span", { class: "term-group" }, button, box);
}

/** A term that explains itself where it stands. */
export function term(entry: GlossaryTerm, label = entry.term): Node {
  return explained(
    label,
    entry.full === undefined ? label : `${label}, ${entry.full}`,
    h("strong", {}, entry.full === undefined ? entry.term : `${entry.term}: ${entry.full}`),
    " ",
    entry.meaning,
    " ",
    h("a", { href: `${glossaryPath()}#${entry.id}` }, "Glossary"),
  );
}

/** Text in which each abbreviation, at its first place, can be opened. */
export function withTerms(text: string): readonly Child[] {
  return cutAtTerms(text).map((piece) => (typeof piece === "string" ? piece : term(piece)));
}

function glossaryPath(): string {
  return (
    document.querySelector<HTMLAnchorElement>("a[data-page=glossary]")?.getAttribute("href") ?? "./glossary"
  );
}
