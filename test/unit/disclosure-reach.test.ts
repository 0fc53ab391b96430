import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { protectRelease } from "../../src/disclosure/protect-release.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import type { LeafRow } from "../../src/measures/leaf-rows.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";

const leaf = {
  icb: null,
  borough: null,
  service: null,
  pcn: null,
  project: null,
  financial_year: null,
  quarter: null,
  month: null,
  stretch: null,
} as const;

interface Group {
  readonly category: string;
  readonly referrals: number;
  readonly from20: number;
}

const count = (measure: string, breakdown: string, category: string, value: number): ExactEstimate => ({
  measure,
  instrument: "",
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown,
  category,
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
});

/** Statuses of a release of these groups. */
async function statuses(breakdown: string, groups: readonly Group[]) {
  const total = groups.reduce((sum, one) => sum + one.referrals, 0);
  const rows: readonly LeafRow[] = groups.map(({ category, referrals, from20 }) => ({
    ...leaf,
    category,
    referrals,
    referrals_20_plus: from20,
  }));
  const isAge = breakdown === "age_band";
  const exact = [
    count("referrals", "none", "all", total),
    ...groups.map((one) => count("referrals", breakdown, one.category, one.referrals)),
    ...groups
      .filter(({ category }) => !isAge || category === "18-24")
      .map((one) => ({
        ...count(
          "referrals_20_plus",
          isAge ? "age_band_20" : breakdown,
          isAge ? "20-24" : one.category,
          one.from20,
        ),
        people: [one.referrals - one.from20],
      })),
  ];
  const release = await protectRelease({
    exact: new Unreleased(exact),
    sources: {
      leaves: {
        referrals: [{ ...leaf, referrals: total }],
        people: { single: [], several: [] },
        referralsByGroup: new Map([
          ["none", [{ ...leaf, category: "all", referrals: total }]],
          [breakdown, rows],
        ]),
        episodes: [],
        episodesByGroup: new Map(),
      },
      activity: undefined,
      geography: { comparatorsOf: () => [], windowOf: () => undefined },
    },
    policy: policies["nhs-england"],
    solve: await loadSolver(),
  });
  const audit = await release.audit(release.estimates);
  const status = (measure: string, category: string) =>
    release.estimates.value.find((row) => row.measure === measure && row.category === category)?.status;
  return { status, audit };
}

describe("referrals of people of 20 and over beside those of everybody", () => {
  it("both stand where enough are younger", async () => {
    const { status, audit } = await statuses("gender", [
      { category: "1", referrals: 100, from20: 80 },
      { category: "2", referrals: 100, from20: 60 },
    ]);
    expect(status("referrals", "1")).toBe("published");
    expect(status("referrals_20_plus", "1")).toBe("published");
    expect(audit.leaks).toEqual([]);
  });

  it("never both where few are younger: their number would be the difference", async () => {
    const { status, audit } = await statuses("gender", [
      { category: "1", referrals: 100, from20: 97 },
      { category: "2", referrals: 100, from20: 60 },
    ]);
    const both = [status("referrals", "1"), status("referrals_20_plus", "1")];
    expect(both).not.toEqual(["published", "published"]);
    expect(audit.leaks).toEqual([]);
  });

  it("a few people of 20 to 24 are withheld, as is what would give them away", async () => {
    const { status, audit } = await statuses("age_band", [
      { category: "0-17", referrals: 30, from20: 0 },
      { category: "18-24", referrals: 40, from20: 5 },
      { category: "25-44", referrals: 90, from20: 90 },
    ]);
    expect(status("referrals_20_plus", "20-24")).toBe("withheld");
    expect(audit.leaks).toEqual([]);
  });

  it("a few people of 18 and 19 are not given away by those of 20 to 24", async () => {
    const { status, audit } = await statuses("age_band", [
      { category: "18-24", referrals: 40, from20: 37 },
      { category: "25-44", referrals: 90, from20: 90 },
    ]);
    expect([status("referrals", "18-24"), status("referrals_20_plus", "20-24")]).not.toEqual([
      "published",
      "published",
    ]);
    expect(audit.leaks).toEqual([]);
  });
});
