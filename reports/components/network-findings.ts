import type { ComparePage } from "../../src/release/catalogue.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { CAUSE_WORDS, chartTitle } from "./control-chart-figure.js";
import { findChart, seriesFor } from "./control-chart-index.js";
import type { EstimateRow } from "./estimate-index.js";
import { bandOf, instrumentOf, missingWords } from "./figure-data.js";
import { formatDecimal, formatEstimate, formatInterval, formatValue, statusReason } from "./format.js";
import { centreWords, funnelStyle } from "./funnel-words.js";
import type { Release } from "./load-release.js";
import { type ProfileItem, profileItems } from "./network-measures.js";
import { yearOf } from "./period-control.js";
import { isRange } from "./range-row.js";
import { areaLabel, defaultSelection, periodLabel, type Selection } from "./selection.js";
import { VARIATION_WORDS } from "./variation-icons.js";

/** What the rules of the page find about a network, in sentences; each list may be empty. */
export interface NetworkFindings {
  /** What goes with the outcomes whatever they are. */
  readonly outcomes: readonly string[];
  /** What stands out, those furthest out first; groups without anything are left out. */
  readonly standsOut: readonly FindingGroup[];
  readonly notShown: readonly string[];
  /** How many comparisons and charts were looked at. */
  readonly looked: number;
  /** The sentence that the page opens with. */
  readonly lead: string;
}

/** Findings of one kind under one heading, so that what holds of all is said once. */
export interface FindingGroup {
  readonly title: string;
  readonly texts: readonly string[];
}

type Funnel = ComparePage["funnels"][number];
type Verdict = Funnel["points"][number]["verdict"];
type Kind = "counted" | "neither" | "inner" | "open";

const KINDS: readonly (readonly [Kind, string])[] = [
  [
    "counted",
    "Beyond the 99.8% limits of a funnel plot, over the whole time: what the headline of Compare counts",
  ],
  [
    "neither",
    "Beyond the 99.8% limits, in measures of which neither more nor less is better: Compare lists these, its headline does not count them",
  ],
  [
    "inner",
    "Beyond the 95% limits, within the 99.8% limits: about 1 in 20 figures lie there or farther by chance",
  ],
  [
    "open",
    "Beyond the 99.8% limits of chance alone; with the spread between networks allowed for, rounded numbers leave open on which side of a limit",
  ],
];
/** Waits have no funnel: their intervals are set beside the programme's. */
const WAITS = /^(median|p90)_days_/;
/** Below this share followed up, a change says little of those who are not. */
const FEW_FOLLOWED = 0.5;

const lowered = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
const sentence = (text: string): string => `${text.trim().replace(/\.$/, "")}.`;

/** Applies the rules of the profile page to released figures, charts and funnel verdicts of the selected network. */
export function networkFindings(
  release: Release,
  charts: ControlCharts,
  page: ComparePage,
  selection: Selection,
): NetworkFindings {
  const items = profileItems(release, selection);
  const funnels = funnelFindings(release, page, selection);
  const series = chartFindings(release, charts, selection);
  const groups: readonly FindingGroup[] = [
    ...KINDS.map(([kind, title]) => ({
      title,
      texts: funnels.found.flatMap((one) => (one.kind === kind ? [one.text] : [])),
    })),
    { title: "The latest point over time, beside the network\u2019s own past", texts: series.found },
    {
      title: "Waits, which have no funnel plot: the whole interval lies off that of the whole programme",
      texts: waitWords(items),
    },
    { title: "New referrals beside the guidance", texts: guidanceWords(release, items) },
  ];
  return {
    outcomes: outcomeWords(release, selection, items),
    standsOut: groups.filter(({ texts }) => texts.length > 0),
    lead: leadWords(areaLabel(release.catalogue, "pcn", selection.area), funnels, series),
    notShown: [
      ...items
        .filter(({ own, measure }) => missingWords(own) !== "" && !isRange(own) && !isBand(measure, own))
        .map(({ title, own }) => sentence(`${title}: ${statusReason(own)}`)),
      ...series.none,
    ],
    looked: funnels.looked + series.looked,
  };
}

const isBand = (measure: string, row: EstimateRow | undefined): boolean =>
  measure === "expected_change_rtm" && bandOf(row) !== null;

