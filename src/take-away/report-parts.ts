import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import { cellWords } from "./estimate-cell.ts";
import type { TakeAwayTable } from "./take-away-table.ts";

/** What stands in a document: paragraphs and tables, one after the other. */
export type Block = Paragraph | Table;

const HEADINGS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;

/** A heading of level 1 to 3, by its style, kept with what follows. */
export const heading = (level: 1 | 2 | 3, text: string): Paragraph =>
  new Paragraph({ text, heading: HEADINGS[level - 1] ?? HeadingLevel.HEADING_3, keepNext: true });

/** A paragraph of running text. */
export const paragraph = (
  text: string,
  options: { readonly bold?: boolean; readonly keepNext?: boolean } = {},
): Paragraph =>
  new Paragraph({
    children: [new TextRun({ text, bold: options.bold === true })],
    spacing: { after: 120 },
    keepNext: options.keepNext === true,
  });

/** An entry of a list with dots. */
export const bullet = (text: string): Paragraph =>
  new Paragraph({ text, bullet: { level: 0 }, spacing: { after: 60 } });

/** A formula, set apart. */
export const formula = (text: string): Paragraph =>
  new Paragraph({
    children: [new TextRun({ text, italics: true })],
    indent: { left: 567 },
    spacing: { after: 120 },
  });

/** A source or caption, in small type. */
export const small = (text: string, keepNext = false): Paragraph =>
  new Paragraph({ style: "Small", text, keepNext });

const LINE = { style: BorderStyle.SINGLE, size: 4, color: "8A939B" } as const;
const NONE = { style: BorderStyle.NONE, size: 0, color: "FFFFFF" } as const;

/** A table of texts, its header row marked as such and repeated on each page; columns get their share of the width. */
export function textTable(
  headers: readonly { readonly label: string; readonly numeric: boolean }[],
  rows: readonly (readonly string[])[],
  width: number,
  /** Signs from which on a text is broken into lines. */
  longestLine = 40,
): Table {
  const widths = shares(headers, rows, width, longestLine);
  const cell = (text: string, at: number, isHeader: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 1000, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 70, right: 70 },
      verticalAlign: isHeader ? VerticalAlign.BOTTOM : VerticalAlign.TOP,
      ...(isHeader ? { shading: { fill: "E9EDF0" } } : {}),
      borders: { top: NONE, left: NONE, right: NONE, bottom: LINE },
      children: [
        new Paragraph({
          style: "Cell",
          alignment: headers[at]?.numeric === true ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [new TextRun({ text, bold: isHeader })],
        }),
      ],
    });
  const row = (texts: readonly string[], isHeader: boolean): TableRow =>
    new TableRow({
      tableHeader: isHeader,
      cantSplit: true,
      children: texts.map((text, at) => cell(text, at, isHeader)),
    });
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [...widths],
    rows: [
      row(
        headers.map(({ label }) => label),
        true,
      ),
      ...rows.map((texts) => row(texts, false)),
    ],
  });
}

/** Twentieths of a point of one sign in a cell, and of the margins beside it. */
const SIGN = 100;
const MARGINS = 150;

/** Widths that break no word, and give what is left to the columns with the longest texts; they add up to the whole. */
function shares(
  headers: readonly { readonly label: string }[],
  rows: readonly (readonly string[])[],
  width: number,
  longestLine: number,
): readonly number[] {
  const columns = headers.map(({ label }, at) => {
    const texts = rows.map((row) => row[at] ?? "");
    const words = [label, ...texts].flatMap((text) => text.split(/[\s/]/)).map((word) => word.length);
    const longest = Math.max(...texts.map((text) => text.length));
    const least = Math.max(7, ...words) * SIGN + MARGINS;
    return { least, wanted: Math.max(least, Math.min(longestLine, longest) * SIGN + MARGINS) };
  });
  const sum = (of: (column: (typeof columns)[number]) => number) =>
    columns.reduce((total, column) => total + of(column), 0);
  const [least, wanted] = [sum((one) => one.least), sum((one) => one.wanted)];
  if (least >= width) return columns.map((one) => Math.floor((one.least / least) * width));
  if (wanted <= width) return columns.map((one) => Math.floor((one.wanted / wanted) * width));
  const part = (width - least) / (wanted - least);
  return columns.map((one) => Math.floor(one.least + part * (one.wanted - one.least)));
}

/** A figures table in fewer columns: each interval stands in brackets behind its value, or alone where there is no value. */
export function compactTable(table: TakeAwayTable): {
  readonly headers: readonly { readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
} {
  const groups: number[][] = [];
  table.columns.forEach(({ part }, at) => {
    const last = groups.at(-1);
    if (
      last !== undefined &&
      (part === "upper" || (part === "lower" && table.columns[at - 1]?.part === "value"))
    ) {
      last.push(at);
    } else groups.push([at]);
  });
  return {
    headers: groups.map((group) => {
      const [first = 0] = group;
      const { label = "", numeric = false, part } = table.columns[first] ?? {};
      const own =
        part === "lower" ? label.replace(/:? (?:interval |interval or band |Interval |)from$/i, "") : label;
      return { label: group.length > 1 ? `${own} (interval)` : own, numeric };
    }),
    rows: table.rows.map(({ cells }) =>
      groups.map((group) => together(group.map((at) => cellWords(cells[at] ?? "")))),
    ),
  };
}

function together([first = "", ...others]: readonly string[]): string {
  if (others.length === 0 || others.every((text) => text === first)) return first;
  if (others.length === 1) return `${first} to ${others[0] ?? ""}`;
  const [lower = "", upper = ""] = others;
  if (lower.startsWith("[") && upper.startsWith("[")) return first;
  return first.startsWith("[") ? `${lower} to ${upper}` : `${first} (${lower} to ${upper})`;
}
