import type { Catalogue, Findings } from "../../src/release/catalogue.ts";
import type { CellPlace, EstimateIndex, EstimateRow } from "./estimate-index.js";
import { isLikeness } from "./scheme-likeness.js";

/** Sentences of a page, of which those about other areas than the first view's may not be read yet. */
export interface PageFindings extends Findings {
  /** Called before a sentence about an area is looked up. */
  readonly ask?: (areaType: string, area: string) => void;
}

/** What the reader has chosen: a place in the lattice, kept in the address. */
export interface Selection {
  readonly area_type: string;
  readonly area: string;
  readonly period_type: string;
  readonly period: string;
  /** Instrument id, or "" where the programme has none. */
  readonly instrument: string;
  /** Breakdown id of the Equity page, or "" where there is none. */
  readonly breakdown: string;
  /** Area type whose areas are listed side by side, or "". */
  readonly list: string;
  /** Period type of a series over time, or "". */
  readonly step: string;
  /** Measure by which networks are set side by side; absent where none was chosen. */
  readonly measure?: string;
  /** Part of a scheme's model that the networks shown have, such as `based_in:General practices`; absent for all. */
  readonly like?: string;
  /** Funnel plots with the limits of chance alone; absent where differences beyond chance are allowed for. */
  readonly limits?: "chance";
  /** Funnel plots of figures as they are; absent where they are adjusted for case mix. */
  readonly figures?: "as_is";
  /** Full-time equivalents more, or fewer, in "what if": absent for none. */
  readonly fte?: number;
}

/** The parts of a selection that a control changes. */
export type SelectionKey = "area" | "period" | "instrument" | "by" | "list" | "step";

/** Area types in reading order, with the words for one and for a group of them. */
export const AREA_TYPES: readonly { readonly id: string; readonly one: string; readonly many: string }[] = [
  { id: "programme", one: "Programme", many: "Programme" },
  { id: "icb", one: "Integrated care board", many: "Integrated care boards" },
  { id: "borough", one: "Borough", many: "Boroughs" },
  { id: "service", one: "Service", many: "Services" },
  { id: "pcn", one: "Primary care network", many: "Primary care networks" },
  { id: "project", one: "Project", many: "Projects" },
  { id: "comparator", one: "Comparator", many: "Comparators" },
];

/** Period types in reading order. */
export const PERIOD_TYPES: readonly { readonly id: string; readonly many: string }[] = [
  { id: "all", many: "Whole period" },
  { id: "financial_year", many: "Financial years (April to March)" },
  { id: "quarter", many: "Quarters" },
  { id: "month", many: "Months" },
  { id: "window", many: "Before, during and after" },
];

/** Breakdowns that describe where people started, how far they came and how often, not who they are. */
const NOT_EQUITY = new Set([
  "none",
  // The same people as by age band: chosen as one.
  "age_band_20",
  "baseline_level",
  "follow_up_level",
  "change_band",
  "sessions_band",
  "contacts_band",
  "threshold",
  "reason",
  "concern",
  "activity_type",
  "waiting_reason",
  "tier",
]);

/** The breakdowns of a release that the Equity page offers. */
export function equityBreakdowns(catalogue: Catalogue): Catalogue["breakdowns"] {
  return catalogue.breakdowns.filter((one) => !NOT_EQUITY.has(one.breakdown) && !one.breakdown.includes("*"));
}

/** Area types with more than one area, best first for a list side by side: projects are answered on pages of their own. */
export function listTypes(catalogue: Catalogue): readonly string[] {
  return ["service", "borough", "icb", "project", "pcn"].filter(
    (type) => catalogue.areas.filter((area) => area.area_type === type).length > 1,
  );
}

/** Period types that make a series over time, finest first. */
export function stepTypes(catalogue: Catalogue): readonly string[] {
  return ["quarter", "financial_year", "window", "month"].filter(
    (type) => catalogue.periods.filter((period) => period.period_type === type).length > 1,
  );
}

