import { type CaseLine, caseLinesChart } from "./case-lines-chart.js";
import { nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { estimateWords, methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, formatTick, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { staffSelection } from "./staff-selection.js";
import { nameColumn, type TableColumn } from "./table-model.js";
import { toldOrCounted } from "./told-or-counted.js";

const MEASURE = "open_cases_per_fte";
const WHOLE: NumberStyle = { kind: "rate", decimals: 0, signed: false };

/**
 * Open cases for each full-time link worker over the quarters: every service as a line, the chosen one in bold; where the
 * programme is chosen, those whose last interval lies above its own.
 */
export function openCasesOverTime(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const here = staffSelection(catalogue, selection);
  const quarters = catalogue.periods.filter(({ period_type }) => period_type === "quarter");
  const items = catalogue.areas
    .filter(({ area_type }) => area_type === "service" || area_type === "programme")
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"))
    .map((area) => ({
      ...area,
      rows: quarters.map(({ period }) =>
        cellAt(estimates, here, MEASURE, {
          area_type: area.area_type,
          area: area.area,
          period_type: "quarter",
          period,
        }),
      ),
    }))
    .filter(({ rows }) => rows.some((row) => row !== undefined));
  type Item = (typeof items)[number];
  if (items.length === 0 || quarters.length < 2) return nothing();
  const lastOf = ({ rows }: Item) => rows.findLast((row) => missingWords(row) === "");
  const whole = items.find(({ area_type }) => area_type === "programme");
  const most = (whole === undefined ? undefined : lastOf(whole))?.upper ?? Number.POSITIVE_INFINITY;
  const above = items.filter((item) => item.area_type === "service" && (lastOf(item)?.lower ?? 0) > most);
  const stands = new Set(here.area_type === "service" ? [here.area] : above.map(({ area }) => area));
  const look = (item: Item): CaseLine["look"] =>
    item.area_type === "programme" ? "whole" : stands.has(item.area) ? "strong" : "pale";
  const chosen = items.filter(({ area }) => stands.has(area));
  const ends = (item: Item) =>
    `${item.label}: ${formatEstimate(
      item.rows.find((row) => missingWords(row) === ""),
      WHOLE,
    )} open cases for each at first, ${estimateWords(lastOf(item), WHOLE)} at last`;
  const summary = [
    ...(whole === undefined ? [] : [`${ends(whole)}.`]),
    ...(here.area_type === "service"
      ? chosen.map((item) => `${ends(item)}.`)
      : above.length === 0
        ? ["No service lies clearly above it at last."]
        : [`Clearly above it at last: ${toldOrCounted(above.map(ends), "services", "drawn in bold")}.`]),
  ].join(" ");
  const lines = items.map((item) => ({
    key: item.area,
    label: item.label,
    look: look(item),
    values: item.rows.map((row) => (missingWords(row) === "" ? (row?.value ?? null) : null)),
  }));
  return figure(catalogue, {
    id: "open-cases-over-time",
    title: `Open cases for each full-time link worker, by quarter, ${areaLabel(catalogue, here.area_type, here.area)}`,
    summary,
    legend: [
      {
        mark: "line",
        text: here.area_type === "service" ? "The service chosen" : "Clearly above the programme",
      },
      { mark: "pale-line", text: "Other services" },
      { mark: "dashed-line", text: "Whole programme" },
    ],
    draw: (width) =>
      caseLinesChart(
        quarters.map(({ period }) => ({ key: period, tick: formatTick("quarter", period) })),
        lines,
        {
          width,
          axis: "Open cases per FTE on the last day",
          watermark: releaseMark(catalogue),
          label: `Lines over the quarters, one a service. ${summary}`,
        },
      ),
    note: "On the last day of each quarter. The first quarters are too low: cases opened before the records begin are in none. A line stops where no figure is shown, such as where a single link worker is in post. No published guidance on open cases was found.",
    table: {
      caption: "Open cases for each full-time link worker, by service and quarter",
      items,
      columns: [
        nameColumn("Service", (item: Item) => item.label),
        ...quarters.map(
          ({ label }, index): TableColumn<Item> => ({
            label,
            numeric: true,
            text: (item) => estimateWords(item.rows[index], WHOLE),
            csv: (item) =>
              missingWords(item.rows[index]) === ""
                ? (item.rows[index]?.value ?? null)
                : formatEstimate(item.rows[index], WHOLE),
          }),
        ),
      ],
    },
    methods: methodsOf(catalogue, [MEASURE]),
  });
}
