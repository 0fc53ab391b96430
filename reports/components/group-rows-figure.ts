import { breakdownOf, byWords, type EquityGroup, REFERENCE_NOTE } from "./equity-part.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import type { Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

/** A figure of one measure, a row a group. */
export interface GroupRows {
  readonly id: string;
  readonly measure: string;
  /** Without the characteristic, which is added. */
  readonly title: string;
  readonly axis: string;
  readonly style: NumberStyle;
  readonly method: string;
  /** Line of no difference. */
  readonly zero?: string;
  readonly domain?: readonly [number, number];
  readonly note?: string;
  /** What `n` counts, in the table. */
  readonly people: string;
  readonly strong?: (group: EquityGroup) => boolean;
}

/** Dots with intervals, a row a group; a row without a figure says why. */
export function groupRowsFigure(
  release: Release,
  selection: Selection,
  groups: readonly EquityGroup[],
  { id, measure, style, strong = () => false, ...words }: GroupRows,
): Node {
  const { catalogue } = release;
  const title = `${words.title}${byWords(catalogue, selection.breakdown)}`;
  const items = groups.map((group) => ({ group, row: group.cell(measure) }));
  type Item = (typeof items)[number];
  const isReference = (note: string | undefined) => note === REFERENCE_NOTE;
  const rows = items.map(({ group, row }) =>
    chartRow(group.category, group.label, row, {
      apart: group.apart,
      strong: strong(group),
      ...(isReference(row?.note) ? { value: 0, missing: "" } : {}),
    }),
  );
  const byKey = new Map(items.map(({ group, row }) => [group.category, row]));
  const shown = rows.filter(
    ({ key, missing, apart }) => missing === "" && apart !== true && !isReference(byKey.get(key)?.note),
  );
  const told = shown
    .slice(0, 8)
    .map(({ key, label }) => `${label} ${formatEstimate(byKey.get(key), style)}`)
    .join("; ");
  const isDrawn = shown.length > 0;
  const why = items.find(({ row }) => row?.status === "too_few")?.row?.note ?? "";
  const summary = `Whole programme. ${isDrawn ? `${told}.` : `No group has a figure that can be shown. ${why}`.trim()}`;
  const legend: LegendItem[] = [
    { mark: "interval", text: "Figure with its interval" },
    ...(rows.some(({ missing }) => missing !== "")
      ? [{ mark: "hatch", text: "No figure shown, not zero" } as const]
      : []),
  ];
  const [value, ...limits] = estimateColumns<Item>(words.title, style, ({ row }) => row, [
    "value",
    "interval",
  ]);
  const [people] = estimateColumns<Item>("", style, ({ row }) => row, ["n"]);
  return figure(catalogue, {
    id,
    title,
    summary,
    ...(isDrawn
      ? {
          legend,
          draw: (width: number) =>
            rowChart(rows, {
              width,
              style,
              axis: words.axis,
              mark: "dot",
              ...(words.zero === undefined ? {} : { zero: words.zero }),
              ...(words.domain === undefined ? {} : { domain: words.domain }),
              columns: [
                {
                  head: "Figure (interval)",
                  text: ({ key, missing }) =>
                    isReference(byKey.get(key)?.note)
                      ? "reference group"
                      : missing === ""
                        ? estimateWords(byKey.get(key), style)
                        : "",
                },
              ],
              watermark: releaseMark(catalogue),
              label: `Chart of dots with intervals. ${summary}`,
            }),
        }
      : {}),
    table: {
      caption: `${title}, whole programme`,
      items,
      columns: [
        nameColumn(
          breakdownOf(catalogue, selection.breakdown)?.label ?? "Group",
          ({ group }: Item) => group.label,
        ),
        ...(value === undefined ? [] : [value, ...limits]),
        ...(people === undefined ? [] : [{ ...people, label: words.people }]),
        nameColumn("Note", ({ row }: Item) => row?.note ?? ""),
      ],
    },
    methods: [words.method],
    ...(words.note === undefined ? {} : { note: words.note }),
  });
}
