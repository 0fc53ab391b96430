import type { DuckDBConnection } from "@duckdb/node-api";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { BLANK_CHARACTERS } from "./blank.ts";
import { quoteName, quoteText } from "./cell-table.ts";
import { columnFacts } from "./column-facts.ts";
import { columnsMissing } from "./columns-missing.ts";
import { excludeRows } from "./exclude-rows.ts";
import { headerOf } from "./find-header.ts";
import { nameNotes } from "./name-notes.ts";
import { plainPath } from "./plain-path.ts";
import type { ReadRequest, StagedTable } from "./staged.ts";

/** Row numbers are whole numbers of 32 bits. */
const MOST_ROWS = 2_147_483_647;
const NESTED = /^(?:STRUCT|MAP|UNION|VARIANT)\b|\[\d*\]$/u;

/**
 * Reads a Parquet file into a staging table, all cells as text: dates as ISO 8601, moments in United Kingdom time,
 * decimals exactly, booleans as true or false, numbers that are not a number as blank, texts without NUL characters.
 * Rows count from 1.
 *
 * @throws CodedError `PARQUET_UNREADABLE`, `PARQUET_NESTED`, `PARQUET_TOO_LARGE`, `COLUMNS_MISSING`
 */
export async function stageParquet(connection: DuckDBConnection, request: ReadRequest): Promise<StagedTable> {
  const path = await plainPath(request.path, request.scratch);
  if (path === undefined) throw unreadable(request.name);
  // DuckDB's messages may quote cells: they go no further.
  const rowsOf = async (sql: string) =>
    (
      await connection.runAndReadAll(sql).catch(() => {
        throw unreadable(request.name);
      })
    ).getRows();
  const source = `read_parquet(${quoteText(path)}, binary_as_string = true, file_row_number = true, hive_partitioning = false)`;
  const described = (await rowsOf(`DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${source}`)).map(
    ([name, type]) => ({ name: String(name), type: String(type) }),
  );
  await checkSize(rowsOf, path, described.length, request);
  const nested = described.find(({ type }) => NESTED.test(type));
  if (nested !== undefined) throw nestedColumn(request.name, nested.name);
  const names = described.map(({ name }) => name);
  const header = headerOf(0, [names], names, request.recognise);
  if (header === undefined) throw columnsMissing({ file: request.name }, [names], request.recognise);

  const blanks = quoteText(BLANK_CHARACTERS);
  const cells = described.map(
    ({ name, type }, index) => `nullif(${textSql(quoteName(name), type)}, '') AS c${index + 1}`,
  );
  const notBlank = names.map(
    (_, index) => `CASE WHEN trim(c${index + 1}, ${blanks}) <> '' THEN c${index + 1} END AS c${index + 1}`,
  );
  const table = quoteName(request.table);
  await rowsOf(`CREATE OR REPLACE TEMP TABLE ${table} AS
    SELECT _row, ${notBlank.join(", ")} FROM (
      SELECT (file_row_number + 1)::INTEGER AS _row, ${cells.join(", ")} FROM ${source})`);
  const { blankRows, excluded } = await excludeRows(connection, request.table, header, request);
  const [count] = await rowsOf(`SELECT count(*)::INTEGER FROM ${table}`);
  const rows = Number(count?.[0] ?? 0);
  const moments = described
    .filter(({ type }) => type === "TIMESTAMP WITH TIME ZONE")
    .map(({ name }) => `"${name}"`);
  return {
    table,
    columns: header.columns,
    facts: await columnFacts(connection, request.table, header),
    sheet: undefined,
    rows,
    unreadable: [],
    excluded,
    questions: [],
    decisions: {
      path: "parquet",
      encoding: "Parquet",
      delimiter: undefined,
      decimal: request.decimal ?? ".",
      headerRow: 0,
      titleRows: 0,
      blankRows,
      notes: [
        "A Parquet file keeps its column names apart: rows are counted from 1.",
        ...(moments.length === 0
          ? []
          : [`Moments in ${moments.join(", ")} were written as United Kingdom time.`]),
        ...nameNotes(header),
        ...(rows === 0 ? ["The file has columns but no rows of data."] : []),
      ],
    },
  };
}

/** A value as text. */
function textSql(column: string, type: string): string {
  const moment = (value: string) =>
    `regexp_replace(replace(CAST(${value} AS VARCHAR), ' ', 'T'), 'T00:00:00$', '')`;
  if (type === "TIMESTAMP WITH TIME ZONE") return moment(`timezone('Europe/London', ${column})`);
  if (type.startsWith("TIMESTAMP")) return moment(column);
  if (type === "DOUBLE" || type === "FLOAT") {
    // Whole numbers with gaps are stored so by some programs: 9990000018.0 is 9990000018.
    return `CASE WHEN isnan(${column}) THEN NULL
      WHEN ${column} = trunc(${column}) AND abs(${column}) < 1e15 THEN CAST(CAST(${column} AS BIGINT) AS VARCHAR)
      ELSE CAST(${column} AS VARCHAR) END`;
  }
  // A NUL would end the text wherever it is written into a statement; text files are read without theirs, too.
  const text = `CAST(${column} AS VARCHAR)`;
  return `CASE WHEN contains(${text}, chr(0)) THEN replace(${text}, chr(0), '') ELSE ${text} END`;
}

/** Few bytes can stand for many rows: cells are counted before they are made. */
async function checkSize(
  rowsOf: (sql: string) => Promise<readonly (readonly unknown[])[]>,
  path: string,
  columns: number,
  { name, limits }: ReadRequest,
): Promise<void> {
  const [meta] = await rowsOf(
    `SELECT coalesce(sum(rows), 0), coalesce(sum(bytes), 0) FROM (
       SELECT any_value(row_group_num_rows) AS rows, sum(total_uncompressed_size) AS bytes
       FROM parquet_metadata(${quoteText(path)}) GROUP BY row_group_id)`,
  );
  const [rows = 0, bytes = 0] = (meta ?? []).map(Number);
  const most = limits.archive_mb * 1_000_000;
  if (rows <= MOST_ROWS && rows * columns <= most && bytes <= most) return;
  throw new CodedError({
    code: "PARQUET_TOO_LARGE",
    place: { file: name },
    what: `the file holds more rows than can be read, or unpacks to more than the ${limits.archive_mb} MB (or as many million cells) that limits.archive_mb allows.`,
    remedy: "Split it, or raise limits: {archive_mb: …} in programme.yaml.",
    exit: EXIT.refused,
  });
}

function unreadable(name: string): CodedError {
  return new CodedError({
    code: "PARQUET_UNREADABLE",
    place: { file: name },
    what: "the Parquet file cannot be read: it is damaged, encrypted or of an unknown version.",
    remedy: "Write it again, or export it as CSV.",
    exit: EXIT.refused,
  });
}

function nestedColumn(name: string, column: string): CodedError {
  return new CodedError({
    code: "PARQUET_NESTED",
    place: { file: name, column },
    what: "this column holds several values in one cell (a list, a structure or a map).",
    remedy: "Write the file again with plain columns, or without this one.",
    exit: EXIT.refused,
  });
}