/** The gain beside what regression to the mean alone would give, and how many were followed up. */
function outcomeWords(
  { catalogue }: Release,
  selection: Selection,
  items: readonly ProfileItem[],
): readonly string[] {
  const find = (measure: string) => items.find((item) => item.measure === measure);
  const change = find("mean_change");
  const rate = find("follow_up_rate");
  const band = bandOf(find("expected_change_rtm")?.own);
  const instrument = instrumentOf(catalogue, selection.instrument);
  const words: string[] = [];
  if (change !== undefined && missingWords(change.own) === "" && change.own?.value != null) {
    const interval = formatInterval(change.own, change.style);
    const gain = `The average change in ${instrument?.short ?? "score"} is ${formatEstimate(change.own, change.style)} ${instrument?.unit ?? "points"}${interval === "" ? "" : ` (95% interval ${interval})`}`;
    words.push(
      band === null
        ? `${gain}. What regression to the mean alone would give cannot be shown here, so the gain cannot be read as more than that.`
        : `${gain}; regression to the mean alone would give ${formatDecimal(band[0], change.style.decimals, true)} to ${formatDecimal(band[1], change.style.decimals, true)}. ${besideBand(change.own, band)}`,
    );
  }
  if (rate?.own?.value != null && missingWords(rate.own) === "") {
    const said = `${formatEstimate(rate.own, rate.style)} of the people due were followed up`;
    words.push(
      rate.own.value < FEW_FOLLOWED
        ? `Only ${said}: the change says nothing about the rest, who are the larger part.`
        : `${said}: the others may have fared differently.`,
    );
  }
  return words;
}

function besideBand({ lower, upper }: EstimateRow, [from, to]: readonly [number, number]): string {
  if (lower === null || upper === null) return "There is no interval to set beside it.";
  if (lower > to)
    return "The whole interval lies above that range; without a comparison group it does not show why.";
  if (upper < from) return "The whole interval lies below that range.";
  return "The interval and that range overlap, so the figures cannot tell the two apart.";
}

/** Funnels are of the whole time, whatever year is chosen. */
function funnelFindings(release: Release, page: ComparePage, { area, instrument }: Selection) {
  const here = page.funnels.filter(
    (one) => (one.instrument === "" || one.instrument === instrument) && one.status === "published",
  );
  const points = here.flatMap((funnel) => {
    const point = judgedSide(funnel).points.find((one) => one.area === area);
    return point === undefined ? [] : [{ funnel, point }];
  });
  const found = points.flatMap(({ funnel, point }) => {
    const said = point.adjusted_verdict ?? point.verdict;
    const kind = kindOf(release, funnel, said, point.verdict);
    if (kind === undefined) return [];
    const style = funnelStyle(release.catalogue, funnel);
    const { centre } = judgedSide(funnel);
    const title = chartTitle(release, { area, measure: funnel.measure, instrument: funnel.instrument });
    const side = kind === "open" ? "" : said.startsWith("above") ? ", above" : ", below";
    const beside = centre === null ? "" : `; all networks together ${centreWords(funnel, centre, style)}`;
    const value = formatValue(point.value, style, point.denominator);
    const mixed = funnel.case_mix === null ? "" : " adjusted for case mix";
    return [{ text: `${title}: ${value}${mixed}${side}${beside}.`, kind }];
  });
  return { looked: points.length, found };
}

/** The side that verdicts are read from everywhere: adjusted for case mix where it can be. */
const judgedSide = (funnel: Funnel): Funnel | NonNullable<Funnel["case_mix"]> => funnel.case_mix ?? funnel;

function kindOf(
  { catalogue }: Release,
  { measure }: Funnel,
  said: Verdict,
  byChance: Verdict,
): Kind | undefined {
  if (said === "close") return byChance.endsWith("_outer") ? "open" : undefined;
  if (said.endsWith("_inner")) return "inner";
  if (!said.endsWith("_outer")) return undefined;
  const polarity = catalogue.measures.find(({ id }) => id === measure)?.polarity ?? "neither";
  return polarity === "neither" ? "neither" : "counted";
}

/** Waits whose whole interval lies off that of the whole programme. */
function waitWords(items: readonly ProfileItem[]): readonly string[] {
  return items.flatMap(({ measure, title, own, whole, style }) => {
    if (!WAITS.test(measure) || missingWords(own) !== "" || missingWords(whole) !== "") return [];
    const isLonger = (own?.lower ?? Number.NaN) > (whole?.upper ?? Number.NaN);
    const isShorter = (own?.upper ?? Number.NaN) < (whole?.lower ?? Number.NaN);
    if (!isLonger && !isShorter) return [];
    return [
      `${title}: ${formatEstimate(own, style)} days (${formatInterval(own, style)}), ${isLonger ? "longer" : "shorter"} than in the whole programme, ${formatEstimate(whole, style)} (${formatInterval(whole, style)}).`,
    ];
  });
}

