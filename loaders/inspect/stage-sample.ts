import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import type { ReadLimits } from "../../src/model/programme.ts";
import type { Database } from "../../src/warehouse/database.ts";
import { comparableName } from "../read/column-name.ts";
import { openMarkup, openWorkbook } from "../read/open-workbook.ts";
import { readRecords } from "../read/read-records.ts";
import { sheetRows } from "../read/sheet-header.ts";
import { stageFile } from "../read/stage-file.ts";
import type { ReadRequest, StagedTable } from "../read/staged.ts";
import { headRows } from "../read/workbook-rows.ts";
import { type GuessedHeader, guessHeader } from "./guess-header.ts";
import { type PreparedFile, prepareFile } from "./prepare-file.ts";

/** How to read a file where the user has said so; what is absent is found out. */
export interface ReadSettings {
  readonly encoding?: ReadRequest["encoding"];
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
  readonly sheet?: string | undefined;
  readonly headerRows?: readonly [number, number] | undefined;
  readonly leaveOutRows?: readonly number[];
  readonly keepRows?: readonly number[];
  readonly hiddenSheetsLeftOut?: boolean;
}

/** A file staged to be looked at. */
export interface StagedSample {
  readonly staged: StagedTable;
  readonly kind: PreparedFile["kind"];
  /** Only the first rows were read. */
  readonly cut: boolean;
  readonly member: string | undefined;
  readonly sheets: { readonly visible: readonly string[]; readonly hidden: number } | undefined;
  /** 1-based rows of a header that stands on two rows of a text file: the reader must be told. */
  readonly headerRows: readonly [number, number] | undefined;
}

/** Rows in which a header is looked for. */
const HEAD_ROWS = 50;
const TOTAL_ROWS = ["total", "grand total", "* ", "note:", "notes:", "source:", "end of report"];

/**
 * Stages a file whose layout nobody has described: guesses the header from the first rows and hands the rest to the
 * reader that ingest uses.
 *
 * @throws CodedError `HEADER_NOT_FOUND` and every error of the reader
 */
export async function stageSample(
  database: Database,
  file: { readonly path: string; readonly name: string },
  settings: ReadSettings,
  known: (name: string) => boolean,
  limits: ReadLimits,
  scratch: string,
): Promise<StagedSample> {
  const prepared = await prepareFile(file, settings.encoding ?? "auto", scratch);
  const heads = await headsOf(prepared, file.name, settings, limits);
  const guesses = heads.tables.flatMap((table) => {
    const found = guessHeader(table.rows, known);
    return found === undefined ? [] : [{ ...table, found, worth: found.score + table.even }];
  });
  const best = guesses.reduce<(typeof guesses)[number] | undefined>(
    (most, one) => (most === undefined || one.worth > most.worth ? one : most),
    undefined,
  );
  const empty = heads.tables.every(({ rows }) =>
    rows.every((cells) => cells.every((cell) => cell.trim() === "")),
  );
  if (best === undefined && prepared.kind !== "parquet" && !empty && settings.headerRows === undefined) {
    throw headerNotFound(file.name);
  }
  const two = best !== undefined && prepared.kind === "text" && best.found.last > best.found.first;
  const headerRows: [number, number] | undefined = two
    ? [best.found.first + 1, best.found.last + 1]
    : undefined;
  const staged = await stageFile(database.connection, {
    path: prepared.path,
    name: file.name,
    kind: prepared.kind === "text" ? "delimited" : prepared.kind === "parquet" ? "parquet" : "workbook",
    recognise: settings.headerRows !== undefined || two ? [] : recogniseOf(best?.found),
    sheet: settings.sheet ?? best?.sheet,
    encoding: prepared.kind === "text" ? "utf-8" : "auto",
    delimiter: settings.delimiter ?? (two ? best.delimiter : undefined),
    quote: settings.quote,
    headerRows: settings.headerRows ?? headerRows,
    leaveOutRows: settings.leaveOutRows ?? [],
    keepRows: settings.keepRows ?? [],
    hiddenSheetsLeftOut: settings.hiddenSheetsLeftOut ?? false,
    limits,
    totalRows: TOTAL_ROWS,
    scratch,
    table: "inspected",
  });
  const { decisions } = staged;
  const notes = [...prepared.notes, ...decisions.notes, ...sameSheets(best, guesses)];
  return {
    staged: {
      ...staged,
      decisions: {
        ...decisions,
        encoding: prepared.encoding ?? decisions.encoding,
        notes: [...new Set(notes)],
      },
    },
    kind: prepared.kind,
    cut: prepared.cut,
    member: prepared.member,
    sheets: heads.sheets,
    headerRows,
  };
}

