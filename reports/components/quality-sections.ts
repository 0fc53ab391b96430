import type { Catalogue, DataQuality } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { nameColumn, type TableColumn } from "./table-model.js";

type Figure = DataQuality["sources"][number]["rows"];

/** Writes a count under the policy, or "Withheld". */
export function figureWords(count: Figure): string {
  return count.status === "published" && count.value !== null
    ? count.value.toLocaleString("en-GB")
    : "Withheld";
}

const countColumn = <T>(label: string, pick: (item: T) => Figure): TableColumn<T> => ({
  label,
  numeric: true,
  text: (item) => figureWords(pick(item)),
  csv: (item) => (pick(item).status === "published" ? pick(item).value : "Withheld"),
});

interface Piece {
  readonly id: string;
  readonly label: string;
  readonly count: Figure;
}

/** A bar of counts side by side with the words beneath; a withheld part is a hatched piece of fixed width. */
function stackBar(pieces: readonly Piece[]): HTMLElement {
  return h(
    "div",
    { class: "stack" },
    h(
      "div",
      { class: "stack-bar", "aria-hidden": "true" },
      pieces
        .filter((piece) => piece.count.status === "withheld" || (piece.count.value ?? 0) > 0)
        .map((piece) => {
          const hidden = piece.count.status === "withheld";
          const part = h("span", { class: `stack-part stack-${hidden ? "withheld" : piece.id}` });
          part.style.flex = hidden ? "0 0 28px" : `${piece.count.value ?? 0} 1 0`;
          return part;
        }),
    ),
    h(
      "p",
      { class: "stack-words" },
      pieces.map((piece, index) => [
        index > 0 ? " · " : "",
        h("span", { class: "nowrap" }, `${piece.label} `, h("strong", {}, figureWords(piece.count))),
      ]),
    ),
  );
}

/** Rows that came in from each source and where they went: stored, in quarantine, or left out on purpose. */
export function rowsIn(catalogue: Catalogue, quality: DataQuality): HTMLElement {
  if (quality.sources.length === 0) {
    return h(
      "p",
      { class: "quiet" },
      "Not collected: this release holds no account of the rows that came in.",
    );
  }
  type Item = DataQuality["sources"][number];
  return figure<Item>(catalogue, {
    id: "rows-in",
    title: "Rows in, and where they went",
    summary:
      "Every row of every export is accounted for: rows in = stored + in quarantine + left out on purpose. Counts follow the disclosure policy, so rounded ones may not add up exactly.",
    legend: [
      { mark: "bar", text: "Stored" },
      { mark: "worse", text: "In quarantine" },
      { mark: "same", text: "Left out on purpose" },
      { mark: "hatch", text: "Withheld, not zero" },
    ],
    image: false,
    draw: () =>
      h(
        "ul",
        { class: "bars", "data-mark": releaseMark(catalogue) },
        quality.sources.map((source) =>
          h(
            "li",
            {},
            h(
              "p",
              { class: "bar-name" },
              h("strong", {}, source.label),
              ` ${source.files} ${source.files === 1 ? "file" : "files"}, ${figureWords(source.rows)} rows in`,
            ),
            stackBar([
              { id: "stored", label: "Stored", count: source.stored },
              { id: "quarantined", label: "In quarantine", count: source.quarantined },
              { id: "excluded", label: "Left out", count: source.excluded },
            ]),
          ),
        ),
      ),
    table: {
      caption: "Rows in by source",
      items: quality.sources,
      columns: [
        nameColumn<Item>("Source", (item) => item.label),
        {
          label: "Files",
          numeric: true,
          text: (item) => String(item.files),
          csv: (item) => item.files,
        },
        countColumn<Item>("Rows in", (item) => item.rows),
        countColumn<Item>("Stored", (item) => item.stored),
        countColumn<Item>("In quarantine", (item) => item.quarantined),
        countColumn<Item>("Left out on purpose", (item) => item.excluded),
      ],
    },
    methods: ["count"],
  });
}

const SEVERITY: Readonly<Record<string, string>> = {
  error: "In quarantine",
  warning: "Stored, with a warning",
  excluded: "Left out on purpose",
};

/** A code that may be cut after an underscore only, never within a word. */
function codeWords(code: string): HTMLElement {
  const parts = code.split(/(?<=_)/);
  return h(
    "code",
    { class: "code-words" },
    parts.map((part, index) => [index > 0 ? h("wbr") : null, part]),
  );
}

