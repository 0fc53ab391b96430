import type { Programme } from "../model/programme.ts";
import { projectWindowSql } from "./period-sql.ts";
import { quoted } from "./quoted.ts";

/**
 * A relation of the rows of `table` once for each project whose comparator holds their network, with the project as
 * `comparator` and its window as `comparator_window`; undefined where no project has a comparator.
 *
 * `table` has `pcn` and `cell_date`. `more` are further columns, which may use `b` (the row) and `c.project`.
 */
export function comparatorSql(
  programme: Programme,
  table: string,
  more: readonly string[] = [],
): string | undefined {
  const pairs = programme.projects.flatMap(({ id, comparator }) =>
    (comparator?.pcns ?? []).map((pcn) => `(${quoted(id)}, ${quoted(pcn)})`),
  );
  if (pairs.length === 0) return undefined;
  const columns = [
    "b.*",
    "c.project AS comparator",
    `${projectWindowSql("b.cell_date", "c.project", programme)} AS comparator_window`,
    ...more,
  ];
  return `(SELECT ${columns.join(", ")} FROM ${table} AS b
    JOIN (SELECT DISTINCT project, pcn FROM (VALUES ${pairs.join(", ")}) AS v (project, pcn)) AS c ON c.pcn = b.pcn) AS j`;
}
