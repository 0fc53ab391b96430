import { type CodeList, normaliseRawSql, spellings } from "../../src/model/code-list.ts";
import type { DateOrder } from "../../src/model/date-order.ts";
import { type Database, type Row, sqlText } from "../../src/warehouse/database.ts";
import { dateMacroSql } from "../date-sql.ts";
import type { StagedTable } from "../read/staged.ts";
import { tidySql } from "../tidy-sql.ts";
import { type CellKind, DETAILS, type Detail, KINDS, T } from "./cell-kinds.ts";
import { SAMPLE_ROWS } from "./prepare-file.ts";

/** How much of a column a code list reads. */
export interface ListShare {
  readonly list: string;
  /** Of the column's distinct values. */
  readonly values: number;
  readonly read: number;
  /** Of the column's filled cells, 0–1. */
  readonly share: number;
  readonly codes: number;
  /** Set where each cell holds several values, split by this. */
  readonly split: string | undefined;
}

/** What can be told of a column without printing anything of it. Counts are of cells unless they say otherwise. */
export interface ColumnCounts {
  /** From 0. */
  readonly index: number;
  readonly name: string;
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  readonly kinds: Readonly<Partial<Record<CellKind, number>>>;
  readonly distinctOf: Readonly<Partial<Record<CellKind, number>>>;
  /** Slashed dates that can be read day first only, month first only, both ways to two days, and in neither. */
  readonly dates: {
    readonly dmy: number;
    readonly mdy: number;
    readonly both: number;
    readonly neither: number;
    readonly ymd: number;
  };
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly decimals: number;
  readonly meanLength: number;
  readonly longest: number;
  readonly capitalised: number;
  readonly details: Readonly<Partial<Record<Detail, number>>>;
  /** Cells with people's details inside a longer text. */
  readonly detailed: number;
  /** The most frequent shapes, letters as A or a and digits as 9. */
  readonly shapes: readonly string[];
  readonly lists: readonly ListShare[];
  /** Values of a column of few codes that each stand at least {@link COMMON} times, or are spellings of a list. */
  readonly values: () => Promise<readonly { readonly value: string; readonly cells: number }[]>;
  readonly range: (order: DateOrder) => Promise<readonly [string, string] | undefined>;
}

/** A value may be shown from this many cells on. */
const COMMON = 8;
/** Codes of a column that are shown at most. */
const FEW = 12;
const SEPARATORS = [";", "|", ","] as const;

/**
 * Counts what each column of a staged file holds, in SQL: one pass over the rows (the first {@link SAMPLE_ROWS})
 * groups equal cells, and all else is asked of the groups. Cells stay in the database; what comes out are counts,
 * shapes and numbers, and values only through `values`.
 */
export async function profileColumns(
  database: Database,
  staged: StagedTable,
  lists: ReadonlyMap<string, CodeList>,
): Promise<readonly ColumnCounts[]> {
  const width = staged.columns.length;
  const cells = staged.columns.map((_, index) => `c${index + 1}`);
  for (const order of ["dmy", "mdy", "ymd"] as const) await database.run(dateMacroSql(order));
  await database.run(`CREATE OR REPLACE TEMP TABLE inspected_value AS
    SELECT k, t, ${normaliseRawSql("left(t, 300)")} AS raw, n, CASE ${KINDS.map(([kind, sql]) => `WHEN ${sql} THEN '${kind}'`).join("\n")} ELSE 'text' END AS kind
    FROM (SELECT k, ${tidySql("v")} AS t, count(*) AS n FROM (
      SELECT unnest(range(${width})) AS k, unnest([${cells.join(", ")}]) AS v
      FROM (FROM ${staged.table} LIMIT ${SAMPLE_ROWS})) WHERE v IS NOT NULL GROUP BY ALL)`);
  await createLists(database, lists);
  const rows = Math.min(staged.rows, SAMPLE_ROWS);
  const kinds = await database.rows<KindRow>(KIND_SQL);
  const shapes = await database.rows<{ k: number; shape: string }>(SHAPE_SQL);
  const shares = await listShares(database);
  return staged.columns.map((name, index) => {
    const own = kinds.filter(({ k }) => k === index);
    const total = (pick: (row: KindRow) => number | null) =>
      own.reduce((sum, row) => sum + (pick(row) ?? 0), 0);
    const filled = total(({ n }) => n);
    const numbers = own.flatMap(({ low, high }) => [low, high]).filter((one) => one !== null);
    return {
      index,
      name,
      rows,
      filled,
      distinct: total(({ d }) => d),
      kinds: Object.fromEntries(own.map(({ kind, n }) => [kind, n])),
      distinctOf: Object.fromEntries(own.map(({ kind, d }) => [kind, d])),
      dates: {
        dmy: total((row) => row.dmy),
        mdy: total((row) => row.mdy),
        both: total((row) => row.both_ways),
        neither: total((row) => row.neither),
        ymd: total((row) => row.ymd),
      },
      low: numbers.length === 0 ? undefined : Math.min(...numbers),
      high: numbers.length === 0 ? undefined : Math.max(...numbers),
      decimals: Math.max(0, ...own.map((row) => row.decimals ?? 0)),
      meanLength: filled === 0 ? 0 : total((row) => row.letters) / filled,
      longest: Math.max(0, ...own.map((row) => row.longest)),
      capitalised: total((row) => row.capitalised),
      details: Object.fromEntries(
        DETAILS.map(([detail], at) => [detail, total((row) => Number(row[`detail${at}`]))] as const).filter(
          ([, count]) => count > 0,
        ),
      ),
      detailed: total((row) => row.detailed),
      shapes: shapes.filter(({ k }) => k === index).map(({ shape }) => shape),
      lists: shares.get(index) ?? [],
      values: () => commonValues(database, index),
      range: (order) => dateRange(database, index, order),
    };
  });
}

