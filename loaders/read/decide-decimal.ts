import type { DuckDBConnection } from "@duckdb/node-api";
import { cellColumns, quoteName } from "./cell-table.ts";

/** Rows that are looked at. */
const SAMPLE = 20_000;
/** Share of a column's filled cells that must be numbers for its commas to count. */
const MOSTLY = 0.9;

const COMMA = "[+-]?(\\d{1,3}(\\.\\d{3})+|\\d+),\\d+";
const DOT = "[+-]?\\d+\\.\\d+";
/** Exactly three digits after one sign may be thousands: they prove nothing. */
const THOUSANDS = "[+-]?\\d{1,3}[.,]\\d{3}";
const WHOLE = "[+-]?\\d+";

/**
 * Decides the sign before the decimals of a text file's numbers: what the user says; else a comma where the delimiter
 * is another sign, some column of numbers has cells such as `40,7`, and no such column has cells such as `40.7`.
 *
 * @returns the sign, and the decision in words where there was something to decide
 */
export async function decideDecimal(
  connection: DuckDBConnection,
  table: string,
  width: number,
  delimiter: string,
  asked: "." | "," | undefined,
): Promise<{ readonly decimal: "." | ","; readonly notes: readonly string[] }> {
  if (asked !== undefined)
    return {
      decimal: asked,
      notes: asked === "," ? ["Numbers such as 40,7 are read as 40.7, as programme.yaml says."] : [],
    };
  if (delimiter === ",") return { decimal: ".", notes: [] };
  const full = (column: string, pattern: string) => `regexp_full_match(trim(${column}), '${pattern}')`;
  const counts = cellColumns(width).map((column) => {
    const comma = full(column, COMMA);
    const dot = full(column, DOT);
    const decides = `NOT ${full(column, THOUSANDS)}`;
    return `[count(${column}), count(*) FILTER (${comma} OR ${dot} OR ${full(column, WHOLE)}),
      count(*) FILTER (${comma} AND ${decides}), count(*) FILTER (${dot} AND ${decides})]`;
  });
  const result = await connection.runAndReadAll(
    `SELECT unnest([${counts.join(", ")}]) FROM (SELECT * FROM ${quoteName(table)} LIMIT ${SAMPLE})`,
  );
  let commas = 0;
  let dots = 0;
  for (const [list] of result.getRowsJson()) {
    const [filled = 0, numbers = 0, comma = 0, dot = 0] = (list as readonly unknown[]).map(Number);
    if (filled === 0 || numbers < filled * MOSTLY) continue;
    commas += comma;
    dots += dot;
  }
  if (commas === 0) return { decimal: ".", notes: [] };
  if (dots > 0) {
    const note =
      "Some numbers are written like 40,7 and others like 40.7: only those with a dot are read. Say decimal for this source in programme.yaml.";
    return { decimal: ".", notes: [note] };
  }
  return { decimal: ",", notes: ["Numbers are written with a decimal comma: 40,7 is read as 40.7."] };
}
