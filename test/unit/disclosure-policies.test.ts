import { describe, expect, it } from "vitest";
import { stampedTitle } from "../../reports/components/private-stamp.ts";
import { type Policy, policies } from "../../src/disclosure/policy.ts";
import { protectCount } from "../../src/disclosure/protect-count.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { partsOfTotals } from "../../src/disclosure/sum-of-parts.ts";
import { parseYaml } from "../../src/model/parse-yaml.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { estimatesCsv } from "../../src/release/estimates-table.ts";
import { withPathwayShares } from "../../src/release/pathway-shares.ts";
import { consistentCounts, countsRoundingTo } from "../../src/statistics/consistent-counts.ts";

const base: ExactEstimate = {
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
  kind: "count",
  decimals: 0,
};
const count = (value: number, more: Partial<ExactEstimate> = {}): ExactEstimate => ({
  ...base,
  n: value,
  value,
  ...more,
});
const share = (numerator: number, denominator: number, more: Partial<ExactEstimate> = {}): ExactEstimate => ({
  ...base,
  measure: "share_dna",
  kind: "proportion",
  method: "wilson",
  numerator,
  denominator,
  n: denominator,
  level: 0.95,
  ...more,
});
const mean = (n: number, more: Partial<ExactEstimate> = {}): ExactEstimate => ({
  ...base,
  measure: "mean_change",
  instrument: "pam",
  kind: "mean",
  method: "t-interval-paired",
  n,
  value: 3,
  lower: 1,
  upper: 5,
  level: 0.95,
  decimals: 1,
  ...more,
});
const release = (estimates: readonly ExactEstimate[], policy: Policy): readonly ReleasedEstimate[] =>
  protectEstimates(new Unreleased(estimates), policy).value;
const one = (estimate: ExactEstimate, policy: Policy): ReleasedEstimate | undefined =>
  release([estimate], policy)[0];

describe("a count", () => {
  const counts = [0, 1, 6, 7, 8, 9, 10, 12, 13, 14, 15, 18, 19, 25];
  it.each([
    ["nhs-england", [0, null, null, null, 10, 10, 10, 10, 15, 15, 15, 20, 20, 25]],
    ["opensafely", [0, null, null, null, 10, 10, 10, 10, 15, 15, 15, 20, 20, 25]],
    ["opensafely-midpoint6", [0, 3, 3, 9, 9, 9, 9, 9, 15, 15, 15, 15, 21, 27]],
    ["strict", [0, null, null, null, null, null, 10, 10, 10, 10, 20, 20, 20, 30]],
    ["none", counts],
  ] as const)("is shown under %s as its rules say", (id, shown) => {
    expect(counts.map((exact) => protectCount(exact, policies[id]))).toEqual(shown);
    expect(counts.map((exact) => one(count(exact), policies[id])?.value)).toEqual(shown);
  });

  it.each(Object.values(policies))(
    "may stand for what rounds to it under $id, and nothing else",
    (policy) => {
      const exact = Array.from({ length: 200 }, (_, index) => index);
      for (const shown of new Set(exact.map((one) => protectCount(one, policy)))) {
        if (shown === null || shown > 180) continue;
        expect(countsRoundingTo(shown, policy)).toEqual(
          exact.filter((one) => protectCount(one, policy) === shown),
        );
      }
    },
  );
});

describe("a percentage", () => {
  it("of OpenSAFELY midpoint 6 has limits for every six numbers that it may stand for", () => {
    // 10 of 20 are released as 9 of 21: 7 to 12 of 19 to 24, by Wilson from 14.9% (7 of 24) to 80.9% (12 of 19).
    expect(one(share(10, 20), policies["opensafely-midpoint6"])).toMatchObject({
      numerator: 9,
      denominator: 21,
      value: 0.43,
      lower: 0.14,
      upper: 0.81,
      status: "published",
    });
    // 2 of 8 are 3 of 9: 1 to 6 of 7 to 12.
    expect(one(share(2, 8), policies["opensafely-midpoint6"])).toMatchObject({ numerator: 3, value: 0.33 });
    expect(one(share(2, 7), policies["opensafely-midpoint6"])?.status).toBe("withheld");
  });

  it("under the strict rules needs 10 who count and 10 who do not", () => {
    expect(one(share(9, 40), policies.strict)?.status).toBe("withheld");
    expect(one(share(31, 40), policies.strict)?.status).toBe("withheld");
    // 10 of 40: 10 to 14 of 35 to 44, by Wilson from 12.8% (10 of 44) to 56.4% (14 of 35).
    expect(one(share(10, 40), policies.strict)).toMatchObject({
      numerator: 10,
      denominator: 40,
      value: 0.25,
      lower: 0.12,
      upper: 0.57,
    });
    expect(consistentCounts({ x: 10, n: 40 }, policies.strict)).toHaveLength(50);
  });
});

