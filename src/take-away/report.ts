import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  type SectionType,
  TextRun,
} from "docx";
import type { Figure as Drawn } from "./figure-files.ts";
import type { MethodText } from "./method-texts.ts";
import type { TakeAwayRelease } from "./read-release.ts";
import { asSentence, citation, dayWords, markMeanings, releaseMark, sourceLine } from "./release-words.ts";
import {
  type Block,
  bullet,
  compactTable,
  formula,
  heading,
  paragraph,
  small,
  textTable,
} from "./report-parts.ts";
import { strobeChecklist } from "./strobe.ts";
import { SHORTHAND_MEANINGS, type TakeAwayTable } from "./take-away-table.ts";
import { coreXml } from "./workbook.ts";
import { fixedZip, unzipped } from "./zip.ts";

/** What the report is written from. */
export interface ReportSource {
  readonly release: TakeAwayRelease;
  readonly tables: readonly TakeAwayTable[];
  readonly methods: readonly MethodText[];
  /** Figures with an image; empty where there was no browser to draw them. */
  readonly figures: readonly Drawn[];
  /** SHA-256 of estimates.csv. */
  readonly estimatesSha256: string;
}

/** Width of the text in twentieths of a point: A4 upright, and lying. */
const UPRIGHT = 9640;
const LYING = 14570;
/** Signs of the checklist's answers that ask for the wider column. */
const CHECKLIST_LINE = 150;
/** Width of a figure on the page, in pixels of 1/96 inch. */
const FIGURE_WIDTH = 620;

/** Pages of the site whose findings stand in the report, in order: those of the whole programme, whole time. */
const FINDINGS: readonly {
  readonly page: string;
  readonly title: string;
  readonly scored?: true;
  /** Without its details, which a table gives. */
  readonly brief?: true;
  readonly not_shown: string;
}[] = [
  { page: "overview", title: "Overview", not_shown: "overview" },
  { page: "outcomes", title: "Did people change?", scored: true, not_shown: "outcomes" },
  { page: "evidence", title: "How strong is the evidence?", scored: true, not_shown: "" },
  { page: "robustness", title: "Does it hold worked out in other ways?", scored: true, not_shown: "" },
  { page: "reach", title: "Who was reached?", not_shown: "equity" },
  { page: "equity", title: "Do groups differ?", scored: true, not_shown: "" },
  { page: "pathway", title: "How far did referrals come?", not_shown: "pathway" },
  { page: "compare", title: "Do networks differ?", not_shown: "compare" },
  { page: "link-workers", title: "Link workers", not_shown: "link-workers" },
  { page: "projects", title: "Projects together", not_shown: "" },
  { page: "programme", title: "The programme", not_shown: "" },
  { page: "data-quality", title: "How good are the records?", brief: true, not_shown: "data-quality" },
];

/** Tables that stand in the report; the others are in the workbook. */
const TABLES = [
  "headlines",
  "sample-flow",
  "outcomes-by-score",
  "change-other-ways",
  "outcomes-services",
  "outcomes-by-group",
  "who-was-reached",
  "pathway",
  "pathway-services",
  "projects-first-measure",
  "projects-compared",
  "link-workers-services",
];
/** Columns of tables of places and groups that are left to the workbook: a page holds no more. */
const LEFT_OUT = new Set([
  "Code",
  "Kind",
  "Average score before",
  "Average score after",
  "Stayed about the same",
  "Got worse",
]);
/** Characteristics with too many groups for a printed page. */
const LONG = ["Ethnic category"];

/**
 * The report of a release as a Word document: title page, findings with their caveats, figures, tables, methods with their
 * sources, protection of people and the STROBE checklist. The same source gives the same bytes: the day is that of the data.
 */
export async function reportDocument(source: ReportSource): Promise<Uint8Array> {
  const { catalogue } = source.release;
  const { programme } = catalogue;
  const facts = {
    title: `${programme.name}: report`,
    subject: sourceLine(catalogue),
    creator: "What Matters",
    day: programme.data_date,
    foot: sourceLine(catalogue),
  };
  const page = { header: header(source), footer: footer(facts.foot) };
  const upright = (children: readonly Block[]) => section(children, page, false);
  const document = new Document({
    title: facts.title,
    creator: facts.creator,
    styles: STYLES,
    sections: [
      upright([...titlePage(source), ...findings(source), ...figureBlocks(source)]),
      section(tableBlocks(source), page, true),
      upright([...methodBlocks(source), ...protection(source), ...strobe(source), ...citing(source)]),
    ],
  });
  const files = unzipped(await Packer.toBuffer(document));
  return fixedZip({ ...files, "docProps/core.xml": coreXml(facts) }, programme.data_date);
}

