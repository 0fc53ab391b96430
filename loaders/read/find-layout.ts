import { comparableName } from "./column-name.ts";
import { columnsMissing } from "./columns-missing.ts";
import { findHeader, HEADER_WITHIN, type Header, positions } from "./find-header.ts";
import { readRecords, type TextRecord } from "./read-records.ts";

/** How a delimited file is laid out. */
export interface Layout {
  readonly delimiter: string;
  readonly header: Header;
  /** 1-based record of the header. */
  readonly headerRow: number;
  /** The rows down to the header are plain lines: no quoted line break and no quoting fault. */
  readonly plainHead: boolean;
  readonly notes: readonly string[];
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * Finds the delimiter and the header row of a UTF-8 text from its first rows.
 * A `sep=` line is honoured; otherwise the delimiter is the one under which a header row appears.
 *
 * @returns `undefined` for a file without any text
 * @throws CodedError `COLUMNS_MISSING`
 */
export async function findLayout(
  file: { readonly path: string; readonly name: string },
  recognise: readonly (readonly string[])[],
  asked: string | undefined,
): Promise<Layout | undefined> {
  const notes: string[] = [];
  const declared = separatorLine(await head(file.path, asked ?? ",", 1));
  if (declared !== undefined) {
    notes.push(
      `The first line, sep=${declared === "\t" ? "(tab)" : declared}, names the delimiter; it is counted as row 1.`,
    );
  }
  const candidates = asked !== undefined ? [asked] : declared !== undefined ? [declared] : DELIMITERS;
  const tried = [];
  for (const delimiter of candidates) {
    const rows = await head(file.path, delimiter, HEADER_WITHIN);
    const cells = rows.map((record) => (declared !== undefined && record.row === 1 ? [] : record.cells));
    tried.push({ delimiter, rows, cells, header: findHeader(cells, recognise) });
  }
  if (tried.some(({ cells }) => cells.every((row) => row.every((cell) => comparableName(cell) === "")))) {
    return undefined;
  }
  const found = tried.filter((one) => one.header !== undefined).sort((a, b) => width(b) - width(a))[0];
  if (found?.header === undefined) {
    const nearest = [...tried].sort((a, b) => hits(b.cells, recognise) - hits(a.cells, recognise))[0];
    throw columnsMissing({ file: file.name }, nearest?.cells ?? [], recognise);
  }
  const headerRow = found.header.index + 1;
  const plainHead = found.rows
    .slice(0, headerRow)
    .every((record) => !record.multiline && !record.stray && !record.unterminated);
  return { delimiter: found.delimiter, header: found.header, headerRow, plainHead, notes };
}

const width = (one: { readonly header: Header | undefined }): number => one.header?.cells.length ?? 0;

/** Recognised columns of the best row; ties go to the delimiter that cuts into more cells. */
function hits(rows: readonly (readonly string[])[], recognise: readonly (readonly string[])[]): number {
  const best = Math.max(
    0,
    ...rows.map((cells) => positions(cells, recognise).filter((at) => at >= 0).length),
  );
  const widest = Math.max(1, ...rows.map((cells) => cells.length));
  return best + 1 - 1 / widest;
}

function separatorLine(rows: readonly TextRecord[]): string | undefined {
  const line = (rows[0]?.cells ?? []).join(",");
  return /^\s*"?sep=([^"\r\n])"?\s*$/iu.exec(line)?.[1] ?? (/^sep=\t/iu.test(line) ? "\t" : undefined);
}

async function head(path: string, delimiter: string, count: number): Promise<readonly TextRecord[]> {
  const rows: TextRecord[] = [];
  for await (const batch of readRecords(path, delimiter)) {
    rows.push(...batch.slice(0, count - rows.length));
    if (rows.length >= count) break;
  }
  return rows;
}
