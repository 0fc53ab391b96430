import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../src/files/sha256.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { pseudonymSql } from "../src/warehouse/hmac-sql.ts";
import type { LoadedProgramme } from "./load-programme.ts";
import { nhsValidSql } from "./nhs-valid-sql.ts";

/**
 * Creates table `opt_out` (nhs_key): keys of people who opted out. The list itself is never copied.
 *
 * @returns a digest that changes with the list
 * @throws CodedError `OPT_OUT_MISSING`, `OPT_OUT_UNREADABLE` naming the line: nothing is read then
 */
export async function createOptOut(
  database: Database,
  loaded: LoadedProgramme,
  key: Uint8Array,
): Promise<string> {
  await database.run("CREATE TEMP TABLE opt_out (nhs_key VARCHAR)");
  const name = loaded.programme.opt_out_file;
  if (name === undefined) return "";
  const path = join(loaded.folder, name);
  if (!existsSync(path)) {
    throw new CodedError({
      code: "OPT_OUT_MISSING",
      place: { file: "programme.yaml" },
      what: `opt_out_file names "${name}", which does not exist.`,
      remedy: "Put the list there, or remove the line if there is none. Nothing was read.",
      exit: EXIT.refused,
    });
  }
  await database.run("CREATE TEMP TABLE opt_out_line (line INTEGER, nhs VARCHAR)");
  const text = readFileSync(path, "utf8");
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const number = line.trim().replace(/[ -]/g, "");
    if (!/^\d{10}$/.test(number)) throw optOutUnreadable(name, index + 1);
    await database.run(`INSERT INTO opt_out_line VALUES (${index + 1}, ${sqlText(number)})`);
  }
  const [bad] = await database.rows<{ line: number }>(
    `SELECT line FROM opt_out_line WHERE NOT ${nhsValidSql("nhs")} ORDER BY line LIMIT 1`,
  );
  if (bad !== undefined) throw optOutUnreadable(name, bad.line);
  await database.run(`INSERT INTO opt_out SELECT ${pseudonymSql(key, "nhs", "nhs")} FROM opt_out_line`);
  await database.run("DROP TABLE opt_out_line");
  return sha256(`${Buffer.from(key).toString("hex")} ${text}`);
}

/** A line that is not understood could be somebody who opted out: nothing is read then. */
const optOutUnreadable = (file: string, line: number): CodedError =>
  new CodedError({
    code: "OPT_OUT_UNREADABLE",
    place: { file, line },
    what: "this line is not one valid NHS number.",
    remedy: "Put one NHS number on each line and nothing else. Nothing was read.",
    exit: EXIT.refused,
  });
