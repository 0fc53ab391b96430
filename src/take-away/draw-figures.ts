import { spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OFFLINE_GUARD } from "../site/offline-guard.ts";
import type { Figure } from "./figure-files.ts";
import type { FigurePage } from "./take-figures.ts";

/**
 * Draws the figures of a built site without a browser, as drawings alone (`png` is null), in a process of its own that has no
 * network. Figures without a chart are left out. The same site gives the same bytes.
 *
 * @throws Error where a page cannot be drawn
 */
export async function drawFigures(site: string, pages: readonly FigurePage[]): Promise<readonly Figure[]> {
  // The site's modules are files of their own here: without this mark they could be read as another kind of script.
  const mark = join(site, "package.json");
  await writeFile(mark, '{"type":"module"}\n');
  try {
    return await run(JSON.stringify({ site, pages }));
  } finally {
    await rm(mark, { force: true });
  }
}

function run(task: string): Promise<readonly Figure[]> {
  const program = fileURLToPath(new URL("draw-figures-process.ts", import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--import", OFFLINE_GUARD, "--import", import.meta.resolve("tsx"), program, task],
      { stdio: ["ignore", "ignore", "pipe", "ipc"], env: { ...process.env, NODE_OPTIONS: "", TZ: "UTC" } },
    );
    const said: Buffer[] = [];
    let figures: readonly Figure[] | undefined;
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
    child.on("message", (told: readonly Figure[]) => {
      figures = told;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 && figures !== undefined) resolve(figures);
      else reject(new Error(`The figures could not be drawn (exit ${code}).\n${Buffer.concat(said)}`));
    });
  });
}
