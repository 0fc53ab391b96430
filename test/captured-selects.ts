import { shippedCodeLists } from "../loaders/code-map.ts";
import { loadProgramme } from "../loaders/load-programme.ts";
import { dataQualityCounts } from "../src/measures/data-quality.ts";
import { officeRows } from "../src/measures/programme-office.ts";
import { teamRows } from "../src/measures/workforce-team.ts";
import { measureProgramme } from "../src/release/measure-programme.ts";
import type { Database } from "../src/warehouse/database.ts";
import { duckDbEngine, type MeasureEngine } from "../src/warehouse/measure-engine.ts";
import { aliasUses, outsideCore } from "../src/warehouse/outside-core.ts";
import { openWarehouse } from "./programme-folder.ts";

/** What the measures of an ingested programme send to the engine that is outside the portable core; and how much they send. */
export async function selectsOutsideCore(
  folder: string,
): Promise<{ readonly sent: number; readonly outside: readonly string[] }> {
  const { programme } = loadProgramme(folder);
  const database = await openWarehouse(folder);
  try {
    const sent = new Set<string>();
    const outside = new Set<string>();
    const engine = watchedEngine(duckDbEngine(database), async (select) => {
      if (sent.has(select)) return;
      sent.add(select);
      for (const fault of await faultsOf(database, select)) outside.add(`${fault}: ${select.slice(0, 200)}`);
    });
    const { query } = engine;
    await measureProgramme(engine, "w", programme, shippedCodeLists());
    await dataQualityCounts(query, "w", { files: [], issues: [] });
    await officeRows(query, "w");
    const names = [{ case_keys: ["A"], staff_keys: ["1"] }];
    await teamRows(query, { schema: "w", programme, names });
    return { sent: sent.size, outside: [...outside] };
  } finally {
    database.close();
  }
}

/** Tells of every SELECT before the engine runs it, while the tables that it reads stand as they are. */
const watchedEngine = (engine: MeasureEngine, tell: (select: string) => Promise<void>): MeasureEngine => ({
  query: async (select) => {
    await tell(select);
    return engine.query(select);
  },
  keep: async (name, select) => {
    await tell(select);
    await engine.keep(name, select);
  },
});

/** What of a SELECT is outside the portable core; the tables that it reads stand in the database. */
export async function faultsOf(database: Database, select: string): Promise<readonly string[]> {
  const [row] = await database.rows<{ parts: string }>("SELECT json_serialize_sql(?::VARCHAR) AS parts", [
    select,
  ]);
  const parts = JSON.parse(
    (row?.parts ?? "{}").replaceAll(/"query_location":\d+/g, '"query_location":0'),
  ) as { error: boolean; error_message?: string };
  if (parts.error) return [parts.error_message ?? "cannot be parsed"];
  const aliases: string[] = [];
  for (const { name, probe } of aliasUses(parts)) {
    const [text] = await database.rows<{ sql: string }>("SELECT json_deserialize_sql(?::JSON) AS sql", [
      JSON.stringify(probe),
    ]);
    const binds = await database.rows(`EXPLAIN ${text?.sql}`).then(
      () => true,
      () => false,
    );
    if (!binds) aliases.push(`the name "${name}" used beside where it is given`);
  }
  return [...outsideCore(parts), ...aliases];
}
