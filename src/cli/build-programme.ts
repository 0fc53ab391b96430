import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { loadCaseStudies } from "../../loaders/load-case-studies.ts";
import { loadPopulations } from "../../loaders/load-populations.ts";
import { type LoadedProgramme, loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { loadStaffNames } from "../../loaders/load-staff-names.ts";
import { memoryFull } from "../../loaders/memory-full.ts";
import type { DisclosureLogRow, ReleaseLeak } from "../disclosure/audit/release-audit-result.ts";
import { checkoutFolder } from "../files/code-version.ts";
import { sha256 } from "../files/sha256.ts";
import { makeRelease, type ReleaseRequest } from "../release/make-release.ts";
import { readPreviousRelease } from "../release/previous-release.ts";
import { ReleaseRefusal } from "../release/refuse-release.ts";
import { releaseInputs } from "../release/release-inputs.ts";
import { writeRelease } from "../release/write-release.ts";
import { browserToPrint, buildSite, PDF_FILE } from "../site/build-site.ts";
import {
  DISCLOSURE_LEAKS,
  DISCLOSURE_LOG,
  dropDisclosureLeaks,
  writeDisclosureLeaks,
  writeDisclosureLog,
} from "./disclosure-log.ts";
import { ingestStage } from "./ingest-stage.ts";
import { prepareSample } from "./prepare-sample.ts";
import { createProgress, type Progress } from "./progress.ts";
import { forgetRelease, stampRelease, standingRelease } from "./standing-release.ts";

/** Folder that the pages read the release from. */
export const releaseFolder = join(checkoutFolder, "reports/data");

/**
 * Warehouse → `reports/data`, with the log of what is withheld beside the warehouse.
 * A refused release leaves both as they were, and what it was refused for beside the warehouse. A release that stands
 * and was made from the same inputs is not made again.
 */
export async function releaseStage(
  loaded: LoadedProgramme,
  progress: Progress,
  options: {
    readonly folder?: string;
    readonly previous?: string | undefined;
    /** A folder of canonical tables to read instead of the warehouse. */
    readonly canonical?: string | undefined;
    /** For the local view: rows about single members of staff too, and of these services only (none: all). */
    readonly local?: { readonly services: readonly string[] } | undefined;
    /** Makes the release although nothing has changed. */
    readonly again?: boolean;
  } = {},
): Promise<void> {
  const { folder = releaseFolder, previous, local, canonical, again = false } = options;
  const state = stateFolder(loaded.folder);
  // Beside canonical tables there need be no warehouse, and so no such folder.
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const memory = process.env.WHAT_MATTERS_MEMORY || undefined;
  await progress.stage("Make the release", async (told, tick) => {
    const notes: string[] = [];
    const log = (line: string) => {
      notes.push(line);
      told(line);
    };
    const withheld: DisclosureLogRow[] = [];
    let alreadyOut: readonly ReleaseLeak[] = [];
    const request: ReleaseRequest = {
      state,
      memory,
      programme: loaded.programme,
      configurationSha256: sha256(loaded.text),
      lists: shippedCodeLists(),
      ...(canonical === undefined ? {} : { canonical: resolve(canonical) }),
      caseStudies: loadCaseStudies(loaded),
      populations: loadPopulations(loaded),
      ...(local === undefined ? {} : { local: { ...local, names: loadStaffNames(loaded, process.env) } }),
      ...(previous === undefined ? {} : { previous: readPreviousRelease(previous, loaded.programme.id) }),
      onPlan: (table, of, name) =>
        tick(`withhold, table ${table} of ${of}, ${name}`, { step: "withhold", table, of, what: name }),
      onAudit: (table, of, name) =>
        tick(`audit, table ${table} of ${of}, ${name}`, { step: "audit", table, of, what: name }),
      onWithheld: (rows) => withheld.push(...rows),
      onAlreadyOut: (leaks) => {
        alreadyOut = leaks;
      },
    };
    // The digest of inputs is of the warehouse, whose place a folder of canonical tables takes.
    const recognised = local === undefined && canonical === undefined;
    const inputs = recognised ? await releaseInputs(request, { memoryLimit: memory }) : undefined;
    const standing = again ? undefined : standingRelease(state, folder, inputs);
    if (standing !== undefined) {
      if (!(`/${DISCLOSURE_LEAKS}` in standing.files)) dropDisclosureLeaks(state);
      told(
        `Nothing has changed since release ${standing.release_id} was made, so it stands and was not made again; --again makes it anew.`,
      );
      for (const note of standing.notes) told(note);
      return;
    }
    try {
      const release = await makeRelease(request);
      if (inputs !== undefined) forgetRelease(state);
      writeRelease(folder, release);
      const { manifest } = release.value;
      writeDisclosureLog(state, manifest.release_id, withheld);
      log(
        `${manifest.audit.cells.toLocaleString("en-GB")} figures, ${manifest.audit.withheld_cells.toLocaleString("en-GB")} withheld under policy ${manifest.policy}; release ${manifest.release_id}.`,
      );
      log(manifest.audit.result);
      if (alreadyOut.length > 0) {
        writeDisclosureLeaks(state, "ALREADY_PUBLISHED", alreadyOut);
        log(
          `Note: ${alreadyOut.length.toLocaleString("en-GB")} figures that are not shown now were shown by the earlier release. This one adds nothing to them; ask your information-governance lead whether to withdraw that one. They stand in ${join(state, DISCLOSURE_LEAKS)}.`,
        );
      }
      if (inputs !== undefined)
        stampRelease(state, inputs, release.value, {
          notes,
          logs: alreadyOut.length > 0 ? [DISCLOSURE_LOG, DISCLOSURE_LEAKS] : [DISCLOSURE_LOG],
        });
    } catch (error) {
      if (error instanceof ReleaseRefusal) writeDisclosureLeaks(state, error.code, error.leaks);
      throw memoryFull(error) ?? error;
    }
  });
}

/** Exports in, site out: the whole job for one programme folder. */
export async function buildProgramme(options: {
  readonly programme: string;
  readonly out: string;
  /** An earlier release, already published, that readers may set beside this one. */
  readonly previous?: string;
  readonly again?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly browserCheck?: "auto" | "off" | "required";
  /** Pages to print into one PDF; none for those that a board reads. */
  readonly pdf?: readonly string[];
}): Promise<{ readonly out: string; readonly pages: number }> {
  const progress = createProgress({ quiet: options.quiet ?? false, json: options.json ?? false });
  // Told before the work, not after it.
  if (options.pdf !== undefined) await browserToPrint();
  await prepareSample(options.programme, progress);
  const loaded = loadProgramme(options.programme);
  await ingestStage(loaded, progress);
  const { previous, again = false } = options;
  await releaseStage(loaded, progress, { previous, again });
  const site = await progress.stage("Build and check the site", (log) =>
    buildSite({
      checkout: checkoutFolder,
      out: resolve(options.out),
      log,
      browserCheck: options.browserCheck ?? "auto",
      pdf: options.pdf === undefined ? undefined : { pages: options.pdf, day: loaded.programme.data_date },
    }),
  );
  if (options.pdf !== undefined) {
    const file = join(site.out, PDF_FILE);
    progress.say(`    ${file}`, { event: "printed", file });
  }
  progress.say(`    ${site.pages} pages in ${site.out}`, {
    event: "built",
    pages: site.pages,
    out: site.out,
  });
  return { out: site.out, pages: site.pages };
}
