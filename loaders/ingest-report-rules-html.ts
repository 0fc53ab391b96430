import { countText, escapeHtml, plural } from "./html.ts";
import type { FileSummary } from "./ingest-report-file.ts";
import type { IssueSummary } from "./ingest-report-issues.ts";

const STRENGTHS = {
  error: "takes the record",
  excluded: "leaves the record out",
  warning: "only told",
} as const;
/** Months that a trend shows at most. */
const MOST_MONTHS = 24;

/** What the rules found in one file: errors first, and of each strength the most rows first. */
export function rulesHtml(file: FileSummary, issues: readonly IssueSummary[]): string {
  const own = issues.filter((issue) => issue.file === file.file && issue.source === file.source);
  if (own.length === 0) return "<p>No rule found anything.</p>";
  const strengths = Object.keys(STRENGTHS);
  const sorted = [...own].sort(
    (a, b) => strengths.indexOf(a.severity) - strengths.indexOf(b.severity) || b.rows - a.rows,
  );
  return `<h4>What the rules found</h4><ul class="rules">${sorted.map(ruleHtml).join("")}</ul>`;
}

function ruleHtml(issue: IssueSummary): string {
  const { code, column, severity, rows, previous, meaning, remedy, examples, first_row } = issue;
  const place = column === null ? "" : ` in column <b>${escapeHtml(column)}</b>`;
  const before =
    previous === null
      ? ""
      : `<p class="small soft">${previous === rows ? "as many last time" : `${countText(previous)} last time`}</p>`;
  const found =
    examples.length === 0
      ? ""
      : `<p class="small soft">Found most often: ${examples.map((one) => escapeHtml(one)).join("; ")}</p>`;
  return `<li><div><p><span class="tag ${severity}">${STRENGTHS[severity]}</span><code>${escapeHtml(code)}</code>${place}</p><p>${escapeHtml(meaning)}</p><p class="small">${escapeHtml(remedy)}</p>${found}</div><div class="count"><p><b>${countText(rows)}</b> ${rows === 1 ? "row" : "rows"}</p>${before}<p class="small soft">first: row ${countText(first_row)}</p>${trendHtml(issue.months)}</div></li>`;
}

/** Tiny bars by month of the record's date; the months in words for those who cannot see them. */
function trendHtml(counts: IssueSummary["months"]): string {
  const known = counts.flatMap(({ month, rows }) => (month === null ? [] : [{ month, rows }]));
  const [first, last] = [known[0]?.month, known.at(-1)?.month];
  if (first === undefined || last === undefined || first === last) return "";
  const months = monthsBetween(first, last).slice(-MOST_MONTHS);
  const rowsOf = new Map(known.map(({ month, rows }) => [month, rows]));
  const most = Math.max(...months.map((month) => rowsOf.get(month) ?? 0));
  const step = 120 / MOST_MONTHS;
  const bars = months.map((month, index) => {
    const rows = rowsOf.get(month) ?? 0;
    const height = rows === 0 ? 1 : Math.max(2, (rows / most) * 26);
    return `<rect x="${(index * step).toFixed(1)}" y="${(27 - height).toFixed(1)}" width="${(step - 1).toFixed(1)}" height="${height.toFixed(1)}"${rows === 0 ? ' opacity=".35"' : ""}/>`;
  });
  const words = months
    .flatMap((month) => (rowsOf.has(month) ? [`${month}: ${countText(rowsOf.get(month) ?? 0)}`] : []))
    .join(", ");
  const undated = counts.find(({ month }) => month === null)?.rows ?? 0;
  return `<svg class="trend" width="120" height="28" viewBox="0 0 120 28" fill="currentColor" role="img" aria-label="Rows by month of the record's date. ${words}"><title>${words}</title>${bars.join("")}</svg><p class="small soft">${months[0]} to ${last}${undated === 0 ? "" : `; ${plural(undated, "row")} without a date`}</p>`;
}

/** Months from the first to the last, both with them: 2023-11, 2023-12, 2024-01 … */
function monthsBetween(first: string, last: string): readonly string[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const [from, to] = [number(first), number(last)];
  return Array.from(
    { length: to - from + 1 },
    (_, index) =>
      `${String(Math.floor((from + index) / 12)).padStart(4, "0")}-${String(((from + index) % 12) + 1).padStart(2, "0")}`,
  );
}
