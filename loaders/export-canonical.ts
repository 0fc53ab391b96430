import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join, relative, sep } from "node:path";
import { codeVersion } from "../src/files/code-version.ts";
import { sha256 } from "../src/files/sha256.ts";
import type { IngestSummary } from "../src/measures/data-quality.ts";
import type { Programme } from "../src/model/programme.ts";
import { attachWarehouse } from "../src/warehouse/attach-warehouse.ts";
import {
  CANONICAL_KIND,
  CANONICAL_MANIFEST,
  type CanonicalManifest,
  canonicalFiles,
  writeCanonicalTables,
} from "../src/warehouse/canonical-folder.ts";
import { PARTITION_COLUMNS } from "../src/warehouse/canonical-partitions.ts";
import { WAREHOUSE_VERSION } from "../src/warehouse/canonical-schema.ts";
import { openDatabase } from "../src/warehouse/database.ts";

/** What the canonical tables are taken from, and where they go. */
export interface CanonicalExport {
  /** Folder that holds warehouse.duckdb. */
  readonly state: string;
  readonly programme: Programme;
  /** programme.yaml as it stands. */
  readonly text: string;
  /** An empty folder. */
  readonly folder: string;
  /** A folder for what does not fit into memory; the caller removes it. */
  readonly scratch: string;
  /** For example `2GB`; without it three fifths of this machine's. */
  readonly memoryLimit?: string | undefined;
  readonly onTable?: (table: string) => void;
}

const WARNING =
  "Person-level records under pseudonyms: personal data. They must not leave the place they were written in, and are never a release.";

/**
 * Writes the canonical tables of a warehouse as Parquet, with programme.yaml, a README and a manifest, for an engine that
 * reads them where they lie. What is in the warehouse is in it and nothing more: pseudonyms, no names or numbers of people.
 *
 * @throws CodedError as {@link attachWarehouse} does where there is no warehouse, or one of another version.
 */
export async function exportCanonical(request: CanonicalExport): Promise<CanonicalManifest> {
  const { programme, text, folder, scratch, onTable } = request;
  const memoryLimit = request.memoryLimit ?? `${Math.floor((totalmem() / 1e6) * 0.6)}MB`;
  const database = await openDatabase({ scratch, memoryLimit });
  try {
    // Before the first record is in it.
    chmodSync(folder, 0o700);
    const facts = await attachWarehouse(database, request.state);
    const tables = await writeCanonicalTables(database, "w", folder, onTable);
    const manifest: CanonicalManifest = {
      kind: CANONICAL_KIND,
      warning: WARNING,
      version: WAREHOUSE_VERSION,
      code_version: codeVersion(),
      programme: programme.id,
      data_date: programme.data_date,
      synthetic: programme.synthetic,
      configuration_sha256: sha256(text),
      partitions: [...PARTITION_COLUMNS],
      tables,
      ingest: summaryOf(facts.ingestReport as IngestSummary),
    };
    writeFileSync(join(folder, "programme.yaml"), text);
    writeFileSync(join(folder, "README.txt"), readme(manifest));
    writeFileSync(join(folder, CANONICAL_MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    onlyForTheOwner(folder);
    return manifest;
  } finally {
    database.close();
  }
}

/** Whether a folder is one that {@link exportCanonical} wrote, with nothing else in it: only such a one may be replaced. */
export function isCanonicalFolder(folder: string): boolean {
  const written = canonicalFiles(folder);
  if (written === undefined) return false;
  const known = new Set([...written, "programme.yaml", "README.txt", CANONICAL_MANIFEST]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .every((entry) => known.has(relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")));
}

/** The part of the ingest report that a release uses: counts by source and rule, without values, files or months. */
function summaryOf({ files, issues }: IngestSummary): IngestSummary {
  return {
    files: files.map(({ source, label, layout, published, sha256, rows, stored, quarantined, excluded }) => ({
      ...{ source, label, layout, published, sha256, rows, stored, quarantined, excluded },
    })),
    issues: issues.map(({ source, code, severity, rows, meaning, remedy }) => ({
      ...{ source, code, severity, rows, meaning, remedy },
    })),
  };
}

const readme = ({ programme, data_date, tables, synthetic }: CanonicalManifest): string => `${
  synthetic ? "SYNTHETIC: every record here is made up.\n\n" : ""
}PERSON-LEVEL RECORDS. THIS FOLDER MUST NOT LEAVE THE PLACE IT WAS WRITTEN IN.

One row here is one person, referral, contact or score of the programme "${programme}", data to ${data_date}. Names and
NHS numbers are not in it, but people stand under pseudonyms, and few people may share a place, a day and a reason: it is
personal data, to be kept, used and deleted as your information-governance lead has agreed. Only a release, made by
what-matters release, may be published.

Each table is a folder of Parquet files. ${tables
  .filter(({ partitioned }) => partitioned)
  .map(({ table }) => table)
  .join(", ")} are kept by financial year and
Integrated Care Board (${PARTITION_COLUMNS.join("=…/")}=…; not_known where there is none); these two stand in the
names of the folders only. manifest.json has every table's columns with types and meanings, numbers of rows, and the
SHA-256 of each file. Scores are whole numbers, times 10 for each decimal of the instrument in programme.yaml.

To make a release from this folder, where the programme folder is (programme.yaml with its files of populations):

    npx what-matters release --programme my-programme --canonical THIS-FOLDER
`;

/** Nobody else on this machine may read it. */
function onlyForTheOwner(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
}
