import { changeWords, isAnyChange } from "./change-words.js";
import { h } from "./dom.js";
import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, releaseMark } from "./figure.js";
import { instrumentOf, missingWords } from "./figure-data.js";
import { formatEstimate, formatInterval, formatLevel, numberStyle } from "./format.js";
import { legendMark } from "./legend-marks.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { type Share, shareBar } from "./share-bar.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const PARTS = [
  { id: "worse", measure: "share_worse" },
  { id: "same", measure: "share_same" },
  { id: "improved", measure: "share_improved" },
] as const;

/** How many improved, stayed about the same and worsened, as one bar with each share's interval beneath. */
export function sharesFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const instrument = instrumentOf(catalogue, selection.instrument);
  const labels = changeWords(instrument);
  const title = `Who ${labels.improved.toLowerCase()}, who did not`;
  if (!estimates.has("share_improved")) return notCollected(title, "change scores");
  if (cellAt(estimates, selection, "share_improved") === undefined) {
    return notAtThisLevel(
      release,
      selection,
      title,
      (one) => missingWords(cellAt(estimates, one, "share_improved")) === "",
    );
  }
  const style = numberStyle(catalogue, "share_improved", selection.instrument);
  const items = PARTS.map((part) => ({
    ...part,
    label: labels[part.id],
    row: cellAt(estimates, selection, part.measure),
  }));
  type Item = (typeof items)[number];
  const complete = items.every((item) => missingWords(item.row) === "");
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const shares: readonly Share[] = items.map((item) => ({
    id: item.id,
    label: item.label,
    value: item.row?.value ?? 0,
    text: formatEstimate(item.row, style),
  }));
  const words = items
    .toReversed()
    .map((item) => `${formatEstimate(item.row, style)} ${item.label.toLowerCase()}`)
    .join(", ");
  const level = formatLevel(items[2]?.row?.level ?? null);
  const summary = complete
    ? `${area}: ${words}, of ${items[2]?.row?.denominator?.toLocaleString("en-GB") ?? "the"} people measured twice.`
    : `${area}: the shares cannot be shown because at least one part is withheld or too small.`;
  const mark = releaseMark(catalogue);
  return figure(catalogue, {
    id: "shares",
    title,
    summary,
    ...(complete
      ? {
          draw: (width: number) =>
            h(
              "div",
              {},
              shareBar(shares, { width, watermark: mark, label: `Bar in three parts. ${summary}` }),
              h(
                "dl",
                { class: "share-facts" },
                items.map((item) =>
                  h(
                    "div",
                    {},
                    h("dt", {}, legendMark(item.id), item.label),
                    h(
                      "dd",
                      {},
                      h("strong", {}, formatEstimate(item.row, style)),
                      ` (${formatInterval(item.row, style)})`,
                    ),
                  ),
                ),
              ),
            ),
        }
      : {}),
    note:
      instrument === undefined
        ? null
        : `${isAnyChange(instrument) ? "Any change counts as higher or lower, however small." : `Improved and worsened mean a change of ${instrument.meaningful_change.points} ${instrument.unit} or more.`} In brackets: ${level} intervals. The intervals allow for the rounding of numbers of people. The shares may not add up to 100%. Some people would improve by this much, and as many get worse, by chance variation between two measurements alone.`,
    table: {
      caption: `Shares: ${[labels.improved, labels.same, labels.worse].join(", ").toLowerCase()}; ${area}`,
      items,
      columns: [
        nameColumn("Result", (item: Item) => item.label),
        ...estimateColumns<Item>("Share", style, (item) => item.row, ["value", "interval"]),
        {
          label: "People",
          numeric: true,
          text: (item) =>
            missingWords(item.row) === ""
              ? (item.row?.numerator?.toLocaleString("en-GB") ?? "\u2013")
              : "\u2013",
          csv: (item) => (missingWords(item.row) === "" ? (item.row?.numerator ?? null) : null),
        },
        ...estimateColumns<Item>("Share", style, (item) => item.row, ["fraction"], "People with both scores"),
      ],
    },
    methods: ["wilson"],
  });
}