/** Worked out once a catalogue: a table of a thousand links asks for it a thousand times. */
const defaults = new WeakMap<Catalogue, Selection>();
const labels = new WeakMap<Catalogue, ReadonlyMap<string, string>>();

/** The selection of an address without parameters: the whole programme over the whole period. */
export function defaultSelection(catalogue: Catalogue): Selection {
  const known = defaults.get(catalogue);
  if (known !== undefined) return known;
  const area = catalogue.areas.find((one) => one.area_type === "programme") ?? catalogue.areas[0];
  const period = catalogue.periods.find((one) => one.period_type === "all") ?? catalogue.periods[0];
  const selection: Selection = {
    area_type: area?.area_type ?? "programme",
    area: area?.area ?? "programme",
    period_type: period?.period_type ?? "all",
    period: period?.period ?? "all",
    instrument: catalogue.instruments[0]?.id ?? "",
    breakdown: equityBreakdowns(catalogue)[0]?.breakdown ?? "",
    list: listTypes(catalogue)[0] ?? "",
    step: stepTypes(catalogue)[0] ?? "",
  };
  defaults.set(catalogue, selection);
  return selection;
}

const pair = (text: string): readonly [string, string] => {
  const at = text.indexOf(":");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
};

/** Reads a query string; a part that names nothing in the release falls back to its default. */
export function parseSelection(search: string, catalogue: Catalogue): Selection {
  const query = new URLSearchParams(search);
  const start = defaultSelection(catalogue);
  const [areaType, area] = pair(query.get("area") ?? "");
  const [periodType, period] = pair(query.get("period") ?? "");
  const knownArea = catalogue.areas.some((one) => one.area_type === areaType && one.area === area);
  const knownPeriod = catalogue.periods.some(
    (one) => one.period_type === periodType && one.period === period,
  );
  const choose = (key: string, options: readonly string[], otherwise: string): string => {
    const given = query.get(key);
    return given !== null && options.includes(given) ? given : otherwise;
  };
  const measure = catalogue.measures.find((one) => one.id === query.get("measure"))?.id;
  const like = query.get("like");
  return {
    ...(measure === undefined ? {} : { measure }),
    ...extraFte(query.get("fte")),
    ...(like !== null && isLikeness(catalogue, like) ? { like } : {}),
    ...(query.get("limits") === "chance" ? { limits: "chance" as const } : {}),
    ...(query.get("figures") === "as_is" ? { figures: "as_is" as const } : {}),
    area_type: knownArea ? areaType : start.area_type,
    area: knownArea ? area : start.area,
    period_type: knownPeriod ? periodType : start.period_type,
    period: knownPeriod ? period : start.period,
    instrument: choose(
      "instrument",
      catalogue.instruments.map((one) => one.id),
      start.instrument,
    ),
    breakdown: choose(
      "by",
      equityBreakdowns(catalogue).map((one) => one.breakdown),
      start.breakdown,
    ),
    list: choose("list", listTypes(catalogue), start.list),
    step: choose("step", stepTypes(catalogue), start.step),
  };
}

/** Halves of a full-time equivalent from −20 to 20; anything else is none. */
function extraFte(text: string | null): { readonly fte?: number } {
  const fte = Math.round(Number(text ?? 0) * 2) / 2;
  return Number.isFinite(fte) && fte !== 0 && Math.abs(fte) <= 20 ? { fte } : {};
}

