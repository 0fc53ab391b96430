import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { sha256 } from "../src/files/sha256.ts";
import { canonicalTables } from "../src/model/canonical.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { Profile } from "../src/model/profile.ts";
import type { Programme } from "../src/model/programme.ts";
import { WAREHOUSE_VERSION } from "../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase, sqlText } from "../src/warehouse/database.ts";
import { pseudonymSql } from "../src/warehouse/hmac-sql.ts";
import { lockFolder } from "../src/warehouse/lock-folder.ts";
import { askColumns } from "./ask-columns.ts";
import { checkDateOrder } from "./ask-date-order.ts";
import { checkFile, createIssueTable } from "./check-file.ts";
import { notesOfRecords } from "./check-records.ts";
import { checkSameFiles, type RepeatedFile } from "./check-same-files.ts";
import { recordNotSelected } from "./check-selected.ts";
import { codeMapOf, shippedCodeLists } from "./code-map.ts";
import { countCompleteness } from "./completeness.ts";
import { countCompletenessBy } from "./completeness-by.ts";
import { type CorrectionOptions, CorrectionRun } from "./correction-run.ts";
import { dateMacroSql } from "./date-sql.ts";
import { planRows } from "./field-plan.ts";
import { fillDown } from "./fill-down.ts";
import { type ExportFile, findExports, hashOfExport } from "./find-exports.ts";
import { type FileReport, type IngestReport, summariseIngest } from "./ingest-report.ts";
import { ingestReportHtml } from "./ingest-report-html.ts";
import { countIssueMonths } from "./issue-months.ts";
import { keepEditedWorkbooks } from "./keep-edited-workbooks.ts";
import { checkConversions, createConversions, loadConversions } from "./load-conversions.ts";
import { loadFile } from "./load-file.ts";
import { type LoadedProgramme, stateFolder } from "./load-programme.ts";
import { LoadViews } from "./load-views.ts";
import { mapFile } from "./map-file.ts";
import { nhsValidSql } from "./nhs-valid-sql.ts";
import { openEndedNotes } from "./open-ended-notes.ts";
import { profileOf } from "./profile-of.ts";
import { programmeLists } from "./programme-lists.ts";
import { findPseudonymKey } from "./pseudonym-key.ts";
import { writeQuarantine } from "./quarantine.ts";
import { type Question, questionError } from "./question.ts";
import { stageFile } from "./read/stage-file.ts";
import { refuseRealNumbers } from "./refuse-real-numbers.ts";
import { recogniseOf, renameColumns } from "./rename-columns.ts";
import { resolveTables } from "./resolve.ts";

/** What the caller may set. */
export interface IngestOptions extends CorrectionOptions {
  readonly loaded: LoadedProgramme;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log?: (line: string) => void;
  /** Told before each file is read, and once its rows are known. */
  readonly onFile?: (progress: FileProgress) => void;
}

/** How far an ingest has come. */
export interface FileProgress {
  /** Which file it is, from 1, of how many. */
  readonly file: number;
  readonly of: number;
  readonly name: string;
  /** Rows read so far, of all files. */
  readonly rows: number;
}

