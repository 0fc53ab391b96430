import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { sha256 } from "../files/sha256.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import {
  type Catalogue,
  catalogueSchema,
  type DataQuality,
  dataQualitySchema,
  type Findings,
  type Manifest,
  manifestSchema,
  type ProgrammeDocument,
  packedFindingsSchema,
  programmeDocumentSchema,
} from "../release/catalogue.ts";
import { ESTIMATE_COLUMNS, ESTIMATE_FIGURES } from "../release/estimates-table.ts";
import { type PackedComparePage, packedComparePageSchema } from "../release/pack-funnels.ts";
import { type ProjectComparisons, projectComparisonsSchema } from "../release/project-comparisons-schema.ts";
import { readCsvCells } from "../release/read-csv-cells.ts";

/** A release as the take-away folder needs it: released figures and words, nothing else. */
export interface TakeAwayRelease {
  readonly catalogue: Catalogue;
  readonly manifest: Manifest;
  readonly findings: Findings;
  readonly estimates: readonly ReleasedEstimate[];
  /** The estimates as they stand in the release, byte for byte. */
  readonly csv: string;
  readonly programme: ProgrammeDocument;
  readonly compare: PackedComparePage;
  readonly comparisons: ProjectComparisons;
  readonly quality: DataQuality;
}

/**
 * Reads a release from its folder (`reports/data`) and checks that its files are those that its manifest lists.
 *
 * @throws CodedError RELEASE_UNREADABLE where a file is missing, changed, or not as this version writes it
 */
export function readRelease(folder: string): TakeAwayRelease {
  const manifest = parsed(folder, "manifest.json", manifestSchema);
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    check(folder, `${name}.json`, manifest);
    return parsed(folder, `${name}.json`, schema);
  };
  const csv = check(folder, "downloads/estimates.csv", manifest);
  const packed = read("findings", packedFindingsSchema);
  const text = (place: number): string => packed.texts[place] ?? "";
  const release = {
    manifest,
    catalogue: read("release", catalogueSchema),
    findings: {
      findings: Object.fromEntries(
        Object.entries(packed.findings).map(([key, [headline, detail, caveats]]) => [
          key,
          { headline: text(headline), detail: detail.map(text), caveats: caveats.map(text) },
        ]),
      ),
      not_shown: packed.not_shown,
    },
    csv,
    estimates: estimatesOf(csv, folder),
    programme: read("programme", programmeDocumentSchema),
    compare: read("funnels", packedComparePageSchema),
    comparisons: read("project-comparisons", projectComparisonsSchema),
    quality: read("data-quality", dataQualitySchema),
  };
  if (release.catalogue.release_id !== manifest.release_id) {
    throw unreadable(folder, "release.json", "It is of another release than manifest.json.");
  }
  return release;
}

function parsed<T>(folder: string, name: string, schema: z.ZodType<T>): T {
  const path = join(folder, name);
  if (!existsSync(path)) throw unreadable(folder, name, "The file is missing.");
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw unreadable(folder, name, "It is not as this version of the program writes it.", cause);
  }
}

/** The text of a file of the release; the manifest lists tables by path, or by name without `.json`. */
function check(folder: string, name: string, { tables }: Manifest): string {
  const path = join(folder, name);
  if (!existsSync(path)) throw unreadable(folder, name, "The file is missing.");
  const text = readFileSync(path, "utf8");
  const listed = tables.find(({ table }) => table === name || `${table}.json` === name);
  if (listed !== undefined && listed.sha256 !== sha256(text)) {
    throw unreadable(folder, name, "It is not the file that manifest.json lists: its fingerprint differs.");
  }
  return text;
}

function estimatesOf(csv: string, folder: string): readonly ReleasedEstimate[] {
  const [header = [], ...rows] = readCsvCells(csv);
  const places = ESTIMATE_COLUMNS.map((name) => ({ name, at: header.indexOf(name) }));
  if (places.some(({ at }) => at === -1)) {
    throw unreadable(folder, "downloads/estimates.csv", "A column is missing.");
  }
  const figures = new Set<string>(ESTIMATE_FIGURES);
  return rows.map((row) => {
    const cells = places.map(({ name, at }) => {
      const cell = row[at] ?? "";
      return [name, figures.has(name) ? (cell === "" ? null : Number(cell)) : cell];
    });
    return Object.fromEntries(cells) as ReleasedEstimate;
  });
}

function unreadable(folder: string, name: string, what: string, cause?: unknown): CodedError {
  return new CodedError({
    code: "RELEASE_UNREADABLE",
    place: { file: join(folder, name) },
    what,
    remedy: "Run what-matters release again, and change nothing in its folder.",
    exit: EXIT.usage,
    cause,
  });
}
