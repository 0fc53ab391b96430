import type { AuditSummary, Catalogue, Manifest } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { asSentence } from "./format.js";
import { nameColumn } from "./table-model.js";

const AREAS: Readonly<Record<string, string>> = {
  programme: "Whole programme",
  icb: "Integrated care boards",
  borough: "Boroughs",
  service: "Services",
  pcn: "Primary Care Networks (PCNs)",
  project: "Projects",
  comparator: "Networks that projects stand beside",
};

const number = (count: number): string => count.toLocaleString("en-GB");

/** A share of figures in words: none, under 1%, or whole percentages, never 100% where a figure is left. */
export function shareWords(part: number, whole: number): string {
  const share = whole === 0 ? 0 : (100 * part) / whole;
  if (share === 0) return "none";
  if (share < 1) return "under 1%";
  return `${part < whole ? Math.min(99, Math.round(share)) : 100}%`;
}

/** What was done so that nobody can be picked out, step by step, for a reader who is no expert. */
export function protectionDone({ audit }: Manifest): HTMLElement {
  const { examined, not_shown } = audit;
  return h(
    "div",
    {},
    h(
      "p",
      { class: "big-fact" },
      h("strong", {}, number(audit.withheld_cells)),
      ` of ${number(audit.cells)} figures are not shown.`,
    ),
    examined === undefined
      ? h("p", {}, `No audit of all tables together was performed. ${asSentence(audit.result)}`)
      : [
          steps(examined),
          not_shown === undefined ? null : referralWords(not_shown),
          limits(),
          technical(audit),
        ],
  );
}

type Examined = NonNullable<AuditSummary["examined"]>;
type NotShown = NonNullable<AuditSummary["not_shown"]>;

const step = (title: string, text: string): HTMLElement => h("li", {}, h("strong", {}, title), ` ${text}`);

function steps({ tables, counts, further_withheld, criterion, previous_release }: Examined): HTMLElement {
  return h(
    "ol",
    {},
    step(
      "Small numbers were taken out.",
      "A figure that would tell of very few people is not shown, by the rules above.",
    ),
    step(
      "So were some of their neighbours.",
      further_withheld === 0
        ? "Where a missing number could be found by taking the others away from a total, another is taken out too. In this release that was not needed."
        : `Who knows a total and all its parts but one can work out the one. So ${number(further_withheld)} further figures were taken out. Nearly all of them are not small themselves, and nothing on these pages tells which they are.`,
    ),
    step(
      "Then a computer tried to find them.",
      counts === 0
        ? `It was given everything that is shown, in ${number(tables)} tables with the totals they add up to. No number of people is taken out of these tables, so there was none to find.`
        : `It was given everything that is shown, in ${number(tables)} tables with the totals they add up to, and tried to work out each of the ${number(counts)} numbers of people that were taken out. It could not: for each, at least ${criterion.small} different numbers fit all that is shown, and at least ${criterion.further} for those taken out to protect another. Had it found a single one, nothing would have been published. Numbers of people taken out and figures not shown are counted apart: a share rests on more than one number of people, and some numbers stand only in the tables that are checked.`,
    ),
    previous_release === null
      ? null
      : step(
          "It knew what was published before.",
          `Release ${previous_release} was counted as known to everybody, so that nobody can learn from what has changed since.`,
        ),
  );
}

function referralWords({ referrals }: NotShown): HTMLElement | null {
  if (referrals === null) return null;
  const { from, to } = referrals;
  const share = from === 0 ? `At most ${to}` : from >= 50 ? `More than ${from}` : `Between ${from} and ${to}`;
  return h(
    "p",
    {},
    `${share} in 100 referrals are in a number that is not shown, where areas and periods are smallest. They still count in the larger numbers, such as those of their borough and of the whole programme.`,
  );
}

const limits = (): HTMLElement =>
  h(
    "p",
    {},
    "What this cannot do: keep somebody who knows a person from guessing. It makes sure that the figures do not tell them, as far as each group is set beside the totals it adds up to; groups of two kinds, or who came back and who changed, are not set beside each other.",
  );

function technical({ examined, result }: AuditSummary): HTMLElement | null {
  if (examined === undefined) return null;
  const { counts, by_arithmetic, by_example, by_solver, whole_numbers } = examined;
  const fact = (name: string, value: string) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
  return h(
    "details",
    { class: "behind" },
    h("summary", {}, "How it was checked"),
    h("p", {}, asSentence(result)),
    h(
      "p",
      {},
      "Readers are taken to know the rules. A figure that is not shown does not say whether it is small itself; one that is must leave open enough small numbers even for a reader who takes it to be small. Averages must leave nobody, or enough people, when published parts are taken away from them. ",
      h("a", { href: "./methods#disclosure-control", "data-keep": true }, "More on disclosure control"),
    ),
    h(
      "dl",
      { class: "facts facts-wide" },
      fact("Withheld counts judged", number(counts)),
      fact("By arithmetic on what is shown", number(by_arithmetic)),
      fact("By another set of numbers that fits", number(by_example)),
      fact("By linear programming", number(by_solver)),
      fact("Confirmed in whole numbers", whole_numbers ? "Yes" : "Not for all"),
    ),
  );
}

