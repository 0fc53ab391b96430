import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns, canonicalTables } from "../src/model/canonical.ts";
import type { Programme, ProgrammeSource } from "../src/model/programme.ts";
import { createTableSql } from "../src/warehouse/canonical-schema.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import { checkRecords } from "./check-records.ts";
import { dropDuplicates } from "./drop-duplicates.ts";
import { linkPersons } from "./link-persons.ts";
import type { LoadViews } from "./load-views.ts";
import { matchUnnumbered } from "./match-unnumbered.ts";
import { storeTable } from "./store-table.ts";
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
  views: LoadViews,
): Promise<void> {
  await database.run(
    `CREATE TEMP TABLE file_source AS SELECT * FROM (VALUES ${[...sourceOfFile]
      .map(([id, one]) => `(${id}, ${sqlText(one.id)}, ${sqlText(one.system ?? one.id)}, ${one.published})`)
      .join(", ")}) AS t(file_id, source, system, published)`,
  );
  const link = await linkPersons(database, views);
  for (const table of ["area", "area_list_size"] as const) await database.run(createTableSql(schema, table));
  await fillAreas(database, schema, programme, views);
  await resolveReferrals(database, views);
  await tieToReferrals(database, views, link);
  for (const table of ALONE) await dropDuplicates(database, views, table);
  await resolvePersons(database, views);
  await resolveListSizes(database, views);
  await checkRecords(database, programme, views);
  for (const table of canonicalTables) {
    if (table === "area") continue;
    if (table === "area_list_size") await addListSizes(database, schema);
    else if (views.hasRows(table)) await storeTable(database, schema, table, views);
    else await database.run(createTableSql(schema, table));
  }
}

