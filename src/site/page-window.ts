import { parseHTML } from "linkedom";

/** A page's document, and what its code waits for once its cells have been placed. */
export interface PageWindow {
  readonly document: Document;
  /** Tells each chart its width, each observer of the document that it changed, until nothing more is asked for. */
  settle(widthOf: (element: Element) => number): void;
}

interface Waiting {
  readonly element: Element;
  readonly callback: (entries: readonly { readonly contentRect: { readonly width: number } }[]) => void;
}

/** More rounds than charts within charts could need; a page that never rests is a fault of the page. */
const ROUNDS = 10;

/**
 * Makes a page's document the global one, with as much of a browser around it as drawing needs: nothing is laid out, no
 * event happens, nothing is fetched, and the address has no parameters.
 *
 * @param pathname what a link to the page itself says, relative to it
 */
export function openPageWindow(html: string, pathname: string): PageWindow {
  const { document, window } = parseHTML(html);
  const sized: Waiting[] = [];
  const changed: (() => void)[] = [];
  const deferred: (() => void)[] = [];
  const printing: (() => void)[] = [];
  const nothing = (): void => undefined;
  const later = (work: () => void): number => deferred.push(work);
  mend(window as unknown as Parameters<typeof mend>[0]);
  const own = {
    document,
    Node: window.Node,
    Text: window.Text,
    Element: window.Element,
    HTMLElement: window.HTMLElement,
    SVGElement: window.SVGElement,
    NodeFilter: { SHOW_TEXT: 4, FILTER_ACCEPT: ACCEPTED, FILTER_REJECT: 2 },
    location: { search: "", hash: "", pathname, href: pathname },
    history: { pushState: nothing, replaceState: nothing },
    addEventListener: (name: string, work: () => void) => {
      if (name === "beforeprint") printing.push(work);
    },
    removeEventListener: nothing,
    dispatchEvent: nothing,
    matchMedia: () => ({ matches: false, addEventListener: nothing, removeEventListener: nothing }),
    // Nothing is drawn between, so that a part which waits for the next frame need not wait.
    requestAnimationFrame: (work: () => void) => void setImmediate(work),
    cancelAnimationFrame: nothing,
    getComputedStyle: () => ({ getPropertyValue: () => "" }),
    innerWidth: 1440,
    innerHeight: 1000,
    CSS: { escape: (text: string) => text.replace(/[^\w-]/g, "\\$&") },
    MutationObserver: class {
      readonly #callback: () => void;
      constructor(callback: () => void) {
        this.#callback = callback;
      }
      observe(): void {
        changed.push(this.#callback);
      }
      disconnect(): void {}
    },
    ResizeObserver: class {
      readonly #callback: Waiting["callback"];
      constructor(callback: Waiting["callback"]) {
        this.#callback = callback;
      }
      observe(element: Element): void {
        sized.push({ element, callback: this.#callback });
      }
      disconnect(): void {}
    },
    IntersectionObserver: class {
      observe(): void {}
      disconnect(): void {}
    },
    setTimeout: later,
    clearTimeout: nothing,
  };
  Object.assign(globalThis, own, { window: globalThis });
  return {
    document: document as unknown as Document,
    settle(widthOf) {
      for (let round = 0; round < ROUNDS && sized.length + deferred.length > 0; round++) {
        for (const { element, callback } of sized.splice(0)) {
          if (element.isConnected) callback([{ contentRect: { width: widthOf(element) } }]);
        }
        for (const work of deferred.splice(0)) work();
      }
      for (const work of changed) work();
      for (const work of deferred.splice(0)) work();
      const open = new Set(document.querySelectorAll("details[open]"));
      for (const work of printing) work();
      for (const details of document.querySelectorAll("details"))
        details.toggleAttribute("open", open.has(details));
    },
  };
}

/** What the document lacks of a browser's, as far as components use it. */
function mend(window: {
  readonly HTMLElement: object;
  readonly HTMLSelectElement: object;
  readonly document: object;
}): void {
  define(window.HTMLElement, "hidden", {
    get(this: Element) {
      return this.hasAttribute("hidden");
    },
    set(this: Element, value: boolean) {
      this.toggleAttribute("hidden", value);
    },
  });
  define(window.HTMLSelectElement, "value", {
    get(this: Element) {
      const options = [...this.querySelectorAll("option")];
      const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
      return chosen?.getAttribute("value") ?? "";
    },
    set(this: Element, value: string) {
      for (const option of this.querySelectorAll("option"))
        option.toggleAttribute("selected", option.getAttribute("value") === value);
    },
  });
  Object.defineProperty(window.document, "createTreeWalker", { configurable: true, value: walkTexts });
}

function define(maker: object, name: string, property: PropertyDescriptor): void {
  const { prototype } = maker as { readonly prototype: object };
  Object.defineProperty(prototype, name, { configurable: true, ...property });
}

const ACCEPTED = 1;

/** The one kind of walk that components take: over the texts that a filter accepts. */
function walkTexts(root: Node, _shown: number, filter: (node: Node) => number): { nextNode(): Node | null } {
  const texts: Node[] = [];
  const visit = (node: Node): void => {
    if (node.nodeType === 3 && filter(node) === ACCEPTED) texts.push(node);
    for (const child of node.childNodes) visit(child);
  };
  visit(root);
  return { nextNode: () => texts.shift() ?? null };
}
