import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { decodeText } from "./decode.ts";
import { archiveUnreadable } from "./list-archive.ts";
import { openMarkup, openWorkbook } from "./open-workbook.ts";
import { type FileKind, sniffFile } from "./sniff-file.ts";
import { stageDelimited } from "./stage-delimited.ts";
import { stageParquet } from "./stage-parquet.ts";
import { stageWorkbook } from "./stage-workbook.ts";
import type { ReadRequest, StagedTable } from "./staged.ts";
import { unpackArchive } from "./unpack-archive.ts";

/**
 * Reads a file's cells, all as text, into a temporary DuckDB table; how is decided by the file's content, not its name.
 *
 * The table belongs to `connection` alone and never enters a database file. Rows are numbered as records of the
 * file: title, header and blank rows count, and a line break inside quotes does not begin a new row.
 * Every record is the header or above it, stored, blank, excluded with a reason, or unreadable with a code:
 * `headerRow + rows + blankRows + excluded + unreadable` is the number of records.
 *
 * @throws CodedError (exit 3) `FILE_MISSING`, `FILE_EMPTY`, `COLUMNS_MISSING`, `ENCODING_WRONG`, `SHEET_MISSING`,
 * `ROW_BEYOND_LIMIT`, `ROWS_UNREADABLE`, `WORKBOOK_UNREADABLE`, `WORKBOOK_TOO_LARGE`, `PARQUET_UNREADABLE`,
 * `PARQUET_NESTED`, `PARQUET_TOO_LARGE`, `ARCHIVE_AMBIGUOUS`, `ARCHIVE_UNREADABLE`, `ARCHIVE_TOO_LARGE`
 */
export async function stageFile(connection: DuckDBConnection, request: ReadRequest): Promise<StagedTable> {
  const kind = await sniffFile(request);
  const scratch = await mkdtemp(join(request.scratch, "read-"));
  try {
    return await stageAs(connection, { ...request, scratch }, kind);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function stageAs(
  connection: DuckDBConnection,
  request: ReadRequest,
  kind: FileKind,
): Promise<StagedTable> {
  if (kind === "text") {
    const staged = await stageDelimited(connection, request);
    const note = "The file is named as a workbook but holds delimited text, and was read as such.";
    return request.kind === "workbook" ? withNote(staged, note) : staged;
  }
  if (kind === "markup") {
    const text = await decodeText(request, request.encoding, request.scratch);
    const open = await openMarkup({ ...request, path: text.path });
    const staged = await stageWorkbook(connection, request, open);
    return withNote(
      staged,
      "The file is a web page or XML under the name of a workbook; its table was read.",
    );
  }
  if (kind === "parquet") return stageParquet(connection, request);
  if (kind === "zip" || kind === "gzip" || (kind === "damaged-zip" && request.kind === "delimited")) {
    return stageUnpacked(connection, request, kind === "gzip" ? "gzip" : "zip");
  }
  const open = await openWorkbook({ ...request, zipped: kind !== "binary-workbook" });
  const staged = await stageWorkbook(connection, request, open);
  const note = "The file is named as delimited text but is a workbook, and was read as such.";
  return request.kind === "delimited" ? withNote(staged, note) : staged;
}

/** Reads the one file of an archive as what it is; an archive inside an archive is not opened. */
async function stageUnpacked(
  connection: DuckDBConnection,
  request: ReadRequest,
  archive: "zip" | "gzip",
): Promise<StagedTable> {
  const path = join(request.scratch, "unpacked");
  const note = await unpackArchive(request, archive, path);
  const inner: ReadRequest = { ...request, path, member: undefined };
  const kind = await sniffFile(inner);
  if (kind === "zip" || kind === "gzip")
    throw archiveUnreadable(request.name, new Error("it holds another archive"));
  return withNote(await stageAs(connection, inner, kind), note);
}

function withNote(staged: StagedTable, note: string): StagedTable {
  return { ...staged, decisions: { ...staged.decisions, notes: [note, ...staged.decisions.notes] } };
}