describe("an average", () => {
  it.each([
    ["nhs-england", 8],
    ["opensafely", 8],
    ["opensafely-midpoint6", 8],
    ["strict", 10],
    ["none", 1],
  ] as const)("is shown under %s from %i people on", (id, from) => {
    expect(one(mean(from), policies[id])?.status).toBe("published");
    if (from > 1) expect(one(mean(from - 1), policies[id])).toMatchObject({ status: "withheld", n: null });
  });

  it("of few people is not told of by a reason either, where their number is shown as one of six", () => {
    const nobody = mean(1, { value: null, lower: null, upper: null, level: null, status: "too_few" });
    expect(one({ ...nobody, note: "Fewer than two." }, policies["opensafely-midpoint6"])).toMatchObject({
      status: "withheld",
      n: null,
      note: "Not shown: too few people, or it would give such a number away.",
    });
  });
});

describe("a quantile", () => {
  const quantile = (n: number, more: Partial<ExactEstimate> = {}) => ({
    ...mean(n, { measure: "typical_change", kind: "quantile", method: "hodges-lehmann" }),
    ...more,
  });

  it.each(Object.values(policies).filter(({ publishable }) => publishable))(
    "needs 20 people, and enough beyond it, under $id",
    (policy) => {
      const { describedFrom } = policy;
      expect(one(quantile(19), policy)).toMatchObject({ status: "withheld", value: null, lower: null });
      expect(one(quantile(20), policy)?.status).toBe("published");
      expect(one(quantile(90, { people: [describedFrom - 1] }), policy)?.status).toBe("withheld");
      expect(one(quantile(90, { people: [describedFrom] }), policy)?.status).toBe("published");
    },
  );

  it("of changes that are all the same is withheld with their average", () => {
    const same = { lower: null, upper: null, level: null } as const;
    for (const policy of [policies["nhs-england"], policies["opensafely-midpoint6"]]) {
      const rows = release([mean(40, same), quantile(40, same)], policy);
      expect(rows.map(({ status }) => status)).toEqual(["withheld", "withheld"]);
    }
    expect(release([quantile(40, same)], policies.none)[0]?.status).toBe("published");
  });
});

describe("a withheld figure", () => {
  it("says the same whatever the reason", () => {
    const service = { area_type: "service", area: "S1" } as const;
    const staff = { staff: { staff: 6 }, n: 6, denominator: 6, numerator: 3, value: 0.5 } as const;
    const rows = release(
      [
        count(5),
        share(3, 40),
        mean(40, { lower: null, upper: null }),
        share(30, 30, { ...service, measure: "share_crisis" }),
        { ...mean(6), kind: "staff_mean", ...staff },
        { ...base, kind: "staff_share", ...staff },
      ],
      policies["nhs-england"],
    );
    expect(rows).toHaveLength(6);
    expect(new Set(rows.map(({ status, note }) => `${status}: ${note}`))).toEqual(
      new Set(["withheld: Not shown: too few people, or it would give such a number away."]),
    );
  });
});

