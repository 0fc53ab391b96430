import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import { isBlank } from "./blank.ts";

/** Rows between two flushes: keeps the appender's own memory small. */
const FLUSH_ROWS = 20_000;

/** SQL name of anything, safely quoted. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** SQL text literal. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Names of the cell columns, `c1 … cN`. */
export const cellColumns = (width: number): string[] =>
  Array.from({ length: width }, (_, index) => `c${index + 1}`);

/**
 * A staging table that is filled row by row.
 * It is a temporary table: cells may identify people, and must not enter a database file.
 */
export class CellTable {
  readonly #appender: DuckDBAppender;
  readonly #width: number;
  #pending = 0;

  private constructor(appender: DuckDBAppender, width: number) {
    this.#appender = appender;
    this.#width = width;
  }

  /** Creates the table (replacing one of the same name) and opens it for rows of `width` cells. */
  static async create(connection: DuckDBConnection, name: string, width: number): Promise<CellTable> {
    const columns = cellColumns(width).map((column) => `${column} VARCHAR`);
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${quoteName(name)} (_row INTEGER, ${columns.join(", ")})`,
    );
    return new CellTable(await connection.createAppender(name, "main", "temp"), width);
  }

  /** Adds a row; blank cells become NULL, missing ones too, and cells beyond the width are left out. */
  append(row: number, cells: readonly (string | undefined)[]): void {
    const appender = this.#appender;
    appender.appendInteger(row);
    for (let index = 0; index < this.#width; index += 1) {
      const cell = cells[index];
      if (cell === undefined || isBlank(cell)) appender.appendNull();
      else appender.appendVarchar(cell);
    }
    appender.endRow();
    this.#pending += 1;
    if (this.#pending >= FLUSH_ROWS) {
      appender.flushSync();
      this.#pending = 0;
    }
  }

  /** Writes what is pending and closes the table. */
  close(): void {
    this.#appender.closeSync();
  }
}
