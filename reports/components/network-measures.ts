import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { findChart } from "./control-chart-index.js";
import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure } from "./figure.js";
import { bandOf, instrumentOf, measureTitle, methodsOf, missingWords } from "./figure-data.js";
import { formatDecimal, type NumberStyle, numberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { networkPlaces } from "./network-places.js";
import { yearOf } from "./period-control.js";
import { isRange, rangeOrFigure, rangeOrInterval } from "./range-row.js";
import { rangeStrip, type StripValue } from "./range-strip.js";
import { areaLabel, cellAt, periodWords, type Selection } from "./selection.js";
import { estimateColumns, type TableColumn } from "./table-model.js";
import { assuranceIcon, iconWords, variationIcon } from "./variation-icons.js";

/** Measures of a network's profile, in reading order: capacity, reach, waits, follow-up, outcomes. */
export const PROFILE_MEASURES = [
  "link_worker_fte_per_10000_patients",
  "referrals_per_1000_patients",
  "new_referrals_per_fte",
  "open_cases_per_fte",
  "share_contacted",
  "share_not_gp",
  "share_dna",
  "median_days_to_first_contact",
  "p90_days_to_first_contact",
  "follow_up_rate",
  "mean_change",
  "expected_change_rtm",
  "share_improved",
] as const;

/** A measure of the profile with its three figures. */
export interface ProfileItem {
  readonly measure: string;
  readonly title: string;
  readonly style: NumberStyle;
  readonly own: EstimateRow | undefined;
  readonly board: EstimateRow | undefined;
  readonly whole: EstimateRow | undefined;
}

/** The figures of a network's profile beside its board's and the programme's, of measures that the release holds. */
export function profileItems(release: Release, selection: Selection): readonly ProfileItem[] {
  const { catalogue, estimates } = release;
  const { area, instrument } = selection;
  const here = yearOf(catalogue, selection);
  const { icb } = networkPlaces(catalogue, area);
  const short = instrumentOf(catalogue, instrument)?.short;
  return PROFILE_MEASURES.filter((measure) => isHeld(release, measure, instrument)).flatMap((measure) => {
    const at = (area_type: string, code: string) =>
      cellAt(estimates, here, measure, { area_type, area: code });
    const own = at("pcn", area);
    const scored = /^(mean_change|expected_|share_improved)/.test(measure) && short !== undefined;
    const item = {
      measure,
      title: `${measureTitle(catalogue, measure)}${scored ? ` (${short})` : ""}`,
      style: /_per_fte$|_days_/.test(measure)
        ? ({ kind: "rate", decimals: 0, signed: false } as const)
        : measure === "expected_change_rtm"
          ? numberStyle(catalogue, "mean_change", instrument)
          : numberStyle(catalogue, measure, instrument),
      own,
      board: icb === "" ? undefined : at("icb", icb),
      whole: at("programme", "programme"),
    };
    return [item.own, item.board, item.whole].every((row) => row === undefined) ? [] : [item];
  });
}

/** A figure with its interval; of what regression to the mean alone would give, the range. */
export function profileWords({ measure, style }: ProfileItem, row: EstimateRow | undefined): string {
  const band = measure === "expected_change_rtm" ? bandOf(row) : null;
  if (band !== null)
    return `${formatDecimal(band[0], style.decimals, true)} to ${formatDecimal(band[1], style.decimals, true)}`;
  return rangeOrInterval(row, style);
}

/** A table of a network's figures beside those of its board and of the whole programme, with the signs of its charts. */
export function networkMeasures(release: Release, charts: ControlCharts, selection: Selection): Node {
  const { catalogue } = release;
  const here = yearOf(catalogue, selection);
  const items = profileItems(release, selection);
  if (items.length === 0) return nothing();
  const { icbLabel } = networkPlaces(catalogue, selection.area);
  const period = periodWords(catalogue, here.period_type, here.period);
  const name = areaLabel(catalogue, "pcn", selection.area);
  const column = (
    label: string,
    of: (item: ProfileItem) => EstimateRow | undefined,
  ): TableColumn<ProfileItem> => ({
    label,
    numeric: true,
    text: (item) => profileWords(item, of(item)),
    csv: (item) => rangeOrFigure(of(item), item.style),
  });
  const limits = estimateColumns<ProfileItem>(
    "This network",
    { kind: "amount", decimals: 2, signed: false },
    ({ own }) => own,
    ["value", "interval"],
  ).map((one) => ({ ...one, csvOnly: true }));
  return figure(catalogue, {
    id: "network-measures",
    title: `${name} beside its board and the whole programme, ${period}`,
    summary:
      "Figures with their 95% intervals where they have one. The board and the programme hold this network too. Intervals that overlap widely may differ by chance alone; networks serve different people, so a difference is a question, no verdict.",
    controls: stripKey(icbLabel !== ""),
    table: {
      stacked: true,
      caption: `Figures of ${name}, ${period}`,
      items,
      columns: [
        { label: "Measure", text: ({ title }) => title, csv: ({ title }) => title },
        column("This network", ({ own }) => own),
        ...(icbLabel === "" ? [] : [column(icbLabel, ({ board }) => board)]),
        column("Whole programme", ({ whole }) => whole),
        {
          label: "Side by side",
          pageOnly: true,
          text: (item) => strip(item),
          csv: () => "",
        },
        {
          label: "Latest point over time",
          text: ({ measure }) => sign(charts, selection, measure),
          csv: ({ measure }) => {
            const chart = findChart(charts, { ...placeOf(selection, measure) })?.chart;
            return chart === undefined ? "" : iconWords(chart);
          },
        },
        ...limits,
      ],
    },
    methods: [
      ...new Set([
        ...methodsOf(
          catalogue,
          items.map(({ measure }) => measure),
        ),
        "control-chart",
      ]),
    ],
    open: true,
  });
}

const placeOf = (selection: Selection, measure: string) => ({
  area: selection.area,
  measure,
  instrument: /^(follow_up_rate|mean_change|share_improved)$/.test(measure) ? selection.instrument : "",
});

const stripValue = (row: EstimateRow | undefined): StripValue | null =>
  row === undefined || missingWords(row) !== "" || row.value === null || isRange(row)
    ? null
    : { value: row.value, lower: row.lower, upper: row.upper };

function strip({ own, board, whole, measure }: ProfileItem): string | Node {
  const parts = [own, board, whole].map(stripValue);
  const [first = null, second = null, third = null] = parts;
  if (measure === "expected_change_rtm" || parts.every((part) => part === null)) return "";
  return rangeStrip(first, second, third);
}

function sign(charts: ControlCharts, selection: Selection, measure: string): string | Node {
  const found = findChart(charts, placeOf(selection, measure));
  if (found?.chart === undefined) return "\u2013";
  return h(
    "span",
    { class: "sign" },
    variationIcon(found.chart.variation),
    found.chart.assurance === null ? null : assuranceIcon(found.chart.assurance),
    h("span", { class: "sign-said" }, iconWords(found.chart)),
  );
}

function stripKey(hasBoard: boolean): HTMLElement {
  return h(
    "p",
    { class: "strip-key" },
    `Side by side: filled dot and bar, this network with its interval; ${
      hasBoard ? "open circle, its board; " : ""
    }upright line, the whole programme. Each row has a scale of its own.`,
  );
}
