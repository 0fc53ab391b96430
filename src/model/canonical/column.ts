import { z } from "zod";

/** What the warehouse and the data dictionary need to know about a field. */
export interface ColumnMeta {
  readonly sql: "VARCHAR" | "DATE" | "INTEGER" | "BIGINT" | "BOOLEAN" | "DECIMAL(18,6)";
  readonly title: string;
  readonly description: string;
}

const column = <T extends z.ZodType>(type: T, sql: ColumnMeta["sql"], title: string, description: string) =>
  type.nullable().meta({ sql, title, description } satisfies ColumnMeta & Record<string, unknown>);

/** Text, or a code of a code list. */
export const text = (title: string, description = "") => column(z.string(), "VARCHAR", title, description);
/** A calendar date. */
export const date = (title: string, description = "") => column(z.iso.date(), "DATE", title, description);
/** A whole number. */
export const integer = (title: string, description = "") => column(z.int(), "INTEGER", title, description);
/** A whole number that may pass two thousand million, such as a scaled score or a sum. */
export const whole = (title: string, description = "") => column(z.int(), "BIGINT", title, description);
/** Yes or no; null is not known. */
export const flag = (title: string, description = "") => column(z.boolean(), "BOOLEAN", title, description);
/** An exact decimal with six places, such as full-time equivalents. */
export const decimal = (title: string, description = "") =>
  column(z.number(), "DECIMAL(18,6)", title, description);

/** Reads a field's metadata back. @throws Error where the schema was not built with these helpers. */
export function columnMeta(field: z.ZodType): ColumnMeta {
  const meta = field.meta() as Partial<ColumnMeta> | undefined;
  if (meta?.sql === undefined || meta.title === undefined)
    throw new Error("A canonical field has no metadata.");
  return { sql: meta.sql, title: meta.title, description: meta.description ?? "" };
}
