import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { caseFlowFigure } from "../../reports/components/case-flow-figure.ts";
import { type EstimateRow, indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { openCasesOverTime } from "../../reports/components/open-cases-over-time.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import { contactsFigure, supportLengthFigure } from "../../reports/components/support-length-figure.ts";
import { waitingListFigure } from "../../reports/components/waiting-list-figure.ts";
import { weightedCasesFigure } from "../../reports/components/weighted-cases-figure.ts";
import { whatIfFigure } from "../../reports/components/what-if-figure.ts";
import { catalogue, row } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  class ResizeObserver {
    observe(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, { document, window, ResizeObserver, HTMLElement: window.HTMLElement });
});

const WEIGHTS = { several_reasons: 0.5, crisis: 1, smi: 0.5, interpreter: 0.25 };
const services = ["S1", "S2"].map((area) => ({
  area_type: "service",
  area,
  label: `Service ${area}`,
  within: null,
}));
const release = (rows: readonly EstimateRow[]): Release => ({
  catalogue: {
    ...catalogue,
    areas: [...catalogue.areas, ...services],
    workforce: {
      ...catalogue.workforce,
      referrals_per_fte: { from: 200, to: 250, source: "Guidance" },
      complexity_weights: WEIGHTS,
    },
  },
  findings: { findings: {}, not_shown: {} } as unknown as Release["findings"],
  estimates: indexEstimates(rows),
});
const chosen = defaultSelection(catalogue);
const s1 = { area_type: "service", area: "S1" };
const s2 = { area_type: "service", area: "S2" };
const year = { period_type: "financial_year", period: "2023-24" };
const before = { period_type: "financial_year", period: "2022-23" };
const quarter = (period: string) => ({ period_type: "quarter", period });
const withheld = { status: "withheld", value: null };
const cells = (node: Node): readonly string[][] =>
  [...(node as Element).querySelectorAll("tbody tr")].map((line) =>
    [...line.querySelectorAll("th, td")].map((cell) => cell.textContent ?? ""),
  );
const words = (node: Node): string => node.textContent ?? "";

describe("what comes in, who is seen, and who waits", () => {
  it("stands quarter by quarter, and a withheld one says so", () => {
    const shown = caseFlowFigure(
      release([
        row({ measure: "referrals", ...quarter("2022-Q4"), value: 120 }),
        row({ measure: "cases_open", ...quarter("2022-Q4"), value: 300 }),
        row({ measure: "cases_waiting", ...quarter("2022-Q4"), ...withheld }),
        row({ measure: "support_started", ...quarter("2022-Q4"), value: 90 }),
        row({ measure: "cases_open", ...quarter("2023-Q1"), ...withheld }),
      ]),
      chosen,
    );
    expect(cells(shown)).toEqual([
      ["October to December 2022", "120", "90", "300", "Withheld"],
      ["January to March 2023", "Not published", "Not published", "Withheld", "Not published"],
    ]);
    expect(words(shown)).toContain("No figure shown, not zero");
  });

  it("is nothing at all where no case is released", () => {
    expect(caseFlowFigure(release([]), chosen).childNodes.length).toBe(0);
    expect(whatIfFigure(release([]), chosen).childNodes.length).toBe(0);
    expect(weightedCasesFigure(release([]), chosen).childNodes.length).toBe(0);
    expect(waitingListFigure(release([]), chosen).childNodes.length).toBe(0);
    expect(openCasesOverTime(release([]), chosen).childNodes.length).toBe(0);
  });
});

describe("waiting lists", () => {
  it("stand beside those of a year before, and a list that rose has no wait", () => {
    const rose = {
      status: "not_available",
      value: null,
      note: "The waiting list clearly rose over the year.",
    };
    const shown = waitingListFigure(
      release([
        ...[
          ["cases_open", 200, 180],
          ["cases_waiting", 60, 30],
        ].flatMap(([measure, now, then]) => [
          row({ measure: String(measure), ...s1, ...year, value: Number(now) }),
          row({ measure: String(measure), ...s1, ...before, value: Number(then) }),
        ]),
        row({ measure: "implied_wait_weeks", ...s1, ...year, ...rose }),
        row({ measure: "median_days_to_first_contact", ...s1, ...year, value: 20 }),
      ]),
      chosen,
    );
    const line = cells(shown).find(([name]) => name === "Service S1");
    expect(line).toEqual(["Service S1", "60", "30", "200", "180", "List rising", "20"]);
  });
});

