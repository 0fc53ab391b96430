import type { Profile } from "../src/model/profile.ts";
import { sqlText } from "../src/warehouse/database.ts";
import type { StagedTable } from "./read/staged.ts";

/** A column of the staged file: its name as exported and the SQL of its cell. */
export interface FoundColumn {
  readonly name: string;
  readonly sql: string;
}

export type ColumnFinder = (column: string) => FoundColumn | undefined;

/** Finds a column by its name or one of the profile's synonyms, as people spell it. */
export function columnFinder(staged: StagedTable, profile: Profile): ColumnFinder {
  const plain = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();
  const places = new Map(
    staged.columns.map((name, index) => [plain(name), { name, sql: `s.c${index + 1}` }]),
  );
  return (column) => {
    for (const spelling of [column, ...(profile.synonyms[column] ?? [])]) {
      const place = places.get(plain(spelling));
      if (place !== undefined) return place;
    }
    return undefined;
  };
}

/** Trimmed text, or null where blank or coded missing. */
function cleanSql(cell: string, missing: readonly string[]): string {
  const trimmed = `trim(${cell}, ' \t\u00a0')`;
  const texts = ["", ...new Set(missing.map((text) => text.toLowerCase()))].map(sqlText).join(", ");
  return `CASE WHEN lower(${trimmed}) IN (${texts}) THEN NULL ELSE ${trimmed} END`;
}

/** The cleaned cells that a query needs, each as one column however often it is used. */
export class CleanedCells {
  readonly #names = new Map<string, string>();

  /** Name of the column that holds a cell, trimmed, or null where it is blank or coded missing. */
  cell(sql: string, missing: readonly string[]): string {
    const clean = cleanSql(sql, missing);
    const name = this.#names.get(clean) ?? `k${this.#names.size}`;
    this.#names.set(clean, name);
    return name;
  }

  names(): readonly string[] {
    return [...this.#names.values()];
  }

  /** The columns to select from the staged table. */
  columns(): readonly string[] {
    return [...this.#names].map(([sql, name]) => `${sql} AS ${name}`);
  }
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
