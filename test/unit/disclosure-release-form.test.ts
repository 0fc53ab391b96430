import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FormRow } from "../../src/disclosure/audit/form-faults.ts";
import { releaseForm } from "../../src/disclosure/audit/release-form.ts";
import { type Policy, policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";

const nhs = policies["nhs-england"];
const published = [nhs, policies.opensafely, policies["opensafely-midpoint6"], policies.strict];

const exact = (more: Partial<ExactEstimate>): ExactEstimate => ({
  measure: "referrals",
  instrument: "",
  area_type: "borough",
  area: "E09000007",
  period_type: "quarter",
  period: "2023-Q1",
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
});

const count = (value: number): ExactEstimate => exact({ value, n: value });
const share = (numerator: number, denominator: number): ExactEstimate =>
  exact({
    measure: "share_interpreter",
    ...{ numerator, denominator, n: denominator, value: numerator / denominator, level: 0.95 },
    ...{ method: "wilson", kind: "proportion", decimals: 2 },
  });
const mean = (n: number, spread = 2): ExactEstimate =>
  exact({
    measure: "mean_change",
    instrument: "pam",
    ...{
      n,
      value: 5.678,
      lower: spread === 0 ? null : 5.678 - spread,
      upper: spread === 0 ? null : 5.678 + spread,
    },
    ...{ level: spread === 0 ? null : 0.95, method: "t-interval-paired", kind: "mean", decimals: 1 },
  });
const median = (n: number): ExactEstimate =>
  exact({
    measure: "median_days_open",
    ...{ n, value: 12, lower: 10, upper: 15, level: 0.95 },
    ...{ method: "quantile-interval", kind: "quantile", decimals: 1 },
  });
const rate = (events: number, exposure: number): ExactEstimate =>
  exact({
    measure: "referrals_per_1000_target",
    ...{
      numerator: events,
      denominator: exposure,
      n: events,
      value: (events / exposure) * 1000,
      level: 0.95,
    },
    ...{ method: "event-rate", kind: "rate", decimals: 2, per: 1000 },
  });
const staffShare = (numerator: number, denominator: number): ExactEstimate =>
  exact({
    measure: "share_satisfied",
    ...{ numerator, denominator, n: denominator, value: numerator / denominator },
    ...{ method: "staff-band", kind: "staff_share", decimals: 2, staff: { staff: denominator } },
  });
const staffMean = (n: number, staff: number): ExactEstimate =>
  exact({
    measure: "burnout_work",
    ...{ n, value: 51.237, lower: 44.461, upper: 58.013, level: 0.95 },
    ...{ method: "burnout-inventory", kind: "staff_mean", decimals: 1, staff: { staff, respondents: n } },
  });
const fte = (value: number, staff: number, more: Partial<ExactEstimate> = {}): ExactEstimate =>
  exact({
    measure: "link_worker_fte",
    ...{ value, method: "staff-records", kind: "capacity", decimals: 2, staff: { staff } },
    ...more,
  });

function released(estimates: readonly ExactEstimate[], policy: Policy = nhs): readonly FormRow[] {
  const rows = protectEstimates(new Unreleased(estimates), policy).value;
  return rows.map((row, index) => {
    const { kind, decimals, per } = estimates[index] ?? exact({});
    return { ...row, kind, decimals, ...(per === undefined ? {} : { per }) };
  });
}

/** What is wrong with a figure as it is released, and then changed. */
function faults(estimate: ExactEstimate, change: Partial<FormRow>, policy: Policy = nhs): readonly string[] {
  const [row] = released([estimate], policy);
  if (row === undefined) throw new Error("Nothing was released.");
  expect(releaseForm([row], policy)).toEqual([]);
  return releaseForm([{ ...row, ...change }], policy).map(({ what }) => what);
}

describe("figures as disclosure control releases them", () => {
  const whole = fc.integer({ min: 0, max: 90 });
  const someone = fc.integer({ min: 1, max: 90 });
  const any = fc.oneof(
    whole.map(count),
    fc.tuple(whole, fc.nat(90)).map(([x, rest]) => (x + rest === 0 ? count(0) : share(x, x + rest))),
    fc.tuple(fc.integer({ min: 3900, max: 4100 }), fc.nat(3000)).map(([n, x]) => share(x, n)),
    fc.tuple(someone, fc.constantFrom(0, 2)).map(([n, spread]) => mean(n, spread)),
    someone.map(median),
    fc.tuple(whole, fc.integer({ min: 1, max: 900_000 })).map(([x, n]) => rate(x, n / 1000)),
    fc.tuple(fc.nat(40), fc.nat(40)).map(([x, rest]) => staffShare(x, Math.max(1, x + rest))),
    fc.tuple(someone, fc.nat(30)).map(([n, more]) => staffMean(n, n + more)),
    fc
      .tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 9 }))
      .map(([x, n]) => fte(x / 100, n)),
    whole.map((value) => ({ ...count(value), kind: "staff_count" as const })),
  );

  it.each(published.map((policy) => [policy.id, policy] as const))("have the form of %s", (_, policy) => {
    const shown = { published: 0, withheld: 0 };
    fc.assert(
      fc.property(any, (estimate) => {
        const rows = released([estimate], policy);
        expect(releaseForm(rows, policy)).toEqual([]);
        for (const { status } of rows)
          if (status === "published" || status === "withheld") shown[status] += 1;
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(shown.published, shown.withheld)).toBeGreaterThan(100);
  });

  it("have any form under the policy for local work", () => {
    expect(releaseForm(released([count(3)], policies.none), policies.none)).toEqual([]);
  });
});

