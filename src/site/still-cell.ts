import type { StillMarks } from "./still-marks.ts";
import { type StyleNames, stillStyles } from "./still-styles.ts";

/** Rows that a table keeps where it stands open, and where it is folded: the rest is in the file of all figures. */
const ROWS_OPEN = 60;
const ROWS_FOLDED = 25;
const REFERRING = [
  "fill",
  "stroke",
  "clip-path",
  "mask",
  "marker-end",
  "marker-start",
  "aria-labelledby",
  "for",
];

/** Where links of a still page lead. */
export interface StillLinks {
  /** The file of all figures, relative to the page; undefined where the site has none. */
  readonly allFigures: string | undefined;
}

/**
 * Makes what a cell shows into HTML that says the same without JavaScript: explained words link to the glossary, headers of
 * tables sort nothing, long tables end after some rows, links that only choose become words. Controls stay in their place,
 * with what is chosen in them, so that nothing moves when the running page takes over; the style sheet hides them from
 * readers without JavaScript.
 */
export function stillCell(
  nodes: readonly Node[],
  links: StillLinks,
  styles: StyleNames,
  marks: StillMarks,
): string {
  return nodes
    .map((node) => {
      if (node.nodeType !== 1) return escapeText(node.textContent ?? "");
      const element = node as Element;
      const holder = element.ownerDocument.createElement("div");
      holder.append(element);
      explainByLink(holder);
      holdStill(holder);
      shortenTables(holder, links);
      scrollCharts(holder);
      stillStyles(holder, styles);
      roundDrawing(holder);
      renumber(holder, marks);
      return holder.innerHTML;
    })
    .join("");
}

export const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const made = (near: Element, tag: string, className: string, text: string): Element => {
  const element = near.ownerDocument.createElement(tag);
  if (className !== "") element.setAttribute("class", className);
  element.textContent = text;
  return element;
};

function explainByLink(holder: Element): void {
  for (const group of holder.querySelectorAll(".term-group")) {
    const label = group.querySelector("button")?.textContent ?? "";
    const target = group.querySelector('.term-note a[href*="glossary"]')?.getAttribute("href");
    const word = made(group, target === null || target === undefined ? "span" : "a", "term", label);
    if (typeof target === "string") word.setAttribute("href", target);
    group.replaceWith(word);
  }
}

function holdStill(holder: Element): void {
  // What lies over a chart's marks for a pointer to find.
  for (const over of holder.querySelectorAll(".points, .point-note, .point-hover, .point-linked"))
    over.remove();
  for (const sort of holder.querySelectorAll("th button.sort")) {
    sort.replaceWith(made(sort, "span", "sort", sort.textContent ?? ""));
  }
  for (const select of holder.querySelectorAll("select")) {
    const options = [...select.querySelectorAll("option")];
    const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
    select.replaceChildren(...(chosen === undefined ? [] : [chosen]));
  }
  for (const list of holder.querySelectorAll("datalist")) list.remove();
  for (const control of holder.querySelectorAll("select, input, button")) {
    control.setAttribute("disabled", "");
    for (const name of ["list", "popovertarget", "aria-controls"]) control.removeAttribute(name);
  }
  for (const link of holder.querySelectorAll('a[href*="?"]')) {
    const words = made(link, "span", link.getAttribute("class") ?? "", "");
    words.append(...link.childNodes);
    link.replaceWith(words);
  }
}

function shortenTables(holder: Element, { allFigures }: StillLinks): void {
  const more = (near: Element, text: string): Element => {
    const words = made(near, "p", "figure-note", allFigures === undefined ? text : `${text} `);
    if (allFigures !== undefined) {
      const link = made(near, "a", "", "All figures (CSV)");
      link.setAttribute("href", allFigures);
      link.setAttribute("download", "");
      words.append(link);
    }
    return words;
  };
  for (const table of holder.querySelectorAll("table")) {
    const rows = [...table.querySelectorAll("tbody > tr")];
    const kept = table.closest("details:not([open])") === null ? ROWS_OPEN : ROWS_FOLDED;
    if (rows.length <= kept) continue;
    for (const row of rows.slice(kept)) row.remove();
    const box = table.closest(".table-scroll") ?? table;
    box.after(more(box, `The first ${kept} of ${rows.length.toLocaleString("en-GB")} rows.`));
  }
  for (const details of holder.querySelectorAll("details.behind")) {
    if (details.children.length === 1) details.append(more(details, "This table is too long to stand here."));
  }
}

/** A chart keeps the size that it was drawn at; where there is less room its box is scrolled, also by keyboard. */
function scrollCharts(holder: Element): void {
  for (const box of holder.querySelectorAll(".chart-box")) {
    const title = box.closest("figure")?.querySelector("h3")?.textContent;
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", title === null || title === undefined ? "Chart" : `Chart: ${title}`);
  }
}

const DRAWN = [
  "cx",
  "cy",
  "r",
  "x",
  "y",
  "x1",
  "y1",
  "x2",
  "y2",
  "width",
  "height",
  "d",
  "points",
  "transform",
];

/** A tenth of a pixel is as much as an eye sees. */
function roundDrawing(holder: Element): void {
  for (const drawing of holder.querySelectorAll("svg")) {
    for (const element of drawing.querySelectorAll("*")) {
      for (const name of DRAWN) {
        const value = element.getAttribute(name);
        if (value === null || !/\.\d\d/.test(value)) continue;
        element.setAttribute(
          name,
          value.replace(/-?\d*\.\d{2,}/g, (text) => String(Math.round(Number(text) * 10) / 10)),
        );
      }
    }
  }
}

function renumber(holder: Element, marks: StillMarks): void {
  const still = (id: string): string => marks.nameOf(id);
  for (const element of holder.querySelectorAll("[id]")) {
    const id = element.getAttribute("id") ?? "";
    if (still(id) !== id) element.setAttribute("id", still(id));
  }
  for (const name of REFERRING) {
    for (const element of holder.querySelectorAll(`[${name}]`)) {
      const value = element.getAttribute(name) ?? "";
      const changed = value.startsWith("url(#") ? `url(#${still(value.slice(5, -1))})` : still(value);
      if (changed !== value) element.setAttribute(name, changed);
    }
  }
}
