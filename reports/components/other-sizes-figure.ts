import { isAnyChange } from "./change-words.js";
import { h, nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { bandOf, chartRow, estimateWords, instrumentOf, missingWords } from "./figure-data.js";
import { asSentence, formatValue, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { sources } from "./sources.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { withTerms } from "./term.js";

/**
 * The share who improved by the meaningful change and by other published sizes, each beside the share to expect from
 * chance variation between two measurements alone; nothing where no other size is declared.
 */
export function otherSizesFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const instrument = instrumentOf(catalogue, selection.instrument);
  const others = instrument?.other_thresholds ?? [];
  if (instrument === undefined || others.length === 0) return nothing();
  const title = "Improved, by other published sizes of change";
  const bySize = (one: Selection, points: number, measure: string) =>
    cellAt(estimates, one, measure, { breakdown: "threshold", category: String(points) });
  const everywhere = { area_type: "programme", area: "programme", period_type: "all", period: "all" };
  const items = [
    ...others.map(({ points, source }) => ({
      points,
      source,
      main: false,
      row: bySize(selection, points, "share_improved_by"),
      expected: bySize({ ...selection, ...everywhere }, points, "expected_share_rtm"),
    })),
    ...(isAnyChange(instrument)
      ? []
      : [
          {
            ...instrument.meaningful_change,
            main: true,
            row: cellAt(estimates, selection, "share_improved"),
            expected: cellAt(estimates, { ...selection, ...everywhere }, "expected_share_rtm"),
          },
        ]),
  ].toSorted((a, b) => a.points - b.points);
  type Item = (typeof items)[number];
  if (items.filter(({ main }) => !main).every(({ row }) => row === undefined)) {
    const [first] = others;
    return notAtThisLevel(
      release,
      selection,
      title,
      (one) => first !== undefined && missingWords(bySize(one, first.points, "share_improved_by")) === "",
    );
  }
  const style = numberStyle(catalogue, "share_improved", selection.instrument);
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const label = ({ points, main }: Item) =>
    `${points} ${instrument.unit} or more${main ? " (meaningful)" : ""}`;
  const rows = items.map((item) =>
    chartRow(label(item), label(item), item.row, { band: bandOf(item.expected), strong: item.main }),
  );
  const bands = rows.some(({ band }) => band);
  const byKey = new Map(items.map((item) => [label(item), item]));
  const summary = `${area}: ${items.map((item) => `${estimateWords(item.row, style)} improved by ${label(item)}`).join("; ")}.`;
  const legend: LegendItem[] = [
    { mark: "interval", text: "Share with its interval" },
    ...(bands ? [{ mark: "band" as const, text: "Expected from chance variation alone" }] : []),
  ];
  const bandText = (item: Item | undefined): string => {
    const band = bandOf(item?.expected);
    return band === null ? "\u2013" : `${formatValue(band[0], style)} to ${formatValue(band[1], style)}`;
  };
  return figure<Item>(catalogue, {
    id: "other-sizes",
    title,
    summary,
    legend,
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: "Share of people with both scores",
        mark: "dot",
        columns: [
          {
            head: "Share (interval)",
            text: ({ key, missing }) => (missing === "" ? estimateWords(byKey.get(key)?.row, style) : ""),
          },
          ...(bands
            ? [
                {
                  head: "Regression alone",
                  text: ({ key }: (typeof rows)[number]) => bandText(byKey.get(key)),
                },
              ]
            : []),
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals. ${summary}`,
      }),
    note: [
      "The larger the size asked for, the fewer reach it, so the choice decides the share. The meaningful change was fixed beforehand; the others stand here to show how much hangs on it.",
      sources(
        h(
          "ul",
          {},
          items.map((item) =>
            h("li", {}, `${item.points} ${instrument.unit}: `, withTerms(asSentence(item.source))),
          ),
        ),
      ),
    ],
    table: {
      caption: `${title}, ${area}`,
      items,
      columns: [
        nameColumn("Size of change", label),
        ...estimateColumns<Item>(
          "Share",
          style,
          ({ row }) => row,
          ["value", "interval", "fraction"],
          "People with both scores",
        ),
        { label: "Expected from chance variation alone", numeric: true, text: bandText, csv: bandText },
        { label: "Source", csvOnly: true, text: () => "", csv: ({ source }) => source },
      ],
    },
    methods: ["wilson", ...(bands ? ["regression-to-the-mean-band"] : [])],
  });
}
