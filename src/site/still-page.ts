import type { DrawnPage } from "./draw-page.ts";
import { escapeText, type StillLinks, stillCell } from "./still-cell.ts";
import { StillMarks } from "./still-marks.ts";
import { StyleNames } from "./still-styles.ts";

/** A page that needs no JavaScript, and the style sheets that the charts on it carry when they are drawn in a browser. */
export interface StillPage {
  readonly html: string;
  readonly chartSheets: readonly string[];
}

/** Parts of the frame around the cells that the page's code fills from the release. */
const FRAME = ["site-programme", "site-badges", "site-notices", "site-short-forms", "site-release"] as const;

/** Where a cell's contents go; Framework marks some as loading already. */
const CELL_ROOT = /(?:<observablehq-loading><\/observablehq-loading>)?<!--:([0-9a-f]{8}(?:-\d+)?):-->/g;

/**
 * Puts what the cells of a page show into its HTML, each at its place, so that the page can be read without JavaScript.
 *
 * The running page takes it for a sign that the cell is loading and removes it when the cell first shows something.
 */
export function stillPage(html: string, page: DrawnPage, links: StillLinks): StillPage {
  const styles = new StyleNames();
  const marks = new StillMarks();
  const cells = new Map([...page.cells].map(([id, nodes]) => [id, stillCell(nodes, links, styles, marks)]));
  let still = html.replace(CELL_ROOT, (root, id: string) => {
    const text = cells.get(id) ?? "";
    return text === "" ? root : `<observablehq-loading>${text}</observablehq-loading><!--:${id}:-->`;
  });
  for (const id of FRAME) still = withElement(still, page.document, id);
  const { title, documentElement } = page.document;
  still = still.replace(/<title>[^<]*<\/title>/, () => `<title>${escapeText(title)}</title>`);
  const mark = documentElement.getAttribute("class") ?? "";
  if (mark !== "") still = still.replace(/<html\b[^>]*>/, (tag) => tag.replace(/>$/, ` class="${mark}">`));
  const sheet = documentElement.getAttribute("style") ?? "";
  if (sheet !== "") still = withSheets(still, [`:root{${sheet}}`]);
  return { html: withSheets(still, [styles.sheet]), chartSheets: [...styles.chartSheets] };
}

/** Puts style sheets at the end of a page's head; empty ones are left out. */
export function withSheets(html: string, sheets: readonly string[]): string {
  const elements = sheets.filter((sheet) => sheet !== "").map((sheet) => `<style>${sheet}</style>\n`);
  return html.replace("</head>", () => `${elements.join("")}</head>`);
}

/** Writes an element of the frame over the empty one of the same id. */
function withElement(html: string, document: Document, id: string): string {
  const element = document.getElementById(id);
  const tag = element?.localName;
  if (element === null || tag === undefined) return html;
  const audit = id === "site-release" ? (document.getElementById("site-audit")?.outerHTML ?? "") : "";
  const empty = new RegExp(`<${tag}\\b[^>]*\\bid="${id}"[^>]*>[\\s\\S]*?</${tag}>`);
  return html.replace(empty, () => `${element.outerHTML}${audit}`);
}
