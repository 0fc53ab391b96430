import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { Programme } from "../src/model/programme.ts";
import type { Database } from "../src/warehouse/database.ts";
import { fileRules } from "./file-rules.ts";

/**
 * Refuses a mapped file of a programme declared synthetic whose NHS numbers could be those of real people: the key of a
 * synthetic programme may be published, and then anybody could find out who they are.
 *
 * @param table a mapped table with its column `nhs_kind`
 * @throws CodedError `NHS_NUMBER_REAL` with the count and the first row, never a number.
 */
export async function refuseRealNumbers(
  database: Database,
  table: string,
  programme: Pick<Programme, "synthetic">,
  file: string,
): Promise<void> {
  if (!programme.synthetic) return;
  const [found] = await database.rows<{ n: number; first_row: number | null }>(
    `SELECT count(*) AS n, min(_row) AS first_row FROM ${table} WHERE nhs_kind = 'issued'`,
  );
  if (found === undefined || found.n === 0) return;
  throw new CodedError({
    code: "NHS_NUMBER_REAL",
    place: { file, row: found.first_row ?? undefined },
    what: `the programme is declared synthetic, but ${found.n} ${found.n === 1 ? "row holds a valid NHS number" : "rows hold valid NHS numbers"} outside 900 000 0000 to 999 999 9999, which may be a real person's.`,
    remedy: `${fileRules.NHS_NUMBER_REAL.remedy} Nothing was stored.`,
    exit: EXIT.refused,
  });
}
