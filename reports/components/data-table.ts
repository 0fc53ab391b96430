import { h } from "./dom.js";
import type { TableModel } from "./table-model.js";

/** Draws a table with caption and scoped headers, inside a region that scrolls by itself and takes the keyboard. */
export function dataTable<T>(model: TableModel<T>, mark = ""): HTMLElement {
  const columns = model.columns.filter((column) => column.csvOnly !== true);
  const [first, ...rest] = columns;
  const stacked = model.stacked === true;
  // A table that is laid out as blocks loses its meaning for assistive technology unless its parts name their roles.
  const as = (role: string): string | null => (stacked ? role : null);
  return h(
    "div",
    { class: "table-scroll", role: "region", tabindex: "0", "aria-label": `Table: ${model.caption}` },
    h(
      "table",
      { class: stacked ? "stacked" : null, role: as("table") },
      h("caption", {}, model.caption, mark === "" ? null : h("span", { class: "mark" }, mark)),
      h(
        "thead",
        { role: as("rowgroup") },
        h(
          "tr",
          { role: as("row") },
          columns.map((column) =>
            h(
              "th",
              { scope: "col", class: column.numeric === true ? "num" : null, role: as("columnheader") },
              column.label,
            ),
          ),
        ),
      ),
      h(
        "tbody",
        { role: as("rowgroup") },
        model.items.map((item) =>
          h(
            "tr",
            { role: as("row") },
            h("th", { scope: "row", role: as("rowheader") }, first?.text(item)),
            rest.map((column) => {
              const text = column.text(item);
              const words = column.numeric === true && typeof text === "string" && /^[A-Z]/.test(text);
              return h(
                "td",
                {
                  class: column.numeric === true ? (words ? "num words" : "num") : null,
                  role: as("cell"),
                  "data-label": as(column.label),
                },
                text,
              );
            }),
          ),
        ),
      ),
    ),
  );
}
