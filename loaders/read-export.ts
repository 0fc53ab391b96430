import type { CodeList } from "../src/model/code-list.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { Database } from "../src/warehouse/database.ts";
import { askColumns } from "./ask-columns.ts";
import { checkDateOrder } from "./ask-date-order.ts";
import { checkFile } from "./check-file.ts";
import { recordNotSelected } from "./check-selected.ts";
import { countCompleteness } from "./completeness.ts";
import type { CorrectionRun } from "./correction-run.ts";
import type { FileCache, KeptFile } from "./file-cache.ts";
import { fillDown } from "./fill-down.ts";
import type { ExportFile } from "./find-exports.ts";
import { hideFound } from "./hide-found.ts";
import type { FileReport } from "./ingest-report.ts";
import { countIssueMonths } from "./issue-months.ts";
import { loadFile } from "./load-file.ts";
import type { LoadViews } from "./load-views.ts";
import { type MapRequest, mapFile } from "./map-file.ts";
import { openEndedNotes } from "./open-ended-notes.ts";
import { draftQuarantine, workbookName, writeQuarantine } from "./quarantine.ts";
import type { Question } from "./question.ts";
import { stageFile } from "./read/stage-file.ts";
import type { StagedTable } from "./read/staged.ts";
import { refuseRealNumbers } from "./refuse-real-numbers.ts";
import { recogniseOf, renameColumns } from "./rename-columns.ts";
import { replaceNhsNumbers } from "./replace-nhs-numbers.ts";

/** One export file with all that decides how it is read. */
export type ExportRequest = Omit<MapRequest, "staged"> & { readonly file: ExportFile };

/** Where an ingest puts things while it reads. */
export interface ReadPlaces {
  readonly scratch: string;
  /** Folder for quarantine workbooks. */
  readonly quarantine: string;
  readonly corrections: CorrectionRun;
  readonly views: LoadViews;
  readonly cache: FileCache;
  /** Code lists with the programme's own spellings. */
  readonly lists: ReadonlyMap<string, CodeList>;
}

/** A file that was read. */
export interface FileRead {
  readonly report: FileReport;
  /** The name it is kept under, and what to keep of it; undefined where it was kept already. */
  readonly name: string;
  readonly keep: KeptFile | undefined;
  /** Writes the workbook of rows to correct, once it is known who opted out: the file with what it lists. */
  readonly finish?: () => Promise<FileRead>;
}

/**
 * Reads one export file: stages its cells, maps, checks, and says what of it is to be loaded. A file that an earlier
 * ingest read, and nothing has changed for, is not read again.
 *
 * @returns questions where something about the file must not be guessed
 * @throws CodedError for anything that makes the file as a whole unusable
 */
