import { Command, CommanderError } from "commander";
import { codeVersion } from "../files/code-version.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { ReleaseRefusal } from "../release/refuse-release.ts";
import { buildCommand } from "./build.ts";
import { exportCommand } from "./export.ts";
import { ingestCommand } from "./ingest.ts";
import { inspectCommand } from "./inspect.ts";
import { packCommand } from "./pack.ts";
import { previewCommand } from "./preview.ts";
import { releaseCommand } from "./release.ts";
import { sampleCommand } from "./sample.ts";
import { serveCommand } from "./serve.ts";
import { startCommand } from "./start.ts";

/**
 * Runs the command line and gives the exit code:
 * 0 done, 1 a bug, 2 usage or configuration, 3 input refused, 4 disclosure audit failed.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command("what-matters")
    .description("Evaluates social-prescribing programmes: exports in, a reporting site out.")
    .version(codeVersion())
    .showSuggestionAfterError()
    .exitOverride();
  for (const add of [
    startCommand,
    buildCommand,
    serveCommand,
    previewCommand,
    inspectCommand,
    ingestCommand,
    releaseCommand,
    packCommand,
    exportCommand,
    sampleCommand,
  ])
    add(program);
  for (const command of program.commands) {
    command.exitOverride().option("--quiet", "say nothing but errors").option("--json", "speak JSON lines");
  }
  try {
    await program.parseAsync([...argv]);
    return EXIT.done;
  } catch (error) {
    return explain(error, argv.includes("--json"));
  }
}

function explain(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof CodedError) {
    const { code, place, what, remedy, exit } = error;
    if (json && error instanceof ReleaseRefusal) {
      for (const leak of error.leaks) {
        process.stderr.write(`${JSON.stringify({ event: "leak", code, ...leak })}\n`);
      }
    }
    process.stderr.write(
      json
        ? `${JSON.stringify({ event: "error", code, place, what, remedy, exit })}\n`
        : `\n${error.message}\n`,
    );
    return exit;
  }
  process.stderr.write(
    `\nThis is a fault of the program, not of your data. Please report it with these lines:\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return EXIT.bug;
}
