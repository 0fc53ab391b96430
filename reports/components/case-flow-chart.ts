import * as Plot from "@observablehq/plot";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, hatch, watermark } from "./chart-parts.js";
import { formatValue, type NumberStyle } from "./format.js";
import { periodAxis, valueAxis } from "./time-axes.js";

/** A quarter: released counts, null where one is not shown; `missing` says why the open cases are not. */
export interface FlowQuarter {
  readonly key: string;
  readonly tick: string;
  readonly open: number | null;
  readonly waiting: number | null;
  readonly received: number | null;
  readonly started: number | null;
  readonly missing: string;
}

const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };
const seen = (value: number | null): value is number => value !== null;

/**
 * Backlog as columns, those waiting within those open; what came in, and who was seen for the first time, as dots joined by
 * lines. A quarter without its open cases is hatched, never a gap or a zero.
 */
export function caseFlowChart(
  quarters: readonly FlowQuarter[],
  options: { readonly width: number; readonly watermark: string; readonly label: string },
): SVGSVGElement {
  const { width } = options;
  const lines = hatch();
  const gone = quarters.filter(({ open }) => open === null);
  const most = Math.max(
    1,
    ...quarters.flatMap(({ open, waiting, received, started }) =>
      [open, waiting, received, started].filter(seen),
    ),
  );
  const band = (width - 64) / Math.max(1, quarters.length);
  const every = Math.max(1, Math.ceil(42 / band));
  const top = most * 1.1;
  const flow = (of: (quarter: FlowQuarter) => number | null, fill: string, stroke: string) => {
    const known = quarters.filter((quarter) => of(quarter) !== null);
    return [
      Plot.line(quarters, {
        x: "key",
        y: (quarter: FlowQuarter) => of(quarter) ?? Number.NaN,
        stroke,
        strokeWidth: 2,
      }),
      Plot.dot(known, { x: "key", y: of, r: 5, fill, stroke, strokeWidth: 2 }),
    ];
  };
  const chart = Plot.plot({
    width,
    height: 320,
    marginTop: 26,
    marginBottom: 44,
    marginLeft: 52,
    marginRight: 12,
    className: "chart",
    style: CHART_STYLE,
    r: { type: "identity" },
    x: { type: "band", domain: quarters.map(({ key }) => key), padding: 0.2 },
    y: { domain: [0, top], nice: true },
    marks: [
      lines.mark,
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      valueAxis("Referrals", (value) => formatValue(value, COUNT)),
      periodAxis(quarters, every),
      Plot.barY(gone, { x: "key", y1: 0, y2: top, fill: lines.paint, rx: 2 }),
      Plot.text(gone, {
        x: "key",
        text: "missing",
        frameAnchor: "middle",
        rotate: -90,
        fill: "var(--ink)",
        stroke: "var(--surface)",
        strokeWidth: 5,
        fontStyle: "italic",
      }),
      Plot.barY(
        quarters.filter(({ open }) => open !== null),
        { x: "key", y: "open", fill: "var(--data-pale)", stroke: "var(--data)", strokeWidth: 0.75, rx: 2 },
      ),
      // Above the columns, which would cover it.
      watermark(options.watermark),
      Plot.barY(
        quarters.filter(({ waiting }) => waiting !== null),
        {
          x: "key",
          y: "waiting",
          fill: "var(--data)",
          insetLeft: band * 0.16,
          insetRight: band * 0.16,
          rx: 2,
        },
      ),
      Plot.ruleY([0], { stroke: "var(--ink-soft)", strokeWidth: 1.25 }),
      ...flow(({ started }) => started, "var(--surface)", "var(--ink-soft)"),
      ...flow(({ received }) => received, "var(--ink)", "var(--ink)"),
    ],
  });
  const [x, y] = [placesOn(chart, "x"), placesOn(chart, "y")];
  const told = (what: string, value: number | null): string =>
    value === null ? "" : `${what} ${formatValue(value, COUNT)}`;
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    quarters.map(({ key, tick, open, waiting, received, started, missing }) => ({
      name: tick,
      words: joinWords(
        open === null ? missing : told("open", open),
        told("waiting", waiting),
        told("came in", received),
        told("seen for the first time", started),
      ),
      left: x.at(key),
      top: y.at(open ?? top / 2),
      area: { left: x.at(key) - band / 2, top: 26, width: band, height: 320 - 26 - 44 },
    })),
  );
}
