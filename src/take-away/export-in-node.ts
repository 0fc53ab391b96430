import type { Blob } from "node:buffer";

/** A chart as its page's own download writes it, with the words round it. */
export interface NodeChart {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly svg: string;
}

const COLOURS = /:root[^{]*\{([^}]*)\}/;

/**
 * Presses "Download chart" of each figure among drawn nodes, outside a browser, and keeps what comes of it. Colours are those
 * of the style sheet's first `:root`, the light ones; widths of words are estimated.
 *
 * The global document is that of the page (`drawPage`); of what a browser knows of a drawing, as much is put into it as the
 * download asks for.
 *
 * @param ids beginnings of the ids of the figures that are wanted
 */
export async function exportInNode(
  drawn: readonly Node[],
  ids: readonly string[],
  styles: string,
): Promise<readonly NodeChart[]> {
  const colours = new Map(
    [...(COLOURS.exec(styles)?.[1] ?? "").matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(
      ([, name = "", value = ""]) => [name, value.trim()] as const,
    ),
  );
  const saved: Blob[] = [];
  lend(colours, saved);
  const charts: NodeChart[] = [];
  const elements = drawn.filter((node): node is HTMLElement => node.nodeType === 1);
  const figures = elements.flatMap((one) => [
    ...(one.matches("figure.figure") ? [one] : []),
    ...one.querySelectorAll<HTMLElement>("figure.figure"),
  ]);
  for (const figure of figures) {
    if (!ids.some((id) => figure.id.startsWith(id))) continue;
    const buttons = [...figure.querySelectorAll<HTMLButtonElement>("button.take-away-item")];
    saved.length = 0;
    buttons.find((one) => one.textContent?.startsWith("Download chart"))?.click();
    const [file] = saved;
    if (file === undefined) continue;
    charts.push({
      id: figure.id,
      title: figure.querySelector("h3")?.textContent ?? "",
      summary: figure.querySelector("figcaption")?.textContent ?? "",
      svg: wellFormed(await file.text(), colours),
    });
  }
  return charts;
}

/** Puts into the global scope what a download asks of a browser. */
function lend(colours: ReadonlyMap<string, string>, saved: Blob[]): void {
  const resolved = (value: string): string =>
    value.replace(/var\((--[\w-]+)\)/g, (all, name: string) => colours.get(name) ?? all);
  Object.assign(globalThis, {
    getComputedStyle: (element: Element) => ({
      color: colours.get("--ink") ?? "#000",
      getPropertyValue: (name: string) =>
        name.startsWith("--")
          ? (colours.get(name) ?? "")
          : name === "font-size"
            ? letterSize(element)
            : resolved(element.getAttribute(name) ?? ""),
    }),
    XMLSerializer: class {
      serializeToString(element: Element): string {
        return element.outerHTML;
      }
    },
  });
  Object.defineProperty(SVGElement.prototype, "viewBox", {
    configurable: true,
    get(this: Element) {
      const [x = 0, y = 0, width = 0, height = 0] = (this.getAttribute("viewBox") ?? "")
        .split(/[ ,]+/)
        .map(Number);
      return { baseVal: { x, y, width, height } };
    },
  });
  URL.createObjectURL = (file) => {
    saved.push(file as Blob);
    return "blob:kept";
  };
  URL.revokeObjectURL = () => undefined;
}

/** The size of letters as the drawing states it, on the element or around it: that of the whole stands in its style. */
function letterSize(element: Element): string {
  for (let one: Element | null = element; one !== null && one.localName !== "div"; one = one.parentElement) {
    const stated = (one as SVGElement).style.getPropertyValue("font-size");
    const size = stated ? stated : one.getAttribute("font-size");
    if (size) return size;
  }
  return "";
}

/** What HTML lets pass and an SVG file does not, and colours that stand in styles. */
function wellFormed(svg: string, colours: ReadonlyMap<string, string>): string {
  return svg
    .replaceAll("&nbsp;", "\u00a0")
    .replace(/var\((--[\w-]+)\)/g, (all, name: string) => colours.get(name) ?? all);
}
