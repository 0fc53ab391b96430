import { canonicalTables } from "../src/model/canonical.ts";
import type { CodeList } from "../src/model/code-list.ts";
import type { Database } from "../src/warehouse/database.ts";
import { columnFinder } from "./cell-sql.ts";
import { planRows } from "./field-plan.ts";
import type { FileReport } from "./ingest-report.ts";
import { proposeCode } from "./propose-code.ts";

/** A value that is in no code list. It counts as not known, and is never dropped. */
export interface UnmappedValue {
  readonly source: string;
  readonly file: string;
  readonly column: string;
  /** Code list it was looked up in. */
  readonly list: string;
  readonly value: string;
  readonly rows: number;
  /** What the list has, of which one may stand for the value. */
  readonly codes: readonly string[];
  /** A code that it may stand for: printed, never applied. */
  readonly proposed: { readonly code: string; readonly label: string; readonly how: string } | null;
}

/** Values of one column that are listed at most. */
const MOST_VALUES = 50;

/** Codes of the rules that find a value in no list. */
const UNMAPPED = "'VALUE_UNMAPPED', 'VALUE_NEEDED', 'AREA_UNKNOWN', 'INSTRUMENT_UNKNOWN'";

/**
 * Lists the values in no code list by file and column, the most frequent first, each with a proposed match where there
 * is one. Columns that identify people have none; a value that looks like a number of a person is left out.
 */
export async function findUnmapped(
  database: Database,
  files: readonly FileReport[],
  lists: ReadonlyMap<string, CodeList>,
): Promise<readonly UnmappedValue[]> {
  const rows = await database.rows<{ file_id: number; column_name: string; found: string; n: number }>(`
    SELECT file_id, column_name, found, count(DISTINCT _row) AS n FROM issue
    WHERE code IN (${UNMAPPED}) AND found IS NOT NULL AND column_name IS NOT NULL
    GROUP BY file_id, column_name, found QUALIFY row_number() OVER (PARTITION BY file_id, column_name ORDER BY n DESC, found) <= ${MOST_VALUES}
    ORDER BY file_id, column_name, n DESC, found`);
  return files.flatMap((file) => {
    const own = rows.filter(({ file_id }) => file_id === file.fileId);
    if (own.length === 0) return [];
    const listOf = listsOf(file);
    return own.flatMap(({ column_name: column, found: value, n }): UnmappedValue[] => {
      const list = listOf.get(column);
      if (list === undefined || /\d{6}|@/.test(value.replace(/[ -]/g, ""))) return [];
      const known = lists.get(list);
      const proposed = known === undefined ? undefined : proposeCode(known, value);
      return [
        {
          source: file.source.id,
          file: file.name,
          column,
          list,
          value,
          rows: n,
          codes: known?.codes.map(({ code }) => code) ?? [],
          proposed: proposed ?? null,
        },
      ];
    });
  });
}

/** Column as exported → the code list its values are looked up in. */
function listsOf({ staged, profile }: FileReport): ReadonlyMap<string, string> {
  const find = columnFinder(staged, profile);
  const found = new Map<string, string>();
  for (const plan of planRows(profile, canonicalTables)) {
    for (const { columns, codes, type, name, table } of plan.fields) {
      const column = columns.map(find).find((one) => one !== undefined)?.name;
      const list =
        codes ??
        (type === "text" && table === "outcome" && name === "instrument"
          ? "instrument"
          : name === "cohorts"
            ? "cohort"
            : name === "reasons"
              ? "reason"
              : undefined);
      if (column !== undefined && list !== undefined && !found.has(column)) found.set(column, list);
    }
  }
  return found;
}
