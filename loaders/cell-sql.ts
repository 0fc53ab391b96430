import type { Profile } from "../src/model/profile.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { comparableName } from "./read/column-name.ts";
import type { StagedTable } from "./read/staged.ts";
import { maybeUntidySql, tidySql } from "./tidy-sql.ts";

/** A column of the staged file: its name as exported and the SQL of its cell. */
export interface FoundColumn {
  readonly name: string;
  readonly sql: string;
}

export type ColumnFinder = (column: string) => FoundColumn | undefined;

/** Finds a column by its name or one of the profile's synonyms, as people spell it. */
export function columnFinder(staged: StagedTable, profile: Profile): ColumnFinder {
  const places = new Map(
    staged.columns.map((name, index) => [comparableName(name), { name, sql: `s.c${index + 1}` }]),
  );
  return (column) => {
    for (const spelling of [column, ...(profile.synonyms[column] ?? [])]) {
      const place = places.get(comparableName(spelling));
      if (place !== undefined) return place;
    }
    return undefined;
  };
}

/** A tidy text, or null where it is one of the marks, in any case. Staged cells that are blank are null already. */
export function cleanSql(text: string, missing: readonly string[]): string {
  const texts = [...new Set(missing.map((one) => one.toLowerCase()))];
  if (texts.length === 0) return text;
  // Letters can grow when they are made small; the length is looked at first because most cells are longer.
  const longest = 2 * Math.max(...texts.map((one) => Buffer.byteLength(one)));
  // Numbers and dates begin with a digit, and most marks do not.
  const digits = texts.some((one) => /^\d/.test(one)) ? "" : `WHEN ${text} BETWEEN '0' AND '9~' THEN ${text}`;
  // A list, because a long IN becomes a join over all rows, those that begin with a digit too.
  const marks = `list_contains([${texts.map(sqlText).join(", ")}], lower(${text}))`;
  return `CASE ${digits} WHEN strlen(${text}) <= ${longest} AND ${marks} THEN NULL ELSE ${text} END`;
}

/** The cleaned cells that a query needs, each as one column however often it is used. */
export class CleanedCells {
  readonly #names = new Map<string, string>();

  /** Name of the column that holds a tidy cell, or null where it is blank or coded missing. */
  cell(sql: string, missing: readonly string[]): string {
    const clean = cleanSql(sql, missing);
    const name = this.#names.get(clean) ?? `k${this.#names.size}`;
    this.#names.set(clean, name);
    return name;
  }

  names(): readonly string[] {
    return [...this.#names.values()];
  }

  /** The columns to select from the staged table; those that an SQL names where one is given. */
  columns(sql?: string): readonly string[] {
    const named = sql === undefined ? undefined : new Set(sql.match(/\bk\d+\b/g));
    return [...this.#names]
      .filter(([, name]) => named?.has(name) ?? true)
      .map(([clean, name]) => `${clean} AS ${name}`);
  }
}

/** Rows from which it pays to look first whether cells need trimming. */
const MANY_ROWS = 20_000;

/** SQL of cells of a staged table without white space at their ends, by cell (`s.c3`). */
export async function tidyCells(
  database: Database,
  staged: StagedTable,
  cells: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const untidy = new Set(await untidyCells(database, staged, cells));
  return new Map(cells.map((cell) => [cell, untidy.has(cell) ? tidySql(cell) : cell]));
}

/**
 * The relation `s` of a staged table's rows with tidy cells (`s.c3`): those that an SQL names.
 *
 * @param tidy as {@link tidyCells} gives it
 */
export function tidyRows(staged: StagedTable, tidy: ReadonlyMap<string, string>, named: string): string {
  const cells = [...new Set(named.match(/\bs\.c\d+\b/g))].map((cell) => {
    const sql = tidy.get(cell);
    return sql === undefined ? "" : `, ${sql} AS ${cell.slice("s.".length)}`;
  });
  return `(SELECT s._row${cells.join("")} FROM ${staged.table} AS s) AS s`;
}

/** The cells of which some value may begin or end in white space. */
async function untidyCells(
  database: Database,
  staged: StagedTable,
  cells: readonly string[],
): Promise<readonly string[]> {
  const { untidy } = staged;
  if (untidy !== undefined)
    return cells.filter((cell) => untidy[Number(cell.slice("s.c".length)) - 1] ?? true);
  if (staged.rows < MANY_ROWS || cells.length === 0) return cells;
  const tests = cells.map((cell, index) => `bool_or(${maybeUntidySql(cell)}) AS u${index}`);
  const [row] = await database.rows<Record<string, boolean | null>>(
    `SELECT ${tests.join(", ")} FROM ${staged.table} AS s`,
  );
  return cells.filter((_, index) => row?.[`u${index}`] === true);
}

/**
 * Sum of items as text: null where one of them is blank; where one is no whole number, a text that names it and
 * can be read as no number. `items` are cleaned cells.
 *
 * @param convert a conversion of the sum: no item may then lie outside an equal share of its lowest and highest raw
 * score, as 6 does in a questionnaire of seven items from 1 to 5, whose sums go from 7 to 35
 */
export function sumSql(
  items: readonly { readonly name: string; readonly sql: string }[],
  convert?: string,
): string {
  const share = (end: "min" | "max") =>
    `(SELECT ${end}(raw) / ${items.length} FROM conversion WHERE id = ${sqlText(convert ?? "")})`;
  const outside = (sql: string) =>
    convert === undefined ? "" : ` OR NOT (${whole(sql)} BETWEEN ${share("min")} AND ${share("max")})`;
  const whole = (sql: string) => `try_cast(CASE WHEN regexp_full_match(${sql}, '[+-]?\\d{1,9}(\\.0+)?')
    THEN regexp_extract(${sql}, '^[+-]?\\d+') END AS BIGINT)`;
  const blank = items.map(({ sql }) => `(${sql}) IS NULL`).join(" OR ");
  const bad = items.map(
    ({ name, sql }) => `WHEN ${whole(sql)} IS NULL${outside(sql)} THEN ${sqlText(`${name}: `)} || (${sql})`,
  );
  const sum = items.map(({ sql }) => whole(sql)).join(" + ");
  return `CASE WHEN ${blank} THEN NULL ${bad.join(" ")} ELSE CAST(${sum} AS VARCHAR) END`;
}
