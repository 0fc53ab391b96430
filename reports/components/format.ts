import type { Catalogue } from "../../src/release/catalogue.ts";
import type { EstimateRow } from "./estimate-index.js";

const grouped = new Intl.NumberFormat("en-GB");

/** Denominator from which a percentage may carry one decimal. */
const ONE_DECIMAL_FROM = 4000;

/** Shares that are released, and read, to a tenth of a per cent. */
const TENTHS: ReadonlySet<string> = new Set(["absence_rate", "published_absence_rate"]);

/** How a measure's values are written. */
export interface NumberStyle {
  readonly kind: "count" | "proportion" | "mean" | "rate" | "amount";
  /** Decimals of a mean, rate or amount. */
  readonly decimals: number;
  /** A change carries its sign. */
  readonly signed: boolean;
  /** Decimals of a percentage that is released so finely; by its denominator where absent. */
  readonly percent?: number;
}

/** The way a measure is written for an instrument; means keep at least one decimal. */
export function numberStyle(catalogue: Catalogue, measure: string, instrument: string): NumberStyle {
  const kind = catalogue.measures.find((one) => one.id === measure)?.kind ?? "amount";
  const finer = TENTHS.has(measure) ? { percent: 1 } : {};
  const decimals = catalogue.instruments.find((one) => one.id === instrument)?.decimals ?? 1;
  return {
    kind,
    decimals: kind === "mean" ? Math.max(1, decimals) : kind === "rate" ? 2 : 1,
    signed: measure.includes("change"),
    ...finer,
  };
}

const writers = new Map<number, Intl.NumberFormat>();

/** Made once for each number of decimals: to make one takes longer than to write a hundred numbers. */
function withDecimals(decimals: number): Intl.NumberFormat {
  const known = writers.get(decimals);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat("en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  writers.set(decimals, made);
  return made;
}

/** Writes a number with a true minus sign, grouped thousands and a fixed number of decimals. */
export function formatDecimal(value: number, decimals: number, signed = false): string {
  const text = withDecimals(decimals).format(Math.abs(value));
  const zero = /^[0.,]+$/.test(text);
  if (zero) return text;
  return value < 0 ? `\u2212${text}` : signed ? `+${text}` : text;
}

/** Writes one value; a percentage has a decimal only where its denominator allows one. */
export function formatValue(value: number, style: NumberStyle, denominator: number | null = null): string {
  switch (style.kind) {
    case "count":
      return grouped.format(value);
    case "proportion":
      return `${formatDecimal(value * 100, style.percent ?? ((denominator ?? 0) >= ONE_DECIMAL_FROM ? 1 : 0))}%`;
    case "amount":
      return Number.isInteger(value) ? grouped.format(value) : formatDecimal(value, style.decimals);
    default:
      return formatDecimal(value, style.decimals, style.signed);
  }
}

/** Writes a cell's value, or the words for why there is none. */
export function formatEstimate(row: EstimateRow | undefined, style: NumberStyle): string {
  if (row === undefined) return "Not published";
  if (row.status !== "published" || row.value === null) return statusWords(row.status);
  return formatValue(row.value, style, row.denominator);
}

/** Writes a cell's interval as `4.1 to 8.5`, "" where it has none. */
export function formatInterval(row: EstimateRow | undefined, style: NumberStyle): string {
  if (row === undefined || row.status !== "published" || row.lower === null || row.upper === null) return "";
  return `${formatValue(row.lower, style, row.denominator)} to ${formatValue(row.upper, style, row.denominator)}`;
}

/** Writes a confidence level as `95%`. */
export function formatLevel(level: number | null): string {
  return level === null ? "" : `${formatDecimal(level * 100, 0)}%`;
}

/** Plain words for a cell's status: what a reader sees in place of a figure. */
export function statusWords(status: string): string {
  switch (status) {
    case "withheld":
      return "Withheld";
    case "too_few":
      return "Too few people";
    case "not_collected":
      return "Not collected";
    case "not_yet_observable":
      return "Not yet due";
    case "not_available":
      return "Not available";
    default:
      return "Not published";
  }
}

/** Why a figure is missing, in one sentence: the release's own note first. */
export function statusReason(row: EstimateRow | undefined): string {
  if (row === undefined) return "This figure is not published at this level.";
  if (row.note !== "") return row.note;
  switch (row.status) {
    case "withheld":
      return "Withheld so that nobody can be picked out.";
    case "too_few":
      return "Too few people for a figure that means anything.";
    case "not_collected":
      return "The programme did not collect this.";
    case "not_yet_observable":
      return "Not enough time has passed to know.";
    default:
      return "The release holds no figure here.";
  }
}

/** Short label under an axis: `Q4 2022`, `2022–23`, `Oct 2022`, `During`. */
export function formatTick(periodType: string, period: string): string {
  if (periodType === "quarter") return `${period.slice(5)} ${period.slice(0, 4)}`;
  if (periodType === "financial_year") return period.replace("-", "\u2013");
  if (periodType === "month") {
    const date = new Date(`${period}-01T00:00:00Z`);
    return date.toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
  }
  return period.charAt(0).toUpperCase() + period.slice(1);
}

/** A text as a sentence: exactly one full stop at its end. */
export function asSentence(text: string): string {
  return `${text.trim().replace(/\.+$/, "")}.`;
}

/** Writes `yyyy-mm-dd` as `30 April 2024`; other text is returned as it is. */
export function formatDate(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  return new Date(`${text}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** The month of a day such as `2022-10-01`: `October 2022`; other texts as they are. */
export function formatMonth(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  return new Date(`${text}T00:00:00Z`).toLocaleDateString("en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
