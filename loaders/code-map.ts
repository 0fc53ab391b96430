import { join } from "node:path";
import { type CodeList, loadCodeLists, normaliseRaw, spellings } from "../src/model/code-list.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { nearestWord } from "../src/model/nearest-word.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";

export const codeListFolder = join(import.meta.dirname, "../data/reference/code-lists");

/** Reads the shipped code lists. */
export const shippedCodeLists = (): ReadonlyMap<string, CodeList> => loadCodeLists(codeListFolder);

/**
 * Creates the table `name` (list, raw, code) from the code lists and a source's own `code_maps`, which win.
 *
 * @throws CodedError `CODE_UNKNOWN` where `code_maps` names a list or a code that does not exist.
 */
export async function createCodeMap(
  database: Database,
  name: string,
  source: ProgrammeSource,
  lists: ReadonlyMap<string, CodeList>,
): Promise<void> {
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
          remedy:
            list === undefined
              ? `Did you mean "${nearestWord(id, [...lists.keys()]) ?? [...lists.keys()].join(", ")}"?`
              : `Codes: ${codes.join(", ")}.`,
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
}