/** Practices' list sizes stand beside those that programme.yaml gives. */
async function addListSizes(database: Database, schema: string): Promise<void> {
  const names = canonicalColumns("area_list_size").map((column) => `l.${sqlName(column.name)}`);
  await database.run(
    `INSERT INTO ${sqlName(schema)}.area_list_size SELECT ${names.join(", ")}, s.source, l._row
     FROM load_area_list_size AS l JOIN file_source AS s USING (file_id) ORDER BY l.seq`,
  );
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
async function fillAreas(
  database: Database,
  schema: string,
  programme: Programme,
  views: LoadViews,
): Promise<void> {
  const { areas, services, projects } = programme;
  const rows: (readonly [string, string, string, string | undefined, string | undefined])[] = [
    ...areas.icbs.map((one) => ["icb", one.code, one.name, undefined, one.code] as const),
    ...areas.boroughs.map((one) => ["borough", one.code, one.name, one.code, one.icb] as const),
    ...areas.pcns.map((one) => ["pcn", one.code, one.name, one.borough, one.icb] as const),
    ...services.map((one) => ["service", one.id, one.name, one.borough, one.icb] as const),
    ...projects.map((one) => ["project", one.id, one.name, one.borough, one.icb] as const),
  ];
  const text = (value: string | undefined) => (value === undefined ? "NULL" : sqlText(value));
  await insertRows(
    database,
    `${sqlName(schema)}.area`,
    rows.map((row) => `${row.map(text).join(", ")}, 'programme.yaml', NULL`),
  );
  await insertRows(
    database,
    `${sqlName(schema)}.area_list_size`,
    areas.pcns.flatMap(({ code, icb, list_size }) =>
      list_size === undefined
        ? []
        : [`NULL, ${sqlText(code)}, ${text(icb)}, NULL, NULL, ${list_size}, 'programme.yaml', NULL`],
    ),
  );
  const area = `${sqlName(schema)}.area`;
  if (!views.hasRows("referral")) return;
  const known = (column: string) =>
    `coalesce(nullif(l.${column}, ''), p.${column}, v.${column}, j.${column}, b.${column})`;
  await views.replace(
    database,
    "referral",
    { borough: known("borough"), icb: known("icb") },
    `FROM load_referral AS l
     LEFT JOIN ${area} AS p ON p.area_type = 'pcn' AND p.area = l.pcn
     LEFT JOIN ${area} AS v ON v.area_type = 'service' AND v.area = l.service
     LEFT JOIN ${area} AS j ON j.area_type = 'project' AND j.area = l.project
     LEFT JOIN ${area} AS b ON b.area_type = 'borough' AND b.area = l.borough`,
    Object.fromEntries(
      ["borough", "icb"].map((column) => [
        column,
        `SELECT ${column} AS text FROM load_referral UNION ALL SELECT ${column} FROM ${area}`,
      ]),
    ),
  );
}

/** Inserts rows, each given as the SQL of its cells, in one statement: a nation has thousands of areas. */
async function insertRows(database: Database, table: string, rows: readonly string[]): Promise<void> {
  if (rows.length > 0)
    await database.run(`INSERT INTO ${table} VALUES ${rows.map((row) => `(${row})`).join(", ")}`);
}

async function resolveReferrals(database: Database, views: LoadViews): Promise<void> {
  await matchUnnumbered(database, views);
  await dropDuplicates(database, views, "referral");
  for (const [child, key] of [
    ["reason", "referral_key"],
    ["cohort", "person_key"],
  ] as const) {
    if (!views.hasRows(child)) continue;
    const rows = child === "reason" ? "JOIN load_referral AS r USING (file_id, _row)" : "";
    await views.replace(
      database,
      child,
      {},
      `FROM load_${child} AS l ${rows}
       QUALIFY row_number() OVER (PARTITION BY l.${key}, l.${child} ORDER BY l.seq DESC) = 1`,
    );
  }
}

/** One row a person: of each characteristic the latest known value; a stated one before "not stated". */
async function resolvePersons(database: Database, views: LoadViews): Promise<void> {
  const kind = (any: string, given: string) =>
    `CASE WHEN ${any} THEN 'nhs_number' ELSE coalesce(${given}, 'local') END`;
  const latest = (column: string) => {
    if (column === "person_key") return "person_key";
    if (column === "key_kind") return kind("bool_or(nhs_key IS NOT NULL)", "max(key_kind)");
    const stated = `arg_max(${column}, seq) FILTER (WHERE ${column} IS NOT NULL AND CAST(${column} AS VARCHAR) NOT IN ('Z', '99', 'X', 'not_stated', 'not_known', 'suppressed'))`;
    return `coalesce(${stated}, arg_max(${column}, seq) FILTER (WHERE ${column} IS NOT NULL))`;
  };
  if (!views.hasRows("person")) return;
  // Most people stand in one row: nothing is to be put together for them.
  await database.run(`CREATE TEMP TABLE person_again AS
    SELECT person_key FROM load_person WHERE person_key IS NOT NULL GROUP BY person_key HAVING count(*) > 1`);
  const names = canonicalColumns("person")
    .map(({ name }) => name)
    .filter((name) => name === "key_kind" || views.isFilled("person", name));
  const together = Object.fromEntries(names.map((name) => [name, latest(name)]));
  const columns = {
    file_id: "arg_max(file_id, seq)",
    _row: "arg_max(_row, seq)",
    seq: "max(seq)",
    part: "0",
    nhs_key: "max(nhs_key)",
    local_key: "max(local_key)",
    ...together,
  };
  const again = Object.entries(columns).map(([name, sql]) => `${sql} AS ${sqlName(name)}`);
  const once = Object.keys(columns).map((name) =>
    name === "key_kind" ? `${kind("nhs_key IS NOT NULL", "key_kind")} AS key_kind` : sqlName(name),
  );
  await views.replace(
    database,
    "person",
    Object.fromEntries(Object.keys(columns).map((name) => [name, `l.${sqlName(name)}`])),
    `FROM (
      SELECT ${once.join(", ")} FROM load_person ANTI JOIN person_again USING (person_key) WHERE person_key IS NOT NULL
      UNION ALL
      SELECT ${again.join(", ")} FROM load_person SEMI JOIN person_again USING (person_key) GROUP BY person_key) AS l`,
  );
}

/**
 * A practice's patients and its areas come in two national files; they meet on the practice code. Patients are those of
 * the latest day: parts of one day, such as women and men, add up, and earlier days are recorded as DUPLICATE.
 */
async function resolveListSizes(database: Database, views: LoadViews): Promise<void> {
  if (!views.hasRows("area_list_size")) return;
  const sized = `(SELECT *, registered_patients IS NULL OR extract_date IS NOT DISTINCT FROM
      max(CASE WHEN registered_patients IS NOT NULL THEN extract_date END) OVER (PARTITION BY practice) AS latest
    FROM load_area_list_size)`;
  await database.run(`CREATE TEMP TABLE practice AS
    SELECT max(file_id) AS file_id, max(_row) AS _row, max(seq) AS seq, 0 AS part, NULL::VARCHAR AS nhs_key, NULL::VARCHAR AS local_key,
      practice, max(pcn) AS pcn, max(icb) AS icb, max(region) AS region, max(extract_date) AS extract_date,
      CAST(sum(registered_patients) FILTER (WHERE latest) AS INTEGER) AS registered_patients
    FROM ${sized} GROUP BY practice`);
  await database.run(recordSql("DUPLICATE", `SELECT file_id, _row FROM ${sized} WHERE NOT latest`));
  await database.run(
    recordSql(
      "PRACTICE_NOT_IN_MAP",
      `SELECT l.file_id, l._row FROM load_area_list_size AS l JOIN practice AS p USING (practice)
       WHERE p.icb IS NULL AND p.pcn IS NULL AND EXISTS (SELECT 1 FROM practice WHERE icb IS NOT NULL OR pcn IS NOT NULL)`,
    ),
  );
  await views.replace(
    database,
    "area_list_size",
    {},
    `FROM practice AS l WHERE registered_patients IS NOT NULL
      AND (icb IS NOT NULL OR pcn IS NOT NULL OR NOT EXISTS (SELECT 1 FROM practice WHERE icb IS NOT NULL OR pcn IS NOT NULL))`,
  );
}
