import { describe, expect, it } from "vitest";
import { indexEstimates } from "../../src/findings/estimate-index.ts";
import { partYearCaveats } from "../../src/findings/part-year-words.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { catalogue as any, row } from "./reports-support.ts";

const window = (from: string, to: string): Catalogue => ({
  ...any,
  programme: { ...any.programme, window: { from, to } },
});

function said(of: Catalogue, period: string, measure = "absence_rate"): readonly string[] {
  const period_type = period === "all" ? "all" : "financial_year";
  const figure = row({ measure, period_type, period, value: 0.03, lower: 0.02, upper: 0.04 });
  const [place] = indexEstimates([figure] as readonly ReleasedEstimate[], of);
  if (place === undefined) throw new Error("There is a place.");
  return partYearCaveats(place, of);
}

describe("a financial year that the window holds only part of", () => {
  const late = window("2021-10-01", "2024-03-31");

  it("is said to have figures of different months, in that year and over the whole time", () => {
    const words =
      "In 2021\u201322, referrals and working time are counted within 1 October 2021 to 31 March 2024 only; sickness, leaving and empty posts are of the whole financial year, so the two do not belong to the same months.";
    expect(said(late, "2021-22")).toEqual([words]);
    expect(said(late, "all")).toEqual([words]);
  });

  it("is named at either end of the window", () => {
    const [words] = said(window("2021-10-01", "2024-01-31"), "all");
    expect(words).toContain("In 2021\u201322 and 2023\u201324, ");
    expect(said(window("2021-04-01", "2024-01-31"), "2023-24")).toHaveLength(1);
  });

  it("is not spoken of in whole years, in a whole window, or without figures of whole years", () => {
    expect(said(late, "2022-23")).toEqual([]);
    expect(said(window("2021-04-01", "2024-03-31"), "all")).toEqual([]);
    expect(said(late, "all", "new_referrals_per_fte")).toEqual([]);
  });
});
