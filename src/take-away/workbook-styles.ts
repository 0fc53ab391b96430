import type { Figure } from "./take-away-table.ts";
import type { TextStyle } from "./workbook.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const FONT = { plain: 0, bold: 1, title: 2, heading: 3, link: 4 } as const;
/** Number formats of our own begin here. */
const OWN_FORMATS = 164;

const ALIGNMENTS = {
  text: '<alignment vertical="top"/>',
  wrapped: '<alignment vertical="top" wrapText="1"/>',
  title: '<alignment vertical="top"/>',
  heading: '<alignment vertical="top"/>',
  header: '<alignment vertical="bottom" wrapText="1"/>',
  "header-right": '<alignment horizontal="right" vertical="bottom" wrapText="1"/>',
  sign: '<alignment horizontal="right" vertical="top"/>',
  note: '<alignment horizontal="left" vertical="top" indent="1"/>',
} as const;

/** Cell styles of a workbook as they come to be used: 12-point text that is read without strain, and number formats. */
export function workbookStyles() {
  const formats: string[] = [];
  const styles = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];
  const numbered = (xml: string): number => {
    const at = styles.indexOf(xml);
    return at === -1 ? styles.push(xml) - 1 : at;
  };
  return {
    /** Number of the style of a text. `risky`: it begins with a sign of formulas and is to stay a text when edited. */
    text(style: TextStyle, { link, risky }: { readonly link: boolean; readonly risky: boolean }): number {
      const font = link ? FONT.link : FONTS[style];
      const [fill, border] = style.startsWith("header") ? [2, 1] : [0, 0];
      return numbered(
        `<xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${risky ? ' quotePrefix="1"' : ""}>${ALIGNMENTS[style]}</xf>`,
      );
    },
    /** Number of the style of a figure. */
    figure({ decimals, percent }: Figure): number {
      const places = decimals === 0 ? "" : `.${"0".repeat(decimals)}`;
      const format = percent ? `0${places}%` : `#,##0${places}`;
      if (!formats.includes(format)) formats.push(format);
      return numbered(
        `<xf numFmtId="${OWN_FORMATS + formats.indexOf(format)}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="right" vertical="top"/></xf>`,
      );
    },
    xml(): string {
      const list = formats.map(
        (format, at) => `<numFmt numFmtId="${OWN_FORMATS + at}" formatCode="${format}"/>`,
      );
      return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${MAIN}">${list.length === 0 ? "" : `<numFmts count="${list.length}">${list.join("")}</numFmts>`}<fonts count="5">${[
        font(12),
        font(12, "<b/>"),
        font(16, "<b/>"),
        font(14, "<b/>"),
        font(12, "<u/>", "FF0B4F8A"),
      ].join(
        "",
      )}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9EDF0"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF4A4A4A"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
    },
  };
}

const FONTS: Readonly<Record<TextStyle, number>> = {
  text: FONT.plain,
  wrapped: FONT.plain,
  title: FONT.title,
  heading: FONT.heading,
  header: FONT.bold,
  "header-right": FONT.bold,
  sign: FONT.plain,
  note: FONT.plain,
};

const font = (size: number, mark = "", colour = "FF1A1A1A"): string =>
  `<font>${mark}<sz val="${size}"/><color rgb="${colour}"/><name val="Arial"/><family val="2"/></font>`;
