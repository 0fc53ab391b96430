/** A mark of a chart that a reader can point at or come to by keyboard; pixels from the drawing's upper left corner. */
export interface ChartMark {
  /** What it is of: `Hazelhythe PCN`, `Q3 2023`. */
  readonly name: string;
  /** Its figures in words, read out after the name. */
  readonly words: string;
  readonly left: number;
  readonly top: number;
  /** Part of the drawing that belongs to it, where it is more than a point: a row, a column. */
  readonly area?: MarkArea;
  /** Name of the network, service, group or project it is of, by which it is marked in other figures too. */
  readonly link?: string;
  /** All its words are printed beside it, so that a note over the chart would say nothing more. */
  readonly told?: boolean;
}

/** A part of a drawing, in pixels. */
export interface MarkArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const known = new WeakMap<Node, readonly ChartMark[]>();

/** Notes what can be pointed at in a drawing, in the order in which arrow keys go through it. */
export function withMarks<T extends Node>(drawing: T, marks: readonly ChartMark[]): T {
  known.set(drawing, marks);
  return drawing;
}

/** The marks noted for a drawing; none where none were. */
export const marksOf = (drawing: Node): readonly ChartMark[] => known.get(drawing) ?? [];

type Axis = "x" | "y" | "fx" | "fy";

interface PlacingScale {
  apply(value: unknown): unknown;
  readonly bandwidth?: number;
}

/** Where values of a drawn chart's axis stand, in pixels: the middle of a band, and the width of one (0 on other axes). */
export function placesOn(
  chart: { scale(name: Axis): PlacingScale | undefined },
  axis: Axis,
): { readonly at: (value: unknown) => number; readonly band: number } {
  const scale = chart.scale(axis);
  const band = scale?.bandwidth ?? 0;
  return { at: (value) => Number(scale?.apply(value) ?? 0) + band / 2, band };
}

/** Words of several parts, empty ones left out. */
export const joinWords = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join("; ");
