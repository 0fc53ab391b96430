import { describe, expect, it } from "vitest";
import type { ReleaseAudit, Utility } from "../../src/disclosure/audit/release-audit-result.ts";
import type { ExactEstimate, ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { releaseUtility } from "../../src/disclosure/release-utility.ts";
import { auditSummary } from "../../src/release/audit-summary.ts";
import { auditSchema } from "../../src/release/catalogue.ts";
import { row as released } from "./reports-support.ts";

const row = (parts: Partial<ReleasedEstimate>) => released(parts) as ReleasedEstimate;
const audit: ReleaseAudit = {
  performed: true,
  tables: 150,
  secrets: 1234,
  safe: 1234,
  byClosedForm: 1000,
  byWitness: 200,
  bySolver: 34,
  integerChecked: true,
  leaks: [],
  contradictions: [],
};
const utility: Utility = {
  complementary: 250,
  finest: { cells: 900, withheldCells: 90, referrals: 25_000, withheldReferrals: 700 },
};
const rows: readonly ReleasedEstimate[] = [
  row({ value: 100 }),
  row({ area_type: "pcn", status: "withheld" }),
  row({ area_type: "pcn", value: 20 }),
  row({ area_type: "pcn", status: "not_collected" }),
  row({ area_type: "borough", breakdown: "gender", category: "F", status: "withheld" }),
];
const summary = (
  parts: Partial<ReleaseAudit> = {},
  finest: Partial<Utility["finest"]> = {},
  withholdUpTo = 7,
) =>
  auditSchema.parse(
    auditSummary(rows, {
      audit: { ...audit, ...parts },
      utility: { ...utility, finest: { ...utility.finest, ...finest } },
      policy: { withholdUpTo, describedFrom: withholdUpTo === 0 ? 0 : withholdUpTo + 1 },
    }),
  );

describe("what a release tells of its audit", () => {
  it("is what was examined, how it was decided and by which criterion", () => {
    expect(summary()).toMatchObject({
      performed: true,
      withheld_cells: 2,
      cells: 5,
      examined: {
        tables: 150,
        counts: 1234,
        by_arithmetic: 1000,
        by_example: 200,
        by_solver: 34,
        whole_numbers: true,
        criterion: { small: 4, further: 5 },
        further_withheld: 250,
        previous_release: null,
      },
    });
    expect(summary().result).toBe(
      "150 tables were examined, each with the totals that it adds up to. For each of the 1,234 withheld counts at least 4 numbers remain possible, so that none can be worked out.",
    );
    expect(summary({ integerChecked: false }).result).toMatch(/not confirmed to be whole\.$/);
    expect(summary({ secrets: 0 }).result).toMatch(/They withhold no count\.$/);
    // Of counts 1 to 3 all remain possible, and those are three.
    expect(summary({}, {}, 3).result).toContain("at least 3 numbers");
  });

  it("is how much is not shown, by kind of area and by characteristic, of figures that there are", () => {
    expect(summary().not_shown).toEqual({
      referrals: { from: 2, to: 5 },
      by_area: [
        { area_type: "pcn", cells: 2, withheld_cells: 1 },
        { area_type: "programme", cells: 1, withheld_cells: 0 },
      ],
      by_breakdown: [
        { breakdown: "gender", cells: 1, withheld_cells: 1 },
        { breakdown: "none", cells: 3, withheld_cells: 1 },
      ],
    });
  });

  it("gives no sum over withheld counts: of referrals a range of percentages, and none of a small programme", () => {
    const range = (withheldReferrals: number) => summary({}, { withheldReferrals }).not_shown?.referrals;
    expect(range(0)).toEqual({ from: 0, to: 1 });
    expect(range(250)).toEqual({ from: 0, to: 1 });
    expect(range(251)).toEqual({ from: 1, to: 2 });
    expect(range(25_000)).toEqual({ from: 50, to: 100 });
    expect(summary({}, { referrals: 999 }).not_shown?.referrals).toBeNull();
    expect(summary({}, { withheldCells: 19 }).not_shown?.referrals).toBeNull();
    const texts = JSON.stringify(summary());
    for (const exact of ["25000", "25,000", "700"]) expect(texts).not.toContain(exact);
  });

  it("is nothing more than that there was nothing to audit, where nothing is withheld", () => {
    const none = summary({ performed: false }, {}, 0);
    expect(none).toEqual({
      performed: false,
      result: "Nothing is withheld under this policy, so there was nothing to audit.",
      withheld_cells: 2,
      cells: 5,
    });
  });

  it("names the earlier release that was taken as known", () => {
    const made = auditSummary(rows, {
      audit,
      utility,
      policy: { withholdUpTo: 7, describedFrom: 8 },
      previous: "abc",
    });
    expect(made.examined?.previous_release).toBe("abc");
  });
});

describe("how much a release does not show", () => {
  const exact = (parts: Partial<ExactEstimate>): ExactEstimate => ({
    ...row({ measure: "referrals", ...parts }),
    kind: "count",
    decimals: 0,
    ...parts,
  });
  const quarter = { area_type: "pcn", period_type: "quarter" } as const;

  it("is counted over the finest areas and periods that there are", () => {
    const all = [
      exact({ value: 500 }),
      exact({ value: 400, area_type: "pcn", period_type: "financial_year" }),
      exact({ value: 30, ...quarter, period: "2022-Q1" }),
      exact({ value: 4, ...quarter, period: "2022-Q2" }),
      exact({ value: 12, ...quarter, period: "2022-Q3" }),
      exact({ value: 70, ...quarter, breakdown: "gender" }),
      exact({ value: 80, ...quarter, measure: "people" }),
      exact({ value: 3, period_type: "month" }),
    ];
    const withheld = new Set([0, 3, 4]);
    const shown = all.map((one, index) =>
      withheld.has(index) ? { ...one, status: "withheld" as const } : one,
    );
    const log = (["primary", "complementary", "complementary"] as const).map((role) => ({
      cell: "",
      role,
      reason: "",
      protects: "",
      through: "",
    }));
    expect(releaseUtility(all, shown, log)).toEqual({
      complementary: 2,
      finest: { cells: 3, withheldCells: 2, referrals: 46, withheldReferrals: 16 },
    });
  });

  it("is nothing where no referrals are counted", () => {
    expect(releaseUtility([], [], []).finest).toEqual({
      cells: 0,
      withheldCells: 0,
      referrals: 0,
      withheldReferrals: 0,
    });
  });
});
