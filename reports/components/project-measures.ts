import type { Catalogue } from "../../src/release/catalogue.js";
import type { CsvValue } from "./csv.js";
import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure } from "./figure.js";
import type { Release } from "./load-release.js";
import { absentWords, figureText, measureStyle, methodsOf, projectMeasureTitle } from "./measure-style.js";
import type { TableColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];
/** Columns where a pilot has dates, and where it has none. */
const WINDOWS = ["before", "during", "after"] as const;
const WHOLE = ["all"] as const;
const COMPARISON = "Comparison networks";

interface Item {
  readonly title: string;
  readonly whose: string;
  readonly measure: string;
  readonly instrument: string;
  readonly row: (window: string) => EstimateRow | undefined;
}

/** All measures of a project's question before, during and after, each beside its comparison networks; nothing where none is held. */
export function projectMeasures(release: Release, project: Project): Node {
  const { catalogue, estimates } = release;
  const dated = project.windows.length > 0;
  const periods = dated ? WINDOWS : WHOLE;
  const items = project.measures.flatMap(({ measure, instrument }): Item[] =>
    (["project", "comparator"] as const).flatMap((area_type) => {
      const row = (period: string) =>
        estimates.find({
          measure,
          instrument,
          area_type,
          area: project.id,
          period_type: dated ? "window" : "all",
          period,
          breakdown: "none",
          category: "all",
        });
      if (periods.every((period) => row(period) === undefined)) return [];
      const title = projectMeasureTitle(catalogue, measure, instrument, project);
      const whose = area_type === "project" ? "This project" : COMPARISON;
      return [{ title, whose, measure, instrument, row }];
    }),
  );
  if (items.length === 0) return nothing();
  const style = (item: Item) => measureStyle(catalogue, item.measure, item.instrument);
  const csv =
    (part: "value" | "lower" | "upper", window: string) =>
    (item: Item): CsvValue => {
      const row = item.row(window);
      return absentWords(row) === "" ? (row?.[part] ?? null) : figureText(row, style(item));
    };
  const columns = periods.flatMap((window): TableColumn<Item>[] => {
    const label = dated ? `${window.charAt(0).toUpperCase()}${window.slice(1)}` : "Whole period";
    return [
      {
        label,
        csvLabel: label,
        numeric: true,
        text: (item) => figureText(item.row(window), style(item)),
        csv: csv("value", window),
      },
      {
        label: `${label}: interval from`,
        csvOnly: true,
        text: () => "",
        csv: csv("lower", window),
      },
      { label: `${label}: interval to`, csvOnly: true, text: () => "", csv: csv("upper", window) },
    ];
  });
  const when = dated ? "Before, during and after" : "Over the whole period";
  const compared = items.some(({ whose }) => whose === COMPARISON);
  return figure<Item>(catalogue, {
    id: "project-measures",
    title: `${when}${compared ? ", beside the comparison networks" : ""}`,
    summary: `The first measure was named beforehand to answer the question; the others stand beside it.${compared ? "" : " None of these has figures of comparison networks: whatever else changed at the same time is in them too."} In brackets: 95% intervals.`,
    table: {
      caption: `Measures of ${project.id} ${lowerFirst(when)}`,
      items,
      stacked: true,
      columns: [
        {
          label: "Measure",
          text: ({ title, whose }) =>
            whose === "This project" ? h("strong", {}, title) : h("span", { class: "quiet" }, title),
          csv: ({ title }) => title,
        },
        ...(compared
          ? [{ label: "Whose", text: ({ whose }: Item) => whose, csv: ({ whose }: Item) => whose }]
          : []),
        ...columns,
      ],
    },
    methods: methodsOf(items.flatMap(({ row }) => periods.map(row))),
    open: true,
  });
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
