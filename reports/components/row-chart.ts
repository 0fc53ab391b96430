import * as Plot from "@observablehq/plot";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, fitLabel, hatch, watermark } from "./chart-parts.js";
import { formatDecimal, formatValue, type NumberStyle } from "./format.js";
import { rowLayout, type TextColumn } from "./row-layout.js";

/** One row of a row chart. Figures are released values; `missing` says why there is none. */
export interface ChartRow {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** A second, earlier value: draws an arrow from it to the value. */
  readonly from?: number | null;
  /** A range drawn behind the value, e.g. what regression to the mean alone would give. */
  readonly band?: readonly [number, number] | null;
  /** Words that stand in for a figure, "" where there is one. */
  readonly missing: string;
  /** Set below a line, apart from the others: not stated, not known. */
  readonly apart?: boolean;
  /** Drawn bold: the row that the others belong to. */
  readonly strong?: boolean;
  /** What the page's other figures call that which it is of, where the label is shorter. */
  readonly of?: string;
  /** Colour of its bar; that of data where absent. */
  readonly fill?: string;
}

/** What a row chart needs besides its rows. */
export interface RowChartOptions {
  readonly width: number;
  readonly style: NumberStyle;
  readonly axis: string;
  readonly columns: readonly TextColumn<ChartRow>[];
  /** `bar` starts at zero, for counts. */
  readonly mark: "dot" | "bar";
  /** The rows that the axis has room for, where those drawn are some of them. */
  readonly all?: readonly ChartRow[];
  /** Draws the line of no change. */
  readonly zero?: string;
  readonly threshold?: { readonly value: number; readonly label: string } | null;
  /** Axis to draw on; worked out from the rows where absent. */
  readonly domain?: readonly [number, number];
  /** A logarithmic axis, for ratios: all that is drawn lies above 0, within `domain`. */
  readonly log?: boolean;
  readonly watermark: string;
  readonly label: string;
}

/** Estimated width of a letter in a reference line's label, in pixels. */
const LABEL_LETTER = 6.8;
const GAP = "\u0000gap";
const SEEN = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/** The span of everything a row chart draws, with a little room at both ends. */
export function rowExtent(
  rows: readonly ChartRow[],
  also: readonly number[],
): readonly [number, number] | undefined {
  const values = [
    ...rows.flatMap((row) => [row.value, row.lower, row.upper, row.from, ...(row.band ?? [])]).filter(SEEN),
    ...also,
  ];
  if (values.length === 0) return undefined;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  return [low === 0 ? 0 : low - room, high + room];
}

