import type { Command } from "commander";
import { serveSite } from "../site/serve-site.ts";
import { buildProgramme } from "./build-programme.ts";
import { type CommonOptions, programmeOption } from "./programme-option.ts";
import { createProgress } from "./progress.ts";

/** `what-matters start` (`npm start`): build, then serve the site on this machine until stopped. */
export function startCommand(program: Command): void {
  program
    .command("start")
    .description("build, then serve the site on 127.0.0.1")
    .addOption(programmeOption())
    .option("--out <dir>", "folder for the site", "dist")
    .option("--port <n>", "first port to try", (text) => Number.parseInt(text, 10), 3000)
    .addHelpText("after", "\nExample: what-matters start --programme my-programme")
    .action(async (options: CommonOptions & { readonly out: string; readonly port: number }) => {
      const { out } = await buildProgramme(options);
      const site = await serveSite({ dir: out, port: options.port });
      const progress = createProgress({ quiet: false, json: options.json ?? false });
      progress.say(`\nThe site is at ${site.url}  (Ctrl+C stops it)`, { event: "serving", url: site.url });
      await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      });
      await site.close();
    });
}
