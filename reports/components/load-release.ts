import type { PressureDocument } from "../../src/findings/pressure-document.ts";
import type {
  Catalogue,
  DataQuality,
  Findings,
  Manifest,
  PackedFindings,
  ProgrammeDocument,
} from "../../src/release/catalogue.ts";
import type { EnglandNetworks } from "../../src/release/england-networks.ts";
import type { MeasureRegister } from "../../src/release/measure-register.ts";
import type { ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { type EstimateIndex, indexEstimates } from "./estimate-index.js";
import { readEstimates } from "./read-estimates.js";
import { unpackFindings } from "./unpack-findings.js";

/** What an analytical page works from. */
export interface Release {
  readonly catalogue: Catalogue;
  readonly findings: Findings;
  readonly estimates: EstimateIndex;
}

/** Reads `release.json`: checked when it was written, so trusted here. */
export async function loadCatalogue(json: Promise<unknown>): Promise<Catalogue> {
  return (await json) as Catalogue;
}

/** Reads `manifest.json`. */
export async function loadManifest(json: Promise<unknown>): Promise<Manifest> {
  return (await json) as Manifest;
}

/** Reads `programme.json`. */
export async function loadProgramme(json: Promise<unknown>): Promise<ProgrammeDocument> {
  return (await json) as ProgrammeDocument;
}

/** Reads `project-comparisons.json`. */
export async function loadProjectComparisons(json: Promise<unknown>): Promise<ProjectComparisons> {
  return (await json) as ProjectComparisons;
}

/** Reads `england-networks.json`. */
export async function loadEnglandNetworks(json: Promise<unknown>): Promise<EnglandNetworks> {
  return (await json) as EnglandNetworks;
}

/** Reads `pressure.json`. */
export async function loadPressure(json: Promise<unknown>): Promise<PressureDocument> {
  return (await json) as PressureDocument;
}

/** Reads `measures.json`. */
export async function loadMeasureRegister(json: Promise<unknown>): Promise<MeasureRegister> {
  return (await json) as MeasureRegister;
}

/** Reads `data-quality.json`. */
export async function loadDataQuality(json: Promise<unknown>): Promise<DataQuality> {
  return (await json) as DataQuality;
}

/** Reads `findings.json`, in which each sentence stands once, and puts the sentences back in their places. */
export async function loadFindings(json: Promise<unknown>): Promise<Findings> {
  return unpackFindings((await json) as PackedFindings);
}

/**
 * Reads the files an analytical page needs; `estimates` holds figures of everyone, without groups.
 * Pages name the method (`.json()`, `.arrayBuffer()`) on each attachment itself: a bare one for an
 * Arrow file makes Framework fetch a library from another host.
 */
export async function loadRelease(files: {
  readonly catalogue: Promise<unknown>;
  readonly findings: Promise<unknown>;
  readonly estimates: Promise<ArrayBuffer>;
}): Promise<Release> {
  const [catalogue, findings, bytes] = await Promise.all([
    loadCatalogue(files.catalogue),
    loadFindings(files.findings),
    files.estimates,
  ]);
  return { catalogue, findings, estimates: indexEstimates(readEstimates(bytes)) };
}

/** The same release with the figures of groups of people added, from `estimates-by-group.arrow`. */
export async function loadGroups(release: Release, bytes: Promise<ArrayBuffer>): Promise<Release> {
  const groups = readEstimates(await bytes);
  return { ...release, estimates: indexEstimates([...release.estimates.rows, ...groups]) };
}

/** The same release with the figures of referrals, activities and staff added, from `estimates-activity.arrow`. */
export async function loadActivity(release: Release, bytes: Promise<ArrayBuffer>): Promise<Release> {
  const activity = readEstimates(await bytes);
  return { ...release, estimates: indexEstimates([...release.estimates.rows, ...activity]) };
}

/** The same release with the figures that only the Outcomes page shows added, from `estimates-outcomes.arrow`. */
export async function loadOutcomes(release: Release, bytes: Promise<ArrayBuffer>): Promise<Release> {
  const outcomes = readEstimates(await bytes);
  return { ...release, estimates: indexEstimates([...release.estimates.rows, ...outcomes]) };
}

/** The same release with the figures that only the Equity page shows added, from `estimates-equity.arrow`. */
export async function loadEquity(release: Release, bytes: Promise<ArrayBuffer>): Promise<Release> {
  const equity = readEstimates(await bytes);
  return { ...release, estimates: indexEstimates([...release.estimates.rows, ...equity]) };
}

/** The same release with the figures that only the Link workers page shows added, from `estimates-workforce.arrow`. */
export async function loadWorkforce(release: Release, bytes: Promise<ArrayBuffer>): Promise<Release> {
  const workforce = readEstimates(await bytes);
  return { ...release, estimates: indexEstimates([...release.estimates.rows, ...workforce]) };
}
