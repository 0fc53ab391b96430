import type { Catalogue, ComparePage, Manifest } from "../../src/release/catalogue.ts";
import type { CompareDocument } from "../../src/release/compare-documents.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import type { PackedEstimates } from "../../src/release/pack-estimates.ts";
import type { PackedComparePage } from "../../src/release/pack-funnels.ts";
import { chosenMeasure } from "./compare-networks.js";
import type { Release } from "./load-release.js";
import { packedIndex } from "./packed-index.js";
import { yearOf } from "./period-control.js";
import type { Selection } from "./selection.js";
import { unpackFindings } from "./unpack-findings.js";
import { unpackFunnels } from "./unpack-funnels.js";

/** Reads the files of the pages of networks, each when it is first needed. Pages name every file themselves. */
export interface CompareFiles {
  /** What is read at once. */
  readonly catalogue: Promise<unknown>;
  readonly manifest: Promise<unknown>;
  readonly compare: Promise<unknown>;
  /** What else there is over the whole time, by year, of funnels, and over time. */
  networks(): Promise<unknown>;
  years(): Promise<unknown>;
  funnels(): Promise<unknown>;
  charts(): Promise<unknown>;
}

/** What the pages of networks work from; a promise of something that was read before is kept at once. */
export interface CompareData {
  readonly manifest: Manifest;
  /** What is known before anything is chosen: enough for controls and for the first view. */
  readonly start: Release;
  /** Every funnel, with the networks beyond its 99.8% limits. */
  readonly funnelsOf: CompareDocument["funnels_of"];
  /** Funnels of the first view, and published figures on staff. */
  readonly startFunnels: ComparePage;
  /** The figures that a selection shows. */
  release(selection: Selection): Promise<Release>;
  /** The funnel of the chosen measure, with all others where a network is chosen. */
  funnels(selection: Selection): Promise<ComparePage>;
  charts(): Promise<ControlCharts>;
}

/** Reads each file once. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

/** Opens the pages of networks with what the first view needs. */
export async function loadCompare(files: CompareFiles): Promise<CompareData> {
  const [catalogue, manifest, first] = (await Promise.all([
    files.catalogue,
    files.manifest,
    files.compare,
  ])) as [Catalogue, Manifest, CompareDocument];
  const findings = unpackFindings(first.findings);
  const networks = once(async () => (await files.networks()) as PackedEstimates);
  const years = once(async () => (await files.years()) as PackedEstimates);
  const allFunnels = once(async () => unpackFunnels((await files.funnels()) as PackedComparePage));
  const charts = once(async () => (await files.charts()) as ControlCharts);
  const firstFunnels = unpackFunnels(first.funnels);
  const withFiles = (more: readonly PackedEstimates[]): Release => ({
    catalogue,
    findings,
    estimates: packedIndex([first.estimates, ...more], first.held),
  });
  const start = withFiles([]);
  const known = new Map<string, Release>();
  const isFirst = (measure: string, instrument: string): boolean =>
    first.estimates.tables.some(
      (table) => table.measure === measure && (table.instrument === instrument || table.instrument === ""),
    );
  return {
    manifest,
    start,
    funnelsOf: first.funnels_of,
    startFunnels: firstFunnels,
    async release(selection) {
      const measure = chosenMeasure(start, selection);
      const ofOne = selection.area_type === "pcn";
      const ofYear = yearOf(catalogue, selection).period_type === "financial_year";
      const isUsual = selection.instrument === (catalogue.instruments[0]?.id ?? "");
      const ofOthers = ofOne || !isUsual || !isFirst(measure, selection.instrument);
      const key = `${ofOthers}|${ofYear}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const more = await Promise.all([...(ofOthers ? [networks()] : []), ...(ofYear ? [years()] : [])]);
      const made = known.get(key) ?? (more.length === 0 ? start : withFiles(more));
      known.set(key, made);
      return made;
    },
    async funnels(selection) {
      const measure = chosenMeasure(start, selection) || "follow_up_rate";
      const fits = (one: string, instrument: string): boolean =>
        one === measure && (instrument === selection.instrument || instrument === "");
      const isHere = firstFunnels.funnels.some((one) => fits(one.measure, one.instrument));
      const isThere = first.funnels_of.some((one) => fits(one.measure, one.instrument));
      return selection.area_type !== "pcn" && (isHere || (!isThere && firstFunnels.funnels.length > 0))
        ? firstFunnels
        : allFunnels();
    },
    charts,
  };
}
