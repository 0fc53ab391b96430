import { join } from "node:path";
import { codeDigest } from "../files/code-digest.ts";
import { sha256 } from "../files/sha256.ts";
import type { IngestSummary } from "../measures/data-quality.ts";
import type { DatabaseOptions } from "../warehouse/database.ts";
import { warehouseDigest } from "../warehouse/warehouse-digest.ts";
import type { ReleaseRequest } from "./make-release.ts";

/** All that a release is computed by. Pages and samples are not. */
const CODE = [
  "src/cli",
  "src/disclosure",
  "src/files",
  "src/findings",
  "src/measures",
  "src/model",
  "src/release",
  "src/statistics",
  "src/warehouse",
  "loaders",
  "data/reference",
  "package-lock.json",
];

type Inputs = Pick<
  ReleaseRequest,
  "state" | "programme" | "configurationSha256" | "caseStudies" | "populations" | "previous"
>;

let code: string | undefined;

/**
 * Digests everything that a release is made from: the rows of the warehouse, what its ingest counted, configuration,
 * policy, texts, populations, the earlier release, and the code.
 * @returns undefined where there is no warehouse
 */
export async function releaseInputs(
  request: Inputs,
  database: DatabaseOptions = {},
): Promise<string | undefined> {
  const warehouse = await warehouseDigest(join(request.state, "warehouse.duckdb"), database);
  if (warehouse === undefined) return undefined;
  code ??= codeDigest(CODE);
  const { files, issues } = JSON.parse(warehouse.ingestReport) as IngestSummary;
  const ingest = {
    files: files.map(({ source, label, layout, published, sha256, rows, stored, quarantined, excluded }) =>
      [source, label, layout, published, sha256, rows, stored, quarantined, excluded].join("|"),
    ),
    issues: issues.map(({ source, code, severity, rows, meaning, remedy }) =>
      [source, code, severity, rows, meaning, remedy].join("|"),
    ),
  };
  const parts = [
    warehouse.rows,
    JSON.stringify(ingest),
    request.configurationSha256,
    JSON.stringify(request.programme),
    JSON.stringify(request.caseStudies ?? null),
    JSON.stringify(request.populations ?? null),
    request.previous?.sha256 ?? "",
    code,
    process.version,
  ];
  return sha256(parts.map((part) => sha256(part)).join("\n"));
}
