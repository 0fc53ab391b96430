import type { Catalogue } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { chartRow, estimateWords, methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, formatTick, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { folded } from "./page-section.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { staffShownFrom } from "./staff-rules.js";
import { staffSelection } from "./staff-selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { TIME_KINDS, timeBars } from "./time-bars.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const POINTS: NumberStyle = { kind: "proportion", decimals: 0, signed: true };

const NOTE =
  "Of the minutes that link workers recorded: work that nobody wrote down is not in it. Responding to service failures is help with what other services left undone, such as housing, benefits, transport or a chaperone. It tells of workload pressure, not of burnout. Rounded shares may not add up to 100%.";

interface Place {
  readonly key: string;
  readonly label: string;
  readonly area_type: string;
  readonly area: string;
  readonly period_type: string;
  readonly period: string;
}

/** Shares of recorded time as one bar a year for the chosen area, service by service one step away, and beside other services. */
export function timeFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  if (!estimates.has("time_direct")) return nothing();
  const here = staffSelection(catalogue, selection);
  const years = catalogue.periods.filter((one) => one.period_type === "financial_year");
  const ofArea = years.map(
    ({ period }): Place => ({
      key: period,
      label: formatTick("financial_year", period),
      area_type: here.area_type,
      area: here.area,
      period_type: "financial_year",
      period,
    }),
  );
  const services = catalogue.areas
    .filter(({ area_type }) => area_type === "service")
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"))
    .map(
      ({ area_type, area, label }): Place => ({
        key: area,
        label,
        area_type,
        area,
        period_type: here.period_type,
        period: here.period,
      }),
    );
  const name = areaLabel(catalogue, here.area_type, here.area);
  const period = here.period_type === "all" ? "Whole time" : formatTick(here.period_type, here.period);
  const figures = [
    barsFigure(release, selection, ofArea, { id: "staff-time", name, what: "Financial year" }),
    folded(
      "How time goes, service by service",
      barsFigure(release, selection, services, { id: "staff-time-services", name: period, what: "Service" }),
    ),
    folded(
      "Time on administration beside other services",
      ...catalogue.projects.map((project) => timeChangeFigure(release, project)),
    ),
  ].filter((node) => node.childNodes.length > 0);
  return figures.length === 0 ? nothing() : h("div", {}, figures);
}

function barsFigure(
  release: Release,
  selection: Selection,
  places: readonly Place[],
  { id, name, what }: { readonly id: string; readonly name: string; readonly what: string },
): Node {
  const { catalogue, estimates } = release;
  const rows = places
    .map((place) => ({
      ...place,
      cells: TIME_KINDS.map((kind) => cellAt(estimates, selection, kind.id, place)),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== undefined));
  if (rows.length === 0) return nothing();
  const shown = rows.filter(({ cells }) => cells.every((cell) => missingWords(cell) === ""));
  const gone = rows.length - shown.length;
  if (what === "Service" && shown.length === 0) {
    return h(
      "p",
      { class: "figure-note" },
      `No service’s shares can be shown: too few staff recorded their time in each. ${staffShownFrom(catalogue)}A service lead can see her own in the local view.`,
    );
  }
  const last = shown.at(-1);
  const told =
    last === undefined
      ? "no shares can be shown"
      : `${what === "Service" ? last.label : `in ${last.label}`}, ${TIME_KINDS.map(
          ({ label }, index) => `${label.toLowerCase()} ${formatEstimate(last.cells[index], SHARE)}`,
        ).join(", ")}`;
  const summary = `${name}: ${told}.${
    gone === 0 ? "" : ` ${gone} of ${rows.length} rows cannot be shown: too few staff, which is not a zero.`
  }`;
  const listed = what === "Service" ? shown : rows;
  const items = listed.flatMap((row) =>
    TIME_KINDS.map((kind, index) => ({ label: `${row.label}: ${kind.label}`, row: row.cells[index] })),
  );
  type Item = (typeof items)[number];
  return figure<Item>(catalogue, {
    id,
    title: `How recorded working time goes, ${name}`,
    summary,
    ...(shown.length === 0
      ? {}
      : {
          legend: TIME_KINDS.map(({ mark, label }) => ({ mark, text: label })),
          draw: (width: number) =>
            timeBars(
              shown.map(({ key, label, cells }) => ({
                key,
                label,
                parts: cells.map((cell) => ({
                  value: cell?.value ?? 0,
                  text: formatEstimate(cell, SHARE),
                })),
              })),
              { width, watermark: releaseMark(catalogue), label: `One bar a row, in four parts. ${summary}` },
            ),
        }),
    note: `${staffShownFrom(catalogue)}${NOTE}`,
    table: {
      caption: `Shares of recorded working time, ${name}`,
      items,
      columns: [
        nameColumn(`${what} and kind of work`, ({ label }: Item) => label),
        ...estimateColumns<Item>("Share", SHARE, ({ row }) => row, ["value", "interval"]),
      ],
    },
    methods: methodsOf(
      catalogue,
      TIME_KINDS.map(({ id: measure }) => measure),
    ),
  });
}

const MEASURE = "administration_change_compared";

/** How the time on administration changed at a project's service beside other services; nothing where it is not asked. */
export function timeChangeFigure(release: Release, project: Catalogue["projects"][number]): Node {
  const { catalogue, estimates } = release;
  const items = (["during", "after"] as const).flatMap((period) => {
    const [row] = estimates.list(MEASURE, { area_type: "project", area: project.id, period });
    return row === undefined
      ? []
      : [{ period, label: `${period === "during" ? "During" : "After"} the project`, row }];
  });
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const told = items
    .filter(({ row }) => missingWords(row) === "")
    .map(({ label, row }) => `${label.toLowerCase()} ${estimateWords(row, POINTS)}`);
  const summary =
    told.length === 0
      ? `${project.id}: the comparison cannot be shown, because too few workers recorded their time at this service. The service lead can see it in the local view.`
      : `${project.id}: change in the share of time on administration at the service, less that at the other services, ${told.join("; ")}.`;
  return figure<Item>(catalogue, {
    id: `time-change-${project.id.toLowerCase()}`,
    title: `Time on administration beside other services, ${project.id}`,
    summary,
    ...(told.length === 0
      ? {}
      : {
          legend: [{ mark: "interval" as const, text: "Difference with its 95% interval" }],
          draw: (width: number) =>
            rowChart(
              items.map(({ period, label, row }) => chartRow(period, label, row)),
              {
                width,
                style: POINTS,
                axis: "Change here less change there (share of time)",
                mark: "dot",
                zero: "No difference",
                columns: [],
                watermark: releaseMark(catalogue),
                label: `Chart with one row a window. ${summary}`,
              },
            ),
        }),
    note: `Below 0, the share fell by more, or rose by less, than at services that run no such project. The other services were not chosen by lot: whatever else changed at this service at that time is in the figure. ${staffShownFrom(catalogue)}`,
    table: {
      caption: `Change in the share of time on administration since before the project, beside other services, ${project.id}`,
      items,
      columns: [
        nameColumn("Window", ({ label }: Item) => label),
        ...estimateColumns<Item>("Difference", POINTS, ({ row }) => row, ["value", "interval"]),
      ],
    },
    methods: methodsOf(catalogue, [MEASURE]),
    open: told.length > 0,
  });
}
