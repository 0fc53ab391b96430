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

/** A term that explains itself where it stands: a button that opens its meaning, closed with Escape or a tap elsewhere. */
export function term(entry: GlossaryTerm, label = entry.term): Node {
  made += 1;
  const id = `term-${made}`;
  const note = h(
    "span",
    { popover: "auto", id, class: "term-note", role: "note" },
    h("strong", {}, entry.full === undefined ? entry.term : `${entry.term}: ${entry.full}`),
    " ",
    entry.meaning,
    " ",
    h("a", { href: `${glossaryPath()}#${entry.id}` }, "Glossary"),
  );
  const button = h(
    "button",
    {
      type: "button",
      class: "term",
      popovertarget: id,
      "aria-label": entry.full === undefined ? `${label}: explain` : `${label}, ${entry.full}: explain`,
    },
    label,
  );
  note.addEventListener("toggle", () => place(button, note));
  return h("span", { class: "term-group" }, button, note);
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
