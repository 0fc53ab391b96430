import type { DuckDBConnection } from "@duckdb/node-api";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import type { ReadLimits } from "../../src/model/programme.ts";
import { isBlank } from "./blank.ts";
import { CellTable } from "./cell-table.ts";
import type { Layout } from "./find-layout.ts";
import { readRecords } from "./read-records.ts";

/** What the careful reader met, beside the rows that it put into the table. */
export interface CarefulReading {
  /** Records below the header, blank ones included. */
  readonly records: number;
  /** Rows with fewer cells than the header, with their number. They stand in the table, for now. */
  readonly short: ReadonlyMap<number, number>;
  /** Rows with more cells than the header, with their number. They are not in the table. */
  readonly long: ReadonlyMap<number, number>;
  /** Rows in which a quote is never closed. They are not in the table. */
  readonly unterminated: readonly number[];
  /** Rows longer than the header by blank cells only. */
  readonly padded: number;
  /** Rows with a quote where none is allowed. */
  readonly stray: number;
  /** Rows longer than the limit. They are not in the table. */
  readonly oversized: readonly number[];
}

/** Odd rows beyond which a file is no table that can be read, and its list of them would fill the memory. */
const MOST_ODD = 100_000;

/**
 * Reads a delimited UTF-8 file record by record into a staging table, and keeps account of every odd one.
 * A row that lacks only cells of columns without a name at the header's end is a whole one.
 *
 * @throws CodedError `ROWS_UNREADABLE` where more than a hundred thousand rows are odd, `ROW_BEYOND_LIMIT`
 */
export async function readCareful(
  connection: DuckDBConnection,
  file: { readonly path: string; readonly name: string; readonly table: string; readonly limits: ReadLimits },
  layout: Layout,
): Promise<CarefulReading> {
  const width = layout.header.cells.length;
  const least = layout.header.cells.findLastIndex((cell) => !isBlank(cell)) + 1;
  const table = await CellTable.create(connection, file.table, width);
  const short = new Map<number, number>();
  const long = new Map<number, number>();
  const unterminated: number[] = [];
  const oversized: number[] = [];
  let records = 0;
  let padded = 0;
  let stray = 0;
  try {
    for await (const batch of readRecords(file, layout, {
      sound: { width, headerRow: layout.headerRow },
    })) {
      for (const record of batch) {
        if (record.row <= layout.headerRow) continue;
        records += 1;
        if (short.size + long.size + unterminated.length > MOST_ODD) throw unreadable(file.name, short, long);
        if (record.oversized) {
          oversized.push(record.row);
          continue;
        }
        if (record.unterminated) {
          unterminated.push(record.row);
          continue;
        }
        const { cells } = record;
        if (record.stray) stray += 1;
        if (cells.length > width) {
          if (!cells.slice(width).every(isBlank)) {
            long.set(record.row, cells.length);
            continue;
          }
          padded += 1;
        } else if (cells.length < least) short.set(record.row, cells.length);
        table.append(record.row, cells);
      }
    }
  } finally {
    table.close();
  }
  return { records, short, long, unterminated, oversized, padded, stray };
}

function unreadable(
  name: string,
  short: ReadonlyMap<number, number>,
  long: ReadonlyMap<number, number>,
): CodedError {
  const [first] = [...short.keys(), ...long.keys()].sort((a, b) => a - b);
  return new CodedError({
    code: "ROWS_UNREADABLE",
    place: { file: name, row: first },
    what: `more than ${MOST_ODD.toLocaleString("en-GB")} rows do not fit the header.`,
    remedy:
      "Export the file again; or say how it is written with delimiter, quote or header_rows for this source in programme.yaml.",
    exit: EXIT.refused,
  });
}
