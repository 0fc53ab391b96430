import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { sha256 } from "../src/files/sha256.ts";
import { canonicalTables } from "../src/model/canonical.ts";
import type { Programme, ProgrammeSource } from "../src/model/programme.ts";
import { WAREHOUSE_VERSION } from "../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase, sqlText } from "../src/warehouse/database.ts";
import { COMPLETE, lockFolder } from "../src/warehouse/lock-folder.ts";
import { checkCodeLists } from "./check-code-lists.ts";
import { createIssueTable } from "./check-file.ts";
import { notesOfRecords } from "./check-records.ts";
import { checkSameFiles, type RepeatedFile } from "./check-same-files.ts";
import { checkStackedLevels } from "./check-stacked-levels.ts";
import { codeMapOf, shippedCodeLists } from "./code-map.ts";
import { countCompletenessBy } from "./completeness-by.ts";
import { type CorrectionOptions, CorrectionRun } from "./correction-run.ts";
import { dateMacroSql } from "./date-sql.ts";
import { diskFull } from "./disk-full.ts";
import { planRows } from "./field-plan.ts";
import { FileCache, swapKept } from "./file-cache.ts";
import { type ExportFile, findExports, hashOfExport } from "./find-exports.ts";
import { type FileReport, type IngestReport, summariseIngest } from "./ingest-report.ts";
import { ingestReportHtml } from "./ingest-report-html.ts";
import { keepEditedWorkbooks } from "./keep-edited-workbooks.ts";
import { KeptFileOutdated } from "./kept-file-outdated.ts";
import { checkConversions, createConversions, loadConversions } from "./load-conversions.ts";
import { type LoadedProgramme, stateFolder } from "./load-programme.ts";
import { LoadViews } from "./load-views.ts";
import { memoryFull } from "./memory-full.ts";
import { createOptOut } from "./opt-out.ts";
import { profileOf } from "./profile-of.ts";
import { programmeLists } from "./programme-lists.ts";
import { findPseudonymKey } from "./pseudonym-key.ts";
import { type Question, questionError } from "./question.ts";
import { type FileRead, readExport } from "./read-export.ts";
import { resolveTables } from "./resolve.ts";

/** What the caller may set. */
export interface IngestOptions extends CorrectionOptions {
  readonly loaded: LoadedProgramme;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log?: (line: string) => void;
  /** Reads every export again, also those that nothing has changed for. */
  readonly fresh?: boolean;
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
  const state = stateFolder(loaded.folder);
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(state, (next) => swapIn(next, state));
  const next = join(state, `next-${process.pid}`);
  try {
    const key = findPseudonymKey(loaded, environment);
    if (key.origin === "new key file")
      log(`Made a key for pseudonyms at ${key.file}: keep it, later exports link by it.`);
    const run = async (fresh: boolean) => {
      rmSync(next, { recursive: true, force: true });
      mkdirSync(join(next, "scratch"), { recursive: true, mode: 0o700 });
      const corrections = await CorrectionRun.open(state, options);
      const memoryGiven = Boolean(environment.WHAT_MATTERS_MEMORY);
      const places = { state, next, log, onFile, corrections, fresh, memoryGiven };
      const report = await readAll(loaded, environment, key.key, places);
      rmSync(join(next, "scratch"), { recursive: true, force: true });
      for (const kept of keepEditedWorkbooks(state, next, options.from))
        log(`A workbook was edited and not put back: it is kept as quarantine/${kept}.`);
      corrections.save(next);
      return report;
    };
    const report = await run(options.fresh ?? false).catch((error: unknown) => {
      if (!(error instanceof KeptFileOutdated)) throw error;
      log("Who opted out has changed: all exports are read again.");
      return run(true);
    });
    // From here on a killed ingest is carried through by the next one.
    const parts = PARTS.filter((part) => existsSync(join(next, part)));
    writeFileSync(join(next, `${COMPLETE}.part`), JSON.stringify(parts), { mode: 0o600 });
    renameSync(join(next, `${COMPLETE}.part`), join(next, COMPLETE));
    swapIn(next, state);
    return report;
  } catch (error) {
    throw diskFull(error) ?? memoryFull(error) ?? error;
  } finally {
    if (!existsSync(join(next, COMPLETE))) rmSync(next, { recursive: true, force: true });
    unlock();
  }
}

interface Places {
  readonly state: string;
  readonly next: string;
  readonly log: (line: string) => void;
  readonly onFile: (progress: FileProgress) => void;
  readonly corrections: CorrectionRun;
  /** Nothing that an earlier ingest read is used. */
  readonly fresh: boolean;
  /** The user has said how much memory the database may take. */
  readonly memoryGiven: boolean;
}

/**
 * Megabytes that the database takes: enough for a national year in a few exports, since what does not fit goes to the
 * scratch folder; and some for each export, because a table takes a block of memory for every column, however few its rows.
 */
const MEMORY = { base: 600, perExport: 30, shareOfAll: 0.8 };

async function limitMemory(database: Database, exports: number): Promise<void> {
  const all = (totalmem() / 1e6) * MEMORY.shareOfAll;
  const limit = Math.floor(Math.min(all, MEMORY.base + MEMORY.perExport * exports));
  await database.run(`SET memory_limit = '${limit}MB'`);
}

