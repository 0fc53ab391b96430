import * as Plot from "@observablehq/plot";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, fitLabel, hatch, watermark } from "./chart-parts.js";

/** One step of one row. */
export interface StepCell {
  readonly row: string;
  readonly step: string;
  /** The share that went on, in words; "" where there is none. */
  readonly share: string;
  /** Its ratio to the reference group, in words; "" where there is none. */
  readonly ratio: string;
  /** Words that stand in for a figure, "" where there is one. */
  readonly missing: string;
  /** A difference that stands after allowing for all that were compared. */
  readonly clear: "lower" | "higher" | null;
  /** The greatest clear fall of the chart. */
  readonly greatest: boolean;
}

/** What a chart of steps needs besides its cells. */
export interface StepChartOptions {
  readonly width: number;
  /** Keys and labels of the rows, and of the steps with their words in two lines. */
  readonly rows: readonly (readonly [key: string, label: string])[];
  readonly steps: readonly (readonly [key: string, label: string])[];
  readonly watermark: string;
  readonly label: string;
}

const NARROW = 620;
const LETTER = 6.9;

/**
 * Groups down, steps across: in each cell the share that went on and, beneath it, how many times that of the reference group it
 * is. Only clear differences are tinted, and the greatest clear fall has a frame: colour claims nothing that words do not.
 */
export function stepChart(cells: readonly StepCell[], options: StepChartOptions): SVGSVGElement {
  const { width, rows, steps } = options;
  const narrow = width < NARROW;
  const labels = Math.max(0, ...rows.map(([, label]) => label.length)) * LETTER + 14;
  const marginLeft = narrow ? 2 : Math.min(260, labels);
  const rowHeight = narrow ? 66 : 48;
  const marginTop = 44;
  const lines = hatch();
  const inset = narrow ? { insetTop: 22, insetBottom: 3 } : { insetTop: 3, insetBottom: 3 };
  const dy = narrow ? 10 : 0;
  const text = (some: readonly StepCell[], words: (cell: StepCell) => string, more: Plot.TextOptions) =>
    Plot.text([...some], {
      ...{ x: "step", y: "row", text: words, fill: "var(--ink)", fontVariant: "tabular-nums" },
      ...more,
    });
  const shown = cells.filter(({ missing }) => missing === "");
  const gone = cells.filter(({ missing }) => missing !== "");
  const box = (some: readonly StepCell[], look: Plot.CellOptions) =>
    Plot.cell([...some], { x: "step", y: "row", rx: 3, insetLeft: 2, insetRight: 2, ...inset, ...look });
  const chart = Plot.plot({
    width,
    height: marginTop + rows.length * rowHeight + 6,
    marginTop,
    marginBottom: 6,
    marginLeft,
    marginRight: 2,
    className: "chart",
    style: CHART_STYLE,
    x: { type: "band", domain: steps.map(([key]) => key), axis: null, padding: 0 },
    y: { type: "band", domain: rows.map(([key]) => key), axis: null, padding: 0 },
    marks: [
      lines.mark,
      watermark(options.watermark),
      Plot.text([...steps], {
        ...{ x: (step) => step[0], text: (step) => step[1], frameAnchor: "top", lineAnchor: "bottom" },
        ...{ dy: -8, fill: "var(--ink-soft)", fontSize: narrow ? 11 : 12.5 },
      }),
      Plot.text([...rows], {
        ...{ y: (row) => row[0], frameAnchor: "left", textAnchor: narrow ? "start" : "end" },
        text: (row) => fitLabel(row[1], narrow ? width - 8 : marginLeft - 12),
        ...{ dx: narrow ? 2 : -10, dy: narrow ? -22 : 0, fill: "var(--ink)", fontWeight: narrow ? 600 : 400 },
      }),
      box(shown, { fill: "var(--sunk)", fillOpacity: 0.55 }),
      box(
        shown.filter(({ clear }) => clear === "lower"),
        { fill: "var(--band)" },
      ),
      box(
        shown.filter(({ clear }) => clear === "higher"),
        { fill: "var(--data-pale)" },
      ),
      box(
        shown.filter(({ greatest }) => greatest),
        { fill: "none", stroke: "var(--band-edge)", strokeWidth: 2.5 },
      ),
      box(gone, { fill: lines.paint }),
      text(
        shown,
        ({ share, clear }) =>
          `${clear === "lower" ? "\u25bc " : clear === "higher" ? "\u25b2 " : ""}${share}`,
        { dy: dy - 8, fontWeight: 650, fontSize: narrow ? 12 : 13.5 },
      ),
      text(shown, ({ ratio }) => ratio, { dy: dy + 9, fontSize: narrow ? 10.5 : 12 }),
      text(gone, ({ missing }) => (narrow ? "\u2013" : missing), {
        ...{ dy, fontStyle: "italic", fontSize: 11.5, stroke: "var(--surface)", strokeWidth: 4 },
      }),
    ],
  });
  const [x, y] = [placesOn(chart, "x"), placesOn(chart, "y")];
  const [rowNames, stepNames] = [new Map(rows), new Map(steps)];
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    cells.map(({ row, step, share, ratio, missing, clear, greatest }) => ({
      name: `${rowNames.get(row) ?? row}, ${(stepNames.get(step) ?? step).replaceAll("\n", " ").toLowerCase()}`,
      link: rowNames.get(row) ?? row,
      words: joinWords(
        missing === "" ? share : missing,
        ratio,
        clear === null ? "" : `clearly ${clear}`,
        greatest ? "the greatest clear fall" : "",
      ),
      ...{ left: x.at(step), top: y.at(row) },
      area: {
        ...{ left: x.at(step) - x.band / 2, top: y.at(row) - y.band / 2 },
        ...{ width: x.band, height: y.band },
      },
    })),
  );
}
