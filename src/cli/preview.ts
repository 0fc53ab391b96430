import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { findExports } from "../../loaders/find-exports.ts";
import { type LoadedProgramme, loadProgramme } from "../../loaders/load-programme.ts";
import { checkoutFolder } from "../files/code-version.ts";
import { type FileWatch, watchFiles } from "../files/watch-files.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { nearestWord } from "../model/nearest-word.ts";
import { buildSite } from "../site/build-site.ts";
import { openPrivateCheckout, type PrivateCheckout } from "../site/private-checkout.ts";
import { serveSite } from "../site/serve-site.ts";
import { releaseStage } from "./build-programme.ts";
import { ingestStage } from "./ingest-stage.ts";
import { prepareSample } from "./prepare-sample.ts";
import { type CommonOptions, programmeOption } from "./programme-option.ts";
import { createProgress, type Progress } from "./progress.ts";

const LOCAL_NOTE = `Local view, under policy none: nothing is withheld or rounded, so people and staff can be recognised.
It is for the service's own lead, on this machine: not for publication, not for a report, not for judging a person's work.
It is served to this machine only, and what was made for it is deleted when you stop it.`;

type PreviewOptions = CommonOptions & {
  readonly port: number;
  readonly local?: boolean;
  readonly service: readonly string[];
};

/** `what-matters preview`: the site on this machine, made again when exports, programme.yaml or pages change. */
export function previewCommand(program: Command): void {
  program
    .command("preview")
    .description(
      "serve the site on 127.0.0.1 and make it again whenever exports, programme.yaml or pages change",
    )
    .addOption(programmeOption())
    .option(
      "--local",
      "the service's own view under policy none: nothing withheld, each member of the team, not for publication",
    )
    .option(
      "--service <code>",
      "with --local: only this service's people, contacts and staff; may be given again for another",
      (code: string, before: readonly string[]) => [...before, code],
      [],
    )
    .option("--port <n>", "first port to try", (text) => Number.parseInt(text, 10), 3000)
    .addHelpText(
      "after",
      "\nExamples: what-matters preview --programme my-programme\n          what-matters preview --programme my-programme --local --service SVC01\n\nNeither reports/data nor dist is touched: the release and the site stand in a temporary folder of your own, which is\ndeleted when you stop the preview. Reload the page to see what changed.",
    )
    .action(async (options: PreviewOptions) => {
      // What was under way when it was stopped would run on; an ingest that is cut off leaves everything as it was.
      if ((await preview(options)) === "cut off") process.exit(EXIT.done);
    });
}

/** Serves until stopped; `cut off`: while the site was being made. */
async function preview(options: PreviewOptions): Promise<"stopped" | "cut off"> {
  const { programme: folder, quiet = false, json = false } = options;
  if (options.service.length > 0 && options.local !== true) throw serviceWithoutLocal();
  const progress = createProgress({ quiet, json });
  await prepareSample(folder, progress);
  const stopped = new Promise<undefined>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => resolve(undefined));
  });
  const checkout = await openPrivateCheckout(checkoutFolder);
  const made = (changed: readonly string[]) =>
    Promise.race([
      make(folder, checkout, options, progress, changed).then(() => true),
      stopped.then(() => false),
    ]);
  try {
    if (options.local === true) progress.say(LOCAL_NOTE, { event: "local", policy: "none" });
    // Looked at before the first build, so that no change made during it is missed.
    let watch = await watchProgramme(folder);
    if (!(await made(["programme", "pages"]))) return "cut off";
    const site = await serveSite({
      dir: checkout.out,
      port: options.port,
      isPrivate: options.local === true,
    });
    progress.say(`\nThe site is at ${site.url}  (Ctrl+C stops it; reload a page to see changes)`, {
      event: "serving",
      url: site.url,
    });
    try {
      for (;;) {
        const changed = await Promise.race([watch.next(), stopped]);
        watch.stop();
        if (changed === undefined) return "stopped";
        watch = await watchProgramme(folder);
        if (!(await again(changed, made, progress))) return "cut off";
      }
    } finally {
      watch.stop();
      await site.close();
    }
  } finally {
    await checkout.remove();
  }
}

/** Makes the site again after a change; a fault is told, and the site stays as it was. False: stopped meanwhile. */
async function again(
  changed: readonly string[],
  made: (changed: readonly string[]) => Promise<boolean>,
  progress: Progress,
): Promise<boolean> {
  progress.say(`\nChanged: ${changed.join(", ")}. Making the site again.`, {
    event: "changed",
    what: changed,
  });
  try {
    if (!(await made(changed))) return false;
    progress.say("The site is up to date: reload the page.", { event: "fresh" });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    progress.say(`${error.message}\nThe site still shows what it did before.`, {
      event: "error",
      code: error.code,
      what: error.what,
      remedy: error.remedy,
    });
  }
  return true;
}

async function make(
  folder: string,
  checkout: PrivateCheckout,
  { local = false, service: services }: PreviewOptions,
  progress: Progress,
  changed: readonly string[],
): Promise<void> {
  if (changed.some((what) => what !== "pages")) {
    const loaded = loadProgramme(folder);
    checkServices(loaded.programme.services, services);
    await ingestStage(loaded, progress);
    await releaseStage(local ? underPolicyNone(loaded) : loaded, progress, {
      folder: checkout.data,
      ...(local ? { local: { services } } : {}),
    });
  }
  await checkout.refresh();
  await progress.stage("Build the site", (log) =>
    buildSite({ checkout: checkout.dir, out: checkout.out, log, browserCheck: "off" }),
  );
}

const underPolicyNone = (loaded: LoadedProgramme): LoadedProgramme => ({
  ...loaded,
  programme: { ...loaded.programme, disclosure: { ...loaded.programme.disclosure, policy: "none" } },
});

/** @throws CodedError `SERVICE_UNKNOWN`, with the nearest code */
function checkServices(declared: LoadedProgramme["programme"]["services"], asked: readonly string[]): void {
  const codes = declared.map(({ id }) => id);
  const wrong = asked.find((code) => !codes.includes(code));
  if (wrong === undefined) return;
  const near = nearestWord(wrong, codes);
  throw new CodedError({
    code: "SERVICE_UNKNOWN",
    place: { file: "programme.yaml" },
    what: `no service has the code "${wrong}".`,
    remedy: near === undefined ? `Services: ${codes.join(", ")}.` : `Did you mean "${near}"?`,
    exit: EXIT.usage,
  });
}

const serviceWithoutLocal = (): CodedError =>
  new CodedError({
    code: "SERVICE_WITHOUT_LOCAL",
    what: "--service is for the local view.",
    remedy: "Add --local, or choose the service on the pages.",
    exit: EXIT.usage,
  });

async function watchProgramme(folder: string): Promise<FileWatch> {
  const paths: Record<string, string> = {
    programme: join(folder, "programme.yaml"),
    profiles: join(folder, "profiles"),
    pages: join(checkoutFolder, "reports"),
  };
  // Where programme.yaml is being edited and cannot be read, its exports are those that stood there.
  try {
    const { programme } = loadProgramme(folder);
    for (const source of programme.sources) {
      for (const file of await findExports(folder, source, programme.limits)) paths[file.name] = file.path;
    }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
  const exports = join(folder, "exports");
  if (existsSync(exports)) paths.exports = exports;
  return watchFiles(paths);
}
