import type { Database } from "../src/warehouse/database.ts";
import { sqlText } from "../src/warehouse/database.ts";
import { columnFinder } from "./cell-sql.ts";
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
  const list = (texts: readonly string[]) =>
    texts.length === 0 ? "(NULL)" : `(${texts.map((text) => sqlText(text.toLowerCase())).join(", ")})`;
  const texts = distinct.map(({ sql }, index) => `lower(trim(coalesce(${sql}, ''))) AS t${index}`);
  const counts = distinct.map(({ plan }, index) => {
    const missing = [...request.profile.missing, ...plan.missing];
    return `count(*) FILTER (WHERE t${index} = '') AS b${index},
      count(*) FILTER (WHERE coalesce(t${index} IN ${list(suppressedMarks(request.profile, plan.type))}, FALSE)) AS s${index},
      count(*) FILTER (WHERE coalesce(t${index} IN ${list(missing)}, FALSE)) AS m${index}`;
  });
  const [row] = await database.rows<Record<string, number>>(
    `SELECT count(*) AS n, ${counts.join(", ")} FROM (SELECT ${texts.join(", ")} FROM ${request.staged.table} AS s)`,
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
