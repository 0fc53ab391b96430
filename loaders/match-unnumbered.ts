import type { Database } from "../src/warehouse/database.ts";
import type { LoadViews } from "./load-views.ts";

/**
 * Makes one record of a referral without a number that a later export of the same source repeats: of the same person,
 * day, service and project, and the same one of them in its file, so that two in one file stay two. The earlier rows take
 * the key of the latest, so that they are dropped as DUPLICATE.
 *
 * Table `same_referral` (referral_key, kept_key) then says by which key the rows of an earlier one are to be known; two
 * sources may read one file, and a key stands there once all the same.
 */
export async function matchUnnumbered(database: Database, views: LoadViews): Promise<void> {
  await database.run("CREATE TEMP TABLE same_referral (referral_key VARCHAR, kept_key VARCHAR)");
  if (!views.hasRows("referral")) return;
  const several = "SELECT source FROM file_source GROUP BY source HAVING count(*) > 1";
  const record = "l.person_key, l.received_date, l.service, l.project";
  await database.run(`INSERT INTO same_referral
    SELECT referral_key, arg_max(kept_key, kept_seq) FROM (
      SELECT referral_key, last_value(referral_key) OVER same AS kept_key, last_value(seq) OVER same AS kept_seq
      FROM (
        SELECT s.source, l.referral_key, l.seq, ${record},
          row_number() OVER (PARTITION BY l.file_id, ${record} ORDER BY l.seq, l.part) AS nth
        FROM load_referral AS l JOIN file_source AS s USING (file_id)
        WHERE l.source_referral_id IS NULL AND l.person_key IS NOT NULL AND l.received_date IS NOT NULL
          AND s.source IN (${several}))
      WINDOW same AS (PARTITION BY source, person_key, received_date, service, project, nth ORDER BY seq
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
    WHERE referral_key <> kept_key GROUP BY referral_key`);
  if (!(await hasSameReferrals(database))) return;
  await views.replace(
    database,
    "referral",
    { referral_key: "coalesce(same.kept_key, l.referral_key)" },
    "FROM load_referral AS l LEFT JOIN same_referral AS same ON same.referral_key = l.referral_key",
  );
}

/** Whether some referral is known by the key of a later row. */
export async function hasSameReferrals(database: Database): Promise<boolean> {
  return (await database.rows("SELECT 1 FROM same_referral LIMIT 1")).length > 0;
}
