import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords, missingWords, withheldWords } from "./figure-data.js";
import { formatLevel, type NumberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const MEASURE = "follow_up_difference";
const STYLE: NumberStyle = { kind: "mean", decimals: 2, signed: true };
/** Differences beyond this are worth a look, by a rule of thumb. */
const GUIDE = 0.1;
/** Width below which the axis is named in few words. */
const NARROW = 700;
/** Differences drawn, largest first; the table has all. */
const DRAWN = 12;

/** Who was lost: how groups differ between people followed up in time and people who were due and were not. */
export function whoWasLost(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "Who was followed up, and who was lost";
  if (!isHeld(release, MEASURE, selection.instrument))
    return notCollected(title, "follow-up by characteristics of people");
  const rowsAt = ({ instrument, area_type, area, period_type, period }: Selection) =>
    estimates.list(MEASURE, { instrument, area_type, area, period_type, period });
  const found = rowsAt(selection);
  if (found.length === 0) {
    return notAtThisLevel(release, selection, title, (one) =>
      rowsAt(one).some((row) => missingWords(row) === ""),
    );
  }
  const items = catalogue.breakdowns
    .filter(({ breakdown }) => !breakdown.includes("*"))
    .flatMap(({ breakdown, label, categories }) =>
      categories.flatMap((category) => {
        const row = found.find((one) => one.breakdown === breakdown && one.category === category.category);
        return row === undefined
          ? []
          : [{ key: `${breakdown}|${category.category}`, group: label, label: category.label, row }];
      }),
    );
  type Item = (typeof items)[number];
  const shown = items.filter(({ row }) => missingWords(row) === "");
  const size = ({ row }: Item): number => Math.abs(row.value ?? 0);
  const largest = [...shown].sort((a, b) => size(b) - size(a)).slice(0, DRAWN);
  const isClear = ({ row }: Item): boolean => (row.lower ?? 0) > GUIDE || (row.upper ?? 0) < -GUIDE;
  const clear = shown.filter(isClear).length;
  const open = shown.filter((item) => size(item) > GUIDE && !isClear(item)).length;
  const byKey = new Map(items.map((item) => [item.key, item]));
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const level = formatLevel(shown[0]?.row.level ?? null);
  const summary =
    shown.length === 0
      ? `${area}: the numbers of people are withheld or too few to compare those followed up with those lost.`
      : `${area}: ${clear === 0 ? "none" : clear} of ${shown.length} groups, taken one by one, ${clear === 1 ? "differs" : "differ"} by more than ${GUIDE} standard deviations between people followed up and people lost.${open === 0 ? "" : ` For ${open} more it is not certain.`}${withheldWords(
          items.map(({ row }) => row),
          "groups",
        )}`;
  const rows = [...largest]
    .sort((a, b) => (b.row.value ?? 0) - (a.row.value ?? 0))
    .map((item) =>
      chartRow(item.key, `${item.group}: ${item.label}`, item.row, { band: [-GUIDE, GUIDE] as const }),
    );
  const legend: readonly LegendItem[] = [
    { mark: "interval", text: `Difference with its ${level} interval` },
    { mark: "band", text: `Within ±${GUIDE}: small, by a rule of thumb (Austin 2009)` },
  ];
  return figure<Item>(catalogue, {
    id: "who-was-lost",
    title,
    summary,
    ...(rows.length === 0
      ? {}
      : {
          legend,
          draw: (width: number) =>
            rowChart(rows, {
              width,
              style: STYLE,
              axis:
                width < NARROW
                  ? "← lost · standard deviations · followed up →"
                  : "More common among those lost ← standard deviations → among those followed up",
              mark: "dot",
              zero: "No difference",
              columns: [
                {
                  head: "Difference (interval)",
                  text: ({ key, missing }) =>
                    missing === "" ? estimateWords(byKey.get(key)?.row, STYLE) : "",
                },
              ],
              watermark: releaseMark(catalogue),
              label: `Chart of dots with intervals. ${summary}`,
            }),
        }),
    note: `${shown.length > rows.length ? `Drawn are the ${rows.length} largest differences; the table has all. ` : ""}Right of the middle: more common among people followed up in time; left: among people who were due a second score and were not. A difference says that the people with two scores are not like all who started, so the average change may not hold for those lost. What is not recorded cannot be seen here.`,
    table: {
      caption: `Differences between people followed up and people lost, ${area}`,
      items,
      columns: [
        nameColumn("Characteristic", (item: Item) => item.group),
        { label: "Group", text: (item: Item) => item.label, csv: (item: Item) => item.label },
        ...estimateColumns<Item>("Difference (standard deviations)", STYLE, ({ row }) => row, [
          "value",
          "interval",
        ]),
        ...estimateColumns<Item>("People due", STYLE, ({ row }) => row, ["n"]).map((column) => ({
          ...column,
          label: "People due",
        })),
      ],
    },
    methods: ["standardised-difference"],
  });
}
