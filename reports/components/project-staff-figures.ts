import type { Catalogue } from "../../src/release/catalogue.js";
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
import { rangeRow } from "./range-row.js";
import { rowChart } from "./row-chart.js";
import { staffShownFrom } from "./staff-rules.js";
import { nameColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];

/** Financial years of a release, in time order. */
export const yearsOf = ({ catalogue }: Release) =>
  catalogue.periods.filter(({ period_type }) => period_type === "financial_year");

/** The figure of a measure of staff in a financial year; undefined where none is released. */
export function staffRow(
  { estimates, catalogue }: Release,
  measure: string,
  area_type: "service" | "programme",
  area: string,
  period: string,
  period_type: "financial_year" | "all" = "financial_year",
): EstimateRow | undefined {
  const at = (instrument: string) =>
    estimates.find({
      measure,
      instrument,
      area_type,
      area,
      period_type,
      period,
      breakdown: "none",
      category: "all",
    });
  return at("") ?? catalogue.instruments.map(({ id }) => at(id)).find((row) => row !== undefined);
}

/** Short names of measures that share a chart. */
const SHORT: Readonly<Record<string, string>> = {
  burnout_personal: "Personal",
  burnout_work: "Work-related",
  burnout_client: "Client-related",
  share_satisfied: "Satisfied",
  share_consulted: "Feel consulted",
  share_intend_to_leave: "Intend to leave",
  share_left: "Left in the year",
  share_long_absence: "15 or more sick days",
  share_volunteers_to_employment: "Volunteers into employment",
};

interface StaffFigure {
  readonly id: string;
  readonly title: string;
  readonly axis: string;
  readonly measures: readonly { readonly id: string; readonly label: string }[];
  readonly note: string;
}

const OF_SERVICE = "Figures of staff are of the whole service.";

/**
 * The measures of a project whose first one is of staff, by financial year, the service beside the whole programme: that
 * first one, then burnout scores with intervals, then other shares as the ranges that are released. Empty for other projects.
 */
export function projectStaffFigures(release: Release, project: Project): readonly Node[] {
  const { catalogue } = release;
  const [primary, ...others] = project.measures.filter((one) => isOfStaff(release, project, one.measure));
  if (primary === undefined || primary !== project.measures[0]) return [];
  const title = (measure: string) => projectMeasureTitle(catalogue, measure, "", project);
  const { length } = catalogue.services;
  const beside =
    length > 1
      ? `Whole programme: the staff of all ${length} services together, this one among them. It shows the level elsewhere and is no comparison group.`
      : "";
  const shownFrom = [OF_SERVICE, beside, staffShownFrom(catalogue).trim()]
    .filter((text) => text !== "")
    .join(" ");
  const named = (start: string) =>
    others
      .filter(({ measure }) => measure.startsWith(start))
      .map(({ measure }) => ({ id: measure, label: SHORT[measure] ?? title(measure) }));
  const drawn: readonly StaffFigure[] = [
    {
      id: "answer-staff",
      title: title(primary.measure),
      axis: title(primary.measure),
      measures: [{ id: primary.measure, label: "" }],
      note: shownFrom,
    },
    {
      id: "answer-burnout",
      title: "Burnout scores from staff’s own answers",
      axis: "Average score (0 to 100, lower is better)",
      measures: named("burnout_"),
      note: `Three subscales of the Copenhagen Burnout Inventory, never added up. No score is taken as a limit from which someone counts as burnt out. ${shownFrom}`,
    },
    {
      id: "answer-staff-shares",
      title: "Further shares of staff",
      axis: "Share of staff",
      measures: named("share_"),
      note: shownFrom,
    },
  ];
  return drawn.flatMap((one) => staffByYear(release, project, one));
}

/** Whether a measure has figures of the project's service by year, and none of the project's own windows. */
export function isOfStaff(release: Release, project: Project, measure: string): boolean {
  const { service } = project;
  const ofProject = { area_type: "project", area: project.id, period_type: "window" };
  return (
    service !== null &&
    release.estimates.list(measure, ofProject).length === 0 &&
    yearsOf(release).some(
      ({ period }) => staffRow(release, measure, "service", service, period) !== undefined,
    )
  );
}

