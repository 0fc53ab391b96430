import type { Command } from "commander";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { ingestStage } from "./build-programme.ts";
import { type CommonOptions, programmeOption } from "./programme-option.ts";
import { createProgress } from "./progress.ts";

/** `what-matters ingest`: exports → warehouse. */
export function ingestCommand(program: Command): void {
  program
    .command("ingest")
    .description("read the exports into the local warehouse; a failed run leaves the old one as it was")
    .addOption(programmeOption())
    .addHelpText("after", "\nExample: what-matters ingest --programme my-programme")
    .action(async ({ programme, quiet = false, json = false }: CommonOptions) => {
      await ingestStage(loadProgramme(programme), createProgress({ quiet, json }));
    });
}
