import type { Command } from "commander";
import { serveSite } from "../site/serve-site.ts";
import { createProgress } from "./progress.ts";

/** `what-matters serve`: a site that is already built, to this machine only, until stopped. */
export function serveCommand(program: Command): void {
  program
    .command("serve")
    .description("serve a site that is already built on 127.0.0.1")
    .argument("[folder]", "the site", "dist")
    .option("--port <n>", "first port to try", (text) => Number.parseInt(text, 10), 3000)
    .addHelpText("after", "\nExample: what-matters serve my-site")
    .action(async (dir: string, options: { readonly port: number; readonly json?: boolean }) => {
      const site = await serveSite({ dir, port: options.port });
      const progress = createProgress({ quiet: false, json: options.json ?? false });
      progress.say(`The site is at ${site.url}  (Ctrl+C stops it)`, { event: "serving", url: site.url });
      await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      });
      await site.close();
    });
}
