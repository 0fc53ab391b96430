import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { Profile } from "../src/model/profile.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import type { Database } from "../src/warehouse/database.ts";
import type { ColumnCompleteness } from "./completeness.ts";
import type { LoadedProgramme } from "./load-programme.ts";
import type { StagedTable } from "./read/staged.ts";
import { accountRows, countRecords, type RowAccount } from "./row-accounts.ts";
import { type RuleCode, rules, type Severity } from "./rules.ts";

/** A file that was read, before it is summed up. */
export interface FileReport {
  readonly fileId: number;
  readonly name: string;
  readonly fileHash: string;
  readonly source: ProgrammeSource;
  readonly profile: Profile;
  readonly staged: StagedTable;
  readonly absent: readonly string[];
  readonly completeness: readonly ColumnCompleteness[];
  /** What was filled in or read in a way of its own. */
  readonly notes: readonly string[];
}

/** What the ingest decided and found. Local: exact counts and file names, never an identifying value. */
export interface IngestReport {
  readonly programme: string;
  readonly data_date: string;
  readonly files: readonly {
    readonly source: string;
    readonly label: string;
    readonly layout: string;
    readonly published: boolean;
    readonly file: string;
    readonly sha256: string;
    readonly rows: number;
    readonly stored: number;
    readonly quarantined: number;
    readonly excluded: number;
    /** Canonical table → rows of it that come from this file. */
    readonly records: Readonly<Record<string, number>>;
    readonly decisions: readonly string[];
    readonly completeness: readonly ColumnCompleteness[];
  }[];
  readonly issues: readonly {
    readonly source: string;
    readonly file: string;
    readonly code: string;
    readonly severity: Severity;
    readonly column: string | null;
    readonly rows: number;
    readonly meaning: string;
    readonly remedy: string;
    /** Values found most often, where they identify nobody. */
    readonly examples: readonly string[];
    readonly first_row: number;
  }[];
}

/**
 * Sums up an ingest and proves that every row is accounted for.
 *
 * @throws CodedError `ROWS_UNACCOUNTED` (a bug, exit 1) where rows in ≠ stored + quarantined + excluded.
 */
export async function summariseIngest(
  database: Database,
  loaded: LoadedProgramme,
  files: readonly FileReport[],
): Promise<IngestReport> {
  const accounts = await accountRows(database);
  const records = await countRecords(database);
  const summaries = files.map((file) =>
    summariseFile(file, accounts.get(file.fileId), records.get(file.fileId)),
  );
  const issues = await database.rows<{
    file_id: number;
    code: RuleCode;
    severity: Severity;
    column_name: string | null;
    n: number;
    first_row: number;
    found: string | null;
  }>(`
    SELECT file_id, code, severity, column_name, count(DISTINCT _row) AS n, min(_row) AS first_row,
      (SELECT string_agg(f, chr(31)) FROM (
        SELECT i2.found || ' (' || count(DISTINCT i2._row) || ')' AS f FROM issue AS i2
        WHERE i2.file_id = issue.file_id AND i2.code = issue.code AND i2.column_name = issue.column_name AND i2.found IS NOT NULL
        GROUP BY i2.found ORDER BY count(DISTINCT i2._row) DESC, i2.found LIMIT 8)) AS found
    FROM issue GROUP BY file_id, code, severity, column_name ORDER BY file_id, severity, code, column_name`);
  const names = new Map(files.map((file) => [file.fileId, file]));
  const ofReader = files.flatMap((file) =>
    countReaderIssues(file).map((one) => ({ ...one, source: file.source.id, file: file.name })),
  );
  return {
    programme: loaded.programme.id,
    data_date: loaded.programme.data_date,
    files: summaries,
    issues: [
      ...issues.map((issue) => ({
        source: names.get(issue.file_id)?.source.id ?? "",
        file: names.get(issue.file_id)?.name ?? "",
        code: issue.code,
        severity: issue.severity,
        column: issue.column_name,
        rows: issue.n,
        meaning: rules[issue.code].meaning,
        remedy: rules[issue.code].remedy,
        examples: issue.found === null ? [] : issue.found.split("\u001f"),
        first_row: issue.first_row,
      })),
      ...ofReader,
    ],
  };
}

function summariseFile(
  file: FileReport,
  account: RowAccount | undefined,
  records: Readonly<Record<string, number>> | undefined,
): IngestReport["files"][number] {
  const { staged } = file;
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
  return {
    source: file.source.id,
    label: file.source.label ?? file.profile.title,
    layout: file.profile.title,
    published: file.source.published,
    file: file.name,
    sha256: file.fileHash,
    ...counts,
    records: records ?? {},
    decisions: decisionsOf(file),
    completeness: file.completeness,
  };
}

function decisionsOf({ staged, absent, notes }: FileReport): readonly string[] {
  const { decisions } = staged;
  return [
    `Read as ${decisions.encoding}${decisions.delimiter === undefined ? "" : `, delimiter ${JSON.stringify(decisions.delimiter)}`}${staged.sheet === undefined ? "" : `, sheet "${staged.sheet}"`}.`,
    `Header in row ${decisions.headerRow}; ${decisions.titleRows} title and ${decisions.blankRows} blank rows passed over.`,
    ...decisions.notes,
    ...notes,
    ...(absent.length === 0
      ? []
      : [`Columns of the profile that the export does not have: ${absent.join(", ")}.`]),
  ];
}

type Issue = IngestReport["issues"][number];

function countReaderIssues(file: FileReport): readonly Omit<Issue, "source" | "file">[] {
  const found = new Map<RuleCode, { rows: number; first: number; why: Set<string> }>();
  const add = (code: RuleCode, row: number, why?: string) => {
    const one = found.get(code) ?? { rows: 0, first: row, why: new Set<string>() };
    one.rows += 1;
    one.first = Math.min(one.first, row);
    if (why !== undefined) one.why.add(why);
    found.set(code, one);
  };
  for (const { row, code } of file.staged.unreadable)
    add(code in rules ? (code as RuleCode) : "ROW_TOO_SHORT", row);
  for (const { row, reason } of file.staged.excluded) add("NOT_DATA", row, reason);
  return [...found].map(([code, one]) => ({
    code,
    severity: rules[code].severity,
    column: null,
    rows: one.rows,
    meaning: rules[code].meaning,
    remedy: rules[code].remedy,
    examples: [...one.why].slice(0, 8),
    first_row: one.first,
  }));
}
