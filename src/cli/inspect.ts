import { resolve } from "node:path";
import { stdout } from "node:process";
import type { Command } from "commander";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { inspectExport } from "../../loaders/inspect/inspect-export.ts";
import type { Inspection } from "../../loaders/inspect/inspect-file.ts";
import { printInspection } from "../../loaders/inspect/print-inspection.ts";
import { programmeAsIs } from "../../loaders/inspect/programme-as-is.ts";
import { proposedYaml } from "../../loaders/inspect/proposed-yaml.ts";
import { writeProposals } from "../../loaders/inspect/write-proposals.ts";
import { withoutRemarks } from "../../loaders/inspect/yaml-fragment.ts";
import { programmeLists } from "../../loaders/programme-lists.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { type CommonOptions, programmeOption } from "./programme-option.ts";

interface InspectOptions extends CommonOptions {
  readonly write?: boolean;
}

/** `what-matters inspect`: an export → what its columns hold, and a proposed mapping. */
export function inspectCommand(program: Command): void {
  program
    .command("inspect")
    .argument("<files...>", "exports to look at")
    .description("look at exports and propose how to map them; shows no value that identifies anybody")
    .addOption(programmeOption())
    .option("--write", "add the proposal to programme.yaml; a copy of the file is kept")
    .addHelpText(
      "after",
      "\nExample: what-matters inspect --programme my-programme my-programme/exports/referrals.csv --write",
    )
    .action(async (files: string[], options: InspectOptions, command: Command) => {
      if (options.write === true && command.getOptionValueSource("programme") !== "cli")
        throw programmeNeeded();
      await inspectFiles(files, options);
    });
}

async function inspectFiles(files: readonly string[], options: InspectOptions): Promise<void> {
  const { quiet = false, json = false, write = false } = options;
  const folder = resolve(options.programme);
  const { programme, problem, taken: ids } = programmeAsIs(folder);
  const say = (text: string, event: Readonly<Record<string, unknown>>) => {
    if (json) stdout.write(`${JSON.stringify(event)}\n`);
    else if (!quiet) stdout.write(`${text}\n`);
  };
  if (problem !== undefined) {
    const text = `programme.yaml is not complete, so only what ships with the program is known: ${problem}`;
    say(text, { event: "note", text });
  }
  const shipped = shippedCodeLists();
  const lists = programme === undefined ? shipped : programmeLists(shipped, programme);
  const taken = [...ids];
  const found: Inspection[] = [];
  let failure: CodedError | undefined;
  for (const path of files) {
    try {
      const inspection = await inspectExport({ path, folder, programme, lists, taken });
      taken.push(String(inspection.source.id));
      found.push(inspection);
      if (quiet && !json) stdout.write(`${proposedYaml(inspection)}\n`);
      say(printInspection(inspection), eventOf(inspection));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      // The last one is told as every error is; the other files are looked at all the same.
      if (failure !== undefined)
        say(failure.message, { event: "unreadable", code: failure.code, text: failure.message });
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
  if (write) writeAndTell(folder, found, say);
}

function writeAndTell(
  folder: string,
  found: readonly Inspection[],
  say: (text: string, event: Readonly<Record<string, unknown>>) => void,
): void {
  const { file, backup, added, unfinished } = writeProposals(folder, found);
  const text = [
    `Added to ${file}:`,
    "",
    ...added,
    "",
    unfinished === undefined
      ? `Next: answer what is marked “please”, then run: npx what-matters ingest --programme ${folder}`
      : `Before ingest can run: ${unfinished}`,
    `To undo: mv ${backup} ${file}`,
  ].join("\n");
  say(text, { event: "written", file, backup, unfinished });
}

const eventOf = (inspection: Inspection): Readonly<Record<string, unknown>> => ({
  event: "inspection",
  ...inspection,
  source: withoutRemarks(inspection.source),
  profiles: inspection.profiles.map(({ renames, fields: _, ...one }) => ({
    ...one,
    renames: Object.fromEntries(renames),
  })),
  instruments: inspection.instruments.map(({ id }) => id),
  yaml: proposedYaml(inspection),
});

const programmeNeeded = (): CodedError =>
  new CodedError({
    code: "PROGRAMME_NEEDED",
    what: "--write changes programme.yaml, and no programme is named.",
    remedy: "Give its folder with --programme.",
    exit: EXIT.usage,
  });
