import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns, canonicalTables } from "../src/model/canonical.ts";
import type { Programme } from "../src/model/programme.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";

/** Tables whose rows belong to a person. */
const PERSONAL: readonly CanonicalTable[] = [
  "person",
  "cohort",
  "referral",
  "reason",
  "outcome",
  "contact",
  "activity",
  "goal",
  "health_use",
];

/** A score belongs to the latest referral before it, or to the first one at most this many days after it. */
export const SCORE_BEFORE_REFERRAL_DAYS = 30;

/**
 * Turns the load tables into canonical rows in `schema`: links a person's keys, drops who opted out,
 * lets a later export of the same record replace an earlier one, and ties scores to referrals.
 */
export async function resolveTables(
  database: Database,
  schema: string,
  programme: Programme,
  sourceOfFile: ReadonlyMap<number, string>,
): Promise<void> {
  await linkPersons(database);
  await fillAreas(database, schema, programme);
  await resolveReferrals(database);
  await resolveOutcomes(database);
  await resolvePersons(database);
  await resolveListSizes(database);
  await database.run(
    `CREATE TEMP TABLE file_source AS SELECT * FROM (VALUES ${[...sourceOfFile]
      .map(([id, source]) => `(${id}, ${sqlText(source)})`)
      .join(", ")}) AS t(file_id, source)`,
  );
  for (const table of canonicalTables) {
    if (table === "area") continue;
    const columns = canonicalColumns(table)
      .map((column) => `l.${sqlName(column.name)}`)
      .join(", ");
    await database.run(
      `INSERT INTO ${sqlName(schema)}.${table} SELECT ${columns}, s.source, l._row
       FROM load_${table} AS l JOIN file_source AS s USING (file_id) ORDER BY l.seq, 1, 2`,
    );
  }
}

/** One key a person: the NHS number's, else that of the NHS number seen elsewhere with the same local id, else the local one. */
async function linkPersons(database: Database): Promise<void> {
  await database.run(`CREATE TEMP TABLE local_key_use AS
    SELECT local_key, min(nhs_key) AS nhs_key, count(DISTINCT nhs_key) AS persons FROM load_person
    WHERE local_key IS NOT NULL AND nhs_key IS NOT NULL GROUP BY local_key`);
  await database.run(
    "CREATE TEMP TABLE person_link AS SELECT local_key, nhs_key FROM local_key_use WHERE persons = 1",
  );
  await database.run(`INSERT INTO issue SELECT DISTINCT file_id, _row, 'warning', 'LOCAL_ID_CONFLICT', NULL, NULL
    FROM load_person JOIN local_key_use USING (local_key) WHERE persons > 1`);
  for (const table of PERSONAL) {
    await database.run(`CREATE OR REPLACE TEMP TABLE linked AS
      SELECT l.* REPLACE (coalesce(l.nhs_key, k.nhs_key) AS nhs_key)
      FROM load_${table} AS l LEFT JOIN person_link AS k USING (local_key)`);
    await database.run(`INSERT INTO issue
      SELECT DISTINCT file_id, _row, 'excluded', 'OPTED_OUT', NULL, NULL FROM linked WHERE nhs_key IN (SELECT nhs_key FROM opt_out)`);
    const hasKey = canonicalColumns(table).some((column) => column.name === "person_key");
    const key = hasKey ? "REPLACE (coalesce(nhs_key, local_key) AS person_key)" : "";
    await database.run(`CREATE OR REPLACE TEMP TABLE load_${table} AS
      SELECT * ${key} FROM linked WHERE nhs_key IS NULL OR nhs_key NOT IN (SELECT nhs_key FROM opt_out)`);
  }
}

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

async function keepLatest(
  database: Database,
  table: "referral" | "outcome",
  same: string,
  where: string,
): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE ranked AS
    SELECT *, row_number() OVER (PARTITION BY ${same} ORDER BY seq DESC) AS version FROM load_${table} WHERE ${where}`);
  await database.run(`INSERT INTO issue
    SELECT DISTINCT file_id, _row, 'excluded', 'DUPLICATE', NULL, NULL FROM ranked WHERE version > 1`);
  await database.run(`CREATE OR REPLACE TEMP TABLE load_${table} AS
    SELECT * EXCLUDE (version) FROM ranked WHERE version = 1
    UNION ALL SELECT * FROM load_${table} WHERE NOT (${where})`);
}

async function resolveReferrals(database: Database): Promise<void> {
  await keepLatest(database, "referral", "referral_key", "TRUE");
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

async function resolveOutcomes(database: Database): Promise<void> {
  await keepLatest(database, "outcome", "person_key, instrument, stage, date", "date IS NOT NULL");
  await database.run(`CREATE TEMP TABLE referral_day AS
    SELECT person_key, received_date, min(referral_key) AS referral_key FROM load_referral
    WHERE received_date IS NOT NULL GROUP BY ALL`);
  await database.run(`CREATE OR REPLACE TEMP TABLE load_outcome AS
    SELECT o.* REPLACE (coalesce(o.referral_key, own.referral_key, before.referral_key,
      CASE WHEN date_diff('day', o.date, later.received_date) <= ${SCORE_BEFORE_REFERRAL_DAYS} THEN later.referral_key END) AS referral_key)
    FROM load_outcome AS o
    LEFT JOIN load_referral AS own ON own.file_id = o.file_id AND own._row = o._row
    ASOF LEFT JOIN referral_day AS before ON before.person_key = o.person_key AND before.received_date <= o.date
    ASOF LEFT JOIN referral_day AS later ON later.person_key = o.person_key AND later.received_date >= o.date`);
  await database.run(`INSERT INTO issue
    SELECT DISTINCT file_id, _row, 'warning', 'OUTCOME_WITHOUT_REFERRAL', NULL, NULL FROM load_outcome
    WHERE referral_key IS NULL AND EXISTS (SELECT 1 FROM load_referral)`);
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
    SELECT arg_max(file_id, seq) AS file_id, arg_max(_row, seq) AS _row, max(seq) AS seq, ${columns.join(", ")}
    FROM load_person GROUP BY person_key`);
}

/** A practice's patients and its areas come in two national files; they meet on the practice code. */
async function resolveListSizes(database: Database): Promise<void> {
  await database.run(`CREATE TEMP TABLE practice AS
    SELECT max(file_id) AS file_id, max(_row) AS _row, max(seq) AS seq, NULL::VARCHAR AS nhs_key, NULL::VARCHAR AS local_key,
      practice, max(pcn) AS pcn, max(icb) AS icb, max(region) AS region, max(extract_date) AS extract_date,
      CAST(sum(registered_patients) AS INTEGER) AS registered_patients
    FROM load_area_list_size GROUP BY practice`);
  await database.run(`INSERT INTO issue
    SELECT l.file_id, l._row, 'excluded', 'PRACTICE_NOT_IN_MAP', NULL, NULL
    FROM load_area_list_size AS l JOIN practice AS p USING (practice)
    WHERE p.icb IS NULL AND p.pcn IS NULL AND EXISTS (SELECT 1 FROM practice WHERE icb IS NOT NULL OR pcn IS NOT NULL)`);
  await database.run(`CREATE OR REPLACE TEMP TABLE load_area_list_size AS
    SELECT * FROM practice WHERE registered_patients IS NOT NULL
      AND (icb IS NOT NULL OR pcn IS NOT NULL OR NOT EXISTS (SELECT 1 FROM practice WHERE icb IS NOT NULL OR pcn IS NOT NULL))`);
}
