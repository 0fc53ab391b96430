import { type ChartMark, marksOf } from "./chart-marks.js";
import { h } from "./dom.js";

/** Names that stand for something else in each figure: two groups without an answer are not one group. */
const OF_NO_ONE = /^(other|another|not |un|none|no |yes|all |whole |everyone|everybody|any )/i;

/** Width from which a part of a drawing has its name printed in it, in pixels. */
const NAMED = 60;

const charts = new WeakMap<Element, Node>();
const names = new Set<string>();
let pointed: string | undefined;
let kept: string | undefined;
let shown: string | undefined;
let listening = false;

/** The name under which a mark is found in other figures and tables; undefined where it is of no such thing. */
export const linkName = ({ link }: ChartMark): string | undefined =>
  link === undefined || OF_NO_ONE.test(link) ? undefined : (nameIn(link) ?? link);

/** The name that a label begins with (`Hazelhythe Link Service, personal`), or the whole label; undefined where charts know neither. */
function nameIn(label: string): string | undefined {
  const [first = ""] = label.split(", ");
  return names.has(first) ? first : names.has(label) ? label : undefined;
}

/** Makes the marks of a drawing part of the page's highlighting; `box` lies over the drawing, with its corner at the drawing's. */
export function linkMarks(box: Element, drawing: Node): void {
  charts.set(box, drawing);
  box.classList.add("has-marks");
  for (const mark of marksOf(drawing)) {
    if (mark.link !== undefined && !OF_NO_ONE.test(mark.link)) names.add(mark.link);
  }
  listen();
  if (shown !== undefined) ringIn(box, shown);
}

/** Marks what has this name in every figure and table of the page, until told of another or of none. */
export function pointAt(name: string | undefined): void {
  pointed = name;
  show();
}

/** Keeps a name marked while the reader goes on, or lets it go where it was kept already. */
export function keepMarked(name: string): void {
  kept = kept === name ? undefined : name;
  show();
  tell();
}

function clear(): void {
  if (pointed === undefined && kept === undefined) return;
  pointed = undefined;
  kept = undefined;
  show();
  tell();
}

function show(): void {
  const name = pointed ?? kept;
  if (name === shown) return;
  shown = name;
  for (const ring of document.querySelectorAll(".point-linked")) ring.remove();
  for (const row of document.querySelectorAll("tr.linked")) row.classList.remove("linked");
  if (name === undefined) return;
  for (const box of document.querySelectorAll(".has-marks")) ringIn(box, name);
  for (const row of rowsOf(name)) row.classList.add("linked");
}

function ringIn(box: Element, name: string): void {
  const drawing = charts.get(box);
  if (drawing === undefined) return;
  for (const mark of marksOf(drawing)) {
    if (linkName(mark) !== name) continue;
    const ring = h("span", { class: "point-linked", "aria-hidden": "true" });
    placeAt(ring, mark);
    // What is narrow has no name beside it.
    if (mark.area === undefined || mark.area.width < NAMED) {
      const before = mark.left > box.clientWidth / 2;
      ring.append(h("span", { class: before ? "point-name before" : "point-name" }, mark.name));
    }
    box.append(ring);
  }
}

/** Puts an element around a mark. */
export function placeAt(element: HTMLElement, { left, top, area }: ChartMark): void {
  element.classList.toggle("point-area", area !== undefined);
  element.style.left = `${area?.left ?? left}px`;
  element.style.top = `${area?.top ?? top}px`;
  element.style.width = area === undefined ? "" : `${area.width}px`;
  element.style.height = area === undefined ? "" : `${area.height}px`;
}

/** What a row of a table is of, as its heading says it first. */
function nameOfRow(row: Element | null | undefined): string | undefined {
  const head = row?.querySelector(":scope > th[scope=row]");
  return nameIn((head?.firstChild?.textContent ?? "").trim());
}

const rowsOf = (name: string): readonly Element[] =>
  [...document.querySelectorAll("main tbody > tr")].filter((row) => nameOfRow(row) === name);

/** Says what is kept marked and where, with a way to let it go: the other figures may be out of sight. */
function tell(): void {
  const before = document.querySelector(".marked-note");
  if (kept === undefined) {
    before?.replaceChildren();
    return;
  }
  const note = before ?? h("div", { class: "marked-note", role: "status" });
  if (before === null) document.body.append(note);
  const figures = new Set(
    [...document.querySelectorAll(".point-linked, tr.linked")].map(
      (one) => one.closest("figure, table") ?? one,
    ),
  ).size;
  note.replaceChildren(
    h(
      "span",
      {},
      h("strong", {}, kept),
      ` is marked ${figures === 1 ? "in one figure" : `in ${figures} figures`} of this page. `,
    ),
    h("button", { type: "button", class: "action", onclick: clear }, "Clear (Esc)"),
  );
}

function listen(): void {
  const main = document.getElementById("observablehq-main");
  if (listening || main === null) return;
  listening = true;
  const overRow = (event: Event): void => {
    const row = event.target instanceof Element ? event.target.closest("tbody > tr") : null;
    if (row !== null) pointAt(nameOfRow(row));
  };
  const awayFromRow = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest("tbody > tr") !== null) pointAt(undefined);
  };
  for (const kind of ["mouseover", "focusin"]) main.addEventListener(kind, overRow);
  for (const kind of ["mouseout", "focusout"]) main.addEventListener(kind, awayFromRow);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") clear();
  });
}