interface Looked {
  readonly looked: number;
}

/** How many figures and latest points stand out, of how many that were looked at. */
function leadWords(
  name: string,
  funnels: Looked & { readonly found: readonly { readonly kind: Kind }[] },
  series: Looked & { readonly special: number; readonly latest: string },
): string {
  const far = funnels.found.filter(({ kind }) => kind === "counted" || kind === "neither").length;
  const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
  const parts = [
    ...(funnels.looked === 0
      ? []
      : [
          `of ${many(funnels.looked, "figure")} over the whole time, ${far === 0 ? "none is" : far === 1 ? "1 is" : `${far} are`} known to lie beyond the 99.8% limits of chance`,
        ]),
    ...(series.looked === 0
      ? []
      : [
          `of ${many(series.looked, "chart")} over time, the latest point of ${series.special === 0 ? "none" : series.special} stands out from its own past${series.latest === "" ? "" : ` (the newest is ${series.latest})`}`,
        ]),
  ];
  return parts.length === 0 ? "" : `${name}: ${parts.join("; ")}.`;
}

function chartFindings(release: Release, charts: ControlCharts, { area, instrument }: Selection) {
  const { catalogue } = release;
  const all = seriesFor(charts, instrument).map((series) => {
    const place = { area, measure: series.measure, instrument: series.instrument };
    return { place, found: findChart(charts, place) };
  });
  const drawn = all.flatMap(({ place, found }) =>
    found?.chart === undefined ? [] : [{ place, chart: found.chart, periods: found.periods }],
  );
  const lasts = drawn.map(({ chart, periods }) => ({ step: chart.step, period: periods.at(-1) ?? "" }));
  const newest = lasts
    .filter(({ step }) => step === "quarter")
    .toSorted((a, b) => (a.period < b.period ? 1 : -1))[0];
  return {
    looked: drawn.length,
    special: drawn.filter(({ chart }) => chart.variation !== "common_cause").length,
    latest: newest === undefined ? "" : periodLabel(catalogue, newest.step, newest.period),
    found: drawn.flatMap(({ place, chart, periods }) => {
      const last = chart.values.length - 1;
      const cause = chart.causes[String(last)];
      const words =
        cause === undefined || chart.variation === "common_cause"
          ? []
          : [
              `${chartTitle(release, place)}: ${periodLabel(catalogue, chart.step, periods[last] ?? "")} is ${CAUSE_WORDS[cause]} (${lowered(VARIATION_WORDS[chart.variation])}).`,
            ];
      return chart.assurance === "consistent_fail"
        ? [
            ...words,
            `${chartTitle(release, place)}: the target cannot be met as things are${chart.values.length < charts.trial_below ? ", by limits that are on trial" : ""}.`,
          ]
        : words;
    }),
    none: all.flatMap(({ place, found }) =>
      found?.chart !== undefined
        ? []
        : [
            sentence(
              `${chartTitle(release, place)} over time: ${lowered(found?.reason ?? "no figures by quarter")}`,
            ),
          ],
    ),
  };
}

/** New referrals for each worker where the whole interval, as printed, lies beyond the guidance; nothing where it may be within. */
function guidanceWords({ catalogue }: Release, items: readonly ProfileItem[]): readonly string[] {
  const guidance = catalogue.workforce.referrals_per_fte;
  const item = items.find(({ measure }) => measure === "new_referrals_per_fte");
  const value = item?.own?.value ?? null;
  if (guidance === null || item === undefined || value === null || missingWords(item.own) !== "") return [];
  const [lower, upper] = [item.own?.lower ?? null, item.own?.upper ?? null];
  if (lower === null || upper === null) return [];
  const isAbove = Math.min(lower, Math.round(lower)) > guidance.to;
  const isBelow = Math.max(upper, Math.round(upper)) < guidance.from;
  if (!isAbove && !isBelow) return [];
  return [
    `New referrals a year for each full-time link worker: ${formatValue(value, item.style)} (${formatInterval(item.own, item.style)}), ${isAbove ? "above" : "below"} the guidance of ${guidance.from} to ${guidance.to}.`,
  ];
}

/** Whether funnels speak of another time than the figures of the page. */
export const isOneYear = (release: Release, selection: Selection): boolean =>
  yearOf(release.catalogue, selection).period !== defaultSelection(release.catalogue).period;
