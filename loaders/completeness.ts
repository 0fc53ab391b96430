import type { Database } from "../src/warehouse/database.ts";
import { cleanSql, columnFinder, tidyCells } from "./cell-sql.ts";
import type { MappedFile, MapRequest } from "./map-file.ts";
import { suppressedMarks } from "./suppressed-marks.ts";

/** How filled in a mapped column is. The four kinds of absence are never merged. */
export interface ColumnCompleteness {
  readonly field: string;
  readonly column: string;
  readonly rows: number;
  readonly filled: number;
  readonly blank: number;
  readonly codedMissing: number;
  readonly suppressed: number;
}

/** Counts, for each mapped column of a file, what is filled in, blank, coded missing and suppressed. */
export async function countCompleteness(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
): Promise<readonly ColumnCompleteness[]> {
  const find = columnFinder(request.staged, request.profile);
  const columns = mapped.fields.flatMap((field) => {
    const read = field.plan.columns.length === 0 ? field.columns : field.columns.slice(0, 1);
    return read.map(find).flatMap((found) => (found === undefined ? [] : [{ ...found, plan: field.plan }]));
  });
  const distinct = columns.filter(
    (one, index) => columns.findIndex((other) => other.sql === one.sql) === index,
  );
  if (distinct.length === 0) return [];
  // Blank cells of a staged table are null.
  const { table } = request.staged;
  const tidy = await tidyCells(
    database,
    request.staged,
    distinct.map(({ sql }) => sql),
  );
  const marked = (sql: string, marks: readonly string[]) =>
    marks.length === 0 ? "0" : `count(${sql}) - count(${cleanSql(tidy.get(sql) ?? sql, marks)})`;
  const counts = distinct.map(
    ({ plan, sql }, index) => `count(*) - count(${sql}) AS b${index},
      ${marked(sql, suppressedMarks(request.profile, plan.type))} AS s${index},
      ${marked(sql, [...request.profile.missing, ...plan.missing])} AS m${index}`,
  );
  const [row] = await database.rows<Record<string, number>>(
    `SELECT count(*) AS n, ${counts.join(", ")} FROM ${table} AS s`,
  );
  const count = (name: string) => row?.[name] ?? 0;
  return distinct.map(({ name, plan }, index) => {
    const absent = {
      blank: count(`b${index}`),
      codedMissing: count(`m${index}`),
      suppressed: count(`s${index}`),
    };
    const rows = count("n");
    return {
      field: `${plan.table}.${plan.name}`,
      column: name,
      rows,
      filled: rows - absent.blank - absent.codedMissing - absent.suppressed,
      ...absent,
    };
  });
}
