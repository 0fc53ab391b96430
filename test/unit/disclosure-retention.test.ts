import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { staffAudit } from "../../src/disclosure/audit/staff-audit.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { tenureEstimates } from "../../src/release/exact-tenure.ts";
import { turnoverEstimates } from "../../src/release/exact-turnover.ts";
import { staffCell, workforceCell } from "../../src/release/workforce-cell.ts";
import { staffProgramme } from "./staff-records-support.ts";

const policy = policies["nhs-england"];
const released = (exact: readonly ExactEstimate[]) => protectEstimates(new Unreleased(exact), policy).value;
const whole = { area_type: "programme", area: "programme", period_type: "all", period: "all" } as const;
const serviceOf = (area: string) => ({ ...whole, area_type: "service", area }) as const;

/** A cell of turnover with nobody's reason known. */
const turnover = (place: typeof whole | ReturnType<typeof serviceOf>, staff: number, leavers: number) => ({
  ...place,
  staff,
  leavers,
  person_days: staff * 700,
  known: 0,
  another_job: 0,
  workload: 0,
  end_of_contract: 0,
});

describe("a team of 12 of whom 3 left", () => {
  const team = serviceOf("S1");
  const staff = [turnover(team, 12, 3)];
  const tenure = [
    { ...team, day: 400, events: 1, censored: 0, entered: 0 },
    { ...team, day: 500, events: 1, censored: 0, entered: 0 },
    { ...team, day: 600, events: 1, censored: 0, entered: 0 },
    { ...team, day: 1500, events: 0, censored: 9, entered: 0 },
  ];
  const exact = [...turnoverEstimates(staff, staffProgramme()), ...tenureEstimates(tenure, staff)];
  const rows = released(exact);
  const row = (measure: string) => rows.find((one) => one.measure === measure);

  it("shows neither turnover nor time in post, and of the share still there half the range only", () => {
    expect(row("turnover_rate")).toMatchObject({ status: "withheld", value: null, lower: null, n: null });
    // Never reached: 9 of 12 were still there.
    expect(row("tenure_median_months")).toMatchObject({ value: null, lower: null, n: null });
    for (const after of ["1_year", "2_years", "3_years", "4_years"]) {
      const band = { status: "published", value: null, lower: 0.5, upper: 1, n: null, level: null };
      expect(row(`share_stayed_${after}`), after).toMatchObject(band);
    }
    expect(staffAudit(exact, rows, policy.staff)).toEqual([]);
  });

  it("looks the same whoever of them left when, and whether 1 left or 5", () => {
    const shape = (days: readonly number[]) => {
      const counts = [
        ...days.map((day) => ({ ...team, day, events: 1, censored: 0, entered: 0 })),
        { ...team, day: 1500, events: 0, censored: 12 - days.length, entered: 0 },
      ];
      const people = [turnover(team, 12, days.length)];
      return released([...turnoverEstimates(people, staffProgramme()), ...tenureEstimates(counts, people)]);
    };
    const one = shape([800]);
    for (const other of [[900], [740, 1000], [900, 900, 901]]) expect(shape(other)).toEqual(one);
  });

  it("fails the audit where a figure is shown as it is", () => {
    for (const measure of ["turnover_rate", "share_stayed_2_years"]) {
      const index = exact.findIndex((one) => one.measure === measure);
      const shown = rows.map((one, at) => (at === index ? (exact[at] ?? one) : one));
      expect(staffAudit(exact, shown, policy.staff).length, measure).toBeGreaterThan(0);
    }
    const index = exact.findIndex((one) => one.measure === "share_stayed_2_years");
    const narrow = rows.map((one, at) => (at === index ? { ...one, lower: 0.7, upper: 0.8 } : one));
    expect(staffAudit(exact, narrow, policy.staff).map(({ what }) => what)).toEqual([
      "is a band that few numbers of staff lie in",
    ]);
  });
});

describe("stays of which enough ended", () => {
  it("are all in the number that stands beside a share still there and beside the median, not those who left", () => {
    const staff = [turnover(whole, 61, 43)];
    const counts = [
      { ...whole, day: 300, events: 11, censored: 0, entered: 0 },
      { ...whole, day: 700, events: 12, censored: 0, entered: 0 },
      { ...whole, day: 900, events: 20, censored: 20, entered: 0 },
    ];
    const exact = tenureEstimates(counts, staff);
    const rows = released(exact);
    const n = (measure: string) => rows.find((one) => one.measure === measure)?.n;
    // 63 stays of 61 people, rounded to 5; 11 and 12 left before the marks, 43 in all.
    expect([n("share_stayed_1_year"), n("share_stayed_2_years"), n("tenure_median_months")]).toEqual([
      65, 65, 65,
    ]);
    expect(staffAudit(exact, rows, policy.staff)).toEqual([]);
  });
});

/** The absence rate of people with these days lost, each employed for a year. */
function absence(place: typeof whole | ReturnType<typeof serviceOf>, days: readonly number[]): ExactEstimate {
  const [largest = 0, second = 0] = days.toSorted((a, b) => b - a);
  const total = days.reduce((sum, one) => sum + one, 0);
  return {
    ...workforceCell(place, "absence_rate"),
    ...{ numerator: null, denominator: null, n: days.length, value: total / (365 * days.length) },
    ...{ lower: 0, upper: 1, level: 0.95, method: "ratio-of-sums", status: "published", note: "" },
    kind: "staff_mean",
    decimals: 3,
    staff: staffCell(place, {
      staff: days.length,
      respondents: days.length,
      sums: [{ total, largest, second }],
    }),
  };
}

