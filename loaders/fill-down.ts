import type { Profile } from "../src/model/profile.ts";
import type { Database } from "../src/warehouse/database.ts";
import { columnFinder } from "./cell-sql.ts";
import type { StagedTable } from "./read/staged.ts";

/**
 * Fills the blank cells of a profile's `fill_down` columns with the nearest value above, in the order of the file.
 * Nothing is carried across a row that could not be read: it may have held the label of a new group.
 *
 * @returns what was done, for the ingest report
 */
export async function fillDown(
  database: Database,
  staged: StagedTable,
  profile: Profile,
): Promise<readonly string[]> {
  const find = columnFinder(staged, profile);
  const columns = profile.fill_down.flatMap((name) => find(name) ?? []);
  if (columns.length === 0) return [];
  const blank = columns.map(({ sql }, index) => `count(*) FILTER (WHERE ${sql} IS NULL) AS n${index}`);
  const count = `SELECT ${blank.join(", ")} FROM ${staged.table} AS s`;
  const [before] = await database.rows<Record<string, number>>(count);
  const breaks = staged.unreadable.map(({ row }) => row).sort((a, b) => a - b);
  const stretch =
    breaks.length === 0 ? "" : `PARTITION BY len(list_filter([${breaks.join(", ")}], lambda x: x < s._row))`;
  const filled = columns.map(
    ({ sql }) =>
      `last_value(${sql} IGNORE NULLS) OVER (${stretch} ORDER BY s._row ROWS UNBOUNDED PRECEDING) AS ${sql.slice(2)}`,
  );
  await database.run(
    `CREATE OR REPLACE TEMP TABLE ${staged.table} AS SELECT s.* REPLACE (${filled.join(", ")}) FROM ${staged.table} AS s ORDER BY s._row`,
  );
  const [after] = await database.rows<Record<string, number>>(count);
  return columns.map(({ name }, index) => {
    const left = after?.[`n${index}`] ?? 0;
    const cells = (before?.[`n${index}`] ?? 0) - left;
    return `Column "${name}" filled down: ${cells} blank cells take the value above${left === 0 ? "" : `, ${left} have none above`}.`;
  });
}
