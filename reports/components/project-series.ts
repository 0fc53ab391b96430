import type { Catalogue } from "../../src/release/catalogue.js";
import { nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { formatTick } from "./format.js";
import type { Release } from "./load-release.js";
import {
  absentWords,
  figureText,
  measureStyle,
  measureUnit,
  methodsOf,
  projectMeasureTitle,
} from "./measure-style.js";
import { projectSeriesChart, type SeriesPoint } from "./project-series-chart.js";
import { estimateColumns, nameColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];
type ProjectMeasure = Project["measures"][number];

interface Item {
  readonly key: string;
  readonly label: string;
  readonly tick: string;
  readonly pilot: boolean;
  readonly here: EstimateRow | undefined;
  readonly there: EstimateRow | undefined;
}

/** A measure of a project and of its comparison networks, before, during and after or by quarter; nothing where none is held. */
export function projectSeries(
  release: Release,
  project: Project,
  { measure, instrument }: ProjectMeasure,
  periodType: "window" | "quarter",
  id: string,
): Node {
  const { catalogue } = release;
  const items = seriesItems(release, project, { measure, instrument }, periodType);
  if (items.every(({ here }) => here === undefined)) return nothing();
  const style = measureStyle(catalogue, measure, instrument);
  const unit = measureUnit(catalogue, measure, instrument);
  const name = projectMeasureTitle(catalogue, measure, instrument, project);
  const compared = items.some(({ there }) => there !== undefined);
  const documented =
    periodType === "quarter"
      ? project.context.flatMap(({ marks }) => (marks?.measure === measure ? marks.values : []))
      : [];
  const gone = items.filter(({ here, there }) =>
    [here, there].some((row) => row !== undefined && absentWords(row) !== ""),
  );
  const point = (item: Item, series: SeriesPoint["series"]): SeriesPoint[] => {
    const row = item[series];
    if (row === undefined && (series === "there" || periodType === "quarter")) return [];
    const missing = absentWords(row);
    const shown = missing === "" && row !== undefined;
    return [
      {
        key: item.key,
        series,
        value: shown ? row.value : null,
        lower: shown ? row.lower : null,
        upper: shown ? row.upper : null,
        missing,
      },
    ];
  };
  const points = items.flatMap((item) => [...point(item, "here"), ...point(item, "there")]);
  const other = otherSide(project, measure, compared);
  const told = (series: "here" | "there"): string =>
    items
      .filter((item) => absentWords(item[series]) === "")
      .map((item) => `${figureText(item[series], style)} ${when(item, periodType)}`)
      .join(", ");
  const summary = summaryWords(periodType, told, compared ? other.name : null, items, ({ here }) =>
    figureText(here, style),
  );
  const legend: LegendItem[] = [
    { mark: "interval", text: "This project, with its interval" },
    ...(compared ? [{ mark: "other" as const, text: other.label }] : []),
    ...(periodType === "quarter" && items.some(({ pilot }) => pilot)
      ? [{ mark: "pilot" as const, text: "The pilot" }]
      : []),
    ...(documented.length > 0
      ? [{ mark: "documented" as const, text: "Documented elsewhere, not part of these data" }]
      : []),
    ...(gone.length > 0 ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
  ];
  return figure<Item>(catalogue, {
    id,
    title: periodType === "quarter" ? `${name}, by quarter` : `${name}, before, during and after`,
    summary,
    legend,
    draw: (width) =>
      projectSeriesChart(points, {
        width,
        style,
        axis: unit.charAt(0).toUpperCase() + unit.slice(1),
        periods: items.map(({ key, tick, pilot }) => ({ key, tick, pilot })),
        line: periodType === "quarter",
        documented,
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals in time order. ${summary}`,
      }),
    note: noteOf([
      periodType === "window" ? countedNote(release, project, measure, items) : "",
      other.note,
      documented.length === 0
        ? ""
        : project.context
            .filter(({ marks }) => marks?.measure === measure)
            .map(({ text, source }) => `${text} Source: ${source.replace(/\.$/, "")}. `)
            .join(""),
    ]),
    table: {
      caption: `${name}, ${periodType === "quarter" ? "by quarter" : "before, during and after"}: ${project.id}${compared ? ` and ${other.within}` : ""}`,
      items,
      columns: [
        nameColumn("Period", ({ label }: Item) => label),
        ...estimateColumns<Item>("This project", style, ({ here }) => here, ["value", "interval"]),
        ...(compared
          ? estimateColumns<Item>(other.name, style, ({ there }) => there, ["value", "interval"])
          : []),
      ],
    },
    methods: methodsOf(items.flatMap(({ here, there }) => [here, there])),
  });
}

/**
 * `After: 215 of the 420 referrals received are counted. Counted are …` for each window in which a share of referrals is of fewer than
 * were received; "" where it is of all.
 */
function countedNote(
  { catalogue, estimates }: Release,
  { id }: Project,
  measure: string,
  items: readonly Item[],
): string {
  const entry = catalogue.measures.find((one) => one.id === measure);
  if (entry?.unit !== "share of referrals") return "";
  const fewer = items.flatMap(({ key, here }) => {
    const all = estimates.find({
      ...{ measure: "referrals", instrument: "", area_type: "project", area: id },
      ...{ period_type: "window", period: key, breakdown: "none", category: "all" },
    });
    const [of, received] = [absentWords(here) === "" ? here?.denominator : null, all?.value];
    if (of == null || received == null || of >= received) return [];
    const number = (count: number): string => count.toLocaleString("en-GB");
    return [
      `${key.charAt(0).toUpperCase()}${key.slice(1)}: ${number(of)} of the ${number(received)} referrals received are counted. `,
    ];
  });
  if (fewer.length === 0) return "";
  const counted = `${entry.denominator.charAt(0).toLowerCase()}${entry.denominator.slice(1)}`;
  return `${fewer.join("")}Counted are ${counted.replace(/\.$/, "")}. The others are in no figure here. `;
}

/** A target group's rate of referral stands beside that of everybody else on the same lists: networks have none. */
const TARGET_RATE = "referrals_per_1000_target";
const OTHERS_RATE = "referrals_per_1000_others";

/** What stands beside a project's figure: how a table, a legend and a sentence call it, and how many people are behind both. */
function otherSide(
  project: Project,
  measure: string,
  compared: boolean,
): { readonly name: string; readonly label: string; readonly within: string; readonly note: string } {
  const { comparator_label, shared_service, target_population: people } = project;
  if (measure !== TARGET_RATE) {
    return {
      name: "Comparison networks",
      label: comparator_label ?? "Comparison networks",
      within: "its comparison networks",
      note: compared && shared_service !== undefined ? `${shared_service} ` : "",
    };
  }
  const name = "Everybody else on the same lists";
  const number = (count: number): string => count.toLocaleString("en-GB");
  return {
    name,
    label: name,
    within: "everybody else on the same lists",
    note:
      people === undefined
        ? ""
        : `On the lists stand ${number(people.target)} people of the target group and ${number(people.others)} others, as declared. Source: ${people.source.replace(/\.$/, "")}. `,
  };
}

function seriesItems(
  { catalogue, estimates }: Release,
  project: Project,
  { measure, instrument }: ProjectMeasure,
  periodType: "window" | "quarter",
): readonly Item[] {
  const pilot = project.windows.find(({ window }) => window === "during");
  const at = (area_type: string, period: string, of = measure) =>
    estimates.find({
      measure: of,
      instrument,
      area_type,
      area: project.id,
      period_type: periodType,
      period,
      breakdown: "none",
      category: "all",
    });
  return catalogue.periods
    .filter(({ period_type }) => period_type === periodType)
    .map(({ period, label }) => ({
      key: period,
      label,
      tick: formatTick(periodType, period),
      pilot: periodType === "quarter" && pilot !== undefined && within(period, pilot),
      here: at("project", period),
      there: measure === TARGET_RATE ? at("project", period, OTHERS_RATE) : at("comparator", period),
    }));
}

function noteOf(texts: readonly string[]): string | null {
  const text = texts.join("");
  return text === "" ? null : text;
}

/** Whether a quarter such as `2022-Q4` lies within a span of days. */
function within(quarter: string, { from, to }: { readonly from: string; readonly to: string }): boolean {
  const first = (Number(quarter.slice(6)) - 1) * 3 + 1;
  const day = (month: number, end: string) =>
    `${quarter.slice(0, 4)}-${String(month).padStart(2, "0")}-${end}`;
  return from <= day(first, "01") && day(first + 2, "28") <= to;
}

function when({ label, key }: Item, periodType: "window" | "quarter"): string {
  return periodType === "window" ? key : `in ${label}`;
}

function summaryWords(
  periodType: "window" | "quarter",
  told: (series: "here" | "there") => string,
  other: string | null,
  items: readonly Item[],
  figure: (item: Item) => string,
): string {
  if (periodType === "window") {
    const here = told("here");
    const there = told("there");
    return `${here === "" ? "No figure of this project can be shown." : `This project: ${here}.`}${
      other === null ? "" : there === "" ? ` ${other}: no figure can be shown.` : ` ${other}: ${there}.`
    }`;
  }
  const shown = items.filter(({ here }) => here !== undefined);
  const known = shown.filter(({ here }) => absentWords(here) === "");
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return "No quarter of this project can be shown.";
  const ends = [...new Set([first, last])].map((item) => `${figure(item)} ${when(item, periodType)}`);
  const gaps = shown.length - known.length;
  return `This project: ${ends.join(", ")}.${
    gaps === 0
      ? ""
      : ` ${known.length} of ${shown.length} quarters are shown; the other ${gaps} ${gaps === 1 ? "is" : "are"} withheld or not due yet, and nothing is known of ${gaps === 1 ? "it" : "them"} here.`
  } Single quarters swing by chance${other === null ? "" : ", here and beside it"}: the bars show by how much.`;
}
