import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sha256, sha256OfFile } from "../src/files/sha256.ts";
import type { CodeList } from "../src/model/code-list.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";
import type { ExportFile } from "./find-exports.ts";
import type { FileReport } from "./ingest-report.ts";
import type { MapRequest } from "./map-file.ts";
import { programDigest } from "./program-digest.ts";
import type { StagedTable } from "./read/staged.ts";

/** What is kept of a file that was read, beside its rows. */
export interface KeptFile {
  readonly staged: Omit<StagedTable, "table">;
  readonly report: Pick<
    FileReport,
    "kept" | "absent" | "completeness" | "notes" | "putBack" | "quarantine" | "months"
  >;
  /** Whether some row, or a part of one, is not to be stored. */
  readonly blocking: boolean;
  /** Tables of cells that hold several values, by name. */
  readonly many: readonly string[];
  /** Columns of the mapped rows that name a referral. */
  readonly referrals: readonly string[];
  /** Columns of the mapped rows that are stored as they are; texts of cells that could not be read are not kept. */
  readonly stored: readonly string[];
  /** Columns of cells that hold several values, as they were written: only their codes are kept. */
  readonly lists: readonly string[];
  /** Columns of dates; one before the earliest plausible day, which may be a date of birth, is not kept. */
  readonly dates: readonly string[];
}

/** A kept file with the hash of each of its parts, so that a damaged one is read again. */
interface KeptParts {
  readonly kept: KeptFile;
  readonly parts: Readonly<Record<string, string>>;
}

/** Columns that say what a row is, kept of people who opted out too, so that they are known again. */
const KEYS = /^(?:_row|has_nhs|nhs_ok|nhs_kind|nhs_key|local_key|made\d+|open\d+|partly\d+)$/;

/** Cells of one value, as they were written. */
const UNREAD = /^r\d+$/;

/** Cells of several values, as they were written: only their codes are kept. */
const TEXTS = /^s\d+$/;

/**
 * Files that an earlier ingest read, by what decides how they are read: their content, the source's mapping and settings,
 * the programme's lists and instruments, corrections, the key, and this program itself. Unchanged files are not read again.
 *
 * What is kept holds pseudonyms and no identifier; of people who opted out, pseudonyms only.
 */
export class FileCache {
  readonly #old: string;
  readonly #new: string;
  readonly #common: string;
  readonly #fresh: boolean;
  readonly #used = new Set<string>();

  private constructor(state: string, next: string, common: string, fresh: boolean) {
    this.#fresh = fresh;
    this.#old = join(state, "read");
    this.#new = join(next, "read");
    this.#common = common;
  }

  /** Opens the files that are kept in a state folder; new ones are put into `next` until {@link swapKept}. */
  static open(
    state: string,
    next: string,
    about: {
      readonly key: Uint8Array;
      readonly optOut: string;
      readonly lists: ReadonlyMap<string, CodeList>;
      /** Nothing that is kept is to be used. */
      readonly fresh: boolean;
    },
  ): FileCache {
    mkdirSync(join(next, "read"), { recursive: true, mode: 0o700 });
    const common = JSON.stringify([
      programDigest(),
      sha256(`what-matters ${Buffer.from(about.key).toString("hex")}`),
      about.optOut,
      [...about.lists],
    ]);
    return new FileCache(state, next, sha256(common), about.fresh);
  }

