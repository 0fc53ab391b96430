/**
 * Cells of a CSV as this program writes it ({@link csvCell}): a byte order mark, quotes where needed, and an apostrophe
 * before what a spreadsheet would take for a formula. Blank lines are left out. Takes time in proportion to the text.
 *
 * @throws RangeError where a quote is not closed, or stands in the middle of a cell.
 */
export function readCsvCells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const piece = /("[^"]*(?:""[^"]*)*"|[^",\r\n]*)(,|\r\n|\n|\r|$)/y;
  piece.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  for (;;) {
    const found = piece.exec(text);
    if (found === null) throw new RangeError("A quote is not where a CSV may have one.");
    const [, cell = "", end = ""] = found;
    row.push(plain(cell));
    if (end === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    if (end === "") return rows;
  }
}

function plain(cell: string): string {
  const open = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  return /^'[=+\-@\t\r]/.test(open) ? open.slice(1) : open;
}
