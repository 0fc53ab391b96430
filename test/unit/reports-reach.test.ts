import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { populationOf, reachBreakdown } from "../../reports/components/reach-figure.ts";
import { reachSection } from "../../reports/components/reach-section.ts";
import { defaultSelection, type Selection } from "../../reports/components/selection.ts";
import { reachMeasures } from "../../src/measures/library/reach.ts";
import { catalogue as plain, row } from "./reports-support.ts";

let dom: ReturnType<typeof parseHTML>;
beforeAll(() => {
  dom = parseHTML("<!doctype html><html><body></body></html>");
  class Observer {
    observe(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, {
    document: dom.document,
    window: dom.window,
    ResizeObserver: Observer,
    location: { pathname: "/equity", search: "" },
  });
});

const catalogue: Release["catalogue"] = {
  ...plain,
  measures: reachMeasures.map((one) => ({ ...one })),
  areas: [
    { area_type: "programme", area: "programme", label: "Whole programme", within: null },
    { area_type: "borough", area: "B1", label: "Brent", within: null },
    { area_type: "borough", area: "B2", label: "Camden", within: null },
  ],
  periods: [
    { period_type: "all", period: "all", label: "Whole period" },
    { period_type: "financial_year", period: "2022-23", label: "April 2022 to March 2023" },
  ],
  breakdowns: [
    {
      breakdown: "gender",
      label: "Gender",
      categories: [
        { category: "1", label: "Male" },
        { category: "2", label: "Female" },
        { category: "9", label: "Neither" },
        { category: "not_known", label: "Not known" },
      ],
    },
    { breakdown: "imd_quintile", label: "Deprivation", categories: [{ category: "1", label: "First" }] },
  ],
  populations: [
    {
      id: "list",
      of: "gender",
      title: "Invented list",
      people: "people aged 20 and over",
      ages: "20+",
      source: "Nobody",
      synthetic: true,
    },
  ],
};

const group = (area_type: string, area: string, category: string, ratio: number) => {
  const cell = { area_type, area, breakdown: "gender", category };
  return [
    row({ ...cell, measure: "population", value: 1000, method: "published-statistic" }),
    row({ ...cell, measure: "share_of_population", value: 0.5, numerator: 1000, denominator: 2000 }),
    row({
      ...cell,
      measure: "share_of_referrals",
      value: ratio / 2,
      numerator: 100 * ratio,
      denominator: 200,
    }),
    row({ ...cell, measure: "representation_ratio", value: ratio, lower: ratio - 0.1, upper: ratio + 0.1 }),
    row({ ...cell, measure: "representation_ratio_if_none", value: ratio - 0.05 }),
    row({ ...cell, measure: "representation_ratio_if_all", value: ratio + 0.15 }),
    row({ ...cell, measure: "referrals_per_1000", value: 12.34, lower: 11, upper: 14 }),
  ];
};

const release: Release = {
  catalogue,
  findings: {
    findings: {
      "reach||programme|programme|all|all": {
        headline: "Men are 35% of referrals.",
        detail: ["That is 0.7 times their share."],
        caveats: ["Need differs."],
      },
    },
    not_shown: {},
  },
  estimates: indexEstimates([
    row({ value: 200 }),
    ...[
      ["programme", "programme"],
      ["borough", "B1"],
      ["borough", "B2"],
    ].flatMap(([type = "", area = ""]) => [...group(type, area, "1", 0.7), ...group(type, area, "2", 1.3)]),
    row({
      breakdown: "gender",
      category: "not_known",
      measure: "share_of_referrals",
      value: 0.1,
      numerator: 20,
      denominator: 220,
    }),
    row({
      measure: "referral_slope_index",
      status: "not_collected",
      note: "No population by deprivation fifth is supplied.",
    }),
  ]),
};

const selection: Selection = { ...defaultSelection(catalogue), breakdown: "gender" };
const rendered = (more: Partial<Selection> = {}, of = release) => {
  const holder = dom.document.createElement("div");
  holder.append(reachSection(of, { ...selection, ...more }) as never);
  return holder;
};
const cells = (holder: ReturnType<typeof rendered>, figure: string) =>
  [...holder.querySelectorAll(`#${figure} tbody tr`)].map((line) =>
    [...line.querySelectorAll("th, td")].map((cell) => cell.textContent),
  );

describe("who was reached", () => {
  it("opens with the finding, and names the population, its source and which side is invented", () => {
    const text = rendered().textContent ?? "";
    expect(text).toContain("Men are 35% of referrals.");
    expect(text).toContain(
      "Set against: Invented list. Source: Nobody. The referrals and this population are both synthetic.",
    );
    expect(text).toContain("Gender is as the service recorded it.");
    expect(text).toContain("No population is counted for: Neither. They are on neither side.");
  });

  it("has a table of counts, shares, ratio, both extremes and rate; people not known have a row of their own", () => {
    const lines = cells(rendered(), "reach-gender");
    expect(lines.map(([name]) => name)).toEqual(["Male", "Female", "Not known"]);
    expect(lines[0]).toEqual(
      expect.arrayContaining(["70", "35%", "1,000", "50%", "0.70", "0.60", "0.80", "0.65", "0.85", "12.34"]),
    );
    expect(lines[2]?.slice(0, 3)).toEqual(["Not known", "20", "10%"]);
  });

  it("sets every area side by side for one group, the whole programme last", () => {
    expect(cells(rendered(), "reach-areas-gender").map(([name]) => name)).toEqual([
      "Brent",
      "Camden",
      "Whole programme",
    ]);
    const select = rendered().querySelector("#reach-group-gender");
    expect(select?.querySelectorAll("option").length).toBe(2);
  });

  it("offers the whole period where a year is chosen", () => {
    const text = rendered({ period_type: "financial_year", period: "2022-23" }).textContent ?? "";
    expect(text).toContain("Not published at this level");
    expect(text).toContain("Nearest that is");
  });

  it("says that nothing is collected where no population is named, and that there is no gradient", () => {
    const text = rendered({ breakdown: "imd_quintile" }).textContent ?? "";
    expect(text).toContain("Not collected for “Deprivation”");
    expect(text).toContain(
      "Gradient by deprivation: not collected. No population by deprivation fifth is supplied.",
    );
  });

  it("shows nothing where there are no characteristics or no referrals", () => {
    expect(rendered({ breakdown: "" }).textContent).toBe("");
    expect(rendered({}, { ...release, estimates: indexEstimates([]) }).textContent).toBe("");
  });

  it("finds the population of an age from its breakdown from 20 on", () => {
    expect(reachBreakdown("age_band")).toBe("age_band_20");
    expect(populationOf(catalogue, "gender")?.id).toBe("list");
    expect(populationOf(catalogue, "age_band")).toBeUndefined();
  });
});
