import type { Catalogue } from "../release/catalogue.ts";
import { cellWords } from "./estimate-cell.ts";
import { asSentence, dayWords, markMeanings, releaseMark, sourceLine } from "./release-words.ts";
import { SHORTHAND_MEANINGS, type TakeAwayTable } from "./take-away-table.ts";
import { isSign, type Sheet, type SheetCell, type TextStyle, workbook } from "./workbook.ts";

const text = (words: string, style: TextStyle = "text", to?: string): SheetCell =>
  to === undefined ? { text: words, style } : { text: words, style, to };

const PAGE_WIDTH = 72;

/**
 * The tables of a release as an accessible workbook: a cover sheet, contents with links, notes, and one table a sheet that
 * begins in A1 with its title. Signs stand in place of numbers that cannot be shown, and are explained.
 * Source of the form: Releasing statistics in spreadsheets (Government Analysis Function).
 */
export function tablesWorkbook(
  catalogue: Catalogue,
  tables: readonly TakeAwayTable[],
  cite: string,
): Uint8Array {
  const notes = [...new Set(tables.flatMap(({ rows }) => rows.flatMap((row) => row.notes)))];
  const names = tables.map((_, at) => `Table_${String(at + 1).padStart(2, "0")}`);
  const { programme } = catalogue;
  return workbook(
    [
      cover(catalogue, cite),
      contents(tables, names),
      notesSheet(notes),
      ...tables.map((table, at) => tableSheet(catalogue, table, { at, name: names[at] ?? "", notes })),
    ],
    {
      title: `${programme.name}: tables`,
      subject: sourceLine(catalogue),
      creator: "What Matters",
      day: programme.data_date,
      foot: [
        releaseMark(catalogue),
        `release ${catalogue.release_id}`,
        `data to ${dayWords(programme.data_date)}`,
      ]
        .filter((part) => part !== "")
        .join(" · "),
    },
  );
}

function cover(catalogue: Catalogue, cite: string): Sheet {
  const { programme, policy, release_id, code_version, audit } = catalogue;
  const mark = releaseMark(catalogue);
  const lines: readonly (readonly SheetCell[])[] = [
    [text(`${programme.name}: tables${mark === "" ? "" : ` (${mark})`}`, "title")],
    ...markMeanings(catalogue).map((line) => [text(line, "wrapped")]),
    [text("About these tables", "heading")],
    ...[
      `Social-prescribing figures for ${dayWords(programme.window.from)} to ${dayWords(programme.window.to)}, from records as they were on ${dayWords(programme.data_date)}.`,
      `Release ${release_id}, made with What Matters ${code_version}. It is not an official statistic.`,
      "Unless a table says otherwise, figures are before and after without a comparison group: they do not show what caused a change.",
      "Intervals are at 95%: they allow for chance, and for rounding where small numbers are behind a share. They do not allow for people who were not followed up.",
    ].map((line) => [text(line, "wrapped")]),
    [text("Where to look", "heading")],
    [text("Contents: the list of tables", "text", "Contents")],
    [text("Notes: the notes that tables point to", "text", "Notes")],
    [text("Signs in place of a number", "heading")],
    ...SHORTHAND_MEANINGS.map(({ sign, meaning }) => [text(`${sign} ${meaning}`, "wrapped")]),
    [text("How people are protected", "heading")],
    [text(asSentence(policy.title), "wrapped")],
    ...policy.explanation.map((line) => [text(line, "wrapped")]),
    ...(audit === undefined ? [] : [[text(audit.result, "wrapped")]]),
    [text("How to cite", "heading")],
    [text(cite, "wrapped")],
  ];
  return { name: "Cover", rows: lines, widths: [PAGE_WIDTH], headerRow: null };
}

function contents(tables: readonly TakeAwayTable[], names: readonly string[]): Sheet {
  return {
    name: "Contents",
    rows: [
      [text("Contents", "title")],
      [text("This sheet holds one table: the list of all tables, with links.")],
      [text("Sheet", "header"), text("What it shows", "header"), text("Rows", "header-right")],
      ...tables.map(({ title, rows }, at) => [
        text(names[at] ?? "", "text", names[at] ?? ""),
        text(title, "wrapped"),
        { figure: { value: rows.length, decimals: 0 } },
      ]),
    ],
    widths: [14, PAGE_WIDTH, 10],
    headerRow: 2,
  };
}

