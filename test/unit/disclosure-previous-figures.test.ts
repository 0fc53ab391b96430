import { describe, expect, it } from "vitest";
import { alreadyPublished } from "../../src/disclosure/already-published.ts";
import { type Policy, policies } from "../../src/disclosure/policy.ts";
import { type EarlierRelease, previousFigures } from "../../src/disclosure/previous-figures.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";

const nhs = policies["nhs-england"];

const cell = {
  measure: "people",
  instrument: "",
  area_type: "borough",
  area: "E09000005",
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
} as const;

const count = (value: number, more: Partial<ExactEstimate> = {}): ExactEstimate => ({
  ...cell,
  n: value,
  value,
  kind: "count",
  decimals: 0,
  ...more,
});
const share = (numerator: number, denominator: number): ExactEstimate => ({
  ...cell,
  measure: "share_improved",
  numerator,
  denominator,
  n: denominator,
  value: numerator / denominator,
  level: 0.95,
  method: "wilson",
  kind: "proportion",
  decimals: 2,
});
const mean = (n: number, value: number, more: Partial<ExactEstimate> = {}): ExactEstimate => ({
  ...cell,
  measure: "mean_change",
  instrument: "pam",
  n,
  value,
  lower: value - 1,
  upper: value + 1,
  level: 0.95,
  method: "paired-mean",
  kind: "mean",
  decimals: 1,
  ...more,
});

/** The release that these figures gave, as its readers have it. */
function released(exact: readonly ExactEstimate[], policy: Policy = nhs): EarlierRelease {
  return { id: "r1", policy, estimates: protectEstimates(new Unreleased(exact), policy).value };
}
const compare = (was: EarlierRelease, now: readonly ExactEstimate[], policy: Policy = nhs) =>
  previousFigures(now, was, policy);
const withheld = (was: ExactEstimate, now: ExactEstimate, earlierPolicy: Policy = nhs) =>
  compare(released([was], earlierPolicy), [now]).withhold.has(0);

describe("what readers know of counts shown before", () => {
  it("is the range of the earlier count, where the count may be unchanged", () => {
    // 15 stands for 13 to 17.
    const was = released([count(15)]);
    for (const value of [13, 15, 17]) {
      expect(compare(was, [count(value)]).knowledge).toEqual(
        new Map([[0, [{ figure: "value", lower: 13, upper: 17 }]]]),
      );
    }
    for (const value of [12, 18, 5]) expect(compare(was, [count(value)]).knowledge.size).toBe(0);
  });

  it("is both numbers of a share, each for itself", () => {
    // 20 of 42 is shown as 20 of 40: 18 to 22 and 38 to 42. Now 25 of 41.
    expect(compare(released([share(20, 42)]), [share(25, 41)]).knowledge.get(0)).toEqual([
      { figure: "denominator", lower: 38, upper: 42 },
    ]);
  });

  it("is nothing for a cell that was withheld, that is another, or that others publish", () => {
    const now = count(15);
    expect(compare(released([count(5)]), [now]).knowledge.size).toBe(0);
    expect(compare(released([count(15, { period: "2022-23" })]), [now]).knowledge.size).toBe(0);
    expect(compare(released([count(15, { method: "other" })]), [now]).knowledge.size).toBe(0);
    expect(compare(released([now]), [count(15, { kind: "published" })]).knowledge.size).toBe(0);
  });

  it("is the exact count, where the earlier release was exact", () => {
    const exact = released([count(14)], policies.none);
    expect(compare(exact, [count(14)]).knowledge.get(0)).toEqual([{ figure: "value", lower: 14, upper: 14 }]);
    expect(compare(exact, [count(15)]).knowledge.size).toBe(0);
  });

  it("goes by the rounding of now, where no policy is told, unless a count does not fit it", () => {
    const untold = (...exact: ExactEstimate[]): EarlierRelease => ({
      ...released(exact, policies.none),
      policy: null,
    });
    const other = { period: "2022-23", period_type: "financial_year" } as const;
    expect(compare(untold(count(15)), [count(16)]).knowledge.get(0)).toEqual([
      { figure: "value", lower: 13, upper: 17 },
    ]);
    // 41 is no multiple of 5, so nothing was rounded.
    const now = [count(16), count(41, other)];
    expect(compare(untold(count(15), count(41, other)), now).knowledge.has(0)).toBe(false);
  });

  it("is nothing for a total that is the sum of its parts as shown", () => {
    const policy = policies.opensafely;
    const total = (value: number) =>
      count(value, { measure: "referrals", area_type: "programme", area: "programme" });
    expect(compare(released([total(15)], policy), [total(15)], policy).knowledge.size).toBe(0);
    expect(compare(released([total(15)]), [total(15)]).knowledge.size).toBe(1);
  });

  it("is looked up by the place of the estimate among all", () => {
    const now = [count(9, { area: "E09000007" }), count(15)];
    expect([...compare(released([count(15)]), now).knowledge.keys()]).toEqual([1]);
  });
});

