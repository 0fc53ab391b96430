import { PRIVATE_MARK } from "./private-stamp.js";

/** What stands above the rows of a downloaded table. */
export interface CsvHeading {
  readonly title: string;
  readonly source: string;
  readonly releaseId: string;
  readonly synthetic: boolean;
  readonly publishable: boolean;
}

/** A cell of a downloaded table. */
export type CsvValue = string | number | null;

const RISKY = /^[=+\-@\t\r]/;

/** Writes a cell: numbers bare, text quoted where needed, and never able to start a spreadsheet formula. */
export function csvCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = RISKY.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes a table as CSV (UTF-8 with its mark, CRLF) with comment lines above that say what it is. */
export function writeCsv(
  heading: CsvHeading,
  columns: readonly string[],
  rows: readonly (readonly CsvValue[])[],
): string {
  const comments = [
    heading.synthetic ? "SYNTHETIC DATA: no figure describes a real person or service" : null,
    heading.publishable ? null : PRIVATE_MARK,
    heading.title,
    `Source: ${heading.source}`,
    `Release: ${heading.releaseId}`,
  ].filter((line) => line !== null);
  const lines = [
    ...comments.map((line) => csvCell(`# ${line}`)),
    columns.map(csvCell).join(","),
    ...rows.map((row) => row.map(csvCell).join(",")),
  ];
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** A file name from a title: lower case, letters, digits and hyphens, marked where the data are synthetic or must not be published. */
export function fileName(
  title: string,
  heading: Pick<CsvHeading, "releaseId" | "synthetic" | "publishable">,
  extension: string,
): string {
  const slug = (text: string): string =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  const stamp = heading.publishable ? "" : `${PRIVATE_MARK.replaceAll(" ", "-")}-`;
  return `${stamp}${heading.synthetic ? "SYNTHETIC-" : ""}${slug(title)}-${slug(heading.releaseId)}.${extension}`;
}