/**
 * Reads every export of a programme into a new warehouse and swaps it in by rename at the end:
 * until then the old one stays as it was, whatever happens.
 *
 * Every row in is stored, quarantined or excluded, per file, or the run fails (`ROWS_UNACCOUNTED`).
 * Identifiers live only in memory and in a private scratch folder that is removed.
 *
 * @throws CodedError for anything the user can mend; exit 2 configuration, 3 input refused.
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  const { loaded, environment, log = () => {}, onFile = () => {} } = options;
  const { folder } = loaded;
  const state = stateFolder(folder);
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(state);
  const next = join(state, `next-${process.pid}`);
  const scratch = join(next, "scratch");
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  let database: Database | undefined;
  try {
    const key = findPseudonymKey(loaded, environment);
    if (key.origin === "new key file")
      log(`Made a key for pseudonyms at ${key.file}: keep it, later exports link by it.`);
    database = await openDatabase({
      scratch: join(scratch, "spill"),
      memoryLimit: environment.WHAT_MATTERS_MEMORY,
    });
    const corrections = await CorrectionRun.open(state, options);
    const report = await fill(database, loaded, key.key, { next, scratch, log, onFile, corrections });
    database.close();
    database = undefined;
    rmSync(scratch, { recursive: true, force: true });
    for (const kept of keepEditedWorkbooks(state, next, options.from))
      log(`A workbook was edited and not put back: it is kept as quarantine/${kept}.`);
    corrections.save(state);
    swapIn(next, state);
    return report;
  } finally {
    database?.close();
    rmSync(next, { recursive: true, force: true });
    unlock();
  }
}

interface Places {
  readonly next: string;
  readonly scratch: string;
  readonly log: (line: string) => void;
  readonly onFile: (progress: FileProgress) => void;
  readonly corrections: CorrectionRun;
}

async function fill(
  database: Database,
  loaded: LoadedProgramme,
  key: Uint8Array,
  places: Places,
): Promise<IngestReport> {
  const { folder, programme } = loaded;
  for (const order of ["dmy", "mdy", "ymd"] as const) await database.run(dateMacroSql(order));
  await createInstruments(database, programme);
  await createIssueTable(database);
  await database.run("CREATE TEMP TABLE keys_seen (nhs_key VARCHAR, local_key VARCHAR)");
  const views = new LoadViews();
  await createOptOut(database, loaded, key);
  const conversions = loadConversions();
  await createConversions(database, conversions);

  const lists = programmeLists(shippedCodeLists(), programme);
  const files: FileReport[] = [];
  const sourceOfFile = new Map<number, Programme["sources"][number]>();
  const seen = new Map<string, string>();
  const questions: Question[] = [];
  const repeated: RepeatedFile[] = [];
  const exportsOf = new Map<Programme["sources"][number], readonly ExportFile[]>();
  for (const source of programme.sources)
    exportsOf.set(source, await findExports(folder, source, programme.limits));
  const of = [...exportsOf.values()].reduce((sum, paths) => sum + paths.length, 0);
  let read = { file: 0, rows: 0 };
  for (const source of programme.sources) {
    const profile = profileOf(source, folder);
    const plans = planRows(profile, canonicalTables);
    checkStackedLevels(source, profile);
    checkConversions(profile, conversions);
    const codeMap = await codeMapOf(database, source, lists);
    for (const file of exportsOf.get(source) ?? []) {
      const fileId = files.length + 1;
      const { path, name } = file;
      read = { ...read, file: read.file + 1 };
      places.onFile({ ...read, of, name });
      const fileHash = await hashOfExport(file, source.sheet);
      const same = seen.get(`${source.id} ${fileHash}`);
      if (same !== undefined) {
        places.log(`${name} is the same file as ${same}: read once.`);
        repeated.push({ name, sameAs: same });
        continue;
      }
      seen.set(`${source.id} ${fileHash}`, name);
      sourceOfFile.set(fileId, source);
      const asRead = await stageFile(database.connection, {
        path,
        name,
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
        scratch: places.scratch,
        table: `staged_${fileId}`,
      });
      const staged = renameColumns(asRead, source, name);
      const dateOrder = await checkDateOrder(database, staged, profile, source, programme, name);
      questions.push(
        ...staged.questions,
        ...askColumns(staged, profile, source, name),
        ...dateOrder.questions,
      );
      if (questions.length > 0) {
        await database.run(`DROP TABLE ${staged.table}`);
        continue;
      }
      const filledDown = await fillDown(database, staged, profile);
      read = { ...read, rows: read.rows + staged.rows };
      places.onFile({ ...read, of, name });
      const putBack = await places.corrections.apply(database, { staged, profile, plans, fileHash }, name);
      const request = { programme, source, profile, plans, staged, fileId, fileHash, key, codeMap };
      const mapped = await mapFile(database, request);
      await refuseRealNumbers(database, mapped.table, programme, name);
      await recordNotSelected(database, request, mapped);
      const kept = await countRows(database, mapped.table);
      if (kept === 0 && staged.rows > 0) throw matchesNothing(name, source.id, staged.rows);
      const findings = await checkFile(database, request, mapped);
      const { nothing } = await loadFile(database, request, mapped, views, findings);
      if (kept > 0 && kept === nothing) throw matchesNothing(name, source.id, kept);
      const completeness = await countCompleteness(database, request, mapped);
      const notes = [...dateOrder.notes, ...filledDown, ...(await openEndedNotes(database, mapped, profile))];
      const months = await countIssueMonths(database, request, mapped);
      const quarantine = await writeQuarantine(database, request, join(places.next, "quarantine"), name);
      const { absent } = mapped;
      const tables = plans.map(({ table }) => table);
      files.push({
        fileId,
        name,
        fileHash,
        source,
        profile,
        kept,
        tables,
        staged,
        absent,
        completeness,
        notes,
        putBack,
        quarantine,
        months,
      });
      await database.run(`DROP TABLE ${staged.table}`);
    }
  }
  if (questions.length > 0) throw questionError(questions);
  const corrections = places.corrections.finish(new Set(files.map((file) => file.fileHash)));
  await views.create(database);

  const warehouse = join(places.next, "warehouse.duckdb");
  await database.run(`ATTACH ${sqlText(warehouse)} AS w`);
  await resolveTables(database, "w", programme, sourceOfFile, views);
  const notes = [await checkSameFiles(database, files, repeated), await notesOfRecords(database)];
  const noted = files.map((file) => ({
    ...file,
    notes: [...file.notes, ...notes.flatMap((one) => one.get(file.fileId) ?? [])],
  }));
  const completenessBy = await countCompletenessBy(database);
  const report = await summariseIngest(database, loaded, noted, { corrections, completenessBy });
  await database.run(`CREATE TABLE w.meta AS SELECT ${WAREHOUSE_VERSION} AS version,
    ${sqlText(sha256(loaded.text))} AS configuration_sha256, ${sqlText(JSON.stringify(report))} AS ingest_report`);
  await database.run("CHECKPOINT w");
  await database.run("DETACH w");
  writeFileSync(join(places.next, "ingest-report.json"), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(places.next, "ingest-report.html"), ingestReportHtml(report));
  return report;
}

async function createInstruments(database: Database, programme: Programme): Promise<void> {
  await database.run(
    "CREATE TEMP TABLE instrument (id VARCHAR, scale DECIMAL(7,0), low DECIMAL(28,12), high DECIMAL(28,12))",
  );
  for (const { id, decimals, range } of programme.instruments) {
    const scale = 10 ** decimals;
    const scaled = (bound: number) => Math.round(bound * scale);
    await database.run(
      `INSERT INTO instrument VALUES (${sqlText(id)}, ${scale}, ${scaled(range[0])}, ${scaled(range[1])})`,
    );
  }
}

/** Keys of people who opted out; the list itself is never copied. */
async function createOptOut(database: Database, loaded: LoadedProgramme, key: Uint8Array): Promise<void> {
  await database.run("CREATE TEMP TABLE opt_out (nhs_key VARCHAR)");
  const name = loaded.programme.opt_out_file;
  if (name === undefined) return;
  const path = join(loaded.folder, name);
  if (!existsSync(path)) {
    throw new CodedError({
      code: "OPT_OUT_MISSING",
      place: { file: "programme.yaml" },
      what: `opt_out_file names "${name}", which does not exist.`,
      remedy: "Put the list there, or remove the line if there is none. Nothing was read.",
      exit: EXIT.refused,
    });
  }
  await database.run("CREATE TEMP TABLE opt_out_line (line INTEGER, nhs VARCHAR)");
  const lines = readFileSync(path, "utf8")
    .replace(/^\ufeff/, "")
    .split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const number = line.trim().replace(/[ -]/g, "");
    if (!/^\d{10}$/.test(number)) throw optOutUnreadable(name, index + 1);
    await database.run(`INSERT INTO opt_out_line VALUES (${index + 1}, ${sqlText(number)})`);
  }
  const [bad] = await database.rows<{ line: number }>(
    `SELECT line FROM opt_out_line WHERE NOT ${nhsValidSql("nhs")} ORDER BY line LIMIT 1`,
  );
  if (bad !== undefined) throw optOutUnreadable(name, bad.line);
  await database.run(`INSERT INTO opt_out SELECT ${pseudonymSql(key, "nhs", "nhs")} FROM opt_out_line`);
  await database.run("DROP TABLE opt_out_line");
}

