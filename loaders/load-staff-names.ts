import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import type { StaffName } from "../src/measures/workforce-team.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { LoadedProgramme } from "./load-programme.ts";
import { findPseudonymKey } from "./pseudonym-key.ts";
import { systemOf } from "./system-of.ts";

const HEADER = ["staff_id", "name_in_case_records"];
/** Length of a pseudonym in hexadecimal digits, as the loader writes it. */
const DIGITS = 32;

/**
 * Reads `workforce.staff_names_file`, which says which name of the case records belongs to which staff number, and gives
 * the pseudonyms of both: neither names nor numbers. None where programme.yaml names no file. Only the local view asks for
 * it; nothing of it is stored.
 *
 * @throws CodedError `STAFF_NAMES_MISSING`, `STAFF_NAMES_UNREADABLE` naming the line, never what stands in it
 */
export function loadStaffNames(
  loaded: Pick<LoadedProgramme, "folder" | "programme">,
  environment: Readonly<Record<string, string | undefined>>,
): readonly StaffName[] {
  const { folder, programme } = loaded;
  const file = programme.workforce.staff_names_file;
  if (file === undefined) return [];
  const path = join(folder, file);
  if (relative(resolve(folder), resolve(path)).startsWith("..") || !existsSync(path)) {
    throw new CodedError({
      code: "STAFF_NAMES_MISSING",
      place: { file: "programme.yaml" },
      what: `workforce.staff_names_file names "${file}", which is not a file below the programme folder.`,
      remedy: "Put the list there, or remove the line if there is none.",
      exit: EXIT.refused,
    });
  }
  const { key } = findPseudonymKey(loaded, environment);
  const systems = [...new Set(programme.sources.map(systemOf))];
  const keysOf = (text: string): readonly string[] =>
    systems.map((system) =>
      createHmac("sha256", key)
        .update(`staff:${system}:${text.trim().toUpperCase()}`)
        .digest("hex")
        .slice(0, DIGITS),
    );
  return readLines(path, file).map(([staff = "", name = ""]) => ({
    case_keys: keysOf(name),
    staff_keys: keysOf(staff),
  }));
}

function readLines(path: string, file: string): readonly (readonly string[])[] {
  const lines = readFileSync(path, "utf8")
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/);
  const cells = lines.map((line, index) => {
    if (line.trim() === "" || line.startsWith("#")) return undefined;
    let row: readonly string[];
    try {
      row = ((parse(line) as string[][])[0] ?? []).map((cell) => cell.trim());
    } catch {
      throw unreadable(file, index + 1);
    }
    if (row.length !== HEADER.length || row.some((cell) => cell === "")) throw unreadable(file, index + 1);
    return row;
  });
  const rows = cells.filter((row) => row !== undefined);
  const [header, ...rest] = rows;
  if (header?.join(",").toLowerCase() !== HEADER.join(",")) throw unreadable(file, 1);
  return rest;
}

const unreadable = (file: string, line: number): CodedError =>
  new CodedError({
    code: "STAFF_NAMES_UNREADABLE",
    place: { file, line },
    what: "this line does not hold a staff number and a name.",
    remedy: `Write ${HEADER.join(",")} in the first line and one member of staff on each line below: the number as in the staff records, then the name as the case records write it.`,
    exit: EXIT.refused,
  });