/** Dots with intervals (or bars), one row an item, in the order given; rows without a figure are hatched and say why. */
export function rowChart(rows: readonly ChartRow[], options: RowChartOptions): SVGSVGElement {
  const { style, columns, width, threshold, zero } = options;
  const usual = rows.filter((row) => row.apart !== true);
  const apart = rows.filter((row) => row.apart === true);
  const ordered = [...usual, ...apart];
  const split = usual.length > 0 && apart.length > 0;
  const keys = [...usual.map((row) => row.key), ...(split ? [GAP] : []), ...apart.map((row) => row.key)];
  const layout = rowLayout(
    width,
    rows.map((row) => row.label),
    columns,
    rows,
  );
  const also = [
    ...(zero === undefined && options.mark === "dot" ? [] : [0]),
    ...(threshold ? [threshold.value] : []),
  ];
  const domain = options.domain ?? rowExtent(options.all ?? rows, also) ?? [0, 1];
  const lines = hatch();
  const marginTop =
    (layout.narrow || columns.every((column) => column.head === "") ? 8 : 28) + (zero || threshold ? 20 : 0);
  const dy = layout.glyphDy;
  const half = layout.rowHeight / 2;
  const inset = (thick: number) => ({
    insetTop: half + dy - thick / 2,
    insetBottom: half - dy - thick / 2,
  });
  const known = ordered.filter((row) => row.missing === "" && SEEN(row.value));
  const gone = ordered.filter((row) => row.missing !== "");
  const plotWidth = width - layout.marginLeft - layout.marginRight;
  const at = (value: number): number => (options.log === true ? Math.log(value) : value);
  const across = threshold
    ? ((at(threshold.value) - at(domain[0])) / (at(domain[1]) - at(domain[0]))) * plotWidth
    : 0;
  const ticks = options.log === true ? logTicks(domain, plotWidth) : Math.max(3, Math.round(plotWidth / 90));
  const leftward = threshold
    ? threshold.value < 0 || across + threshold.label.length * LABEL_LETTER > plotWidth + layout.marginRight
    : false;
  const halo = layout.narrow ? { stroke: "var(--surface)", strokeWidth: 5 } : {};
  // Words stand above or beneath the rows of a narrow chart: there a line keeps to the rows' own height.
  const upright = (value: number, look: Plot.RuleXOptions): Plot.Markish =>
    layout.narrow
      ? Plot.tickX(keys, { x: () => value, y: (key: string) => key, ...inset(26), ...look })
      : Plot.ruleX([value], look);
  const side = (text: string, column: number, row: ChartRow): Plot.Markish =>
    Plot.text([row], {
      y: "key",
      text: () => text,
      frameAnchor: "right",
      textAnchor: "end",
      dx: layout.columnEdges[column] ?? 0,
      dy: layout.textDy,
      fill: "var(--ink)",
      fontWeight: row.strong === true ? 700 : 400,
      fontVariant: "tabular-nums",
      ...halo,
    });
  const chart = Plot.plot({
    width,
    height: marginTop + keys.length * layout.rowHeight + 46,
    marginTop,
    marginBottom: 46,
    marginLeft: layout.marginLeft,
    marginRight: layout.marginRight,
    className: "chart",
    style: CHART_STYLE,
    r: { type: "identity" },
    x: options.log === true ? { type: "log", domain: [...domain] } : { domain: [...domain], nice: true },
    y: { type: "band", domain: keys, axis: null, paddingInner: 0, paddingOuter: 0 },
    marks: [
      lines.mark,
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks }),
      watermark(options.watermark),
      Plot.axisX({
        label: options.axis,
        labelAnchor: "center",
        labelArrow: "none",
        labelOffset: 40,
        tickSize: 0,
        ticks,
        tickFormat: (value: number) =>
          options.log === true
            ? String(value)
            : style.kind === "proportion"
              ? `${formatDecimal(value * 100, tickDecimals([domain[0] * 100, domain[1] * 100], plotWidth, PERCENT_STEP))}%`
              : formatValue(value, { ...style, decimals: tickDecimals(domain, plotWidth) }),
        color: "var(--ink-soft)",
      }),
      split
        ? Plot.ruleY([GAP], {
            stroke: "var(--line-strong)",
            strokeDasharray: "2 4",
            insetLeft: -layout.marginLeft + 10,
          })
        : null,
      zero === undefined ? null : upright(0, { stroke: "var(--ink-soft)", strokeWidth: 1.25 }),
      zero === undefined || layout.narrow
        ? null
        : Plot.text([0], {
            x: (value: number) => value,
            text: () => zero,
            frameAnchor: "top",
            dy: -16,
            textAnchor: "end",
            dx: 4,
            fill: "var(--ink-soft)",
            fontSize: 12,
          }),
      threshold
        ? [
            upright(threshold.value, {
              stroke: "var(--threshold)",
              strokeWidth: 1.75,
              strokeDasharray: "5 4",
            }),
            Plot.text([threshold.value], {
              x: (value: number) => value,
              text: () => threshold.label,
              frameAnchor: "top",
              dy: -16,
              textAnchor: leftward ? "end" : "start",
              dx: leftward ? 2 : -2,
              fill: "var(--threshold)",
              fontSize: 12,
              fontWeight: 600,
            }),
          ]
        : null,
      gone.length === 0
        ? null
        : [
            Plot.barX(gone, {
              x1: () => domain[0],
              x2: () => domain[1],
              y: "key",
              fill: lines.paint,
              ...inset(20),
              rx: 3,
            }),
            Plot.text(gone, {
              y: "key",
              text: "missing",
              frameAnchor: "left",
              dx: 10,
              dy,
              fill: "var(--ink)",
              stroke: "var(--surface)",
              strokeWidth: 5,
              fontStyle: "italic",
            }),
          ],
      options.mark === "bar"
        ? Plot.barX(known, {
            x1: 0,
            x2: "value",
            y: "key",
            fill: (row: ChartRow) => row.fill ?? "var(--data)",
            ...inset(18),
            rx: 2,
          })
        : null,
      // Over the bars, which would hide it, and behind dots.
      Plot.barX(
        ordered.filter((row) => row.band),
        {
          x1: (row: ChartRow) => row.band?.[0],
          x2: (row: ChartRow) => row.band?.[1],
          y: "key",
          fill: "var(--band)",
          fillOpacity: options.mark === "bar" ? 0.8 : 1,
          stroke: "var(--band-edge)",
          ...inset(options.mark === "bar" ? 9 : 20),
          rx: 3,
        },
      ),
      options.mark === "bar"
        ? null
        : [
            Plot.link(
              known.filter((row) => SEEN(row.lower) && SEEN(row.upper)),
              {
                x1: "lower",
                x2: "upper",
                y1: "key",
                y2: "key",
                stroke: "var(--data)",
                strokeWidth: 2.5,
                strokeLinecap: "round",
                dy,
              },
            ),
            Plot.arrow(
              known.filter((row) => SEEN(row.from)),
              {
                x1: "from",
                x2: "value",
                y1: "key",
                y2: "key",
                stroke: "var(--data)",
                strokeWidth: 2,
                headLength: 7,
                insetStart: 8,
                insetEnd: 8,
                dy,
              },
            ),
            Plot.dot(
              known.filter((row) => SEEN(row.from)),
              {
                x: "from",
                y: "key",
                r: 6,
                fill: "var(--surface)",
                stroke: "var(--data)",
                strokeWidth: 2.25,
                dy,
              },
            ),
            Plot.dot(known, {
              x: "value",
              y: "key",
              r: (row: ChartRow) => (row.strong === true ? 7 : 5.5),
              fill: "var(--data)",
              stroke: "var(--surface)",
              strokeWidth: 1.5,
              dy,
            }),
          ],
      ordered.map((row) =>
        Plot.text([row], {
          y: "key",
          text: () => fitLabel(row.label, layout.labelRoom),
          frameAnchor: "left",
          textAnchor: "start",
          dx: layout.narrow ? -layout.marginLeft : -layout.marginLeft + 2,
          dy: layout.labelDy,
          fill: "var(--ink)",
          fontWeight: row.strong === true ? 700 : 400,
          ...halo,
        }),
      ),
      ordered.map((row) =>
        (layout.narrow ? columns.slice(0, 1) : columns).map((column, index) =>
          side(column.text(row), index, row),
        ),
      ),
      layout.narrow
        ? null
        : columns.map((column, index) =>
            Plot.text([column.head], {
              text: (head: string) => head,
              frameAnchor: "top-right",
              textAnchor: "end",
              dx: layout.columnEdges[index] ?? 0,
              dy: -marginTop + 12,
              fill: "var(--ink-soft)",
              fontSize: 12,
            }),
          ),
    ],
  });
  const [x, y] = [placesOn(chart, "x"), placesOn(chart, "y")];
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    ordered.map((row) => ({
      name: row.label,
      words: rowWords(row, columns, style),
      left: SEEN(row.value) && row.missing === "" ? x.at(row.value) : layout.marginLeft + 40,
      top: y.at(row.key) + dy,
      area: { left: 0, top: y.at(row.key) - half, width, height: layout.rowHeight },
      told:
        !layout.narrow &&
        fitLabel(row.label, layout.labelRoom) === row.label &&
        rowWords(row, columns, style) === rowWords({ ...row, band: null }, columns, style),
      ...(row.apart === true ? {} : { link: row.of ?? row.label }),
    })),
  );
}

