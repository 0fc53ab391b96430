import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isProcessAlive } from "../../src/files/process-alive.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { listSiteFiles } from "../../src/site/site-files.ts";
import { MARKER } from "../../src/site/staging.ts";

const PREFIX = "what-matters-site-under-test-";
const WAIT_MS = 200_000;

/** The sample programme's site, built once a test run. */
export interface SiteUnderTest {
  readonly dir: string;
  /** Every file of the site, relative to `dir`. */
  readonly files: readonly string[];
  /** Addresses of the pages, relative to the site's root: "" is the first page. */
  readonly pages: readonly string[];
  /** What the pages were told about the release. */
  readonly catalogue: Catalogue;
}

/**
 * Builds the sample programme's site, or waits for the test file that does: all files of a run share one.
 *
 * `WHAT_MATTERS_SITE_UNDER_TEST` names a site that is already built, to work on the tests themselves.
 */
export async function siteUnderTest(): Promise<SiteUnderTest> {
  const dir = process.env.WHAT_MATTERS_SITE_UNDER_TEST ?? (await buildOnce());
  const files = await listSiteFiles(dir);
  const release = files.find((file) => /^_file\/data\/release\.[0-9a-f]+\.json$/.test(file));
  if (release === undefined) throw new Error("The site holds no release.json.");
  return {
    dir,
    files,
    pages: files
      .filter((file) => file.endsWith(".html"))
      .map((file) => file.replace(/(^|\/)index\.html$|\.html$/, "$1")),
    catalogue: JSON.parse(await readFile(join(dir, release), "utf8")) as Catalogue,
  };
}

/** Test files run in processes of their own; what they share is the process that started them. */
async function buildOnce(): Promise<string> {
  await removeOld();
  const folder = join(tmpdir(), `${PREFIX}${process.ppid}`);
  const out = join(folder, "site");
  const mine = await mkdir(folder).then(
    () => true,
    () => false,
  );
  if (mine) {
    try {
      const { buildProgramme } = await import("../../src/cli/build-programme.ts");
      await buildProgramme({ programme: "data/sample", out, quiet: true, browserCheck: "auto" });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }
  const deadline = Date.now() + WAIT_MS;
  while (!existsSync(join(out, MARKER))) {
    if (!existsSync(folder)) throw new Error("The site could not be built: see the test file that tried.");
    if (Date.now() > deadline) throw new Error("The site was not built in time.");
    await pause(200);
  }
  return out;
}

async function removeOld(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX) || isProcessAlive(Number(name.slice(PREFIX.length)))) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
