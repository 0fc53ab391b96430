import type { CanonicalTable } from "../src/model/canonical.ts";
import type { Profile } from "../src/model/profile.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";
import type { Database } from "../src/warehouse/database.ts";
import { shippedCodeLists } from "./code-map.ts";
import type { ColumnCompleteness } from "./completeness.ts";
import type { TableCompleteness } from "./completeness-by.ts";
import type { CorrectionSummary } from "./correction-run.ts";
import { type FileSummary, summariseFile } from "./ingest-report-file.ts";
import { type IssueSummary, summariseIssues } from "./ingest-report-issues.ts";
import { type NextStep, nextSteps } from "./ingest-report-next.ts";
import { previousCounts, readPreviousReport } from "./ingest-report-previous.ts";
import { findUnmapped, type UnmappedValue } from "./ingest-report-unmapped.ts";
import type { IssueMonth } from "./issue-months.ts";
import { type LoadedProgramme, stateFolder } from "./load-programme.ts";
import { programmeLists } from "./programme-lists.ts";
import type { QuarantineFile } from "./quarantine.ts";
import type { StagedTable } from "./read/staged.ts";
import { accountRows, countRecords } from "./row-accounts.ts";

/** A file that was read, before it is summed up. */
export interface FileReport {
  readonly fileId: number;
  readonly name: string;
  readonly fileHash: string;
  readonly source: ProgrammeSource;
  readonly profile: Profile;
  /** Rows that the mapping keeps. */
  readonly kept: number;
  /** Table of each record that a row may give. */
  readonly tables: readonly CanonicalTable[];
  readonly staged: StagedTable;
  readonly absent: readonly string[];
  readonly completeness: readonly ColumnCompleteness[];
  /** What was filled in or read in a way of its own. */
  readonly notes: readonly string[];
  /** Corrected cells that took the place of what the file says. */
  readonly putBack?: number;
  readonly quarantine?: QuarantineFile | undefined;
  readonly months?: readonly IssueMonth[];
  /** An earlier ingest read the file, and nothing that decides how it is read has changed. */
  readonly unchanged?: boolean;
}

/** What the ingest decided and found. Local: exact counts and file names, never an identifying value. */
export interface IngestReport {
  readonly programme: string;
  readonly name: string;
  readonly data_date: string;
  readonly files: readonly FileSummary[];
  readonly issues: readonly IssueSummary[];
  /** What is worth doing, the most rows to be won first. */
  readonly next: readonly NextStep[];
  /** Values in no code list, the most frequent of a column first. */
  readonly unmapped: readonly UnmappedValue[];
  readonly completeness_by: readonly TableCompleteness[];
  readonly corrections: CorrectionSummary;
  /** Whether an earlier ingest is there to compare with. */
  readonly compared: boolean;
}

/** What an ingest adds to its files. */
interface IngestExtras {
  readonly corrections?: CorrectionSummary;
  readonly completenessBy?: readonly TableCompleteness[];
}

/**
 * Sums up an ingest, beside the one before it, and proves that every row is accounted for.
 *
 * @throws CodedError `ROWS_UNACCOUNTED` (a bug, exit 1) where rows in ≠ stored + quarantined + excluded.
 */
export async function summariseIngest(
  database: Database,
  loaded: LoadedProgramme,
  files: readonly FileReport[],
  { corrections, completenessBy = [] }: IngestExtras = {},
): Promise<IngestReport> {
  const { programme, folder } = loaded;
  const before = readPreviousReport(stateFolder(folder));
  const counts = previousCounts(before);
  const accounts = await accountRows(
    database,
    files.map(({ fileId, kept, tables }) => ({ fileId, kept, tables })),
  );
  const records = await countRecords(database);
  const summaries = files.map((file) =>
    summariseFile(file, programme, accounts.get(file.fileId), records.get(file.fileId), counts),
  );
  const issues = await summariseIssues(database, files, counts);
  const unmapped = await findUnmapped(database, files, programmeLists(shippedCodeLists(), programme));
  return {
    programme: programme.id,
    name: programme.name,
    data_date: programme.data_date,
    files: summaries,
    issues,
    next: nextSteps(files, summaries, issues, unmapped),
    unmapped,
    completeness_by: completenessBy,
    corrections: corrections ?? { cells: 0, taken: 0, undone: 0, unused: [] },
    compared: before !== undefined,
  };
}
