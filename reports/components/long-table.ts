import { dataTable } from "./data-table.js";
import { h } from "./dom.js";
import type { TableFilter } from "./filter-table.js";
import { compareCells, isLast, type SortOrder } from "./sortable-table.js";
import type { TableModel } from "./table-model.js";

/** Rows drawn at once: more would make a reader wait at every letter typed. */
const MOST = 50;
const BY_NAME: SortOrder = { column: 0, direction: "ascending" };

const typed = new Map<string, string>();
const orders = new Map<string, SortOrder | "as given">();

/** What a long table needs besides its rows. */
export interface LongTableOptions {
  readonly filter: TableFilter;
  /** The order it starts in; each heading then sorts it. Without, the first heading alone turns the order of the names. */
  readonly start?: SortOrder | "as given";
  readonly mark?: string;
}

/**
 * A table of many rows by name: a box that finds them, headings that sort them, and no more than fifty drawn at once
 * until all are asked for. The reader's order and text are remembered by the filter's id. Rows are found by what the
 * first column writes into the download.
 */
export function longTable<T>(
  model: TableModel<T>,
  { filter, start, mark = "" }: LongTableOptions,
): HTMLElement {
  const columns = model.columns.filter((column) => column.csvOnly !== true);
  const names = model.items.map((item) => String(columns[0]?.csv(item) ?? "").toLowerCase());
  const status = h("p", { class: "filter-status", role: "status" });
  const box = h("div", {});
  const rest = h("div", {});
  let all = false;
  const input = h("input", {
    type: "search",
    id: filter.id,
    autocomplete: "off",
    spellcheck: "false",
    value: typed.get(filter.id) ?? "",
    oninput: () => show(),
  });
  const orderNow = (): SortOrder | "as given" => orders.get(filter.id) ?? start ?? BY_NAME;
  let sorted: { readonly order: SortOrder | "as given"; readonly places: readonly number[] } | undefined;
  /** Places of the rows in the order asked for. */
  const inOrder = (order: SortOrder | "as given"): readonly number[] => {
    if (sorted?.order === order) return sorted.places;
    const places = model.items.map((_, place) => place);
    const column = order === "as given" ? undefined : columns[order.column];
    if (order !== "as given" && column !== undefined) {
      const cells = model.items.map((item) => column.csv(item));
      places.sort(
        (a, b) =>
          isLast(model, a) - isLast(model, b) ||
          compareCells(cells[a] ?? null, cells[b] ?? null, column.numeric === true, order.direction) ||
          a - b,
      );
    }
    sorted = { order, places };
    return places;
  };
  const sortBy = (column: number): void => {
    const now = orderNow();
    const isSame = now !== "as given" && now.column === column;
    const direction = isSame && now.direction === "ascending" ? "descending" : "ascending";
    orders.set(filter.id, { column, direction });
    show(column);
    status.textContent = `Sorted by ${columns[column]?.label ?? ""}, ${direction}. ${status.textContent}`;
  };
  const show = (focus?: number): void => {
    const wanted = input.value.trim().toLowerCase();
    typed.set(filter.id, input.value);
    const order = orderNow();
    const found = inOrder(order).filter((place) => (names[place] ?? "").includes(wanted));
    const drawn = all ? found : found.slice(0, MOST);
    const items = drawn.flatMap((place) => model.items.slice(place, place + 1));
    const table = dataTable({ ...model, items }, mark);
    table.classList.add("table-tall");
    for (const [place, head] of [...table.querySelectorAll("thead th")].entries()) {
      const column = columns[place];
      if (order !== "as given" && order.column === place) head.setAttribute("aria-sort", order.direction);
      if (column === undefined || column.pageOnly === true || (place > 0 && start === undefined)) continue;
      head.replaceChildren(
        h("button", { type: "button", class: "sort", onclick: () => sortBy(place) }, column.label),
      );
    }
    const left = found.length - drawn.length;
    const more = (): void => {
      all = true;
      show();
      table.focus();
    };
    rest.replaceChildren(
      ...(left === 0
        ? []
        : [
            h(
              "button",
              { type: "button", class: "action", onclick: more },
              `Show all ${found.length.toLocaleString("en-GB")} ${filter.many}`,
            ),
          ]),
    );
    box.replaceChildren(table);
    status.textContent = `${drawn.length.toLocaleString("en-GB")} of ${model.items.length.toLocaleString("en-GB")} ${filter.many} shown${left === 0 ? "" : "; type to find others"}`;
    if (focus !== undefined)
      table.querySelectorAll<HTMLElement>("thead th")[focus]?.querySelector("button")?.focus();
  };
  show();
  return h(
    "div",
    {},
    h(
      "div",
      { class: "filter-row" },
      h("div", { class: "field" }, h("label", { for: filter.id }, filter.label), input),
      status,
    ),
    box,
    rest,
  );
}
