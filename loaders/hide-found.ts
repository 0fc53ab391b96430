import type { CodeList } from "../src/model/code-list.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import type { MappedFile, MapRequest } from "./map-file.ts";
import { identifierShapeSql } from "./mask-text.ts";
import { proposeCode } from "./propose-code.ts";
import { MASK } from "./quarantine-columns.ts";

/** Values of one column and rule whose row is named in place of the value; more of them have one cause. */
const MOST_NAMED = 20;

/** Values that are compared with the spellings of a code list at most. */
const MOST_COMPARED = 2000;

/** Signs of markup and of code. */
const NO_NAME = "[<>={}|\\\\_\\[\\]]";

/** Types of field whose texts are words of a code list. */
const CODED = new Set(["code", "flag"]);

/**
 * Takes out of a file's findings what may identify somebody, before anything is kept or printed; the row stands in its
 * place. That is: a text with the shape of an identifier; and, because a name has no shape, a text that stands in a column
 * of codes for one person only and is near no spelling of the list, or a word in a column of numbers or dates, on the
 * same terms. Texts with signs that stand in no name (`<`, `=`, `_` …) are shown; texts of columns that hold names of
 * services and the like are judged by their shape alone. Nothing is hidden in public statistics.
 *
 * One pass over the findings of the file, none over its rows.
 */
export async function hideFound(
  database: Database,
  { fileId, source, profile }: Pick<MapRequest, "fileId" | "source" | "profile">,
  mapped: MappedFile,
  lists: ReadonlyMap<string, CodeList>,
): Promise<void> {
  if (source.published) return;
  const person =
    profile.person === undefined
      ? "CAST(_row AS VARCHAR)"
      : "coalesce(nhs_key, local_key, CAST(_row AS VARCHAR))";
  await database.run(`CREATE OR REPLACE TEMP TABLE found_text AS
    SELECT code, column_name, found, min(_row) AS first_row, count(DISTINCT _row) AS n,
      min(person) = max(person) AS alone, ${identifierShapeSql("found")} AS hidden
    FROM (SELECT i.code, i.column_name, i.found, i._row, ${person} AS person
      FROM issue AS i LEFT JOIN ${mapped.table} AS m USING (_row)
      WHERE i.file_id = ${fileId} AND i.found IS NOT NULL)
    GROUP BY code, column_name, found`);
  const inDoubt = await database.rows<{ column_name: string | null }>(
    "SELECT DISTINCT column_name FROM found_text WHERE alone AND NOT hidden",
  );
  const doubted = new Set(inDoubt.map(({ column_name }) => column_name));
  for (const [column, list] of codedColumns(mapped)) {
    if (!doubted.has(column)) continue;
    const lone = `alone AND NOT hidden AND column_name = ${sqlText(column)} AND NOT regexp_matches(found, ${sqlText(NO_NAME)})`;
    if (list === undefined) {
      await database.run(
        // What is found in a sum of items begins with the item's own name.
        `UPDATE found_text SET hidden = TRUE WHERE ${lone} AND regexp_matches(regexp_extract(found, '[^:]*$'), '\\p{L}{3}')`,
      );
      continue;
    }
    const rows = await database.rows<{ found: string }>(
      `SELECT DISTINCT found FROM found_text WHERE ${lone} ORDER BY found LIMIT ${MOST_COMPARED}`,
    );
    const known = lists.get(list);
    const near = rows
      .map(({ found }) => found)
      .filter((found) => known !== undefined && proposeCode(known, found) !== undefined);
    const shown = near.length === 0 ? "" : ` AND found NOT IN (${near.map(sqlText).join(", ")})`;
    await database.run(`UPDATE found_text SET hidden = TRUE WHERE ${lone}${shown}`);
  }
  await database.run(`UPDATE issue SET found = h.shown FROM (
      SELECT code, column_name, found, CASE WHEN count(*) OVER (PARTITION BY code, column_name) <= ${MOST_NAMED}
        THEN '${MASK} in row ' || first_row ELSE '${MASK}' END AS shown
      FROM found_text WHERE hidden) AS h
    WHERE issue.file_id = ${fileId} AND issue.code = h.code AND issue.found = h.found
      AND issue.column_name IS NOT DISTINCT FROM h.column_name`);
  await database.run("DROP TABLE found_text");
}

/** Columns whose cells are codes, with their list, or numbers and dates, without one. */
function codedColumns({ fields }: MappedFile): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const { plan, column } of fields) {
    if (column === undefined || plan.type === "text") continue;
    const many = plan.name === "cohorts" ? "cohort" : plan.name === "reasons" ? "reason" : "";
    found.set(column, CODED.has(plan.type) || plan.split !== undefined ? (plan.codes ?? many) : undefined);
  }
  return found;
}
