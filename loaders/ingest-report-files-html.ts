import { countText, escapeHtml, headCell, numberCell, plural, tableHtml, textCell } from "./html.ts";
import type { IngestReport } from "./ingest-report.ts";
import type { FileSummary } from "./ingest-report-file.ts";
import { rulesHtml } from "./ingest-report-rules-html.ts";

/** What the tables of the warehouse are called in the report; others by their own name with an s. */
const NAMES: Readonly<Record<string, string>> = {
  outcome: "scores",
  health_use: "counts of health-service use",
  link_worker: "posts of staff and volunteers",
  absence: "absences",
  workforce_response: "answers of staff",
  population: "population figures",
  published_count: "published counts",
  support_session: "support sessions",
  spend: "payments",
  activity: "activities",
};

/** Records of a table in words, such as "scores". */
export const recordsName = (table: string): string => NAMES[table] ?? `${table.replaceAll("_", " ")}s`;

/** A bar of what became of a file's rows; in words for those who cannot see it. */
export function fateBar(counts: Pick<FileSummary, "rows" | "stored" | "quarantined" | "excluded">): string {
  const parts = (["stored", "quarantined", "excluded"] as const).filter((fate) => counts[fate] > 0);
  const spans = parts.map((fate) => `<span class="fate-${fate}" style="flex:${counts[fate]} 0 0"></span>`);
  const words = parts.map((fate) => `${countText(counts[fate])} ${fate}`).join(", ");
  return `<div class="bar" role="img" aria-label="${words === "" ? "no rows" : words}">${spans.join("")}</div>`;
}

/** One section a file: what is stored of it, what was decided, what was left out, what the rules found. */
export function filesHtml(report: IngestReport): string {
  return report.files
    .map((file, index) => {
      const { previous } = file;
      const decisions = file.decisions.map((line) => `<li>${escapeHtml(line)}</li>`).join("");
      const before =
        previous === null
          ? ""
          : ` <span class="soft">Last time: ${plural(previous.rows, "row")}, ${countText(previous.stored)} stored, ${countText(previous.quarantined)} quarantined, ${countText(previous.excluded)} excluded.</span>`;
      return `<section class="file" id="file-${index + 1}" aria-labelledby="file-${index + 1}-name"><h3 id="file-${index + 1}-name">${escapeHtml(file.file)}</h3>
<p class="small soft">${escapeHtml(file.label)}${file.label === file.layout ? "" : `, layout ${escapeHtml(file.layout)}`}${file.published ? ", published statistics" : ""}</p>
${fateBar(file)}<p>${plural(file.rows, "row")} in = ${countText(file.stored)} stored + ${countText(file.quarantined)} quarantined + ${countText(file.excluded)} excluded. ${recordsText(file.records)}${before}</p>
${quarantineText(file)}${file.put_back === 0 ? "" : `<p>${plural(file.put_back, "corrected cell")} put back: ${file.put_back === 1 ? "it takes" : "they take"} the place of what the export says.</p>`}
<h4>What was decided</h4><ul>${decisions}</ul>
${tableHtml(
  "Rows passed over",
  ["Why", { number: "Rows" }, "Which"],
  [
    {
      rows: file.left_out.map((one) => [
        textCell(one.reason),
        numberCell(one.rows),
        textCell(
          `${one.row_numbers.join(", ")}${one.rows > one.row_numbers.length ? ` and ${countText(one.rows - one.row_numbers.length)} more` : ""}`,
        ),
      ]),
    },
  ],
)}${rulesHtml(file, report.issues)}${columnsHtml(file)}</section>`;
    })
    .join("\n");
}

function recordsText(records: FileSummary["records"]): string {
  const parts = Object.entries(records).map(([table, n]) => `${countText(n)} ${recordsName(table)}`);
  return parts.length === 0 ? "No records of its own." : `Stored: ${escapeHtml(parts.join(", "))}.`;
}

function quarantineText({ quarantine, quarantined }: FileSummary): string {
  if (quarantine === null) return "";
  const { workbook, rows, listed } = quarantine;
  const path = `quarantine/${workbook}`;
  const more = rows > listed ? ` It lists the first ${countText(listed)}.` : "";
  const partly = rows - quarantined;
  const apart =
    partly <= 0
      ? ""
      : ` (${countText(quarantined)} quarantined, and ${countText(partly)} of which only a part is wrong)`;
  return `<p>${plural(rows, "row")} to correct${apart}: <a href="${escapeHtml(encodeURI(path))}">${escapeHtml(path)}</a>.${more}</p>`;
}

function columnsHtml(file: FileSummary): string {
  const table = tableHtml(
    "How filled in each mapped column is",
    [
      "Field",
      "Column",
      ...["Filled in", "Blank", "Coded missing", "Suppressed", "Rows"].map((number) => ({ number })),
    ],
    [
      {
        rows: file.completeness.map((one) => [
          headCell(`<code>${escapeHtml(one.field)}</code>`),
          textCell(one.column),
          ...[one.filled, one.blank, one.codedMissing, one.suppressed, one.rows].map(numberCell),
        ]),
      },
    ],
  );
  return table === ""
    ? ""
    : `<details><summary>How filled in each mapped column is</summary>${table}</details>`;
}
