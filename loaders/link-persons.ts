import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns } from "../src/model/canonical.ts";
import type { Database } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import { KeptFileOutdated } from "./kept-file-outdated.ts";
import { REFERRAL_CHILDREN } from "./load-file.ts";
import type { LoadViews } from "./load-views.ts";

/** Tables whose rows belong to a person and to no referral, or are the referral. */
const OWN: readonly CanonicalTable[] = ["person", "cohort", "referral", "reason", "health_use"];

/** SQL by which the rows `l` of a load table take one key of their person. */
export interface PersonLink {
  /** The NHS number's key, where it is known. */
  readonly nhsKey: string;
  readonly personKey: string;
  /** Joins and conditions to put behind the table. */
  readonly joins: string;
  readonly where: string;
}

/**
 * Gives each row one key of its person: the NHS number's, else that of the NHS number seen elsewhere with the same
 * local number, else the local one; and takes out every row of a person who opted out, whichever number it names them by:
 * NHS number, local number, or a referral of theirs, also one that is in no export and only other rows of theirs name.
 *
 * @returns how rows that belong to a referral are linked, when they are tied to it
 * @throws KeptFileOutdated where a row kept as one of a person who opted out is not so any more, or another is now
 */
export async function linkPersons(database: Database, views: LoadViews): Promise<PersonLink> {
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
  const link = linkSql(await holds(database, "local_key_use"), await takeOutOptedOut(database));
  for (const table of OWN) {
    if (!views.hasRows(table)) continue;
    const owned = canonicalColumns(table).some(({ name }) => name === "person_key");
    const keys = { nhs_key: link.nhsKey, ...(owned ? { person_key: link.personKey } : {}) };
    await views.replace(database, table, keys, `FROM load_${table} AS l ${link.joins} WHERE ${link.where}`);
  }
  return link;
}

function linkSql(linked: boolean, optedOut: boolean): PersonLink {
  const nhsKey = linked ? "coalesce(l.nhs_key, CASE WHEN k.persons = 1 THEN k.nhs_key END)" : "l.nhs_key";
  return {
    nhsKey,
    personKey: `coalesce(${nhsKey}, l.local_key)`,
    joins: linked ? "LEFT JOIN local_key_use AS k ON k.local_key = l.local_key" : "",
    where: optedOut
      ? "NOT EXISTS (SELECT 1 FROM opted_row AS o WHERE o.file_id = l.file_id AND o._row = l._row)"
      : "TRUE",
  };
}

/** Finds the rows of people who opted out; whether there are any. */
async function takeOutOptedOut(database: Database): Promise<boolean> {
  await database.run("CREATE TEMP TABLE opted_row (file_id INTEGER, _row INTEGER)");
  if (!(await holds(database, "opt_out"))) return false;
  await database.run(`CREATE TEMP TABLE opted_referral AS
    SELECT DISTINCT o.referral_key FROM referral_owner AS o LEFT JOIN local_key_use AS k USING (local_key)
    WHERE ${optedSql("o.nhs_key", "k.opted")}
    UNION
    SELECT l.referral_key FROM row_owner AS l LEFT JOIN local_key_use AS k USING (local_key)
    WHERE l.referral_key IS NOT NULL AND ${optedSql("l.nhs_key", "k.opted")}
      AND l.referral_key NOT IN (SELECT referral_key FROM referral_owner WHERE referral_key IS NOT NULL)`);
  const opted = [...OWN, ...REFERRAL_CHILDREN].map(
    (
      table,
    ) => `SELECT l.file_id, l._row FROM load_${table} AS l LEFT JOIN local_key_use AS k USING (local_key)
      WHERE ${optedSql("l.nhs_key", "k.opted")} OR ${ofOptedReferral(table)}`,
  );
  const owned = `${optedSql("l.nhs_key", "k.opted")} OR coalesce(l.referral_key IN (SELECT referral_key FROM opted_referral), FALSE)`;
  opted.push(
    `SELECT l.file_id, l._row FROM row_owner AS l LEFT JOIN local_key_use AS k USING (local_key) WHERE ${owned}`,
  );
  await database.run(`CREATE TEMP TABLE opted_again AS
    SELECT l.file_id, l._row, bool_or(${owned}) AS opted
    FROM opted_before AS l LEFT JOIN local_key_use AS k USING (local_key) GROUP BY l.file_id, l._row`);
  if (await holds(database, "(SELECT 1 FROM opted_again WHERE NOT opted)")) throw new KeptFileOutdated();
  await database.run(`INSERT INTO opted_row SELECT DISTINCT * FROM (
    ${opted.join(" UNION ALL ")} UNION ALL SELECT file_id, _row FROM opted_again)`);
  const newly = "opted_row SEMI JOIN read_before USING (file_id) ANTI JOIN opted_again USING (file_id, _row)";
  if (await holds(database, `(SELECT 1 FROM ${newly})`)) throw new KeptFileOutdated();
  // What is wrong with a row of a person who opted out is nobody's to mend or to see.
  await database.run("DELETE FROM issue WHERE (file_id, _row) IN (SELECT (file_id, _row) FROM opted_row)");
  await database.run(recordSql("OPTED_OUT", "SELECT file_id, _row FROM opted_row"));
  return holds(database, "opted_row");
}

async function holds(database: Database, table: string): Promise<boolean> {
  return (await database.rows(`SELECT 1 FROM ${table} LIMIT 1`)).length > 0;
}

/** A row without an NHS number is of a person who opted out where its local number was ever seen with theirs. */
const optedSql = (nhsKey: string, opted: string): string =>
  `coalesce(CASE WHEN ${nhsKey} IS NULL THEN ${opted} ELSE ${nhsKey} IN (SELECT nhs_key FROM opt_out) END, FALSE)`;

function ofOptedReferral(table: CanonicalTable): string {
  const column = table === "referral" || table === "reason" ? "referral_key" : "given_key";
  return `coalesce(l.${column} IN (SELECT referral_key FROM opted_referral), FALSE)`;
}
