import type { IngestReport } from "./ingest-report.ts";

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const count = (n: number): string => n.toLocaleString("en-GB");

/** What the tables of the warehouse are called in the report. */
const NAMES: Readonly<Record<string, string>> = {
  outcome: "scores",
  health_use: "counts of health-service use",
  link_worker: "posts of staff and volunteers",
  absence: "absences",
  workforce_response: "answers of staff",
  population: "population figures",
  support_session: "support sessions",
  spend: "payments",
  activity: "activities",
};

function recordsText(records: Readonly<Record<string, number>>): string {
  const parts = Object.entries(records).map(([table, n]) => `${count(n)} ${NAMES[table] ?? `${table}s`}`);
  return parts.length === 0 ? "No records of its own." : `Stored: ${escapeHtml(parts.join(", "))}.`;
}

/** The local ingest report as one printable page. It stays on this machine: its counts are exact. */
export function ingestReportHtml(report: IngestReport): string {
  const row = (cells: readonly string[], tag = "td") =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  const table = (caption: string, head: readonly string[], body: readonly (readonly string[])[]) =>
    body.length === 0
      ? ""
      : `<table><caption>${caption}</caption><thead>${row(head, 'th scope="col"').replaceAll('</th scope="col">', "</th>")}</thead><tbody>${body.map((cells) => row(cells)).join("")}</tbody></table>`;
  const files = report.files.map((file) => [
    escapeHtml(file.file),
    escapeHtml(file.layout),
    ...[file.rows, file.stored, file.quarantined, file.excluded].map(count),
  ]);
  const issues = report.issues.map((issue) => [
    escapeHtml(issue.file),
    `<code>${issue.code}</code>`,
    escapeHtml(issue.severity),
    escapeHtml(issue.column ?? ""),
    count(issue.rows),
    String(issue.first_row),
    escapeHtml(issue.meaning),
    escapeHtml(issue.remedy),
    escapeHtml(issue.examples.join("; ")),
  ]);
  const details = report.files
    .map(
      (
        file,
      ) => `<section><h2>${escapeHtml(file.file)}</h2><p>${recordsText(file.records)}</p><ul>${file.decisions.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>
      ${table(
        "How filled in each mapped column is",
        ["Field", "Column", "Filled in", "Blank", "Coded missing", "Suppressed", "Rows"],
        file.completeness.map((one) => [
          escapeHtml(one.field),
          escapeHtml(one.column),
          ...[one.filled, one.blank, one.codedMissing, one.suppressed, one.rows].map(count),
        ]),
      )}</section>`,
    )
    .join("");
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Ingest report: ${escapeHtml(report.programme)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;width:100%;margin:1rem 0 2rem;font-size:.9rem}caption{text-align:left;font-weight:600;padding:.4rem 0}
th,td{border-bottom:1px solid #ccc;padding:.35rem .6rem;text-align:left;vertical-align:top}.keep{border-left:4px solid #a33;padding:.5rem 1rem;background:#fbeeee}
@media print{body{margin:0;max-width:none}}</style></head><body><main>
<h1>Ingest report: ${escapeHtml(report.programme)}</h1>
<p class="keep">Keep this page on this machine: its counts are exact and not protected for publication. Data date ${escapeHtml(report.data_date)}.</p>
${table("Every row in is stored, quarantined or excluded", ["File", "Layout", "Rows in", "Stored", "Quarantined", "Excluded"], files)}
<p>An error takes the part of the row that it concerns, such as a follow-up; the rest of the row is stored. A row of which nothing is left is quarantined.</p>
${table("What the rules found", ["File", "Code", "Strength", "Column", "Rows", "First row", "What it means", "What to do", "Found most often"], issues)}
${details}</main></body></html>
`;
}
