import { h } from "./dom.js";
import type { TableModel } from "./table-model.js";

/** Draws a table with caption and scoped headers, inside a region that scrolls by itself and takes the keyboard. */
export function dataTable<T>(model: TableModel<T>, mark = ""): HTMLElement {
  const columns = model.columns.filter((column) => column.csvOnly !== true);
  const [first, ...rest] = columns;
  return h(
    "div",
    { class: "table-scroll", role: "region", tabindex: "0", "aria-label": `Table: ${model.caption}` },
    h(
      "table",
      {},
      h("caption", {}, model.caption, mark === "" ? null : h("span", { class: "mark" }, mark)),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          columns.map((column) =>
            h("th", { scope: "col", class: column.numeric === true ? "num" : null }, column.label),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        model.items.map((item) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, first?.text(item)),
            rest.map((column) => {
              const text = column.text(item);
              const words = column.numeric === true && typeof text === "string" && /^[A-Z]/.test(text);
              return h("td", { class: column.numeric === true ? (words ? "num words" : "num") : null }, text);
            }),
          ),
        ),
      ),
    ),
  );
}
