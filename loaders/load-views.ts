import { type CanonicalTable, canonicalColumns, canonicalTables } from "../src/model/canonical.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";

/** What every row of a load table has besides the canonical columns. */
const PROVENANCE = {
  file_id: "INTEGER",
  _row: "INTEGER",
  /** A later row of a later file has a higher one; with `part` it is one record. */
  seq: "BIGINT",
  part: "INTEGER",
  /** The row's two person keys, still unlinked. */
  nhs_key: "VARCHAR",
  local_key: "VARCHAR",
  /** The referral the row names. */
  given_key: "VARCHAR",
  /** The record's own number in the source system. */
  source_id: "VARCHAR",
} as const;

/** Relations about rows that hold no canonical record. */
const OTHERS = {
  /** Referrals with the keys of their person, of rows that are not stored too. */
  referral_owner: { referral_key: "VARCHAR", nhs_key: "VARCHAR", local_key: "VARCHAR" },
  /** Rows of people who had opted out when an earlier ingest read the file; of them only keys were kept. */
  opted_before: {
    file_id: "INTEGER",
    _row: "INTEGER",
    nhs_key: "VARCHAR",
    local_key: "VARCHAR",
    referral_key: "VARCHAR",
  },
  /** Files that an earlier ingest read. */
  read_before: { file_id: "INTEGER" },
  /** Rows that the mappings keep. */
  kept_row: { file_id: "INTEGER", _row: "INTEGER" },
  /** Whom the rows that the mappings keep are about, also those of which nothing is stored. */
  row_owner: {
    file_id: "INTEGER",
    _row: "INTEGER",
    nhs_key: "VARCHAR",
    local_key: "VARCHAR",
    referral_key: "VARCHAR",
  },
  /** Rows that gave no record but something about a person or a practice. */
  gathered_row: { file_id: "INTEGER", _row: "INTEGER" },
} as const;

type LoadRelation = `load_${CanonicalTable}` | keyof typeof OTHERS;

/** Column → its SQL. A column that is left out is null in every row. */
export type Columns = Readonly<Record<string, string>>;

/** Most different texts of a column that is kept as numbers into a list of them. */
const MOST_TEXTS = 5000;

/** Columns that hardly ever repeat. */
const OWN_TEXTS = /_key$|_id$|^record_key$|^received_time$/;

/**
 * The load tables: rows of each canonical table before they are stored, as views `load_<table>`.
 *
 * Rows stay in the files' mapped tables until they are resolved, and columns that no file fills in are nowhere kept: a
 * national year is neither copied once more nor widened by what nobody recorded.
 */
export class LoadViews {
  readonly #queries = new Map<LoadRelation, string[]>();
  readonly #filled = new Map<CanonicalTable, Set<string>>();
  /** Texts of the columns of a copy that are kept as numbers, in order. */
  readonly #texts = new Map<CanonicalTable, ReadonlyMap<string, readonly string[]>>();
  #copies = 0;

  /** Adds the rows that a query `FROM …` gives. */
  add(relation: LoadRelation, columns: Columns, from: string): void {
    const types = typesOf(relation);
    const cells = Object.entries(types).map(
      ([name, type]) => `${columns[name] ?? `NULL::${type}`} AS ${sqlName(name)}`,
    );
    const queries = this.#queries.get(relation) ?? [];
    this.#queries.set(relation, [...queries, `SELECT ${cells.join(", ")} ${from}`]);
    if (relation.startsWith("load_")) this.#fill(relation.slice(5) as CanonicalTable, Object.keys(columns));
  }