interface KindRow extends Row {
  readonly k: number;
  readonly kind: CellKind;
  readonly n: number;
  readonly d: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly decimals: number | null;
  readonly letters: number;
  readonly longest: number;
  readonly capitalised: number | null;
  readonly dmy: number | null;
  readonly mdy: number | null;
  readonly both_ways: number | null;
  readonly neither: number | null;
  readonly ymd: number | null;
  readonly detailed: number | null;
}

const NUMERIC = "kind IN ('integer', 'thousands', 'decimal', 'decimal_comma')";
const NUMBER = `CASE WHEN kind = 'decimal_comma' THEN try_cast(replace(t, ',', '.') AS DOUBLE)
  WHEN ${NUMERIC} THEN try_cast(replace(replace(replace(t, ',', ''), '(', '-'), ')', '') AS DOUBLE) END`;
const whole = (condition: string) => `CAST(coalesce(sum(n) FILTER (${condition}), 0) AS BIGINT)`;
const KIND_SQL = `
  SELECT k, kind, CAST(sum(n) AS BIGINT) AS n, count(*) AS d, min(x) AS low, max(x) AS high,
    max(CASE WHEN kind IN ('decimal', 'decimal_comma') THEN length(regexp_extract(rtrim(t, '0'), '[.,](\\d*)$', 1)) ELSE 0 END) AS decimals,
    CAST(sum(n * length(t)) AS BIGINT) AS letters, max(length(t)) AS longest,
    ${whole(`regexp_full_match(${T}, '((Mr|Mrs|Ms|Miss|Dr)\\.? )?\\p{Lu}[\\p{L}''’.-]*(,? \\p{Lu}[\\p{L}''’.-]*){1,3}')`)} AS capitalised,
    ${whole("p1 > 12 AND p2 <= 12")} AS dmy, ${whole("p2 > 12 AND p1 <= 12")} AS mdy,
    ${whole("p1 <= 12 AND p2 <= 12 AND p1 <> p2")} AS both_ways, ${whole("p1 > 12 AND p2 > 12 AND p1 < 1000")} AS neither,
    ${whole("p1 > 1000")} AS ymd,
    ${DETAILS.map((_, at) => `${whole(`d${at}`)} AS detail${at}`).join(", ")},
    ${whole(DETAILS.map((_, at) => `d${at}`).join(" OR "))} AS detailed
  FROM (SELECT *, ${NUMBER} AS x, ${["1", "2"].map((part) => `CASE WHEN kind IN ('slash_date', 'short_year') THEN try_cast(split_part(regexp_replace(t, '[.-]', '/', 'g'), '/', ${part}) AS INTEGER) END AS p${part}`).join(", ")},
      ${DETAILS.map(([, sql], at) => `(kind IN ('text', 'long_text') AND length(t) > 12 AND ${sql}) AS d${at}`).join(", ")}
    FROM inspected_value)
  GROUP BY k, kind ORDER BY k, n DESC`;

/** Longer runs of letters are cut short: the length of a name is nobody's business. */
const SHAPE = [
  ["\\p{Lu}", "A"],
  ["[\\p{L}]", "a"],
  ["\\p{N}", "9"],
  ["[^Aa9 ./:;,_()#*%£@+&|<>=''\"\\[\\]-]", "?"],
].reduce((sql, [pattern, sign]) => `regexp_replace(${sql}, '${pattern}', '${sign}', 'g')`, "left(t, 24)");
const SHAPE_SQL = `
  SELECT k, shape FROM (
    SELECT k, regexp_replace(regexp_replace(replace(${SHAPE.replaceAll("'A'", "'\u0001'").replaceAll("Aa9", "\u0001a9")}, '\u0001', 'A'), 'A{4,}', 'AAA…', 'g'), 'a{3,}', 'a…', 'g') AS shape, sum(n) AS n
    FROM inspected_value WHERE kind NOT IN ('long_text', 'missing') GROUP BY ALL)
  QUALIFY row_number() OVER (PARTITION BY k ORDER BY n DESC, shape) <= 3 ORDER BY k, n DESC, shape`;

