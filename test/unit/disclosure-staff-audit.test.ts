import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { staffAudit } from "../../src/disclosure/audit/staff-audit.ts";
import { policies } from "../../src/disclosure/policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";

const nhs = policies["nhs-england"];

/** Disclosure control of all estimates, with another way to look for remainders where one is given. */
async function protectWith(
  remaindersToWithhold?: () => (estimate: ExactEstimate) => boolean,
): Promise<(estimates: readonly ExactEstimate[]) => readonly ReleasedEstimate[]> {
  vi.resetModules();
  if (remaindersToWithhold !== undefined) {
    vi.doMock("../../src/disclosure/withhold-remainders.ts", () => ({ remaindersToWithhold }));
  }
  const { protectEstimates } = await import("../../src/disclosure/protect-estimates.ts");
  const { Unreleased } = await import("../../src/disclosure/sealed.ts");
  return (estimates) => protectEstimates(new Unreleased(estimates), nhs).value;
}

afterEach(() => {
  vi.doUnmock("../../src/disclosure/withhold-remainders.ts");
  vi.resetModules();
});

interface Place {
  readonly area_type: "programme" | "service" | "pcn" | "borough";
  readonly area: string;
  readonly period_type: "all" | "financial_year";
  readonly period: string;
}

const at = (area_type: Place["area_type"], area: string, period = "all"): Place => ({
  area_type,
  area,
  period_type: period === "all" ? "all" : "financial_year",
  period,
});
const keyOf = ({ area_type, area, period_type, period }: Place): string =>
  [area_type, area, period_type, period].join("|");

function figure(place: Place, more: Partial<ExactEstimate>): ExactEstimate {
  return {
    ...place,
    measure: "burnout_work",
    instrument: "",
    breakdown: "none",
    category: "all",
    numerator: null,
    denominator: null,
    n: null,
    value: null,
    lower: null,
    upper: null,
    level: null,
    method: "burnout-inventory",
    status: "published",
    note: "",
    kind: "staff_mean",
    decimals: 1,
    ...more,
  };
}

const mean = (place: Place, staff: number, respondents: number, within: readonly Place[]): ExactEstimate =>
  figure(place, {
    n: respondents,
    ...(respondents === 0
      ? { status: "too_few" as const }
      : { value: 50, lower: 45, upper: 55, level: 0.95 }),
    staff: { staff, respondents, within: within.map(keyOf) },
  });

const share = (place: Place, x: number, n: number, within: readonly Place[] = []): ExactEstimate =>
  figure(place, {
    ...{ measure: "share_satisfied", kind: "staff_share", method: "staff-band" },
    ...{ numerator: x, denominator: n, n, value: x / n },
    staff: { staff: n, respondents: n, within: within.map(keyOf) },
  });

const perWorker = (place: Place, staff: number, time: number, within: readonly Place[]): ExactEstimate =>
  figure(place, {
    ...{ measure: "new_referrals_per_fte", kind: "rate", method: "event-rate" },
    ...{
      numerator: 100 * staff,
      denominator: time,
      n: 100 * staff,
      value: (100 * staff) / time,
      level: 0.95,
    },
    staff: { staff, within: within.map(keyOf) },
  });

const programme = at("programme", "programme");