  /** The name under which a file is kept. */
  nameOf(
    request: Omit<MapRequest, "staged" | "key" | "codeMap"> & { readonly file: ExportFile },
    corrections: string,
  ): string {
    const { programme, source, profile, fileHash, file } = request;
    const { synthetic, window, data_date, dates, areas, services, projects, instruments, limits } = programme;
    const parts = { synthetic, window, data_date, dates, areas, services, instruments, limits };
    const ids = projects.map(({ id, name, borough, icb }) => [id, name, borough, icb]);
    return sha256(
      JSON.stringify([this.#common, file.name, fileHash, source, profile, parts, ids, corrections]),
    ).slice(0, 40);
  }

  /** What is kept under a name; undefined where nothing is, or not byte for byte as it was written. */
  async find(name: string): Promise<(KeptFile & { readonly name: string }) | undefined> {
    if (this.#fresh) return undefined;
    const folder = join(this.#old, name);
    try {
      const [hash = "", text = ""] = readFileSync(join(folder, INDEX), "utf8").split("\n");
      if (hash !== sha256(text)) return undefined;
      const { kept, parts } = JSON.parse(text) as KeptParts;
      for (const [part, expected] of Object.entries(parts)) {
        if ((await sha256OfFile(join(folder, part))) !== expected) return undefined;
      }
      return { ...kept, name };
    } catch {
      return undefined;
    }
  }

  /** Path of a part of a kept file. */
  part(name: string, part: string): string {
    return join(this.#old, name, `${part}.parquet`);
  }

  /** Puts a kept file's findings and its quarantine workbook where those of this ingest stand. */
  async restore(
    database: Database,
    fileId: number,
    kept: KeptFile & { readonly name: string },
    quarantine: string,
  ): Promise<void> {
    const { name } = kept;
    this.#used.add(name);
    await database.run(
      `INSERT INTO issue SELECT ${fileId}, * FROM read_parquet(${sqlText(this.part(name, "issue"))})`,
    );
    const { quarantine: workbook } = kept.report;
    if (workbook === undefined) return;
    mkdirSync(quarantine, { recursive: true, mode: 0o700 });
    cpSync(join(this.#old, name, "quarantine.xlsx"), join(quarantine, workbook.workbook));
  }

  /** Where a file's rows may be kept at once: nowhere while some of them may be of people who opted out. */
  async place(database: Database, name: string): Promise<{ readonly keepAt?: string }> {
    mkdirSync(join(this.#new, name), { recursive: true, mode: 0o700 });
    const [optedOut] = await database.rows("SELECT 1 FROM opt_out LIMIT 1");
    return optedOut === undefined ? { keepAt: join(this.#new, name, "mapped.parquet") } : {};
  }

  /** Keeps what the rules found in a file so far, before records of several files are looked at together. */
  async keepIssues(database: Database, name: string, fileId: number): Promise<void> {
    mkdirSync(join(this.#new, name), { recursive: true, mode: 0o700 });
    await database.run(`COPY (SELECT * EXCLUDE (file_id) FROM issue WHERE file_id = ${fileId})
      TO ${sqlText(join(this.#new, name, "issue.parquet"))} (FORMAT parquet)`);
  }

  /** Keeps a file's rows, once it is known who opted out. */
  async keep(
    database: Database,
    name: string,
    fileId: number,
    kept: KeptFile,
    { quarantine, earliest }: { readonly quarantine: string; readonly earliest: string },
  ): Promise<void> {
    const folder = join(this.#new, name);
    this.#used.add(name);
    const opted = `(SELECT _row FROM opted_row WHERE file_id = ${fileId})`;
    const columns = await database.rows<{ column_name: string }>(`DESCRIBE mapped_${fileId}`);
    const names = columns.map(({ column_name }) => column_name).filter((column) => !TEXTS.test(column));
    const [optedOut] = await database.rows(`SELECT 1 FROM opted_row WHERE file_id = ${fileId} LIMIT 1`);
    if (optedOut !== undefined || !(await isSafe(database, fileId, names, kept, earliest))) {
      const cells = names.map((column) => {
        const cell = safeSql(column, kept, earliest);
        const own = KEYS.test(column) || kept.referrals.includes(column);
        return `${optedOut === undefined || own ? cell : `CASE WHEN o._row IS NULL THEN ${cell} END`} AS ${sqlName(column)}`;
      });
      const path = join(folder, "mapped.parquet");
      await database.run(
        `COPY (SELECT ${cells.join(", ")}, o._row IS NOT NULL AS _opted FROM mapped_${fileId}
          LEFT JOIN ${opted} AS o USING (_row)) TO ${sqlText(`${path}.part`)} (FORMAT parquet)`,
      );
      renameSync(`${path}.part`, path);
    }
    if (optedOut !== undefined) {
      const path = join(folder, "issue.parquet");
      await database.run(`COPY (SELECT * FROM read_parquet(${sqlText(path)}) WHERE _row NOT IN ${opted})
        TO ${sqlText(`${path}.part`)} (FORMAT parquet)`);
      renameSync(`${path}.part`, path);
    }
    for (const many of kept.many) {
      await database.run(`COPY (SELECT * FROM many_${fileId}_${many} WHERE _row NOT IN ${opted})
        TO ${sqlText(join(folder, `${many}.parquet`))} (FORMAT parquet)`);
    }
    if (kept.report.quarantine !== undefined)
      cpSync(join(quarantine, kept.report.quarantine.workbook), join(folder, "quarantine.xlsx"));
    const parts: Record<string, string> = {};
    for (const part of readdirSync(folder).sort()) parts[part] = await sha256OfFile(join(folder, part));
    const text = JSON.stringify({ kept, parts } satisfies KeptParts);
    writeFileSync(join(folder, INDEX), `${sha256(text)}\n${text}\n`, { mode: 0o600 });
  }

  /** Writes down, for {@link swapKept}, which kept files this ingest used or made. */
  noteUsed(): void {
    writeFileSync(join(this.#new, USED), JSON.stringify([...this.#used]), { mode: 0o600 });
  }
}

/** What is kept of a file beside its tables: the hash of the second line, which is JSON. */
const INDEX = "file.json";

const USED = "used.json";

/** A mapped column as it may be kept. */
function safeSql(column: string, { stored, lists, dates }: KeptFile, earliest: string): string {
  const name = sqlName(column);
  if (lists.includes(column) || (UNREAD.test(column) && !stored.includes(column)))
    return `CASE WHEN ${name} IS NOT NULL THEN '' END`;
  return dates.includes(column) ? `CASE WHEN ${name} >= DATE ${sqlText(earliest)} THEN ${name} END` : name;
}

/** Whether the rows of a file were kept at once, as they were mapped, and may stay so. */
async function isSafe(
  database: Database,
  fileId: number,
  columns: readonly string[],
  { stored, dates }: KeptFile,
  earliest: string,
): Promise<boolean> {
  const [view] = await database.rows(`SELECT 1 FROM duckdb_views() WHERE view_name = 'mapped_${fileId}'`);
  if (view === undefined) return false;
  const unsafe = columns.flatMap((column) => {
    if (UNREAD.test(column) && !stored.includes(column)) return [`count(${column})`];
    return dates.includes(column) ? [`count(*) FILTER (WHERE ${column} < DATE ${sqlText(earliest)})`] : [];
  });
  if (unsafe.length === 0) return true;
  const [row] = await database.rows<{ n: number }>(`SELECT ${unsafe.join(" + ")} AS n FROM mapped_${fileId}`);
  return row?.n === 0;
}

/** Moves newly kept files into the state folder, and removes those that the ingest neither made nor used. */
export function swapKept(state: string, next: string): void {
  const list = join(next, "read", USED);
  if (!existsSync(list)) return;
  const wanted = new Set(JSON.parse(readFileSync(list, "utf8")) as readonly string[]);
  const folder = join(state, "read");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(join(next, "read"))) {
    if (name === USED) continue;
    wanted.add(name);
    rmSync(join(folder, name), { recursive: true, force: true });
    renameSync(join(next, "read", name), join(folder, name));
  }
  for (const name of readdirSync(folder)) {
    if (!wanted.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
