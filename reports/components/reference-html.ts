import type { ReferenceTable } from "../../loaders/reference-facts.ts";
import type { ListedRule } from "../../loaders/rule-list.ts";
import type { CodeList } from "../../src/model/code-list.ts";
import type { SchemaKey } from "../../src/model/schema-keys.ts";
import type { DictionaryEntry } from "../../src/release/data-dictionary.ts";

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("{", "&#123;");

/** A name as code, which may break after a dot or an underscore so that a phone shows all of it. */
const code = (name: string): string => `<code>${escaped(name).replace(/[._]/g, "$&<wbr>")}</code>`;

/** An address within a page: letters, digits and hyphens. */
export const anchor = (...parts: readonly string[]): string =>
  parts
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

interface Entry {
  readonly id: string;
  readonly term: string;
  readonly kind: string;
  readonly text: string;
}

const list = (entries: readonly Entry[]): string =>
  `<dl class="glossary reference">${entries
    .map(
      ({ id, term, kind, text }) =>
        `<div id="${id}"><dt>${term}${kind === "" ? "" : ` <span class="full">${kind}</span>`}</dt><dd>${text}</dd></div>`,
    )
    .join("")}</dl>`;

const heading = (id: string, title: string): string => `<h2 id="${id}">${title}</h2>`;

const jump = (links: readonly (readonly [id: string, label: string])[]): string =>
  `<ul class="jump" aria-label="On this page">${links
    .map(([id, label]) => `<li><a href="#${id}">${escaped(label)}</a></li>`)
    .join("")}</ul>`;

const TYPES: Readonly<Record<string, string>> = {
  VARCHAR: "text",
  DATE: "date",
  INTEGER: "whole number",
  BIGINT: "whole number",
  BOOLEAN: "true or false",
  "DECIMAL(18,6)": "number with six decimals",
};

/** The canonical model as HTML: a section a table, an entry a column, with links to its code lists. */
export function modelHtml(tables: readonly ReferenceTable[]): string {
  const sections = tables.map(
    ({ name, description, columns }) =>
      `${heading(anchor("table", name), code(name))}<p>${escaped(description)}</p>${list(
        columns.map((column) => ({
          id: anchor(name, column.name),
          term: code(column.name),
          kind: TYPES[column.sql] ?? column.sql,
          text: [
            `${escaped(column.title)}.`,
            plainCode(column.description),
            column.codes.length === 0 ? "" : `Codes: ${column.codes.map(listLink).join(", ")}.`,
          ]
            .filter((part) => part !== "")
            .join(" "),
        })),
      )}`,
  );
  return jump(tables.map(({ name }) => [anchor("table", name), name] as const)) + sections.join("");
}

const listLink = (id: string): string => `<a href="./code-lists#${anchor("list", id)}">${escaped(id)}</a>`;

/** Spellings of a code that are shown; the file has them all. */
const SPELLINGS = 6;

/** The shipped code lists as HTML: a folded section a list, an entry a code, with some of the spellings read. */
export function codeListsHtml(lists: readonly CodeList[]): string {
  const sections = lists.map(
    ({ id, title, source, codes }) =>
      `<h2 id="${anchor("list", id)}">${escaped(title)} <span class="quiet">${code(id)}</span></h2><p>${escaped(source)}</p><details><summary>${codes.length} codes</summary>${list(
        codes.map(({ code: value, label, also, unknown, group }) => ({
          id: anchor("code", id, value === "?" ? "unknown" : value),
          term: code(value),
          kind: "",
          text: [
            `${escaped(label)}.`,
            group === undefined ? "" : `Group: ${escaped(group)}.`,
            unknown === undefined
              ? ""
              : unknown === "not_stated"
                ? "Asked, and not answered."
                : "Never asked or recorded.",
            also.length === 0
              ? ""
              : `Also read: ${also
                  .slice(0, SPELLINGS)
                  .map((one) => code(one))
                  .join("; ")}${also.length > SPELLINGS ? `; and ${also.length - SPELLINGS} more` : ""}.`,
          ]
            .filter((part) => part !== "")
            .join(" "),
        })),
      )}</details>`,
  );
  return jump(lists.map(({ id, title }) => [anchor("list", id), title] as const)) + sections.join("");
}