async function readAll(
  loaded: LoadedProgramme,
  environment: IngestOptions["environment"],
  key: Uint8Array,
  places: Places,
): Promise<IngestReport> {
  const database = await openDatabase({
    scratch: join(places.next, "scratch/spill"),
    memoryLimit: environment.WHAT_MATTERS_MEMORY || undefined,
  });
  try {
    return await fill(database, loaded, key, places);
  } finally {
    database.close();
  }
}

async function fill(
  database: Database,
  loaded: LoadedProgramme,
  key: Uint8Array,
  places: Places,
): Promise<IngestReport> {
  const { folder, programme } = loaded;
  const { next, state } = places;
  for (const order of ["dmy", "mdy", "ymd"] as const) await database.run(dateMacroSql(order));
  await createInstruments(database, programme);
  await createIssueTable(database);
  await database.run("CREATE TEMP TABLE keys_seen (nhs_key VARCHAR, local_key VARCHAR)");
  const views = new LoadViews();
  const optOut = await createOptOut(database, loaded, key);
  const conversions = loadConversions();
  await createConversions(database, conversions);

  const lists = programmeLists(shippedCodeLists(), programme);
  const cache = FileCache.open(state, next, { key, optOut, lists, fresh: places.fresh });
  const quarantine = join(next, "quarantine");
  const read: FileRead[] = [];
  const sourceOfFile = new Map<number, ProgrammeSource>();
  const seen = new Map<string, string>();
  const questions: Question[] = [];
  const repeated: RepeatedFile[] = [];
  const exportsOf = new Map<ProgrammeSource, readonly ExportFile[]>();
  for (const source of programme.sources)
    exportsOf.set(source, await findExports(folder, source, programme.limits));
  const of = [...exportsOf.values()].reduce((sum, paths) => sum + paths.length, 0);
  if (!places.memoryGiven) await limitMemory(database, of);
  let progress = { file: 0, rows: 0 };
  for (const source of programme.sources) {
    const profile = profileOf(source, folder);
    const plans = planRows(profile, canonicalTables);
    checkStackedLevels(source, profile);
    checkConversions(profile, conversions);
    checkCodeLists(source, plans, lists);
    const codeMap = await codeMapOf(database, source, lists);
    for (const file of exportsOf.get(source) ?? []) {
      const fileId = read.length + 1;
      const { name } = file;
      progress = { ...progress, file: progress.file + 1 };
      places.onFile({ ...progress, of, name });
      const fileHash = await hashOfExport(file, source.sheet);
      const same = seen.get(`${source.id} ${fileHash}`);
      if (same !== undefined) {
        places.log(`${name} is the same file as ${same}: read once.`);
        repeated.push({ name, sameAs: same });
        continue;
      }
      seen.set(`${source.id} ${fileHash}`, name);
      sourceOfFile.set(fileId, source);
      const request = { programme, source, profile, plans, file, fileId, fileHash, key, codeMap };
      const scratch = join(next, "scratch");
      const { corrections } = places;
      const outcome = await readExport(database, request, {
        scratch,
        quarantine,
        corrections,
        views,
        cache,
        lists,
      });
      if ("questions" in outcome) questions.push(...outcome.questions);
      else {
        read.push(outcome);
        progress = { ...progress, rows: progress.rows + outcome.report.staged.rows };
      }
      places.onFile({ ...progress, of, name });
    }
  }
  if (questions.length > 0) throw questionError(questions);
  const corrections = places.corrections.finish(new Set(read.map(({ report }) => report.fileHash)));
  await views.create(database);

  const warehouse = join(next, "warehouse.duckdb");
  await database.run(`ATTACH ${sqlText(warehouse)} AS w`);
  await resolveTables(database, "w", programme, sourceOfFile, views);
  const files: FileReport[] = [];
  for (const one of read) {
    const { name, keep, report } = one.finish === undefined ? one : await one.finish();
    files.push(report);
    if (keep !== undefined)
      await cache.keep(database, name, report.fileId, keep, {
        quarantine,
        earliest: programme.dates.earliest,
      });
  }
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
  writeFileSync(join(next, "ingest-report.json"), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  writeFileSync(join(next, "ingest-report.html"), ingestReportHtml(report), { mode: 0o600 });
  cache.noteUsed();
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

/** What an ingest puts in place, in this order. */
const PARTS = [
  "warehouse.duckdb",
  "ingest-report.json",
  "ingest-report.html",
  "corrections.json",
  "quarantine",
] as const;

/** Puts a complete ingest in place, part by part; what is in place already, because an earlier try was killed, stays. */
function swapIn(next: string, state: string): void {
  const parts = JSON.parse(readFileSync(join(next, COMPLETE), "utf8")) as readonly string[];
  for (const part of PARTS) {
    const made = join(next, part);
    if (!parts.includes(part)) rmSync(join(state, part), { recursive: true, force: true });
    else if (existsSync(made)) {
      if (part !== "warehouse.duckdb") rmSync(join(state, part), { recursive: true, force: true });
      renameSync(made, join(state, part));
    }
  }
  swapKept(state, next);
  rmSync(next, { recursive: true, force: true });
}
