import type { Database } from "../src/warehouse/database.ts";
import type { FileReport } from "./ingest-report.ts";
import type { PreviousCounts } from "./ingest-report-previous.ts";
import { type RuleCode, rules, type Severity } from "./rules.ts";

/** What one rule found in one column of one file. */
export interface IssueSummary {
  readonly source: string;
  readonly file: string;
  readonly code: string;
  readonly severity: Severity;
  readonly column: string | null;
  readonly rows: number;
  /** Rows of the ingest before; null where the file was not there. */
  readonly previous: number | null;
  readonly meaning: string;
  readonly remedy: string;
  /** Values found most often, where they identify nobody. */
  readonly examples: readonly string[];
  readonly first_row: number;
  /** Rows by month of the record's date, in order; null where the date is not known. Empty where it was not counted. */
  readonly months: readonly { readonly month: string | null; readonly rows: number }[];
}

/** Values that are given as examples at most. */
const MOST_EXAMPLES = 8;

/** Sums up what the rules found, by file, rule and column. */
export async function summariseIssues(
  database: Database,
  files: readonly FileReport[],
  before: PreviousCounts,
): Promise<readonly IssueSummary[]> {
  const found = await database.rows<{
    file_id: number;
    code: RuleCode;
    severity: Severity;
    column_name: string | null;
    n: number;
    first_row: number;
    found: string | null;
  }>(`
    SELECT c.*, e.found FROM (
      SELECT file_id, code, severity, column_name, count(DISTINCT _row) AS n, min(_row) AS first_row
      FROM issue GROUP BY ALL) AS c
    LEFT JOIN (
      SELECT file_id, code, severity, column_name, string_agg(found || ' (' || n || ')', chr(31) ORDER BY n DESC, found) AS found
      FROM (SELECT file_id, code, severity, column_name, found, count(DISTINCT _row) AS n
        FROM issue WHERE found IS NOT NULL GROUP BY file_id, code, severity, column_name, found
        QUALIFY row_number() OVER (PARTITION BY file_id, code, severity, column_name ORDER BY n DESC, found) <= ${MOST_EXAMPLES})
      GROUP BY ALL) AS e
    ON e.file_id = c.file_id AND e.code = c.code AND e.severity = c.severity AND e.column_name IS NOT DISTINCT FROM c.column_name
    ORDER BY c.file_id, c.severity, c.code, c.column_name`);
  return files.flatMap((file) => {
    const { source, name, months = [] } = file;
    const place = { source: source.id, name, alone: !/[*?]/.test(source.file) };
    const sum = (
      code: RuleCode,
      severity: Severity,
      column: string | null,
      counts: Pick<IssueSummary, "rows" | "examples" | "first_row">,
    ): IssueSummary => ({
      source: source.id,
      file: name,
      code,
      severity,
      column,
      ...counts,
      previous: before.issue(place, code, column) ?? null,
      meaning: rules[code].meaning,
      remedy: rules[code].remedy,
      months: months
        .filter((one) => one.code === code && one.column === column)
        .map(({ month, rows }) => ({ month, rows })),
    });
    return [
      ...found
        .filter(({ file_id }) => file_id === file.fileId)
        .map((issue) =>
          sum(issue.code, issue.severity, issue.column_name, {
            rows: issue.n,
            examples: issue.found === null ? [] : issue.found.split("\u001f"),
            first_row: issue.first_row,
          }),
        ),
      ...countReaderIssues(file).map(({ code, ...counts }) => sum(code, rules[code].severity, null, counts)),
    ];
  });
}

function countReaderIssues(
  file: FileReport,
): readonly ({ readonly code: RuleCode } & Pick<IssueSummary, "rows" | "examples" | "first_row">)[] {
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
  return [...found].map(([code, { rows, first, why }]) => ({
    code,
    rows,
    examples: [...why].slice(0, MOST_EXAMPLES),
    first_row: first,
  }));
}
