import { type Zippable, zipSync } from "fflate";
import { dayOf } from "./calendar.ts";

/** A cell: text, a number, a calendar day, a formula with its last result, or nothing. */
export type Cell =
  | string
  | number
  | { readonly day: number }
  | { readonly formula: string; readonly result: number }
  | null;

/** A sheet to write. */
export interface SheetContent {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Merged areas, such as `A1:H1`. */
  readonly merged?: readonly string[];
  readonly hidden?: boolean;
}

/** Day 0 of a workbook's calendar. */
const EXCEL_EPOCH = dayOf("1899-12-30");
const NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** In local time, as a ZIP holds it, so that the bytes are the same in every time zone. */
const fixedTime = () => new Date(2024, 5, 28);

const escapeXml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** Column letters of a 0-based position: A … Z, AA … */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function cellXml(cell: Cell, reference: string): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === "string") {
    return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
  }
  if ("formula" in cell)
    return `<c r="${reference}"><f>${escapeXml(cell.formula)}</f><v>${cell.result}</v></c>`;
  return `<c r="${reference}" s="1"><v>${cell.day - EXCEL_EPOCH}</v></c>`;
}

function sheetXml(sheet: SheetContent): Uint8Array {
  const encoder = new TextEncoder();
  const parts = [encoder.encode(`${HEAD}<worksheet xmlns="${NS}"><sheetData>`)];
  const STEP = 2_000;
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const letters = Array.from({ length: width }, (_, column) => columnLetters(column));
  for (let start = 0; start < sheet.rows.length; start += STEP) {
    const xml = sheet.rows.slice(start, start + STEP).map((row, offset) => {
      const number = start + offset + 1;
      return `<row r="${number}">${row.map((cell, column) => cellXml(cell, `${letters[column] ?? ""}${number}`)).join("")}</row>`;
    });
    parts.push(encoder.encode(xml.join("")));
  }
  const merged = sheet.merged ?? [];
  const merges =
    merged.length === 0
      ? ""
      : `<mergeCells count="${merged.length}">${merged.map((area) => `<mergeCell ref="${area}"/>`).join("")}</mergeCells>`;
  parts.push(encoder.encode(`</sheetData>${merges}</worksheet>`));
  return new Uint8Array(Buffer.concat(parts));
}

/** Writes a workbook as .xlsx: the same content gives the same bytes, on any day and in any time zone. */
export function writeWorkbook(sheets: readonly SheetContent[]): Uint8Array {
  const text = (xml: string) => new TextEncoder().encode(HEAD + xml);
  const numbers = sheets.map((_, index) => index + 1);
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const files: Zippable = {
    "[Content_Types].xml": text(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("workbook.xml", "sheet.main")}${part("styles.xml", "styles")}${numbers.map((k) => part(`worksheets/sheet${k}.xml`, "worksheet")).join("")}</Types>`,
    ),
    "_rels/.rels": text(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": text(
      `<workbook xmlns="${NS}" xmlns:r="${REL}"><sheets>${sheets.map((sheet, index) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}"${sheet.hidden === true ? ' state="hidden"' : ""} r:id="rId${index + 1}"/>`).join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": text(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${numbers.map((k) => `<Relationship Id="rId${k}" Type="${REL}/worksheet" Target="worksheets/sheet${k}.xml"/>`).join("")}<Relationship Id="rId${sheets.length + 1}" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    ),
    "xl/styles.xml": text(
      `<styleSheet xmlns="${NS}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
  };
  for (const [index, sheet] of sheets.entries())
    files[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet);
  return zipSync(files, { level: 3, mtime: fixedTime() });
}