  /** Creates all relations as views over what was added; one without rows is empty. */
  async create(database: Database): Promise<void> {
    const relations: readonly LoadRelation[] = [
      ...canonicalTables.map((table) => `load_${table}` as const),
      ...(Object.keys(OTHERS) as (keyof typeof OTHERS)[]),
    ];
    for (const relation of relations) {
      const empty = Object.entries(typesOf(relation)).map(
        ([name, type]) => `NULL::${type} AS ${sqlName(name)}`,
      );
      const queries = [`SELECT ${empty.join(", ")} WHERE FALSE`, ...(this.#queries.get(relation) ?? [])];
      await database.run(`CREATE TEMP VIEW ${relation} AS ${queries.join("\nUNION ALL\n")}`);
    }
  }

  /** Whether some row may hold something in a column of a load table. */
  isFilled(table: CanonicalTable, column: string): boolean {
    return this.#filled.get(table)?.has(column) ?? false;
  }

  /** Whether a load table has rows at all. */
  hasRows(table: CanonicalTable): boolean {
    return this.#filled.has(table);
  }

  /**
   * Puts the rows of a query in place of those of a load table. Columns of it that are not named are taken from `l`. Texts
   * that repeat become numbers: to copy them is what takes the time.
   *
   * @param columns what is changed, or added besides the canonical columns
   * @param from what follows the columns: `FROM load_contact AS l …`
   * @param texts of a column that is changed, queries of all that may stand in it; without them it stays as it is
   */
  async replace(
    database: Database,
    table: CanonicalTable,
    columns: Columns,
    from: string,
    texts: Columns = {},
  ): Promise<void> {
    const numbered = await this.#textsOf(database, table, columns, texts);
    this.#fill(table, Object.keys(columns));
    const types = typesOf(`load_${table}`);
    const filled = [...(this.#filled.get(table) ?? [])];
    const cells = filled.map((name) => {
      const sql = columns[name] ?? `l.${sqlName(name)}`;
      const list = numbered.get(name);
      return `${list === undefined ? sql : `CAST(${sql} AS ${enumSql(list)})`} AS ${sqlName(name)}`;
    });
    this.#copies += 1;
    const copy = `load_${table}_${this.#copies}`;
    const [before] = await database.rows<{ name: string }>(
      `SELECT table_name AS name FROM duckdb_tables() WHERE regexp_full_match(table_name, 'load_${table}_[0-9]+')`,
    );
    await database.run(`CREATE TEMP TABLE ${copy} AS SELECT ${cells.join(", ")} ${from}`);
    const absent = Object.entries(types).filter(([name]) => !filled.includes(name));
    const shown = [
      ...filled.map(sqlName),
      ...absent.map(([name, type]) => `NULL::${type} AS ${sqlName(name)}`),
    ];
    await database.run(
      `CREATE OR REPLACE TEMP VIEW load_${table} AS SELECT ${shown.join(", ")} FROM ${copy}`,
    );
    if (before !== undefined) await database.run(`DROP TABLE ${before.name}`);
    this.#texts.set(table, numbered);
  }

  /** The texts that a column of a load table holds, in order, where they are few; undefined where they are many, or there is none. */
  async fewTexts(
    database: Database,
    table: CanonicalTable,
    column: string,
  ): Promise<readonly string[] | undefined> {
    return isNumbered(table, column) ? fewTexts(database, textsSql(table, column)) : undefined;
  }

  /** The type in which a column of a load table is kept. */
  typeOf(table: CanonicalTable, column: string): string | undefined {
    const texts = this.#texts.get(table)?.get(column);
    return texts === undefined ? typesOf(`load_${table}`)[column] : enumSql(texts);
  }

  async #textsOf(
    database: Database,
    table: CanonicalTable,
    columns: Columns,
    changed: Columns,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const before = this.#texts.get(table);
    const found = new Map<string, readonly string[]>();
    for (const name of this.#filled.get(table) ?? []) {
      if (!isNumbered(table, name)) continue;
      const sql = columns[name];
      const same = sql === undefined || sql === `l.${sqlName(name)}`;
      const query = changed[name] ?? (same ? textsSql(table, name) : undefined);
      const texts = same ? before?.get(name) : undefined;
      const list = texts ?? (query === undefined ? undefined : await fewTexts(database, query));
      if (list !== undefined) found.set(name, list);
    }
    return found;
  }

  #fill(table: CanonicalTable, columns: readonly string[]): void {
    const filled = this.#filled.get(table) ?? new Set();
    this.#filled.set(table, new Set([...filled, ...columns]));
  }
}

const textsSql = (table: CanonicalTable, column: string): string =>
  `SELECT ${sqlName(column)} AS text FROM load_${table}`;

/** Whether a column is one of texts that may repeat. */
function isNumbered(table: CanonicalTable, column: string): boolean {
  const own = canonicalColumns(table).find(({ name }) => name === column);
  return own?.sql === "VARCHAR" && !OWN_TEXTS.test(column);
}

/** The type of a column that holds none but some texts. */
export const enumSql = (texts: readonly string[]): string => `ENUM(${texts.map(sqlText).join(", ")})`;

/** The texts that a query gives, in order, where they are few; undefined where they are many, or there is none. */
async function fewTexts(database: Database, query: string): Promise<readonly string[] | undefined> {
  const texts = await database.rows<{ text: string }>(
    `SELECT DISTINCT CAST(text AS VARCHAR) AS text FROM (${query}) WHERE text IS NOT NULL LIMIT ${MOST_TEXTS + 1}`,
  );
  if (texts.length === 0 || texts.length > MOST_TEXTS) return undefined;
  return texts.map(({ text }) => text).sort();
}

function typesOf(relation: LoadRelation): Readonly<Record<string, string>> {
  if (relation in OTHERS) return OTHERS[relation as keyof typeof OTHERS];
  const columns = canonicalColumns(relation.slice(5) as CanonicalTable);
  return { ...PROVENANCE, ...Object.fromEntries(columns.map(({ name, sql }) => [name, sql])) };
}