function staffByYear(release: Release, project: Project, what: StaffFigure): readonly Node[] {
  const { catalogue } = release;
  const { service } = project;
  if (service === null) return [];
  const name = catalogue.services.find(({ id }) => id === service)?.name ?? service;
  const places = [
    { area_type: "service" as const, area: service, label: "This service", apart: false },
    { area_type: "programme" as const, area: "programme", label: "Whole programme", apart: true },
  ];
  const items = places.flatMap(({ area_type, area, label, apart }) =>
    what.measures.flatMap((measure) => {
      const years = yearsOf(release).map(({ period }) => ({
        key: `${area_type}:${measure.id}:${period}`,
        label: `${measure.label === "" ? "" : `${measure.label}: `}${label.toLowerCase()}, ${formatTick("financial_year", period)}`,
        measure,
        tick: formatTick("financial_year", period),
        apart,
        row: staffRow(release, measure.id, area_type, area, period),
      }));
      // A measure that no year of a place shows would be hatched rows alone: the table of staff names it.
      return what.id !== "answer-staff" && years.every(({ row }) => absentWords(row) !== "") ? [] : years;
    }),
  );
  type Item = (typeof items)[number];
  if (!items.some(({ apart }) => !apart)) return [];
  const burnout = what.measures.some(({ id }) => id.startsWith("burnout_"));
  const style = measureStyle(catalogue, what.measures[0]?.id ?? "", "");
  const rows = items.map(({ key, label, apart, row }) =>
    rangeRow(key, `${label.charAt(0).toUpperCase()}${label.slice(1)}`, row, { apart }),
  );
  const byKey = new Map(items.map((item) => [item.key, item]));
  const ranges = items.some(({ row }) => isRange(row));
  const told = what.measures.flatMap(({ id, label }) => {
    const shown = items.filter(
      ({ apart, measure, row }) => !apart && measure.id === id && absentWords(row) === "",
    );
    return shown.length === 0
      ? []
      : [
          `${label === "" ? "" : `${label}: `}${shown.map(({ row, tick }) => `${figureText(row, style)} in ${tick}`).join(", ")}`,
        ];
  });
  const summary = told.length === 0 ? `${name}: no year can be shown.` : `${name}. ${told.join("; ")}.`;
  return [
    figure<Item>(catalogue, {
      id: what.id,
      title: `${what.title}, by financial year`,
      summary,
      legend: [
        ranges
          ? { mark: "band", text: "Range in which the share lies: more is not shown of staff" }
          : { mark: "interval", text: "Figure with its 95% interval" },
        ...(rows.some(({ missing }) => missing !== "")
          ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
          : []),
      ],
      draw: (width) =>
        rowChart(rows, {
          width,
          style,
          axis: what.axis,
          mark: "dot",
          ...(style.kind === "proportion" ? { domain: [0, 1] as const } : {}),
          ...(burnout ? { domain: [0, 100] as const } : {}),
          columns: [
            {
              head: ranges ? "Range" : "Figure (interval)",
              text: ({ key, missing }) => (missing === "" ? figureText(byKey.get(key)?.row, style) : ""),
            },
          ],
          watermark: releaseMark(catalogue),
          label: `Chart with one row for each figure and year. ${summary}`,
        }),
      note: what.note,
      table: {
        caption: `${what.title}: ${name} and the whole programme`,
        items,
        columns: [
          nameColumn("Place and year", ({ label }: Item) => label.charAt(0).toUpperCase() + label.slice(1)),
          {
            label: what.axis,
            numeric: true,
            text: ({ row }) => figureText(row, style),
            csv: ({ row }) => figureText(row, style),
          },
        ],
      },
      methods: methodsOf(items.map(({ row }) => row)),
    }),
  ];
}
