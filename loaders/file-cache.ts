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
import { sha256 } from "../src/files/sha256.ts";
import type { CodeList } from "../src/model/code-list.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";
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
}

/** Columns that say what a row is, kept of people who opted out too, so that they are known again. */
const KEYS = /^(?:_row|has_nhs|nhs_ok|nhs_kind|nhs_key|local_key|made\d+|open\d+|partly\d+)$/;

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
  nameOf(request: Omit<MapRequest, "staged" | "key" | "codeMap">, corrections: string): string {
    const { programme, source, profile, fileHash } = request;
    const { synthetic, window, data_date, dates, areas, services, projects, instruments, limits } = programme;
    const parts = { synthetic, window, data_date, dates, areas, services, instruments, limits };
    const ids = projects.map(({ id, name, borough, icb }) => [id, name, borough, icb]);
    return sha256(JSON.stringify([this.#common, fileHash, source, profile, parts, ids, corrections])).slice(
      0,
      40,
    );
  }

  /** What is kept under a name; undefined where nothing is, or it cannot be read. */
  find(name: string): (KeptFile & { readonly name: string }) | undefined {
    if (this.#fresh) return undefined;
    const folder = join(this.#old, name);
    try {
      const kept = JSON.parse(readFileSync(join(folder, "file.json"), "utf8")) as KeptFile;
      const parts = ["mapped", "issue", ...kept.many].map((part) => join(folder, `${part}.parquet`));
      const workbook = kept.report.quarantine === undefined ? [] : [join(folder, "quarantine.xlsx")];
      if (![...parts, ...workbook].every((part) => existsSync(part))) return undefined;
      this.#used.add(name);
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
    quarantine: string,
  ): Promise<void> {
    const folder = join(this.#new, name);
    const opted = `(SELECT _row FROM opted_row WHERE file_id = ${fileId})`;
    const columns = await database.rows<{ column_name: string }>(`DESCRIBE mapped_${fileId}`);
    const names = columns.map(({ column_name }) => column_name).filter((column) => !TEXTS.test(column));
    const cells = names.map((column) =>
      KEYS.test(column) || kept.referrals.includes(column)
        ? sqlName(column)
        : `CASE WHEN o._row IS NULL THEN ${sqlName(column)} END AS ${sqlName(column)}`,
    );
    const [any] = await database.rows(`SELECT 1 FROM opted_row WHERE file_id = ${fileId} LIMIT 1`);
    const from = `mapped_${fileId} AS m`;
    if (!existsSync(join(folder, "mapped.parquet")))
      await database.run(
        `COPY (${
          any === undefined
            ? `SELECT ${names.map(sqlName).join(", ")}, FALSE AS _opted FROM ${from}`
            : `SELECT ${cells.join(", ")}, o._row IS NOT NULL AS _opted FROM ${from} LEFT JOIN ${opted} AS o USING (_row)`
        }) TO ${sqlText(join(folder, "mapped.parquet"))} (FORMAT parquet)`,
      );
    for (const many of kept.many) {
      await database.run(`COPY (SELECT * FROM many_${fileId}_${many} WHERE _row NOT IN ${opted})
        TO ${sqlText(join(folder, `${many}.parquet`))} (FORMAT parquet)`);
    }
    if (kept.report.quarantine !== undefined)
      cpSync(join(quarantine, kept.report.quarantine.workbook), join(folder, "quarantine.xlsx"));
    writeFileSync(join(folder, "file.json"), JSON.stringify(kept), { mode: 0o600 });
  }

  /** Writes down, for {@link swapKept}, which kept files this ingest used. */
  noteUsed(): void {
    writeFileSync(join(this.#new, USED), JSON.stringify([...this.#used]), { mode: 0o600 });
  }
}

const USED = "used.json";

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
