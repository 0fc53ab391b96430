import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Policy, policies } from "../../src/disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { releaseRounding } from "../../src/findings/release-rounding.ts";
import { cataloguePolicy } from "../../src/release/catalogue-policy.ts";
import { catalogue } from "../golden/findings-example.ts";

const nhs = policies["nhs-england"];

function exact(more: Partial<ExactEstimate>): ExactEstimate {
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
    kind: "count",
    decimals: 0,
    ...more,
  };
}

const protect = (estimates: readonly ExactEstimate[], policy: Policy = nhs): readonly ReleasedEstimate[] =>
  protectEstimates(new Unreleased(estimates), policy).value;

function one(more: Partial<ExactEstimate>, policy: Policy = nhs): ReleasedEstimate {
  const [released] = protect([exact(more)], policy);
  if (released === undefined) throw new Error("Nothing was released.");
  return released;
}

const share = (numerator: number, denominator: number): Partial<ExactEstimate> => ({
  measure: "share_improved",
  instrument: "pam",
  kind: "proportion",
  method: "wilson",
  numerator,
  denominator,
  n: denominator,
  level: 0.95,
});

const mean = (more: Partial<ExactEstimate>): ExactEstimate =>
  exact({
    measure: "mean_change",
    instrument: "pam",
    kind: "mean",
    method: "t-interval-paired",
    decimals: 1,
    level: 0.95,
    ...more,
  });

describe("a share from rounded counts", () => {
  it("keeps the value of the released counts, and allows for the rounding in its limits", () => {
    // Exactly 8 of 16: 28% to 72% by Wilson. Released as 10 of 15, which alone would give 42% to 85%.
    // The exact counts may be 8 of 16, 8 of 17 or 9 of 17: from 26.2% (8 of 17) to 73.8% (9 of 17).
    expect(one(share(8, 16))).toMatchObject({
      numerator: 10,
      denominator: 15,
      n: 15,
      value: 0.67,
      lower: 0.26,
      upper: 0.74,
      method: "wilson",
      status: "published",
      note: "Worked out from rounded numbers of few people: the interval allows for the rounding.",
    });
  });

  it("is the same for all counts that round alike, so that it tells nothing more than they do", () => {
    const all = [198, 199, 200, 201, 202].flatMap((n) =>
      [98, 99, 100, 101, 102].map((x) => one(share(x, n))),
    );
    for (const released of all) expect(released).toEqual(all[0]);
    expect(all[0]).toMatchObject({ value: 0.5, lower: 0.41, upper: 0.59, note: "" });
  });

  it("has 0 and 1 where nobody or everybody counts, and is not shown where it would tell of 1 to 7", () => {
    // Of 8 people none: up to 32.4%. 8 round to 10.
    expect(one(share(0, 12))).toMatchObject({ value: 0, lower: 0, upper: 0.33 });
    expect(one(share(12, 12))).toMatchObject({ value: 1, lower: 0.67, upper: 1 });
    for (const [x, n] of [
      [7, 20],
      [13, 20],
      [0, 7],
    ] as const) {
      expect(one(share(x, n))).toMatchObject({
        status: "withheld",
        value: null,
        lower: null,
        upper: null,
        n: null,
      });
    }
  });

  it("is Wilson's own interval where nothing is rounded", () => {
    // Newcombe (1998), method 3: 15 of 148, 0.0624 to 0.1605; rounded outwards.
    expect(one(share(15, 148), policies.none)).toMatchObject({
      numerator: 15,
      denominator: 148,
      value: 0.101,
      lower: 0.062,
      upper: 0.161,
      note: "",
    });
  });
});

describe("a mean without spread", () => {
  const cell = (n: number, spread: boolean, breakdown = "none") => [
    mean({ measure: "mean_baseline", n, value: 45, lower: 40, upper: 50, breakdown }),
    mean({ measure: "mean_follow_up", n, value: 48, lower: 43, upper: 53, breakdown }),
    mean({
      measure: "mean_change",
      n,
      value: 3,
      ...(spread ? { lower: 2, upper: 4 } : { level: null, note: "All are the same." }),
      breakdown,
    }),
    mean({ measure: "expected_change_rtm", kind: "band", n, lower: 1, upper: 5, level: null, breakdown }),
    exact({ ...share(20, 40), breakdown }),
  ];

  it("is withheld, and so are the means from which it can be worked out", () => {
    const released = protect([...cell(40, false), ...cell(40, true, "gender")]);
    expect(released.map(({ status }) => status)).toEqual([
      ...["withheld", "withheld", "withheld", "withheld", "published"],
      ...["published", "published", "published", "published", "published"],
    ]);
    expect(JSON.stringify(released.slice(0, 4))).not.toMatch(/same|"value":\d|"n":\d/);
  });

  it("is shown where nothing is withheld", () => {
    expect(protect(cell(40, false), policies.none).every(({ status }) => status === "published")).toBe(true);
  });
});

describe("a published statistic", () => {
  it("carries no more digits than are shown, in its numerator and denominator too", () => {
    const statistic = {
      measure: "link_worker_fte_per_10000_patients",
      kind: "published",
      method: "published-statistic",
      decimals: 3,
      numerator: 3.5666666,
      denominator: 50_000.4,
      value: 0.71333333,
    } as const;
    expect(one(statistic)).toMatchObject({ numerator: 3.567, denominator: 50_000, value: 0.713 });
  });
});

describe("what findings know of a policy", () => {
  it.each(Object.values(policies))("is as in $id", (policy) => {
    const { roundTo, rounding, withholdUpTo } = policy;
    expect(releaseRounding({ ...catalogue, policy: cataloguePolicy(policy) })).toEqual({
      roundTo,
      rounding,
      withholdUpTo,
    });
  });
});

describe("the Methods page", () => {
  const text = readFileSync("reports/methods.md", "utf8");
  const percent = ({ lower, upper }: ReleasedEstimate) =>
    [lower, upper].map((limit) => `${Math.round((limit ?? Number.NaN) * 100)}%`).join(" to ");

  it("tells how rounding enters by an example that is right", () => {
    expect(text).toContain(`the interval shown is ${percent(one(share(20, 40)))}.`);
    expect(text).toContain(`${percent(one(share(0, 10)))} is shown.`);
  });
});