/** The keys of a YAML file as HTML: those that stand alone, then a section for each that holds others. */
export function keysHtml(keys: readonly SchemaKey[], prefix = "key"): string {
  const groups = new Map<string, SchemaKey[]>();
  for (const key of keys) {
    const top = key.path.split(/[.[]/)[0] ?? "";
    groups.set(top, [...(groups.get(top) ?? []), key]);
  }
  const idOf = (path: string) => anchor(prefix, path.replaceAll("[]", ""));
  const entry = (key: SchemaKey, id: string): Entry => ({
    id,
    term: code(key.path),
    kind: `${escaped(key.kind)}${key.required ? "; must be given" : ""}`,
    text: `${plainCode(key.description)}${key.fallback === undefined ? "" : ` ${fallbackText(key.fallback)}`}`,
  });
  const single = [...groups.values()].flatMap((group) => (group.length === 1 ? group : []));
  const several = [...groups].filter(([, group]) => group.length > 1);
  const sections = several.map(
    ([top, group]) =>
      `${heading(idOf(top), code(top))}${list(
        group.map((key) => entry(key, key.path === top ? `${idOf(top)}-itself` : idOf(key.path))),
      )}`,
  );
  const first = `${heading(`${prefix}s-alone`, "Keys that stand alone")}${list(
    single.map((key) => entry(key, idOf(key.path))),
  )}`;
  const links = several.map(([top]) => [idOf(top), top] as const);
  return jump([[`${prefix}s-alone`, "Keys that stand alone"], ...links]) + first + sections.join("");
}

/** A default longer than this would fill the page: the sentence before it says what it is. */
const LONGEST_DEFAULT = 60;

const fallbackText = (fallback: string): string =>
  fallback.length > LONGEST_DEFAULT ? "" : `Left out: ${code(fallback.replaceAll('"', ""))}.`;

const STRENGTHS = [
  ["file", "Stops the file or the ingest", "The warehouse stays as it was."],
  [
    "record",
    "Takes a row, or the part of it that is wrong",
    "The row goes to quarantine, or is left out and counted.",
  ],
  ["warning", "Only tells", "The row is stored; the report counts it."],
] as const;

/** The messages of the ingest as HTML, by what they stop. */
export function rulesHtml(rules: readonly ListedRule[]): string {
  return STRENGTHS.map(
    ([strength, title, effect]) =>
      `${heading(anchor("messages", strength), title)}<p>${effect}</p>${list(
        rules
          .filter((rule) => rule.strength === strength)
          .map(({ code: name, meaning, remedy }) => ({
            id: anchor(name),
            term: code(name),
            kind: "",
            text: `${plainCode(meaning)} <strong>What to do:</strong> ${plainCode(remedy)}`,
          })),
      )}`,
  ).join("");
}

/** The files of a release as HTML. */
export function releasedFilesHtml(
  files: readonly { readonly file: string; readonly description: string }[],
): string {
  return list(
    files.map(({ file, description }) => ({
      id: anchor("file", file),
      term: code(file),
      kind: "",
      text: plainCode(description),
    })),
  );
}

/** Values of a column that are listed; more than this, and their sections on other pages are better. */
const VALUES = 30;

/** The columns of the released files as HTML, with the codes of this release. */
export function releasedColumnsHtml(entries: readonly DictionaryEntry[]): string {
  return list(
    entries.map(({ column, type, unit, description, values }) => ({
      id: anchor("column", column),
      term: code(column),
      kind: `${type}${unit === "" ? "" : `, ${escaped(unit)}`}`,
      text: `${plainCode(description)}${valuesHtml(column, values)}`,
    })),
  );
}

/** Words between backticks are names of columns and codes. */
const plainCode = (text: string): string => escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>");

function valuesHtml(column: string, values: DictionaryEntry["values"]): string {
  if (values.length === 0) return "";
  const items = values
    .slice(0, VALUES)
    .map(({ value, meaning }) => `<li>${code(value)}: ${plainCode(meaning)}</li>`);
  const more = values.length - items.length;
  const rest =
    more === 0
      ? ""
      : `<li>and ${more} more${column === "measure" ? ': see <a href="../measures">Measures</a>' : ""}</li>`;
  const what = values.length === 1 ? "1 code" : `${values.length} codes`;
  return `<details><summary>${what} in this release</summary><ul>${items.join("")}${rest}</ul></details>`;
}
