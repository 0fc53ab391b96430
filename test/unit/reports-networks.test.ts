import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { dataTable } from "../../reports/components/data-table.ts";
import { funnelChart, type SizedPoint } from "../../reports/components/funnel-chart.ts";
import { yearOf } from "../../reports/components/period-control.ts";
import { findByName } from "../../reports/components/point-search.ts";
import { isRange, rangeOrInterval, rangeRow } from "../../reports/components/range-row.ts";
import { defaultSelection, parseSelection, writeSelection } from "../../reports/components/selection.ts";
import { compareCells, sortableTable } from "../../reports/components/sortable-table.ts";
import { staffSelection } from "../../reports/components/staff-selection.ts";
import { estimateColumns, type TableModel } from "../../reports/components/table-model.ts";
import { catalogue, row } from "./reports-support.ts";

let dom: ReturnType<typeof parseHTML>;
beforeAll(() => {
  dom = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document: dom.document, window: dom.window });
});

interface Network {
  readonly name: string;
  readonly rate: number | string;
}
const model: TableModel<Network> = {
  caption: "Networks",
  items: [
    { name: "Alder", rate: 7 },
    { name: "Birch", rate: "Withheld" },
    { name: "Cedar", rate: 30 },
    { name: "Dogwood", rate: 4 },
  ],
  columns: [
    { label: "Network", text: (item) => item.name, csv: (item) => item.name },
    { label: "Rate", numeric: true, text: (item) => String(item.rate), csv: (item) => item.rate },
  ],
};
const names = (table: Element) =>
  [...table.querySelectorAll("tbody tr")].map((line) => line.querySelector("th")?.textContent);
const press = (table: Element, column: number) =>
  table.querySelectorAll("thead button")[column]?.dispatchEvent(new dom.window.Event("click"));
const sorts = (table: Element) =>
  [...table.querySelectorAll("thead th")].map((head) => head.getAttribute("aria-sort"));

describe("a table that sorts", () => {
  it("starts by name, and says so", () => {
    const table = sortableTable(model, "start");
    expect(names(table)).toEqual(["Alder", "Birch", "Cedar", "Dogwood"]);
    expect(sorts(table)).toEqual(["ascending", null]);
  });

  it("starts in the order given where that is asked for, and sorts from there", () => {
    const table = sortableTable(model, "given", "", "as given");
    expect(names(table)).toEqual(model.items.map(({ name }) => name));
    expect(sorts(table)).toEqual([null, null]);
    press(table, 0);
    expect(names(table)).toEqual(["Alder", "Birch", "Cedar", "Dogwood"]);
  });

  it("sorts by number from its header, and back, with what is withheld last both ways", () => {
    const table = sortableTable(model, "number");
    press(table, 1);
    expect(names(table)).toEqual(["Dogwood", "Alder", "Cedar", "Birch"]);
    expect(sorts(table)).toEqual([null, "ascending"]);
    press(table, 1);
    expect(names(table)).toEqual(["Cedar", "Alder", "Dogwood", "Birch"]);
    expect(sorts(table)).toEqual([null, "descending"]);
    expect(table.querySelector("[role=status]")?.textContent).toBe("Sorted by Rate, descending.");
  });

  it("keeps the reader's order when it is drawn again", () => {
    const first = sortableTable(model, "again");
    press(first, 1);
    expect(names(sortableTable(model, "again"))).toEqual(["Dogwood", "Alder", "Cedar", "Birch"]);
  });

  it("keeps a whole last, whichever way its parts are sorted", () => {
    const table = sortableTable({ ...model, last: ({ name }) => name === "Cedar" }, "whole");
    expect(names(table)).toEqual(["Alder", "Birch", "Dogwood", "Cedar"]);
    press(table, 1);
    expect(names(table)).toEqual(["Dogwood", "Alder", "Birch", "Cedar"]);
    press(table, 1);
    expect(names(table)).toEqual(["Alder", "Dogwood", "Birch", "Cedar"]);
  });

  it("keeps captions, roles and cells of the plain table", () => {
    const cells = (table: Element) => table.querySelectorAll("td, th, caption").length;
    expect(cells(sortableTable(model, "plain"))).toBe(cells(dataTable(model)));
  });

  it("compares names as people do", () => {
    expect(compareCells("PCN 2", "PCN 10", false, "ascending")).toBeLessThan(0);
    expect(compareCells("Withheld", 3, true, "descending")).toBeGreaterThan(0);
  });
});

