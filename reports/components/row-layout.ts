/** A column of text to the right of a row chart. */
export interface TextColumn<T> {
  readonly head: string;
  text(item: T): string;
}

/** Where the parts of a row chart go at a width. */
export interface RowLayout {
  /** Labels stand above their rows. */
  readonly narrow: boolean;
  readonly rowHeight: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  /** Room for a label in pixels. */
  readonly labelRoom: number;
  /** Offset of each text column's right edge from the plot's right edge, in pixels. */
  readonly columnEdges: readonly number[];
}

const LETTER = 7.2;

/** Lays out labels, plot and text columns: side by side with room enough, else the label and first column above each row. */
export function rowLayout<T>(
  width: number,
  labels: readonly string[],
  columns: readonly TextColumn<T>[],
  items: readonly T[],
): RowLayout {
  const widths = columns.map((column) => {
    const longest = Math.max(column.head.length, ...items.map((item) => column.text(item).length));
    return Math.max(48, longest * LETTER + 18);
  });
  const narrow = width < 620;
  if (narrow) {
    const first = Math.max(0, ...items.map((item) => columns[0]?.text(item).length ?? 0)) * LETTER;
    return {
      narrow,
      rowHeight: 54,
      marginLeft: 10,
      marginRight: 14,
      labelRoom: width - first - 24,
      columnEdges: [14],
    };
  }
  const longest = Math.max(0, ...labels.map((label) => label.length)) * LETTER;
  const labelRoom = Math.min(longest, width * 0.32);
  let edge = 0;
  const columnEdges = widths.map((room) => {
    edge += room;
    return edge;
  });
  return {
    narrow,
    rowHeight: 36,
    marginLeft: Math.ceil(labelRoom) + 18,
    marginRight: edge + 12,
    labelRoom,
    columnEdges,
  };
}
