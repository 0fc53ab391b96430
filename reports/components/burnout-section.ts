import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords, methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, formatTick, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { folded } from "./page-section.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { type StaffMeasures, staffFigure } from "./staff-figure.js";
import { staffRanges, staffShownFrom } from "./staff-rules.js";
import { hasOfStaff, staffSelection } from "./staff-selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const SCALES = [
  { id: "personal", label: "Personal" },
  { id: "work", label: "Work-related" },
  { id: "client", label: "Client-related" },
] as const;
const SCORE: NumberStyle = { kind: "mean", decimals: 1, signed: false };
const STEP: NumberStyle = { kind: "mean", decimals: 0, signed: false };
const CHANGE: NumberStyle = { kind: "mean", decimals: 1, signed: true };
const ALPHA: NumberStyle = { kind: "mean", decimals: 2, signed: false };

const RESPONSE: StaffMeasures = {
  id: "survey-response",
  title: "How many staff answered the survey",
  measures: [{ id: "response_rate", label: "Answered" }],
  style: { kind: "proportion", decimals: 0, signed: false },
  axis: "Share of staff employed while the survey ran",
  domain: [0, 1],
  rows: "years",
  shown: staffRanges,
  note: "What those who did not answer would have said is not known: people who are off sick, or have no time, may be among them.",
};

/** Burnout from staff's own answers: averages and middle halves, changes from wave to wave, who answered, and how questions agree. */
export function burnoutFigure(release: Release, selection: Selection): Node {
  if (!release.estimates.has("burnout_work")) return nothing();
  const shown = [
    scoresFigure(release, selection, "years"),
    folded("Change from one survey to the next", changeFigure(release, selection)),
    folded("Burnout scores, service by service", scoresFigure(release, selection, "services")),
    folded("Who answered the survey", staffFigure(release, selection, RESPONSE)),
    folded("How well the questions go together", agreementTable(release, selection)),
  ].filter((node) => node.childNodes.length > 0);
  return shown.length === 0 ? nothing() : h("div", {}, shown);
}

interface Place {
  readonly key: string;
  readonly label: string;
  readonly area_type: string;
  readonly area: string;
  readonly period_type: "financial_year";
  readonly period: string;
  readonly apart: boolean;
}

function placesOf(release: Release, selection: Selection, rows: "years" | "services"): readonly Place[] {
  const { catalogue } = release;
  const here = staffSelection(catalogue, selection);
  const years = catalogue.periods.filter((one) => one.period_type === "financial_year");
  if (rows === "years") {
    return years.map(({ period }) => ({
      key: period,
      label: formatTick("financial_year", period),
      area_type: here.area_type,
      area: here.area,
      period_type: "financial_year",
      period,
      apart: false,
    }));
  }
  const latest = years
    .toReversed()
    .find(({ period }) => hasOfStaff(release, "burnout_work", { period_type: "financial_year", period }));
  const period = here.period_type === "financial_year" ? here.period : latest?.period;
  if (period === undefined) return [];
  return catalogue.areas
    .filter(({ area_type }) => area_type === "service" || area_type === "programme")
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"))
    .map(({ area_type, area, label }) => ({
      key: area,
      label,
      area_type,
      area,
      period_type: "financial_year",
      period,
      apart: area_type === "programme",
    }));
}