describe("the audit of staff figures", () => {
  // The programme less SVC1 and SVC2 is SVC3, of 6; so SVC1, the smaller, is withheld too.
  const three = [
    mean(programme, 66, 60, []),
    mean(at("service", "SVC1"), 25, 20, [programme]),
    mean(at("service", "SVC2"), 35, 34, [programme]),
    mean(at("service", "SVC3"), 6, 6, [programme]),
  ];

  it("passes what disclosure control withholds, and fails without it", async () => {
    const protect = await protectWith();
    const released = protect(three);
    expect(released.map(({ status }) => status)).toEqual(["published", "withheld", "published", "withheld"]);
    expect(staffAudit(three, released, nhs.staff)).toEqual([]);

    const careless = await protectWith(() => () => false);
    const leaks = staffAudit(three, careless(three), nhs.staff);
    expect(leaks.map(({ cell, what }) => `${cell}: ${what}`)).toEqual([
      "burnout_work, service SVC3, whole period: shows, or lets be worked out, a figure of 6 members of staff",
    ]);
    expect(leaks[0]?.because).toEqual([
      "burnout_work, whole programme, whole period",
      "burnout_work, service SVC1, whole period",
      "burnout_work, service SVC2, whole period",
    ]);
  });

  it("passes nothing that leaves few, whatever the sizes of services and years", async () => {
    const [protect, careless] = [await protectWith(), await protectWith(() => () => false)];
    const year = fc.record({ staff: fc.integer({ min: 1, max: 30 }), missing: fc.nat(6) });
    const setting = fc.record({
      services: fc.array(fc.tuple(year, year), { minLength: 1, maxLength: 4 }),
      elsewhere: fc.tuple(fc.nat(12), fc.nat(12)),
    });
    let leaked = 0;
    fc.assert(
      fc.property(setting, ({ services, elsewhere }) => {
        const answers = ({ staff, missing }: { readonly staff: number; readonly missing: number }) =>
          Math.max(0, staff - missing);
        const all = programme;
        const estimates = ["2021-22", "2022-23"].flatMap((period, index) => {
          const whole = at("programme", "programme", period);
          const own = services.map((years) => years[index] ?? { staff: 0, missing: 0 });
          const others = elsewhere[index] ?? 0;
          const staff = own.reduce((sum, one) => sum + one.staff, others);
          const answered = own.reduce((sum, one) => sum + answers(one), others);
          return [
            mean(whole, staff, answered, [all]),
            ...own.map((one, place) =>
              mean(at("service", `SVC${place}`, period), one.staff, answers(one), [
                whole,
                at("service", `SVC${place}`),
              ]),
            ),
          ];
        });
        // Over the whole time everybody answers once a year, and few of a service leave.
        const whole = services.map(([one, two], place) =>
          mean(
            at("service", `SVC${place}`),
            Math.max(one.staff, two.staff) + 1,
            answers(one) + answers(two),
            [all],
          ),
        );
        const [first, second] = elsewhere;
        const staff = whole.reduce((sum, one) => sum + (one.staff?.staff ?? 0), Math.max(first, second));
        const answered = whole.reduce((sum, one) => sum + (one.n ?? 0), first + second);
        estimates.push(mean(all, staff, answered, []), ...whole);
        expect(staffAudit(estimates, protect(estimates), nhs.staff)).toEqual([]);
        if (staffAudit(estimates, careless(estimates), nhs.staff).length > 0) leaked += 1;
      }),
      { numRuns: 400 },
    );
    expect(leaked).toBeGreaterThan(40);
  });

  it("finds what is left of a programme less its services where nobody is named", () => {
    const four = [
      mean(programme, 64, 64, []),
      mean(at("service", "SVC1"), 25, 25, [programme]),
      mean(at("service", "SVC2"), 35, 35, [programme]),
    ];
    const shown = four.map((one): ReleasedEstimate => one);
    expect(staffAudit(four, shown, nhs.staff).map(({ what, because }) => [what, because.length])).toEqual([
      ["less its published parts leaves 4 members of staff", 2],
    ]);
    expect(staffAudit(four, [shown[0], undefined, shown[2]], nhs.staff)).toEqual([]);
    expect(staffAudit(four, shown, policies.none.staff)).toEqual([]);
  });

  it("finds a service whose years are all shown, and through it another", () => {
    // SVC1 over the whole time is its two years; the programme less SVC1 is then SVC2, of 8.
    const [one, two] = [at("service", "SVC1"), at("service", "SVC2")];
    const estimates = [
      mean(programme, 48, 48, []),
      mean(one, 40, 40, [programme]),
      mean(two, 8, 8, [programme]),
      mean(at("service", "SVC1", "2021-22"), 20, 20, [one]),
      mean(at("service", "SVC1", "2022-23"), 20, 20, [one]),
    ];
    const shown = estimates.map((estimate, index) => (index === 1 || index === 2 ? undefined : estimate));
    expect(staffAudit(estimates, shown, nhs.staff).map(({ cell }) => cell)).toEqual([
      "burnout_work, service SVC2, whole period",
    ]);
  });

  it("finds the contract of a single link worker, shown or left over", () => {
    const borough = at("borough", "E1");
    const parts = [
      perWorker(at("pcn", "P1"), 1, 0.4, [borough]),
      perWorker(at("pcn", "P2"), 3, 2.4, [borough]),
      perWorker(at("pcn", "P3"), 2, 1.8, [borough]),
    ];
    const estimates = [perWorker(borough, 6, 4.6, []), ...parts];
    const cells = (shown: readonly (ReleasedEstimate | undefined)[]) =>
      staffAudit(estimates, shown, nhs.staff).map(({ cell }) => cell);
    expect(cells(estimates)).toEqual(["new_referrals_per_fte, pcn P1, whole period"]);
    expect(cells([estimates[0], undefined, estimates[2], estimates[3]])).toEqual([
      "new_referrals_per_fte, pcn P1, whole period",
    ]);
    expect(cells([estimates[0], undefined, estimates[2], undefined])).toEqual([]);
    // Two workers, of whom one has nearly all of the time.
    const nearly = perWorker(at("pcn", "P4"), 2, 1.05, []);
    const lopsided = { ...nearly, staff: { staff: 2, largest: 0.95 } };
    expect(staffAudit([nearly], [nearly], nhs.staff)).toEqual([]);
    expect(staffAudit([lopsided], [lopsided], nhs.staff)).toHaveLength(1);
  });

  it("passes a band that four numbers of staff or more lie in, and the exact one among them", () => {
    const band = (x: number, n: number, lower: number, upper: number) => {
      const exact = share(programme, x, n);
      const row = { ...exact, numerator: null, denominator: null, n: null, value: null, lower, upper };
      return staffAudit([exact], [row], nhs.staff).map(({ what }) => what);
    };
    expect(band(4, 12, 0, 0.5)).toEqual([]);
    expect(band(12, 12, 0.5, 1)).toEqual([]);
    // A fifth of 12: 0 to 2.
    expect(band(1, 12, 0, 0.2)).toEqual(["is a band that only 3 numbers of staff lie in"]);
    expect(band(6, 12, 0, 0.5)).toEqual(["is a band that the share does not lie in"]);
  });
});