/** A line that is not understood could be somebody who opted out: nothing is read then. */
const optOutUnreadable = (file: string, line: number): CodedError =>
  new CodedError({
    code: "OPT_OUT_UNREADABLE",
    place: { file, line },
    what: "this line is not one valid NHS number.",
    remedy: "Put one NHS number on each line and nothing else. Nothing was read.",
    exit: EXIT.refused,
  });

/** A stacked file adds up to several times the truth unless exactly one level is kept. */
function checkStackedLevels(source: Programme["sources"][number], profile: Profile): void {
  const column = profile.stacked_levels;
  if (column === undefined) return;
  const kept = (source.where ?? profile.where)[column];
  if (kept?.length === 1) return;
  throw new CodedError({
    code: "LEVELS_STACKED",
    place: { file: "programme.yaml", column },
    what: `source "${source.id}": the file repeats the same people at several levels in "${column}", and ${
      kept === undefined ? "none is" : `${kept.length} are`
    } chosen, so sums would be several times too big.`,
    remedy: `Keep one level, for example where: {${column}: [GP]}.`,
    exit: EXIT.refused,
  });
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

/** The warehouse is swapped by one rename; the reports follow. */
function swapIn(next: string, state: string): void {
  renameSync(join(next, "warehouse.duckdb"), join(state, "warehouse.duckdb"));
  for (const name of ["ingest-report.json", "ingest-report.html", "quarantine"]) {
    rmSync(join(state, basename(name)), { recursive: true, force: true });
    if (existsSync(join(next, name))) renameSync(join(next, name), join(state, name));
  }
}
