import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { isClearNote, REFERENCE_NOTE } from "../../src/measures/reference-group.ts";
import { withEquityShares } from "../../src/release/equity-shares.ts";

const count = (
  measure: string,
  breakdown: string,
  category: string,
  value: number,
  more: Partial<ExactEstimate> = {},
): ExactEstimate => ({
  ...{
    measure,
    instrument: "",
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
  },
  ...{ breakdown, category, numerator: null, denominator: null, n: value, value },
  ...{ lower: null, upper: null, level: null, method: "count", status: "published", note: "" },
  ...{ kind: "count", decimals: 0 },
  ...more,
});

const chain = (
  breakdown: string,
  category: string,
  [referrals = 0, contacted = 0, started = 0]: number[],
) => [
  count("referrals", breakdown, category, referrals),
  count("group_pathway_contacted", breakdown, category, contacted),
  count("group_pathway_started", breakdown, category, started),
];

function released(counts: readonly ExactEstimate[]) {
  const policy = policies["nhs-england"];
  const shown = protectEstimates(new Unreleased(counts), policy);
  const rows = withEquityShares(shown, policy).value;
  return (measure: string, breakdown: string, category: string) =>
    rows.find((row) => row.measure === measure && row.breakdown === breakdown && row.category === category);
}

const gender = [
  ...chain("none", "all", [3000, 2600, 1700]),
  ...chain("gender", "2", [2000, 1800, 1260]),
  ...chain("gender", "1", [900, 720, 360]),
  ...chain("gender", "not_known", [100, 80, 80]),
];

describe("groups along the pathway", () => {
  it("gives shares of all and of the stage before, and ratios to the largest known group", () => {
    const at = released(gender);
    expect(at("group_onward_started", "gender", "1")).toMatchObject({
      numerator: 360,
      denominator: 720,
      value: 0.5,
    });
    expect(at("group_reached_started", "gender", "1")).toMatchObject({ denominator: 900, value: 0.4 });
    // 50 % against 70 % of those reached: 0.71; of all 40 % against 63 %: 0.63.
    expect(at("group_ratio_onward_started", "gender", "1")).toMatchObject({
      value: 0.71,
      n: 720,
      status: "published",
    });
    expect(at("group_ratio_reached_started", "gender", "1")).toMatchObject({ value: 0.63 });
    expect(at("group_ratio_onward_started", "gender", "2")).toMatchObject({
      ...{ status: "not_available", note: REFERENCE_NOTE, value: null },
    });
    expect(at("group_ratio_onward_started", "gender", "not_known")).toBeUndefined();
  });

  it("marks a fall that stands after allowing for all steps and groups, and no other", () => {
    const at = released([...gender, ...chain("gender", "9", [300, 262, 174])]);
    const started = at("group_ratio_onward_started", "gender", "1");
    expect(started?.note).toBe("Clear, also after allowing for 4 comparisons.");
    expect(started?.upper ?? 1).toBeLessThan(1);
    expect(isClearNote(at("group_ratio_onward_contacted", "gender", "9")?.note ?? "")).toBe(false);
    // What repeats the steps is not marked.
    expect(at("group_ratio_reached_started", "gender", "1")?.note).toBe("");
  });

  it("sets a cohort beside everybody", () => {
    const at = released([...gender, ...chain("cohort", "carer", [200, 150, 60])]);
    // 60 of 150 against 1700 of 2600.
    expect(at("group_ratio_onward_started", "cohort", "carer")?.value).toBeCloseTo(0.61, 2);
  });

  it("withholds what needs a withheld count, and gives no ratio without anybody", () => {
    const at = released([
      ...gender,
      ...chain("gender", "9", [200, 40, 5]),
      ...chain("gender", "3", [200, 0, 0]),
    ]);
    expect(at("group_onward_started", "gender", "9")).toMatchObject({ status: "withheld", value: null });
    expect(at("group_ratio_onward_started", "gender", "9")).toMatchObject({
      status: "withheld",
      value: null,
    });
    expect(at("group_ratio_onward_contacted", "gender", "3")).toMatchObject({
      status: "too_few",
      value: null,
    });
  });

  it("tells never recorded and declined apart, a service with neither by 0", () => {
    const service = (area: string, category: string, value: number) =>
      count("referrals", category === "all" ? "none" : "gender", category, value, {
        area_type: "service",
        area,
      });
    const at = (area: string, category: string) =>
      withEquityShares(
        protectEstimates(
          new Unreleased([
            ...[service("S1", "all", 200), service("S1", "not_known", 50), service("S1", "not_stated", 20)],
            ...[service("S2", "all", 100), service("S2", "1", 100), service("S3", "all", 60)],
            ...[service("S3", "not_known", 5)],
          ]),
          policies["nhs-england"],
        ),
        policies["nhs-england"],
      ).value.find(
        (row) => row.measure === "share_unrecorded" && row.area === area && row.category === category,
      );
    expect(at("S1", "not_known")).toMatchObject({ value: 0.25, denominator: 200 });
    expect(at("S1", "not_stated")).toMatchObject({ value: 0.1 });
    expect(at("S2", "not_known")).toMatchObject({ value: 0, status: "published" });
    expect(at("S3", "not_known")).toMatchObject({ value: null, status: "withheld" });
  });
});
