import type { Catalogue } from "../../src/release/catalogue.ts";
import { citationText } from "./citation.js";
import { type CsvHeading, fileName, writeCsv } from "./csv.js";
import { dataTable } from "./data-table.js";
import { type Child, h } from "./dom.js";
import { exportSvg } from "./export-svg.js";
import { filterTable, type TableFilter } from "./filter-table.js";
import { type LegendItem, legend } from "./legend.js";
import type { LongRows } from "./long-rows.js";
import { longTable } from "./long-table.js";
import { measureLink } from "./measure-links.js";
import { isPhone } from "./phone.js";
import { PRIVATE_MARK } from "./private-stamp.js";
import { responsive } from "./responsive.js";
import { sortableTable } from "./sortable-table.js";
import type { TableModel } from "./table-model.js";
import { takeAway } from "./take-away.js";
import { withTerms } from "./term.js";

export type { LegendItem } from "./legend.js";

/** What a figure is made of. */
export interface FigureParts<T> {
  /** Stable id: anchor, and memory of whether the table stands open. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, in words made from released values. */
  readonly summary: string;
  readonly legend?: readonly LegendItem[];
  readonly draw?: (width: number) => Node;
  /** Rows of the chart, where they may be too many to be drawn at once; `draw` draws those of now. */
  readonly rows?: Pick<LongRows<unknown>, "around">;
  readonly table: TableModel<T>;
  /** Method ids, linked to the Methods page. */
  readonly methods: readonly string[];
  /** Measure whose entry in the library says what is counted; the whole library where absent. */
  readonly measure?: string;
  readonly note?: Child;
  /** False where the chart is not an SVG, so that there is no image to download. */
  readonly image?: boolean;
  /** A box that finds rows of a long table. */
  readonly filter?: TableFilter;
  /** The table's headers sort it: by its first column to begin with, or in the order given. */
  readonly sortable?: boolean | "as given";
  /** Controls that change the chart, above it. */
  readonly controls?: Child;
  /** The table stands open under the chart. */
  readonly open?: boolean;
}

/** Width of a downloaded chart in pixels, whatever the screen. */
const EXPORT_WIDTH = 960;

/**
 * A closed table with more rows than this is made when it is opened first, and draws fifty rows at once, with a box that
 * finds others: a thousand networks are drawn without delay.
 */
const MANY_ROWS = 200;
/** The same of a table that stands open. */
const MANY_OPEN = 100;

/** A table that stands open is left so on a phone up to so many rows. */
const PHONE_ROWS = 12;

/** Tables up to this size are printed with the chart above them; of others the sheet says that they stand on the page. */
const PRINTED = { rows: 20, columns: 6 } as const;

const opened = new Map<string, boolean>();

const METHOD_NAMES: Readonly<Record<string, string>> = {
  "t-interval-paired": "Paired mean with t interval",
  wilson: "Wilson interval",
  "regression-to-the-mean-band": "Regression to the mean",
  count: "Counts",
  mean: "Means",
  "published-statistic": "Published statistics",
  "staff-records": "Staff records",
  "ratio-of-sums": "Shares of time and days",
  "compared-ratio-change": "Time beside other services",
  "project-comparison": "A project beside its networks",
  "cronbach-alpha": "Cronbach’s alpha",
  "burnout-inventory": "Burnout inventory",
  "staff-band": "Ranges for staff",
  "event-rate": "Rates",
  "weighted-rate": "Weighted cases",
  "littles-law": "Wait that the flow implies",
  "representation-ratio": "Referrals against a population",
  "unknown-group-bounds": "What people not known could change",
  "inequality-gradient": "Gradient by deprivation",
  "mean-interval": "Mean with its interval",
  "quantile-interval": "Medians and other quantiles",
  "kaplan-meier": "Waits by group",
  "kaplan-meier-delayed-entry": "Time in post",
  "rounded-risk-ratio": "Ratios to the reference group",
  "group-differences": "Outcomes of groups",
  funnel: "Funnel plot",
  "case-mix": "Case mix",
  shrinkage: "How far chance pulls",
  "hodges-lehmann": "Typical change",
  "disclosure-control": "Disclosure control",
  "sample-flow": "From referral to two scores",
  "standardised-difference": "Standardised differences",
  bowker: "Moves between levels",
  "clustered-errors": "People of one service are alike",
  "welch-difference": "Unpaired change",
  "inverse-probability-mean": "Weighted for those lost",
  "tipping-point": "Tipping point",
  "lost-follow-up-bounds": "Whatever became of those lost",
  "control-chart": "Limits over time",
  "control-chart-shares": "Limits of shares and counts over time",
  "pressure-signal": "Signs of pressure",
};

/** Marks that every chart and table of a release carries, "" where it needs none. */
export function releaseMark(catalogue: Catalogue): string {
  return [catalogue.programme.synthetic ? "SYNTHETIC" : "", catalogue.policy.publishable ? "" : PRIVATE_MARK]
    .filter((text) => text !== "")
    .join(" · ");
}

/** What stands above the rows of a table downloaded from a release. */
export function csvHeading(catalogue: Catalogue, title: string): CsvHeading {
  return {
    title,
    source: `${catalogue.programme.name}, data to ${catalogue.programme.data_date}`,
    releaseId: catalogue.release_id,
    synthetic: catalogue.programme.synthetic,
    publishable: catalogue.policy.publishable,
  };
}