describe("a chart of networks by size", () => {
  const points: readonly SizedPoint[] = [
    { key: "b", label: "Birch", x: 200, y: 0.5, words: "50% of 200", strong: false },
    { key: "a", label: "Alder", x: 100, y: 0.7, words: "70% of 100", strong: true },
  ];
  const draw = (found?: string) =>
    funnelChart(points, {
      width: 600,
      style: { kind: "proportion", decimals: 0, signed: false },
      axis: "Rate",
      sizeAxis: "People",
      limits: [
        { n: 100, inner: { lower: 0.5, upper: 0.7 }, outer: { lower: 0.44, upper: 0.75 } },
        { n: 200, inner: { lower: 0.53, upper: 0.67 }, outer: { lower: 0.49, upper: 0.7 } },
      ],
      lines: [{ value: 0.6, label: "All networks 60%" }],
      watermark: "SYNTHETIC",
      label: "Funnel plot.",
      ...(found === undefined ? {} : { found }),
    });

  it("names every point for the keyboard, one of them in the order of tabs", () => {
    const buttons = [...draw().querySelectorAll("button")];
    expect(buttons.map((button) => button.getAttribute("aria-label"))).toEqual([
      "Alder: 70% of 100",
      "Birch: 50% of 200",
    ]);
    expect(buttons.map((button) => button.getAttribute("tabindex"))).toEqual(["0", "-1"]);
  });

  it("puts the network that was looked for first in the order of tabs, and shows its name", () => {
    const chart = draw("b");
    expect(chart.querySelector("[tabindex='0']")?.getAttribute("aria-label")).toBe("Birch: 50% of 200");
    expect(chart.querySelector(".point-note")?.textContent).toContain("Birch");
  });

  it("begins its axes near the data and says so", () => {
    const text = draw().querySelector("svg")?.textContent ?? "";
    expect(text).toContain("People, axis from 92");
    expect(text).toMatch(/Rate, axis from 4\d%/);
    const far = funnelChart([{ ...(points[0] as SizedPoint), x: 5 }, points[1] as SizedPoint], {
      ...{
        width: 600,
        style: { kind: "rate", decimals: 2, signed: false },
        axis: "Rate",
        sizeAxis: "People",
      },
      ...{ limits: [], lines: [], watermark: "", label: "Scatter." },
    });
    expect(far.querySelector("svg")?.textContent).not.toContain("axis from");
  });

  it("is one image with a name and the mark of the release", () => {
    const image = draw().querySelector("svg");
    expect(image?.getAttribute("aria-label")).toBe("Funnel plot.");
    expect(image?.textContent).toContain("SYNTHETIC");
  });
});

describe("a search for a network", () => {
  const items = [
    { key: "1", label: "Alder PCN" },
    { key: "2", label: "Alderwood PCN" },
    { key: "3", label: "Birch PCN" },
  ];
  it("finds a full name, or the only one that holds what was typed", () => {
    expect(findByName(items, "alder pcn")?.key).toBe("1");
    expect(findByName(items, "birch")?.key).toBe("3");
    expect(findByName(items, "alder")).toBeUndefined();
    expect(findByName(items, "  ")).toBeUndefined();
  });
});

describe("a range in place of a figure", () => {
  it("is told apart in a table from a figure that is not there", () => {
    const style = { kind: "rate", decimals: 2, signed: false } as const;
    const cells = (one: ReturnType<typeof row>) =>
      estimateColumns<ReturnType<typeof row>>("Rate", style, (it) => it, ["value", "interval"]).map(
        (column) => column.text(one),
      );
    expect(cells(row({ lower: 0, upper: 0.26 }))).toEqual(["Range only", "0.00", "0.26"]);
    expect(cells(row({}))).toEqual(["\u2013", "\u2013", "\u2013"]);
  });

  const style = { kind: "proportion", decimals: 0, signed: false } as const;
  const range = row({ measure: "share_long_absence", lower: 0.2, upper: 0.4 });
  it("is written and drawn as a range, never as its middle", () => {
    expect(isRange(range)).toBe(true);
    expect(rangeOrInterval(range, style)).toBe("20% to 40%");
    expect(rangeRow("k", "Label", range)).toMatchObject({ value: null, band: [0.2, 0.4], missing: "" });
  });
  it("is not made of what is withheld", () => {
    const gone = row({ status: "withheld", lower: 0.2, upper: 0.4 });
    expect(rangeOrInterval(gone, style)).toBe("Withheld");
    expect(rangeRow("k", "Label", gone)).toMatchObject({ value: null, missing: "withheld" });
  });
});

describe("the selection of these pages", () => {
  const start = defaultSelection(catalogue);
  it("keeps a chosen measure in the address, and drops one that does not exist", () => {
    const chosen = { ...start, measure: "follow_up_rate" };
    expect(parseSelection(writeSelection(chosen, catalogue), catalogue)).toEqual(chosen);
    expect(parseSelection("?measure=none_such", catalogue)).toEqual(start);
  });
  it("reads quarters as the whole time and networks as the programme where staff are shown", () => {
    const quarter = { ...start, area_type: "pcn", area: "U91", period_type: "quarter", period: "2022-Q4" };
    expect(yearOf(catalogue, quarter)).toMatchObject({ area: "U91", period: "all" });
    expect(staffSelection(catalogue, quarter)).toMatchObject({ area_type: "programme", period: "all" });
    const year = {
      ...start,
      area_type: "service",
      area: "S1",
      period_type: "financial_year",
      period: "2022-23",
    };
    expect(staffSelection(catalogue, year)).toEqual(year);
  });
});
