import { describe, expect, it } from "vitest";
import { dataQualityFinding } from "../../src/findings/data-quality-finding.ts";
import { indexEstimates } from "../../src/findings/estimate-index.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { DataQuality } from "../../src/release/catalogue.ts";
import { catalogue, row } from "./reports-support.ts";

const figure = (value: number) => ({ status: "published" as const, value });
const field = (table: "referral" | "person", total: number): DataQuality["completeness"][number] => ({
  ...{ table, field: "f", label: "Field" },
  ...{ known: figure(total), not_stated: figure(0), not_known: figure(0), suppressed: figure(0) },
  total: figure(total),
});
const quality: DataQuality = {
  sources: [],
  issues: [],
  completeness: [field("person", 22_385), field("referral", 24_965)],
};
const said = (released: Readonly<Record<string, Partial<ReleasedEstimate>>>) => {
  const rows = Object.entries(released).map(([measure, parts]) => row({ measure, ...parts }));
  const [whole] = indexEstimates(rows as ReleasedEstimate[], catalogue);
  return dataQualityFinding(quality, catalogue, whole).caveats[1];
};

describe("numbers of data quality beside those of the other pages", () => {
  it("stand side by side, with why they differ", () => {
    expect(said({ referrals: { value: 24_950 }, people: { value: 22_305 } })).toBe(
      "How complete records are is told of all records that are used, whatever their date. The other pages count referrals received in the programme’s window and the people referred in it, so their numbers are a little smaller: 24,950 referrals there and 24,965 here, 22,305 people there and 22,385 here. Left out there are referrals received outside the window, people referred only outside it, and people of whom there are records, such as scores, but no referral.",
    );
  });

  it("are left out where one of them is not shown", () => {
    const text = said({ referrals: { value: 24_950 }, people: { value: null, status: "withheld" } });
    expect(text).toContain("24,950 referrals there and 24,965 here. Left out");
    expect(text).not.toContain("22,385");
    expect(dataQualityFinding(quality, catalogue).caveats[1]).toContain("a little smaller. Left out");
  });
});
