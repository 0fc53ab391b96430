import type { Catalogue, DataQuality, Findings, Manifest } from "../../src/release/catalogue.ts";
import { type EstimateIndex, indexEstimates } from "./estimate-index.js";
import { readEstimates } from "./read-estimates.js";

/** What an analytical page works from. */
export interface Release {
  readonly catalogue: Catalogue;
  readonly findings: Findings;
  readonly estimates: EstimateIndex;
}

/** The part of Framework's file attachment that the pages use. */
export interface Attachment {
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads `release.json`: checked when it was written, so trusted here. */
export async function loadCatalogue(file: Pick<Attachment, "json">): Promise<Catalogue> {
  return (await file.json()) as Catalogue;
}

/** Reads `manifest.json`. */
export async function loadManifest(file: Pick<Attachment, "json">): Promise<Manifest> {
  return (await file.json()) as Manifest;
}

/** Reads `data-quality.json`. */
export async function loadDataQuality(file: Pick<Attachment, "json">): Promise<DataQuality> {
  return (await file.json()) as DataQuality;
}

/** Reads the three files an analytical page needs. */
export async function loadRelease(files: {
  readonly catalogue: Attachment;
  readonly findings: Attachment;
  readonly estimates: Attachment;
}): Promise<Release> {
  const [catalogue, findings, bytes] = await Promise.all([
    loadCatalogue(files.catalogue),
    files.findings.json(),
    files.estimates.arrayBuffer(),
  ]);
  return {
    catalogue,
    findings: findings as Findings,
    estimates: indexEstimates(readEstimates(bytes)),
  };
}
