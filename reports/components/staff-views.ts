import { h, nothing } from "./dom.js";
import { figure } from "./figure.js";
import { formatTick, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { folded } from "./page-section.js";
import { rangeOrInterval } from "./range-row.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { type StaffMeasures, staffFigure } from "./staff-figure.js";
import { staffRanges } from "./staff-rules.js";
import { staffSelection } from "./staff-selection.js";
import { nameColumn } from "./table-model.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };

const VIEWS: Omit<StaffMeasures, "id" | "rows"> = {
  title: "What staff say about their work",
  measures: [
    { id: "share_satisfied", label: "Satisfied with the job" },
    { id: "share_consulted", label: "Feel consulted" },
    { id: "share_supervised", label: "Supervision is enough" },
    { id: "share_intend_to_leave", label: "Intend to leave" },
  ],
  style: SHARE,
  axis: "Share of staff who answered",
  domain: [0, 1],
  shown: staffRanges,
  note: "From the staff survey: people who did not answer may think otherwise. A range may move because one person more crosses its border, and one that stays may hide a change.",
};

/** Findings elsewhere, each of a survey of link workers with its source. */
const ELSEWHERE = [
  {
    text: "In a survey of 279 link workers in June 2020, 29% said that they were considering resigning in the next year for lack of clinical supervision or support, and 61% had no clinical supervision.",
    source:
      "National Association of Link Workers, July 2020. Whoever wished answered; another question, in the first months of the pandemic.",
  },
  {
    text: "In a survey of 342 link workers in the United Kingdom, those whose job differed more from what they had expected were more likely to intend to leave.",
    source:
      "Tierney and others (2025), British Journal of General Practice Open, doi 10.3399/BJGPO.2024.0128.",
  },
] as const;

/** What staff say of their work, year by year and service by service, declared questions, and what surveys elsewhere found. */
export function staffViews(release: Release, selection: Selection): Node {
  const figures = [
    staffFigure(release, selection, { ...VIEWS, id: "staff-views", rows: "years" }),
    folded(
      "What staff say, service by service",
      staffFigure(release, selection, {
        ...VIEWS,
        id: "staff-views-services",
        rows: "services",
        onlyShown: true,
      }),
    ),
    declaredQuestions(release, selection),
  ].filter((node) => node.childNodes.length > 0);
  if (figures.length === 0) return nothing();
  return h(
    "div",
    {},
    figures,
    h(
      "div",
      { class: "figure-note" },
      h(
        "p",
        {},
        "What surveys of link workers elsewhere found, to set these beside and not to compare with:",
      ),
      h(
        "ul",
        {},
        ELSEWHERE.map(({ text, source }) => h("li", {}, `${text} `, h("cite", {}, source))),
      ),
    ),
  );
}

/** Questions and scores that the programme declares, with their source; nothing where it declares none. */
function declaredQuestions(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const declared = catalogue.workforce.survey ?? [];
  const here = staffSelection(catalogue, selection);
  const years = catalogue.periods.filter((one) => one.period_type === "financial_year");
  const items = declared.flatMap((question) =>
    years.flatMap(({ period }) => {
      const row = cellAt(estimates, here, question.kind === "share" ? "survey_share" : "survey_score", {
        instrument: question.id,
        period_type: "financial_year",
        period,
      });
      const style: NumberStyle =
        question.kind === "share" ? SHARE : { kind: "mean", decimals: 2, signed: false };
      return row?.instrument === question.id
        ? [{ question, year: formatTick("financial_year", period), text: rangeOrInterval(row, style) }]
        : [];
    }),
  );
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const where = areaLabel(catalogue, here.area_type, here.area);
  const asked = [...new Map(items.map(({ question }) => [question.id, question])).values()];
  return figure<Item>(catalogue, {
    id: "survey-questions",
    title: `Further questions of the staff survey, ${where}`,
    summary: `${where}: ${asked.map(({ label, better }) => `${label} (${better} is better)`).join("; ")}.`,
    note: `How answers are scored is the programme’s own declaration, which this toolkit has not checked. ${asked
      .map(({ label, source }) => `${label}: ${source}`)
      .join(". ")}.`,
    table: {
      caption: `Further questions of the staff survey, ${where}`,
      items,
      columns: [
        nameColumn("Question and year", ({ question, year }: Item) => `${question.label}, ${year}`),
        { label: "Figure", numeric: true, text: ({ text }) => text, csv: ({ text }) => text },
      ],
    },
    methods: [...new Set(asked.map(({ kind }) => (kind === "share" ? "staff-band" : "mean-interval")))],
    open: true,
  });
}
