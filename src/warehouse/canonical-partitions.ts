import type { CanonicalTable } from "../model/canonical.ts";
import { sqlName } from "./database.ts";

/** Columns that say which partition a row stands in; of no canonical table, so that none is said twice. */
export const PARTITION_COLUMNS = ["financial_year", "in_icb"] as const;

/** Partition of rows without a date, or without a board. */
const NOT_KNOWN = "not_known";

/** Days that a table's rows are put into years by; the first that is known. Null: the day of the referral. */
const DAYS: Readonly<Partial<Record<CanonicalTable, readonly string[] | null>>> = {
  referral: ["received_date"],
  reason: null,
  contact: ["date"],
  outcome: ["date"],
  activity: ["referred_date", "started_date", "ended_date"],
  goal: ["date"],
};

/** Whether a table is kept in partitions: those that grow with the work done. People and staff have no year. */
export const isPartitioned = (table: CanonicalTable): boolean => table in DAYS;

/** FROM of a canonical table of `schema` as `t`, with its partition columns where it has any: the SELECT list and the rest. */
export function partitionedFrom(schema: string, table: CanonicalTable): { select: string; from: string } {
  const own = `${schema}.${sqlName(table)} AS t`;
  const days = DAYS[table];
  if (days === undefined) return { select: "", from: own };
  const day = days === null ? "r.day" : `coalesce(${days.map((one) => `t.${one}`).join(", ")})`;
  // A referral that stands twice must not double what hangs on it.
  const referral = `(SELECT referral_key, min(received_date) AS day, min(icb) AS icb FROM ${schema}.referral GROUP BY referral_key) AS r`;
  const icb = table === "referral" ? "t.icb" : "r.icb";
  const [year, board] = PARTITION_COLUMNS;
  return {
    select: `, coalesce(${financialYear(day)}, '${NOT_KNOWN}') AS ${year}, coalesce(${icb}, '${NOT_KNOWN}') AS ${board}`,
    from: table === "referral" ? own : `${own} LEFT JOIN ${referral} ON r.referral_key = t.referral_key`,
  };
}

/** Financial year of a day, 1 April to 31 March, as `2022-23`. */
function financialYear(day: string): string {
  const start = `(year(${day}) - CASE WHEN month(${day}) < 4 THEN 1 ELSE 0 END)`;
  return `${start} || '-' || lpad(((${start} + 1) % 100)::VARCHAR, 2, '0')`;
}