/** Averages with intervals over the middle half of the scores. */
function scoresFigure(release: Release, selection: Selection, by: "years" | "services"): Node {
  const { catalogue, estimates } = release;
  const cell = (measure: string, place: Place) => cellAt(estimates, selection, measure, place);
  const items = SCALES.flatMap((scale) =>
    placesOf(release, selection, by).flatMap((place) => {
      const mean = cell(`burnout_${scale.id}`, place);
      if (mean === undefined) return [];
      return [
        {
          key: `${scale.id} ${place.key}`,
          label:
            by === "years"
              ? `${scale.label}, ${place.label}`
              : `${place.label}, ${scale.label.toLowerCase()}`,
          scale,
          place,
          mean,
          lower: cell(`burnout_lower_quarter_${scale.id}`, place),
          median: cell(`burnout_median_${scale.id}`, place),
          upper: cell(`burnout_upper_quarter_${scale.id}`, place),
        },
      ];
    }),
  );
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const here = staffSelection(catalogue, selection);
  const where =
    by === "years"
      ? areaLabel(catalogue, here.area_type, here.area)
      : formatTick("financial_year", items[0]?.place.period ?? "");
  const half = ({ lower, upper }: Item): readonly [number, number] | null =>
    missingWords(lower) === "" && missingWords(upper) === "" ? [lower?.value ?? 0, upper?.value ?? 0] : null;
  const visible = items.filter(({ mean }) => missingWords(mean) === "");
  const gone = items.length - visible.length;
  // Service by service only those that can be shown are drawn and listed: the note names the others.
  const drawn = by === "years" ? items : visible;
  const hiddenServices = new Intl.ListFormat("en-GB").format([
    ...new Set(items.filter(({ mean }) => missingWords(mean) !== "").map(({ place }) => place.label)),
  ]);
  const told = SCALES.flatMap(({ id, label }) => {
    const own = visible.filter(({ scale }) => scale.id === id);
    const ends = [...new Set([own[0], own.at(-1)])].flatMap((item) =>
      item === undefined ? [] : [`${formatEstimate(item.mean, SCORE)} in ${item.place.label}`],
    );
    return by !== "years" || ends.length === 0 ? [] : [`${label} ${ends.join(", ")}`];
  });
  const summary = `${where}: ${told.length === 0 ? `${visible.length} of ${items.length} averages can be shown` : told.join("; ")}.${
    gone === 0 ? "" : ` ${gone} of ${items.length} cannot be shown: too few staff, which is not a zero.`
  }`;
  const halves = drawn.some((item) => half(item) !== null);
  const legend: LegendItem[] = [
    { mark: "interval", text: "Average with its 95% interval" },
    ...(halves ? [{ mark: "band" as const, text: "Middle half of the scores" }] : []),
    ...(drawn.length > visible.length ? [{ mark: "hatch" as const, text: "Withheld, not zero" }] : []),
  ];
  const byKey = new Map(items.map((item) => [item.key, item]));
  return figure<Item>(catalogue, {
    id: by === "years" ? "burnout-scores" : "burnout-services",
    title: `Burnout scores from staff’s own answers, ${where}`,
    summary,
    legend,
    ...(visible.length === 0
      ? {}
      : {
          draw: (width: number) =>
            rowChart(
              drawn.map((item) =>
                chartRow(item.key, item.label, item.mean, { band: half(item), apart: item.place.apart }),
              ),
              {
                width,
                style: SCORE,
                axis: "Score (0 to 100, lower is better)",
                mark: "dot",
                domain: [0, 100],
                columns: [
                  {
                    head: "",
                    text: ({ key, missing }) =>
                      missing === "" ? estimateWords(byKey.get(key)?.mean, SCORE) : "",
                  },
                ],
                watermark: releaseMark(catalogue),
                label: `Chart with one row for each figure. ${summary}`,
              },
            ),
        }),
    note: `${staffShownFrom(catalogue)}${by === "services" && gone > 0 ? `Not all shown, for too few staff: ${hiddenServices}. ` : ""}Copenhagen Burnout Inventory: three parts from 0 to 100, never added up. No score is taken as a limit from which someone counts as burnt out. A quarter of the staff who answered scored below the middle half, a quarter above it; it is shown in steps of five points where 20 or more answered.${catalogue.workforce.burnout_turned === true ? " Points of a survey in which 100 is the best were turned round before scoring." : ""}`,
    table: {
      caption: `Burnout scores, ${where}`,
      items: drawn,
      columns: [
        nameColumn(by === "years" ? "Part and year" : "Service and part", ({ label }: Item) => label),
        ...estimateColumns<Item>("Average", SCORE, ({ mean }) => mean, ["value", "interval"]),
        ...(
          [
            ["A quarter scored up to", "lower"],
            ["Half scored up to", "median"],
            ["A quarter scored from", "upper"],
          ] as const
        ).flatMap(([title, part]) =>
          estimateColumns<Item>(title, STEP, (item) => item[part], ["value", "interval"]).map(
            (column, index) => (index === 0 ? column : { ...column, csvOnly: true }),
          ),
        ),
      ],
    },
    methods: methodsOf(catalogue, ["burnout_work", "burnout_median_work"]),
  });
}

