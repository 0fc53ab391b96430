import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { exportCanonical, isCanonicalFolder } from "../../loaders/export-canonical.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { openStaging, type StagedKind } from "../site/staging.ts";
import { type CommonOptions, programmeOption } from "./programme-option.ts";
import { createProgress } from "./progress.ts";

/** `what-matters export`: the canonical tables of the warehouse as Parquet, for an engine that reads them where they lie. */
export function exportCommand(program: Command): void {
  program
    .command("export")
    .description(
      "write the canonical tables of the warehouse as Parquet: person-level, never for publication",
    )
    .addOption(programmeOption())
    .requiredOption("--canonical <dir>", "folder to write; one that an earlier run wrote is replaced")
    .addHelpText(
      "after",
      "\nExample: what-matters export --programme my-programme --canonical /secure/my-programme-tables\n\nRun what-matters ingest first. Tables that grow with the work are kept by financial year and Integrated Care Board.\nThe folder holds records of single people under pseudonyms: it must not leave the place where it is written.\nwhat-matters release --canonical DIR makes the same release from it as from the warehouse.",
    )
    .action(
      async ({
        programme,
        canonical,
        quiet = false,
        json = false,
      }: CommonOptions & { readonly canonical: string }) => {
        const progress = createProgress({ quiet, json });
        const loaded = loadProgramme(programme);
        const staging = await openStaging(resolve(canonical), CANONICAL);
        // Within the folder: what a killed run leaves goes with it at the next.
        const scratch = join(staging.dir, "scratch");
        try {
          const { tables } = await progress.stage("Write the canonical tables", (_, tick) =>
            exportCanonical({
              state: stateFolder(loaded.folder),
              programme: loaded.programme,
              text: loaded.text,
              folder: staging.dir,
              scratch,
              memoryLimit: process.env.WHAT_MATTERS_MEMORY || undefined,
              onTable: (table) => tick(table, { step: "export", what: table }),
            }),
          );
          rmSync(scratch, { recursive: true, force: true });
          await staging.commit();
          const sum = (key: "rows" | "bytes") =>
            tables.reduce((all, { files }) => all + files.reduce((total, one) => total + one[key], 0), 0);
          progress.say(
            `    ${sum("rows").toLocaleString("en-GB")} rows of ${tables.length} tables, ${(sum("bytes") / 1e6).toFixed(1)} MB, in ${resolve(canonical)}\n    These are records of single people under pseudonyms: keep them where they are.`,
            { event: "exported", rows: sum("rows"), bytes: sum("bytes"), out: resolve(canonical) },
          );
        } finally {
          await staging.discard();
        }
      },
    );
}

const CANONICAL: StagedKind = {
  code: "CANONICAL",
  marker: "manifest.json",
  isMarker: (path) => isCanonicalFolder(dirname(path)),
};
