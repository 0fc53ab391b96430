import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns } from "../src/model/canonical.ts";
import type { Database } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import { REFERRAL_CHILDREN } from "./load-file.ts";

/** Tables whose rows belong to a person. */
const PERSONAL: readonly CanonicalTable[] = [
  "person",
  "cohort",
  "referral",
  "reason",
  ...REFERRAL_CHILDREN,
  "health_use",
];

/**
 * Gives each row one key of its person: the NHS number's, else that of the NHS number seen elsewhere with the same
 * local number, else the local one; and takes out every row of a person who opted out, whichever number it names them by:
 * NHS number, local number, or a referral of theirs.
 */
export async function linkPersons(database: Database): Promise<void> {
  await database.run(`CREATE TEMP TABLE local_key_use AS
    SELECT local_key, min(nhs_key) AS nhs_key, count(DISTINCT nhs_key) AS persons,
      bool_or(nhs_key IN (SELECT nhs_key FROM opt_out)) AS opted
    FROM keys_seen GROUP BY local_key`);
  await database.run(
    recordSql(
      "LOCAL_ID_CONFLICT",
      "SELECT file_id, _row FROM load_person JOIN local_key_use USING (local_key) WHERE persons > 1",
    ),
  );
  await database.run(`CREATE TEMP TABLE opted_referral AS
    SELECT DISTINCT o.referral_key FROM referral_owner AS o LEFT JOIN local_key_use AS k USING (local_key)
    WHERE ${optedSql("o.nhs_key", "k.opted")}`);
  const opted = PERSONAL.map(
    (
      table,
    ) => `SELECT l.file_id, l._row FROM load_${table} AS l LEFT JOIN local_key_use AS k USING (local_key)
      WHERE ${optedSql("l.nhs_key", "k.opted")} OR ${ofOptedReferral(table)}`,
  );
  await database.run(`CREATE TEMP TABLE opted_row AS SELECT DISTINCT * FROM (${opted.join(" UNION ALL ")})`);
  await database.run(recordSql("OPTED_OUT", "SELECT file_id, _row FROM opted_row"));
  for (const table of PERSONAL) {
    const linked = "coalesce(l.nhs_key, CASE WHEN k.persons = 1 THEN k.nhs_key END)";
    const hasKey = canonicalColumns(table).some((column) => column.name === "person_key");
    const key = hasKey ? `, coalesce(${linked}, l.local_key) AS person_key` : "";
    await database.run(`CREATE OR REPLACE TEMP TABLE load_${table} AS
      SELECT l.* REPLACE (${linked} AS nhs_key ${key})
      FROM load_${table} AS l LEFT JOIN local_key_use AS k USING (local_key)
      WHERE NOT EXISTS (SELECT 1 FROM opted_row AS o WHERE o.file_id = l.file_id AND o._row = l._row)`);
  }
}

/** A row without an NHS number is of a person who opted out where its local number was ever seen with theirs. */
const optedSql = (nhsKey: string, opted: string): string =>
  `coalesce(CASE WHEN ${nhsKey} IS NULL THEN ${opted} ELSE ${nhsKey} IN (SELECT nhs_key FROM opt_out) END, FALSE)`;

function ofOptedReferral(table: CanonicalTable): string {
  const column = table === "referral" || table === "reason" ? "referral_key" : "given_key";
  return `coalesce(l.${column} IN (SELECT referral_key FROM opted_referral), FALSE)`;
}
