import type { Catalogue } from "../release/catalogue.ts";
import { plainPage } from "./dictionary-files.ts";
import { citation, markMeanings, sourceLine } from "./release-words.ts";
import { xmlText } from "./xml-text.ts";

/** What a file of the folder is. */
export interface FileNote {
  /** Path in the folder, with `/`; a folder ends with one. */
  readonly file: string;
  readonly says: string;
}

/** Whether the folder holds figures, as drawings alone where no browser made images of them. */
export type FigureForms = "none" | "drawings" | "drawings and images";

/** The files of a take-away folder, in the order in which a reader would open them. */
export function fileNotes(figures: FigureForms): readonly FileNote[] {
  return [
    {
      file: "report.docx",
      says: "The report as a Word document: findings with what limits them, tables, methods with sources, the STROBE checklist.",
    },
    {
      file: "tables.xlsx",
      says: "All tables as a workbook: cover sheet, contents, notes, one table a sheet.",
    },
    ...(figures !== "none"
      ? [
          {
            file: "figures/",
            says: `The main figures, each as a drawing (SVG)${figures === "drawings" ? "" : " and as an image of 300 dots an inch (PNG)"}; figures.csv gives their titles and says in words what each shows.${figures === "drawings" ? " There are no images, and none in the report, since no browser was found to make them." : ""}`,
          },
        ]
      : []),
    { file: "estimates.csv", says: "Every figure of the release, one a row, for programs." },
    { file: "data-dictionary.html", says: "What the columns and codes of estimates.csv mean, to read." },
    { file: "data-dictionary.csv", says: "The same, for programs." },
    {
      file: "reproduce/",
      says: "Headline figures worked out again from released numbers alone: run reproduce.R, which needs R and no package; aggregates.csv holds the numbers.",
    },
    { file: "release.bib", says: "This release and the works that its methods rest on, as BibTeX." },
    { file: "CITATION.txt", says: "How to cite this release." },
    {
      file: "LICENCE.txt",
      says: "Who may do what with the software, the figures and the published statistics in them.",
    },
    {
      file: "release-manifest.json",
      says: "What the release was made from: fingerprints of sources and tables, never file names.",
    },
    {
      file: "manifest.json",
      says: "Every file of this folder with its SHA-256, to show that none was changed.",
    },
  ];
}

/** README.txt: what the folder is and what each file is for. */
export function readme(catalogue: Catalogue, notes: readonly FileNote[]): string {
  const { programme, policy } = catalogue;
  return `${[
    programme.name,
    "=".repeat(programme.name.length),
    "",
    ...markMeanings(catalogue).flatMap((text) => [text, ""]),
    `${sourceLine(catalogue)}.`,
    "",
    "Figures to take away. All of them are released figures of groups: nothing here is about one person.",
    `Small numbers are withheld and others rounded: ${policy.title}.`,
    "A withheld figure may be any number. It is never 0 because it is not shown.",
    "Figures are before and after without a comparison group, unless they say otherwise: they do not show what caused a change.",
    "",
    ...notes.flatMap(({ file, says }) => [file, `    ${says}`, ""]),
    "The same release always gives the same folder, byte by byte. Only the images, and the report that shows them,",
    "can differ where another version of the browser drew them.",
    "",
  ].join("\n")}`;
}

/** index.html: the same to click on. */
export function indexPage(catalogue: Catalogue, notes: readonly FileNote[]): string {
  const marks = markMeanings(catalogue).map((text) => `<p class="mark">${xmlText(text)}</p>`);
  const rows = notes.map(
    ({ file, says }) =>
      `<tr><th scope="row"><a href="${xmlText(file)}">${xmlText(file)}</a></th><td>${xmlText(says)}</td></tr>`,
  );
  return plainPage(
    `${catalogue.programme.name}: figures to take away`,
    `${marks.join("\n")}<p>${xmlText(sourceLine(catalogue))}</p><p>All figures are released figures of groups. A withheld figure may be any number: it is never 0 because it is not shown. Figures are before and after without a comparison group, unless they say otherwise.</p><table><caption>Files</caption><thead><tr><th scope="col">File</th><th scope="col">What it is</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`,
  );
}

/** CITATION.txt. */
export const citationText = (catalogue: Catalogue, estimatesSha256: string): string =>
  `${citation(catalogue, estimatesSha256)}\n`;

/** LICENCE.txt: what is known of rights, and what is the publisher's to say. */
export function licenceText({ programme, sources, populations = [], instruments }: Catalogue): string {
  const published = [
    ...sources.filter((one) => one.published).map(({ label }) => label),
    ...new Set(populations.filter(({ synthetic }) => !synthetic).map(({ source }) => source)),
  ];
  return `${[
    `Figures of ${programme.name}: the organisation that publishes this folder says here who may use them, and how.`,
    "Until it does, ask before you publish them elsewhere.",
    "",
    "The software that made them, What Matters, is under the MIT licence.",
    ...(published.length === 0
      ? []
      : [
          "",
          "Published statistics are repeated as they stand, under the licence of those who published them:",
          ...published.map((text) => `- ${text}`),
        ]),
    ...(instruments.some(({ pam_cut_points }) => pam_cut_points !== null)
      ? [
          "",
          "The Patient Activation Measure is a licensed instrument: this folder holds averages and shares, none of its questions.",
        ]
      : []),
    "",
  ].join("\n")}`;
}
