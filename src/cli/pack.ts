import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { type LoadedProgramme, loadProgramme } from "../../loaders/load-programme.ts";
import { checkoutFolder } from "../files/code-version.ts";
import { ownTemporaryFolder } from "../files/own-temporary-folder.ts";
import { sha256 } from "../files/sha256.ts";
import { buildSite } from "../site/build-site.ts";
import { findBrowser } from "../site/find-browser.ts";
import { drawFigures } from "../take-away/draw-figures.ts";
import type { Figure } from "../take-away/figure-files.ts";
import { figurePages } from "../take-away/figure-pages.ts";
import { readRelease, type TakeAwayRelease } from "../take-away/read-release.ts";
import { takeAwayFiles } from "../take-away/take-away-files.ts";
import { takeFigures } from "../take-away/take-figures.ts";
import { writeTakeAway } from "../take-away/write-take-away.ts";
import { releaseFolder, releaseStage } from "./build-programme.ts";
import { ingestStage } from "./ingest-stage.ts";
import { prepareSample } from "./prepare-sample.ts";
import { type CommonOptions, programmeOption } from "./programme-option.ts";
import { createProgress, type Progress } from "./progress.ts";

type PackOptions = CommonOptions & { readonly out: string; readonly figures: boolean };

/** `what-matters pack`: the folder to take away of a release: report, tables, figures, all estimates, and how to check them. */
export function packCommand(program: Command): void {
  program
    .command("pack")
    .description("write a folder to take away: report, tables, figures, all estimates, and how to check them")
    .addOption(programmeOption())
    .requiredOption("--out <dir>", "folder to write; one that an earlier run wrote is replaced")
    .option("--no-figures", "leave out the drawings, which take longest")
    .addHelpText(
      "after",
      "\nExample: what-matters pack --programme my-programme --out my-programme-2024\n\nIt takes the release in reports/data where that is of this programme as it is declared now, and makes it first where\nthere is none. It reads nothing but released figures. Images, in the folder and in the report, need a\nChromium or Chrome on this machine; drawings do not.",
    )
    .action(async (options: PackOptions) => {
      await pack(options);
    });
}

async function pack({ programme, out, figures, quiet = false, json = false }: PackOptions): Promise<void> {
  const progress = createProgress({ quiet, json });
  const files = await writeTakeAway(out, async () => {
    const loaded = loadProgramme(programme);
    if (!isReleaseOf(loaded)) {
      await prepareSample(programme, progress);
      await ingestStage(loaded, progress);
      await releaseStage(loaded, progress);
    }
    const release = readRelease(releaseFolder);
    const { release_id, data_date } = release.manifest;
    progress.say(`    Release ${release_id}, data to ${data_date}.`, {
      event: "release",
      release_id,
      data_date,
    });
    const drawn = figures ? await figuresOf(release, progress) : [];
    return progress.stage("Write tables and report", () => takeAwayFiles(release, drawn));
  });
  const folder = resolve(out);
  const count = Object.keys(files).length;
  progress.say(`    ${count} files in ${folder}: begin with ${join(folder, "README.txt")}`, {
    event: "packed",
    files: count,
    out: folder,
  });
}

/** Whether the release that stands is of this programme, with its settings as they are now. */
function isReleaseOf({ programme, text }: LoadedProgramme): boolean {
  const file = join(releaseFolder, "manifest.json");
  if (!existsSync(file)) return false;
  const found = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, unknown>>;
  return found.programme === programme.id && found.configuration_sha256 === sha256(text);
}

/** The figures of the site of the release; drawings alone, with a line that says why, where there is no browser. */
async function figuresOf(release: TakeAwayRelease, progress: Progress): Promise<readonly Figure[]> {
  return progress.stage("Draw the figures", async (log, tick) => {
    const browser = await findBrowser();
    const folder = ownTemporaryFolder("pack");
    try {
      const site = join(folder, "site");
      await buildSite({ checkout: checkoutFolder, out: site, browserCheck: "off" });
      const pages = figurePages(release.catalogue);
      if (browser === undefined) {
        const drawings = await drawFigures(site, pages);
        log(
          `${drawings.length} figures, as drawings (SVG) alone. No Chromium or Chrome was found, which makes images of them and puts them into the report: install one, or set CHROMIUM_PATH to its program, and run pack again.`,
        );
        return drawings;
      }
      const figures = await takeFigures({
        site,
        browser,
        pages,
        onPage: (address) =>
          tick(`page ${address === "" ? "overview" : address}`, { step: "draw", page: address }),
      });
      log(`${figures.length} figures, each as a drawing and as an image.`);
      return figures;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
