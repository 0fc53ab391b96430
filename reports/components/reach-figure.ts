import type { Catalogue } from "../../src/release/catalogue.ts";
import { notAtThisLevel } from "./empty-figure.js";
import { withinSentence } from "./equity-part.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords, isUnstated, missingWords } from "./figure-data.js";
import { formatDecimal, formatEstimate, formatValue, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { type ChartRow, rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { withTerms } from "./term.js";

type Population = NonNullable<Catalogue["populations"]>[number];

/** One row of the figure: a group of an area. */
export interface ReachItem {
  readonly key: string;
  readonly label: string;
  readonly apart: boolean;
  /** The figure of a measure of reach for this group. */
  readonly at: (measure: string) => EstimateRow | undefined;
  /** The same of the whole programme, where another area is shown. */
  readonly beside?: (measure: string) => EstimateRow | undefined;
}

/** The breakdown of reach that a chosen one stands for: ages are set against a population from 20 on. */
export const reachBreakdown = (breakdown: string): string =>
  breakdown === "age_band" ? "age_band_20" : breakdown;

/** The population that groups of a breakdown are set against, undefined where none is named. */
export const populationOf = ({ populations = [] }: Catalogue, breakdown: string): Population | undefined =>
  populations.find(({ of }) => of === reachBreakdown(breakdown));

/** Referrals against the population for every group of the chosen characteristic, unknown people apart. */
export function reachFigure(release: Release, selection: Selection, population: Population): HTMLElement {
  const { catalogue, estimates } = release;
  const breakdown = catalogue.breakdowns.find((one) => one.breakdown === population.of);
  const name = withinSentence(breakdown?.label ?? population.of);
  const title = `Referrals against the population, by ${name}`;
  const rowAt = (one: Selection, measure: string, category: string) =>
    cellAt(estimates, one, measure, { breakdown: population.of, category });
  const categories = unknownCategories(release, population.of, breakdown?.categories ?? []);
  const programme = { ...selection, area_type: "programme", area: "programme" };
  const isPart = selection.area_type !== "programme";
  const items: readonly ReachItem[] = categories
    .map(({ category, label }) => ({
      key: category,
      label,
      apart: isUnstated(category),
      at: (measure: string) => rowAt(selection, measure, category),
      ...(isPart ? { beside: (measure: string) => rowAt(programme, measure, category) } : {}),
    }))
    .filter(
      (item) => item.at("representation_ratio") !== undefined || item.at("share_of_referrals") !== undefined,
    )
    .sort((a, b) => Number(a.apart) - Number(b.apart));
  if (!items.some((item) => !item.apart)) {
    return notAtThisLevel(release, selection, title, (one) =>
      categories.some(({ category }) => rowAt(one, "representation_ratio", category) !== undefined),
    );
  }
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  return reachRows(release, {
    id: `reach-${population.of.replaceAll("_", "-")}`,
    title,
    area,
    first: breakdown?.label ?? "Group",
    items,
    population,
  });
}

/** Categories in reading order, with the ways of not being known that only referrals have. */
function unknownCategories(
  { catalogue }: Release,
  of: string,
  categories: readonly { readonly category: string; readonly label: string }[],
) {
  const source = of === "age_band_20" ? "age_band" : of;
  const more = catalogue.breakdowns.find((one) => one.breakdown === source)?.categories ?? [];
  const known = new Set(categories.map(({ category }) => category));
  return [...categories, ...more.filter((one) => isUnstated(one.category) && !known.has(one.category))];
}

/** The rows of a figure of reach, and what it is of. */
export interface ReachRows {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  /** Heading of the names. */
  readonly first: string;
  readonly items: readonly ReachItem[];
  readonly population: Population;
}

/** Ratios on a logarithmic axis around 1, with intervals, what people not known could change, and referrals per 1,000. */
export function reachRows(
  { catalogue }: Release,
  { id, title, area, first, items, population }: ReachRows,
): HTMLElement {
  const style = { ...numberStyle(catalogue, "representation_ratio", ""), decimals: 2 };
  const ratioOf = (item: ReachItem) => item.at("representation_ratio");
  const boundOf = (item: ReachItem, end: "none" | "all") => item.at(`representation_ratio_if_${end}`);
  const known = items.filter((item) => !item.apart);
  const domain = ratioDomain(known);
  const within = (value: number | null) =>
    value === null ? null : Math.min(domain[1], Math.max(domain[0], value));
  const rows = items.map((item): ChartRow => {
    if (item.apart) return unknownRow(item);
    const row = chartRow(item.key, item.label, ratioOf(item));
    const [least, most] = [boundOf(item, "none"), boundOf(item, "all")].map((one) =>
      missingWords(one) === "" ? within(one?.value ?? null) : null,
    );
    const band = least !== null && least !== undefined && most ? ([least, most] as const) : null;
    return { ...row, value: within(row.value), lower: within(row.lower), upper: within(row.upper), band };
  });
  const byKey = new Map(items.map((item) => [item.key, item]));
  const rate = numberStyle(catalogue, "referrals_per_1000", "");
  const hasBeside = items.some((item) => item.beside !== undefined);
  const shown = known.filter((item) => missingWords(ratioOf(item)) === "");
  const words = shown
    .slice(0, 8)
    .map((item) => `${item.label} ${formatEstimate(ratioOf(item), style)}`)
    .join("; ");
  const summary = `${area}, set against ${population.people}: ${words === "" ? "no group can be shown" : words}${shown.length > 8 ? "; and more in the table" : ""}. At 1 a group has the share of referrals that it has of the people.`;
  const legend: LegendItem[] = [{ mark: "interval", text: "Ratio with its interval" }];
  if (rows.some((row) => row.band))
    legend.push({
      mark: "band",
      text: "If none, or all, of the people not known were of the group (cut off at the edge)",
    });
  legend.push({ mark: "threshold", text: "Same share as in the population" });
  if (rows.some((row) => row.missing !== "")) legend.push({ mark: "hatch", text: "No ratio" });
  return figure(catalogue, {
    id,
    title,
    summary,
    legend,
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        log: true,
        domain,
        axis: "Share of referrals ÷ share of the population",
        mark: "dot",
        threshold: { value: 1, label: "Same share" },
        columns: [
          {
            head: "Ratio (interval)",
            text: (row) => (row.missing === "" ? estimateWords(at(byKey, row), style) : ""),
          },
          {
            head: "Per 1,000 a year",
            text: (row) => rateWords(byKey.get(row.key)?.at("referrals_per_1000"), rate.decimals),
          },
          ...(hasBeside
            ? [
                {
                  head: "Ratio, whole programme",
                  text: (row: ChartRow) => {
                    const beside = byKey.get(row.key)?.beside?.("representation_ratio");
                    return missingWords(beside) === "" ? formatEstimate(beside, style) : "";
                  },
                },
              ]
            : []),
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals on a logarithmic axis. ${summary}`,
      }),
    note: withTerms(
      `Per 1,000 a year: referrals a year for every 1,000 people of the group in the population. ${noteWords(catalogue, population)}`,
    ),
    table: {
      caption: `${title}, ${area}`,
      items,
      columns: [
        nameColumn(first, (item: ReachItem) => item.label),
        ...figureColumns(catalogue, "Referrals", "share_of_referrals", "numerator"),
        ...estimateColumns<ReachItem>(
          "Share of referrals",
          numberStyle(catalogue, "share_of_referrals", ""),
          (item) => item.at("share_of_referrals"),
          ["value"],
        ),
        ...figureColumns(catalogue, "Population", "population", "value"),
        ...estimateColumns<ReachItem>(
          "Share of the population",
          numberStyle(catalogue, "share_of_population", ""),
          (item) => item.at("share_of_population"),
          ["value"],
        ),
        ...estimateColumns<ReachItem>("Ratio", style, ratioOf, ["value", "interval"]),
        ...(["none", "all"] as const).flatMap((end) =>
          estimateColumns<ReachItem>(
            `Ratio if ${end} of the people not known were of the group`,
            style,
            (item) => boundOf(item, end),
            ["value"],
          ),
        ),
        ...estimateColumns<ReachItem>(
          "Referrals per 1,000 a year",
          rate,
          (item) => item.at("referrals_per_1000"),
          ["value", "interval"],
        ),
      ],
    },
    methods: ["representation-ratio", "unknown-group-bounds", "event-rate"],
  });
}

const at = (items: ReadonlyMap<string, ReachItem>, row: ChartRow) =>
  items.get(row.key)?.at("representation_ratio");

/** People not known, as a bar of their own: how many referrals, and of how many. */
function unknownRow(item: ReachItem): ChartRow {
  const row = item.at("share_of_referrals");
  const missing = missingWords(row);
  const count = row?.numerator ?? null;
  const words =
    missing !== "" || count === null || row?.value === null || row === undefined
      ? missing
      : `${formatValue(count, { kind: "count", decimals: 0, signed: false })} referrals, ${formatEstimate(row, { kind: "proportion", decimals: 0, signed: false })} of all`;
  return {
    key: item.key,
    label: item.label,
    value: null,
    lower: null,
    upper: null,
    missing: words,
    apart: true,
  };
}

function rateWords(row: EstimateRow | undefined, decimals: number): string {
  return row?.status === "published" && row.value !== null
    ? formatDecimal(row.value, Math.min(1, decimals))
    : "";
}

function figureColumns(catalogue: Catalogue, label: string, measure: string, part: "numerator" | "value") {
  const style = { ...numberStyle(catalogue, measure, ""), kind: "count" as const };
  return estimateColumns<ReachItem>(
    label,
    style,
    (item) => {
      const row = item.at(measure);
      return row === undefined || part === "value" ? row : { ...row, value: row.numerator };
    },
    ["value"],
  );
}

/** Room for every ratio and its limits, at least from a half to double; what people not known could change is cut off at its ends. */
function ratioDomain(items: readonly ReachItem[]): readonly [number, number] {
  const values = items.flatMap((item) => {
    const row = item.at("representation_ratio");
    return [row?.value, row?.lower, row?.upper].filter((one) => typeof one === "number");
  });
  return [Math.max(0.1, Math.min(0.5, ...values) * 0.92), Math.min(20, Math.max(2, ...values) * 1.08)];
}

function noteWords(catalogue: Catalogue, population: Population): string {
  const { title, source, synthetic } = population;
  const real = catalogue.programme.synthetic
    ? synthetic
      ? " The referrals and this population are both synthetic."
      : " The referrals are synthetic; this population is real."
    : "";
  return `Set against: ${title}. Source: ${source.replace(/\.$/, "")}.${real}`;
}
