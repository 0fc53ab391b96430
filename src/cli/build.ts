import type { Command } from "commander";
import { buildProgramme } from "./build-programme.ts";
import { type CommonOptions, previousOption, programmeOption } from "./programme-option.ts";

/** `what-matters build`: ingest, release and site. */
export function buildCommand(program: Command): void {
  program
    .command("build")
    .description("ingest the exports, make the release and build the site")
    .addOption(programmeOption())
    .addOption(previousOption())
    .option("--out <dir>", "folder for the site", "dist")
    .addHelpText("after", "\nExample: what-matters build --programme my-programme --out site")
    .action(async (options: CommonOptions & { readonly out: string; readonly previous?: string }) => {
      await buildProgramme(options);
    });
}
