import * as Plot from "@observablehq/plot";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, fitLabel } from "./chart-parts.js";

/** A worker's open cases at the end of each quarter, in order. */
export interface CaseloadSeries {
  readonly label: string;
  readonly open: readonly number[];
}

/** What the panels need besides their series. */
export interface CaseloadOptions {
  readonly width: number;
  /** Short names of the quarters. */
  readonly ticks: readonly string[];
  /** Of all workers with cases, at the end of each quarter. */
  readonly team: readonly { readonly low: number; readonly middle: number; readonly high: number }[];
  readonly watermark: string;
  readonly label: string;
}

const PANEL = 128;

/** Cuts a name to the room it has and keeps the number at its end, by which people are told apart. */
function fitNumbered(label: string, room: number): string {
  const [, name, number] = /^(.*?)( \d+)$/.exec(label) ?? [];
  if (name === undefined || number === undefined) return fitLabel(label, room);
  return `${fitLabel(name, room - number.length * 6.9)}${number}`;
}

/** One panel a worker on one scale: the worker's line over the span of the team and its dashed middle. */
export function teamCaseloadChart(
  series: readonly CaseloadSeries[],
  options: CaseloadOptions,
): SVGSVGElement {
  const { width, ticks, team } = options;
  const columns = Math.max(1, Math.min(series.length, width < 480 ? 2 : width < 860 ? 3 : 4));
  const rows = Math.max(1, Math.ceil(series.length / columns));
  const place = (index: number) => ({ column: index % columns, row: Math.floor(index / columns) });
  const highest = Math.max(1, ...team.map(({ high }) => high));
  const own = series.flatMap(({ open }, index) =>
    open.map((value, quarter) => ({ ...place(index), quarter, value })),
  );
  const behind = series.flatMap((_, index) =>
    team.map((one, quarter) => ({ ...place(index), quarter, ...one })),
  );
  const last = own.filter(({ quarter }) => quarter === ticks.length - 1);
  const room = (width - 60) / columns - 14;
  const facet = { fx: "column", fy: "row" } as const;
  const chart = Plot.plot({
    width,
    height: 34 + rows * PANEL,
    marginLeft: 34,
    marginRight: 26,
    marginTop: 8,
    marginBottom: 26,
    className: "chart",
    style: CHART_STYLE,
    fx: {
      axis: null,
      padding: width < 480 ? 0.26 : 0.16,
      domain: Array.from({ length: columns }, (_, index) => index),
    },
    fy: { axis: null, padding: 0.34, domain: Array.from({ length: rows }, (_, index) => index) },
    x: { axis: null, domain: [0, Math.max(1, ticks.length - 1)] },
    y: { domain: [0, highest * 1.08] },
    marks: [
      Plot.text([options.watermark], {
        facet: "super",
        frameAnchor: "middle",
        fontSize: Math.max(14, Math.min(48, ((width - 60) / options.watermark.length) * 1.25)),
        fontWeight: 800,
        fill: "var(--watermark)",
        className: "watermark",
        text: (mark: string) => mark,
      }),
      Plot.axisY({
        ticks: 3,
        tickSize: 0,
        label: null,
        facetAnchor: "left",
        color: "var(--ink-soft)",
        tickFormat: (value: number) => String(value),
      }),
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 3 }),
      Plot.areaY(behind, {
        ...facet,
        x: "quarter",
        y1: "low",
        y2: "high",
        fill: "var(--band)",
        fillOpacity: 0.7,
      }),
      Plot.lineY(behind, {
        ...facet,
        x: "quarter",
        y: "middle",
        stroke: "var(--ink-soft)",
        strokeDasharray: "4 3",
        strokeWidth: 1.5,
      }),
      Plot.lineY(own, { ...facet, x: "quarter", y: "value", stroke: "var(--data)", strokeWidth: 2.5 }),
      Plot.dot(last, { ...facet, x: "quarter", y: "value", r: 3.5, fill: "var(--data)" }),
      Plot.text(last, {
        ...facet,
        x: "quarter",
        y: "value",
        text: (one: { readonly value: number }) => String(one.value),
        textAnchor: "start",
        dx: 6,
        fill: "var(--ink)",
        stroke: "var(--surface)",
        strokeWidth: 3,
        fontWeight: 600,
      }),
      Plot.text(
        series.map(({ label }, index) => ({ ...place(index), label: fitNumbered(label, room) })),
        {
          ...facet,
          text: "label",
          frameAnchor: "top-left",
          dy: -15,
          fill: "var(--ink)",
          fontWeight: 600,
        },
      ),
      ([0, ticks.length - 1] as const).map((quarter) =>
        Plot.text(
          series.map((_, index) => ({ ...place(index), quarter, tick: ticks[quarter] })),
          {
            ...facet,
            x: "quarter",
            text: "tick",
            frameAnchor: "bottom",
            textAnchor: quarter === 0 ? "start" : "end",
            dy: 14,
            fill: "var(--ink-soft)",
            fontSize: 11,
          },
        ),
      ),
    ],
  });
  const [across, down] = [placesOn(chart, "fx"), placesOn(chart, "fy")];
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    series.map(({ label, open }, index) => {
      const { column, row } = place(index);
      const [left, top] = [across.at(column), down.at(row)];
      return {
        ...{ name: label, link: label, left, top },
        words: joinWords(...open.map((value, quarter) => `${ticks[quarter] ?? ""} ${value}`)),
        area: {
          ...{ left: left - across.band / 2, top: top - down.band / 2 - 22 },
          ...{ width: across.band, height: down.band + 40 },
        },
      };
    }),
  );
}
