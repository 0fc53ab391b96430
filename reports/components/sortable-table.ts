import type { CsvValue } from "./csv.js";
import { dataTable } from "./data-table.js";
import { h } from "./dom.js";
import type { TableModel } from "./table-model.js";
import { byText } from "./text-order.js";

/** The column a table is sorted by, counted from 0, and the direction. */
export interface SortOrder {
  readonly column: number;
  readonly direction: "ascending" | "descending";
}

const chosen = new Map<string, SortOrder>();

/**
 * Compares two cells: numbers by size, texts by the alphabet. Words that stand for a missing figure come last in
 * either direction, so that "withheld" is never taken for a least or a greatest figure.
 */
export function compareCells(
  a: CsvValue,
  b: CsvValue,
  numeric: boolean,
  direction: SortOrder["direction"],
): number {
  const turn = direction === "ascending" ? 1 : -1;
  if (!numeric) return turn * byText(String(a ?? ""), String(b ?? ""));
  const [first, second] = [typeof a === "number", typeof b === "number"];
  if (first && second) return turn * (Number(a) - Number(b));
  return first === second ? 0 : first ? -1 : 1;
}

/** 1 for a row that stays last however the table is sorted, else 0. */
export function isLast<T>(model: TableModel<T>, place: number): number {
  const item = model.items[place];
  return item !== undefined && model.last?.(item) === true ? 1 : 0;
}

/** A table whose headers are buttons that sort it; it starts in the order given and remembers the reader's order by `id`. */
export function sortableTable<T>(
  model: TableModel<T>,
  id: string,
  mark = "",
  start: SortOrder | "as given" = { column: 0, direction: "ascending" },
): HTMLElement {
  const box = dataTable(model, mark);
  const columns = model.columns.filter((column) => column.csvOnly !== true);
  const rows = [...box.querySelectorAll("tbody tr")];
  const body = box.querySelector("tbody");
  const heads = [...box.querySelectorAll("thead th")];
  const status = h("p", { class: "visually-hidden", role: "status" });
  const sort = (order: SortOrder, aloud: boolean): void => {
    const column = columns[order.column];
    if (column === undefined) return;
    chosen.set(id, order);
    const cells = model.items.map((item) => column.csv(item));
    const places = model.items
      .map((_, place) => place)
      .sort(
        (a, b) =>
          isLast(model, a) - isLast(model, b) ||
          compareCells(cells[a] ?? null, cells[b] ?? null, column.numeric === true, order.direction) ||
          a - b,
      );
    body?.append(...places.flatMap((place) => rows[place] ?? []));
    for (const [place, head] of heads.entries()) {
      if (place === order.column) head.setAttribute("aria-sort", order.direction);
      else head.removeAttribute("aria-sort");
    }
    if (aloud) status.textContent = `Sorted by ${column.label}, ${order.direction}.`;
  };
  for (const [place, head] of heads.entries()) {
    const column = columns[place];
    if (column === undefined || column.pageOnly === true) continue;
    const click = (): void => {
      const now = chosen.get(id);
      const direction = now?.column === place && now.direction === "ascending" ? "descending" : "ascending";
      sort({ column: place, direction }, true);
    };
    head.replaceChildren(h("button", { type: "button", class: "sort", onclick: click }, column.label));
  }
  const first = chosen.get(id) ?? start;
  if (first !== "as given") sort(first, false);
  box.append(status);
  return box;
}
