import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { sha256, sha256OfFile } from "../src/files/sha256.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { defaultLimits, type ProgrammeSource, type ReadLimits } from "../src/model/programme.ts";
import { filePattern } from "./file-pattern.ts";
import { archiveTooLarge, listArchive } from "./read/list-archive.ts";

/** A file of a source: one of its own, or a member of a zip archive. */
export interface ExportFile {
  readonly path: string;
  /** Name for messages, below the programme folder; a member stands behind its archive. */
  readonly name: string;
  /** Name inside the archive. */
  readonly member?: string | undefined;
}

type Source = Pick<ProgrammeSource, "id" | "file" | "member">;

/** Files that are read where a source names a folder. */
const TABLES = /\.(?:csv|tsv|tab|txt|xlsx|xlsm|xlsb|xls|parquet|gz|zip)$/iu;

/**
 * Files of a source, in the order of their names (a later name is a later export): a file, a folder's tables, or what
 * matches a glob; of a zip archive, the members that match `member`.
 *
 * @throws CodedError `SOURCE_FILE_MISSING` where the path, glob or `member` matches nothing, `SOURCE_OUTSIDE` where it
 * leaves the folder, `ARCHIVE_UNREADABLE`, `ARCHIVE_TOO_LARGE`
 */
export async function findExports(
  folder: string,
  source: Source,
  limits: ReadLimits = defaultLimits,
): Promise<readonly ExportFile[]> {
  if (relative(folder, resolve(folder, source.file)).startsWith("..")) {
    throw new CodedError({
      code: "SOURCE_OUTSIDE",
      place: { file: "programme.yaml" },
      what: `source "${source.id}" reads "${source.file}", which lies outside the programme folder.`,
      remedy: "Put the export, or a link to it, below the programme folder.",
      exit: EXIT.usage,
    });
  }
  const names = matching(folder, source.file);
  if (names.length === 0) throw missing(source, `reads "${source.file}", and no file matches`, source.file);
  const files = names.map((name) => ({ path: join(folder, name), name }));
  const { member } = source;
  if (member === undefined) return files;
  const found = await Promise.all(files.map((file) => membersOf(file, member, limits)));
  if (found.flat().length === 0)
    throw missing(source, `reads "${member}" from "${source.file}", and nothing inside matches`, source.file);
  return found.flat();
}

/**
 * A hash of the file's content, and of what is read from it where that is a part: a member of an archive, a sheet.
 * Rows are known by it, so two sheets of one workbook must differ.
 *
 * @throws CodedError `FILE_UNREADABLE` where the system does not let us read it
 */
export async function hashOfExport({ path, name, member }: ExportFile, sheet?: string): Promise<string> {
  const hash = await sha256OfFile(path).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  const part = [member, sheet].filter((one) => one !== undefined);
  return part.length === 0 ? hash : sha256([hash, ...part].join("\n"));
}

async function membersOf(file: ExportFile, glob: string, limits: ReadLimits): Promise<readonly ExportFile[]> {
  if (!/\.zip$/iu.test(file.name)) return [file];
  const pattern = filePattern(glob);
  const members = (await listArchive({ ...file, limits })).filter(({ name }) => pattern.test(name));
  const size = members.reduce((sum, one) => sum + one.size, 0);
  if (size > limits.archive_mb * 1_000_000) throw archiveTooLarge(file.name, limits);
  return members
    .map(({ name }) => name)
    .sort()
    .map((member) => ({ ...file, name: `${file.name}/${member}`, member }));
}

/** Files below `folder` that a path, the path of a folder, or a glob names; hidden ones and our own state are left out. */
function matching(folder: string, glob: string): readonly string[] {
  const path = glob.replace(/\/+$/, "");
  const whole = statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() === true;
  const accepted = whole ? undefined : filePattern(path);
  const start = relative(folder, resolve(folder, path)).split(sep).join("/");
  const below = start === "" ? "" : `${start}/`;
  return (readdirSync(folder, { recursive: true, withFileTypes: true }) as import("node:fs").Dirent[])
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((name) => accepted?.test(name) ?? (name.startsWith(below) && TABLES.test(name)))
    .filter((name) => !name.split("/").some((part) => part.startsWith(".")))
    .sort();
}

/** Why a file cannot be opened, in plain words, by what the system says. */
const WHY: Readonly<Record<string, string>> = {
  EACCES: "you are not allowed to read it",
  EPERM: "you are not allowed to read it",
  ENOENT: "it is a link to a file that does not exist",
  ELOOP: "it is a link to itself",
  EISDIR: "it is a folder",
  EBUSY: "another program has locked it",
};

function unreadable(name: string, error: unknown): unknown {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return error;
  return new CodedError({
    code: "FILE_UNREADABLE",
    place: { file: name },
    what: `the file cannot be opened: ${WHY[error.code] ?? `the system says ${error.code}`}.`,
    remedy: "Close other programs that use it, or have it made readable. The old warehouse is untouched.",
    exit: EXIT.refused,
    cause: error,
  });
}

function missing(source: Source, what: string, place: string): CodedError {
  return new CodedError({
    code: "SOURCE_FILE_MISSING",
    place: { file: "programme.yaml" },
    what: `source "${source.id}" ${what}.`,
    remedy: `Put the export at ${join("PROGRAMME", place)}, correct the path, or take this source out of programme.yaml where you have no such export.`,
    exit: EXIT.refused,
  });
}
