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
import type { PageFigures } from "../../src/site/figure-parts.ts";
import type { EstimateIndex } from "./estimate-index.js";
import { type MoreFigures, releaseInParts } from "./release-in-parts.js";
import type { PageFindings } from "./selection.js";
import { unpackFindings } from "./unpack-findings.js";

/** What an analytical page works from. */
export interface Release {
  readonly catalogue: Catalogue;
  readonly findings: PageFindings;
  readonly estimates: EstimateIndex;
  /** Reads what the first view does not show; absent where all is read. */
  readonly more?: MoreFigures;
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

/** A file that a page names, by the name that it was given when the site was built. */
export type OpenFile = (name: string) => { json(): Promise<unknown> };

/**
 * Reads what an analytical page shows at first; other figures and sentences are read when they are first looked up.
 *
 * A page names each file of estimates that it works from in `estimates`, by its address alone: the build takes these files
 * apart, puts those parts that the first view shows into one file of the page, `figures`, and gives the others names of their
 * own. Figures of one file that also stand in another count as the first file says.
 */
export async function loadRelease(
  open: OpenFile,
  files: {
    readonly catalogue: Promise<unknown>;
    readonly findings: Promise<unknown>;
    readonly estimates: readonly Promise<unknown>[];
  },
): Promise<Release> {
  const [catalogue, sentences, figures] = await Promise.all([
    loadCatalogue(files.catalogue),
    files.findings as Promise<PackedFindings>,
    open("figures").json() as Promise<PageFigures>,
  ]);
  return releaseInParts(catalogue, unpackFindings(sentences), figures, open);
}
