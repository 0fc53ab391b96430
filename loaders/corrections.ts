import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { CodedError, EXIT } from "../src/model/coded-error.ts";

const fileCorrections = z.strictObject({
  /** SHA-256 of the export as it was read: a later version of the file has other rows. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sheet: z.string().optional(),
  /** Name of the export below the programme folder, for people. */
  file: z.string(),
  /** Row as a spreadsheet counts → column → the text that takes the cell's place; null leaves it blank. */
  rows: z.record(z.string().regex(/^[1-9]\d*$/), z.record(z.string(), z.string().nullable())),
});
const correctionsSchema = z.strictObject({ version: z.literal(1), files: z.array(fileCorrections) });

/** Corrected cells of one export. No cell of a column that identifies people is ever among them. */
export type FileCorrections = z.output<typeof fileCorrections>;

/** Corrected cells that take the place of what the exports say, until they are taken back or the exports change. */
export type Corrections = readonly FileCorrections[];

const FILE = "corrections.json";

/** Number of corrected cells. */
export const countCells = (corrections: Corrections): number =>
  corrections.reduce(
    (sum, { rows }) => sum + Object.values(rows).reduce((cells, row) => cells + Object.keys(row).length, 0),
    0,
  );

/**
 * Reads the corrections of a state folder; none where there is no such file.
 *
 * @throws CodedError `CORRECTIONS_UNREADABLE`
 */
export function loadCorrections(state: string): Corrections {
  const path = join(state, FILE);
  if (!existsSync(path)) return [];
  try {
    return correctionsSchema.parse(JSON.parse(readFileSync(path, "utf8"))).files;
  } catch {
    throw new CodedError({
      code: "CORRECTIONS_UNREADABLE",
      place: { file: path },
      what: "the corrections that were put back earlier cannot be read.",
      remedy:
        "Restore the file from a backup, or move it away and put the corrected workbooks back again. Nothing was read: the old warehouse is untouched.",
      exit: EXIT.refused,
    });
  }
}

/** Writes the corrections whole or not at all: a killed run leaves the earlier ones. None at all removes the file. */
export function saveCorrections(state: string, corrections: Corrections): void {
  const path = join(state, FILE);
  if (corrections.length === 0) {
    rmSync(path, { force: true });
    return;
  }
  const next = `${path}.${process.pid}`;
  try {
    const handle = openSync(next, "w", 0o600);
    try {
      writeSync(handle, `${JSON.stringify({ version: 1, files: corrections }, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(next, path);
  } finally {
    rmSync(next, { force: true });
  }
}

/**
 * The corrections without those of one export (its name, or that of its quarantine workbook), or without any.
 *
 * @throws CodedError `CORRECTION_FILE_UNKNOWN` where none are of that export
 */
export function withoutCorrections(corrections: Corrections, file: string | undefined): Corrections {
  if (file === undefined) return [];
  const wanted = basename(file).replace(/\.xlsx$/, "");
  const names = (one: FileCorrections) => [
    one.file,
    basename(one.file),
    basename(one.file).replace(/\.xlsx$/, ""),
    one.file.replace(/[^A-Za-z0-9._-]+/g, "_"),
  ];
  const left = corrections.filter((one) => !names(one).some((name) => name === file || name === wanted));
  if (left.length === corrections.length) {
    const held = corrections.map((one) => one.file).join(", ");
    throw new CodedError({
      code: "CORRECTION_FILE_UNKNOWN",
      place: { file },
      what: "no corrections of this export are kept.",
      remedy: `${held === "" ? "None are kept at all." : `Corrections are kept of: ${held}.`} Nothing was changed.`,
      exit: EXIT.refused,
    });
  }
  return left;
}
