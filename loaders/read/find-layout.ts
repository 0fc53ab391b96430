import { comparableName } from "./column-name.ts";
import { columnsMissing } from "./columns-missing.ts";
import { findHeader, HEADER_WITHIN, type Header, headerAt, positions } from "./find-header.ts";
import type { Dialect } from "./parse-record.ts";
import { readRecords, type TextRecord } from "./read-records.ts";
import type { ReadRequest } from "./staged.ts";

/** How a delimited file is laid out. */
export interface Layout extends Dialect {
  readonly header: Header;
  /** 1-based record of the header; the last one where it stands on several. */
  readonly headerRow: number;
  /** The rows down to the header are plain lines: no quoted line break and no quoting fault. */
  readonly plainHead: boolean;
  readonly notes: readonly string[];
}

type LayoutRequest = Pick<
  ReadRequest,
  "path" | "name" | "limits" | "recognise" | "delimiter" | "quote" | "headerRows"
>;

const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * Finds the delimiter and the header row of a UTF-8 text from its first rows.
 * A `sep=` line is honoured; otherwise the delimiter is the one under which a header row appears.
 *
 * @returns `undefined` for a file without any text
 * @throws CodedError `COLUMNS_MISSING`, `ROW_BEYOND_LIMIT`
 */
export async function findLayout(request: LayoutRequest): Promise<Layout | undefined> {
  const { recognise, headerRows } = request;
  const quote = request.quote ?? '"';
  const notes: string[] = [];
  const declared = separatorLine(await head(request, { delimiter: request.delimiter ?? ",", quote }, 1));
  if (declared !== undefined) {
    notes.push(
      `The first line, sep=${declared === "\t" ? "(tab)" : declared}, names the delimiter; it is counted as row 1.`,
    );
  }
  const asked = request.delimiter ?? declared;
  const tried = [];
  for (const delimiter of asked === undefined ? DELIMITERS : [asked]) {
    const rows = await head(request, { delimiter, quote }, Math.max(HEADER_WITHIN, headerRows?.[1] ?? 0) + 1);
    const cells = rows.map((record) => (declared !== undefined && record.row === 1 ? [] : record.cells));
    const header =
      headerRows === undefined
        ? findHeader(cells, recognise)
        : headerAt(cells, [headerRows[0] - 1, headerRows[1] - 1], recognise);
    tried.push({ delimiter, rows, cells, header });
  }
  if (tried.some(({ cells }) => cells.every((row) => row.every((cell) => comparableName(cell) === "")))) {
    return undefined;
  }
  const found = tried
    .filter((one) => one.header !== undefined)
    .sort((a, b) => (recognise.length > 0 ? 0 : evenness(b) - evenness(a)) || width(b) - width(a))[0];
  if (found?.header === undefined) {
    const nearest = [...tried].sort((a, b) => hits(b.cells, recognise) - hits(a.cells, recognise))[0];
    throw columnsMissing({ file: request.name }, nearest?.cells ?? [], recognise, { headerRows });
  }
  const { header } = found;
  const headerRow = header.index + header.levels.length;
  if (header.levels.length > 1) {
    notes.push(
      `The header stands on rows ${header.index + 1} to ${headerRow}; the names above and below each other were joined.`,
    );
  }
  const plainHead = found.rows
    .slice(0, headerRow)
    .every((record) => !record.multiline && !record.stray && !record.unterminated);
  return { delimiter: found.delimiter, quote, header, headerRow, plainHead, notes };
}

interface Tried {
  readonly header: Header | undefined;
  readonly cells: readonly (readonly string[])[];
}

const width = (one: Tried): number => one.header?.cells.length ?? 0;

/** Share of the rows below a header of several columns that are as wide as it: tells a delimiter where no column is known. */
function evenness({ header, cells }: Tried): number {
  if (header === undefined || header.cells.length < 2) return 0;
  const below = cells
    .slice(header.index + header.levels.length)
    .filter((row) => row.some((cell) => cell !== ""));
  if (below.length === 0) return 0;
  return below.filter((row) => row.length === header.cells.length).length / below.length;
}

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

async function head(file: LayoutRequest, dialect: Dialect, count: number): Promise<readonly TextRecord[]> {
  const rows: TextRecord[] = [];
  for await (const batch of readRecords(file, dialect)) {
    rows.push(...batch.slice(0, count - rows.length));
    if (rows.length >= count) break;
  }
  return rows;
}
