import type { Database } from "../src/warehouse/database.ts";
import { sqlText } from "../src/warehouse/database.ts";
import { columnFinder } from "./cell-sql.ts";
import type { MappedFile, MapRequest } from "./map-file.ts";
import { suppressedMarks } from "./suppressed-marks.ts";
import { maybeUntidySql, tidySql } from "./tidy-sql.ts";

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

/** Rows from which a file is long. */
const MANY_ROWS = 20_000;

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
  // Blank cells of a staged table are null. In a long file each different text is looked at once.
  const { table, rows: total } = request.staged;
  const marked = (sql: string, marks: readonly string[]) => {
    const texts = [...new Set(marks.map((text) => text.toLowerCase()))];
    if (texts.length === 0) return "0";
    const is = (text: string) => `lower(${tidySql(text)}) IN (${texts.map(sqlText).join(", ")})`;
    if (total < MANY_ROWS) return `count(*) FILTER (WHERE ${is(sql)})`;
    const longest = 2 * Math.max(...texts.map((text) => Buffer.byteLength(text)));
    return `(SELECT CAST(coalesce(sum(n) FILTER (WHERE ${is("t")}), 0) AS BIGINT) FROM (
      SELECT ${sql} AS t, count(*) AS n FROM ${table} AS s WHERE strlen(${sql}) <= ${longest} OR ${maybeUntidySql(sql)} GROUP BY ALL))`;
  };
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
