import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkoutFolder } from "../files/code-version.ts";
import { sha256 } from "../files/sha256.ts";
import { dataDictionary } from "../release/data-dictionary.ts";
import { csvCell } from "../release/estimates-table.ts";
import { aggregatesCsv } from "./aggregates.ts";
import { allTables } from "./all-tables.ts";
import { bibliography } from "./bibliography.ts";
import { dictionaryCsv, dictionaryPage } from "./dictionary-files.ts";
import type { Figure } from "./figure-files.ts";
import { REPORT_FIGURES } from "./figure-pages.ts";
import { citationText, fileNotes, indexPage, licenceText, readme } from "./guide-files.ts";
import { methodTexts } from "./method-texts.ts";
import type { TakeAwayRelease } from "./read-release.ts";
import { citation, releaseMark, sourceLine } from "./release-words.ts";
import { reportDocument } from "./report.ts";
import { tablesWorkbook } from "./tables-workbook.ts";
import { usedMethods } from "./used-methods.ts";

/** Name of the file that lists all others, and what it says of itself. */
export const MANIFEST = "manifest.json";
export const MANIFEST_KIND = "what-matters-pack";

/** The files of a take-away folder by their path in it. */
export type TakeAwayFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * Makes every file of the take-away folder of a release, `manifest.json` last. The same release and figures give the same
 * bytes.
 */
export async function takeAwayFiles(
  release: TakeAwayRelease,
  figures: readonly Figure[],
): Promise<TakeAwayFiles> {
  const { catalogue, manifest, csv } = release;
  const estimatesSha256 = sha256(csv);
  const tables = allTables(release);
  const methods = usedMethods(
    release,
    methodTexts(readFileSync(join(checkoutFolder, "reports/methods.md"), "utf8")),
  );
  const dictionary = dataDictionary(catalogue);
  const notes = fileNotes(
    figures.length === 0
      ? "none"
      : figures.every(({ png }) => png === null)
        ? "drawings"
        : "drawings and images",
  );
  const shown = REPORT_FIGURES.flatMap((id) => figures.filter((one) => one.id === id));
  const files: Record<string, string | Uint8Array> = {
    "README.txt": readme(catalogue, notes),
    "index.html": indexPage(catalogue, notes),
    "report.docx": await reportDocument({ release, tables, methods, figures: shown, estimatesSha256 }),
    "tables.xlsx": tablesWorkbook(catalogue, tables, citation(catalogue, estimatesSha256)),
    "estimates.csv": csv,
    "data-dictionary.csv": dictionaryCsv(dictionary),
    "data-dictionary.html": dictionaryPage(
      dictionary,
      `${catalogue.programme.name}: data dictionary`,
      sourceLine(catalogue),
    ),
    "reproduce/aggregates.csv": aggregatesCsv(release),
    "reproduce/reproduce.R": readFileSync(join(import.meta.dirname, "reproduce.R"), "utf8"),
    "release.bib": bibliography(catalogue, methods, estimatesSha256),
    "CITATION.txt": citationText(catalogue, estimatesSha256),
    "LICENCE.txt": licenceText(catalogue),
    "release-manifest.json": `${JSON.stringify(manifest, null, 2)}\n`,
    ...figureFiles(figures),
  };
  const listed = Object.keys(files)
    .toSorted()
    .map((file) => {
      const content = files[file] ?? "";
      return { file, bytes: Buffer.byteLength(content), sha256: sha256(content) };
    });
  const mark = releaseMark(catalogue);
  return {
    ...files,
    [MANIFEST]: `${JSON.stringify(
      {
        kind: MANIFEST_KIND,
        programme: catalogue.programme.id,
        release_id: catalogue.release_id,
        data_date: catalogue.programme.data_date,
        code_version: catalogue.code_version,
        ...(mark === "" ? {} : { mark }),
        files: listed,
      },
      null,
      2,
    )}\n`,
  };
}

function figureFiles(figures: readonly Figure[]): Record<string, string | Uint8Array> {
  if (figures.length === 0) return {};
  const rows = figures.map(({ id, title, summary, png }) => [
    `${id}.svg`,
    png === null ? "" : `${id}.png`,
    title,
    summary,
  ]);
  const csv = [["drawing", "image", "title", "what it shows"], ...rows].map((row) =>
    row.map(csvCell).join(","),
  );
  return {
    ...Object.fromEntries(
      figures.flatMap(({ id, svg, png }): [string, string | Uint8Array][] => [
        [`figures/${id}.svg`, svg],
        ...(png === null ? [] : [[`figures/${id}.png`, png] as [string, Uint8Array]]),
      ]),
    ),
    "figures/figures.csv": `\ufeff${csv.join("\r\n")}\r\n`,
  };
}
