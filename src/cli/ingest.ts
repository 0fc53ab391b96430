import { type Command, Option } from "commander";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { ingestStage } from "./ingest-stage.ts";
import { type CommonOptions, programmeOption } from "./programme-option.ts";
import { createProgress } from "./progress.ts";

interface IngestCommandOptions extends CommonOptions {
  readonly from?: readonly string[];
  /** True where no export is named. */
  readonly undoCorrections?: string | true;
  readonly fresh?: boolean;
}

/** `what-matters ingest`: exports → warehouse. */
export function ingestCommand(program: Command): void {
  program
    .command("ingest")
    .description("read the exports into the local warehouse; a failed run leaves the old one as it was")
    .addOption(programmeOption())
    .addOption(
      new Option(
        "--from <file...>",
        "corrected quarantine workbooks: put their changed cells back, and ingest",
      ),
    )
    .addOption(
      new Option(
        "--undo-corrections [file]",
        "take back what was put back earlier, of one export or of all, and ingest",
      ),
    )
    .option("--fresh", "read all exports again, also those that have not changed since the last ingest")
    .addHelpText(
      "after",
      `
Examples: what-matters ingest --programme my-programme
          what-matters ingest --programme my-programme --from corrected.xlsx
          what-matters ingest --programme my-programme --undo-corrections exports/referrals.csv
          what-matters ingest --programme my-programme --fresh`,
    )
    .action(async (options: IngestCommandOptions) => {
      const { programme, quiet = false, json = false, from, undoCorrections, fresh = false } = options;
      await ingestStage(loadProgramme(programme), createProgress({ quiet, json }), {
        from,
        undo: undoCorrections,
        fresh,
      });
    });
}
