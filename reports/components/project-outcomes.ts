import type { Catalogue } from "../../src/release/catalogue.js";
import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { bandOf, betterWords, chartRow, estimateWords, missingWords, thresholdOf } from "./figure-data.js";
import { asSentence, formatEstimate, formatValue, type NumberStyle, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { folded } from "./page-section.js";
import { rowChart } from "./row-chart.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { withTerms } from "./term.js";

type Project = Catalogue["projects"][number];
const WINDOWS = [
  ["before", "Referred before"],
  ["during", "Referred during"],
  ["after", "Referred after"],
] as const;

/** The instrument of a project's scores: the first that its question names, else the programme's main one. */
export const projectInstrument = ({ instruments }: Catalogue, { measures }: Project) => {
  const named = measures.find(({ instrument }) => instrument !== "")?.instrument;
  return instruments.find(({ id }) => id === named) ?? instruments[0];
};

/**
 * Mean change in the project's instrument of people referred before, during and after the pilot, here and in the comparison
 * networks, each beside what regression to the mean alone would give and how many were followed up; nothing where not held.
 */
export function projectOutcomes(release: Release, project: Project): Node {
  const { catalogue, estimates } = release;
  const instrument = projectInstrument(catalogue, project);
  if (instrument === undefined) return nothing();
  const at = (measure: string, area_type: string, period: string) =>
    estimates.find({
      measure,
      instrument: instrument.id,
      area_type,
      area: project.id,
      period_type: "window",
      period,
      breakdown: "none",
      category: "all",
    });
  const items = (["project", "comparator"] as const).flatMap((area_type) =>
    WINDOWS.map(([period, words]) => ({
      key: `${area_type}:${period}`,
      label: `${words}, ${area_type === "project" ? "here" : "comparison"}`,
      apart: area_type === "comparator",
      change: at("mean_change", area_type, period),
      expected: at("expected_change_rtm", area_type, period),
      rate: at("follow_up_rate", area_type, period),
    })),
  );
  type Item = (typeof items)[number];
  const listed = items.filter(({ change }) => change !== undefined);
  if (listed.every(({ apart }) => apart)) return nothing();
  const style = numberStyle(catalogue, "mean_change", instrument.id);
  const rateStyle = numberStyle(catalogue, "follow_up_rate", instrument.id);
  const byKey = new Map(listed.map((item) => [item.key, item]));
  const rows = listed.map((item) =>
    chartRow(item.key, item.label, item.change, { band: bandOf(item.expected), apart: item.apart }),
  );
  const shown = listed.filter(({ apart, change }) => !apart && missingWords(change) === "");
  const summary =
    shown.length === 0
      ? "No average change of this project can be shown."
      : `Average change here: ${shown.map(({ label, change }) => `${estimateWords(change, style)} for people ${label.replace(", here", "").toLowerCase()}`).join(", ")}.`;
  const bands = rows.some(({ band }) => band);
  const threshold = thresholdOf(instrument);
  const legend: LegendItem[] = [
    { mark: "interval", text: "Mean change with its interval" },
    ...(bands ? [{ mark: "band" as const, text: "Expected from regression to the mean alone" }] : []),
    ...(threshold === null ? [] : [{ mark: "threshold" as const, text: "Meaningful change" }]),
    ...(rows.some(({ missing }) => missing !== "")
      ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
      : []),
  ];
  const bandWords = (item: Item | undefined): string => {
    const band = bandOf(item?.expected);
    return band === null ? "–" : `${formatValue(band[0], style)} to ${formatValue(band[1], style)}`;
  };
  return figure<Item>(catalogue, {
    id: "project-outcomes",
    title: `Change in ${instrument.short} scores`,
    summary,
    legend,
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: `Change in ${instrument.short} (${instrument.unit}), ${betterWords(instrument)}`,
        mark: "dot",
        zero: "No change",
        threshold,
        columns: [
          {
            head: "Change (interval)",
            text: ({ key, missing }) => (missing === "" ? estimateWords(byKey.get(key)?.change, style) : ""),
          },
          { head: "Followed up", text: ({ key }) => followedUp(byKey.get(key)?.rate, rateStyle) },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals. ${summary}`,
      }),
    note: h(
      "div",
      {},
      h("p", {}, NOTE),
      bands
        ? folded("Where the band of regression to the mean comes from", referenceWords(instrument))
        : null,
    ),
    table: {
      caption: `Mean change in ${instrument.name}, ${project.id}${listed.some(({ apart }) => apart) ? " and its comparison networks" : ""}`,
      items: listed,
      columns: [
        nameColumn("People", ({ label }: Item) => label),
        ...estimateColumns<Item>("Mean change", style, ({ change }) => change, ["value", "interval", "n"]),
        {
          label: "Expected from regression to the mean alone",
          numeric: true,
          text: bandWords,
          csv: bandWords,
        },
        {
          label: "Second scores, of people due one",
          numeric: true,
          text: ({ rate }) => dueWords(rate) || "–",
          csv: ({ rate }) => dueWords(rate) || null,
        },
        ...estimateColumns<Item>("Followed up", rateStyle, ({ rate }) => rate, ["value", "interval"]),
      ],
    },
    methods: ["t-interval-paired", "wilson", ...(bands ? ["regression-to-the-mean-band"] : [])],
  });
}

/** `75 of 135`: people with a second score, of those due one; "" where either is not shown. */
function dueWords(rate: EstimateRow | undefined): string {
  if (missingWords(rate) !== "" || rate?.numerator == null || rate.denominator === null) return "";
  return `${rate.numerator.toLocaleString("en-GB")} of ${rate.denominator.toLocaleString("en-GB")}`;
}

/** `55% (75 of 135 due)`. */
function followedUp(rate: EstimateRow | undefined, style: NumberStyle): string {
  const due = dueWords(rate);
  return `${formatEstimate(rate, style)}${due === "" ? "" : ` (${due} due)`}`;
}

const NOTE =
  "Only people with both scores are in these figures. Those who were not followed up may have done better or worse, so the share followed up stands beside each.";

/** Where the band of regression to the mean alone comes from; nothing where no reference was declared. */
function referenceWords({ regression_to_mean: reference }: Catalogue["instruments"][number]): Node {
  if (reference === null) return nothing();
  const [least, most] = reference.r;
  return h(
    "p",
    {},
    withTerms(
      `It is worked out from the first scores here and an outside reference: mean ${reference.mean}, standard deviation ${reference.sd}, and a correlation of two scores of one person, without a change between, from ${least} to ${most}. Source: ${asSentence(reference.source)}`,
    ),
  );
}
