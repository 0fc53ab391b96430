import { existsSync } from "node:fs";
import { mkdir, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isProcessAlive } from "../files/process-alive.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";

/** What kind of folder is written: how it is known as ours, which only then is replaced. */
export interface StagedKind {
  /** Beginning of the codes of errors. */
  readonly code: "SITE" | "PACK" | "CANONICAL";
  /** The file that marks it. */
  readonly marker: string;
  /** Whether that file is one that this program wrote; any of its name where absent. */
  readonly isMarker?: (path: string) => boolean;
  /** What is written into the file; absent where the folder holds it already. */
  readonly text?: string;
}

const SITE: StagedKind = {
  code: "SITE",
  marker: ".what-matters-site",
  text: "Written by What Matters. This folder is replaced as a whole by the next build.\n",
};

/** A folder to build in, beside the one it will replace. */
export interface Staging {
  /** Absolute path of the new, empty folder. */
  readonly dir: string;
  /** Marks the folder as ours and puts it in the place of `out`, in two renames. */
  commit(): Promise<void>;
  /** Removes the folder; `out` stays as it was. */
  discard(): Promise<void>;
}

/**
 * Prepares to replace `out`: repairs what a killed run left (the old folder back in its place, unfinished
 * folders of dead processes removed), refuses a folder that is not ours, and opens a new one beside it.
 *
 * @throws CodedError SITE_OUT_NOT_OURS, PACK_OUT_NOT_OURS, CANONICAL_OUT_NOT_OURS where `out` holds files but not our marker
 */
export async function openStaging(out: string, kind: StagedKind = SITE): Promise<Staging> {
  const target = await realpath(out).catch(() => resolve(out));
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  await repair(target, kind);
  await refuseForeign(target, kind);
  const dir = `${target}.building-${process.pid}`;
  const previous = `${target}.previous-${process.pid}`;
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir);
  return {
    dir,
    async commit() {
      if (kind.text !== undefined) await writeFile(join(dir, kind.marker), kind.text);
      const replaces = existsSync(target);
      if (replaces) await rename(target, previous).catch(refuseMove(target, kind));
      try {
        await rename(dir, target);
      } catch (error) {
        if (replaces) await rename(previous, target);
        throw error;
      }
      await rm(previous, { recursive: true, force: true });
    },
    async discard() {
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function repair(target: string, kind: StagedKind): Promise<void> {
  const leftovers = await findLeftovers(target);
  if (!existsSync(target)) {
    const whole = leftovers.filter((left) => left.kind === "previous" && isOurs(left.path, kind));
    const newest = whole.sort((a, b) => b.mtimeMs - a.mtimeMs)[0];
    if (newest !== undefined) await rename(newest.path, target);
  }
  for (const left of leftovers) await rm(left.path, { recursive: true, force: true });
}

async function findLeftovers(target: string) {
  const found: { readonly path: string; readonly kind: string; readonly mtimeMs: number }[] = [];
  const prefix = `${basename(target)}.`;
  for (const name of await readdir(dirname(target))) {
    if (!name.startsWith(prefix)) continue;
    const match = /^(building|previous)-(\d+)$/.exec(name.slice(prefix.length));
    if (match === null) continue;
    const pid = Number(match[2]);
    if (pid !== process.pid && isProcessAlive(pid)) continue;
    const path = join(dirname(target), name);
    found.push({ path, kind: match[1] ?? "", mtimeMs: (await stat(path)).mtimeMs });
  }
  return found;
}

function isOurs(folder: string, { marker, isMarker = () => true }: StagedKind): boolean {
  const path = join(folder, marker);
  return existsSync(path) && isMarker(path);
}

async function refuseForeign(target: string, kind: StagedKind): Promise<void> {
  if (!existsSync(target)) return;
  const ours = (await stat(target)).isDirectory()
    ? (await readdir(target)).length === 0 || isOurs(target, kind)
    : false;
  if (ours) return;
  throw new CodedError({
    code: `${kind.code}_OUT_NOT_OURS`,
    place: { file: target },
    what: `Something stands there that this program did not write (there is no ${kind.marker} file of it).`,
    remedy: "Choose another folder, or move this one away first.",
    exit: EXIT.usage,
  });
}

function refuseMove(target: string, kind: StagedKind) {
  return (cause: unknown): never => {
    throw new CodedError({
      code: `${kind.code}_OUT_NOT_REPLACEABLE`,
      place: { file: target },
      what: "The folder cannot be renamed, so it cannot be replaced in one step.",
      remedy:
        "Close programs that hold it open, or choose an --out folder that is not itself a mounted disk.",
      exit: EXIT.usage,
      cause,
    });
  };
}
