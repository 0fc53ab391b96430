import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../src/files/sha256.ts";
import { normaliseRawSql } from "../src/model/code-list.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { columnMasks } from "./column-masks.ts";
import type { MappedFile, MapRequest } from "./map-file.ts";
import { identifierShapeSql, namesPersonSql } from "./mask-text.ts";
import { MASK, QUARANTINE_SHEET, quarantineColumns } from "./quarantine-columns.ts";
import { rules } from "./rules.ts";
import { writeWorkbook } from "./write-workbook.ts";

/** Most rows a quarantine workbook holds; the export itself still has the others. */
const MOST_ROWS = 50_000;

/** A workbook of rows to correct. */
export interface QuarantineFile {
  /** Name below `quarantine/`. */
  readonly workbook: string;
  /** By which an edited one is known. */
  readonly sha256: string;
  /** Rows it lists. */
  readonly listed: number;
  /** Rows with something to correct, those beyond what a workbook lists among them. */
  readonly rows: number;
}

/** Rows to correct, before it is known who opted out. */
interface QuarantineDraft {
  /** Name below `quarantine/`, where an empty file stands until it is written. */
  readonly workbook: string;
  /** Rows of the export with what is wrong, and their cells. */
  readonly table: string;
}

type DraftedRow = {
  readonly n: number;
  readonly code: string;
  readonly column_name: string | null;
  readonly rest: boolean;
  readonly cells: readonly (string | null)[];
};

/**
 * Gathers the rows of a file with an error, as long as its cells are there. Only mapped columns that identify nobody, and
 * those the profile calls safe, show their cells; all others are masked. Of these, cells with the shape of an identifier,
 * and those whose finding is hidden, are masked too.
 *
 * @returns undefined where nothing is to be corrected
 */
export async function draftQuarantine(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  folder: string,
  name: string,
): Promise<QuarantineDraft | undefined> {
  const { staged, fileId } = request;
  const [error] = await database.rows(`${errorsSql(fileId, mapped)} LIMIT 1`);
  if (error === undefined && staged.unreadable.length === 0) return undefined;
  const masks = columnMasks(staged, request.profile, request.plans);
  const cells = masks.map((mask, index) => {
    const cell = `s.c${index + 1}`;
    const hidden =
      mask === "shown" ? hiddenSql(cell, staged.columns[index] ?? "", mapped, request.codeMap) : "TRUE";
    return `CASE WHEN ${cell} IS NULL THEN NULL WHEN ${hidden} THEN '${MASK}' ELSE ${cell} END`;
  });
  const table = `quarantine_${fileId}`;
  await database.run(`CREATE TEMP TABLE ${table} AS
    SELECT s._row AS n, i.code, i.column_name, s._row IN (SELECT _row FROM given_row) AS rest, [${cells.join(", ")}] AS cells
    FROM (SELECT _row, string_agg(DISTINCT code, ', ' ORDER BY code) AS code,
            string_agg(DISTINCT column_name, ', ' ORDER BY column_name) AS column_name
          FROM (${errorsSql(fileId, mapped)}) GROUP BY _row) AS i
    JOIN ${staged.table} AS s ON s._row = i._row
    LEFT JOIN (SELECT _row, list(DISTINCT column_name) AS hidden FROM issue
      WHERE file_id = ${fileId} AND starts_with(found, '${MASK}') GROUP BY _row) AS h ON h._row = i._row
    ORDER BY s._row LIMIT ${MOST_ROWS}`);
  const [any] = await database.rows(`SELECT 1 FROM ${table} LIMIT 1`);
  if (any === undefined && staged.unreadable.length === 0) {
    await database.run(`DROP TABLE ${table}`);
    return undefined;
  }
  const workbook = workbookName(folder, name, request.source.id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, workbook), "", { mode: 0o600 });
  return { workbook, table };
}

/**
 * Writes `quarantine/<export>.xlsx`: each row with an error, why, what to do, and whether the rest of the row is stored.
 * Rows of people who opted out are not listed, whichever file told who they are: needs the table `opted_row`.
 * All cells are texts. Rows that could not be cut into columns come last, without their cells.
 *
 * @returns undefined where nothing is to be corrected; no workbook is written then
 */
export async function writeQuarantine(
  database: Database,
  { staged, fileId, fileHash }: Pick<MapRequest, "staged" | "fileId" | "fileHash">,
  mapped: MappedFile,
  { workbook, table }: QuarantineDraft,
  folder: string,
  name: string,
): Promise<QuarantineFile | undefined> {
  const [drafted] = await database.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
  const rows = await database.rows<DraftedRow>(
    `SELECT * FROM ${table} WHERE n NOT IN (SELECT _row FROM opted_row WHERE file_id = ${fileId}) ORDER BY n`,
  );
  await database.run(`DROP TABLE ${table}`);
  const unreadable = staged.unreadable.slice(0, MOST_ROWS - rows.length);
  const listed = rows.length + unreadable.length;
  if (listed === 0) {
    rmSync(join(folder, workbook));
    return undefined;
  }
  const all =
    staged.unreadable.length +
    ((drafted?.n ?? 0) < MOST_ROWS ? rows.length : await countRowsWithErrors(database, fileId, mapped));

  const sheet = staged.sheet ?? "";
  const body = [
    ...rows.map((row) => [
      String(row.n),
      String(row.code),
      String(row.column_name ?? ""),
      explain(String(row.code), "meaning"),
      explain(String(row.code), "remedy"),
      row.rest === true ? "stored" : "not stored",
      sheet,
      fileHash,
      ...row.cells.map((cell) => cell ?? ""),
    ]),
    ...unreadable.map(({ row, code, what }) => [
      String(row),
      code,
      "",
      what,
      `${explain(code, "remedy")} This row could not be cut into columns: it can only be corrected in the export.`,
      "not stored",
      sheet,
      fileHash,
    ]),
  ];
  const bytes = writeWorkbook([
    {
      name: QUARANTINE_SHEET,
      widths: [8, 24, 22, 42, 42, 11, sheet === "" ? 6 : 14, 12, ...staged.columns.map(widthOf)],
      wrapped: new Set([1, 2, 3, 4]),
      headerRows: 1,
      frozenColumns: 1,
      rows: [[...Object.values(quarantineColumns), ...staged.columns], ...body],
    },
    {
      name: "How to use this file",
      widths: [110],
      wrapped: new Set([0]),
      headerRows: 0,
      frozenColumns: 0,
      rows: howTo(name, workbook, listed, all).map((line) => [line]),
    },
  ]);
  writeFileSync(join(folder, workbook), bytes, { mode: 0o600 });
  return { workbook, sha256: sha256(bytes), listed, rows: all };
}

