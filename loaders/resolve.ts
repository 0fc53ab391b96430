import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns, canonicalTables } from "../src/model/canonical.ts";
import type { Programme, ProgrammeSource } from "../src/model/programme.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import { checkRecords } from "./check-records.ts";
import { dropDuplicates } from "./drop-duplicates.ts";
import { linkPersons } from "./link-persons.ts";
import { tieToReferrals } from "./tie-to-referrals.ts";

/**
 * Turns the load tables into canonical rows in `schema`: links a person's keys, drops who opted out,
 * lets a later export of the same record replace an earlier one, and ties records to referrals.
 */
export async function resolveTables(
  database: Database,
  schema: string,
  programme: Programme,
  sourceOfFile: ReadonlyMap<number, ProgrammeSource>,
): Promise<void> {
  await database.run(
    `CREATE TEMP TABLE file_source AS SELECT * FROM (VALUES ${[...sourceOfFile]
      .map(([id, one]) => `(${id}, ${sqlText(one.id)}, ${sqlText(one.system ?? one.id)}, ${one.published})`)
      .join(", ")}) AS t(file_id, source, system, published)`,
  );
  await linkPersons(database);
  await fillAreas(database, schema, programme);
  await resolveReferrals(database);
  await tieToReferrals(database);
  for (const table of ALONE) await dropDuplicates(database, table);
  await resolvePersons(database);
  await resolveListSizes(database);
  await checkRecords(database, programme);
  for (const table of canonicalTables) {
    if (table === "area") continue;
    const names = canonicalColumns(table).map((column) => `l.${sqlName(column.name)}`);
    await database.run(
      `INSERT INTO ${sqlName(schema)}.${table} SELECT ${names.join(", ")}, s.source, l._row
       FROM load_${table} AS l JOIN file_source AS s USING (file_id) ORDER BY l.seq, l.part`,
    );
  }
}

/** Tables whose repeated rows are dropped by themselves, once people are linked. */
const ALONE: readonly CanonicalTable[] = [
  "health_use",
  "link_worker",
  "absence",
  "workforce_response",
  "trainee",
  "population",
  "published_count",
  "support_session",
  "spend",
];

/** Declared areas; borough and ICB of a referral follow from its PCN, service or project where not recorded. */
async function fillAreas(database: Database, schema: string, programme: Programme): Promise<void> {
  const { areas, services, projects } = programme;
  const rows: (readonly [string, string, string, string | undefined, string | undefined])[] = [
    ...areas.icbs.map((one) => ["icb", one.code, one.name, undefined, one.code] as const),
    ...areas.boroughs.map((one) => ["borough", one.code, one.name, one.code, one.icb] as const),
    ...areas.pcns.map((one) => ["pcn", one.code, one.name, one.borough, one.icb] as const),
    ...services.map((one) => ["service", one.id, one.name, one.borough, one.icb] as const),
    ...projects.map((one) => ["project", one.id, one.name, one.borough, one.icb] as const),
  ];
  const text = (value: string | undefined) => (value === undefined ? "NULL" : sqlText(value));
  for (const row of rows) {
    await database.run(
      `INSERT INTO ${sqlName(schema)}.area VALUES (${row.map(text).join(", ")}, 'programme.yaml', NULL)`,
    );
  }
  for (const pcn of areas.pcns) {
    if (pcn.list_size === undefined) continue;
    await database.run(`INSERT INTO ${sqlName(schema)}.area_list_size VALUES
      (NULL, ${sqlText(pcn.code)}, ${text(pcn.icb)}, NULL, NULL, ${pcn.list_size}, 'programme.yaml', NULL)`);
  }
  const area = `${sqlName(schema)}.area`;
  const known = (column: string) =>
    `coalesce(nullif(r.${column}, ''), p.${column}, v.${column}, j.${column}, b.${column})`;
  await database.run(`CREATE OR REPLACE TEMP TABLE load_referral AS
    SELECT r.* REPLACE (${known("borough")} AS borough, ${known("icb")} AS icb)
    FROM load_referral AS r
    LEFT JOIN ${area} AS p ON p.area_type = 'pcn' AND p.area = r.pcn
    LEFT JOIN ${area} AS v ON v.area_type = 'service' AND v.area = r.service
    LEFT JOIN ${area} AS j ON j.area_type = 'project' AND j.area = r.project
    LEFT JOIN ${area} AS b ON b.area_type = 'borough' AND b.area = r.borough`);
}

async function resolveReferrals(database: Database): Promise<void> {
  await dropDuplicates(database, "referral");
  for (const [child, key] of [
    ["reason", "referral_key"],
    ["cohort", "person_key"],
  ] as const) {
    const rows = child === "reason" ? "JOIN load_referral AS r USING (file_id, _row)" : "";
    await database.run(`CREATE OR REPLACE TEMP TABLE load_${child} AS
      SELECT c.* FROM load_${child} AS c ${rows}
      QUALIFY row_number() OVER (PARTITION BY c.${key}, c.${child} ORDER BY c.seq DESC) = 1`);
  }
}

/** One row a person: of each characteristic the latest known value; a stated one before "not stated". */
async function resolvePersons(database: Database): Promise<void> {
  const value = (column: string) => {
    if (column === "person_key") return "person_key";
    if (column === "key_kind") {
      return "CASE WHEN bool_or(nhs_key IS NOT NULL) THEN 'nhs_number' ELSE coalesce(max(key_kind), 'local') END AS key_kind";
    }
    const stated = `arg_max(${column}, seq) FILTER (WHERE ${column} IS NOT NULL AND CAST(${column} AS VARCHAR) NOT IN ('Z', '99', 'X', 'not_stated', 'not_known', 'suppressed'))`;
    return `coalesce(${stated}, arg_max(${column}, seq) FILTER (WHERE ${column} IS NOT NULL)) AS ${column}`;
  };
  const columns = canonicalColumns("person").map((column) => value(column.name));
  await database.run(`CREATE OR REPLACE TEMP TABLE load_person AS
    SELECT arg_max(file_id, seq) AS file_id, arg_max(_row, seq) AS _row, max(seq) AS seq, 0 AS part, ${columns.join(", ")}
    FROM load_person WHERE person_key IS NOT NULL GROUP BY person_key`);
}

/** A practice's patients and its areas come in two national files; they meet on the practice code. */
async function resolveListSizes(database: Database): Promise<void> {
  await database.run(`CREATE TEMP TABLE practice AS
    SELECT max(file_id) AS file_id, max(_row) AS _row, max(seq) AS seq, 0 AS part, NULL::VARCHAR AS nhs_key, NULL::VARCHAR AS local_key,
      practice, max(pcn) AS pcn, max(icb) AS icb, max(region) AS region, max(extract_date) AS extract_date,
      CAST(sum(registered_patients) AS INTEGER) AS registered_patients
    FROM load_area_list_size GROUP BY practice`);
  await database.run(
    recordSql(
      "PRACTICE_NOT_IN_MAP",
      `SELECT l.file_id, l._row FROM load_area_list_size AS l JOIN practice AS p USING (practice)
       WHERE p.icb IS NULL AND p.pcn IS NULL AND EXISTS (SELECT 1 FROM practice WHERE icb IS NOT NULL OR pcn IS NOT NULL)`,
    ),
  );
  await database.run(`CREATE OR REPLACE TEMP TABLE load_area_list_size AS
    SELECT * FROM practice WHERE registered_patients IS NOT NULL
      AND (icb IS NOT NULL OR pcn IS NOT NULL OR NOT EXISTS (SELECT 1 FROM practice WHERE icb IS NOT NULL OR pcn IS NOT NULL))`);
}
