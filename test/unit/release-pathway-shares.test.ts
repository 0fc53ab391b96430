import { expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { withPathwayShares } from "../../src/release/pathway-shares.ts";

const stages = [
  { fact: "referred", label: "Referred" },
  { fact: "contacted", label: "Reached" },
  { fact: "started", label: "Started" },
] as const;
const pathway = { stages: [...stages] };

const count = (fact: string, value: number, more: Partial<ExactEstimate> = {}): ExactEstimate => ({
  measure: `pathway_${fact}`,
  instrument: "",
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
  numerator: null,
  denominator: null,
  n: value,
  value,
  lower: null,
  upper: null,
  level: null,
  method: "count",
  status: "published",
  note: "",
  kind: "count",
  decimals: 0,
  ...more,
});

function shares(counts: readonly ExactEstimate[], policy = policies["nhs-england"]) {
  const released = protectEstimates(new Unreleased(counts), policy);
  const rows = withPathwayShares(released, pathway, policy).value;
  return new Map(rows.map((row) => [row.measure, row]));
}

it("works shares out from the released counts, of the first stage and of the stage before", () => {
  // 202, 101 and 52 are released as 200, 100 and 50.
  const rows = shares([count("referred", 202), count("contacted", 101), count("started", 52)]);
  expect(rows.get("share_reached_contacted")).toMatchObject({ numerator: 100, denominator: 200, value: 0.5 });
  expect(rows.get("share_reached_started")).toMatchObject({ numerator: 50, denominator: 200, value: 0.25 });
  expect(rows.get("share_onward_started")).toMatchObject({ numerator: 50, denominator: 100, value: 0.5 });
  expect(rows.get("share_reached_referred")).toBeUndefined();
});

it("gives limits that hold Wilson's interval of the exact counts", () => {
  const { lower, upper } = shares([count("referred", 202), count("contacted", 101)]).get(
    "share_reached_contacted",
  ) ?? { lower: null, upper: null };
  // Wilson's interval of 101 in 202 is 0.431 to 0.569.
  expect(lower).toBeLessThanOrEqual(0.431);
  expect(upper).toBeGreaterThanOrEqual(0.569);
});

it("withholds the shares of a withheld stage, and of the step after it", () => {
  const rows = shares([count("referred", 202), count("contacted", 6), count("started", 0)]);
  for (const measure of ["share_reached_contacted", "share_onward_contacted", "share_onward_started"]) {
    expect(rows.get(measure)).toMatchObject({ status: "withheld", value: null, numerator: null });
  }
  expect(rows.get("share_reached_started")).toMatchObject({ status: "published", value: 0 });
});

it("passes over a stage that no export records, and divides by none where nobody came", () => {
  const rows = shares([
    count("referred", 202),
    count("contacted", 0, { status: "not_collected", value: null, n: null }),
    count("started", 101),
  ]);
  expect(rows.get("share_reached_contacted")).toBeUndefined();
  expect(rows.get("share_onward_started")).toMatchObject({ numerator: 100, denominator: 200 });
  const empty = shares([count("referred", 202), count("contacted", 0), count("started", 0)]);
  expect(empty.get("share_onward_started")).toMatchObject({ status: "too_few", value: null });
});

it("is exact without disclosure control", () => {
  const rows = shares([count("referred", 202), count("contacted", 101)], policies.none);
  expect(rows.get("share_reached_contacted")).toMatchObject({ numerator: 101, denominator: 202, value: 0.5 });
});