/** How much is not shown, by kind of area and by characteristic: bars and a table. */
export function notShownFigure(catalogue: Catalogue, { audit }: Manifest): HTMLElement {
  const { not_shown } = audit;
  if (not_shown === undefined) return h("p", { class: "quiet" }, "Under this policy every figure is shown.");
  const groups = [
    { title: "Everyone together, by kind of area", items: areaItems(not_shown) },
    { title: "By what people are grouped by", items: groupItems(catalogue, not_shown) },
  ];
  const all = groups.flatMap(({ title, items }) => items.map((item) => ({ ...item, title })));
  type Item = (typeof all)[number];
  return figure<Item>(catalogue, {
    id: "not-shown",
    title: "How much is not shown",
    summary: summaryOf(not_shown),
    legend: [
      { mark: "bar", text: "Shown" },
      { mark: "hatch", text: "Not shown" },
    ],
    image: false,
    draw: () =>
      h(
        "div",
        { class: "bar-columns" },
        groups.map(({ title, items }) =>
          h(
            "div",
            {},
            h("p", { class: "bar-group" }, h("strong", {}, title)),
            h("ul", { class: "bars", "data-mark": releaseMark(catalogue) }, items.map(bar)),
          ),
        ),
      ),
    table: {
      caption: "Figures not shown, by kind of area and by group",
      items: all,
      columns: [
        nameColumn<Item>("Kind", (item) => item.label),
        { label: "Sorted", text: (item) => item.title, csv: (item) => item.title },
        { label: "Figures", numeric: true, text: (item) => number(item.cells), csv: (item) => item.cells },
        {
          label: "Not shown",
          numeric: true,
          text: (item) => number(item.withheld_cells),
          csv: (item) => item.withheld_cells,
        },
        {
          label: "Share not shown",
          numeric: true,
          text: (item) => shareWords(item.withheld_cells, item.cells),
          csv: (item) => shareWords(item.withheld_cells, item.cells),
        },
      ],
    },
    methods: ["disclosure-control"],
  });
}

function summaryOf({ by_breakdown }: NotShown): string {
  const share = (rows: NotShown["by_breakdown"]) => {
    const sum = (key: "cells" | "withheld_cells") => rows.reduce((total, row) => total + row[key], 0);
    return shareWords(sum("withheld_cells"), sum("cells"));
  };
  const together = by_breakdown.filter(({ breakdown }) => breakdown === "none");
  const groups = by_breakdown.filter(({ breakdown }) => breakdown !== "none");
  const first = `Of the figures of everyone together, ${share(together)} are not shown`;
  return groups.length === 0 ? `${first}.` : `${first}; of those by group of people, ${share(groups)}.`;
}

interface Counted {
  readonly label: string;
  readonly cells: number;
  readonly withheld_cells: number;
}

function areaItems({ by_area }: NotShown): readonly Counted[] {
  const order = Object.keys(AREAS);
  return by_area
    .toSorted((a, b) => order.indexOf(a.area_type) - order.indexOf(b.area_type))
    .map(({ area_type, ...counted }) => ({ ...counted, label: AREAS[area_type] ?? area_type }));
}

/** In the order of the catalogue, everyone first; by two characteristics last. */
function groupItems(catalogue: Catalogue, { by_breakdown }: NotShown): readonly Counted[] {
  const order = ["none", ...catalogue.breakdowns.map(({ breakdown }) => breakdown)];
  const label = (id: string) => catalogue.breakdowns.find(({ breakdown }) => breakdown === id)?.label;
  const words = (id: string) =>
    id === "none"
      ? "Everyone together"
      : (label(id) ??
        id
          .split("*")
          .map((part) => label(part) ?? part)
          .join(" by "));
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return by_breakdown
    .toSorted((a, b) => place(a.breakdown) - place(b.breakdown))
    .map(({ breakdown, ...counted }) => ({ ...counted, label: words(breakdown) }));
}

function bar({ label, cells, withheld_cells }: Counted): HTMLElement {
  const part = (kind: "stored" | "withheld", count: number): HTMLElement | null => {
    if (count === 0) return null;
    const piece = h("span", { class: `stack-part stack-${kind}` });
    piece.style.flex = `${count} 1 0`;
    return piece;
  };
  return h(
    "li",
    {},
    h(
      "p",
      { class: "bar-name" },
      h("strong", {}, label),
      ` ${shareWords(withheld_cells, cells)} of ${number(cells)} figures not shown`,
    ),
    h(
      "div",
      { class: "stack-bar", "aria-hidden": "true" },
      part("stored", cells - withheld_cells),
      part("withheld", withheld_cells),
    ),
  );
}