/** Problems found while the exports were read, each with what to do about it. */
export function problemsFound(catalogue: Catalogue, quality: DataQuality): HTMLElement {
  if (quality.issues.length === 0)
    return h("p", { class: "quiet" }, "No problems were found in the exports.");
  type Item = DataQuality["issues"][number];
  const sourceName = (id: string): string =>
    quality.sources.find((one) => one.source === id)?.label ??
    catalogue.sources.find((one) => one.source === id)?.label ??
    id;
  return figure<Item>(catalogue, {
    id: "problems",
    title: "Problems found, and what to do",
    summary: `${quality.issues.length === 1 ? "1 kind of problem was" : `${quality.issues.length} kinds of problem were`} found. Rows in quarantine can be corrected and put back.`,
    table: {
      caption: "Problems found in the exports",
      items: quality.issues,
      stacked: true,
      columns: [
        { label: "Code", text: (item) => codeWords(item.code), csv: (item) => item.code },
        { label: "Problem", text: (item) => item.meaning, csv: (item) => item.meaning },
        { label: "What to do", text: (item) => item.remedy, csv: (item) => item.remedy },
        { label: "Source", text: (item) => sourceName(item.source), csv: (item) => sourceName(item.source) },
        {
          label: "What happened to the rows",
          text: (item) => SEVERITY[item.severity] ?? item.severity,
          csv: (item) => SEVERITY[item.severity] ?? item.severity,
        },
        countColumn<Item>("Rows", (item) => item.rows),
      ],
    },
    methods: ["count"],
    filter: { id: "find-problem", label: "Find a code", many: "problems" },
    open: true,
  });
}

const TABLES: Readonly<Record<string, string>> = {
  person: "People",
  referral: "Referrals",
  contact: "Contacts",
  outcome: "Outcome scores",
  link_worker: "Link workers",
};

/** How often each field is filled in: known, not stated (asked and declined), not known (never recorded). */
export function completeness(catalogue: Catalogue, quality: DataQuality): HTMLElement {
  if (quality.completeness.length === 0) {
    return h(
      "p",
      { class: "quiet" },
      "There are no records of people or referrals whose fields could be counted.",
    );
  }
  type Item = DataQuality["completeness"][number];
  const suppressed = quality.completeness.some(
    (item) => item.suppressed.status === "withheld" || (item.suppressed.value ?? 0) > 0,
  );
  return figure<Item>(catalogue, {
    id: "completeness",
    title: "Known, not stated, not known",
    summary: `Not stated means that the person was asked and preferred not to say. Not known means never asked or never recorded: that is the part a service can mend.${suppressed ? " Suppressed means that the publisher of the file left the value out." : ""}`,
    legend: [
      { mark: "bar", text: "Known" },
      { mark: "same", text: "Not stated" },
      { mark: "worse", text: "Not known" },
      ...(suppressed ? [{ mark: "band" as const, text: "Suppressed by the publisher" }] : []),
      { mark: "hatch", text: "Withheld, not zero" },
    ],
    image: false,
    draw: () =>
      h(
        "ul",
        { class: "bars", "data-mark": releaseMark(catalogue) },
        quality.completeness.map((item) =>
          h(
            "li",
            {},
            h(
              "p",
              { class: "bar-name" },
              h("strong", {}, item.label),
              ` ${TABLES[item.table] ?? item.table}: ${figureWords(item.total)}`,
            ),
            stackBar([
              { id: "stored", label: "Known", count: item.known },
              { id: "excluded", label: "Not stated", count: item.not_stated },
              { id: "quarantined", label: "Not known", count: item.not_known },
              ...(suppressed
                ? [{ id: "suppressed", label: "Suppressed by the publisher", count: item.suppressed }]
                : []),
            ]),
          ),
        ),
      ),
    table: {
      caption: "Completeness of fields",
      items: quality.completeness,
      columns: [
        nameColumn<Item>("Field", (item) => item.label),
        {
          label: "Counted over",
          text: (item) => TABLES[item.table] ?? item.table,
          csv: (item) => TABLES[item.table] ?? item.table,
        },
        countColumn<Item>("Known", (item) => item.known),
        countColumn<Item>("Not stated", (item) => item.not_stated),
        countColumn<Item>("Not known", (item) => item.not_known),
        ...(suppressed ? [countColumn<Item>("Suppressed by the publisher", (item) => item.suppressed)] : []),
        countColumn<Item>("All", (item) => item.total),
      ],
    },
    methods: ["count"],
  });
}
