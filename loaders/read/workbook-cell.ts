import { type CellObject, SSF } from "@e965/xlsx";

/** A workbook cell as text, or why it has none. */
type WorkbookCell = { readonly text: string } | { readonly missing: "blank" | "error" | "uncalculated" };

const BLANK: WorkbookCell = { missing: "blank" };
/** Serial numbers of 1 January 1904 and 1 January 1900 lie this many days apart. */
const DAYS_1904 = 1462;
/** 31 December 9999, the last day a workbook can show. */
const LAST_SERIAL = 2_958_465;
const DAY = 86_400;

/**
 * Writes a workbook cell as text: strings as they stand, numbers as their shortest decimal, dates as ISO 8601,
 * booleans as TRUE or FALSE, formulas by the value last calculated.
 * An error value, or a formula never calculated, has no text.
 *
 * @param date1904 whether the workbook counts days from 1904
 */
export function workbookCell(cell: CellObject | undefined, date1904: boolean): WorkbookCell {
  if (cell === undefined || cell.t === "z") {
    return cell?.f === undefined ? BLANK : { missing: "uncalculated" };
  }
  if (cell.t === "e")
    return { missing: cell.f !== undefined && cell.v === undefined ? "uncalculated" : "error" };
  if (cell.v === undefined || cell.v === null)
    return cell.f === undefined ? BLANK : { missing: "uncalculated" };
  if (cell.t === "b") return { text: cell.v === true ? "TRUE" : "FALSE" };
  if (cell.v instanceof Date) return { text: isoText(Math.round(cell.v.getTime() / 1000)) };
  if (typeof cell.v !== "number") return cell.v === "" ? BLANK : { text: String(cell.v) };
  const format = typeof cell.z === "string" ? cell.z : "General";
  return { text: numberText(cell.v, format, date1904) };
}

function numberText(value: number, format: string, date1904: boolean): string {
  if (SSF.is_date(format)) {
    const serial = value + (date1904 ? DAYS_1904 : 0);
    // A time of day or a duration has no date: as shown, e.g. 112:30.
    if (!/[yd]|m{3,}/iu.test(withoutLiterals(format))) return SSF.format(format, value, { date1904 });
    if (serial >= 0 && serial < LAST_SERIAL + 1) return serialText(serial);
  }
  const digits = decimalText(value);
  // A format of zeros alone is how staff and case numbers keep their leading zeros.
  return /^0{2,}$/u.test(format) && /^\d+$/u.test(digits) ? digits.padStart(format.length, "0") : digits;
}

/** Whether each format shows a date: asking the library costs more than remembering. */
const dateFormats = new Map<string, boolean>();

/** Whether a cell holds a number that is shown as a date, or a date as text. */
export function isDateCell(cell: CellObject | undefined): boolean {
  if (cell?.v instanceof Date) return true;
  if (typeof cell?.v === "string") return /^\s*\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[ T]|$)/u.test(cell.v);
  if (typeof cell?.v !== "number" || typeof cell.z !== "string") return false;
  const known = dateFormats.get(cell.z);
  if (known !== undefined) return known;
  const shows = SSF.is_date(cell.z) && /[yd]|m{3,}/iu.test(withoutLiterals(cell.z));
  dateFormats.set(cell.z, shows);
  return shows;
}

/** Days from 1954 to 2118: smaller and larger numbers among dates are more likely slips. */
const LIKELY_DAYS = [20_000, 80_000] as const;

/** The date that a cell with a plain number counts to, where it is likely to be one; for columns of dates. */
export function dayOfNumber(cell: CellObject | undefined, date1904: boolean): string | undefined {
  if (typeof cell?.v !== "number" || isDateCell(cell)) return undefined;
  const serial = cell.v + (date1904 ? DAYS_1904 : 0);
  return serial >= LIKELY_DAYS[0] && serial <= LIKELY_DAYS[1] ? serialText(serial) : undefined;
}

function withoutLiterals(format: string): string {
  return format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gu, "");
}

/**
 * A day number of the 1900 system as a date, with the time where there is one.
 * Day 60 is 29 February 1900, which never was: it is written so, and no date reader will take it.
 */
function serialText(serial: number): string {
  const seconds = Math.round(serial * DAY);
  const day = Math.floor(seconds / DAY);
  if (day === 60) return `1900-02-29${timeText(seconds % DAY)}`;
  if (day === 0) return `1900-01-00${timeText(seconds % DAY)}`;
  const offset = day < 60 ? 25_568 : 25_569;
  return isoText(seconds - offset * DAY);
}

function isoText(epochSeconds: number): string {
  const text = new Date(epochSeconds * 1000).toISOString();
  const seconds = ((epochSeconds % DAY) + DAY) % DAY;
  return `${text.slice(0, 10)}${timeText(seconds)}`;
}

function timeText(seconds: number): string {
  if (seconds === 0) return "";
  return new Date(seconds * 1000).toISOString().slice(10, 19);
}

/** Shortest decimal of a number at the 15 digits that a workbook holds, never with an exponent. */
function decimalText(value: number): string {
  const shown = Number.isInteger(value) ? value : Number(value.toPrecision(15));
  const text = String(shown);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/u.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const digits = whole + fraction;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}
