import { type CanonicalTable, canonicalColumns, canonicalTables } from "../src/model/canonical.ts";
import type { Database } from "../src/warehouse/database.ts";
import { sqlName, sqlText } from "../src/warehouse/database.ts";
import { recordDate } from "./record-date.ts";

/** How filled in the stored records of one table are: all of them, by service, and by month. */
export interface TableCompleteness {
  readonly table: CanonicalTable;
  readonly fields: readonly { readonly field: string; readonly title: string }[];
  readonly groups: readonly CompletenessGroup[];
}

/** Records of one group; each list has one number a field, in order. What is in none of them is blank. */
export interface CompletenessGroup {
  readonly by: "all" | "service" | "month";
  /** Service or month (2023-04); null for all records, and where the service or the date is not known. */
  readonly value: string | null;
  readonly rows: number;
  readonly known: readonly number[];
  readonly not_stated: readonly number[];
  readonly not_known: readonly number[];
  readonly suppressed: readonly number[];
}

/** Tables of national figures, and those put together from others. */
const LEFT_OUT: readonly string[] = [
  "area",
  "area_list_size",
  "population",
  "published_count",
  "cohort",
  "reason",
];
/** Columns that every record has, or that say where it comes from. */
const KEYS = /_key$|^key_kind$/;
/** Texts that are no codes, so that none of them says that nothing is known. */
const OPEN_TEXTS = /^source_.*_id$|^(service|project|pcn|link_worker|provider|practice|received_time)$/;

/** Codes that say that nothing is known, where the list has codes of its own for it. */
const OWN_CODES: Readonly<Record<string, Readonly<Partial<Record<Unknown, string>>>>> = {
  "person.gender": { not_known: "X" },
  "person.ethnic_category": { not_stated: "Z", not_known: "99" },
};
const UNKNOWN = ["not_stated", "not_known", "suppressed"] as const;
type Unknown = (typeof UNKNOWN)[number];

/**
 * Counts, after the records are resolved, how many of each field are known, not stated, not known, suppressed and blank:
 * in one pass over each `load_<table>` by service and day, from which the sums are made, and a second one over those
 * fields alone that hold codes for what is not known.
 * Fields that no record fills in are left out, as are tables without records.
 */
export async function countCompletenessBy(database: Database): Promise<readonly TableCompleteness[]> {
  const found: TableCompleteness[] = [];
  for (const table of canonicalTables) {
    if (LEFT_OUT.includes(table)) continue;
    const counted = await countTable(database, table);
    if (counted !== undefined) found.push(counted);
  }
  return found;
}

type Field = ReturnType<typeof canonicalColumns>[number];

async function countTable(database: Database, table: CanonicalTable): Promise<TableCompleteness | undefined> {
  const fields = canonicalColumns(table).filter(({ name }) => !KEYS.test(name));
  const codeOf = ({ name }: Field, kind: Unknown) => sqlText(OWN_CODES[`${table}.${name}`]?.[kind] ?? kind);
  const filled = fields.map(({ name }) => `count(${sqlName(name)})`);
  const coded = fields.map((field) => {
    if (field.sql !== "VARCHAR" || OPEN_TEXTS.test(field.name)) return "0";
    const codes = UNKNOWN.map((kind) => codeOf(field, kind)).join(", ");
    return `count(*) FILTER (WHERE ${sqlName(field.name)} IN (${codes}))`;
  });
  const first = await countGroups(database, table, [...filled, ...coded]);
  const [total] = first;
  if (total === undefined || total.rows === 0) return undefined;
  const at = (counts: readonly number[], index: number) => counts[index] ?? 0;
  const kept = fields.flatMap((field, index) => (at(total.counts, index) > 0 ? [{ field, index }] : []));
  const unknown = kept.filter(({ index }) => at(total.counts, fields.length + index) > 0);
  const second =
    unknown.length === 0
      ? []
      : await countGroups(
          database,
          table,
          unknown.flatMap(({ field }) =>
            UNKNOWN.map((kind) => `count(*) FILTER (WHERE ${sqlName(field.name)} = ${codeOf(field, kind)})`),
          ),
        );
  return {
    table,
    fields: kept.map(({ field }) => ({ field: field.name, title: field.title })),
    // Both queries give the same groups in the same order.
    groups: first.map(({ by, value, rows, counts }, group) => {
      const of = (kind: Unknown) =>
        kept.map(({ index }) => {
          const place = unknown.findIndex((one) => one.index === index);
          return place < 0
            ? 0
            : at(second[group]?.counts ?? [], place * UNKNOWN.length + UNKNOWN.indexOf(kind));
        });
      return {
        by,
        value,
        rows,
        known: kept.map(({ index }) => at(counts, index) - at(counts, fields.length + index)),
        not_stated: of("not_stated"),
        not_known: of("not_known"),
        suppressed: of("suppressed"),
      };
    }),
  };
}

/** Sums of the aggregates over all records, by service and by month: all first, then as far as the table has them. */
async function countGroups(
  database: Database,
  table: CanonicalTable,
  aggregates: readonly string[],
): Promise<
  readonly (Pick<CompletenessGroup, "by" | "value" | "rows"> & { readonly counts: readonly number[] })[]
> {
  const date = recordDate(table);
  const hasService = canonicalColumns(table).some(({ name }) => name === "service");
  const names = aggregates.map((_, index) => `a${index}`);
  const rows = await database.rows<Record<string, number | string | null>>(`
    SELECT grouping(service, month) AS level, service, strftime(month, '%Y-%m') AS month, sum(n)::BIGINT AS n,
      ${names.map((name) => `sum(${name})::BIGINT AS ${name}`).join(", ")}
    FROM (SELECT service, date_trunc('month', day) AS month, * EXCLUDE (service, day)
      FROM (SELECT ${hasService ? "service" : "NULL::VARCHAR AS service"}, ${date === undefined ? "NULL::DATE" : sqlName(date)} AS day,
          count(*) AS n, ${aggregates.map((sql, index) => `${sql} AS a${index}`).join(", ")}
        FROM load_${table} GROUP BY 1, 2))
    GROUP BY GROUPING SETS ((), (service), (month)) ORDER BY level = 3 DESC, level, service NULLS LAST, month NULLS LAST`);
  return rows.flatMap((row) => {
    const by = row.level === 3 ? "all" : row.level === 1 ? "service" : "month";
    if ((by === "service" && !hasService) || (by === "month" && date === undefined)) return [];
    const value = by === "all" ? null : (row[by] as string | null);
    return [{ by, value, rows: Number(row.n ?? 0), counts: names.map((name) => Number(row[name] ?? 0)) }];
  });
}