/** What a row shows, in words: its columns, and the range drawn behind it. */
function rowWords(row: ChartRow, columns: RowChartOptions["columns"], style: NumberStyle): string {
  const said = [
    row.missing,
    ...columns.map((column) => {
      const text = column.text(row);
      return text === "" || column.head === "" ? text : `${column.head}: ${text}`;
    }),
  ];
  const [low, high] = row.band ?? [];
  if (low === undefined || high === undefined) return joinWords(...said);
  const band = `${formatValue(low, style)} to ${formatValue(high, style)}`;
  return joinWords(...said, said.some((text) => text.includes(band)) ? "" : `shaded band ${band}`);
}

/** Round ratios within a domain, the nearest to 1 kept where there is little room. */
function logTicks(domain: readonly [number, number], room: number): number[] {
  const inside = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20].filter(
    (tick) => tick >= domain[0] && tick <= domain[1],
  );
  const few = inside.filter((tick) => [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].includes(tick));
  return inside.length * 44 > room ? few : inside;
}

/** Steps of percentages from this on are whole: an axis puts a step of 0.7 at 1. */
const PERCENT_STEP = 0.7;

function tickDecimals(domain: readonly number[], room: number, whole = 1): number {
  const span = Math.abs((domain[1] ?? 1) - (domain[0] ?? 0));
  const step = span / Math.max(3, Math.round(room / 90));
  return step >= whole ? 0 : step >= 0.1 * whole ? 1 : 2;
}
