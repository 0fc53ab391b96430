import { h } from "./dom.js";

/** How the rows of a long table are found. */
export interface TableFilter {
  /** Stable id: of the box, and memory of what was typed. */
  readonly id: string;
  /** Words above the box. */
  readonly label: string;
  /** What the rows are, for "12 of 203 networks". */
  readonly many: string;
}

const typed = new Map<string, string>();

/** A labelled box that shows only the rows of a table whose text holds what is typed; it says how many are left. */
export function filterTable(table: HTMLElement, filter: TableFilter): HTMLElement {
  const rows = [...table.querySelectorAll("tbody tr")].filter((row) => row instanceof HTMLElement);
  const names = rows.map((row) => (row.querySelector("th")?.textContent ?? "").toLowerCase());
  const status = h("p", { class: "filter-status", role: "status" });
  const input = h("input", {
    type: "search",
    id: filter.id,
    autocomplete: "off",
    spellcheck: "false",
    value: typed.get(filter.id) ?? "",
    oninput: () => show(),
  });
  const show = (): void => {
    const wanted = input.value.trim().toLowerCase();
    typed.set(filter.id, input.value);
    let left = 0;
    for (const [place, row] of rows.entries()) {
      row.hidden = !(names[place] ?? "").includes(wanted);
      if (!row.hidden) left += 1;
    }
    status.textContent = `${left.toLocaleString("en-GB")} of ${rows.length.toLocaleString("en-GB")} ${filter.many} shown`;
  };
  show();
  table.classList.add("table-tall");
  return h(
    "div",
    {},
    h(
      "div",
      { class: "filter-row" },
      h("div", { class: "field" }, h("label", { for: filter.id }, filter.label), input),
      status,
    ),
    table,
  );
}
