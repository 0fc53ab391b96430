import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import type { Catalogue } from "../release/catalogue.ts";
import { type Cell, SHORTHAND } from "./take-away-table.ts";

/** The parts of an estimate that a table shows. */
export type EstimatePart = "value" | "lower" | "upper" | "numerator" | "denominator" | "n";

/** Below this denominator percentages carry no decimals, as in the release. */
const ONE_DECIMAL_FROM = 4000;
/** Shares that are released, and read, to a tenth of a per cent. */
const TENTHS: ReadonlySet<string> = new Set(["absence_rate", "published_absence_rate"]);
/** Notes of figures that are not applicable rather than not available. */
const INAPPLICABLE = [/^The reference group/, /^The interval of the average change includes no change/];

/**
 * One part of an estimate as a cell: a number with its decimals, or the sign for why there is none. A figure that is
 * absent from the release is not available; a part that a shown figure does not have is not applicable.
 */
export function estimateCell(
  catalogue: Catalogue,
  row: ReleasedEstimate | undefined,
  part: EstimatePart,
): Cell {
  if (row === undefined) return SHORTHAND.unavailable;
  if (row.status === "withheld") return SHORTHAND.confidential;
  if (row.status !== "published") {
    return INAPPLICABLE.some((note) => note.test(row.note)) ? SHORTHAND.inapplicable : SHORTHAND.unavailable;
  }
  const value = row[part];
  if (value === null) return SHORTHAND.inapplicable;
  if (part === "n" || part === "numerator" || part === "denominator")
    return { value, decimals: decimalsOf(value) };
  const measure = catalogue.measures.find(({ id }) => id === row.measure);
  if (measure?.kind === "proportion") {
    if (part === "value" && value === 0 && (row.numerator ?? 0) > 0) return SHORTHAND.low;
    const fine = TENTHS.has(row.measure) || (row.denominator ?? 0) >= ONE_DECIMAL_FROM;
    return { value, decimals: fine ? 1 : 0, percent: true };
  }
  if (measure?.kind === "mean") {
    const instrument = catalogue.instruments.find(({ id }) => id === row.instrument);
    return { value, decimals: Math.max(1, instrument?.decimals ?? 1) };
  }
  return { value, decimals: Math.max(decimalsOf(value), ...sameScale(row)) };
}

/** A number as words: true minus sign, commas, per cent. */
export function cellWords(cell: Cell): string {
  if (typeof cell === "string") return cell;
  const { value, decimals, percent } = cell;
  const text = Math.abs(percent ? value * 100 : value).toLocaleString("en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return `${value < 0 && /[1-9]/.test(text) ? "−" : ""}${text}${percent ? "%" : ""}`;
}

/** Rates and amounts are shown with the decimals they are released with: those of the value and of its limits alike. */
function sameScale({ value, lower, upper }: ReleasedEstimate): readonly number[] {
  return [value, lower, upper].flatMap((one) => (one === null ? [] : [decimalsOf(one)]));
}

function decimalsOf(value: number): number {
  return (String(value).split(".")[1] ?? "").length;
}
