import type { Catalogue } from "../../src/release/catalogue.js";
import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, releaseMark } from "./figure.js";
import { formatTick } from "./format.js";
import type { Release } from "./load-release.js";
import {
  absentWords,
  figureText,
  isRange,
  measureStyle,
  methodsOf,
  projectMeasureTitle,
} from "./measure-style.js";
import { type ChartRow, rowChart } from "./row-chart.js";
import { nameColumn, type TableColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];

/** Figures of staff that a project's page shows, in reading order. */
const STAFF = [
  "share_satisfied",
  "share_consulted",
  "share_intend_to_leave",
  "share_left",
  "share_long_absence",
  "share_volunteers_to_employment",
  "burnout_personal",
  "burnout_work",
  "burnout_client",
  "time_direct",
  "time_administration",
  "time_service_failures",
  "new_referrals_per_fte",
  "open_cases_per_fte",
] as const;

/** Financial years of a release, in time order. */
const yearsOf = ({ catalogue }: Release) =>
  catalogue.periods.filter(({ period_type }) => period_type === "financial_year");

function staffRow(
  { estimates, catalogue }: Release,
  measure: string,
  area_type: "service" | "programme",
  area: string,
  period: string,
): EstimateRow | undefined {
  const at = (instrument: string) =>
    estimates.find({
      measure,
      instrument,
      area_type,
      area,
      period_type: "financial_year",
      period,
      breakdown: "none",
      category: "all",
    });
  return at("") ?? catalogue.instruments.map(({ id }) => at(id)).find((row) => row !== undefined);
}

/** The primary measure of a project where it is one of staff: by financial year, the service beside the whole programme. */
export function projectStaffFigure(release: Release, project: Project, measure: string): Node {
  const { catalogue, estimates } = release;
  const { service } = project;
  const ofProject = { area_type: "project", area: project.id, period_type: "window" };
  if (service === null || estimates.list(measure, ofProject).length > 0) return nothing();
  const years = yearsOf(release);
  const name = catalogue.services.find(({ id }) => id === service)?.name ?? service;
  const items = [
    { area_type: "service" as const, area: service, label: "This service", apart: false },
    { area_type: "programme" as const, area: "programme", label: "Whole programme", apart: true },
  ].flatMap(({ area_type, area, label, apart }) =>
    years.map(({ period, label: year }) => ({
      key: `${area_type}:${period}`,
      label: `${label}, ${formatTick("financial_year", period)}`,
      year,
      apart,
      row: staffRow(release, measure, area_type, area, period),
    })),
  );
  type Item = (typeof items)[number];
  if (items.every(({ apart, row }) => apart || row === undefined)) return nothing();
  const style = measureStyle(catalogue, measure, "");
  const title = projectMeasureTitle(catalogue, measure, "", project);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const ranges = items.some(({ row }) => isRange(row));
  const rows = items.map(({ key, label, apart, row }): ChartRow => {
    const missing = absentWords(row);
    const range = isRange(row) && row?.lower != null && row.upper != null;
    return {
      key,
      label,
      apart,
      missing,
      value: missing === "" && !range ? (row?.value ?? null) : null,
      lower: missing === "" && !range ? (row?.lower ?? null) : null,
      upper: missing === "" && !range ? (row?.upper ?? null) : null,
      band: range ? [row.lower ?? 0, row.upper ?? 0] : null,
    };
  });
  const shown = items.filter(({ apart, row }) => !apart && absentWords(row) === "");
  const summary =
    shown.length === 0
      ? `${name}: no year can be shown.`
      : `${name}: ${shown.map(({ row, year }) => `${figureText(row, style)}, ${year}`).join("; ")}.`;
  return figure<Item>(catalogue, {
    id: "answer-staff",
    title: `${title}, by financial year`,
    summary,
    legend: [
      ranges
        ? { mark: "band", text: "Range in which the share lies: more is not shown of staff" }
        : { mark: "interval", text: "Figure with its interval" },
      ...(rows.some(({ missing }) => missing !== "")
        ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
        : []),
    ],
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: title,
        mark: "dot",
        ...(style.kind === "proportion" ? { domain: [0, 1] as const } : {}),
        columns: [
          {
            head: ranges ? "Range" : "Figure (interval)",
            text: ({ key, missing }) => (missing === "" ? figureText(byKey.get(key)?.row, style) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of ranges, one row a year. ${summary}`,
      }),
    note: "Figures of staff are of the whole service. They are shown where 10 or more staff, and 5 or more answers, are behind them.",
    table: {
      caption: `${title}: ${name} and the whole programme`,
      items,
      columns: [
        nameColumn("Place and year", ({ label }: Item) => label),
        {
          label: title,
          numeric: true,
          text: ({ row }) => figureText(row, style),
          csv: ({ row }) => figureText(row, style),
        },
      ],
    },
    methods: methodsOf(items.map(({ row }) => row)),
  });
}

/** What is released of the staff of a project's service, by financial year; nothing where nothing is. */
export function projectStaff(release: Release, project: Project): Node {
  const { catalogue } = release;
  const { service } = project;
  if (service === null) return nothing();
  const years = yearsOf(release);
  const items = STAFF.map((measure) => ({
    measure,
    title: projectMeasureTitle(catalogue, measure, "", project),
    row: (period: string) => staffRow(release, measure, "service", service, period),
  })).filter(({ row }) => years.some(({ period }) => row(period) !== undefined));
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const [shown, held] = [true, false].map((told) =>
    items.filter(({ row }) => years.some(({ period }) => absentWords(row(period)) === "") === told),
  ) as [Item[], Item[]];
  const names = new Intl.ListFormat("en-GB").format(held.map(({ title }) => lowerFirst(title)));
  const withheld =
    held.length === 0
      ? null
      : h(
          "details",
          { class: "behind" },
          h(
            "summary",
            {},
            `${held.length} ${held.length === 1 ? "figure" : "figures"} of staff cannot be shown, which does not mean zero`,
          ),
          h(
            "p",
            {},
            `A figure of staff needs 10 or more staff, and 5 or more answers. Not shown here: ${names}.`,
          ),
        );
  const name = catalogue.services.find(({ id }) => id === service)?.name ?? service;
  if (shown.length === 0) {
    return h(
      "div",
      { class: "figure-note" },
      h("p", {}, `${name}: no figure of staff can be shown.`),
      withheld,
    );
  }
  const cell = (item: Item, period: string): string =>
    figureText(item.row(period), measureStyle(catalogue, item.measure, ""));
  return figure<Item>(catalogue, {
    id: "project-staff",
    title: "Staff of the service",
    summary: `${name}: the service that runs this project, by financial year.${shown.some(({ row }) => years.some(({ period }) => isRange(row(period)))) ? " Shares of staff are shown as ranges so that no one can be picked out." : ""}`,
    ...(withheld === null ? {} : { note: withheld }),
    table: {
      caption: `Staff of the service of ${project.id}`,
      items: shown,
      stacked: true,
      columns: [
        nameColumn("Measure", ({ title }: Item) => title),
        ...years.map(
          ({ period }): TableColumn<Item> => ({
            label: formatTick("financial_year", period),
            numeric: true,
            text: (item) => cell(item, period),
            csv: (item) => cell(item, period),
          }),
        ),
      ],
    },
    methods: methodsOf(items.flatMap(({ row }) => years.map(({ period }) => row(period)))),
    open: true,
  });
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