/** Writes a selection as a query string (with its "?"), "" where all is at its default. */
export function writeSelection(selection: Selection, catalogue: Catalogue): string {
  const start = defaultSelection(catalogue);
  const query = new URLSearchParams();
  if (selection.area_type !== start.area_type || selection.area !== start.area) {
    query.set("area", `${selection.area_type}:${selection.area}`);
  }
  if (selection.period_type !== start.period_type || selection.period !== start.period) {
    query.set("period", `${selection.period_type}:${selection.period}`);
  }
  if (selection.instrument !== start.instrument) query.set("instrument", selection.instrument);
  if (selection.breakdown !== start.breakdown) query.set("by", selection.breakdown);
  if (selection.list !== start.list) query.set("list", selection.list);
  if (selection.step !== start.step) query.set("step", selection.step);
  if (selection.measure !== undefined) query.set("measure", selection.measure);
  if (selection.like !== undefined) query.set("like", selection.like);
  if (selection.limits !== undefined) query.set("limits", selection.limits);
  if (selection.figures !== undefined) query.set("figures", selection.figures);
  if (selection.fte !== undefined && selection.fte !== 0) query.set("fte", String(selection.fte));
  const text = query.toString().replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

/** Selections to fall back on, nearest first: the same area over the whole period, then the programme. */
export function nearestSelections(selection: Selection, catalogue: Catalogue): readonly Selection[] {
  const start = defaultSelection(catalogue);
  const whole = { period_type: start.period_type, period: start.period };
  const programme = { area_type: start.area_type, area: start.area };
  return [
    { ...selection, ...whole },
    { ...selection, ...programme },
    { ...selection, ...programme, ...whole },
  ];
}

/** The first of the nearest selections that `holds` accepts and that differs from the selection itself. */
export function nearestThat(
  selection: Selection,
  catalogue: Catalogue,
  holds: (candidate: Selection) => boolean,
): Selection | undefined {
  const here = writeSelection(selection, catalogue);
  return nearestSelections(selection, catalogue).find(
    (candidate) => writeSelection(candidate, catalogue) !== here && holds(candidate),
  );
}

/** The cell of a measure at a selection; `parts` replaces parts of the place. */
export function cellAt(
  estimates: EstimateIndex,
  selection: Selection,
  measure: string,
  parts: Partial<CellPlace> = {},
): EstimateRow | undefined {
  const place: CellPlace = {
    measure,
    instrument: selection.instrument,
    area_type: selection.area_type,
    area: selection.area,
    period_type: selection.period_type,
    period: selection.period,
    breakdown: "none",
    category: "all",
    ...parts,
  };
  return estimates.find(place) ?? estimates.find({ ...place, instrument: "" });
}

/**
 * The finding a page opens with at a selection, or undefined where no sentence was released for it.
 * @throws Error where the page was not given sentences of this kind.
 */
export function findingAt(
  findings: PageFindings,
  page: string,
  selection: Selection,
): Findings["findings"][string] | undefined {
  const { kinds = [page] } = findings;
  if (!kinds.some((kind) => page === kind || page.startsWith(`${kind}-`))) {
    throw new Error(`This page was given no "${page}" sentences: add them in src/site/page-findings.ts.`);
  }
  const place = [selection.area_type, selection.area, selection.period_type, selection.period];
  findings.ask?.(selection.area_type, selection.area);
  return (
    findings.findings[[page, selection.instrument, ...place].join("|")] ??
    findings.findings[[page, "", ...place].join("|")]
  );
}

/** Name of the selected area, as the release labels it. */
export function areaLabel(catalogue: Catalogue, areaType: string, area: string): string {
  const known =
    labels.get(catalogue) ??
    new Map(catalogue.areas.map((one) => [`${one.area_type}:${one.area}`, one.label] as const));
  labels.set(catalogue, known);
  return known.get(`${areaType}:${area}`) ?? area;
}

/** Name of a period for the middle of a sentence: only words that are no names of months begin small. */
export function periodWords(catalogue: Catalogue, periodType: string, period: string): string {
  const label = periodLabel(catalogue, periodType, period);
  return ["all", "window"].includes(periodType) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

/** Name of a period, as the release labels it. */
export function periodLabel(catalogue: Catalogue, periodType: string, period: string): string {
  return (
    catalogue.periods.find((one) => one.period_type === periodType && one.period === period)?.label ?? period
  );
}
