import { canonicalTables } from "../src/model/canonical.ts";
import { columnMasks } from "./column-masks.ts";
import { planRows } from "./field-plan.ts";
import type { FileReport } from "./ingest-report.ts";
import type { FileSummary } from "./ingest-report-file.ts";
import type { IssueSummary } from "./ingest-report-issues.ts";
import type { UnmappedValue } from "./ingest-report-unmapped.ts";

/** Something that is worth doing about the exports of a source. */
export interface NextStep {
  /** `records`: rows, or parts of rows, that are not stored; `values`: cells that count as not known, or records that do not link. */
  readonly wins: "records" | "values";
  /** Rows that it concerns: what is won at most. */
  readonly rows: number;
  readonly source: string;
  /** The files, the one with the most rows first. */
  readonly files: readonly string[];
  readonly code: string;
  readonly column: string | null;
  /** What is wrong, in one sentence. */
  readonly what: string;
  /** What to do, in one or two. */
  readonly how: string;
}

/** Rules whose remedy is a line of programme.yaml. */
const MAPPED_BY = new Set(["VALUE_UNMAPPED", "VALUE_NEEDED", "AREA_UNKNOWN", "INSTRUMENT_UNKNOWN"]);
const AREAS = new Set(["service", "project", "pcn", "borough", "icb"]);

/** What is worth doing, by source, rule and column: records before values, and of each the most rows first. */
export function nextSteps(
  files: readonly FileReport[],
  summaries: readonly FileSummary[],
  issues: readonly IssueSummary[],
  unmapped: readonly UnmappedValue[],
): readonly NextStep[] {
  const groups = new Map<string, IssueSummary[]>();
  for (const issue of issues) {
    if (!isLost(issue) && (issue.severity === "excluded" || issue.remedy.startsWith("None"))) continue;
    const key = JSON.stringify([issue.source, issue.code, issue.severity, issue.column]);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [issue]);
    else same.push(issue);
  }
  return [...groups.values()]
    .flatMap((group): NextStep[] => {
      const sorted = [...group].sort((a, b) => b.rows - a.rows);
      const [first] = sorted;
      if (first === undefined) return [];
      const { source, code, column, meaning } = first;
      return [
        {
          wins: isLost(first) ? "records" : "values",
          rows: group.reduce((sum, one) => sum + one.rows, 0),
          source,
          files: sorted.map((one) => one.file),
          code,
          column,
          what: meaning,
          how: howTo(sorted, files, summaries, unmapped),
        },
      ];
    })
    .sort(
      (a, b) =>
        a.wins.localeCompare(b.wins) ||
        b.rows - a.rows ||
        a.source.localeCompare(b.source) ||
        a.code.localeCompare(b.code),
    );
}

const isLost = ({ severity, code }: IssueSummary): boolean =>
  severity === "error" || code === "INSTRUMENT_UNKNOWN";

function howTo(
  issues: readonly IssueSummary[],
  files: readonly FileReport[],
  summaries: readonly FileSummary[],
  unmapped: readonly UnmappedValue[],
): string {
  const [first] = issues;
  if (first === undefined) return "";
  const { source, column, code, remedy } = first;
  if (MAPPED_BY.has(code)) {
    const values = unmapped.filter((one) => one.source === source && one.column === column);
    const distinct = new Map(values.map((one) => [one.value, one]));
    const proposed = [...distinct.values()].filter((one) => one.proposed !== null).length;
    if (distinct.size > 0) {
      const verb = values.some((one) => AREAS.has(one.list)) ? "Declare or map" : "Map";
      return `${verb} ${distinct.size === 1 ? "one value" : `${distinct.size} values`} under code_maps in programme.yaml${
        proposed === 0 ? "" : ` (${proposed === distinct.size ? "all" : proposed} with a proposed match)`
      }: the lines are below.`;
    }
    return files.some((file) => file.source.id === source && isShown(file, column))
      ? remedy
      : `${remedy} Its values are not shown, since the column may identify people: where it does not, take it out of identifying and ingest again.`;
  }
  const correctable = files.filter(
    (file) =>
      file.source.id === source && issues.some((one) => one.file === file.name) && isShown(file, column),
  );
  const books = summaries.flatMap(({ source: id, file, quarantine }) =>
    quarantine !== null && id === source && correctable.some(({ name }) => name === file)
      ? [`quarantine/${quarantine.workbook}`]
      : [],
  );
  if (first.severity !== "error" || books.length === 0) return remedy;
  const place = books.length === 1 ? books[0] : `the ${books.length} workbooks of this source in quarantine/`;
  return `${remedy} The cells can also be corrected in ${place} and put back.`;
}

/** Whether a column's cells stand in the quarantine workbook, so that they can be corrected there. */
function isShown({ staged, profile }: FileReport, column: string | null): boolean {
  const masks = columnMasks(staged, profile, planRows(profile, canonicalTables));
  return staged.columns.some((name, index) => name === column && masks[index] === "shown");
}

/** The files of a step in words: the first one or two by name, the others counted. */
export function filesText(files: readonly string[]): string {
  return files.length <= 2 ? files.join(" and ") : `${files[0]} and ${files.length - 1} more files`;
}
