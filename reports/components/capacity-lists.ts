import { h, nothing } from "./dom.js";
import { type FigureParts, figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, missingWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import { AREA_TYPES, cellAt, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";
import { estimateColumns, nameColumn, type TableColumn } from "./table-model.js";

const RATE = "link_worker_fte_per_10000_patients";
const AXIS = "Link workers (full-time equivalents) per 10,000 registered patients";
/** Rows beyond which a chart can no longer be read: a table that can be searched takes its place. */
const MOST_ROWS = 40;
const HUNDREDTHS: NumberStyle = { kind: "rate", decimals: 2, signed: false };

interface Mark {
  readonly kind: "dot" | "whole" | "board";
  readonly value: number;
}

/** One row's figure as a dot on a line from 0, with the lines it is read against; decoration, as the number stands beside it. */
function strip(marks: readonly Mark[], most: number): HTMLElement {
  return h(
    "span",
    { class: "strip", "aria-hidden": "true" },
    marks.map((mark) => {
      const part = h("span", { class: `strip-${mark.kind}` });
      part.style.left = `${(mark.value / most) * 100}%`;
      return part;
    }),
  );
}

/** Link workers for the patients of every area, type by type: a chart of few areas, a table with a search box of many. */
export function capacityLists(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const figures = AREA_TYPES.filter((type) => type.id !== "programme").flatMap((type) => {
    const areas = catalogue.areas
      .filter((area) => area.area_type === type.id)
      .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"));
    const items = areas.map((area) => {
      const parts = { area_type: area.area_type, area: area.area };
      return { ...area, cell: (measure: string) => cellAt(estimates, selection, measure, parts) };
    });
    if (items.length < 2 || items.every((item) => item.cell(RATE) === undefined)) return [];
    return [capacityList(release, selection, type, items)];
  });
  return figures.length === 0 ? nothing() : h("div", {}, figures);
}

interface Item {
  readonly area_type: string;
  readonly area: string;
  readonly label: string;
  readonly cell: (measure: string) => ReturnType<typeof cellAt>;
}

function capacityList(
  release: Release,
  selection: Selection,
  type: (typeof AREA_TYPES)[number],
  items: readonly Item[],
): HTMLElement {
  const { catalogue, estimates } = release;
  const many = type.many.toLowerCase();
  const style = numberStyle(catalogue, RATE, "");
  const start = { area_type: "programme", area: "programme" };
  const whole: Item = {
    ...start,
    label: "Whole programme",
    cell: (measure) => cellAt(estimates, selection, measure, start),
  };
  const wholeValue = missingWords(whole.cell(RATE)) === "" ? (whole.cell(RATE)?.value ?? null) : null;
  const wholeWords = formatEstimate(whole.cell(RATE), style);
  const boards = type.id === "icb" ? [] : boardValues(release, selection);
  const values = items.flatMap((item) => item.cell(RATE)?.value ?? []);
  const most = Math.max(...values, ...boards, wholeValue ?? 0) * 1.04 || 1;
  const shown = items.filter((item) => missingWords(item.cell(RATE)) === "").length;
  const gone = items.length - shown;
  const why = items.find((item) => missingWords(item.cell(RATE)) !== "")?.cell(RATE)?.note ?? "";
  const summary = `${items.length.toLocaleString("en-GB")} ${many} in alphabetical order${gone === 0 ? "" : `, ${shown} of them with a figure`}. They differ in size and in need, so this is not a ranking.${
    gone === 0
      ? ""
      : ` ${gone} have no figure${why === "" ? "" : ` (${why.replace(/\.$/, "").toLowerCase()})`}, which is not a zero.`
  }`;
  const long = items.length > MOST_ROWS;
  const name: TableColumn<Item> = {
    ...nameColumn(type.one, (item: Item) => item.label),
    text: (item) =>
      selectionLink(item.label, { ...selection, area_type: item.area_type, area: item.area }, catalogue),
  };
  const marks = (item: Item): readonly Mark[] => {
    const value = missingWords(item.cell(RATE)) === "" ? item.cell(RATE)?.value : null;
    return [
      ...boards.map((board) => ({ kind: "board" as const, value: board })),
      ...(wholeValue === null ? [] : [{ kind: "whole" as const, value: wholeValue }]),
      ...(value === null || value === undefined ? [] : [{ kind: "dot" as const, value }]),
    ];
  };
  const drawn: TableColumn<Item> = {
    label: "On a line from 0",
    pageOnly: true,
    text: (item) => (missingWords(item.cell(RATE)) === "" ? strip(marks(item), most) : ""),
    csv: () => null,
  };
  const legend: readonly LegendItem[] = [
    { mark: "dot", text: "Link workers per 10,000 patients" },
    ...(wholeValue === null ? [] : [{ mark: "threshold" as const, text: `Whole programme: ${wholeWords}` }]),
    ...(boards.length > 0 && long ? [{ mark: "tick" as const, text: "Integrated care boards" }] : []),
    ...(gone > 0 && !long ? [{ mark: "hatch" as const, text: "No figure, not zero" }] : []),
  ];
  const chartItems = wholeValue === null ? items : [...items, whole];
  const parts: FigureParts<Item> = {
    id: `capacity-${type.id}`,
    title: `Link workers per 10,000 patients: ${many}`,
    summary,
    legend,
    table: {
      caption: `Link workers and patients of ${many}`,
      items: long ? items : chartItems,
      columns: [
        name,
        ...estimateColumns<Item>("Link workers per 10,000 patients", HUNDREDTHS, (item) => item.cell(RATE), [
          "value",
        ]),
        ...(long ? [drawn] : []),
        ...estimateColumns<Item>(
          "Link workers (full-time equivalents)",
          HUNDREDTHS,
          (item) => item.cell("link_worker_fte"),
          ["value"],
        ),
        ...estimateColumns<Item>(
          "Registered patients",
          numberStyle(catalogue, "registered_patients", ""),
          (item) => item.cell("registered_patients"),
          ["value"],
        ),
      ],
    },
    methods: ["published-statistic"],
    open: true,
  };
  if (long) {
    return figure(catalogue, {
      ...parts,
      filter: { id: `find-${type.id}`, label: `Find a ${type.one.toLowerCase()}`, many },
    });
  }
  const byKey = new Map(chartItems.map((item) => [item.area, item]));
  const rows = chartItems.map((item) =>
    chartRow(item.area, item.label, item.cell(RATE), {
      apart: item.area_type === "programme",
      strong: item.area_type === "programme" || item.area === selection.area,
    }),
  );
  return figure(catalogue, {
    ...parts,
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: width < 620 ? "Link workers per 10,000 patients" : AXIS,
        mark: "dot",
        domain: [0, most],
        threshold: wholeValue === null ? null : { value: wholeValue, label: `Whole programme ${wholeWords}` },
        columns: [
          {
            head: "Per 10,000",
            text: (row) => (row.missing === "" ? formatEstimate(byKey.get(row.key)?.cell(RATE), style) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots, one row an area. ${summary}`,
      }),
  });
}

function boardValues(release: Release, selection: Selection): readonly number[] {
  return release.catalogue.areas
    .filter((area) => area.area_type === "icb")
    .flatMap((area) => {
      const row = cellAt(release.estimates, selection, RATE, { area_type: "icb", area: area.area });
      return missingWords(row) === "" && row?.value !== null && row?.value !== undefined ? [row.value] : [];
    });
}
