import { spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Drawn } from "./draw-pages-process.ts";
import { OFFLINE_GUARD } from "./offline-guard.ts";
import { pageSource } from "./page-source.ts";
import type { SiteProblem } from "./site-problem.ts";
import { withSheets } from "./still-page.ts";

/** More processes than this would each read the code and the figures again for few pages. */
const MOST_PROCESSES = 2;

/**
 * Writes into each page of a freshly built site what its cells show for an address without parameters: headlines, numbers,
 * tables and drawn charts can then be read without JavaScript, and are there before it has run.
 *
 * The pages are drawn in other processes, which have no network, so that no page's document is left in this one. What a page
 * shows does not depend on the pages drawn before it, so the same inputs give the same bytes on one processor as on many.
 *
 * @param dir the folder of the site, not yet mended
 * @returns the pages that could not be drawn, with the reason
 */
export async function drawPages(
  dir: string,
  processes = Math.min(MOST_PROCESSES, availableParallelism()),
): Promise<readonly SiteProblem[]> {
  // The site's modules are files of their own here: without this mark they could be read as another kind of script.
  const mark = join(dir, "package.json");
  await writeFile(mark, '{"type":"module"}\n');
  try {
    const shares = Array.from({ length: processes }, (_, share) => run(dir, share, processes));
    // None is left writing into the folder where another has failed.
    await Promise.allSettled(shares);
    const drawn = await Promise.all(shares);
    // On every page, as another choice may bring a chart to a page that had none.
    const sheets = [...new Set(drawn.flatMap((one) => one.sheets))].sort();
    for (const page of drawn.flatMap((one) => one.pages)) {
      const path = join(dir, page);
      await writeFile(path, withSheets(await readFile(path, "utf8"), sheets));
    }
    return drawn
      .flatMap((one) => one.problems)
      .sort((a, b) => (a.page < b.page ? -1 : 1))
      .map(({ page, what }) => ({
        ...{ code: "SITE_PAGE_ERROR", page: pageSource(page) },
        what: `The page could not be drawn without a browser: ${what}`,
      }));
  } finally {
    await rm(mark, { force: true });
  }
}

function run(dir: string, share: number, shares: number): Promise<Drawn> {
  const program = fileURLToPath(new URL("draw-pages-process.ts", import.meta.url));
  const args = ["--import", OFFLINE_GUARD, "--import", import.meta.resolve("tsx"), program, dir];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args, String(share), String(shares)], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { ...process.env, NODE_OPTIONS: "", TZ: "UTC" },
    });
    const said: Buffer[] = [];
    let drawn: Drawn | undefined;
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
    child.on("message", (told: Drawn) => {
      drawn = told;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 && drawn !== undefined) resolve(drawn);
      else reject(new Error(`The pages could not be drawn (exit ${code}).\n${Buffer.concat(said)}`));
    });
  });
}