export async function readExport(
  database: Database,
  request: ExportRequest,
  places: ReadPlaces,
): Promise<FileRead | { readonly questions: readonly Question[] }> {
  const { fileId, fileHash, file, plans } = request;
  const { corrections, cache, views, quarantine: folder } = places;
  const about = {
    fileId,
    name: file.name,
    fileHash,
    source: request.source,
    profile: request.profile,
    tables: plans.map(({ table }) => table),
  };
  const kept = await cache.find(cache.nameOf(request, corrections.fingerprint(fileHash)));
  if (kept !== undefined && isNamedAlike(kept, folder, request)) {
    const { name } = kept;
    corrections.noteKept(kept.report.putBack ?? 0);
    const staged: StagedTable = { ...kept.staged, table: `staged_${fileId}` };
    const mapped = await mapFile(database, { ...request, staged }, { kept: cache.part(name, "mapped") });
    await cache.restore(database, fileId, kept, folder);
    await loadFile(database, { ...request, staged }, mapped, views, kept, (part) => cache.part(name, part));
    const report = { ...about, ...kept.report, staged, unchanged: true };
    return { report, name, keep: undefined };
  }

  const staged = await stage(database, request, places.scratch);
  const dateOrder = await checkDateOrder(
    database,
    staged,
    request.profile,
    request.source,
    request.programme,
    file.name,
  );
  const questions = [
    ...staged.questions,
    ...askColumns(staged, request.profile, request.source, file.name),
    ...dateOrder.questions,
  ];
  if (questions.length > 0) {
    await database.run(`DROP TABLE ${staged.table}`);
    return { questions };
  }
  const filledDown = await fillDown(database, staged, request.profile);
  const putBack = await corrections.apply(
    database,
    { staged, profile: request.profile, plans, fileHash },
    file.name,
  );
  const name = cache.nameOf(request, corrections.fingerprint(fileHash, "applied"));
  // What was put back may begin or end in white space.
  const mapRequest: MapRequest = {
    ...request,
    staged: (putBack ?? 0) > 0 ? { ...staged, untidy: undefined } : staged,
  };
  const mapped = await mapFile(database, mapRequest, await cache.place(database, name));
  await refuseRealNumbers(database, mapped.table, request.programme, file.name);
  await replaceNhsNumbers(database, mapRequest, mapped);
  await recordNotSelected(database, mapRequest, mapped);
  const rows = await countRows(database, mapped.table);
  if (rows === 0 && staged.rows > 0) throw matchesNothing(file.name, request.source.id, staged.rows);
  const findings = await checkFile(database, mapRequest, mapped);
  const loaded = await loadFile(database, mapRequest, mapped, views, findings);
  if (rows > 0 && rows === loaded.nothing) throw matchesNothing(file.name, request.source.id, rows);
  await hideFound(database, mapRequest, mapped, places.lists);
  await cache.keepIssues(database, name, fileId);
  const completeness = await countCompleteness(database, mapRequest, mapped);
  const open = await openEndedNotes(database, mapped, request.profile);
  const report = {
    kept: rows,
    absent: mapped.absent,
    completeness,
    notes: [...dateOrder.notes, ...filledDown, ...open],
    putBack,
    months: await countIssueMonths(database, mapRequest, mapped),
  };
  const draft = await draftQuarantine(database, mapRequest, mapped, folder, file.name);
  await database.run(`DROP TABLE ${staged.table}`);
  const { table: _table, ...known } = staged;
  const referrals = mapped.fields
    .filter(({ plan }) => plan.name === "source_referral_id")
    .map(({ value }) => value);
  const dates = mapped.fields.filter(({ plan }) => plan.type === "date").map(({ value }) => value);
  const persons = mapped.fields.filter(({ plan }) => plan.table === "person").map(({ value }) => value);
  const keep = {
    staged: known,
    report,
    blocking: findings.blocking,
    many: loaded.many,
    referrals,
    stored: mapped.fields.map(({ value }) => value),
    lists: mapped.fields.filter(({ plan }) => plan.split !== undefined).map(({ value }) => value),
    dates: dates.filter((date) => !persons.includes(date)),
  };
  const whole = { report: { ...about, ...report, staged }, name, keep };
  if (draft === undefined) return whole;
  return {
    ...whole,
    async finish() {
      const quarantine = await writeQuarantine(database, mapRequest, mapped, draft, folder, file.name);
      const listed = { ...report, quarantine };
      return { report: { ...whole.report, quarantine }, name, keep: { ...keep, report: listed } };
    },
  };
}

/** Whether a kept file's workbook would be named as it was: which name is free depends on other files. */
function isNamedAlike({ report }: KeptFile, folder: string, { file, source }: ExportRequest): boolean {
  const { quarantine } = report;
  return quarantine === undefined || quarantine.workbook === workbookName(folder, file.name, source.id);
}

/** @throws CodedError where the file cannot be read as a table with the mapping's columns */
async function stage(
  database: Database,
  { file, profile, source, programme, fileId }: ExportRequest,
  scratch: string,
): Promise<StagedTable> {
  const asRead = await stageFile(database.connection, {
    path: file.path,
    name: file.name,
    member: file.member,
    kind: profile.kind,
    recognise: recogniseOf(profile, source),
    sheet: source.sheet ?? profile.sheet,
    encoding: source.encoding,
    delimiter: source.delimiter,
    quote: source.quote,
    decimal: source.decimal,
    headerRows: source.header_rows,
    leaveOutRows: source.leave_out_rows,
    keepRows: source.keep_rows,
    hiddenSheetsLeftOut: source.hidden_sheets === "leave_out",
    limits: programme.limits,
    totalRows: profile.total_rows,
    scratch,
    table: `staged_${fileId}`,
  });
  return renameColumns(asRead, source, file.name);
}

async function countRows(database: Database, table: string): Promise<number> {
  const [count] = await database.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
  return count?.n ?? 0;
}

const matchesNothing = (name: string, source: string, rows: number): CodedError =>
  new CodedError({
    code: "MAPPING_MATCHES_NOTHING",
    place: { file: name },
    what:
      rows === 0
        ? "the file has a header and no rows."
        : `none of its ${rows} rows holds what the mapping of source "${source}" keeps.`,
    remedy:
      rows === 0
        ? "Export again, or remove the file."
        : "Check where, requires and the columns in the profile, or where in programme.yaml.",
    exit: EXIT.refused,
  });