/** Whether somebody among these people could work out another's days to within a tenth, from their total and their own. */
function tellsOfOne(days: readonly number[]): boolean {
  const total = days.reduce((sum, one) => sum + one, 0);
  return days.some((own, who) =>
    days.some((other, whose) => whose !== who && total - own < 1.1 * other - 1e-9),
  );
}

describe("days lost by one person", () => {
  it("keep the rate back where they are nearly all, or where nobody has any", () => {
    const few = Array.from({ length: 12 }, () => 0);
    const shown = (...days: readonly number[]) =>
      released([absence(whole, [...days, ...few].slice(0, 12))])[0]?.status;
    expect(shown(200, 10, 9)).toBe("withheld");
    expect(shown(200, 200)).toBe("withheld");
    expect(shown(0)).toBe("withheld");
    expect(shown(200, 10, 21)).toBe("withheld");
    expect(shown(100, 10, 5, 5)).toBe("published");
  });

  it("cannot be worked out from what the programme leaves less the services shown", () => {
    const people = fc.array(
      fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 200 })),
      {
        minLength: 3,
        maxLength: 16,
      },
    );
    let attacked = 0;
    fc.assert(
      fc.property(fc.array(people, { minLength: 2, maxLength: 5 }), (services) => {
        const exact = [
          absence(whole, services.flat()),
          ...services.map((days, index) => absence(serviceOf(`S${index}`), days)),
        ];
        const rows = released(exact);
        expect(staffAudit(exact, rows, policy.staff)).toEqual([]);
        services.forEach((days, index) => {
          if (rows[index + 1]?.status === "published") expect(tellsOfOne(days)).toBe(false);
        });
        if (rows[0]?.status !== "published") return;
        const left = services.filter((_, index) => rows[index + 1]?.status !== "published").flat();
        if (left.length > 0) expect(tellsOfOne(left)).toBe(false);
        attacked += 1;
      }),
      { seed: 8, numRuns: 400 },
    );
    expect(attacked).toBeGreaterThan(100);
  });

  it("fail the audit where they are shown, or left by what is shown", () => {
    const many = Array.from({ length: 20 }, () => 5);
    const ill = [300, ...Array.from({ length: 12 }, () => 0)];
    const exact = [
      absence(whole, [...many, ...ill]),
      absence(serviceOf("S1"), many),
      absence(serviceOf("S2"), ill),
    ];
    const rows = released(exact);
    expect(rows.map(({ status }) => status)).not.toEqual(["published", "published", "withheld"]);
    const shown = (...indexes: readonly number[]) =>
      exact.map((one, index) => (indexes.includes(index) ? one : { ...one, status: "withheld" as const }));
    expect(staffAudit(exact, shown(0, 1), policy.staff).length).toBeGreaterThan(0);
    expect(staffAudit(exact, shown(2), policy.staff).length).toBeGreaterThan(0);
    expect(staffAudit(exact, shown(0), policy.staff)).toEqual([]);
  });
});

describe("reasons for leaving", () => {
  const reasons = (known: number, another_job: number, workload: number, end_of_contract: number) => {
    const row = { ...turnover(whole, 60, known), known, another_job, workload, end_of_contract };
    return turnoverEstimates([row], staffProgramme()).filter((one) => one.measure.startsWith("share_left_"));
  };

  it("are bands, and none where the bands together leave few numbers possible", () => {
    const loose = reasons(20, 8, 3, 1);
    expect(released(loose).map(({ lower, upper }) => [lower, upper])).toEqual([
      [0.4, 0.6],
      [0, 0.2],
      [0, 0.2],
    ]);
    // 12 to 15 and 8 to 11 of 20: only 12 and 8 fit.
    const tight = reasons(20, 12, 8, 0);
    expect(released(tight).map(({ status }) => status)).toEqual(["withheld", "withheld", "withheld"]);
    const bands = tight.map((one, index) => ({
      ...one,
      ...{ value: null, lower: [0.6, 0.4, 0][index] ?? 0, upper: [0.8, 0.6, 0.2][index] ?? 1 },
    }));
    expect(staffAudit(tight, bands, policy.staff).length).toBeGreaterThan(0);
  });

  it("leave at least four numbers of each possible, whatever they are", () => {
    const count = fc.integer({ min: 0, max: 20 });
    let tried = 0;
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, rest) => {
        const known = a + b + c + rest;
        const rows = released(reasons(known, a, b, c));
        expect(staffAudit(reasons(known, a, b, c), rows, policy.staff)).toEqual([]);
        if (rows.some(({ status }) => status !== "published")) return;
        const fits = (part: number, index: number) =>
          part / known >= (rows[index]?.lower ?? 1) - 1e-9 &&
          (rows[index]?.upper === 1 || part / known < (rows[index]?.upper ?? 0) - 1e-9);
        const numbers = Array.from({ length: known + 1 }, (_, one) => one);
        const possible = [new Set<number>(), new Set<number>(), new Set<number>()];
        for (const x of numbers.filter((one) => fits(one, 0)))
          for (const y of numbers.filter((one) => fits(one, 1)))
            for (const z of numbers.filter((one) => fits(one, 2) && x + y + one <= known))
              [x, y, z].forEach((one, index) => void possible[index]?.add(one));
        for (const set of possible) expect(set.size).toBeGreaterThanOrEqual(4);
        tried += 1;
      }),
      { seed: 8, numRuns: 150 },
    );
    expect(tried).toBeGreaterThan(40);
  });
});