function notesSheet(notes: readonly string[]): Sheet {
  const title = [text("Notes", "title")];
  if (notes.length === 0) {
    return {
      name: "Notes",
      rows: [title, [text("No figure of these tables has a note.")]],
      widths: [PAGE_WIDTH],
      headerRow: null,
    };
  }
  return {
    name: "Notes",
    rows: [
      title,
      [text("This sheet holds one table: the notes that the last column of a table points to.")],
      [text("Note", "header"), text("What it says", "header")],
      ...notes.map((note, at) => [text(`note ${at + 1}`), text(note, "wrapped")]),
    ],
    widths: [12, PAGE_WIDTH],
    headerRow: 2,
  };
}

function tableSheet(
  catalogue: Catalogue,
  table: TakeAwayTable,
  { at, name, notes }: { readonly at: number; readonly name: string; readonly notes: readonly string[] },
): Sheet {
  const noted = table.rows.some((row) => row.notes.length > 0);
  const labels = distinct([...table.columns.map(({ label }) => label), ...(noted ? ["Notes"] : [])]);
  const signs = SHORTHAND_MEANINGS.filter(({ sign }) => table.rows.some(({ cells }) => cells.includes(sign)));
  const mark = releaseMark(catalogue);
  const head: readonly (readonly SheetCell[])[] = [
    [text(`Table ${at + 1}: ${table.title}${mark === "" ? "" : ` (${mark})`}`, "title")],
    [text("This sheet holds one table. Back to the contents", "text", "Contents")],
    ...table.about.map((line) => [text(line)]),
    ...(signs.length === 0
      ? []
      : [
          [
            text(
              `Signs: ${signs.map(({ sign, meaning }) => `${sign} ${SHORT[sign] ?? meaning}`).join("; ")}.`,
            ),
          ],
        ]),
    ...(noted
      ? [
          [
            text(
              "The last column gives the numbers of notes, which stand on the sheet Notes; it is empty where there are none.",
              "text",
              "Notes",
            ),
          ],
        ]
      : []),
    [text(`Source: ${sourceLine(catalogue)}`)],
  ];
  return {
    name,
    rows: [
      ...head,
      labels.map((label, column) =>
        text(label, table.columns[column]?.numeric === true ? "header-right" : "header"),
      ),
      ...table.rows.map(({ cells, notes: own }) => [
        ...cells.map((cell): SheetCell => {
          if (typeof cell !== "string") return { figure: cell };
          return text(cell, isSign(cell) ? "sign" : "wrapped");
        }),
        ...(noted ? [text(own.map((note) => `note ${notes.indexOf(note) + 1}`).join(", "), "note")] : []),
      ]),
    ],
    widths: widthsOf(table, noted),
    headerRow: head.length,
  };
}

const SHORT: Readonly<Record<string, string>> = {
  "[c]": "withheld, which may be any number",
  "[x]": "not available",
  "[z]": "not applicable",
  "[low]": "more than none, but 0 as shown",
};

/** Widths that hold the longest word of the heading, and names whole up to a point. */
function widthsOf({ columns, rows }: TakeAwayTable, noted: boolean): readonly number[] {
  const widths = columns.map(({ label, numeric }, at) => {
    const longest = Math.max(...rows.map(({ cells }) => cellWords(cells[at] ?? "").length));
    const word = Math.max(...label.split(/[\s/]+/).map((one) => one.length));
    return numeric ? Math.max(14, word + 2, longest + 2) : Math.min(60, Math.max(12, word + 2, longest + 2));
  });
  return noted ? [...widths, 16] : widths;
}

/** Headings that differ in more than case, as a marked table needs. */
function distinct(labels: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const count = (seen.get(label.toLowerCase()) ?? 0) + 1;
    seen.set(label.toLowerCase(), count);
    return count === 1 ? label : `${label} (${count})`;
  });
}
