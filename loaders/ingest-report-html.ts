import { countText, escapeHtml, headCell, numberCell, plural, tableHtml } from "./html.ts";
import type { IngestReport } from "./ingest-report.ts";
import { completenessHtml } from "./ingest-report-completeness-html.ts";
import { fateBar, filesHtml } from "./ingest-report-files-html.ts";
import { filesText } from "./ingest-report-next.ts";
import { ingestReportStyle } from "./ingest-report-style.ts";
import { unmappedHtml } from "./ingest-report-unmapped-html.ts";

/** Steps that are shown before the others are folded away. */
const FIRST_STEPS = 8;
/** Files that are listed one by one at once. */
const FEW_FILES = 12;

/** The local ingest report as one printable page without scripts. It stays on this machine: its counts are exact. */
export function ingestReportHtml(report: IngestReport): string {
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Ingest report: ${escapeHtml(report.name)}</title><style>${ingestReportStyle}</style></head><body><main>
<p class="eyebrow">Ingest report</p><h1>${escapeHtml(report.name)}: what came in, and what to do</h1>
<p class="lead">${leadOf(report)}</p>
<p class="keep">Keep this page on this machine: its counts are exact and not protected for publication. Data date ${escapeHtml(report.data_date)}.</p>
${correctionsText(report)}
${filesTable(report)}
<ul class="key"><li><i class="fate-stored"></i>Stored: a record of the row is in the warehouse</li><li><i class="fate-quarantined"></i>Quarantined: something in it is to be corrected, and nothing of it is stored</li><li><i class="fate-excluded"></i>Excluded: left out on purpose, by a rule</li></ul>
<p class="soft small">An error takes the part of the row that it concerns, such as a follow-up; the rest of the row is stored.</p>
${stepsHtml(report)}
${unmappedHtml(report.unmapped)}
<h2 id="files">File by file</h2>
${filesHtml(report)}
${completenessHtml(report)}
</main></body></html>
`;
}

type Fate = "rows" | "stored" | "quarantined" | "excluded";

function leadOf({ files, compared }: IngestReport): string {
  const sum = (fate: Fate) => files.reduce((total, file) => total + file[fate], 0);
  const before = files.flatMap(({ previous }) => (previous === null ? [] : [previous.stored]));
  const change = sum("stored") - before.reduce((total, n) => total + n, 0);
  const since = !compared
    ? ""
    : change === 0
      ? " As many are stored as last time."
      : ` That is ${countText(Math.abs(change))} ${change > 0 ? "more" : "fewer"} stored than last time.`;
  return `${plural(sum("rows"), "row")} came in from ${plural(files.length, "file")}: ${countText(sum("stored"))} stored, ${countText(sum("quarantined"))} quarantined, ${countText(sum("excluded"))} excluded.${since}`;
}

function correctionsText({ corrections }: IngestReport): string {
  const { cells, taken, undone, unused } = corrections;
  const lines = [
    ...(cells === 0
      ? []
      : [
          `${plural(cells, "corrected cell")} ${cells === 1 ? "stands" : "stand"} in the place of what the exports say${taken === 0 ? "" : `; ${countText(taken)} of them ${taken === 1 ? "was" : "were"} put back now`}.`,
        ]),
    ...(undone === 0
      ? []
      : [`${plural(undone, "corrected cell")} ${undone === 1 ? "was" : "were"} taken back.`]),
    ...unused.map(
      (one) =>
        `${plural(one.cells, "corrected cell")} of ${one.file} ${one.cells === 1 ? "is" : "are"} not used: that export is gone, or was exported again since.`,
    ),
  ];
  return lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("");
}

/** Counts by file; where the files are many, by source first. */
function filesTable({ files }: IngestReport): string {
  const heads = ["Rows in", "Stored", "Quarantined", "Excluded"].map((number) => ({ number }));
  const rowOf = (name: string, label: string, counts: Readonly<Record<Fate, number>>) => [
    headCell(
      `${name}${label === "" ? "" : ` <span class="small soft">${escapeHtml(label)}</span>`}${fateBar(counts)}`,
    ),
    ...[counts.rows, counts.stored, counts.quarantined, counts.excluded].map(numberCell),
  ];
  const byFile = files.map((file, index) =>
    rowOf(`<a href="#file-${index + 1}">${escapeHtml(file.file)}</a>`, file.label, file),
  );
  const caption = "Every row in is stored, quarantined or excluded";
  const sources = [...new Set(files.map(({ source }) => source))];
  if (files.length <= FEW_FILES || sources.length === files.length)
    return tableHtml(caption, ["File", ...heads], [{ rows: byFile }]);
  const bySource = sources.map((source) => {
    const own = files.filter((file) => file.source === source);
    const sum = (fate: Fate) => own.reduce((total, file) => total + file[fate], 0);
    const counts = {
      rows: sum("rows"),
      stored: sum("stored"),
      quarantined: sum("quarantined"),
      excluded: sum("excluded"),
    };
    return rowOf(
      escapeHtml(own[0]?.label ?? source),
      own.length === 1 ? "" : plural(own.length, "file"),
      counts,
    );
  });
  return `${tableHtml(caption, ["Source", ...heads], [{ rows: bySource }])}<details><summary>The ${files.length} files one by one</summary>${tableHtml(`${caption}: by file`, ["File", ...heads], [{ rows: byFile }])}</details>`;
}

function stepsHtml({ next }: IngestReport): string {
  if (next.length === 0)
    return '<h2 id="next">What to do next</h2><p>Nothing: no rule asks for anything.</p>';
  const items = next.map(({ wins, rows, files, code, column, what, how }) => {
    const gain =
      wins === "records"
        ? rows === 1
          ? "record to win"
          : "records to win"
        : rows === 1
          ? "row to mend"
          : "rows to mend";
    return `<li><div><b>${countText(rows)}</b>${gain}</div><div><p>${escapeHtml(what)}</p><p>${escapeHtml(how)}</p><p class="small soft">${escapeHtml(filesText(files))}${column === null ? "" : `, column ${escapeHtml(column)}`} · <code>${escapeHtml(code)}</code></p></div></li>`;
  });
  const rest = items.slice(FIRST_STEPS);
  return `<h2 id="next">What to do next</h2><p>The most to be won comes first: records that are not stored, then rows that are stored with something missing.</p><ol class="steps">${items.slice(0, FIRST_STEPS).join("")}</ol>${
    rest.length === 0
      ? ""
      : `<details><summary>${plural(rest.length, "smaller thing")}</summary><ol class="steps" start="${FIRST_STEPS + 1}">${rest.join("")}</ol></details>`
  }`;
}
