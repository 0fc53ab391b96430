import type { Catalogue } from "../../src/release/catalogue.ts";
import type { MeasureLevel, MeasureRegister, RegisteredMeasure } from "../../src/release/measure-register.ts";
import { fileName, writeCsv } from "./csv.js";
import { type Child, h } from "./dom.js";
import { csvHeading, methodLinks } from "./figure.js";
import { projectLink } from "./project-link.js";
import { saveFile } from "./save-file.js";
import { AREA_TYPES } from "./selection.js";
import { withTerms } from "./term.js";

const SOURCES: Readonly<Record<RegisteredMeasure["sources"][number], string>> = {
  person: "People",
  cohort: "Cohorts",
  referral: "Referrals",
  reason: "Reasons for referral",
  contact: "Contacts",
  outcome: "Scores",
  activity: "Activities",
  goal: "Goals",
  health_use: "GP contacts",
  link_worker: "Staff list",
  absence: "Staff absence",
  workforce_response: "Staff survey",
  trainee: "Trainees",
  area: "Areas",
  area_list_size: "Registered list sizes",
  support_session: "Support sessions of projects",
  spend: "Spending",
  published_count: "Published statistics",
  population: "Population of the area",
};

const POLARITY: Readonly<Record<RegisteredMeasure["polarity"], string>> = {
  higher: "Higher is better",
  lower: "Lower is better",
  neither: "Neither higher nor lower is better in itself",
};

const PERIODS: Readonly<Record<string, string>> = {
  all: "whole period",
  window: "before, during and after",
  financial_year: "years",
  quarter: "quarters",
  month: "months",
};

const areaWords = (id: string): string =>
  id === "programme" ? "Whole programme" : (AREA_TYPES.find((one) => one.id === id)?.many ?? id);

/** Kinds of area with the periods and characteristics that figures are shown for; those with the same ones together. */
function levelWords({ breakdowns }: Catalogue, levels: readonly MeasureLevel[]): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const { area_type, period_types, breakdowns: by } of levels) {
    const labels = by.map((id) =>
      (breakdowns.find(({ breakdown }) => breakdown === id)?.label ?? id).toLowerCase(),
    );
    const line = `${period_types.map((id) => PERIODS[id] ?? id).join(", ")}${labels.length === 0 ? "" : `; by ${labels.join("; ")}`}`;
    lines.set(line, [...(lines.get(line) ?? []), areaWords(area_type)]);
  }
  return [...lines].map(([line, [first = "", ...others]]) => {
    const areas = [first, ...others.map((one) => one.toLowerCase())];
    return `${areas.join(", ")}: ${line}`;
  });
}

function shownWords(catalogue: Catalogue, { held, levels }: RegisteredMeasure): Child {
  if (!held) return "Not in this release: its records, or what it needs to be declared, are not here.";
  if (levels.length === 0) return "Measured here, but no figure may be shown.";
  return h(
    "ul",
    {},
    levelWords(catalogue, levels).map((line) => h("li", {}, line)),
  );
}

/** Links to the pages of the site among `ids`; pages that this site does not have are left out. */
function pageLinks(ids: readonly string[]): readonly Child[] {
  const links = ids.flatMap((id) => {
    const link = document.querySelector(`a[data-page="${id}"]`);
    return link === null
      ? []
      : [h("a", { href: link.getAttribute("href") ?? "", "data-keep": true }, link.textContent)];
  });
  return links.map((link, index) => [index > 0 ? ", " : "", link]);
}

const fact = (name: string, value: Child): HTMLElement => h("div", {}, h("dt", {}, name), h("dd", {}, value));

function measureEntry(catalogue: Catalogue, measure: RegisteredMeasure): HTMLElement {
  const projects = catalogue.projects.filter(({ id }) => measure.projects.includes(id));
  const pages = measure.held ? pageLinks(measure.pages) : [];
  return h(
    "details",
    { class: "measure", id: measure.id },
    h(
      "summary",
      {},
      h("span", { class: "measure-title" }, measure.title),
      measure.held ? null : h("span", { class: "quiet" }, " (not in this release)"),
    ),
    h("p", {}, withTerms(measure.definition)),
    h(
      "dl",
      { class: "facts facts-wide" },
      measure.numerator === "" ? null : fact("Counted", withTerms(measure.numerator)),
      measure.denominator === "" ? null : fact("Out of", withTerms(measure.denominator)),
      fact("Unit", withTerms(measure.unit)),
      fact("Direction", POLARITY[measure.polarity]),
      fact("From", measure.sources.map((id) => SOURCES[id]).join(", ")),
      measure.caveat === "" ? null : fact("Bear in mind", withTerms(measure.caveat)),
      fact("Figures in this release", shownWords(catalogue, measure)),
      pages.length === 0 ? null : fact("Shown on", pages),
      projects.length === 0
        ? null
        : fact(
            "Projects that use it",
            projects.map((project, index) => [index > 0 ? ", " : "", projectLink(project)]),
          ),
      fact("Name in the data", h("code", {}, measure.id)),
    ),
    methodLinks([measure.method]),
  );
}

