import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { listSiteFiles } from "../../src/site/site-files.ts";
import { openSite } from "./open-site.ts";

const [dir, outDir] = process.argv.slice(2);
if (dir === undefined || outDir === undefined) {
  console.error("Usage: npx tsx test/e2e/screenshots.ts DIR OUTDIR");
  process.exit(2);
}

/** Pictures every page of a built site at 1440 and 390 px, light and dark: `outcomes-1440-dark.png`. */
await mkdir(resolve(outDir), { recursive: true });
const pages = (await listSiteFiles(dir)).filter((file) => file.endsWith(".html"));
const site = await openSite(dir);
try {
  for (const file of pages) {
    const name = file.replace(/\.html$/, "").replaceAll("/", "-");
    const address = file.replace(/(^|\/)index\.html$|\.html$/, "$1");
    for (const width of [1440, 390]) {
      for (const colorScheme of ["light", "dark"] as const) {
        const { page, faults, close } = await site.open(address, {
          viewport: { width, height: 900 },
          colorScheme,
        });
        const path = join(outDir, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
        const { length } = await readFile(path);
        console.log(
          `${path} (${Math.round(length / 1024)} kB)${faults.length > 0 ? ` ${faults.join("; ")}` : ""}`,
        );
        await close();
      }
    }
  }
} finally {
  await site.close();
}