describe("the audit of numbers of trainees", () => {
  const trainees = (measure: string, place: Place, value: number): ExactEstimate =>
    figure(place, { measure, value, n: value, kind: "staff_count", method: "count", decimals: 0 });

  it("finds few between two steps, and few that the services leave of the programme", () => {
    const steps = [trainees("trainees_started", programme, 30), trainees("trainees_trained", programme, 26)];
    expect(staffAudit(steps, steps, nhs.staff).map(({ what }) => what)).toEqual([
      "and another step differ by 4 trainees",
    ]);
    expect(staffAudit(steps, [steps[0], undefined], nhs.staff)).toEqual([]);
    const services = [
      trainees("trainees_started", programme, 30),
      trainees("trainees_started", at("service", "SVC1"), 15),
      trainees("trainees_started", at("service", "SVC2"), 14),
    ];
    expect(staffAudit(services, services, nhs.staff).map(({ what }) => what)).toEqual([
      "less its published services leaves 1 trainee",
    ]);
    const few = [trainees("trainees_started", programme, 6)];
    expect(staffAudit(few, few, nhs.staff).map(({ what }) => what)).toEqual(["is 6 trainees"]);
  });

  it("passes what disclosure control shows of any numbers", async () => {
    const protect = await protectWith();
    let leaked = 0;
    const chain = fc
      .tuple(fc.nat(60), fc.nat(15), fc.nat(15))
      .map(([end, more, most]) => [end + more + most, end + more, end] as const);
    fc.assert(
      fc.property(fc.array(chain, { minLength: 1, maxLength: 4 }), chain, (services, elsewhere) => {
        const measures = ["trainees_started", "trainees_trained", "trainees_placed"];
        const estimates = measures.flatMap((measure, step) => [
          trainees(
            measure,
            programme,
            services.reduce((sum, one) => sum + (one[step] ?? 0), elsewhere[step] ?? 0),
          ),
          ...services.map((one, index) => trainees(measure, at("service", `SVC${index}`), one[step] ?? 0)),
        ]);
        expect(staffAudit(estimates, protect(estimates), nhs.staff)).toEqual([]);
        if (staffAudit(estimates, estimates, nhs.staff).length > 0) leaked += 1;
      }),
      { numRuns: 400 },
    );
    expect(leaked).toBeGreaterThan(100);
  });
});
