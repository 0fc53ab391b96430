import { policies } from "../../src/disclosure/policy.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue, DataQuality } from "../../src/release/catalogue.ts";
import { cataloguePolicy } from "../../src/release/catalogue-policy.ts";
import { noDeclaredParts } from "../catalogue-parts.ts";

export const pam: Catalogue["instruments"][number] = {
  id: "pam",
  name: "Patient Activation Measure",
  short: "PAM",
  decimals: 1,
  range: [0, 100],
  better: "higher",
  unit: "points",
  pam_cut_points: "72.5-style",
  meaningful_change: { points: 5.4, source: "Ford 2025" },
  follow_up: { from_days: 14, to_days: 365, due_after_days: 180 },
  regression_to_mean: { mean: 55.1, sd: 17.7, r: [0.43, 0.8], source: "a survey of registered patients" },
};

/** Three decimals, no reference. */
export const index: Catalogue["instruments"][number] = {
  ...pam,
  id: "eq5d",
  name: "EQ-5D index",
  short: "EQ-5D",
  decimals: 3,
  range: [-0.594, 1],
  unit: "index points",
  pam_cut_points: null,
  meaningful_change: { points: 0.074, source: "Walters and Brazier 2005" },
  regression_to_mean: null,
};

/** A lower score is better. */
export const worry: Catalogue["instruments"][number] = {
  ...pam,
  id: "gad7",
  name: "GAD-7",
  short: "GAD-7",
  decimals: 0,
  range: [0, 21],
  better: "lower",
  pam_cut_points: null,
  meaningful_change: { points: 4, source: "NHS Talking Therapies manual" },
  regression_to_mean: { mean: 6, sd: 5, r: [0.6, 0.8], source: "an invented survey" },
};

export const catalogue: Catalogue = {
  release_id: "r1",
  code_version: "0",
  programme: {
    id: "example",
    name: "Example",
    synthetic: true,
    window: { from: "2022-10-01", to: "2023-03-31" },
    data_date: "2023-04-30",
    areas_version: "2023",
  },
  policy: { ...cataloguePolicy(policies["nhs-england"]), title: "NHS England rule" },
  instruments: [pam, index, worry],
  measures: [],
  areas: [
    { area_type: "programme", area: "programme", label: "Whole programme", within: null },
    { area_type: "borough", area: "E09000005", label: "Brent", within: null },
  ],
  periods: [
    { period_type: "all", period: "all", label: "Whole time" },
    { period_type: "financial_year", period: "2022-23", label: "April 2022 to March 2023" },
  ],
  breakdowns: [
    {
      breakdown: "age_band",
      label: "Age",
      categories: [
        { category: "18-44", label: "18 to 44" },
        { category: "45-64", label: "45 to 64" },
        { category: "65+", label: "65 and over" },
        { category: "not_stated", label: "Not stated" },
        { category: "not_known", label: "Not known" },
      ],
    },
    {
      breakdown: "baseline_level",
      label: "Starting level",
      categories: [
        { category: "1", label: "Level 1" },
        { category: "4", label: "Level 4" },
      ],
    },
  ],
  ...noDeclaredParts,
  sources: [],
};

export const noQuality: DataQuality = { sources: [], issues: [], completeness: [] };

/** A published estimate for the whole programme; `more` overrides any part. */
export function estimate(measure: string, more: Partial<ReleasedEstimate> = {}): ReleasedEstimate {
  return {
    measure,
    instrument: "pam",
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
    breakdown: "none",
    category: "all",
    numerator: null,
    denominator: null,
    n: null,
    value: null,
    lower: null,
    upper: null,
    level: 0.95,
    method: "m",
    status: "published",
    note: "",
    ...more,
  };
}

/** A mean change with its interval. */
export function change(
  value: number,
  lower: number | null,
  upper: number | null,
  more: Partial<ReleasedEstimate> = {},
): ReleasedEstimate {
  return estimate("mean_change", { n: 1240, value, lower, upper, ...more });
}

/** A share with its interval. */
export function share(
  measure: string,
  value: number,
  lower: number | null,
  upper: number | null,
  more: Partial<ReleasedEstimate> = {},
): ReleasedEstimate {
  return estimate(measure, { denominator: 1240, value, lower, upper, ...more });
}
