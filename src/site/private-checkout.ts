import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { isProcessAlive } from "../files/process-alive.ts";
import { PAGES_ROOT } from "./page-source.ts";

const PREFIX = "what-matters-preview-";
/** What the pages are built with, used in place. */
const SHARED = ["node_modules", "src", "loaders", "tsconfig.json"] as const;
/** Made by builds and releases: a private copy has its own. */
const GENERATED = ["data", ".observablehq"] as const;

/** A copy of a checkout's pages that nobody else builds or reads: its release and its site are thrown away with it. */
export interface PrivateCheckout {
  readonly dir: string;
  /** Folder for the release. */
  readonly data: string;
  /** Folder for the site. */
  readonly out: string;
  /** Takes the pages over again as they are now. */
  refresh(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Copies the pages of a checkout into a folder of this user's alone in the system's temporary folder. What a process that
 * was killed left there is removed first.
 */
export async function openPrivateCheckout(checkout: string, parent = tmpdir()): Promise<PrivateCheckout> {
  await removeAbandoned(parent);
  const dir = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  await chmod(dir, 0o700);
  const pages = join(dir, PAGES_ROOT);
  const refresh = async () => {
    for (const name of await readdir(pages).catch(() => [])) {
      if (!GENERATED.some((one) => one === name))
        await rm(join(pages, name), { recursive: true, force: true });
    }
    const own = GENERATED.map((name) => join(checkout, PAGES_ROOT, name));
    await cp(join(checkout, PAGES_ROOT), pages, {
      recursive: true,
      filter: (path) => !own.some((one) => path === one || path.startsWith(one + sep)),
    });
    for (const name of ["package.json", "observablehq.config.ts"])
      await cp(join(checkout, name), join(dir, name), { force: true });
  };
  await mkdir(pages);
  for (const name of SHARED) {
    const target = join(checkout, name);
    if (existsSync(target)) await symlink(target, join(dir, name));
  }
  await refresh();
  return {
    dir,
    data: join(pages, "data"),
    out: join(dir, "site"),
    refresh,
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isProcessAlive(pid)) continue;
    // Of another user it stays.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
