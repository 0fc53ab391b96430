import { join } from "node:path";
import { type CodeList, loadCodeLists, normaliseRaw, spellings } from "../src/model/code-list.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { knownLists } from "./check-code-lists.ts";

export const codeListFolder = join(import.meta.dirname, "../data/reference/code-lists");

let shipped: ReadonlyMap<string, CodeList> | undefined;

/** The shipped code lists, read once. */
export function shippedCodeLists(): ReadonlyMap<string, CodeList> {
  shipped ??= loadCodeLists(codeListFolder);
  return shipped;
}

const SHARED = "code_map";

/**
 * The table (list, raw, code) by which a source reads its codes: one for all sources, or one of its own where the source
 * has `code_maps`, which win.
 *
 * @throws CodedError `CODE_UNKNOWN` where `code_maps` names a list or a code that does not exist.
 */
export async function codeMapOf(
  database: Database,
  source: ProgrammeSource,
  lists: ReadonlyMap<string, CodeList>,
): Promise<string> {
  const own = Object.keys(source.code_maps).length > 0;
  const name = own ? `${SHARED}_own` : SHARED;
  const [made] = await database.rows<{ n: number }>(
    `SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = ${sqlText(SHARED)}`,
  );
  if (!own && (made?.n ?? 0) > 0) return name;
  const entries = new Map<string, string>();
  const put = (list: string, raw: string, code: string) =>
    entries.set(`${list}\u0000${normaliseRaw(raw)}`, code);
  for (const [id, list] of lists) {
    for (const [raw, code] of spellings(list)) put(id, raw, code);
  }
  for (const [id, map] of Object.entries(source.code_maps)) {
    const list = lists.get(id);
    const codes = list?.codes.map((one) => one.code) ?? [];
    for (const [raw, code] of Object.entries(map)) {
      if (list === undefined || !codes.includes(code)) {
        throw new CodedError({
          code: "CODE_UNKNOWN",
          place: { file: "programme.yaml" },
          what:
            list === undefined
              ? `source "${source.id}": code_maps names the list "${id}", which does not exist.`
              : `source "${source.id}": "${code}" is no code of the list "${id}".`,
          remedy: list === undefined ? knownLists(id, lists) : `Codes: ${codes.join(", ")}.`,
          exit: EXIT.usage,
        });
      }
      put(id, raw, code);
    }
  }
  const rows = [...entries].map(([key, code]) => {
    const [list = "", raw = ""] = key.split("\u0000");
    return `(${sqlText(list)}, ${sqlText(raw)}, ${sqlText(code)})`;
  });
  await database.run(
    `CREATE OR REPLACE TEMP TABLE ${name} AS SELECT * FROM (VALUES ${rows.join(", ")}) AS t(list, raw, code)`,
  );
  return name;
}
