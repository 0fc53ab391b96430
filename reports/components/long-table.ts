import { dataTable } from "./data-table.js";
import { h } from "./dom.js";
import type { TableFilter } from "./filter-table.js";
import type { TableModel } from "./table-model.js";

/** Rows drawn at once: more would make a reader wait at every letter typed. */
const MOST = 100;

const typed = new Map<string, string>();
const turned = new Set<string>();

/**
 * A table of many rows by name: a box that finds them, a heading that turns their order, and no more than a hundred drawn at
 * once until all are asked for. `items` stand in the order of their names.
 */
export function longTable<T>(
  model: TableModel<T>,
  filter: TableFilter,
  nameOf: (item: T) => string,
  mark = "",
): HTMLElement {
  const status = h("p", { class: "filter-status", role: "status" });
  const box = h("div", {});
  let all = false;
  const input = h("input", {
    type: "search",
    id: filter.id,
    autocomplete: "off",
    spellcheck: "false",
    value: typed.get(filter.id) ?? "",
    oninput: () => show(),
  });
  const show = (focus = false): void => {
    const wanted = input.value.trim().toLowerCase();
    typed.set(filter.id, input.value);
    const found = model.items.filter((item) => nameOf(item).toLowerCase().includes(wanted));
    const isTurned = turned.has(filter.id);
    const ordered = isTurned ? found.toReversed() : found;
    const drawn = all ? ordered : ordered.slice(0, MOST);
    const table = dataTable({ ...model, items: drawn }, mark);
    table.classList.add("table-tall");
    const head = table.querySelector("thead th");
    head?.setAttribute("aria-sort", isTurned ? "descending" : "ascending");
    const turn = h(
      "button",
      {
        type: "button",
        class: "sort",
        onclick: () => {
          if (!turned.delete(filter.id)) turned.add(filter.id);
          show(true);
        },
      },
      model.columns[0]?.label ?? "",
    );
    head?.replaceChildren(turn);
    const rest = found.length - drawn.length;
    box.replaceChildren(
      table,
      ...(rest === 0
        ? []
        : [
            h(
              "button",
              {
                type: "button",
                class: "action",
                onclick: () => {
                  all = true;
                  show(true);
                },
              },
              `Show all ${found.length} ${filter.many}`,
            ),
          ]),
    );
    status.textContent = `${drawn.length} of ${model.items.length} ${filter.many} shown${rest === 0 ? "" : "; type to find others"}`;
    if (focus) turn.focus();
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
  );
}