const FONT = "Arial";
const STYLES = {
  default: {
    document: { run: { font: FONT, size: 22, language: { value: "en-GB" } } },
    title: {
      run: { font: FONT, size: 52, bold: true, color: "14394F" },
      paragraph: { spacing: { before: 2400, after: 240 } },
    },
    heading1: {
      run: { font: FONT, size: 34, bold: true, color: "14394F" },
      paragraph: { spacing: { before: 400, after: 160 } },
    },
    heading2: {
      run: { font: FONT, size: 27, bold: true, color: "14394F" },
      paragraph: { spacing: { before: 320, after: 120 } },
    },
    heading3: {
      run: { font: FONT, size: 23, bold: true, color: "333333" },
      paragraph: { spacing: { before: 200, after: 80 } },
    },
  },
  paragraphStyles: [
    {
      id: "Small",
      name: "Small",
      basedOn: "Normal",
      run: { font: FONT, size: 18, color: "444444" },
      paragraph: { spacing: { after: 120 } },
    },
    {
      id: "Cell",
      name: "Table cell",
      basedOn: "Normal",
      run: { font: FONT, size: 17 },
      paragraph: { spacing: { after: 0 } },
    },
    {
      id: "Stamp",
      name: "Stamp",
      basedOn: "Normal",
      run: { font: FONT, size: 24, bold: true, color: "9B1C1C" },
      paragraph: { spacing: { after: 160 } },
    },
  ],
};

function section(
  children: readonly Block[],
  { header: top, footer: bottom }: { readonly header: Header; readonly footer: Footer },
  lying: boolean,
) {
  return {
    properties: {
      type: "nextPage" as (typeof SectionType)["NEXT_PAGE"],
      page: {
        size: {
          width: 11906,
          height: 16838,
          orientation: lying ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
      },
    },
    headers: { default: top },
    footers: { default: bottom },
    children: [...children],
  };
}

function header({ release: { catalogue } }: ReportSource): Header {
  const mark = releaseMark(catalogue);
  return new Header({
    children: [
      new Paragraph({
        style: "Small",
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ text: mark, bold: true, color: "9B1C1C" })],
      }),
    ],
  });
}

