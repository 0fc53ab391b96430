/** Text as HTML shows it: no sign of it is read as markup, within quotes too. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** A count as people read it: 12,345. */
export const countText = (n: number): string => n.toLocaleString("en-GB");

/** `1 row`, `12,345 rows`. */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${countText(n)} ${n === 1 ? one : many}`;

/** A cell of a table: HTML that is escaped already, and whether it is a number or heads its row. */
interface Cell {
  readonly html: string;
  readonly kind?: "number" | "head";
  /** Further attributes, such as a class. */
  readonly attributes?: string;
}

export const textCell = (text: string): Cell => ({ html: escapeHtml(text) });
export const headCell = (html: string): Cell => ({ html, kind: "head" });
export const numberCell = (n: number): Cell => ({ html: countText(n), kind: "number" });

/** A part of a table's body, with a line of its own above where it has a title. */
interface RowGroup {
  readonly title?: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** A table that scrolls within itself where the page is narrow; empty where there are no rows. Captions and heads are plain text. */
export function tableHtml(
  caption: string,
  head: readonly (string | { readonly number: string })[],
  groups: readonly RowGroup[],
): string {
  if (groups.every(({ rows }) => rows.length === 0)) return "";
  const heads = head.map((one) =>
    typeof one === "string"
      ? `<th scope="col">${escapeHtml(one)}</th>`
      : `<th scope="col" class="n">${escapeHtml(one.number)}</th>`,
  );
  const bodies = groups
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => {
      const top =
        title === undefined
          ? ""
          : `<tr><th scope="rowgroup" colspan="${head.length}" class="group">${escapeHtml(title)}</th></tr>`;
      return `<tbody>${top}${rows.map((cells) => `<tr>${cells.map(cellHtml).join("")}</tr>`).join("")}</tbody>`;
    });
  const name = escapeHtml(caption);
  return `<div class="scroll" role="region" tabindex="0" aria-label="${name}"><table><caption>${name}</caption><thead><tr>${heads.join("")}</tr></thead>${bodies.join("")}</table></div>`;
}

function cellHtml({ html, kind, attributes = "" }: Cell): string {
  if (kind === "head") return `<th scope="row"${attributes}>${html}</th>`;
  return kind === "number" && attributes === ""
    ? `<td class="n">${html}</td>`
    : `<td${attributes}>${html}</td>`;
}
