/** A column of text to the right of a row chart. */
export interface TextColumn<T> {
  readonly head: string;
  text(item: T): string;
}

/** Where the parts of a row chart go at a width; offsets in pixels from the middle of a row. */
export interface RowLayout {
  /** Labels stand above their rows, and only the first text column is drawn. */
  readonly narrow: boolean;
  readonly rowHeight: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  /** Room for a label in pixels. */
  readonly labelRoom: number;
  readonly labelDy: number;
  readonly glyphDy: number;
  readonly textDy: number;
  /** Offset of each text column's right edge from the plot's right edge. */
  readonly columnEdges: readonly number[];
}

const LETTER = 7.2;
/** The same where room is scarce: nearer to the width that letters take on average. */
const TIGHT = 6.5;
/** The same for labels, which hold more small letters than figures do. */
const TIGHT_LABEL = 6.2;
const NARROW = 620;
/** Height of a row in pixels on a screen, and on paper, where a chart shares its sheet with its table. */
const ROW = 36;
const PRINTED_ROW = 26;

/** Whether the page is drawn for paper. */
const isPrinted = (): boolean => globalThis.matchMedia?.("print").matches ?? false;

/**
 * Lays out labels, plot and text columns: side by side with room enough; else the label above the plot, with the
 * first column's text beside the label where both fit, and beneath the plot where they do not.
 */
export function rowLayout<T>(
  width: number,
  labels: readonly string[],
  columns: readonly TextColumn<T>[],
  items: readonly T[],
): RowLayout {
  const letters = columns.map((column) => Math.max(0, ...items.map((item) => column.text(item).length)));
  const longest = Math.max(0, ...labels.map((label) => label.length)) * LETTER;
  if (width < NARROW) {
    const text = (letters[0] ?? 0) * TIGHT;
    const room = width - text - 16;
    const beside = (longest / LETTER) * TIGHT_LABEL <= room;
    return {
      narrow: true,
      rowHeight: beside ? 50 : 64,
      marginLeft: 10,
      marginRight: 14,
      // Labels are cut at the usual width of a letter.
      labelRoom: ((beside ? room : width - 8) / TIGHT_LABEL) * LETTER,
      labelDy: beside ? -15 : -23,
      glyphDy: beside ? 9 : -3,
      textDy: beside ? -15 : 16,
      columnEdges: [14],
    };
  }
  let edge = 0;
  const columnEdges = columns.map((column, index) => {
    edge += Math.max(48, Math.max(column.head.length, letters[index] ?? 0) * LETTER + 18);
    return edge;
  });
  const labelRoom = Math.min(longest, width * 0.36);
  return {
    narrow: false,
    rowHeight: isPrinted() ? PRINTED_ROW : ROW,
    marginLeft: Math.ceil(labelRoom) + 18,
    marginRight: edge + 12,
    labelRoom,
    labelDy: 0,
    glyphDy: 0,
    textDy: 0,
    columnEdges,
  };
}