function footer(foot: string): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: "Small",
        children: [
          new TextRun({ children: [foot, " · page ", PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
}

function titlePage({ release: { catalogue }, figures }: ReportSource): readonly Block[] {
  const { programme, policy, release_id, code_version } = catalogue;
  const box = { style: BorderStyle.SINGLE, size: 12, color: "9B1C1C", space: 6 };
  return [
    new Paragraph({ text: programme.name, heading: HeadingLevel.TITLE }),
    ...markMeanings(catalogue).map(
      (text) =>
        new Paragraph({ style: "Stamp", text, border: { top: box, bottom: box, left: box, right: box } }),
    ),
    paragraph(
      `What changed, for whom, and how sure we are: ${dayWords(programme.window.from)} to ${dayWords(programme.window.to)}`,
      {
        bold: true,
      },
    ),
    paragraph(
      `From records as they were on ${dayWords(programme.data_date)}. Release ${release_id}, made with What Matters ${code_version}.`,
    ),
    paragraph(`Disclosure policy: ${asSentence(policy.title)}`),
    paragraph(
      "The sentences under Findings were made by rules from the figures, each with what limits it. They are a beginning for the authors of a report, who know what the records do not.",
    ),
    paragraph(
      `All tables stand in tables.xlsx, all figures of the release in estimates.csv${figures.length > 0 ? ", the drawings in the folder figures" : ""}. Nothing here is an official statistic.`,
    ),
    new Paragraph({ children: [new PageBreak()] }),
  ];
}

function findings({ release: { catalogue, findings: told } }: ReportSource): readonly Block[] {
  const [main] = catalogue.instruments;
  const blocks = FINDINGS.flatMap(({ page, title, scored, brief, not_shown }): readonly Block[] => {
    const keys = [scored === true ? (main?.id ?? "") : "", ""].map(
      (score) => `${page}|${score}|programme|programme|all|all`,
    );
    const found = keys.map((key) => told.findings[key]).find((one) => one !== undefined);
    return found === undefined
      ? []
      : finding(title, brief === true ? { ...found, detail: [] } : found, told.not_shown[not_shown] ?? []);
  });
  const projects = catalogue.projects.flatMap(({ id, name, question }): readonly Block[] => {
    const found = told.findings[`project||project|${id}|all|all`];
    return found === undefined
      ? []
      : [heading(3, name), paragraph(question, { bold: true }), paragraph(found.headline)];
  });
  return [
    heading(1, "Findings"),
    ...blocks,
    ...(projects.length === 0
      ? []
      : [
          heading(2, "Each project’s question"),
          paragraph(
            "The comparison networks were not chosen by lot, and their people may differ: a difference is not put down to the project. Each project’s page of the site says what it can and cannot claim.",
          ),
          ...projects,
        ]),
  ];
}

function finding(
  title: string,
  {
    headline,
    detail,
    caveats,
  }: { readonly headline: string; readonly detail: readonly string[]; readonly caveats: readonly string[] },
  notShown: readonly string[],
): readonly Block[] {
  return [
    heading(2, title),
    paragraph(headline, { bold: true }),
    ...detail.map(bullet),
    heading(3, "What to bear in mind"),
    ...caveats.map(bullet),
    ...(notShown.length === 0 ? [] : [heading(3, "What these figures do not show"), ...notShown.map(bullet)]),
  ];
}

function figureBlocks({ figures }: ReportSource): readonly Block[] {
  if (figures.every(({ png }) => png === null)) return [];
  return [
    heading(1, "Figures"),
    ...figures.flatMap(({ id, title, summary, png, width, height }, at): readonly Block[] =>
      png === null
        ? []
        : [
            heading(2, `Figure ${at + 1}: ${title}`),
            new Paragraph({
              spacing: { after: 120 },
              children: [
                new ImageRun({
                  type: "png",
                  data: png,
                  transformation: {
                    width: FIGURE_WIDTH,
                    height: Math.round((FIGURE_WIDTH * height) / width),
                  },
                  // Numbered here: the library counts on from the document before.
                  altText: { name: id, title, description: summary, id: String(at + 1) },
                }),
              ],
            }),
          ],
    ),
  ];
}

function tableBlocks({ release: { catalogue }, tables }: ReportSource): readonly Block[] {
  const main = catalogue.instruments[0]?.name;
  const chosen = TABLES.flatMap((id) => tables.filter((table) => table.id === id)).map((table) => ({
    ...table,
    rows: table.rows.filter(({ cells: [first] }) => {
      if (table.columns[0]?.label === "Characteristic") return !LONG.includes(String(first));
      return table.id === "outcomes-by-score" || table.columns[0]?.label !== "Score" || first === main;
    }),
  }));
  return [
    heading(1, "Tables"),
    paragraph(
      `Intervals are at 95% and stand in brackets. ${SHORTHAND_MEANINGS.map(({ sign, meaning }) => `${sign} ${meaning}`).join(" ")}`,
    ),
    ...chosen.flatMap((table, at): readonly Block[] => {
      if (table.rows.length === 0) return [];
      const { headers, rows } = compactTable(fewerColumns(table));
      return [
        heading(2, `Table ${at + 1}: ${table.title}`),
        ...table.about.map((text) => small(text, true)),
        textTable(headers, rows, LYING),
        small(`Source: ${sourceLine(catalogue)}`),
      ];
    }),
  ];
}

function fewerColumns(table: TakeAwayTable): TakeAwayTable {
  if (!["Place", "Characteristic"].includes(table.columns[0]?.label ?? "")) return table;
  const kept = table.columns.map(({ label }) => !LEFT_OUT.has(label));
  return {
    ...table,
    columns: table.columns.filter((_, at) => kept[at]),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.filter((_, at) => kept[at]) })),
  };
}

function methodBlocks({ methods }: ReportSource): readonly Block[] {
  return [
    heading(1, "Methods"),
    paragraph(
      "The methods of the figures in this release, as the Methods page of the site describes them with worked examples.",
    ),
    ...methods.flatMap(({ title, blocks, source }): readonly Block[] => [
      heading(2, title),
      ...blocks.map(({ text, isFormula }) => (isFormula ? formula(text) : paragraph(text))),
      ...(source === "" ? [] : [small(source)]),
    ]),
  ];
}

function protection({ release: { catalogue } }: ReportSource): readonly Block[] {
  const { policy, audit } = catalogue;
  return [
    heading(1, "How people are protected"),
    paragraph(asSentence(policy.title), { bold: true }),
    ...policy.explanation.map(bullet),
    ...(audit === undefined ? [] : [paragraph(audit.result)]),
    small(`Source of the rules: ${asSentence(policy.source)}`),
  ];
}

function strobe({ release }: ReportSource): readonly Block[] {
  const items = strobeChecklist(release);
  return [
    heading(1, "STROBE checklist"),
    paragraph(
      `For reports of observational studies (von Elm and others 2007, Lancet 370:1453–1457). ${items.filter(({ byAuthors }) => !byAuthors).length} of ${items.length} rows are filled in from the release; the others are for the authors, and no program can fill them.`,
    ),
    textTable(
      ["Item", "Asks for", "Where, or what can be said"].map((label) => ({ label, numeric: false })),
      items.map(({ item, asks, answer }) => [item, asks, answer]),
      UPRIGHT,
      CHECKLIST_LINE,
    ),
  ];
}

function citing({ release: { catalogue }, estimatesSha256 }: ReportSource): readonly Block[] {
  return [
    heading(1, "How to cite"),
    paragraph(citation(catalogue, estimatesSha256)),
    paragraph("release.bib holds this release and the works cited under Methods as BibTeX."),
  ];
}
