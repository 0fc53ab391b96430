/** What may stand inside an element. */
export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Listener = (event: Event) => void;
type Attribute = string | number | boolean | null | undefined | Listener;

function append(parent: Node, child: Child): void {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) {
    for (const one of child as readonly Child[]) append(parent, one);
    return;
  }
  parent.appendChild(child instanceof Object ? (child as Node) : document.createTextNode(String(child)));
}

/**
 * Makes an HTML element. Text children are escaped by the browser.
 * `true` gives an empty attribute; null, undefined and false leave it out; `onclick` and the like add a listener.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    // The content policy lets no style stand in an attribute, but lets code set one.
    else if (name === "style") element.style.cssText = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

/** A nothing that a page can display. */
export function nothing(): Text {
  return document.createTextNode("");
}
