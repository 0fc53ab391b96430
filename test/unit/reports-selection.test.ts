import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EstimateRow, indexEstimates } from "../../reports/components/estimate-index.ts";
import {
  cellAt,
  defaultSelection,
  equityBreakdowns,
  findingAt,
  listTypes,
  nearestThat,
  parseSelection,
  type Selection,
  writeSelection,
} from "../../reports/components/selection.ts";
import { catalogue, row } from "./reports-support.ts";

const start = defaultSelection(catalogue);

describe("selection", () => {
  it("of a bare address is the whole programme over the whole period, and needs no query", () => {
    expect(parseSelection("", catalogue)).toMatchObject({
      area_type: "programme",
      area: "programme",
      period_type: "all",
      period: "all",
      instrument: "pam",
      breakdown: "gender",
      list: "project",
      step: "quarter",
    });
    expect(writeSelection(start, catalogue)).toBe("");
  });

  it("survives the way into the address and back", () => {
    const one = <T>(options: readonly T[]) => fc.constantFrom(...options);
    const selections = fc
      .record({
        area: one(catalogue.areas),
        period: one(catalogue.periods),
        instrument: one(["pam", "ons4"]),
        breakdown: one(["gender", "age_band"]),
        list: one(listTypes(catalogue)),
        step: one(["quarter", "financial_year"]),
      })
      .map(
        ({ area, period, ...rest }): Selection => ({
          area_type: area.area_type,
          area: area.area,
          period_type: period.period_type,
          period: period.period,
          ...rest,
        }),
      );
    fc.assert(
      fc.property(selections, (selection) => {
        expect(parseSelection(writeSelection(selection, catalogue), catalogue)).toEqual(selection);
      }),
    );
  });

  it("falls back part by part where the address names nothing known", () => {
    const selection = parseSelection("?area=project:NONE&period=quarter:2022-Q4&by=star_sign", catalogue);
    expect(selection).toEqual({ ...start, period_type: "quarter", period: "2022-Q4" });
  });

  it("keeps an area whose code belongs to another type apart", () => {
    expect(parseSelection("?area=borough:P1", catalogue).area_type).toBe("programme");
    expect(parseSelection("?area=project:P1", catalogue).area).toBe("P1");
  });

  it("offers neither starting levels nor two breakdowns together as equity", () => {
    expect(equityBreakdowns(catalogue).map((one) => one.breakdown)).toEqual(["gender", "age_band"]);
  });
});

describe("nearest level", () => {
  const here: Selection = {
    ...start,
    area_type: "project",
    area: "P1",
    period_type: "quarter",
    period: "2022-Q4",
  };

  it("is the same area over the whole period before anything else", () => {
    expect(nearestThat(here, catalogue, () => true)).toEqual({ ...here, period_type: "all", period: "all" });
  });

  it("is the programme in the same period where the area has nothing", () => {
    const found = nearestThat(here, catalogue, (one) => one.area_type === "programme");
    expect(found).toMatchObject({ area: "programme", period: "2022-Q4" });
  });

  it("is never the selection itself", () => {
    expect(nearestThat(start, catalogue, () => true)).toBeUndefined();
  });
});

describe("cells and findings of a selection", () => {
  const rows: readonly EstimateRow[] = [
    row({ measure: "mean_change", instrument: "pam", value: 3.3 }),
    row({ measure: "mean_change", instrument: "ons4", value: 0.4 }),
    row({ measure: "referrals", value: 120 }),
    row({ measure: "referrals", breakdown: "gender", category: "1", value: 40 }),
  ];
  const estimates = indexEstimates(rows);

  it("use the selected instrument, and none for measures without one", () => {
    expect(cellAt(estimates, start, "mean_change")?.value).toBe(3.3);
    expect(cellAt(estimates, { ...start, instrument: "ons4" }, "mean_change")?.value).toBe(0.4);
    expect(cellAt(estimates, start, "referrals")?.value).toBe(120);
  });

  it("never give another level's figure in place of one that is not published", () => {
    expect(cellAt(estimates, { ...start, area_type: "project", area: "P1" }, "referrals")).toBeUndefined();
    expect(cellAt(estimates, start, "referrals", { breakdown: "gender", category: "2" })).toBeUndefined();
  });

  it("list the cells of a measure by any part", () => {
    expect(estimates.list("referrals", { breakdown: "gender" }).map((one) => one.value)).toEqual([40]);
    expect(estimates.has("link_worker_fte")).toBe(false);
  });

  it("find a sentence under the instrument or under none", () => {
    const text = (headline: string) => ({ headline, detail: [], caveats: [] });
    const findings = {
      findings: {
        "outcomes|pam|programme|programme|all|all": text("by instrument"),
        "overview||programme|programme|all|all": text("without"),
      },
      not_shown: {},
    };
    expect(findingAt(findings, "outcomes", start)?.headline).toBe("by instrument");
    expect(findingAt(findings, "overview", start)?.headline).toBe("without");
    expect(findingAt(findings, "outcomes", { ...start, instrument: "ons4" })).toBeUndefined();
  });
});
