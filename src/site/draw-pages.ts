import { spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DrawProblem } from "./draw-pages-process.ts";
import { OFFLINE_GUARD } from "./offline-guard.ts";
import { pageSource } from "./page-source.ts";
import type { SiteProblem } from "./site-problem.ts";

/**
 * Writes into each page of a freshly built site what its cells show for an address without parameters: headlines, numbers,
 * tables and drawn charts can then be read without JavaScript, and are there before it has run.
 *
 * All pages are drawn in one other process, which has no network, so that no page's document is left in this one.
 *
 * @param dir the folder of the site, not yet mended
 * @returns the pages that could not be drawn, with the reason
 */
export async function drawPages(dir: string): Promise<readonly SiteProblem[]> {
  // The site's modules are files of their own here: without this mark they could be read as another kind of script.
  const mark = join(dir, "package.json");
  await writeFile(mark, '{"type":"module"}\n');
  try {
    return await run(dir);
  } finally {
    await rm(mark, { force: true });
  }
}

function run(dir: string): Promise<readonly SiteProblem[]> {
  const program = fileURLToPath(new URL("draw-pages-process.ts", import.meta.url));
  const problems: SiteProblem[] = [];
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--import", OFFLINE_GUARD, "--import", import.meta.resolve("tsx"), program, dir],
      { stdio: ["ignore", "ignore", "pipe", "ipc"], env: { ...process.env, NODE_OPTIONS: "", TZ: "UTC" } },
    );
    const said: Buffer[] = [];
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
    child.on("message", (told: readonly DrawProblem[]) => {
      for (const { page, what } of told) {
        const said = `The page could not be drawn without a browser: ${what}`;
        problems.push({ code: "SITE_PAGE_ERROR", page: pageSource(page), what: said });
      }
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(problems);
      else reject(new Error(`The pages could not be drawn (exit ${code}).\n${Buffer.concat(said)}`));
    });
  });
}
