import { join } from "node:path";
import type { CorrectionOptions } from "../../loaders/correction-run.ts";
import { ingest } from "../../loaders/ingest.ts";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { filesText } from "../../loaders/ingest-report-next.ts";
import { type LoadedProgramme, stateFolder } from "../../loaders/load-programme.ts";
import type { Progress } from "./progress.ts";

/** Things to do that are named at the end; the report has them all. */
const NAMED = 3;

/** Exports → warehouse, with what became of the rows, the first things to do, and where the report is. */
export async function ingestStage(
  loaded: LoadedProgramme,
  progress: Progress,
  options: CorrectionOptions & { readonly fresh?: boolean } = {},
): Promise<void> {
  const report = await progress.stage("Read the exports", (log, tick) =>
    ingest({
      ...options,
      loaded,
      environment: process.env,
      log,
      onFile: ({ file, of, name, rows }) =>
        tick(`file ${file} of ${of}, ${name}, ${count(rows)} rows so far`, {
          step: "read",
          file,
          of,
          what: name,
          rows,
        }),
    }),
  );
  const state = stateFolder(loaded.folder);
  const sum = (key: "rows" | "stored" | "quarantined" | "excluded") =>
    report.files.reduce((total, file) => total + file[key], 0);
  const counts = {
    rows: sum("rows"),
    stored: sum("stored"),
    quarantined: sum("quarantined"),
    excluded: sum("excluded"),
  };
  const unchanged = report.files.filter((file) => file.unchanged).length;
  const path = join(state, "ingest-report.html");
  const workbooks = report.files.filter(({ quarantine }) => quarantine !== null).length;
  const lines = [
    `${count(counts.rows)} rows in ${report.files.length === 1 ? "1 file" : `${report.files.length} files`} = ${count(counts.stored)} stored + ${count(counts.quarantined)} quarantined + ${count(counts.excluded)} excluded.`,
    ...(unchanged === 0
      ? []
      : [
          `${unchanged} of ${count(report.files.length)} ${report.files.length === 1 ? "export" : "exports"} unchanged since the last ingest: not read again.`,
        ]),
    ...correctionLines(report, options.undo !== undefined),
    ...report.next
      .slice(0, NAMED)
      .map(
        ({ rows, wins, files, column, what }) =>
          `${wins === "records" ? plural(rows, "record to win", "records to win") : plural(rows, "row to mend", "rows to mend")}: ${filesText(files)}${column === null ? "" : `, ${column}`}: ${what}`,
      ),
    `Report: ${path}`,
    ...(workbooks === 0
      ? []
      : [
          `Rows to correct: ${join(state, "quarantine")} (${workbooks === 1 ? "1 workbook" : `${count(workbooks)} workbooks`})`,
        ]),
  ];
  progress.say(lines.map((line) => `    ${line}`).join("\n"), {
    event: "ingested",
    ...counts,
    files: report.files.length,
    unchanged,
    put_back: report.corrections.cells,
    next: report.next.slice(0, NAMED),
    report: path,
    quarantine: workbooks === 0 ? null : join(state, "quarantine"),
  });
}

const count = (n: number): string => n.toLocaleString("en-GB");
const plural = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;

function correctionLines({ corrections }: IngestReport, asked: boolean): readonly string[] {
  const { cells, taken, undone, unused } = corrections;
  const parts = [
    ...(cells === 0 ? [] : [`${count(cells)} corrected cells in place (${count(taken)} put back now)`]),
    ...(undone === 0
      ? asked
        ? ["There was no correction to take back"]
        : []
      : [`${count(undone)} taken back`]),
    ...(unused.length === 0
      ? []
      : [`corrections of ${unused.map(({ file }) => file).join(", ")} not used: exported again, or gone`]),
  ];
  return parts.length === 0 ? [] : [`${parts.join("; ")}.`];
}