describe("a count", () => {
  it("is refused where it is exact, or where only small ones round to it", () => {
    expect(faults(count(47), { value: 47, n: 47 })).toEqual([
      "shows a value of 47, which is not rounded to 5",
    ]);
    expect(faults(count(47), { value: 5, n: 5 })).toEqual([
      "shows a value of 5, which stands for 3 to 7 people",
    ]);
    expect(faults(count(47), { n: 47 })).toEqual([
      "has a n other than its value, so that both tell more than one",
    ]);
    expect(faults(count(47), { denominator: 312 })).toEqual(["shows its denominator"]);
    // 3, 9, 15 are the middles of six; 12 is none. Of strict tens, 10 stands for 5 to 14.
    const midpoint = policies["opensafely-midpoint6"];
    expect(faults(count(47), { value: 12, n: 12 }, midpoint)).toHaveLength(1);
    expect(faults(count(47), { value: 3, n: 3 }, midpoint)).toEqual([]);
    expect(faults(count(47), { value: 10, n: 10 }, policies.strict)).toEqual([]);
    expect(faults(count(47), { value: 45, n: 45 }, policies.strict)).toHaveLength(1);
  });

  it("names the cell, what is wrong and what to do", () => {
    const [row] = released([count(47)]);
    expect(row === undefined ? [] : releaseForm([{ ...row, value: 47, n: 47 }], nhs)).toEqual([
      {
        table: "form of referrals",
        cell: "referrals, borough E09000007, 2023-Q1",
        what: "shows a value of 47, which is not rounded to 5",
        because: [],
        remedy: "Leave it out, or put it through disclosure control as an estimate of its own kind.",
      },
    ]);
  });

  it("is refused where a cell is published twice", () => {
    const rows = released([count(47), count(52)]);
    expect(releaseForm(rows, nhs).map(({ what }) => what)).toEqual([
      "is published twice, so that two figures can be compared",
    ]);
  });
});

describe("a withheld figure", () => {
  it("is refused where it keeps a number, or a note of its own", () => {
    expect(faults(count(4), { n: 5 })).toEqual(["is withheld and still shows its n"]);
    expect(faults(share(3, 60), { denominator: 60, upper: 0.2 })).toEqual([
      "is withheld and still shows its denominator, upper",
    ]);
    expect(faults(count(4), { note: "Withheld: to protect another." })).toEqual(["says why it is withheld"]);
    expect(faults(count(4), { value: Number.NaN })).toEqual(["has a value that is no number"]);
  });

  it("may not be told of otherwise where there are too few for a value", () => {
    const few = {
      ...mean(0),
      value: null,
      lower: null,
      upper: null,
      level: null,
      status: "too_few",
    } as const;
    expect(faults(few, { n: 1 })).toEqual(["shows a n of 1, which is not rounded to 5"]);
    expect(faults(few, { value: 2 })).toEqual(["is too few and still shows its value"]);
  });
});

describe("a percentage", () => {
  // 20 of 45: 44.4%.
  it("is refused with a decimal too many, with exact numbers behind it, or with limits of its own", () => {
    expect(faults(share(21, 46), { value: 0.444 })).toEqual([
      "has a value with more than 2 decimals, which can tell how many people are behind it",
    ]);
    expect(faults(share(21, 46), { value: 0.46 })).toEqual([
      "is not 20 of 45, so that the exact numbers show through",
    ]);
    expect(faults(share(21, 46), { numerator: 21 })).toEqual([
      "shows a numerator of 21, which is not rounded to 5",
    ]);
    expect(faults(share(21, 46), { lower: 0.33 })).toEqual([
      "has limits that do not follow from the rounded numbers beside them alone",
    ]);
    expect(faults(share(21, 46), { n: 50 })).toHaveLength(1);
    expect(faults(share(21, 46), { level: null })).toEqual(["is published without its level"]);
  });

  it("carries a decimal from 4,000 people on", () => {
    expect(faults(share(1234, 4000), { value: 0.31 })).toHaveLength(1);
    expect(faults(share(1234, 3990), { value: 0.309 })).toHaveLength(1);
  });

  it("is refused where it would tell of few, or where nothing rounds to it", () => {
    expect(faults(share(21, 46), { numerator: 5, value: 0.11, lower: 0.05 })).toEqual([
      "shows a numerator of 5, which stands for 3 to 7 people",
    ]);
    const odd = { numerator: 20, denominator: 15, n: 15, value: 1.33, lower: 1, upper: 2 };
    expect(faults(share(21, 46), odd)).toEqual([
      "shows 20 of 15, which no numbers round to of which none is small",
    ]);
    // 60 of 65 leave from 1 to 9: 8 or 9 may have been published, and the limits are those of 58 of 66 and the like.
    const [most] = released([share(58, 66)]);
    expect(most).toMatchObject({ numerator: 60, denominator: 65, status: "published" });
    // Of midpoints, 9 of 9 stands for 7 to 12 of as many; 3 of 3 for an average of fewer than 8.
    const few = { numerator: 3, denominator: 3, n: 3, value: 1, lower: 0.2, upper: 1 };
    expect(faults(share(21, 46), few, policies["opensafely-midpoint6"])).toEqual([
      "rests on at most 6 people, and 8 are needed",
    ]);
  });
});

