import { strToU8, Zip, ZipDeflate } from "fflate";

/** A sheet of texts. */
export interface TextSheet {
  /** At most 31 characters, none of `[ ] : * ? / \`. */
  readonly name: string;
  /** Width of each column in characters. */
  readonly widths: readonly number[];
  /** Columns (counted from 0) whose lines break within the cell. */
  readonly wrapped: ReadonlySet<number>;
  /** Rows on top that stay in view and are set off; 0 where there is no header. */
  readonly headerRows: number;
  /** Columns on the left that stay in view. */
  readonly frozenColumns: number;
  readonly rows: Iterable<readonly string[]>;
}

/** A cell of a workbook holds no more: programs cut or refuse a longer one. */
const LONGEST_CELL = 32_767;
const ROWS_A_CHUNK = 500;

/** Styles by their place in `cellXfs`: all are texts, so that no program turns a cell into a date, a number or a formula. */
const STYLE = { text: 1, wrapped: 2, header: 3 } as const;

/**
 * Writes a workbook (.xlsx) in which every cell is a text: a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end
 * is shown as it stands and stays a text when it is edited. The header is in bold on a tint and stays in view.
 */
export function writeWorkbook(sheets: readonly TextSheet[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const part = (name: string, texts: Iterable<string>) => {
    const file = new ZipDeflate(name, { level: 6 });
    // A fixed time: the same rows give the same bytes.
    file.mtime = new Date(2000, 0, 1);
    zip.add(file);
    for (const text of texts) file.push(strToU8(text));
    file.push(new Uint8Array(0), true);
  };
  const numbers = sheets.map((_, index) => index + 1);
  part("[Content_Types].xml", [
    HEAD,
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>`,
    ...numbers.map(
      (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
    ),
    "</Types>",
  ]);
  part("_rels/.rels", [
    HEAD,
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ]);
  part("xl/_rels/workbook.xml.rels", [
    HEAD,
    `<Relationships xmlns="${PACKAGE}/relationships">`,
    ...numbers.map(
      (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
    ),
    `<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  ]);
  part("xl/workbook.xml", [
    HEAD,
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`,
    ...sheets.map(
      ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    ),
    "</sheets></workbook>",
  ]);
  part("xl/styles.xml", [HEAD, STYLES]);
  for (const [index, sheet] of sheets.entries()) part(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet));
  zip.end();
  return Buffer.concat(chunks);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Number format 49 is "text"; `quotePrefix` keeps a cell a text when it is edited. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDCEBE6"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

function* sheetXml(sheet: TextSheet): Generator<string> {
  const { headerRows, frozenColumns, widths, wrapped } = sheet;
  const corner = `${columnName(frozenColumns)}${headerRows + 1}`;
  const pane =
    headerRows === 0
      ? ""
      : `<pane${frozenColumns === 0 ? "" : ` xSplit="${frozenColumns}"`} ySplit="${headerRows}" topLeftCell="${corner}" activePane="${frozenColumns === 0 ? "bottomLeft" : "bottomRight"}" state="frozen"/>`;
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${STYLE.text}" customWidth="1"/>`,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join("")}</cols><sheetData>`;
  let lines: string[] = [];
  let row = 0;
  for (const cells of sheet.rows) {
    row += 1;
    const written = cells.map((cell, column) => {
      const style = row <= headerRows ? STYLE.header : wrapped.has(column) ? STYLE.wrapped : STYLE.text;
      const place = `r="${columnName(column)}${row}" s="${style}"`;
      return cell === ""
        ? `<c ${place}/>`
        : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cellText(cell))}</t></is></c>`;
    });
    lines.push(`<row r="${row}">${written.join("")}</row>`);
    if (lines.length === ROWS_A_CHUNK) {
      yield lines.join("");
      lines = [];
    }
  }
  yield lines.join("");
  const last = `${columnName(Math.max(0, widths.length - 1))}${Math.max(1, row)}`;
  yield `</sheetData>${headerRows === 0 ? "" : `<autoFilter ref="A${headerRows}:${last}"/>`}</worksheet>`;
}

/** A text as a cell can hold it: cut to what fits; signs that XML forbids are left out. */
export function cellText(text: string): string {
  return text
    .slice(0, LONGEST_CELL)
    .replace(FORBIDDEN, "")
    .replace(/\p{Surrogate}/gu, "\ufffd");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the signs to leave out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** `_x0041_` in a text would be read as the letter A: the underscore is written out. A bare CR would become a line feed. */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "_x000D_");
}

/** 0 → A, 25 → Z, 26 → AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`;
}
