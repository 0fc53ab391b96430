import { type CanonicalTable, canonicalColumns, canonicalTables } from "../src/model/canonical.ts";
import { type Database, sqlName } from "../src/warehouse/database.ts";

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

/**
 * The load tables: rows of each canonical table before they are stored, as views `load_<table>`.
 *
 * Rows stay in the files' mapped tables until they are resolved, and columns that no file fills in are nowhere kept: a
 * national year is neither copied once more nor widened by what nobody recorded.
 */
export class LoadViews {
  readonly #queries = new Map<LoadRelation, string[]>();
  readonly #filled = new Map<CanonicalTable, Set<string>>();
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
   * Puts the rows of a query in place of those of a load table. Columns of it that are not named are taken from `l`.
   *
   * @param columns what is changed, or added besides the canonical columns
   * @param from what follows the columns: `FROM load_contact AS l …`
   */
  async replace(database: Database, table: CanonicalTable, columns: Columns, from: string): Promise<void> {
    this.#fill(table, Object.keys(columns));
    const types = typesOf(`load_${table}`);
    const filled = [...(this.#filled.get(table) ?? [])];
    const cells = filled.map((name) => `${columns[name] ?? `l.${sqlName(name)}`} AS ${sqlName(name)}`);
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
  }

  #fill(table: CanonicalTable, columns: readonly string[]): void {
    const filled = this.#filled.get(table) ?? new Set();
    this.#filled.set(table, new Set([...filled, ...columns]));
  }
}

function typesOf(relation: LoadRelation): Readonly<Record<string, string>> {
  if (relation in OTHERS) return OTHERS[relation as keyof typeof OTHERS];
  const columns = canonicalColumns(relation.slice(5) as CanonicalTable);
  return { ...PROVENANCE, ...Object.fromEntries(columns.map(({ name, sql }) => [name, sql])) };
}