describe("a rate", () => {
  it("is refused where the exact number shows through", () => {
    // 40 in 5,000 a year are 8 for 1,000.
    expect(faults(rate(41, 5000), { value: 8.2 })).toEqual([
      "is not 40 divided by 5000, so that the exact number shows through",
    ]);
    expect(faults(rate(41, 5000), { value: 8.0004 })).toHaveLength(1);
    expect(faults(rate(41, 5000), { lower: 6 })).toEqual([
      "has limits that do not follow from the rounded number beside them alone",
    ]);
    expect(faults(rate(41, 5000), { denominator: 5000.12345 })).toHaveLength(1);
    expect(faults(rate(41, 5000), { numerator: null })).toHaveLength(1);
  });
});

describe("an average", () => {
  it("is refused where few are behind it, with more decimals than declared, or of people all alike", () => {
    expect(faults(mean(46), { n: 46 })).toEqual(["shows a n of 46, which is not rounded to 5"]);
    expect(faults(mean(46), { n: 5 })).toHaveLength(2);
    expect(faults(mean(46), { n: null })).toEqual(["does not say how many people it rests on"]);
    expect(faults(mean(46), { value: 5.678 })).toEqual([
      "has a value with more than 1 decimals, which can tell how many people are behind it",
    ]);
    expect(faults(mean(46), { lower: null, upper: null })).toEqual([
      "is an average without an interval: it is the figure of every single person",
    ]);
    expect(faults(mean(46), { lower: 9 })).toEqual(["has limits that do not hold its value"]);
    expect(faults(mean(46), { n: 3 }, policies["opensafely-midpoint6"])).toEqual([
      "rests on at most 6 people, and 8 are needed",
    ]);
  });

  it("needs 20 people for a median", () => {
    expect(faults(median(46), { n: 15 })).toEqual(["rests on at most 17 people, and 20 are needed"]);
  });
});

describe("a figure of staff", () => {
  it("is a band of the right width and nothing else", () => {
    expect(faults(staffShare(4, 12), { n: 12 })).toEqual(["shows its n"]);
    expect(faults(staffShare(4, 12), { value: 0.3 })).toEqual(["shows its value"]);
    expect(faults(staffShare(4, 12), { lower: 0.25 })).toHaveLength(1);
    expect(faults(staffShare(4, 12), { upper: 0.4 })).toHaveLength(1);
    expect(faults(staffShare(4, 12), { lower: 0.2, upper: 0.4 })).toEqual([]);
    expect(faults(staffShare(4, 12), { lower: 0.1, upper: 0.3 })).toHaveLength(1);
  });

  it("is an average of 10 or more, or does not say of how many", () => {
    expect(faults(staffMean(13, 25), { n: 5 })).toContain("rests on at most 7 people, and 10 are needed");
    expect(faults(staffMean(13, 25), { n: null })).toEqual([]);
    expect(faults(staffMean(13, 25), { n: 13 })).toEqual(["shows a n of 13, which is not rounded to 5"]);
    expect(faults(staffMean(13, 25), { denominator: 25 })).toEqual(["shows its denominator"]);
    expect(faults(staffMean(13, 25), { lower: null, upper: null })).toHaveLength(1);
  });

  it("is working time to the decimals declared, and that of one worker only up to a whole number", () => {
    expect(faults(fte(2.64, 4), { value: 2.641 })).toHaveLength(1);
    expect(faults(fte(2.64, 4), { n: 4 })).toEqual(["shows its n"]);
    expect(faults(fte(0.6, 1), { lower: 0.5 })).toEqual([
      "shows working time of one worker other than as up to a whole number",
    ]);
    expect(faults(fte(0.6, 1), { upper: 0.6 })).toHaveLength(1);
    expect(faults(fte(0.6, 1), { denominator: 40_000 })).toEqual(["shows its denominator"]);
  });

  it("is a number of trainees that stands for 10 or more, or for nobody", () => {
    const trainees = { ...count(14), kind: "staff_count" as const };
    expect(faults(trainees, { value: 5, n: 5 })).toEqual([
      "shows a value of 5, which stands for 3 to 7 people",
    ]);
    expect(faults(trainees, { value: 0, n: 0 })).toEqual([]);
  });
});
