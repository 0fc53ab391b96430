import { isAnyChange } from "./change-words.js";
import { h } from "./dom.js";
import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { bandOf, chartRow, estimateWords, instrumentOf, missingWords } from "./figure-data.js";
import { asSentence, formatDecimal, formatValue, numberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { noBand } from "./regression-intro.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { sources } from "./sources.js";
import { estimateColumns, nameColumn, type TableColumn } from "./table-model.js";
import { withTerms } from "./term.js";

const MEASURE = "share_paired";
const EXPECTED = "expected_share_rtm";
type Instrument = NonNullable<ReturnType<typeof instrumentOf>>;

/** The bands of change of an instrument, best first, in its own points; bands that hold no possible change are left out. */
export function changeBands(
  instrument: Instrument,
): readonly { readonly id: string; readonly label: string; readonly mark: "improved" | "same" | "worse" }[] {
  const { decimals, meaningful_change } = instrument;
  const unit = 10 ** decimals;
  const scaled = (points: number): number => Math.ceil(Number((points * unit).toFixed(6)));
  const [once, twice] = [scaled(meaningful_change.points), scaled(2 * meaningful_change.points)];
  const points = (steps: number): string => formatDecimal(steps / unit, decimals);
  const range = once === twice - 1 ? points(once) : `${points(once)} to ${points(twice - 1)}`;
  const outer = (way: string, mark: "improved" | "worse", ids: readonly [string, string]) => [
    { id: ids[0], label: `${way} by ${points(twice)} or more`, mark },
    ...(once < twice ? [{ id: ids[1], label: `${way} by ${range}`, mark }] : []),
  ];
  const small = (way: string, id: string) =>
    once > 1 ? [{ id, label: `${way} by less than ${points(once)}`, mark: "same" as const }] : [];
  return [
    ...outer("Better", "improved", ["much_better", "better"]),
    ...small("Better", "slightly_better"),
    { id: "no_change", label: "No change", mark: "same" },
    ...small("Worse", "slightly_worse"),
    ...outer("Worse", "worse", ["much_worse", "worse"]).reverse(),
  ];
}

/** How far each person's score moved, in bands of the meaningful change, beside what regression to the mean would give. */
export function changeDistribution(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "How far individual people moved";
  const instrument = instrumentOf(catalogue, selection.instrument);
  if (instrument === undefined || !isHeld(release, MEASURE, selection.instrument))
    return notCollected(title, "changes of individual people");
  const place = (category: string) => ({ breakdown: "change_band", category });
  const bands = changeBands(instrument);
  const shownAt = (one: Selection): boolean =>
    bands.some(({ id }) => missingWords(cellAt(estimates, one, MEASURE, place(id))) === "");
  if (bands.every(({ id }) => cellAt(estimates, selection, MEASURE, place(id)) === undefined)) {
    return notAtThisLevel(release, selection, title, shownAt);
  }
  const style = numberStyle(catalogue, MEASURE, selection.instrument);
  const items = bands.map((band) => ({
    ...band,
    row: cellAt(estimates, selection, MEASURE, place(band.id)),
    expected: cellAt(estimates, selection, EXPECTED, place(band.id)),
  }));
  type Item = (typeof items)[number];
  const drawn = items.some(({ expected }) => bandOf(expected) !== null);
  const rows = items.map((item) =>
    chartRow(item.id, item.label, item.row, {
      band: bandOf(item.expected),
      fill: `var(--${item.mark})`,
      lower: null,
      upper: null,
    }),
  );
  const byKey = new Map(items.map((item) => [item.id, item]));
  const improved = cellAt(estimates, selection, "share_improved");
  const expected = bandOf(cellAt(estimates, selection, EXPECTED));
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const points = `${instrument.meaningful_change.points} ${instrument.unit}`;
  const percent = (value: number): string => formatValue(value, style);
  const better = isAnyChange(instrument) ? "scored better" : `improved by ${points} or more`;
  const summary =
    missingWords(improved) !== ""
      ? `${area}: how many people ${better} is ${missingWords(improved)}.`
      : `${area}: ${estimateWords(improved, style)} of people ${better}.${
          expected === null
            ? " What chance variation between two measurements alone would give is not available."
            : ` By chance variation between two measurements alone, ${percent(expected[0])} to ${percent(expected[1])} of any people would.`
        }`;
  const legend: LegendItem[] = [
    { mark: "improved", text: "Better" },
    { mark: "same", text: isAnyChange(instrument) ? "The same" : `By less than ${points}` },
    { mark: "worse", text: "Worse" },
  ];
  if (drawn) legend.push({ mark: "band", text: "Expected from chance variation alone" });
  if (rows.some((row) => row.missing !== "")) legend.push({ mark: "hatch", text: "Withheld, not zero" });
  const expectedWords = (item: Item | undefined): string => {
    const band = bandOf(item?.expected);
    return band === null ? "–" : `${percent(band[0])} to ${percent(band[1])}`;
  };
  const end = (label: string, at: 0 | 1): TableColumn<Item> => ({
    label: `Expected from chance variation alone: ${label}`,
    numeric: true,
    text: (item) => {
      const band = bandOf(item.expected);
      return band === null ? "–" : percent(band[at]);
    },
    csv: (item) => bandOf(item.expected)?.[at] ?? null,
  });
  const reference = instrument.regression_to_mean;
  return figure<Item>(catalogue, {
    id: "change-distribution",
    title,
    summary,
    legend,
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: "Share of people with both scores",
        mark: "bar",
        columns: [
          {
            head: "Share (interval)",
            text: ({ key, missing }) => (missing === "" ? estimateWords(byKey.get(key)?.row, style) : ""),
          },
          ...(drawn
            ? [
                {
                  head: "Regression alone",
                  text: ({ key }: { readonly key: string }) => expectedWords(byKey.get(key)),
                },
              ]
            : []),
        ],
        watermark: releaseMark(catalogue),
        label: `Bars, one a size of change, best first. ${summary}`,
      }),
    note:
      drawn && reference !== null
        ? [
            `The band assumes two scores of any people, with a correlation between ${reference.r[0]} and ${reference.r[1]} and nothing but chance between. Of people who start low, more would gain by themselves.`,
            sources(h("p", {}, withTerms(asSentence(reference.source)))),
          ]
        : `${noBand(reference !== null)}: part of any of these shares may be just that.`,
    table: {
      caption: `How far people moved on ${instrument.name}, ${area}`,
      items,
      columns: [
        nameColumn("Change", (item: Item) => item.label),
        ...estimateColumns<Item>("Share", style, ({ row }) => row, ["value", "interval"]),
        {
          label: "People",
          numeric: true,
          text: ({ row }: Item) =>
            missingWords(row) === "" ? (row?.numerator?.toLocaleString("en-GB") ?? "–") : "–",
          csv: ({ row }: Item) => (missingWords(row) === "" ? (row?.numerator ?? null) : null),
        },
        ...(drawn ? [end("from", 0), end("to", 1)] : []),
      ],
    },
    methods: ["wilson", ...(drawn ? ["regression-to-the-mean-band"] : [])],
  });
}
