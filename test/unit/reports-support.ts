import type { EstimateRow } from "../../reports/components/estimate-index.ts";
import { policies } from "../../src/disclosure/policy.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { cataloguePolicy } from "../../src/release/catalogue-policy.ts";
import { noDeclaredParts } from "../catalogue-parts.ts";

/** A released row: published, whole programme, whole period, unless told otherwise. */
export function row(parts: Partial<EstimateRow>): EstimateRow {
  return {
    measure: "referrals",
    instrument: "",
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
    level: null,
    method: "count",
    status: "published",
    note: "",
    ...parts,
  };
}

const instrument = (id: string, decimals: number): Catalogue["instruments"][number] => ({
  id,
  name: id,
  short: id.toUpperCase(),
  decimals,
  range: [0, 100],
  better: "higher",
  unit: "points",
  pam_cut_points: null,
  meaningful_change: { points: 5, source: "a study" },
  follow_up: { from_days: 1, to_days: 365, due_after_days: 180 },
  regression_to_mean: null,
});

const measure = (id: string, kind: Catalogue["measures"][number]["kind"]): Catalogue["measures"][number] => ({
  id,
  title: id,
  kind,
  unit: "",
  polarity: "higher",
  definition: "",
  numerator: "",
  denominator: "",
  method: "count",
  caveat: "",
});

/** A small invented programme: two projects, two instruments, two quarters and two years. */
export const catalogue: Catalogue = {
  release_id: "r1",
  code_version: "0",
  programme: {
    id: "p",
    name: "Programme",
    synthetic: true,
    window: { from: "2022-04-01", to: "2024-03-31" },
    data_date: "2024-04-30",
    areas_version: "2023",
  },
  policy: cataloguePolicy(policies["nhs-england"]),
  instruments: [instrument("pam", 1), instrument("ons4", 0), instrument("eq5d_index", 3)],
  measures: [
    measure("referrals", "count"),
    measure("follow_up_rate", "proportion"),
    measure("mean_change", "mean"),
    measure("mean_baseline", "mean"),
    measure("rate_per_10000", "rate"),
  ],
  areas: [
    { area_type: "programme", area: "programme", label: "Whole programme", within: null },
    { area_type: "borough", area: "B1", label: "One borough", within: null },
    { area_type: "project", area: "P1", label: "First", within: "B1" },
    { area_type: "project", area: "P2", label: "Second", within: "B1" },
    { area_type: "pcn", area: "U91", label: "A network", within: "B1" },
    { area_type: "pcn", area: "U92", label: "B network", within: "B1" },
  ],
  periods: [
    { period_type: "all", period: "all", label: "Whole period" },
    { period_type: "financial_year", period: "2022-23", label: "2022 to 2023" },
    { period_type: "financial_year", period: "2023-24", label: "2023 to 2024" },
    { period_type: "quarter", period: "2022-Q4", label: "October to December 2022" },
    { period_type: "quarter", period: "2023-Q1", label: "January to March 2023" },
  ],
  breakdowns: [
    { breakdown: "baseline_level", label: "Level", categories: [{ category: "1", label: "Level 1" }] },
    { breakdown: "gender", label: "Gender", categories: [{ category: "1", label: "Male" }] },
    { breakdown: "age_band", label: "Age", categories: [{ category: "18-24", label: "18 to 24" }] },
    {
      breakdown: "age_band*gender",
      label: "Both",
      categories: [{ category: "18-24*1", label: "Young men" }],
    },
  ],
  ...noDeclaredParts,
  sources: [],
};
