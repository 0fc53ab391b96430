import type { Command } from "commander";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { releaseStage } from "./build-programme.ts";
import { type CommonOptions, programmeOption } from "./programme-option.ts";
import { createProgress } from "./progress.ts";

/** `what-matters release`: warehouse → `reports/data`. */
export function releaseCommand(program: Command): void {
  program
    .command("release")
    .description("make the release from the warehouse: aggregates under disclosure control, with a manifest")
    .addOption(programmeOption())
    .addHelpText("after", "\nExample: what-matters release --programme my-programme")
    .action(async ({ programme, quiet = false, json = false }: CommonOptions) => {
      await releaseStage(loadProgramme(programme), createProgress({ quiet, json }));
    });
}
