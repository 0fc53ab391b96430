import { describe, expect, it } from "vitest";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { cellWords, estimateCell } from "../../src/take-away/estimate-cell.ts";
import { estimateLookup } from "../../src/take-away/estimate-lookup.ts";
import { figuresTable } from "../../src/take-away/figures-table.ts";
import { compactTable } from "../../src/take-away/report-parts.ts";
import { catalogue, row } from "./reports-support.ts";

const cell = (parts: Parameters<typeof row>[0], part: Parameters<typeof estimateCell>[2] = "value") =>
  estimateCell(catalogue, row(parts) as ReleasedEstimate, part);

describe("a cell", () => {
  it("shows a figure with the decimals it is released with", () => {
    expect(cell({ measure: "follow_up_rate", value: 0.543, denominator: 12_390 })).toEqual({
      value: 0.543,
      decimals: 1,
      percent: true,
    });
    expect(cell({ measure: "follow_up_rate", value: 0.54, denominator: 390 })).toMatchObject({ decimals: 0 });
    expect(cell({ measure: "mean_change", instrument: "pam", value: 4 })).toEqual({ value: 4, decimals: 1 });
    expect(cell({ measure: "mean_change", instrument: "eq5d_index", value: 0.05 })).toMatchObject({
      decimals: 3,
    });
    expect(cell({ measure: "rate_per_10000", value: 3, lower: 2.81, upper: 3.2 })).toMatchObject({
      decimals: 2,
    });
    expect(cell({ measure: "follow_up_rate", denominator: 15 }, "denominator")).toEqual({
      value: 15,
      decimals: 0,
    });
  });

  it("never shows a number for what is withheld, whatever stands in the row", () => {
    for (const part of ["value", "lower", "upper", "numerator", "denominator", "n"] as const) {
      expect(
        cell({ status: "withheld", value: 3, lower: 3, upper: 3, numerator: 3, n: 3, denominator: 3 }, part),
      ).toBe("[c]");
    }
  });

  it("tells what is not available from what does not apply", () => {
    expect(estimateCell(catalogue, undefined, "value")).toBe("[x]");
    for (const status of ["too_few", "not_collected", "not_yet_observable", "not_available"] as const) {
      expect(cell({ status })).toBe("[x]");
    }
    expect(cell({ status: "not_available", note: "The reference group: the largest one." })).toBe("[z]");
    expect(cell({ value: 5 }, "lower")).toBe("[z]");
  });

  it("marks a share of some that reads 0%, and leaves none as 0", () => {
    const share = { measure: "follow_up_rate", value: 0, denominator: 3000 };
    expect(cell({ ...share, numerator: 10 })).toBe("[low]");
    expect(cell({ ...share, numerator: 0 })).toEqual({ value: 0, decimals: 0, percent: true });
  });

  it("is written as people write numbers", () => {
    expect(cellWords({ value: -1234.56, decimals: 1 })).toBe("−1,234.6");
    expect(cellWords({ value: -0.04, decimals: 1 })).toBe("0.0");
    expect(cellWords({ value: 0.345, decimals: 1, percent: true })).toBe("34.5%");
    expect(cellWords("[c]")).toBe("[c]");
  });
});

const places = ["B1", "B2", "B3"];
const estimates = [
  row({
    measure: "follow_up_rate",
    area_type: "borough",
    area: "B1",
    value: 0.5,
    lower: 0.4,
    upper: 0.6,
    n: 90,
    denominator: 90,
  }),
  row({
    measure: "follow_up_rate",
    area_type: "borough",
    area: "B2",
    status: "withheld",
    note: "Not shown.",
  }),
  row({ measure: "rate_per_10000", area_type: "borough", area: "B1", value: 3.1, note: "A note." }),
  row({ measure: "rate_per_10000", area_type: "borough", area: "B2", value: 2.25 }),
] as readonly ReleasedEstimate[];
const at = (measure: string) => (area: string) => ({ measure, area_type: "borough", area });
const made = figuresTable(
  { catalogue, lookup: estimateLookup(estimates) },
  {
    id: "t",
    title: "T",
    items: places,
    names: [{ label: "Place", of: (area) => area }],
    figures: [
      { title: "Followed up", at: at("follow_up_rate"), parts: ["value", "lower", "upper", "n"] },
      { title: "Rate", at: at("rate_per_10000") },
      { title: "Nothing", at: at("mean_change") },
    ],
  },
);

describe("a table of figures", () => {
  it("leaves out rows and columns that the release holds nothing for, and no withheld one", () => {
    expect(made?.columns.map(({ label }) => label)).toEqual([
      "Place",
      "Followed up",
      "Followed up: interval from",
      "Followed up: interval to",
      "Followed up: based on",
      "Rate",
    ]);
    expect(made?.rows.map(({ cells }) => cells.map(cellWords))).toEqual([
      ["B1", "50%", "40%", "60%", "90", "3.10"],
      ["B2", "[c]", "[c]", "[c]", "[c]", "2.25"],
    ]);
  });

  it("keeps the notes of figures that are shown; what is withheld has its sign", () => {
    expect(made?.rows.map(({ notes }) => notes)).toEqual([["A note."], []]);
  });

  it("is none where the release holds nothing", () => {
    const none = { id: "n", title: "N", items: places, names: [], figures: [{ at: at("mean_change") }] };
    expect(figuresTable({ catalogue, lookup: estimateLookup(estimates) }, none)).toBeNull();
  });

  it("stands in a document with its interval in brackets", () => {
    if (made === null) throw new Error("There is no table.");
    const { headers, rows } = compactTable(made);
    expect(headers.map(({ label }) => label)).toEqual([
      "Place",
      "Followed up (interval)",
      "Followed up: based on",
      "Rate",
    ]);
    expect(rows).toEqual([
      ["B1", "50% (40% to 60%)", "90", "3.10"],
      ["B2", "[c]", "[c]", "2.25"],
    ]);
  });

  it("writes a band without a value as its two ends", () => {
    const band = compactTable({
      id: "b",
      title: "B",
      about: [],
      columns: [
        { label: "Group", numeric: false },
        { label: "Expected: from", numeric: true, part: "lower" },
        { label: "Expected: to", numeric: true, part: "upper" },
      ],
      rows: [
        { cells: ["All", { value: -0.3, decimals: 1 }, { value: -0.1, decimals: 1 }], notes: [] },
        { cells: ["One", "[x]", "[x]"], notes: [] },
      ],
    });
    expect(band.headers[1]?.label).toBe("Expected (interval)");
    expect(band.rows).toEqual([
      ["All", "−0.3 to −0.1"],
      ["One", "[x]"],
    ]);
  });
});

describe("finding a figure", () => {
  it("takes everybody, the whole programme and the whole time where nothing else is asked", () => {
    const own = row({ value: 5 }) as ReleasedEstimate;
    const group = row({ value: 6, breakdown: "gender", category: "1" }) as ReleasedEstimate;
    const lookup = estimateLookup([group, own]);
    expect(lookup({ measure: "referrals" })).toBe(own);
    expect(lookup({ measure: "referrals", breakdown: "gender", category: "1" })).toBe(group);
    expect(lookup({ measure: "referrals", period_type: "quarter", period: "2022-Q4" })).toBeUndefined();
  });
});