/** What the box finds a measure by: its words and its name in the data. */
const wordsOf = (measure: RegisteredMeasure, group: string): string =>
  [
    measure.title,
    measure.id,
    measure.definition,
    measure.numerator,
    measure.denominator,
    group,
    ...measure.projects,
  ]
    .join(" ")
    .toLowerCase();

function downloadButton(catalogue: Catalogue, { groups }: MeasureRegister): HTMLElement {
  const heading = csvHeading(catalogue, "Measures");
  const columns = [
    "measure",
    "title",
    "group",
    "held",
    "unit",
    "polarity",
    "definition",
    "numerator",
    "denominator",
    "sources",
    "method",
    "caveat",
  ];
  const rows = () =>
    groups.flatMap((group) =>
      group.measures.map((one) => [
        one.id,
        one.title,
        group.title,
        one.held ? "yes" : "no",
        one.unit,
        one.polarity,
        one.definition,
        one.numerator,
        one.denominator,
        one.sources.join(" "),
        one.method,
        one.caveat,
      ]),
    );
  return h(
    "button",
    {
      type: "button",
      class: "download",
      onclick: () =>
        saveFile(
          writeCsv(heading, columns, rows()),
          fileName("Measures", heading, "csv"),
          "text/csv;charset=utf-8",
        ),
    },
    "Download all measures (CSV)",
  );
}

/** The whole library in groups, folded, with a box that finds measures by any of their words. */
export function measureList(catalogue: Catalogue, register: MeasureRegister): HTMLElement {
  const groups = register.groups.map((group) => {
    const entries = group.measures.map((measure) => ({
      words: wordsOf(measure, group.title),
      held: measure.held,
      element: measureEntry(catalogue, measure),
    }));
    const element = h(
      "section",
      { class: "page-section" },
      h("h2", { id: `group-${group.id}` }, group.title),
      entries.map((entry) => entry.element),
    );
    const link = h("li", {}, h("a", { href: `#group-${group.id}` }, group.title));
    return { ...group, entries, element, link };
  });
  const all = groups.flatMap(({ entries }) => entries);
  const status = h("p", { class: "filter-status", role: "status" });
  const box = h("input", {
    type: "search",
    id: "find-measure",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => show(),
  });
  const only = h("input", { type: "checkbox", id: "only-held", onchange: () => show() });
  const show = (): void => {
    const wanted = box.value.trim().toLowerCase().split(/\s+/);
    for (const { entries, element, link } of groups) {
      for (const entry of entries) {
        entry.element.hidden =
          (only.checked && !entry.held) || !wanted.every((word) => entry.words.includes(word));
      }
      element.hidden = entries.every((entry) => entry.element.hidden);
      link.hidden = element.hidden;
    }
    status.textContent = `${all.filter((entry) => !entry.element.hidden).length} of ${all.length} measures shown`;
  };
  show();
  return h(
    "div",
    { class: "measure-list" },
    h(
      "div",
      { class: "filter-row" },
      h("div", { class: "field" }, h("label", { for: "find-measure" }, "Find a measure"), box),
      h("label", { class: "check", for: "only-held" }, only, " Only those in this release"),
      status,
    ),
    h(
      "ul",
      { class: "jump", "aria-label": "Groups of measures" },
      groups.map(({ link }) => link),
    ),
    groups.map(({ element }) => element),
    h("p", {}, downloadButton(catalogue, register)),
  );
}

/** Opens the measure that the address names, as the page is drawn and whenever a link on the page names another. */
export function followMeasureLinks(list: HTMLElement): void {
  const open = (): void => {
    const id = decodeURIComponent(location.hash.slice(1));
    const found = id === "" ? null : list.querySelector(`#${CSS.escape(id)}`);
    if (found === null) return;
    if (found instanceof HTMLDetailsElement) found.open = true;
    found.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", open);
  open();
}
