import type { Catalogue } from "../../src/release/catalogue.ts";
import { nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { methodsOf, missingWords } from "./figure-data.js";
import { formatTick, type NumberStyle, statusWords } from "./format.js";
import type { Release } from "./load-release.js";
import { longRows } from "./long-rows.js";
import { isRange, rangeOrFigure, rangeOrInterval, rangeRow } from "./range-row.js";
import { type ChartRow, rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { hasOfStaff, staffSelection } from "./staff-selection.js";
import { nameColumn, type TableColumn } from "./table-model.js";

/** Measures of staff that are drawn together, over the financial years or service by service. */
export interface StaffMeasures {
  readonly id: string;
  readonly title: string;
  readonly measures: readonly { readonly id: string; readonly label: string }[];
  readonly style: NumberStyle;
  readonly axis: string;
  /** What is counted, after its number in the summary, such as `days`; none where the number says it. */
  readonly unit?: string;
  /** Worked out from the figures where absent. */
  readonly domain?: readonly [number, number];
  readonly note: string;
  /** Of how many staff these are shown under the release's policy; stands before the note. */
  readonly shown: (catalogue: Catalogue) => string;
  /** Rows: the financial years of the chosen area, its whole time, or the services in the chosen period. */
  readonly rows: "years" | "whole" | "services";
  /** Services over the whole time, whatever period is chosen. */
  readonly overall?: boolean;
  /** Leaves rows that are not shown out of chart and table; the summary says how many there are. */
  readonly onlyShown?: boolean;
}

interface Item {
  readonly key: string;
  readonly label: string;
  readonly row: EstimateRow | undefined;
  readonly apart: boolean;
}

/** Figures of staff: ranges drawn as ranges, averages with their intervals; nothing where none was collected. */
export function staffFigure(release: Release, selection: Selection, what: StaffMeasures): Node {
  const { catalogue, estimates } = release;
  const held = what.measures.filter(({ id }) => estimates.has(id));
  if (held.length === 0) return nothing();
  const here = staffSelection(catalogue, selection);
  const years = catalogue.periods.filter((one) => one.period_type === "financial_year");
  const latest = years
    .toReversed()
    .find((year) =>
      held.some(({ id }) => hasOfStaff(release, id, { period_type: year.period_type, period: year.period })),
    );
  const isWhole = what.rows === "whole" || what.overall === true;
  const period =
    isWhole || here.period_type === "financial_year" || latest === undefined
      ? { period_type: here.period_type, period: here.period }
      : { period_type: latest.period_type, period: latest.period };
  const whole = { period_type: "all", period: "all" };
  const several = held.length > 1;
  const items: readonly Item[] =
    what.rows === "years"
      ? held.flatMap(({ id, label }) =>
          years.flatMap((year) => {
            const row = cellAt(estimates, here, id, { period_type: "financial_year", period: year.period });
            if (row === undefined) return [];
            const tick = formatTick("financial_year", year.period);
            return [
              { key: `${id} ${year.period}`, label: several ? `${label}, ${tick}` : tick, row, apart: false },
            ];
          }),
        )
      : what.rows === "whole"
        ? held.flatMap(({ id, label }) => {
            const row = cellAt(estimates, here, id, whole);
            return row === undefined ? [] : [{ key: id, label, row, apart: false }];
          })
        : catalogue.areas
            .filter((area) => ["service", "programme"].includes(area.area_type))
            .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"))
            .flatMap((area) =>
              held.flatMap(({ id, label }) => {
                const row = cellAt(estimates, here, id, {
                  ...(isWhole ? whole : period),
                  area_type: area.area_type,
                  area: area.area,
                });
                if (row === undefined) return [];
                return [
                  {
                    key: `${id} ${area.area}`,
                    label: several ? `${area.label}, ${label}` : area.label,
                    row,
                    apart: area.area_type === "programme",
                  },
                ];
              }),
            );
  if (items.length === 0) return nothing();
  const area = areaLabel(catalogue, here.area_type, here.area);
  const when = isWhole ? "Whole time" : formatTick(period.period_type, period.period);
  const where = what.rows === "services" ? when : area;
  const rows = items.map(({ key, label, row, apart }) => rangeRow(key, label, row, { apart, strong: apart }));
  const present = rows.filter((row) => row.missing === "");
  const drawn = what.onlyShown === true && present.length > 0 ? present : rows;
  const listed = items.filter(({ key }) => drawn.some((row) => row.key === key));
  const ranges = rows.filter((row) => row.missing === "" && row.value === null).length;
  const gone = rows.filter((row) => row.missing !== "").length;
  const kind = ranges > 0 ? "ranges" : "figures";
  const told =
    what.rows === "years"
      ? held.flatMap((one) => firstToLast(one, items, what, several))
      : what.rows === "whole"
        ? eachShown(items, what.style)
        : [];
  const shown = `${rows.length - gone} of ${rows.length} ${kind} can be shown.`;
  const summary = `${where}: ${told.length === 0 ? shown : `${told.join("; ")}.${gone === 0 ? "" : ` ${shown}`}`}${
    ranges > 0 ? " The true share lies somewhere in its range; no closer figure is published." : ""
  }${gone === 0 ? "" : " The others are withheld: too few staff, or it would give such a number away."}`;
  const legend: LegendItem[] = [
    ...(ranges > 0 ? [{ mark: "band" as const, text: "Range in which the share of staff lies" }] : []),
    ...(rows.some((row) => row.value !== null)
      ? [{ mark: "interval" as const, text: "Figure with its 95% interval" }]
      : []),
    ...(drawn.some((row) => row.missing !== "")
      ? [{ mark: "hatch" as const, text: "Withheld, not zero" }]
      : []),
  ];
  const byKey = new Map(items.map((item) => [item.key, item.row]));
  const long = longRows(drawn, {
    id: what.id,
    one: what.rows === "services" ? "service" : "row",
    many: several ? "rows" : "services",
    name: ({ label }) => label,
    always: (row) => row.apart === true,
    order: "the first by name",
  });
  return figure(catalogue, {
    id: what.id,
    title: `${what.title}, ${where}`,
    summary,
    legend,
    rows: long,
    draw: (width) =>
      rowChart(long.now(), {
        width,
        style: what.style,
        axis: what.axis,
        mark: "dot",
        ...(what.domain === undefined ? { domain: fromZero(rows) } : { domain: what.domain }),
        columns: [
          {
            head: "",
            text: (row) => (row.missing === "" ? rangeOrInterval(byKey.get(row.key), what.style) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart with one row for each figure. ${summary}`,
      }),
    note: `${what.shown(catalogue)}${what.note}`,
    table: {
      caption: `${what.title}, ${where}`,
      items: listed,
      columns: [nameColumn(FIRST_COLUMN[what.rows], (item: Item) => item.label), ...staffColumns(what.style)],
    },
    methods: methodsOf(
      catalogue,
      held.map(({ id }) => id),
    ),
  });
}

const FIRST_COLUMN = { years: "Financial year", whole: "Figure", services: "Service" } as const;

/** From nothing to a little more than the most that is drawn. */
const fromZero = (rows: readonly ChartRow[]): readonly [number, number] => [
  0,
  Math.max(0, ...rows.flatMap(({ value, upper, band }) => [value ?? 0, upper ?? 0, band?.[1] ?? 0])) * 1.05 ||
    1,
];

/** `Personal 43.7 in 2021–22, 40.8 in 2023–24`, or `3.4% (2.7% to 4.2%) in 2021–22` of one measure: the first and the last year with a figure; nothing without one. */
function firstToLast(
  { id, label }: { readonly id: string; readonly label: string },
  items: readonly Item[],
  { style, unit }: StaffMeasures,
  several: boolean,
): string[] {
  const own = items.filter(
    ({ key, row }) => key.startsWith(`${id} `) && (isRange(row) || missingWords(row) === ""),
  );
  const figureOf = several ? rangeOrFigure : rangeOrInterval;
  const ends = [...new Set([own[0], own.at(-1)])].flatMap((item) =>
    item === undefined
      ? []
      : [
          `${figureOf(item.row, style)}${unit === undefined ? "" : ` ${unit}`} in ${formatTick("financial_year", item.key.slice(id.length + 1))}`,
        ],
  );
  return ends.length === 0 ? [] : [`${several ? `${label} ` : ""}${ends.join(", ")}`];
}

/** `Another job 40% to 60%`, one after the other. */
const eachShown = (items: readonly Item[], style: NumberStyle): string[] =>
  items.flatMap(({ label, row }) =>
    isRange(row) || missingWords(row) === "" ? [`${label} ${rangeOrInterval(row, style)}`] : [],
  );

function staffColumns(style: NumberStyle): readonly TableColumn<Item>[] {
  const unit = style.kind === "proportion" ? " (0 to 1)" : "";
  const end = (label: string, of: (row: EstimateRow) => number | null): TableColumn<Item> => ({
    label,
    csvLabel: `${label}${unit}`,
    numeric: true,
    csvOnly: true,
    text: () => "",
    csv: ({ row }) =>
      row === undefined || row.status !== "published" ? statusWords(row?.status ?? "") : of(row),
  });
  return [
    {
      label: "Figure",
      numeric: true,
      text: ({ row }) => rangeOrInterval(row, style),
      csv: ({ row }) => rangeOrInterval(row, style),
    },
    end("Value", (row) => row.value),
    end("From", (row) => row.lower),
    end("To", (row) => row.upper),
  ];
}