describe("a mean shown before and now", () => {
  it("is withheld where it changed and 1 to 7 people may have come or gone", () => {
    // 40 stands for 38 to 42: of 40 people now, up to 2 more or fewer.
    expect(withheld(mean(40, 5.1), mean(40, 5.4))).toBe(true);
    // 49 less 42 is 7; 50 less 42 is 8. 31 is 7 fewer than 38, 30 is 8 fewer.
    expect(withheld(mean(40, 5.1), mean(49, 5.4))).toBe(true);
    expect(withheld(mean(40, 5.1), mean(50, 5.4))).toBe(false);
    expect(withheld(mean(40, 5.1), mean(31, 5.4))).toBe(true);
    expect(withheld(mean(40, 5.1), mean(30, 5.4))).toBe(false);
  });

  it("stays where nothing that is shown changed", () => {
    expect(withheld(mean(40, 5.11), mean(41, 5.14))).toBe(false);
    expect(compare(released([mean(40, 5.11)]), [mean(41, 5.14)]).unchanged).toEqual(new Set([0]));
    // 43 is shown as 45: a reader sees that people came.
    expect(withheld(mean(42, 5.1), mean(43, 5.1))).toBe(true);
    expect(withheld(mean(40, 5.1), mean(40, 5.1, { upper: 6.2 }))).toBe(true);
  });

  it("stays where it was not shown, or is not now", () => {
    expect(withheld(mean(5, 5.1), mean(12, 5.4))).toBe(false);
    expect(withheld(mean(12, 5.1), mean(12, 5.4, { status: "too_few" }))).toBe(false);
    expect(withheld(mean(40, 5.1), mean(40, 5.4, { period: "2022-23" }))).toBe(false);
  });

  it("of staff is withheld by the rules of staff, and where the number of staff was not told", () => {
    const staff = (n: number, value: number) =>
      mean(n, value, { kind: "staff_mean", staff: { staff: 30, respondents: n } });
    // 30 stands for 28 to 32: 41 is 9 more than 32, fewer than the 10 that may be shown; 42 is 10 more.
    expect(withheld(staff(30, 40), staff(41, 42))).toBe(true);
    expect(withheld(staff(30, 40), staff(42, 42))).toBe(false);
    const { kind: _kind, decimals: _decimals, staff: _staff, ...row } = staff(30, 40);
    const untold = { id: "r1", policy: nhs, estimates: [{ ...row, n: null }] };
    expect(compare(untold, [staff(60, 42)]).withhold.has(0)).toBe(true);
    expect(compare(untold, [staff(60, 40)]).withhold.has(0)).toBe(false);
  });

  it("holds for medians too", () => {
    const median = (n: number, value: number) =>
      mean(n, value, { kind: "quantile", measure: "median_days", decimals: 0 });
    expect(withheld(median(40, 12), median(41, 13))).toBe(true);
    expect(withheld(median(40, 12), median(60, 13))).toBe(false);
  });

  it("is withheld too where small counts are not, but averages of few are", () => {
    // Under midpoint 6, 45 stands for 43 to 48: 7 less than 43 is 36.
    const policy = policies["opensafely-midpoint6"];
    const now = (n: number) =>
      compare(released([mean(44, 5.1)], policy), [mean(n, 5.4)], policy).withhold.size;
    expect([36, 35].map(now)).toEqual([1, 0]);
  });

  it("under a policy that withholds nothing stays", () => {
    expect(compare(released([mean(40, 5.1)]), [mean(40, 5.4)], policies.none).withhold.size).toBe(0);
  });
});