describe("open cases", () => {
  const open = (parts: Partial<EstimateRow>, value: number) =>
    row({ measure: "open_cases_per_fte", value, lower: value * 0.9, upper: value * 1.1, ...parts });

  it("name the service that lies clearly above the programme at last, over the quarters", () => {
    const shown = openCasesOverTime(
      release([
        ...["2022-Q4", "2023-Q1"].flatMap((period) => [
          open(quarter(period), 60),
          open({ ...s1, ...quarter(period) }, 400),
          open({ ...s2, ...quarter(period) }, 62),
        ]),
      ]),
      chosen,
    );
    const text = words(shown);
    expect(text).toContain("Clearly above it at last: Service S1");
    expect(text).not.toContain("above it at last: Service S2");
    expect(cells(shown)).toHaveLength(3);
  });

  it("print the weights as a choice, and how the order of services changes", () => {
    const both = (parts: Partial<EstimateRow>, plain: number, weighted: number) => [
      open(parts, plain),
      row({ measure: "weighted_cases_per_fte", value: weighted, ...parts }),
    ];
    const shown = weightedCasesFigure(
      release([...both({}, 60, 70), ...both(s1, 60, 62), ...both(s2, 58, 80)]),
      chosen,
    );
    const text = words(shown);
    expect(text).toContain("a crisis 1.00");
    expect(text).toContain("a choice of this toolkit or of the programme, not a published scale");
    expect(text).toContain("Weighting changes the place of 2 of 2 services.");
    expect(cells(shown).map((line) => line[line.length - 5])).toEqual(["2 \u2192 1", "1 \u2192 2", "\u2013"]);
  });
});

describe("length of support", () => {
  const days = (parts: Partial<EstimateRow>, value: number) =>
    row({ measure: "support_median_days", value, lower: value - 5, upper: value + 5, ...parts });
  const most = row({ measure: "support_p90_days", value: 260, lower: 250, upper: 270 });

  it("is said with its unit, and names services clearly above the programme only", () => {
    const shown = supportLengthFigure(release([days({}, 110), most, days(s1, 121), days(s2, 119)]), chosen);
    expect(words(shown)).toContain(
      "Half were closed within 110 (105 to 115) days of the first contact, nine in ten within 260 (250 to 270) days. Clearly more: Service S1, 121 (116 to 126) days.",
    );
  });

  it("says why there is no figure of the programme, and names no service beside it", () => {
    const shown = supportLengthFigure(release([days(withheld, 110), days(s1, 300)]), chosen);
    expect(words(shown)).toContain("Withheld");
    expect(words(shown)).not.toContain("Half were closed");
    expect(words(shown)).not.toContain("Clearly more");
  });

  it("names services with clearly fewer contacts than the programme", () => {
    const contacts = (parts: Partial<EstimateRow>, value: number) =>
      row({ measure: "contacts_per_person", value, lower: value - 0.2, upper: value + 0.2, ...parts });
    const shown = contactsFigure(release([contacts({}, 4), contacts(s1, 3), contacts(s2, 5)]), chosen);
    expect(words(shown)).toContain("Clearly fewer: Service S1, 3.0 (2.8 to 3.2) contacts.");
  });
});

describe("what if", () => {
  const rate = row({ measure: "new_referrals_per_fte", ...s1, ...year, value: 300, lower: 280, upper: 320 });
  const fte = row({ measure: "link_worker_fte", ...s1, ...year, value: 4 });

  it("says how many would be needed, and what more would give", () => {
    const shown = whatIfFigure(release([rate, fte]), { ...chosen, ...s1, fte: 2 });
    expect(words(shown)).toContain(
      "it would take 4.8 (4.5 to 5.1) full-time equivalents for each to have 250",
    );
    expect(words(shown)).toContain(
      "With 2.0 more, 6.0 in all, each would have 200 (187 to 213) new referrals",
    );
    expect((shown as Element).querySelector("label")?.getAttribute("for")).toBe("what-if-fte");
  });

  it("asks for what is not shown, in words", () => {
    const band = { value: null, lower: 0, upper: 1 };
    const shown = whatIfFigure(release([rate, { ...fte, ...band }]), { ...chosen, ...s1 });
    expect(words(shown)).toContain("which are not both shown here");
    expect((shown as Element).querySelector("input")).toBeNull();
  });
});
