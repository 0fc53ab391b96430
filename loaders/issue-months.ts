import type { Database } from "../src/warehouse/database.ts";
import { sqlText } from "../src/warehouse/database.ts";
import type { MappedFile, MapRequest } from "./map-file.ts";
import { recordDate } from "./record-date.ts";

/** Rows of one file that a rule found, in one month of the records' date; null where the date is not known. */
export interface IssueMonth {
  readonly code: string;
  readonly column: string | null;
  readonly month: string | null;
  readonly rows: number;
}

/**
 * Counts what the rules found in a file by month of the record's date (the first that the row has, of the tables in the
 * order of the mapping). Dates outside the plausible window count as not known.
 */
export async function countIssueMonths(
  database: Database,
  { fileId, programme }: Pick<MapRequest, "fileId" | "programme">,
  mapped: MappedFile,
): Promise<readonly IssueMonth[]> {
  const dates = mapped.fields
    .filter(({ plan }) => plan.type === "date" && plan.name === recordDate(plan.table))
    .map(({ value }) => `m.${value}`);
  if (dates.length === 0) return [];
  const window = `DATE ${sqlText(programme.dates.earliest)} AND DATE ${sqlText(programme.data_date)}`;
  const plausible = [...new Set(dates)].map((date) => `CASE WHEN ${date} BETWEEN ${window} THEN ${date} END`);
  const rows = await database.rows<{
    code: string;
    column_name: string | null;
    month: string | null;
    n: number;
  }>(`
    SELECT code, column_name, strftime(month, '%Y-%m') AS month, n FROM (
      SELECT i.code, i.column_name, date_trunc('month', coalesce(${plausible.join(", ")}, NULL)) AS month,
        count(DISTINCT i._row) AS n
      FROM issue AS i JOIN ${mapped.table} AS m USING (_row) WHERE i.file_id = ${fileId}
      GROUP BY ALL) ORDER BY code, column_name, month`);
  return rows.map(({ code, column_name, month, n }) => ({ code, column: column_name, month, rows: n }));
}
