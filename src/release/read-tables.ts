import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isProcessAlive } from "../files/process-alive.ts";
import { dataQualityCounts, type IngestSummary } from "../measures/data-quality.ts";
import { officeRows } from "../measures/programme-office.ts";
import { teamMembers } from "../measures/team-members.ts";
import { teamRows } from "../measures/workforce-team.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { attachWarehouse } from "../warehouse/attach-warehouse.ts";
import { attachCanonicalFolder } from "../warehouse/canonical-folder.ts";
import { type Database, openDatabase } from "../warehouse/database.ts";
import { duckDbEngine } from "../warehouse/measure-engine.ts";
import type { ReleaseRequest } from "./make-release.ts";
import { measureProgramme } from "./measure-programme.ts";
import { narrowToServices } from "./narrow-to-services.ts";

/** For the database alone, where nothing else is asked for: enough for a national year. */
const MEMORY = "4GB";

const SPILL = "release-spill-";

/** Removes what a killed release had spilled: it holds rows of people. */
function removeAbandoned(state: string): void {
  if (!existsSync(state)) return;
  for (const name of readdirSync(state)) {
    const pid = name.startsWith(SPILL) ? Number(name.slice(SPILL.length)) : Number.NaN;
    if (Number.isNaN(pid) || (pid !== process.pid && isProcessAlive(pid))) continue;
    rmSync(join(state, name), { recursive: true, force: true });
  }
}

/** Reads the canonical tables, of the warehouse or of a folder, as far as the release needs them. */
export async function readTables(request: ReleaseRequest) {
  removeAbandoned(request.state);
  const scratch = join(request.state, `${SPILL}${process.pid}`);
  const database = await openDatabase({ scratch, memoryLimit: request.memory ?? MEMORY });
  try {
    const { tables, ingest, canonical } = await attachTables(database, request);
    const { local } = request;
    const { schema, programme } = await narrowToServices(
      database,
      tables,
      request.programme,
      local?.services ?? [],
    );
    const engine = duckDbEngine(database);
    const { query } = engine;
    const rows = await measureProgramme(engine, schema, programme, request.lists);
    const counts = await dataQualityCounts(query, schema, ingest);
    const office = await officeRows(query, schema);
    const team =
      local === undefined
        ? undefined
        : teamMembers(await teamRows(query, { schema, programme, names: local.names }));
    return { programme, rows, counts, office, team, ingest, canonical };
  } finally {
    database.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Makes the canonical tables readable, and says under which schema. */
async function attachTables(
  database: Database,
  { state, canonical: folder, configurationSha256 }: ReleaseRequest,
): Promise<{
  readonly tables: string;
  readonly ingest: IngestSummary;
  readonly canonical: string | undefined;
}> {
  if (folder === undefined) {
    const { ingestReport } = await attachWarehouse(database, state);
    return { tables: "w", ingest: ingestReport as IngestSummary, canonical: undefined };
  }
  const { manifest, sha256: canonical } = await attachCanonicalFolder(database, folder);
  if (manifest.configuration_sha256 !== configurationSha256)
    throw new CodedError({
      code: "CANONICAL_OTHER_PROGRAMME",
      what: "the canonical tables were written under another programme.yaml.",
      remedy: "Give the programme folder they were written from with --programme, or write them again.",
      exit: EXIT.usage,
    });
  return { tables: "c", ingest: manifest.ingest as IngestSummary, canonical };
}
