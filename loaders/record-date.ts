import { type CanonicalTable, canonicalColumns } from "../src/model/canonical.ts";

/** The column by which a record belongs to a month: the first date of its table; undefined where it has none. */
export const recordDate = (table: CanonicalTable): string | undefined =>
  table === "person" ? undefined : canonicalColumns(table).find((column) => column.sql === "DATE")?.name;
