import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { parseYaml } from "../src/model/parse-yaml.ts";
import { type Programme, programmeSchema } from "../src/model/programme.ts";
import { checkProgrammeParts, invalid } from "./check-programme.ts";
import { shippedCodeLists } from "./code-map.ts";

/** A programme folder that was read and checked. */
export interface LoadedProgramme {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly programme: Programme;
  /** programme.yaml as it stands, for the configuration hash. */
  readonly text: string;
}

/** Folder below the programme that holds the warehouse, the ingest report and the quarantine. */
export const stateFolder = (folder: string): string => join(folder, ".what-matters");

/**
 * Reads and checks `programme.yaml`.
 *
 * @throws CodedError `PROGRAMME_MISSING`, `PROGRAMME_FOLDER`, `YAML_UNREADABLE`, `PROGRAMME_INVALID` (file, line, remedy).
 */
export function loadProgramme(folder: string): LoadedProgramme {
  const file = join(resolve(folder), "programme.yaml");
  if (!existsSync(file)) {
    throw new CodedError({
      code: "PROGRAMME_MISSING",
      place: { file: join(folder, "programme.yaml") },
      what: "there is no such file.",
      remedy: "Give a programme folder with --programme, or copy data/sample/programme.yaml as a start.",
      exit: EXIT.usage,
    });
  }
  if (/[*?]/.test(resolve(folder))) {
    throw new CodedError({
      code: "PROGRAMME_FOLDER",
      place: { file: resolve(folder) },
      what: "the path of the programme folder holds a * or a ?, which the database would take for a pattern.",
      remedy: "Rename the folder.",
      exit: EXIT.usage,
    });
  }
  const text = readFileSync(file, "utf8");
  const programme = parseYaml(text, {
    file: "programme.yaml",
    schema: programmeSchema,
    code: "PROGRAMME_INVALID",
  });
  checkReferences(programme);
  checkProgrammeParts(programme, shippedCodeLists());
  return { folder: resolve(folder), programme, text };
}

/** The cut points of the Patient Activation Measure are of scores with one decimal. */
const PAM_DECIMALS = 1;

/** Ids must be unique, and what refers to an instrument or area must find it. */
function checkReferences(programme: Programme): void {
  const lists = {
    sources: programme.sources.map((source) => source.id),
    instruments: programme.instruments.map((instrument) => instrument.id),
    services: programme.services.map((service) => service.id),
    projects: programme.projects.map((project) => project.id),
    "areas.pcns": programme.areas.pcns.map((pcn) => pcn.code),
    "areas.boroughs": programme.areas.boroughs.map((borough) => borough.code),
    "areas.icbs": programme.areas.icbs.map((icb) => icb.code),
  };
  for (const [list, ids] of Object.entries(lists)) {
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw invalid(`"${twice}" stands twice in ${list}.`, "Give each its own id.");
  }
  for (const pcn of [...programme.areas.pcns, ...programme.projects, ...programme.services]) {
    if (pcn.borough !== undefined && !lists["areas.boroughs"].includes(pcn.borough)) {
      throw invalid(
        `"${pcn.name}" lies in borough "${pcn.borough}", which is not declared.`,
        "Add it under areas.boroughs.",
      );
    }
    if (pcn.icb !== undefined && !lists["areas.icbs"].includes(pcn.icb)) {
      throw invalid(
        `"${pcn.name}" lies in ICB "${pcn.icb}", which is not declared.`,
        "Add it under areas.icbs.",
      );
    }
  }
  for (const instrument of programme.instruments) {
    if (instrument.pam_cut_points !== undefined && instrument.decimals !== PAM_DECIMALS) {
      throw invalid(
        `"${instrument.id}" has pam_cut_points and ${instrument.decimals} decimals.`,
        `The cut points are of scores with ${PAM_DECIMALS} decimal: set decimals: ${PAM_DECIMALS}.`,
      );
    }
    if (instrument.id === "pam" && instrument.pam_cut_points === undefined) {
      throw invalid(
        "the Patient Activation Measure needs pam_cut_points.",
        'Write "2010-style" or "72.5-style": see your PAM licence papers; the sets differ at the border of Levels 3 and 4.',
      );
    }
  }
  if (programme.synthetic_key !== undefined && !programme.synthetic) {
    throw invalid(
      "synthetic_key is only for synthetic data.",
      "Put the key into the environment variable WHAT_MATTERS_KEY or a key file outside the programme folder.",
    );
  }
}
