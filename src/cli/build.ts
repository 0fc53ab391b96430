import type { Command } from "commander";
import { buildProgramme } from "./build-programme.ts";
import { againOption, type CommonOptions, previousOption, programmeOption } from "./programme-option.ts";

/** `what-matters build`: ingest, release and site. */
export function buildCommand(program: Command): void {
  program
    .command("build")
    .description("ingest the exports, make the release and build the site")
    .addOption(programmeOption())
    .addOption(previousOption())
    .addOption(againOption())
    .option("--out <dir>", "folder for the site", "dist")
    .option(
      "--pdf [pages]",
      "also print pages into one PDF in the site's folder: --pdf=overview,outcomes,projects/ID; without names, those that a board reads",
    )
    .addHelpText(
      "after",
      "\nExamples: what-matters build --programme my-programme --out site\n          what-matters build --pdf=overview,outcomes",
    )
    .action(
      async ({
        pdf,
        ...options
      }: CommonOptions & {
        readonly out: string;
        readonly previous?: string;
        readonly again?: boolean;
        readonly pdf?: true | string;
      }) => {
        const named = typeof pdf === "string" ? pdf.split(",").filter((name) => name.trim() !== "") : [];
        await buildProgramme(pdf === undefined ? options : { ...options, pdf: named });
      },
    );
}
