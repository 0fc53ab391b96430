import type { DuckDBConnection } from "@duckdb/node-api";
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
}

/** Reads a delimited UTF-8 file record by record into a staging table, and keeps account of every odd one. */
export async function readCareful(
  connection: DuckDBConnection,
  file: { readonly path: string; readonly table: string },
  layout: Layout,
): Promise<CarefulReading> {
  const width = layout.header.cells.length;
  const table = await CellTable.create(connection, file.table, width);
  const short = new Map<number, number>();
  const long = new Map<number, number>();
  const unterminated: number[] = [];
  let records = 0;
  let padded = 0;
  let stray = 0;
  try {
    for await (const batch of readRecords(file.path, layout.delimiter, {
      width,
      headerRow: layout.headerRow,
    })) {
      for (const record of batch) {
        if (record.row <= layout.headerRow) continue;
        records += 1;
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
        } else if (cells.length < width) short.set(record.row, cells.length);
        table.append(record.row, cells);
      }
    }
  } finally {
    table.close();
  }
  return { records, short, long, unterminated, padded, stray };
}
