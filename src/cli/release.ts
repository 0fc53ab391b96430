import type { Command } from "commander";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { releaseStage } from "./build-programme.ts";
import { againOption, type CommonOptions, previousOption, programmeOption } from "./programme-option.ts";
import { createProgress } from "./progress.ts";

/** `what-matters release`: warehouse → `reports/data`. */
export function releaseCommand(program: Command): void {
  program
    .command("release")
    .description("make the release from the warehouse: aggregates under disclosure control, with a manifest")
    .addOption(programmeOption())
    .addOption(previousOption())
    .option(
      "--canonical <dir>",
      "make it from a folder that export --canonical wrote, not from the warehouse",
    )
    .addOption(againOption())
    .addHelpText(
      "after",
      "\nExample: what-matters release --programme my-programme --previous published/2023-03\n\nAll tables are audited together before anything is written. Exit code 4: a number that is not shown could be\nworked out; the release that was there before is unchanged, and the message says what to do. A release that was made from\nthe same warehouse, configuration and code stands and is not made again.",
    )
    .action(
      async ({
        programme,
        previous,
        canonical,
        again = false,
        quiet = false,
        json = false,
      }: CommonOptions & {
        readonly previous?: string;
        readonly canonical?: string;
        readonly again?: boolean;
      }) => {
        await releaseStage(loadProgramme(programme), createProgress({ quiet, json }), {
          previous,
          canonical,
          again,
        });
      },
    );
}
