import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { stagesToWithhold } from "../../src/disclosure/withhold-stages.ts";

const blank = { numerator: null, denominator: null, lower: null, upper: null, level: null };

const cell = {
  instrument: "",
  area_type: "project",
  area: "A",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
} as const;

const stages = (counts: readonly number[], area = "A"): readonly ExactEstimate[] =>
  counts.map((count, index) => ({
    ...cell,
    ...blank,
    area,
    measure: `pathway_${index}`,
    n: count,
    value: count,
    method: "count",
    status: "published",
    note: "",
    kind: "count",
    decimals: 0,
  }));

const released = (estimates: readonly ExactEstimate[], policy: "nhs-england" | "none" = "nhs-england") =>
  protectEstimates(new Unreleased(estimates), policies[policy]).value;
const shown = (estimates: readonly ExactEstimate[]) => released(estimates).map((one) => one.value);

describe("stages of the pathway", () => {
  it("withholds a stage that a few stopped before, and goes on from the last one shown", () => {
    // 40 − 36 = 4; 40 − 31 = 9; 31 − 31 = 0; 31 − 24 = 7; 31 − 23 = 8.
    expect(shown(stages([40, 36, 31, 31, 24, 23]))).toEqual([40, null, 30, 30, null, 25]);
  });

  it("withholds small counts and shows a true zero", () => {
    expect(shown(stages([30, 5, 0]))).toEqual([30, null, 0]);
  });

  it("looks at each cell by itself, and in any order", () => {
    const [a, b] = [stages([20, 12]), stages([16, 12], "B")];
    expect(shown([...b, ...a])).toEqual([15, null, 20, 10]);
    expect(shown([...stages([40, 36, 31])].reverse())).toEqual([30, null, 40]);
  });

  it("leaves other counts, and everything under the policy none, alone", () => {
    const other = stages([20, 16]).map((one, index) => ({
      ...one,
      measure: index === 0 ? "referrals" : "people",
    }));
    expect(shown(other)).toEqual([20, 15]);
    expect(released(stages([20, 16]), "none").map((one) => one.value)).toEqual([20, 16]);
  });

  it("never shows two stages that 1 to 7 referrals lie between", () => {
    const falling = fc
      .array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 8 })
      .map((counts) => counts.toSorted((a, b) => b - a));
    fc.assert(
      fc.property(falling, (counts) => {
        const exact = stages(counts);
        const isHidden = stagesToWithhold(exact, 7);
        const left = exact.filter((one) => !isHidden(one)).map((one) => one.value ?? 0);
        for (const [index, count] of left.entries()) {
          const gaps = left.slice(index + 1).map((later) => count - later);
          expect(gaps.every((gap) => gap === 0 || gap > 7)).toBe(true);
        }
        // Not more than needed: the first is shown unless it is small itself.
        const first = counts[0] ?? 0;
        expect(left[0] === first).toBe(first === 0 || first > 7);
      }),
    );
  });
});

describe("shares and averages of contacts, goals and activities", () => {
  const share = (people: readonly number[]): ExactEstimate => ({
    ...cell,
    ...blank,
    measure: "share_dna",
    numerator: 20,
    denominator: 60,
    n: 60,
    value: 1 / 3,
    level: 0.95,
    method: "wilson",
    status: "published",
    note: "",
    kind: "proportion",
    decimals: 2,
    people,
  });
  const mean: ExactEstimate = {
    ...share([7]),
    measure: "mean_sessions_attended",
    numerator: null,
    denominator: null,
    value: 3,
    lower: 2,
    upper: 4,
    kind: "mean",
  };

  it("withholds them where few referrals are behind many contacts", () => {
    const [many, fewIn, few, none, average] = released([
      share([20, 8]),
      share([20, 7]),
      share([7, 7]),
      share([20, 0]),
      mean,
    ]);
    expect(many).toMatchObject({ status: "published", numerator: 20, denominator: 60 });
    expect(many).not.toHaveProperty("people");
    expect(fewIn).toMatchObject({ status: "withheld", value: null, numerator: null, n: null });
    expect(few?.status).toBe("withheld");
    expect(none?.status).toBe("published");
    expect(average).toMatchObject({ status: "withheld", value: null, n: null });
  });

  it("shows them under the policy none", () => {
    expect(released([share([1, 1])], "none")[0]?.status).toBe("published");
  });

  it("does not withhold one average for another's want of spread, but those that tell of each other", () => {
    const flat = { ...mean, people: [20], lower: null, upper: null, level: null };
    const spread = { ...mean, people: [20] };
    const rows = released([
      { ...flat, measure: "mean_reasons" },
      { ...spread, measure: "contacts_per_referral" },
      { ...spread, measure: "mean_gp_contacts_before" },
      { ...spread, measure: "mean_gp_contacts_after" },
      { ...flat, measure: "mean_gp_contacts_change" },
    ]);
    expect(rows.map((one) => one.status)).toEqual([
      "withheld",
      "published",
      "withheld",
      "withheld",
      "withheld",
    ]);
  });
});
