import { type Figure, SHORTHAND } from "./take-away-table.ts";
import { workbookStyles } from "./workbook-styles.ts";
import { xmlText } from "./xml-text.ts";
import { fixedZip } from "./zip.ts";

/** How a text stands in its cell. */
export type TextStyle =
  | "text"
  | "wrapped"
  | "title"
  | "heading"
  | "header"
  | "header-right"
  | "sign"
  | "note";

/** A cell of a sheet: a number, or a text that stays a text; `to` is a sheet that it leads to. */
export type SheetCell =
  | { readonly figure: Figure }
  | { readonly text: string; readonly style: TextStyle; readonly to?: string };

/** A worksheet. Rows without cells stay out of the file. */
export interface Sheet {
  /** At most 31 letters, digits and underscores. */
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
  /** Widths of the columns in characters. */
  readonly widths: readonly number[];
  /** 0-based row of the headers of the table, which goes on to the last row; null where the sheet is no table. */
  readonly headerRow: number | null;
}

/** What the file says of itself. */
export interface DocumentFacts {
  readonly title: string;
  readonly subject: string;
  readonly creator: string;
  /** `yyyy-mm-dd`: the date of the data, never a clock. */
  readonly day: string;
  /** Stands at the foot of each printed page. */
  readonly foot: string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * Writes sheets as an Excel workbook (Office Open XML): texts are texts, whatever sign they begin with; tables are marked
 * as tables; nothing is merged, hidden or frozen; there is no formula and no macro. The same sheets give the same bytes.
 *
 * The workbook library of this project writes neither table marks nor styles, so the few parts of the format that are
 * needed are written here; the tests read them back with it.
 */
export function workbook(sheets: readonly Sheet[], facts: DocumentFacts): Uint8Array {
  const strings = new Map<string, number>();
  const styles = workbookStyles();
  const files: Record<string, string> = {};
  const tables = sheets.filter(({ headerRow }) => headerRow !== null);
  sheets.forEach((sheet, index) => {
    const table = tables.indexOf(sheet) + 1;
    files[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet, { strings, styles, table, facts });
    if (table === 0) return;
    files[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = relations([
      ["rId1", "table", `../tables/table${table}.xml`],
    ]);
    files[`xl/tables/table${table}.xml`] = tableXml(sheet, table);
  });
  return fixedZip(
    {
      "[Content_Types].xml": contentTypes(sheets.length, tables.length),
      "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
      "docProps/core.xml": coreXml(facts),
      "xl/workbook.xml": workbookXml(sheets),
      "xl/_rels/workbook.xml.rels": relations([
        ...sheets.map(
          (_, index): Relation => [`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`],
        ),
        [`rId${sheets.length + 1}`, "styles", "styles.xml"],
        [`rId${sheets.length + 2}`, "sharedStrings", "sharedStrings.xml"],
      ]),
      "xl/styles.xml": styles.xml(),
      "xl/sharedStrings.xml": `${HEAD}<sst xmlns="${MAIN}" uniqueCount="${strings.size}">${[...strings.keys()]
        .map((text) => `<si><t xml:space="preserve">${sharedText(text)}</t></si>`)
        .join("")}</sst>`,
      ...files,
    },
    facts.day,
  );
}

/** Dublin Core facts of a document: title, who made it, the date of the data, British English. */
export function coreXml({ title, subject, creator, day }: DocumentFacts): string {
  const time = `<dcterms:created xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:modified>`;
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:subject>${xmlText(subject)}</dc:subject><dc:creator>${xmlText(creator)}</dc:creator><dc:language>en-GB</dc:language>${time}</cp:coreProperties>`;
}

/** Points of a line of 12-point text, and of the larger ones. */
const LINE = 16;
const LARGE_LINE = 24;
const WRAPS = new Set<TextStyle>(["wrapped", "header", "header-right"]);

/** Height that holds the wrapped texts of a row, in points: not every program works it out by itself. */
function rowHeight(cells: readonly SheetCell[], widths: readonly number[]): number {
  const lines = cells.map((cell, at) =>
    "text" in cell && WRAPS.has(cell.style) ? linesOf(cell.text, (widths[at] ?? 12) * 1.1 - 1) : 1,
  );
  const large = cells.some((cell) => "text" in cell && ["title", "heading"].includes(cell.style));
  // A sheet can hold no row of more than 409 points.
  return Math.min(409, large ? LARGE_LINE : Math.max(...lines) * LINE);
}

function linesOf(text: string, width: number): number {
  let [lines, used] = [1, 0];
  for (const { length } of text.split(" ")) {
    if (used > 0 && used + 1 + length > width) {
      lines += 1;
      used = 0;
    }
    used += (used > 0 ? 1 : 0) + length;
  }
  return lines;
}

interface Context {
  readonly strings: Map<string, number>;
  readonly styles: ReturnType<typeof workbookStyles>;
  readonly table: number;
  readonly facts: DocumentFacts;
}

function sheetXml({ rows, widths, headerRow }: Sheet, { strings, styles, table, facts }: Context): string {
  const links: string[] = [];
  const body = rows.map((cells, at) => {
    if (cells.length === 0) return "";
    const written = cells.map((cell, column) => {
      const place = `${columnName(column)}${at + 1}`;
      if ("figure" in cell) {
        return `<c r="${place}" s="${styles.figure(cell.figure)}"><v>${cell.figure.value}</v></c>`;
      }
      const { text, style, to } = cell;
      const string = strings.get(text) ?? strings.size;
      strings.set(text, string);
      if (to !== undefined) {
        links.push(`<hyperlink ref="${place}" location="'${xmlText(to)}'!A1" display="${xmlText(text)}"/>`);
      }
      return `<c r="${place}" s="${styles.text(style, { link: to !== undefined, risky: RISKY.test(text) })}" t="s"><v>${string}</v></c>`;
    });
    return `<row r="${at + 1}" ht="${rowHeight(cells, widths)}" customHeight="1">${written.join("")}</row>`;
  });
  const cols = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const wide = headerRow !== null && widths.length > 4;
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${cols.join("")}</cols><sheetData>${body.join("")}</sheetData>${links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${wide ? "landscape" : "portrait"}" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;L${xmlText(facts.foot.replaceAll("&", "&&"))}&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>${table === 0 ? "" : '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'}</worksheet>`;
}

/** Texts that a spreadsheet would take for a formula if somebody edited them: they are marked as text besides. */
const RISKY = /^[=+\-@\t\r]/;

function tableXml({ rows, headerRow, name }: Sheet, table: number): string {
  const headers = (rows[headerRow ?? 0] ?? []).map((cell) => ("text" in cell ? cell.text : ""));
  const area = `A${(headerRow ?? 0) + 1}:${columnName(headers.length - 1)}${rows.length}`;
  const columns = headers.map((text, at) => `<tableColumn id="${at + 1}" name="${sharedText(text)}"/>`);
  return `${HEAD}<table xmlns="${MAIN}" id="${table}" name="${name}_data" displayName="${name}_data" ref="${area}" totalsRowShown="0"><tableColumns count="${headers.length}">${columns.join("")}</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`;
}

function workbookXml(sheets: readonly Sheet[]): string {
  const titles = sheets.flatMap(({ headerRow, name }, at) =>
    headerRow === null
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${name}!$${headerRow + 1}:$${headerRow + 1}</definedName>`,
        ],
  );
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join("")}</sheets>${titles.length === 0 ? "" : `<definedNames>${titles.join("")}</definedNames>`}</workbook>`;
}

type Relation = readonly [id: string, kind: string, target: string];

function relations(all: readonly Relation[]): string {
  const list = all.map(
    ([id, kind, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join("")}</Relationships>`;
}

function contentTypes(sheets: number, tables: number): string {
  const part = (name: string, type: string) => `<Override PartName="${name}" ContentType="${type}"/>`;
  const parts = [
    part("/xl/workbook.xml", `${TYPES}.sheet.main+xml`),
    part("/xl/styles.xml", `${TYPES}.styles+xml`),
    part("/xl/sharedStrings.xml", `${TYPES}.sharedStrings+xml`),
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ...Array.from({ length: sheets }, (_, at) =>
      part(`/xl/worksheets/sheet${at + 1}.xml`, `${TYPES}.worksheet+xml`),
    ),
    ...Array.from({ length: tables }, (_, at) => part(`/xl/tables/table${at + 1}.xml`, `${TYPES}.table+xml`)),
  ];
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join("")}</Types>`;
}

/** Excel reads `_x000D_` as the sign of that number: so are carriage returns written, and such texts themselves kept. Lines end as its own do. */
function sharedText(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").replaceAll(/_x([0-9A-Fa-f]{4})_/g, "_x005F_x$1_");
  return xmlText(lines).replaceAll("\r", "_x000D_");
}

/** A, B … Z, AA, AB …: the name of a 0-based column. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${columnName(Math.floor(column / 26) - 1)}${last}`;
}

/** Whether a text is one of the signs that stand in place of a number. */
export const isSign = (text: string): boolean =>
  (Object.values(SHORTHAND) as readonly string[]).includes(text);
