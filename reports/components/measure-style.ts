import type { Catalogue } from "../../src/release/catalogue.ts";
import type { EstimateRow } from "./estimate-index.js";
import { measureTitle } from "./figure-data.js";
import { formatInterval, formatValue, type NumberStyle, numberStyle, statusWords } from "./format.js";

type Project = Catalogue["projects"][number];

/** How the figures of any measure of a project or pathway are written; one that the release does not name goes by its id. */
export function measureStyle(catalogue: Catalogue, measure: string, instrument: string): NumberStyle {
  const named = catalogue.measures.some((one) => one.id === measure);
  const style = numberStyle(catalogue, measure, instrument);
  if (!named && /^(share|time)_/.test(measure)) return { ...style, kind: "proportion" };
  return style.kind === "rate" ? { ...style, decimals: 1 } : style;
}

/** Unit of a measure as an axis names it; "" for shares. */
export function measureUnit(catalogue: Catalogue, measure: string, instrument: string): string {
  const scale = catalogue.instruments.find((one) => one.id === instrument);
  if (scale !== undefined) return scale.unit;
  const entry = catalogue.measures.find((one) => one.id === measure);
  return measureStyle(catalogue, measure, instrument).kind === "proportion" ? "" : (entry?.unit ?? "");
}

/**
 * What the number beside a mean or a share counts, as a heading: `People due` for a share of people due, `Activities`
 * for a share of activities; for a mean what its denominator begins with, `People` unless that says otherwise.
 */
export function countedOf(catalogue: Catalogue, measure: string): string {
  const entry = catalogue.measures.find((one) => one.id === measure);
  const of =
    /^share of (.+)$/.exec(entry?.unit ?? "")?.[1] ??
    /^((?:closed )?(?:referrals|activities)|staff)\b/i.exec(entry?.denominator ?? "")?.[1] ??
    "people";
  return `${of.charAt(0).toUpperCase()}${of.slice(1)}`;
}

/** Title of a measure; that of a target group names the group, that of an instrument the instrument. */
export function projectMeasureTitle(
  catalogue: Catalogue,
  measure: string,
  instrument: string,
  project?: Project,
): string {
  const plain = measureTitle(catalogue, measure);
  const title = plain.charAt(0).toUpperCase() + plain.slice(1);
  const scale = catalogue.instruments.find((one) => one.id === instrument);
  if (scale !== undefined) {
    return measure === "mean_change" && project !== undefined
      ? `Average change in ${scale.short} of people referred`
      : `${title}, ${scale.short}`;
  }
  const target = /_target$/.test(measure) ? (project?.target_label ?? "") : "";
  if (measure === "share_target") {
    return `Referrals of ${target === "" ? "the target group" : withinSentence(target)} (share of all referrals)`;
  }
  const group = target === "" ? "" : ` (${withinSentence(target)})`;
  const unit = catalogue.measures.find((one) => one.id === measure)?.unit ?? "";
  const of = /^share of (.+)$/.exec(unit)?.[1] ?? "";
  const told = of === "" || of === "staff" || title.toLowerCase().includes(of);
  if (told) return `${title}${group}`;
  return title.endsWith(")") && group === ""
    ? `${title.slice(0, -1)}; share of ${of})`
    : `${title}${group} (share of ${of})`;
}

/** A label for the middle of a sentence: its capital goes, unless the word may be a name (Asian, Somali). */
function withinSentence(label: string): string {
  return /^(People|Men|Women|Those|Adults|Older|Younger|Homeless|Patients|Referrals)\b/.test(label)
    ? `${label.charAt(0).toLowerCase()}${label.slice(1)}`
    : label;
}

/** Whether a figure is shown as a range only: limits without a value. */
export function isRange(row: EstimateRow | undefined): boolean {
  return row?.status === "published" && row.value === null && row.lower !== null && row.upper !== null;
}

/** A figure with its interval, a range as `20% to 40%`, or the words for why there is none. */
export function figureText(row: EstimateRow | undefined, style: NumberStyle): string {
  if (row === undefined) return "Not published";
  const limits = formatInterval(row, style);
  if (isRange(row)) return limits;
  if (row.status !== "published" || row.value === null) return statusWords(row.status);
  const value = formatValue(row.value, style, row.denominator);
  return limits === "" ? value : `${value} (${limits})`;
}

/** Words that stand in for a figure, "" where there is a value or a range. */
export function absentWords(row: EstimateRow | undefined): string {
  if (row === undefined) return "not published";
  return isRange(row) || (row.status === "published" && row.value !== null)
    ? ""
    : statusWords(row.status).toLowerCase();
}

/** Methods of the figures shown, each once, in the order met. */
export function methodsOf(rows: readonly (EstimateRow | undefined)[]): readonly string[] {
  return [
    ...new Set(rows.flatMap((row) => (row === undefined || absentWords(row) !== "" ? [] : [row.method]))),
  ];
}