describe("totals that are the sum of their parts", () => {
  const policy = policies.opensafely;
  const board = (area: string, value: number, measure = "referrals") =>
    count(value, { measure, area_type: "icb", area });
  const values = (estimates: readonly ExactEstimate[], of: Policy = policy) =>
    release(estimates, of).map(({ value }) => value);

  it("are the boards' as shown: 13 + 13 + 13 = 39 are 15 + 15 + 15 = 45, and not 40", () => {
    const estimates = [count(39), board("Q1", 13), board("Q2", 13), board("Q3", 13)];
    expect(values(estimates)).toEqual([45, 15, 15, 15]);
    expect(values(estimates, policies["nhs-england"])).toEqual([40, 15, 15, 15]);
  });

  it("stay rounded where a board is withheld, or a referral belongs to none", () => {
    expect(values([count(31), board("Q1", 18), board("Q2", 8), board("Q3", 5)])).toEqual([30, 20, 10, null]);
    expect(values([count(40), board("Q1", 13), board("Q2", 13), board("Q3", 13)])).toEqual([40, 15, 15, 15]);
  });

  it("change for all stages together, and the shares of stages allow for the parts", () => {
    const stage = (fact: string, all: number, parts: readonly number[]) => [
      count(all, { measure: `pathway_${fact}` }),
      ...parts.map((value, index) => board(`Q${index}`, value, `pathway_${fact}`)),
    ];
    const exact = [...stage("referred", 99, [33, 33, 33]), ...stage("started", 54, [18, 18, 18])];
    const pathway = {
      review_within_days: undefined,
      stages: [
        { fact: "referred", label: "Referred" },
        { fact: "started", label: "Started" },
      ],
    } as const;
    const released = protectEstimates(new Unreleased(exact), policy);
    const rows = withPathwayShares(released, { ...pathway, stages: [...pathway.stages] }, policy).value;
    const all = rows.filter(({ area_type }) => area_type === "programme");
    expect(all.slice(0, 2).map(({ value }) => value)).toEqual([105, 60]);
    // Three parts: 54 to 66 of 99 to 111. Wilson of 54 of 111 and of 66 of 99: 39.6% and 75.2%.
    expect(all.at(-1)).toMatchObject({ numerator: 60, denominator: 105, lower: 0.39, upper: 0.76 });
    const parts = partsOfTotals(released.value, policy);
    expect(released.value.map(parts)).toEqual([3, 1, 1, 1, 3, 1, 1, 1]);
    // A board whose step is too small to show keeps the totals of all stages as they would be by themselves.
    const small = [...stage("referred", 99, [33, 33, 33]), ...stage("started", 40, [33, 5, 2])];
    expect(release(small, policy).filter(({ area_type }) => area_type === "programme")).toMatchObject([
      { value: 100 },
      { value: 40 },
    ]);
  });

  it("may stand for what their parts may stand for together", () => {
    expect(countsRoundingTo(45, { ...policy, parts: 3 })).toEqual(
      Array.from({ length: 13 }, (_, index) => 39 + index),
    );
    expect(countsRoundingTo(0, { ...policy, parts: 3 })).toEqual([0]);
  });
});

describe("a policy's words", () => {
  it.each(Object.values(policies))("name its numbers and its source: $id", (policy) => {
    const words = policy.explanation.join(" ");
    expect(policy.title).not.toBe("");
    expect(policy.source.length).toBeGreaterThan(10);
    if (!policy.publishable) return expect(words).toContain("must not be published");
    expect(words).toContain(`at least ${policy.describedFrom} people`);
    expect(words).toContain(`${policy.staff.fewest} or more members of staff`);
    if (policy.withholdUpTo > 0) {
      expect(words).toContain(`from 1 to ${policy.withholdUpTo} is not shown`);
      expect(words).toContain(`rounded to the nearest ${policy.roundTo}.`);
    } else {
      expect(words).toContain("1 to 6 as 3, 7 to 12 as 9");
      expect(words).not.toContain("is not shown, so that nobody");
    }
    expect(words.includes("sum of those of its integrated care boards")).toBe(policy.totals !== "rounded");
  });

  it("are those of the numbers that were chosen in programme.yaml, and a wrong name lists the right ones", () => {
    const read = (policy: string) =>
      parseYaml(
        `id: x\nname: X\nsynthetic: true\nwindow: {from: 2022-01-01, to: 2022-12-31}\ndata_date: 2023-01-01\nsources: [{id: a, file: a.csv, profile: p}]\ndisclosure: {policy: ${policy}}\n`,
        { file: "programme.yaml", schema: programmeSchema, code: "PROGRAMME_INVALID" },
      ).disclosure.policy;
    for (const id of Object.keys(policies)) expect(read(id)).toBe(id);
    expect(() => read("nhs")).toThrow(
      'there is no policy "nhs": choose nhs-england, opensafely, opensafely-midpoint6, strict, none',
    );
  });
});

describe("the exports of a release", () => {
  const rows = release([count(40), count(12, { area_type: "service", area: "S1" })], policies.none);

  it("are stamped in every line under the policy for local work, and else not", () => {
    const lines = (publishable: boolean) => estimatesCsv(rows, true, publishable).trim().split("\r\n");
    for (const line of lines(false).slice(1))
      expect(line.endsWith(",SYNTHETIC,NOT FOR PUBLICATION")).toBe(true);
    expect(lines(false)[0]?.endsWith(",synthetic,publication")).toBe(true);
    expect(lines(true).join()).not.toMatch(/publication/i);
  });

  it("bear the stamp in the title of every page once", () => {
    expect(stampedTitle("Outcomes", true)).toBe("Outcomes");
    expect(stampedTitle("Outcomes", false)).toBe("NOT FOR PUBLICATION · Outcomes");
    expect(stampedTitle(stampedTitle("Outcomes", false), false)).toBe("NOT FOR PUBLICATION · Outcomes");
  });
});
