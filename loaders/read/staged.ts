import type { ReadLimits } from "../../src/model/programme.ts";
import type { Question } from "../question.ts";
import type { ColumnFacts } from "./column-facts.ts";

/**
 * A file's cells, all as text, in a temporary DuckDB table: one row a data row, provenance kept.
 * Cells that are blank or hold only white space are NULL; every other cell is as it stands in the file.
 */
export interface StagedTable {
  /** Quoted SQL name of the table, which only the connection it was read with can see: `_row INTEGER` (as a spreadsheet counts), then `c1 … cN VARCHAR`. */
  readonly table: string;
  /** Column names as exported (trimmed, made unique), in order; the k-th stands in `ck`. */
  readonly columns: readonly string[];
  /** What is known of each of `columns` beyond its name. */
  readonly facts: readonly ColumnFacts[];
  readonly sheet: string | undefined;
  /** Rows put into the table. */
  readonly rows: number;
  /** For each of `columns` whether some cell may begin or end in white space; absent where nobody has looked. */
  readonly untidy?: readonly boolean[] | undefined;
  /** Rows of the file that are data but could not be read into columns: never silently dropped. */
  readonly unreadable: readonly { readonly row: number; readonly code: string; readonly what: string }[];
  /** Rows left out on purpose, with the reason in plain words, e.g. total rows, repeated headers. */
  readonly excluded: readonly { readonly row: number; readonly reason: string }[];
  readonly decisions: ReadDecisions;
  /** What must not be guessed: nothing of the file may be stored before programme.yaml answers it. */
  readonly questions: readonly Question[];
}

/** What was decided on the way in; printed in the ingest report. */
export interface ReadDecisions {
  readonly path: "fast" | "careful" | "workbook" | "parquet";
  readonly encoding: string;
  readonly delimiter: string | undefined;
  /** The sign before the decimals of numbers that are written as text. */
  readonly decimal: "." | ",";
  /** 1-based row of the header; its last one where it stands on several; 0 where the format keeps names apart from rows. */
  readonly headerRow: number;
  /** Rows above the header, a `sep=` line included. */
  readonly titleRows: number;
  /** Blank rows below the header: `headerRow + blankRows + rows + excluded + unreadable` is every row of the file. */
  readonly blankRows: number;
  readonly notes: readonly string[];
}

/** How to read a file; what is absent is found out. */
export interface ReadRequest {
  readonly path: string;
  /** Name for messages: below the programme folder. */
  readonly name: string;
  readonly kind: "delimited" | "workbook" | "parquet";
  /** Columns (each with its other spellings) that mark the header row. */
  readonly recognise: readonly (readonly string[])[];
  readonly sheet: string | undefined;
  /** Name of the file to read inside a zip archive, where it holds several. */
  readonly member?: string | undefined;
  /** The sign before the decimals of numbers; found out where undefined. */
  readonly decimal?: "." | "," | undefined;
  readonly encoding: "auto" | "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";
  readonly delimiter: string | undefined;
  /** The sign around texts that hold a delimiter: `"` where undefined, none where empty. */
  readonly quote: string | undefined;
  /** 1-based first and last row of the header, where the user has said so. */
  readonly headerRows: readonly [number, number] | undefined;
  /** Rows that are no records, and rows that are, where the user has said so. */
  readonly leaveOutRows: readonly number[];
  readonly keepRows: readonly number[];
  /** The user has said that hidden sheets with people's details are to be left where they are. */
  readonly hiddenSheetsLeftOut: boolean;
  readonly limits: ReadLimits;
  /** Starts (lower case) of the first filled-in cell that mark a total or note row. */
  readonly totalRows: readonly string[];
  /** Private folder for temporary files; the caller removes it. */
  readonly scratch: string;
  /** Name for the table to create. */
  readonly table: string;
}
