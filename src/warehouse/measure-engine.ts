import { type Database, sqlName } from "./database.ts";

/**
 * Where the canonical tables lie and the measures run: DuckDB on this machine here, a distributed SQL engine where the
 * data cannot come to us. It is given SELECTs of the portable core alone (`portable-core.ts`); reading files,
 * pseudonyms and all else that is DuckDB's own stays behind it.
 */
export interface MeasureEngine {
  /**
   * Runs a SELECT and gives its rows by the names of their columns: whole numbers, DECIMAL(38,0) among them, as number
   * where they fit 2^53, else as bigint; dates as YYYY-MM-DD; what is missing as null.
   */
  readonly query: <T extends Readonly<Record<string, unknown>>>(select: string) => Promise<T[]>;
  /** Keeps the rows of a SELECT under a name that later SELECTs of this run may read, in place of an earlier one. */
  readonly keep: (name: string, select: string) => Promise<void>;
}

/** The measures' engine over an open DuckDB; what it keeps is gone when the database is closed. */
export const duckDbEngine = (database: Pick<Database, "rows" | "run">): MeasureEngine => ({
  query: (select) => database.rows(select),
  keep: (name, select) => database.run(`CREATE OR REPLACE TEMP TABLE ${sqlName(name)} AS ${select}`),
});
