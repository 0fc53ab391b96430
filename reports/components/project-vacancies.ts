import type { Catalogue } from "../../src/release/catalogue.ts";
import { nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { methodsOf, missingWords } from "./figure-data.js";
import { formatTick, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rangeOrInterval, rangeRow } from "./range-row.js";
import { rowChart } from "./row-chart.js";
import { nameColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];

const MEASURE = "days_to_fill_median";
const WINDOWS = ["before", "during", "after"] as const;
const DAYS: NumberStyle = { kind: "amount", decimals: 0, signed: false };

/** Days to fill a post at the project's service before, during and after the pilot, where the question names them; else nothing. */
export function projectVacancies(release: Release, project: Project): Node {
  const { catalogue, estimates } = release;
  if (!project.measures.some(({ measure }) => measure === MEASURE)) return nothing();
  const items = WINDOWS.flatMap((period) => {
    const row = estimates.find({
      ...{ measure: MEASURE, instrument: "", area_type: "project", area: project.id },
      ...{ period_type: "window", period, breakdown: "none", category: "all" },
    });
    return row === undefined ? [] : [{ period, row, label: formatTick("window", period) }];
  });
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const name = catalogue.services.find(({ id }) => id === project.service)?.name ?? project.id;
  const rows = items.map(({ period, label, row }) => rangeRow(period, label, row));
  const told = items.flatMap(({ row, period }) =>
    missingWords(row) === "" ? [`${period} the pilot within ${rangeOrInterval(row, DAYS)} days`] : [],
  );
  const summary = `${name}: ${
    told.length === 0
      ? "no window can be shown."
      : `of the posts that a holder left, half were filled ${new Intl.ListFormat("en-GB").format(told)}.`
  }`;
  const byKey = new Map<string, Item>(items.map((item) => [item.period, item]));
  return figure<Item>(catalogue, {
    id: "project-days-to-fill",
    title: "Days to fill a post, before, during and after the pilot",
    summary,
    legend: [
      { mark: "interval", text: "Days until half were filled, with the 95% interval where there is one" },
      ...(rows.some(({ missing }) => missing !== "")
        ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
        : []),
    ],
    draw: (width) =>
      rowChart(rows, {
        width,
        style: DAYS,
        axis: "Days that posts stood empty until half were filled",
        mark: "dot",
        domain: [0, Math.max(30, ...rows.flatMap(({ value, upper }) => [value ?? 0, upper ?? 0])) * 1.1],
        columns: [
          {
            head: "Days (interval)",
            text: ({ key, missing }) => (missing === "" ? rangeOrInterval(byKey.get(key)?.row, DAYS) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots, one row a window. ${summary}`,
      }),
    note: "By the window in which the holder left, over all posts of the service, in steps of 5 days. Few posts are behind each figure. Before and after only: other services are not set beside it, so it does not show what changed it.",
    table: {
      caption: `Days to fill a post at ${name}`,
      items,
      columns: [
        nameColumn("Window", (item: Item) => item.label),
        {
          label: "Days until half were filled (interval)",
          numeric: true,
          text: ({ row }) => rangeOrInterval(row, DAYS),
          csv: ({ row }) => rangeOrInterval(row, DAYS),
        },
      ],
    },
    methods: methodsOf(catalogue, [MEASURE]),
  });
}
