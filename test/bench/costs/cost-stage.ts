import { resolve } from "node:path";
import { shippedCodeLists } from "../../../loaders/code-map.ts";
import { ingest } from "../../../loaders/ingest.ts";
import { loadPopulations } from "../../../loaders/load-populations.ts";
import { loadProgramme, stateFolder } from "../../../loaders/load-programme.ts";
import { sha256 } from "../../../src/files/sha256.ts";
import { makeRelease } from "../../../src/release/make-release.ts";
import { attachWarehouse } from "../../../src/warehouse/attach-warehouse.ts";
import { openDatabase } from "../../../src/warehouse/database.ts";
import { duckDbEngine } from "../../../src/warehouse/measure-engine.ts";
import { tablesByMeasures } from "../tables/measured-tables.ts";
import { tablesRowAtATime } from "../tables/row-at-a-time.ts";

/** What a step took, in a process of its own; `audit` is apart from `seconds`. */
export interface StageCost {
  readonly seconds: number;
  readonly audit: number;
  readonly memory_mb: number;
  readonly tables?: unknown;
}

const [stage = "", folder = ""] = process.argv.slice(2);
const loaded = loadProgramme(resolve(folder));
const started = performance.now();
let audit = 0;
let tables: unknown;
if (stage === "read") await ingest({ loaded, environment: process.env, fresh: true });
else if (stage === "release") {
  let began: number | undefined;
  await makeRelease({
    state: stateFolder(loaded.folder),
    programme: loaded.programme,
    configurationSha256: sha256(loaded.text),
    lists: shippedCodeLists(),
    populations: loadPopulations(loaded),
    onAudit: () => {
      began ??= performance.now();
    },
    onWithheld: () => {
      audit = began === undefined ? 0 : (performance.now() - began) / 1000;
    },
  });
} else if (stage === "tables") {
  const database = await openDatabase();
  await attachWarehouse(database, stateFolder(loaded.folder));
  tables = await tablesByMeasures(duckDbEngine(database), loaded.programme);
  database.close();
} else if (stage === "rows") tables = await tablesRowAtATime(loaded.folder);
else throw new Error(`There is no step "${stage}".`);

const cost: StageCost = {
  seconds: (performance.now() - started) / 1000 - audit,
  audit,
  memory_mb: (process.resourceUsage().maxRSS * 1024) / 1e6,
  tables,
};
process.stdout.write(JSON.stringify(cost));