/** Says which other sheets hold the same columns: each needs a source of its own. */
function sameSheets(
  best: { readonly sheet?: string; readonly found: GuessedHeader } | undefined,
  guesses: readonly { readonly sheet?: string; readonly found: GuessedHeader }[],
): readonly string[] {
  const names = (found: GuessedHeader) => found.cells.map(comparableName).join("\n");
  const same = guesses.filter(
    (one) =>
      one.sheet !== undefined && one !== best && best !== undefined && names(one.found) === names(best.found),
  );
  if (same.length === 0) return [];
  const sheets = same.map(({ sheet }) => `"${sheet}"`).join(", ");
  return [`Not read: ${sheets} with the same columns. Add a source for each, with \`sheet\`.`];
}

/** Every name that stands in the header, once: the reader finds the first row that holds them all. */
function recogniseOf(header: GuessedHeader | undefined): readonly (readonly string[])[] {
  const names = new Map((header?.cells ?? []).map((cell) => [comparableName(cell), cell]));
  names.delete("");
  return [...names.values()].map((name) => [name]);
}

interface Head {
  readonly rows: readonly (readonly string[])[];
  readonly sheet?: string;
  readonly delimiter?: string;
  /** How evenly wide the rows are, 0–3: under the wrong delimiter they are not, or have one cell. */
  readonly even: number;
}

interface Heads {
  readonly tables: readonly Head[];
  readonly sheets?: { readonly visible: readonly string[]; readonly hidden: number };
}

async function headsOf(
  prepared: PreparedFile,
  name: string,
  settings: ReadSettings,
  limits: ReadLimits,
): Promise<Heads> {
  if (prepared.kind === "parquet") return { tables: [] };
  const request = { path: prepared.path, name, limits };
  if (prepared.kind === "text") {
    const delimiters = settings.delimiter === undefined ? [",", ";", "\t", "|"] : [settings.delimiter];
    const tables: Head[] = [];
    for (const delimiter of delimiters) {
      const rows = await firstRecords(request, { delimiter, quote: settings.quote ?? '"' });
      tables.push({ rows, delimiter, even: evenness(rows) });
    }
    return { tables };
  }
  const open =
    prepared.kind === "markup"
      ? await openMarkup(request)
      : await openWorkbook({ ...request, zipped: prepared.zipped });
  const outline = open({ sheets: [] });
  const hidden = new Set(
    (outline.Workbook?.Sheets ?? []).flatMap((sheet) => (sheet.Hidden ? [sheet.name ?? ""] : [])),
  );
  const visible = outline.SheetNames.filter((sheet) => !hidden.has(sheet));
  const wanted = settings.sheet === undefined ? visible : [settings.sheet];
  const workbook = open({ sheets: [...wanted], sheetRows: HEAD_ROWS + 5 });
  const tables = wanted.map((sheet) => {
    const rows = sheetRows(workbook, sheet);
    // Sheets of the same worth keep their order; a sheet of people is wider than a cover sheet.
    const cells = headRows(rows).map((row) => rows.header(row).cells);
    const width = Math.max(0, ...cells.map((row) => row.filter((cell) => cell !== "").length));
    return { rows: cells, sheet, even: Math.min(3, Math.log2(1 + width) / 2 + (rows.count > 3 ? 1 : 0)) };
  });
  return { tables, sheets: { visible, hidden: hidden.size } };
}

async function firstRecords(
  ...[file, dialect]: Parameters<typeof readRecords>
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const batch of readRecords(file, dialect)) {
    rows.push(...batch.slice(0, HEAD_ROWS - rows.length).map(({ cells }) => cells));
    if (rows.length >= HEAD_ROWS) break;
  }
  return rows;
}

function evenness(rows: readonly (readonly string[])[]): number {
  const widths = rows.map((cells) => cells.length).filter((width) => width > 1);
  if (widths.length === 0) return 0;
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return (3 * Math.max(...counts.values())) / rows.length;
}

const headerNotFound = (file: string): CodedError =>
  new CodedError({
    code: "HEADER_NOT_FOUND",
    place: { file },
    what: `none of the first ${HEAD_ROWS} rows looks like a header: short names, no numbers, dates or people's details.`,
    remedy: "Export the table with the names of its columns, or write them into the first row.",
    exit: EXIT.refused,
  });
