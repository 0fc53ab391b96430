import { existsSync } from "node:fs";
import { mkdir, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isProcessAlive } from "../files/process-alive.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";

/** The file that marks a folder as a site that this program wrote, and may replace. */
export const MARKER = ".what-matters-site";
const MARKER_TEXT = "Written by What Matters. This folder is replaced as a whole by the next build.\n";

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
 * Prepares to replace `out`: repairs what a killed build left (the old site back in its place, unfinished
 * folders of dead processes removed), refuses a folder that is not ours, and opens a new one beside it.
 *
 * @throws CodedError SITE_OUT_NOT_OURS where `out` holds files but not our marker
 */
export async function openStaging(out: string): Promise<Staging> {
  const target = await realpath(out).catch(() => resolve(out));
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  await repair(target);
  await refuseForeign(target);
  const dir = `${target}.building-${process.pid}`;
  const previous = `${target}.previous-${process.pid}`;
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir);
  return {
    dir,
    async commit() {
      await writeFile(join(dir, MARKER), MARKER_TEXT);
      const replaces = existsSync(target);
      if (replaces) await rename(target, previous).catch(refuseMove(target));
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

async function repair(target: string): Promise<void> {
  const leftovers = await findLeftovers(target);
  if (!existsSync(target)) {
    const sites = leftovers.filter((left) => left.kind === "previous" && existsSync(join(left.path, MARKER)));
    const newest = sites.sort((a, b) => b.mtimeMs - a.mtimeMs)[0];
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

async function refuseForeign(target: string): Promise<void> {
  if (!existsSync(target)) return;
  const ours = (await stat(target)).isDirectory()
    ? (await readdir(target)).length === 0 || existsSync(join(target, MARKER))
    : false;
  if (ours) return;
  throw new CodedError({
    code: "SITE_OUT_NOT_OURS",
    place: { file: target },
    what: `Something stands there that this program did not write (there is no ${MARKER} file in it).`,
    remedy: "Choose another --out folder, or move this one away first.",
    exit: EXIT.usage,
  });
}

function refuseMove(target: string) {
  return (cause: unknown): never => {
    throw new CodedError({
      code: "SITE_OUT_NOT_REPLACEABLE",
      place: { file: target },
      what: "The folder cannot be renamed, so it cannot be replaced in one step.",
      remedy:
        "Close programs that hold it open, or choose an --out folder that is not itself a mounted disk.",
      exit: EXIT.usage,
      cause,
    });
  };
}