/** Findings to be mended, but for those of people who opted out. */
function errorsSql(fileId: number, { table }: MappedFile): string {
  const opted = `SELECT * FROM ${table} WHERE nhs_key IN (SELECT nhs_key FROM opt_out)`;
  return `SELECT _row, code, column_name FROM issue WHERE file_id = ${fileId} AND severity = 'error'
    AND _row NOT IN (SELECT _row FROM (${opted}))
    AND _row NOT IN (SELECT _row FROM ${table} WHERE local_key IN (SELECT local_key FROM (${opted})))`;
}

/** Whether a cell of a column that is shown is to be masked all the same. */
function hiddenSql(cell: string, column: string, { fields }: MappedFile, codeMap: string): string {
  const readers = fields.filter(({ columns }) => columns.includes(column));
  const isNumber = readers.some(({ plan }) => /^source_\w+_id$/.test(plan.name));
  const names = readers.flatMap((field) => (field.column === undefined ? [] : [sqlText(field.column)]));
  const found = names.length === 0 ? [] : [`coalesce(list_has_any(h.hidden, [${names.join(", ")}]), FALSE)`];
  // Of cells with several values, those of rows that are not stored were not looked up.
  const unknown = readers.flatMap(({ plan: { split, codes, name } }) => {
    if (split === undefined) return [];
    const list = sqlText(codes ?? (name === "cohorts" ? "cohort" : "reason"));
    const parts = `list_filter(string_split(${cell}, ${sqlText(split)}), lambda x: trim(x) <> '')`;
    return [
      `NOT list_has_all((SELECT list(raw) FROM ${codeMap} WHERE list = ${list}), list_transform(${parts}, lambda x: ${normaliseRawSql("trim(x)")}))`,
    ];
  });
  return [isNumber ? namesPersonSql(cell) : identifierShapeSql(cell), ...found, ...unknown].join(" OR ");
}

async function countRowsWithErrors(database: Database, fileId: number, mapped: MappedFile): Promise<number> {
  const [found] = await database.rows<{ n: number }>(
    `SELECT count(DISTINCT _row) AS n FROM (${errorsSql(fileId, mapped)})`,
  );
  return found?.n ?? 0;
}

const explain = (codes: string, what: "meaning" | "remedy"): string =>
  codes
    .split(", ")
    .map((code) => rules[code as keyof typeof rules]?.[what] ?? code)
    .join(" ");

const widthOf = (column: string): number => Math.min(30, Math.max(12, column.length + 2));

/** Name of the workbook of an export: two sources may read one file, and each has a workbook of its own. */
export function workbookName(folder: string, name: string, source: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, "_");
  const free = (candidate: string) => !existsSync(join(folder, candidate));
  const candidates = [`${plain}.xlsx`, `${plain}-${source}.xlsx`];
  for (let n = 2; ; n += 1) {
    const found = candidates.find(free);
    if (found !== undefined) return found;
    candidates.push(`${plain}-${source}-${n}.xlsx`);
  }
}

const count = (n: number): string => n.toLocaleString("en-GB");

function howTo(name: string, workbook: string, listed: number, all: number): readonly string[] {
  return [
    "How to use this file",
    "",
    `The sheet "${QUARANTINE_SHEET}" lists ${count(listed)} rows of ${name} in which something is to be corrected.`,
    ...(all > listed
      ? [
          `There are ${count(all)} such rows; a workbook lists ${count(MOST_ROWS)} at most. Look for one cause that they share: the others come up when these are done.`,
        ]
      : []),
    'Each row says what is wrong, in which column, and what to do. "Rest of the row: stored" means that only the part with the fault was left out.',
    "",
    "The best place to correct a record is the system that it came from: then export again.",
    "Where that cannot be done, correct it here:",
    "1. Change only the cells to the right of the column File SHA-256, in the row that is wrong. A cell that you leave as it is, or a row that you delete, changes nothing.",
    "2. Save the file as an Excel workbook (.xlsx), where you like.",
    `3. Run: npx what-matters ingest --from ${workbook}`,
    "   with --programme and your programme's folder, and the path of the saved file.",
    "",
    "The corrected cells are kept beside the warehouse and used again each time this very export is read. The export itself is never changed.",
    "To take them back: npx what-matters ingest --undo-corrections",
    "",
    `${MASK} stands for a cell that may identify somebody, or that is not read at all. It cannot be corrected here: correct it in the source system, and export again. The original is used, whatever you write over it is refused.`,
    "Rows whose code begins with ROW_ could not be cut into columns, so their cells are not shown: correct them in the export.",
    "Do not change the columns Row in export, Sheet and File SHA-256: by them the row is found again.",
    "Every cell is a text. A cell that begins with = or + is a text too, and does nothing.",
  ];
}