async function createLists(database: Database, lists: ReadonlyMap<string, CodeList>): Promise<void> {
  const rows = [...lists.values()].flatMap((list) =>
    [...spellings(list)].map(([raw, code]) => `(${sqlText(list.id)}, ${sqlText(raw)}, ${sqlText(code)})`),
  );
  await database.run(
    `CREATE OR REPLACE TEMP TABLE inspected_list AS SELECT * FROM (VALUES ${rows.join(", ")}) AS t(list, raw, code)`,
  );
}

interface ShareRow extends Row {
  readonly k: number;
  readonly list: string;
  readonly vals: number;
  readonly read: number;
  readonly share: number;
  readonly codes: number;
}

/** Reads every column through every code list; cells of several values, after splitting them. */
async function listShares(database: Database): Promise<ReadonlyMap<number, readonly ListShare[]>> {
  const found = new Map<number, ListShare[]>();
  const put = (rows: readonly ShareRow[], split: string | undefined) => {
    for (const { k, list, vals, read, share, codes } of rows) {
      const lists = found.get(k) ?? [];
      if (lists.some((one) => one.list === list && one.share >= share)) continue;
      found.set(k, [
        ...lists.filter((one) => one.list !== list),
        { list, values: vals, read, share, codes, split },
      ]);
    }
  };
  const shareSql = (values: string) => `
    WITH v AS (${values}), total AS (SELECT k, count(*) AS vals, sum(n) AS n FROM v GROUP BY k)
    SELECT v.k, l.list, any_value(total.vals) AS vals, count(*) AS read, CAST(sum(v.n) / any_value(total.n) AS DOUBLE) AS share,
      count(DISTINCT l.code) AS codes
    FROM v JOIN inspected_list AS l ON l.raw = v.raw JOIN total ON total.k = v.k GROUP BY v.k, l.list`;
  const plain =
    "SELECT k, raw, sum(n) AS n FROM inspected_value WHERE kind NOT IN ('missing', 'long_text') GROUP BY ALL";
  put(await database.rows<ShareRow>(shareSql(plain)), undefined);
  for (const separator of SEPARATORS) {
    const held = `contains(t, ${sqlText(separator)})`;
    const columns = `SELECT k FROM inspected_value WHERE kind NOT LIKE '%date%' GROUP BY k
      HAVING sum(n) FILTER (${held} AND kind IN ('text', 'long_text')) >= 0.05 * sum(n)`;
    const parts = `SELECT k, ${normaliseRawSql("trim(part)")} AS raw, sum(n) AS n FROM (
        SELECT k, n, unnest(string_split(left(t, 1000), ${sqlText(separator)})) AS part FROM inspected_value
        WHERE kind <> 'missing' AND k IN (${columns})) WHERE trim(part) <> '' GROUP BY ALL`;
    put(await database.rows<ShareRow>(shareSql(parts)), separator);
  }
  return new Map(
    [...found].map(([k, shares]) => [k, shares.sort((a, b) => b.share - a.share || b.codes - a.codes)]),
  );
}

async function commonValues(
  database: Database,
  k: number,
): Promise<readonly { readonly value: string; readonly cells: number }[]> {
  const rows = await database.rows<{ value: string; n: number }>(
    `SELECT t AS value, CAST(n AS BIGINT) AS n FROM inspected_value AS v
     WHERE k = ${k} AND length(t) <= 60 AND kind IN ('text', 'integer') ORDER BY n DESC, value`,
  );
  return rows.length > FEW || rows.some(({ n }) => n < COMMON)
    ? []
    : rows.map(({ value, n }) => ({ value, cells: n }));
}

/** A day before 2010 may be somebody's date of birth in the wrong column: its month is shown alone. */
const shownDateSql = (date: string): string =>
  `CASE WHEN ${date} < DATE '2010-01-01' THEN strftime(${date}, '%Y-%m') ELSE CAST(${date} AS VARCHAR) END`;

async function dateRange(
  database: Database,
  k: number,
  order: DateOrder,
): Promise<readonly [string, string] | undefined> {
  const [found] = await database.rows<{ low: string | null; high: string | null }>(
    `SELECT ${shownDateSql("min(d)")} AS low, ${shownDateSql("max(d)")} AS high FROM (
       SELECT wm_date_${order}(t) AS d FROM inspected_value WHERE k = ${k} AND kind LIKE '%date')`,
  );
  const { low, high } = found ?? { low: null, high: null };
  return low === null || high === null ? undefined : [low, high];
}
