import type MarkdownIt from "markdown-it";

/**
 * Lets tables that are written in Markdown be read on a phone: there each row becomes a block, and each cell carries the
 * heading of its column. The first cell of a row names it. Roles are written out, because a browser drops those of a table that is laid out as blocks.
 */
export function stackedMarkdownTables(md: MarkdownIt): void {
  md.core.ruler.push("stacked-tables", ({ tokens }) => {
    let labels: string[] = [];
    let column = 0;
    let isHead = false;
    for (const [index, token] of tokens.entries()) {
      const set = (name: string, value: string) => token.attrSet(name, value);
      if (token.type === "table_open") {
        set("class", "stacked");
        set("role", "table");
        labels = [];
      } else if (token.type === "thead_open" || token.type === "tbody_open") {
        isHead = token.type === "thead_open";
        set("role", "rowgroup");
      } else if (token.type === "tr_open") {
        column = 0;
        set("role", "row");
      } else if (token.type === "th_open") {
        labels.push(tokens[index + 1]?.content ?? "");
        set("role", "columnheader");
        set("scope", "col");
      } else if (token.type === "td_open" && !isHead) {
        if (column === 0) {
          token.tag = "th";
          set("scope", "row");
          set("role", "rowheader");
        } else {
          set("data-label", labels[column] ?? "");
          set("role", "cell");
        }
        column += 1;
      } else if (token.type === "td_close" && !isHead && column === 1) {
        token.tag = "th";
      }
    }
  });
}
