import type { Catalogue, DataQuality, Findings, Manifest } from "../../src/release/catalogue.ts";
import { type EstimateIndex, indexEstimates } from "./estimate-index.js";
import { readEstimates } from "./read-estimates.js";

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

/** Reads `data-quality.json`. */
export async function loadDataQuality(json: Promise<unknown>): Promise<DataQuality> {
  return (await json) as DataQuality;
}

/**
 * Reads the three files an analytical page needs.
 * Pages name the method (`.json()`, `.arrayBuffer()`) on each attachment itself: a bare one for an
 * Arrow file makes Framework fetch a library from another host.
 */
export async function loadRelease(files: {
  readonly catalogue: Promise<unknown>;
  readonly findings: Promise<unknown>;
  readonly estimates: Promise<ArrayBuffer>;
}): Promise<Release> {
  const [catalogue, findings, bytes] = await Promise.all([
    files.catalogue,
    files.findings,
    files.estimates,
  ]);
  return {
    catalogue: catalogue as Catalogue,
    findings: findings as Findings,
    estimates: indexEstimates(readEstimates(bytes)),
  };
}