describe("a count shown before and now", () => {
  it("is withheld where 1 to 7 people surely came or went", () => {
    // Exact 20 then; 25 stands for 23 to 27 now, so 3 to 7 came.
    expect(withheld(count(20), count(25), policies.none)).toBe(true);
    expect(withheld(count(30), count(25), policies.none)).toBe(true);
    // From 19 it would be 4 to 8, from 23 none to 4.
    expect(withheld(count(19), count(25), policies.none)).toBe(false);
    expect(withheld(count(23), count(25), policies.none)).toBe(false);
  });

  it("stays where both are rounded: the difference spans more than 1 to 7", () => {
    for (let was = 8; was < 40; was++) {
      for (let now = 8; now < 40; now++) expect(withheld(count(was), count(now))).toBe(false);
    }
  });

  it("is looked at for both numbers of a share and for those not counted", () => {
    // 60 of 100 then, exactly. Now 60 stands for 58 to 62, 105 for 103 to 107: 3 to 7 more in all.
    expect(withheld(share(60, 100), share(60, 105), policies.none)).toBe(true);
    // 65 stands for 63 to 67: 3 to 7 more were counted.
    expect(withheld(share(60, 100), share(65, 140), policies.none)).toBe(true);
    expect(withheld(share(60, 100), share(80, 160), policies.none)).toBe(false);
  });

  it("says in which words, and for which estimate", () => {
    const now = [count(100, { area: "E09000007" }), count(25)];
    const { withhold } = compare(released([count(20)], policies.none), now);
    expect([...withhold]).toEqual([[1, expect.stringMatching(/^shown in the earlier release too/)]]);
  });
});

describe("what is withheld now and was published then", () => {
  const leaksOf = (
    was: readonly ExactEstimate[],
    now: readonly ExactEstimate[],
    role: "primary" | "complementary",
    policy: Policy,
  ) => {
    const earlier = released(was, policy);
    const figures = previousFigures(now, earlier, nhs);
    return alreadyPublished(now, earlier, figures, new Map(now.map((_, i) => [i, role])), nhs);
  };

  it("is reported, with what can be read there", () => {
    expect(leaksOf([count(5)], [count(5)], "primary", policies.none)).toEqual([
      {
        table: "release r1",
        cell: "people, borough E09000005, whole period",
        what: "was already published in release r1: it is 5",
        because: [],
        remedy: expect.stringContaining("withdraw release r1"),
      },
    ]);
    expect(leaksOf([share(5, 40)], [share(5, 40)], "primary", policies.none)[0]?.what).toMatch(
      /the number counted is 5, the number not counted is 35$/,
    );
  });

  it("is fine where enough numbers remain possible, or the count changed", () => {
    // 15 leaves 13 to 17, five numbers: enough for a cell withheld for another's sake.
    expect(leaksOf([count(15)], [count(15)], "complementary", nhs)).toEqual([]);
    expect(leaksOf([count(15)], [count(6)], "primary", policies.none)).toEqual([]);
    expect(leaksOf([count(5)], [count(5)], "primary", nhs)).toEqual([]);
    expect(leaksOf([count(15)], [count(15)], "complementary", policies.none)).toHaveLength(1);
  });

  it("is a mean that is as it was", () => {
    expect(leaksOf([mean(40, 5.1)], [mean(40, 5.1)], "primary", nhs)[0]?.what).toMatch(
      /the figure is as it was$/,
    );
    expect(leaksOf([mean(40, 5.1)], [mean(40, 5.4)], "primary", nhs)).toEqual([]);
  });

  it("is nothing for an estimate that is shown", () => {
    const now = [count(5)];
    const earlier = released(now, policies.none);
    const figures = previousFigures(now, earlier, nhs);
    expect(alreadyPublished(now, earlier, figures, new Map(), nhs)).toEqual([]);
  });
});

/** A reader's attack on a mean, worked out: what the rule is for. */
it("a mean of 40 and one of 41 would give the score of the one who came", () => {
  const was = mean(40, 50);
  const now = mean(41, 50.5);
  const score = (now.value ?? 0) * 41 - (was.value ?? 0) * 40;
  expect(score).toBeCloseTo(70.5, 10);
  expect(withheld(was, now)).toBe(true);
});

it("an earlier release without rows tells nothing", () => {
  const { withhold, knowledge } = compare({ id: "r0", policy: nhs, estimates: [] }, [count(15), mean(40, 5)]);
  expect([withhold.size, knowledge.size]).toEqual([0, 0]);
});