/** Links to the sections of the Methods page that a figure's numbers rest on. */
export function methodLinks(methods: readonly string[]): HTMLElement {
  const page =
    document.querySelector("a[data-page=methods]")?.getAttribute("href")?.split("#")[0] ?? "./methods";
  return h(
    "span",
    { class: "methods" },
    "Method: ",
    methods.map((id, index) => [
      index > 0 ? ", " : "",
      h("a", { href: `${page}#${id}` }, METHOD_NAMES[id] ?? id),
    ]),
  );
}

/** A figure: title, words, chart, the table behind it, downloads of both, and the method. */
export function figure<T>(catalogue: Catalogue, parts: FigureParts<T>): HTMLElement {
  const mark = releaseMark(catalogue);
  const heading = csvHeading(catalogue, parts.table.caption);
  const titleId = `${parts.id}-title`;
  const { draw, rows } = parts;
  const chart =
    draw === undefined ? null : rows === undefined ? responsive(draw) : rows.around(() => responsive(draw));
  const { sortable = false } = parts;
  const most = parts.open === true ? MANY_OPEN : MANY_ROWS;
  const table = (): HTMLElement => {
    if ((sortable !== false || parts.filter === undefined) && parts.table.items.length > most)
      return longTable(parts.table, {
        filter: parts.filter ?? rowFilter(parts),
        start: sortable === true ? { column: 0, direction: "ascending" } : "as given",
        mark,
      });
    const made =
      sortable === false
        ? dataTable(parts.table, mark)
        : sortableTable(parts.table, parts.id, mark, sortable === true ? undefined : sortable);
    return parts.filter === undefined ? made : filterTable(made, parts.filter);
  };
  const open = opened.get(parts.id) ?? parts.open ?? false;
  const later = !open && parts.table.items.length > MANY_ROWS;
  const filed = parts.table.columns.filter((column) => column.pageOnly !== true);
  const details = h(
    "details",
    { class: "behind", open, "data-print": isPrinted(parts.table) },
    h("summary", {}, "Table of these figures"),
    later ? null : table(),
  );
  details.addEventListener("toggle", () => {
    opened.set(parts.id, details.open);
    if (details.open && details.childElementCount === 1) details.append(table());
  });
  const csv = () => ({
    text: writeCsv(
      heading,
      filed.map((column) => column.csvLabel ?? column.label),
      parts.table.items.map((item) => filed.map((column) => column.csv(item))),
    ),
    name: fileName(parts.title, heading, "csv"),
  });
  const svg = (): { readonly text: string; readonly name: string } | undefined => {
    // Light colours and one width, whatever the reader's screen.
    const bench = h("div", { class: "visually-hidden paper" }, parts.draw?.(EXPORT_WIDTH));
    chart?.append(bench);
    const drawn = bench.querySelector("svg");
    const source = `${heading.source} · release ${heading.releaseId}`;
    const text =
      drawn === null
        ? undefined
        : exportSvg(
            drawn,
            {
              title: parts.title,
              source: mark === "" ? source : `${mark} · ${source}`,
              legend: parts.legend ?? [],
            },
            bench,
          );
    bench.remove();
    return text === undefined ? undefined : { text, name: fileName(parts.title, heading, "svg") };
  };
  const short = parts.open === true && parts.table.items.length <= PHONE_ROWS;
  const kept = short || (parts.controls !== undefined && parts.controls !== null);
  const evidence: readonly Child[] = [
    parts.legend === undefined ? null : legend(parts.legend),
    chart,
    parts.note === undefined || parts.note === null ? null : h("div", { class: "figure-note" }, parts.note),
    details,
    h(
      "div",
      { class: "figure-foot" },
      parts.methods.length === 0
        ? h("span", {})
        : h("span", { class: "methods" }, methodLinks(parts.methods), " · ", measureLink(parts.measure)),
      takeAway({
        id: parts.id,
        title: parts.title,
        sentence: `${parts.title}. ${parts.summary} Source: ${citationText(catalogue)}`,
        csv,
        ...(chart === null || parts.image === false ? {} : { svg }),
      }),
    ),
  ];
  return h(
    "figure",
    { class: kept ? "figure figure-kept" : "figure", id: parts.id, "aria-labelledby": titleId },
    h("h3", { id: titleId }, parts.title),
    h("figcaption", {}, withTerms(parts.summary)),
    parts.controls ?? null,
    kept || !isPhone()
      ? evidence
      : fold(parts.id, chart === null ? "Show the table" : "Show the chart and its table", evidence),
  );
}

/** How the rows of a long table are found where the figure does not say. */
const rowFilter = <T>({ id, table }: FigureParts<T>): TableFilter => ({
  id: `find-row-${id}`,
  label: `Find by ${(table.columns[0]?.label ?? "name").toLowerCase()}`,
  many: "rows",
});

/** Whether the table behind a chart is short and narrow enough to be printed with it. */
const isPrinted = <T>({ items, columns }: TableModel<T>): boolean =>
  items.length <= PRINTED.rows && columns.filter(({ csvOnly }) => csvOnly !== true).length <= PRINTED.columns;

/** On a phone the words of a figure come first, and what they rest on is one step away; still open after another choice. */
function fold(id: string, words: string, evidence: readonly Child[]): HTMLElement {
  const key = `${id} evidence`;
  const open = opened.get(key) ?? globalThis.location?.hash === `#${id}`;
  const details = h("details", { class: "figure-fold", open }, h("summary", {}, words), evidence);
  details.addEventListener("toggle", () => opened.set(key, details.open));
  return details;
}
