import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { utils, write } from "@e965/xlsx";
import type { Database } from "../src/warehouse/database.ts";
import { sqlName } from "../src/warehouse/database.ts";
import type { MappedFile, MapRequest } from "./map-file.ts";
import { rules } from "./rules.ts";

/** Most rows a quarantine workbook holds; the export itself still has the others. */
const MOST_ROWS = 50_000;
const MASK = "•••";

/**
 * Writes `quarantine/<export>.xlsx`: each row with an error, why, what to do, and whether the rest of the row is stored.
 * Only mapped columns that identify nobody, and those the profile calls safe, show their cells; all others are masked.
 */
export async function writeQuarantine(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  folder: string,
  name: string,
): Promise<void> {
  const { staged, profile, fileId, fileHash } = request;
  const shown = new Set([
    ...mapped.fields.filter((one) => !one.plan.identifying && !one.plan.staff).flatMap((one) => one.columns),
    ...profile.safe,
  ]);
  for (const column of profile.identifying) shown.delete(column);
  const person = profile.person;
  for (const column of [person?.nhs_number, person?.local_id]) {
    for (const spelling of column === undefined ? [] : [column, ...(profile.synonyms[column] ?? [])])
      shown.delete(spelling);
  }
  const cells = staged.columns.map((column, index) =>
    shown.has(column) ? `s.c${index + 1}` : `CASE WHEN s.c${index + 1} IS NULL THEN NULL ELSE '${MASK}' END`,
  );
  const rows = await database.rows<Record<string, unknown>>(`
    SELECT s._row AS n, i.code, i.column_name, s._row IN (SELECT _row FROM given_row) AS rest, ${cells.map((cell, index) => `${cell} AS ${sqlName(`c${index + 1}`)}`).join(", ")}
    FROM (SELECT _row, string_agg(DISTINCT code, ', ' ORDER BY code) AS code,
            string_agg(DISTINCT column_name, ', ' ORDER BY column_name) AS column_name
          FROM issue WHERE file_id = ${fileId} AND severity = 'error' GROUP BY _row) AS i
    JOIN ${staged.table} AS s ON s._row = i._row ORDER BY s._row LIMIT ${MOST_ROWS}`);
  if (rows.length === 0 && staged.unreadable.length === 0) return;

  const explain = (codes: string, what: "meaning" | "remedy") =>
    codes
      .split(", ")
      .map((code) => rules[code as keyof typeof rules]?.[what] ?? code)
      .join(" ");
  const header = [
    "Row in export",
    "Code",
    "Column",
    "What is wrong",
    "What to do",
    "Rest of the row",
    "File SHA-256",
    ...staged.columns,
  ];
  const body = [
    ...rows.map((row) => [
      String(row.n),
      String(row.code),
      String(row.column_name ?? ""),
      explain(String(row.code), "meaning"),
      explain(String(row.code), "remedy"),
      row.rest === true ? "stored" : "not stored",
      fileHash,
      ...staged.columns.map((_, index) => String(row[`c${index + 1}`] ?? "")),
    ]),
    ...staged.unreadable.map(({ row, code, what }) => [
      String(row),
      code,
      "",
      what,
      explain(code, "remedy"),
      "not stored",
      fileHash,
    ]),
  ];
  const sheet = utils.aoa_to_sheet([
    header,
    ...body.map((line) => line.map((text) => ({ t: "s" as const, v: text }))),
  ]);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "Quarantine");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${name.replace(/[^A-Za-z0-9._-]+/g, "_")}.xlsx`),
    write(book, { type: "buffer", bookType: "xlsx" }) as Buffer,
  );
}
