import { canonicalColumns, canonicalTables } from "../src/model/canonical.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { Programme } from "../src/model/programme.ts";
import type { ColumnCompleteness } from "./completeness.ts";
import { dateOrderOf } from "./date-order-of.ts";
import type { FileReport } from "./ingest-report.ts";
import type { PreviousCounts } from "./ingest-report-previous.ts";
import type { QuarantineFile } from "./quarantine.ts";
import type { RowAccount } from "./row-accounts.ts";

/** Counts by which every row of a file is accounted for. */
interface FileCounts {
  readonly rows: number;
  readonly stored: number;
  readonly quarantined: number;
  readonly excluded: number;
}

/** Rows of a file that were left out for one reason. */
interface LeftOutRows {
  readonly reason: string;
  readonly rows: number;
  /** The first of them, as a spreadsheet counts. */
  readonly row_numbers: readonly number[];
}

/** What became of one file. */
export interface FileSummary extends FileCounts {
  readonly source: string;
  readonly label: string;
  readonly layout: string;
  readonly published: boolean;
  readonly file: string;
  readonly sheet: string | null;
  readonly sha256: string;
  /** Canonical table → rows of it that come from this file. */
  readonly records: Readonly<Record<string, number>>;
  readonly decisions: readonly string[];
  readonly left_out: readonly LeftOutRows[];
  readonly completeness: readonly ColumnCompleteness[];
  readonly quarantine: QuarantineFile | null;
  /** Corrected cells that took the place of what the file says. */
  readonly put_back: number;
  /** Nothing has changed since the last ingest, so it was not read again. */
  readonly unchanged: boolean;
  /** Counts of the ingest before; null where the file was not there. */
  readonly previous: FileCounts | null;
}

/** Row numbers that are listed for a reason at most. */
const MOST_LISTED = 20;

/**
 * Sums up what became of one file.
 *
 * @throws CodedError `ROWS_UNACCOUNTED` (a bug, exit 1) where rows in ≠ stored + quarantined + excluded.
 */
export function summariseFile(
  file: FileReport,
  programme: Programme,
  account: RowAccount | undefined,
  records: Readonly<Record<string, number>> | undefined,
  before: PreviousCounts,
): FileSummary {
  const { staged, source } = file;
  const { kept, stored, quarantined, excluded } = account ?? {
    kept: 0,
    stored: 0,
    quarantined: 0,
    excluded: 0,
  };
  const counts = {
    rows: staged.rows + staged.unreadable.length + staged.excluded.length,
    stored,
    quarantined: quarantined + staged.unreadable.length,
    excluded: staged.rows - kept + excluded + staged.excluded.length,
  };
  if (counts.stored + counts.quarantined + counts.excluded !== counts.rows) {
    throw new CodedError({
      code: "ROWS_UNACCOUNTED",
      place: { file: file.name },
      what: `${counts.rows} rows in, but ${counts.stored} stored, ${counts.quarantined} quarantined and ${counts.excluded} excluded.`,
      remedy: "This is a fault of the program: please report it. The old warehouse is untouched.",
      exit: EXIT.bug,
    });
  }
  const earlier = before.file(source.id, file.name, !/[*?]/.test(source.file));
  return {
    source: source.id,
    label: source.label ?? file.profile.title,
    layout: file.profile.title,
    published: source.published,
    file: file.name,
    sheet: staged.sheet ?? null,
    sha256: file.fileHash,
    ...counts,
    records: records ?? {},
    decisions: decisionsOf(file, programme),
    left_out: leftOut(file),
    completeness: file.completeness,
    quarantine: file.quarantine ?? null,
    put_back: file.putBack ?? 0,
    unchanged: file.unchanged ?? false,
    previous:
      earlier === undefined
        ? null
        : {
            rows: earlier.rows,
            stored: earlier.stored,
            quarantined: earlier.quarantined,
            excluded: earlier.excluded,
          },
  };
}

function leftOut({ staged }: FileReport): readonly LeftOutRows[] {
  const found = new Map<string, number[]>();
  const add = (reason: string, row: number) => {
    const same = found.get(reason);
    if (same === undefined) found.set(reason, [row]);
    else same.push(row);
  };
  for (const { row, reason } of staged.excluded) add(reason, row);
  for (const { row, code } of staged.unreadable) add(`could not be cut into columns (${code})`, row);
  return [...found].map(([reason, rows]) => ({
    reason,
    rows: rows.length,
    row_numbers: rows.sort((a, b) => a - b).slice(0, MOST_LISTED),
  }));
}

/** Fields, with their tables, that hold a date. */
const DATES = new Set(
  canonicalTables.flatMap((table) =>
    canonicalColumns(table)
      .filter(({ sql }) => sql === "DATE")
      .map(({ name }) => `${table}.${name}`),
  ),
);
const ORDERS = {
  dmy: "day, month, year",
  mdy: "month, day, year",
  ymd: "year, month, day",
} as const;
const DECLARED = {
  source: "as the source says in programme.yaml",
  programme: "as programme.yaml says for all exports",
  profile: "as the layout's profile says",
  default: "as is usual in the United Kingdom",
} as const;

function decisionsOf(file: FileReport, programme: Programme): readonly string[] {
  const { staged, absent, notes, source, profile, completeness, unchanged = false } = file;
  const { decisions } = staged;
  const { order, by } = dateOrderOf(source, profile, programme);
  const dated = completeness.some(({ field }) => DATES.has(field));
  return [
    ...(unchanged ? ["Unchanged since the last ingest: not read again."] : []),
    `Read as ${decisions.encoding}${decisions.delimiter === undefined ? "" : `, delimiter ${JSON.stringify(decisions.delimiter)}`}${staged.sheet === undefined ? "" : `, sheet "${staged.sheet}"`}.`,
    `Header in row ${decisions.headerRow}; ${decisions.titleRows} title and ${decisions.blankRows} blank rows passed over.`,
    ...(dated ? [`Dates such as 03/04/2024 are read as ${ORDERS[order]}, ${DECLARED[by]}.`] : []),
    ...(source.decimal === undefined ? [] : [`Decimals of numbers stand after "${source.decimal}".`]),
    ...decisions.notes,
    ...notes,
    ...(absent.length === 0
      ? []
      : [`Columns of the profile that the export does not have: ${absent.join(", ")}.`]),
  ];
}
