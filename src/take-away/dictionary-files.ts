import { type DictionaryEntry, RELEASE_FILES } from "../release/data-dictionary.ts";
import { csvCell } from "../release/estimates-table.ts";
import { xmlText } from "./xml-text.ts";

/** The data dictionary as CSV: one row a column, and one a code of a column. */
export function dictionaryCsv(entries: readonly DictionaryEntry[]): string {
  const rows = entries.flatMap(({ file, column, type, unit, description, values }) => [
    [file, column, type, unit, description, "", ""],
    ...values.map(({ value, meaning }) => [file, column, type, unit, "", value, meaning]),
  ]);
  const head = ["file", "column", "type", "unit", "description", "value", "meaning"];
  return `\ufeff${[head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** The data dictionary as a page to read: a section a column, with its codes in a table. */
export function dictionaryPage(entries: readonly DictionaryEntry[], title: string, source: string): string {
  const sections = entries.map(({ column, type, unit, description, values }) => {
    const facts = [`Type: ${type}`, ...(unit === "" ? [] : [`unit: ${unit}`])].join(", ");
    const rows = values.map(
      ({ value, meaning }) =>
        `<tr><th scope="row"><code>${xmlText(value)}</code></th><td>${xmlText(meaning)}</td></tr>`,
    );
    const table =
      rows.length === 0
        ? ""
        : `<table><caption>Codes of ${xmlText(column)}</caption><thead><tr><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
    return `<section id="${xmlText(column)}"><h2><code>${xmlText(column)}</code></h2><p>${xmlText(description)}</p><p>${xmlText(facts)}.</p>${table}</section>`;
  });
  const list = entries.map(
    ({ column }) => `<li><a href="#${xmlText(column)}"><code>${xmlText(column)}</code></a></li>`,
  );
  const files = RELEASE_FILES.map(
    ({ file, description }) => `<li><code>${xmlText(file)}</code>: ${xmlText(description)}</li>`,
  );
  return plainPage(
    title,
    `<p>${xmlText(source)}</p><p>The columns of estimates.csv, in their order. data-dictionary.csv says the same for programs.</p><ul class="columns">${list.join("")}</ul>${sections.join("\n")}<section><h2>The files of the release itself</h2><p>This folder was made from them. They lie behind the pages of the site.</p><ul>${files.join("")}</ul></section>`,
  );
}

/** A page that stands alone: no script, no request, readable on paper. */
export function plainPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${xmlText(title)}</title>
<style>
body { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.8rem; line-height: 1.2; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; margin: 0.5rem 0; }
caption { text-align: left; font-weight: bold; padding: 0.3rem 0; }
tbody th { min-width: 8rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid #8a939b; overflow-wrap: anywhere; }
a { color: #0b4f8a; }
.mark { border: 2px solid #9b1c1c; color: #9b1c1c; font-weight: bold; padding: 0.5rem; }
.columns { columns: 12rem; }
@media print { body { max-width: none; padding: 0; } }
</style>
</head>
<body>
<main>
<h1>${xmlText(title)}</h1>
${body}
</main>
</body>
</html>
`;
}
