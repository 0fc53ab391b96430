import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import {
  betterWords,
  chartRow,
  estimateWords,
  instrumentOf,
  missingWords,
  thresholdOf,
} from "./figure-data.js";
import { formatEstimate, formatInterval, numberStyle, statusReason } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, findingAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { withTerms } from "./term.js";

/** Ways to work out the change, the main one first: what each is called and how it is made. */
const WAYS = [
  ["mean_change", "People’s own changes (main)", "Each person’s second score less their first, on average."],
  [
    "clustered_change",
    "Allowing for services",
    "The same average, its interval allowing for people of one service being alike.",
  ],
  ["typical_change", "Typical change", "A middle that a few very large changes cannot move."],
  [
    "unpaired_change",
    "All second less all first scores",
    "As many dashboards show it: people never asked again count in the first average only.",
  ],
  [
    "timely_change",
    "Second score soon after the end",
    "Only people scored within the set days after their last session.",
  ],
  [
    "weighted_change",
    "Weighted for those lost",
    "People followed up in time stand for those like them who were not.",
  ],
  [
    "change_if_lost_unchanged",
    "If nobody lost had changed",
    "One case among others: all who were due and lost are taken to have stayed as they were.",
  ],
] as const;

/** The average change worked out in several ways on one axis, with what those lost could alter; nothing where not released. */
export function robustnessFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const items = WAYS.map(([measure, label, how]) => ({
    measure,
    label,
    how,
    row: cellAt(estimates, selection, measure),
  })).filter(({ row }) => row !== undefined);
  type Item = (typeof items)[number];
  if (items.length < 2) return nothing();
  const finding = findingAt(release.findings, "robustness", selection);
  const instrument = instrumentOf(catalogue, selection.instrument);
  const style = numberStyle(catalogue, "mean_change", selection.instrument);
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const shown = items.filter(({ row }) => missingWords(row) === "");
  const gone = shown.length < items.length;
  const summary =
    finding?.headline ??
    `${area}: ${shown.map(({ label, row }) => `${label.toLowerCase()} ${estimateWords(row, style)}`).join("; ")}.`;
  const within = catalogue.pathway.review_within_days;
  const threshold = thresholdOf(instrument);
  const legend: LegendItem[] = [
    { mark: "interval", text: "Change with its interval" },
    ...(threshold === null ? [] : [{ mark: "threshold" as const, text: "Meaningful change" }]),
    ...(gone ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
  ];
  const byKey = new Map<string, Item>(items.map((item) => [item.measure, item]));
  return figure<Item>(catalogue, {
    id: "robustness",
    title: "The change worked out in several ways",
    summary,
    legend,
    draw: (width) =>
      rowChart(
        items.map(({ measure, label, row }) =>
          chartRow(measure, label, row, { strong: measure === "mean_change" }),
        ),
        {
          width,
          style,
          axis: `Change in ${instrument?.short ?? "score"} (${instrument?.unit ?? "points"}), ${betterWords(instrument)}`,
          mark: "dot",
          zero: "No change",
          threshold,
          columns: [
            {
              head: "Change (interval)",
              text: ({ key, missing }) => (missing === "" ? estimateWords(byKey.get(key)?.row, style) : ""),
            },
          ],
          watermark: releaseMark(catalogue),
          label: `Chart of dots with intervals. ${summary}`,
        },
      ),
    note: [
      ...(finding?.detail ?? []).map((text) => h("p", {}, withTerms(text))),
      within === null ? null : h("p", {}, `Soon after the end: up to ${within} days after the last session.`),
      lostWords(release, selection),
      ...(finding?.caveats ?? []).map((text) => h("p", {}, withTerms(text))),
    ],
    table: {
      caption: `Change in ${instrument?.name ?? "score"} worked out in several ways, ${area}`,
      items,
      columns: [
        nameColumn("Way", ({ label }: Item) => label),
        { label: "How", text: ({ how }) => how, csv: ({ how }) => how },
        ...estimateColumns<Item>("Change", style, ({ row }) => row, ["value", "interval", "n"]),
        {
          label: "Note",
          csvOnly: true,
          text: () => "",
          csv: ({ row }) => row?.note ?? "",
        },
      ],
    },
    methods: [
      "t-interval-paired",
      ...(byKey.has("clustered_change") ? ["clustered-errors"] : []),
      "hodges-lehmann",
      "welch-difference",
      "inverse-probability-mean",
      "tipping-point",
    ],
  });
}

/** What those lost would have to be like to undo the finding, and the share who improved whatever became of them. */
function lostWords(release: Release, selection: Selection): Node | null {
  const { catalogue, estimates } = release;
  const [tipping, bounds] = ["tipping_point", "share_improved_bounds"].map((measure) =>
    cellAt(estimates, selection, measure),
  );
  if (tipping === undefined) return null;
  const style = numberStyle(catalogue, "tipping_point", selection.instrument);
  const unit = instrumentOf(catalogue, selection.instrument)?.unit ?? "points";
  const change = cellAt(estimates, selection, "mean_change");
  const side = (change?.value ?? 0) > 0 ? "below" : "above";
  const said = shownOf(tipping)
    ? `Tipping point: the change of those lost would have to lie ${formatEstimate({ ...tipping, value: Math.abs(tipping.value ?? 0) }, style)} ${unit} ${side} that of the others, on average, before it is unclear whether scores changed.`
    : `Tipping point: ${statusReason(tipping).replace(/\.$/, "").toLowerCase()}.`;
  const share = numberStyle(catalogue, "share_improved_bounds", selection.instrument);
  const range = shownOf(bounds)
    ? ` Of everybody who was due a second score, whatever became of those lost, the share who improved lies within ${formatInterval(bounds, share)}.`
    : "";
  return h("p", {}, said, range);
}

const shownOf = (row: EstimateRow | undefined): row is EstimateRow => missingWords(row) === "";
