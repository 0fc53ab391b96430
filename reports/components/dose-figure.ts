import { nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import {
  bandOf,
  betterWords,
  chartRow,
  estimateWords,
  instrumentOf,
  missingWords,
  thresholdOf,
} from "./figure-data.js";
import { formatEstimate, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

/** What is counted, how its bands are read, and which contacts or sessions count. */
const KINDS = {
  sessions_band: {
    title: "Change by sessions attended",
    unit: "sessions",
    note: "Sessions of all activities of the referral at which the first score was taken.",
  },
  contacts_band: {
    title: "Change by contacts with the link worker",
    unit: "contacts",
    note: "Contacts in which the person was seen or spoken with, of the referral at which the first score was taken.",
  },
} as const;

/**
 * Average change by how often people came, marked as an association, with what regression to the mean alone would give to
 * people who started as they did; nothing where not held.
 */
export function doseFigure(release: Release, selection: Selection, breakdown: keyof typeof KINDS): Node {
  const { catalogue, estimates } = release;
  const kind = KINDS[breakdown];
  const bands = catalogue.breakdowns.find((one) => one.breakdown === breakdown)?.categories ?? [];
  const at = (one: Selection, measure: string, category: string) =>
    cellAt(estimates, one, measure, { breakdown, category });
  const items = bands
    .map(({ category, label }) => ({
      category,
      label:
        category === "not_known"
          ? "Not recorded"
          : category === "0"
            ? `No ${kind.unit}`
            : `${label} ${kind.unit}`,
      apart: category === "not_known",
      row: at(selection, "mean_change", category),
      start: at(selection, "mean_baseline", category),
      improved: at(selection, "share_improved", category),
      expected: at(selection, "expected_change_rtm", category),
    }))
    .filter(({ row }) => row !== undefined);
  type Item = (typeof items)[number];
  if (bands.length === 0) return nothing();
  if (items.length === 0) {
    return notAtThisLevel(release, selection, kind.title, (one) =>
      bands.some(({ category }) => missingWords(at(one, "mean_change", category)) === ""),
    );
  }
  const instrument = instrumentOf(catalogue, selection.instrument);
  const style = numberStyle(catalogue, "mean_change", selection.instrument);
  const startStyle = numberStyle(catalogue, "mean_baseline", selection.instrument);
  const shareStyle = numberStyle(catalogue, "share_improved", selection.instrument);
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const known = items.filter(({ apart, row }) => !apart && missingWords(row) === "");
  const summary = `${area}: ${known.length === 0 ? "no figure can be shown" : known.map(({ label, row }) => `${estimateWords(row, style)} with ${label.toLowerCase()}`).join("; ")}. This is an association: people who come more often differ in other ways.`;
  const rows = items.map((item) =>
    chartRow(item.category, item.label, item.row, { band: bandOf(item.expected), apart: item.apart }),
  );
  const byKey = new Map<string, Item>(items.map((item) => [item.category, item]));
  const threshold = thresholdOf(instrument);
  const legend: LegendItem[] = [
    { mark: "interval", text: "Average change with its interval" },
    ...(rows.some(({ band }) => band)
      ? [{ mark: "band" as const, text: "Expected from regression to the mean alone" }]
      : []),
    ...(threshold === null ? [] : [{ mark: "threshold" as const, text: "Meaningful change" }]),
    ...(rows.some(({ missing }) => missing !== "")
      ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
      : []),
  ];
  return figure<Item>(catalogue, {
    id: breakdown.replace("_", "-"),
    title: kind.title,
    summary,
    legend,
    draw: (width) =>
      rowChart(rows, {
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
          { head: "Started at", text: ({ key }) => formatEstimate(byKey.get(key)?.start, startStyle) },
          { head: "Improved", text: ({ key }) => formatEstimate(byKey.get(key)?.improved, shareStyle) },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals. ${summary}`,
      }),
    note: `${kind.note} An association, no more: those who come often may be better able to, more in need, or readier to change, and those who got better may have stopped coming. To come often takes time, and what came after the second score counts too. Only people with both scores are in it.`,
    table: {
      caption: `${kind.title}, ${area}`,
      items,
      columns: [
        nameColumn(kind.unit === "sessions" ? "Sessions attended" : "Contacts", ({ label }: Item) => label),
        ...estimateColumns<Item>("Average change", style, ({ row }) => row, ["value", "interval", "n"]),
        ...estimateColumns<Item>("Average first score", startStyle, ({ start }) => start, ["value"]),
        ...estimateColumns<Item>("Improved", shareStyle, ({ improved }) => improved, ["value", "interval"]),
      ],
    },
    methods: ["t-interval-paired", "wilson"],
  });
}