/** Change of the average from each wave to the next, for the chosen area. */
function changeFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const items = SCALES.flatMap((scale) =>
    placesOf(release, selection, "years").flatMap((place) => {
      const row = cellAt(estimates, selection, `burnout_change_${scale.id}`, place);
      return row === undefined
        ? []
        : [{ key: `${scale.id} ${place.key}`, label: `${scale.label}, ${place.label}`, row }];
    }),
  );
  type Item = (typeof items)[number];
  const shown = items.filter(({ row }) => missingWords(row) === "");
  if (items.length === 0) return nothing();
  const here = staffSelection(catalogue, selection);
  const where = areaLabel(catalogue, here.area_type, here.area);
  const clear = shown.filter(({ row }) => (row.upper ?? 0) < 0 || (row.lower ?? 0) > 0);
  const words = ({ label, row }: Item) => `${label} ${estimateWords(row, CHANGE)}`;
  const summary =
    shown.length === 0
      ? `${where}: no change can be shown, because too few staff answered.`
      : clear.length === 0
        ? `${where}: no change from one survey to the next is clear; every interval holds 0.`
        : `${where}: clearly different from the survey before: ${clear.map(words).join("; ")}.`;
  const byKey = new Map(items.map((item) => [item.key, item]));
  return figure<Item>(catalogue, {
    id: "burnout-change",
    title: `Change in burnout scores from one survey to the next, ${where}`,
    summary,
    ...(shown.length === 0
      ? {}
      : {
          legend: [
            { mark: "interval" as const, text: "Change with its 95% interval" },
            ...(shown.length < items.length ? [{ mark: "hatch" as const, text: "Withheld, not zero" }] : []),
          ],
          draw: (width: number) =>
            rowChart(
              items.map(({ key, label, row }) => chartRow(key, label, row)),
              {
                width,
                style: CHANGE,
                axis: "Change in points (below 0: lower than before)",
                mark: "dot",
                zero: "No change",
                columns: [
                  {
                    head: "",
                    text: ({ key, missing }) =>
                      missing === "" ? estimateWords(byKey.get(key)?.row, CHANGE) : "",
                  },
                ],
                watermark: releaseMark(catalogue),
                label: `Chart with one row for each part and year. ${summary}`,
              },
            ),
        }),
    note: `${howCompared(items)} Without a comparison group a change does not show what brought it about.`,
    table: {
      caption: `Change in burnout scores from the survey before, ${where}`,
      items,
      columns: [
        nameColumn("Part and year", ({ label }: Item) => label),
        ...estimateColumns<Item>("Change", CHANGE, ({ row }) => row, ["value", "interval"]),
        {
          label: "How compared",
          csvOnly: true,
          text: ({ row }) => row.note,
          csv: ({ row }) => row.note,
        },
      ],
    },
    methods: [...new Set(items.map(({ row }) => row.method))],
  });
}

/** Whether the same staff are compared; the release says which way its figures were made. */
const howCompared = (items: readonly { readonly row: EstimateRow }[]): string =>
  items.some(({ row }) => row.method === "t-interval-paired")
    ? "Only staff who answered both surveys are compared, each with their own earlier score."
    : "Answers carry no name and nobody is followed: each average is of whoever answered then, so part of a change may come from other people answering.";

/** Cronbach's alpha of each part and year, for the programme. */
function agreementTable(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const items = SCALES.flatMap((scale) =>
    placesOf(release, selection, "years").flatMap((place) => {
      const row = cellAt(estimates, selection, `burnout_alpha_${scale.id}`, {
        ...place,
        area_type: "programme",
        area: "programme",
      });
      return row === undefined ? [] : [{ label: `${scale.label}, ${place.label}`, row }];
    }),
  );
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  return figure<Item>(catalogue, {
    id: "burnout-agreement",
    title: "How well the burnout questions go together, whole programme",
    summary:
      "Cronbach’s alpha is near 1 where staff who answer high on one question of a part answer high on its others, and near 0 where the answers have little to do with each other.",
    note: "It tells whether the questions of a part measure one thing among these staff, not whether that is burnout.",
    table: {
      caption: "Cronbach’s alpha of each part, whole programme",
      items,
      columns: [
        nameColumn("Part and year", ({ label }: Item) => label),
        ...estimateColumns<Item>("Alpha", ALPHA, ({ row }) => row, ["value", "interval"]),
      ],
    },
    methods: methodsOf(catalogue, ["burnout_alpha_work"]),
    open: true,
  });
}
