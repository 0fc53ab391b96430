import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { fitLabel } from "../../reports/components/chart-parts.ts";
import { chartRow } from "../../reports/components/figure-data.ts";
import { type ChartRow, rowChart, rowExtent } from "../../reports/components/row-chart.ts";
import { rowLayout } from "../../reports/components/row-layout.ts";
import { type TimePoint, timeChart } from "../../reports/components/time-chart.ts";
import { row } from "./reports-support.ts";

beforeAll(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document, window });
});

const style = { kind: "mean", decimals: 1, signed: true } as const;
const rows: readonly ChartRow[] = [
  chartRow("a", "Alpha", row({ value: 2, lower: 1, upper: 3 })),
  chartRow("b", "Beta", row({ status: "withheld", value: 77, lower: 70, upper: 80 })),
  chartRow("z", "Not known", row({ value: 1, lower: -1, upper: 3 }), { apart: true }),
];
const draw = (width: number) =>
  rowChart(rows, {
    width,
    style,
    axis: "Change",
    mark: "dot",
    zero: "No change",
    threshold: { value: 5, label: "Meaningful change +5" },
    columns: [{ head: "Figure", text: (one) => (one.missing === "" ? String(one.value) : "") }],
    watermark: "SYNTHETIC",
    label: "Chart of dots.",
  });

describe("a row chart", () => {
  it("draws withheld rows as words on a hatch and never their number", () => {
    const chart = draw(900);
    expect(chart.textContent).toContain("withheld");
    expect(chart.textContent).not.toContain("77");
    expect(chart.querySelectorAll("pattern").length).toBe(1);
    const circles = [...chart.querySelectorAll("circle")];
    expect(circles.length).toBe(2);
  });

  it("is one image with a name, and carries the mark of the release", () => {
    const chart = draw(900);
    expect(chart.getAttribute("role")).toBe("img");
    expect(chart.getAttribute("aria-label")).toBe("Chart of dots.");
    expect(chart.querySelectorAll("g[aria-label]").length).toBe(0);
    expect(chart.textContent).toContain("SYNTHETIC");
  });

  it("sets rows not known below the others, whatever their order", () => {
    const labels = [...draw(900).querySelectorAll("text")].map((text) => text.textContent);
    expect(labels.indexOf("Not known")).toBeGreaterThan(labels.indexOf("Beta"));
  });

  it("is as wide as told", () => {
    for (const width of [320, 700, 1200]) expect(Number(draw(width).getAttribute("width"))).toBe(width);
  });
});

describe("the extent of rows", () => {
  it("leaves out what is not shown", () => {
    const [low, high] = rowExtent(rows, []) ?? [0, 0];
    expect(low).toBeLessThan(-1);
    expect(high).toBeLessThan(10);
  });

  it("does not exist without a figure", () => {
    expect(rowExtent([chartRow("b", "Beta", undefined)], [])).toBeUndefined();
  });
});

describe("a chart over time", () => {
  const points: readonly TimePoint[] = [
    { key: "2022-Q4", tick: "Q4 2022", value: 40, lower: null, upper: null, missing: "" },
    { key: "2023-Q1", tick: "Q1 2023", value: null, lower: null, upper: null, missing: "withheld" },
  ];
  it("draws one column a period: a bar or a hatch, never a gap", () => {
    const chart = timeChart(points, {
      width: 600,
      style: { kind: "count", decimals: 0, signed: false },
      axis: "Referrals",
      mark: "bar",
      watermark: "",
      label: "Columns.",
    });
    const filled = [...chart.querySelectorAll("g")].filter(
      (group) => group.getAttribute("fill") === "var(--data)",
    );
    const hatched = [...chart.querySelectorAll("g")].filter((group) =>
      group.getAttribute("fill")?.startsWith("url("),
    );
    expect(filled.length).toBe(1);
    expect(hatched.length).toBe(1);
    expect(chart.textContent).toContain("withheld");
  });
});

describe("an axis of percentages", () => {
  const ticks = (value: number) =>
    [
      ...rowChart([chartRow("a", "Alpha", row({ value, denominator: 5000 }))], {
        ...{ width: 1000, axis: "Share", mark: "bar", columns: [], watermark: "", label: "Bars." },
        style: { kind: "proportion", decimals: 0, signed: false },
      }).querySelectorAll("text"),
    ]
      .map((text) => text.textContent ?? "")
      .filter((text) => text.endsWith("%"));

  it("names no two of its steps alike, however small they are", () => {
    for (const value of [0.001, 0.012, 0.022, 0.055, 0.3, 1]) {
      const named = ticks(value);
      expect(named.length).toBeGreaterThan(2);
      expect(new Set(named).size, named.join(" ")).toBe(named.length);
    }
    expect(ticks(0.3)).toContain("10%");
  });
});

describe("layout", () => {
  it("cuts a label only where it does not fit", () => {
    expect(fitLabel("short", 200)).toBe("short");
    const cut = fitLabel("a label that is far too long to fit", 100);
    expect(cut.endsWith("\u2026")).toBe(true);
    expect(cut.length).toBeLessThan(18);
  });

  it("puts the text beside the label where both fit, else beneath", () => {
    const text = [{ head: "", text: () => "+6.7 (+4.2 to +9.2)" }];
    const long = "SPIP28: physical health with severe mental illness";
    expect(rowLayout(350, ["Male"], text, [0]).textDy).toBeLessThan(0);
    expect(rowLayout(350, [long], text, [0]).textDy).toBeGreaterThan(0);
    expect(rowLayout(1000, [long], text, [0]).narrow).toBe(false);
  });
});
