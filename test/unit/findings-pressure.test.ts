import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { makeFindings } from "../../src/findings/all-findings.ts";
import { pressureSchema } from "../../src/findings/pressure-document.ts";
import { pressureRules } from "../../src/findings/pressure-rules.ts";
import { isPressed, pressureSignal } from "../../src/findings/pressure-signal.ts";
import { pressureWords } from "../../src/findings/pressure-words.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { staffRangeChance } from "../../src/findings/staff-range-chance.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { cataloguePolicy } from "../../src/release/catalogue-policy.ts";
import { noQuality } from "../golden/findings-example.ts";
import { catalogue as anyCatalogue, row } from "./reports-support.ts";

const catalogue: Catalogue = {
  ...anyCatalogue,
  areas: [
    ...anyCatalogue.areas,
    ...["S1", "S2", "S3"].map((area) => ({
      area_type: "service",
      area,
      label: `Service ${area}`,
      within: null,
    })),
  ],
  workforce: { ...anyCatalogue.workforce, referrals_per_fte: { from: 200, to: 250, source: "Guidance" } },
};
const exactly: Catalogue = { ...catalogue, policy: cataloguePolicy(policies.none) };

type Parts = Parameters<typeof row>[0];
const year = (area: string, measure: string, parts: Parts): ReleasedEstimate =>
  row({
    measure,
    area_type: area === "" ? "programme" : "service",
    area: area === "" ? "programme" : area,
    period_type: "financial_year",
    period: "2023-24",
    ...parts,
  }) as ReleasedEstimate;
const quarter = (area: string, measure: string, period: string, value: number) =>
  year(area, measure, { period_type: "quarter", period, value, n: value });

/** The verdict of one rule on service S1 in 2023–24. */
function verdict(rule: string, rows: readonly ReleasedEstimate[], of: Catalogue = catalogue) {
  const document = pressureSignal(rows, of);
  expect(() => pressureSchema.parse(document)).not.toThrow();
  const own = document.years
    .find(({ period }) => period === "2023-24")
    ?.services.find(({ service }) => service === "S1");
  const cell = own?.cells.find((one) => one.rule === rule);
  return cell ?? { state: "no row", short: "", figure: "", mark: "", reason: "" };
}
/** Something that can be judged, so that the year has a row at all. */
const judged = year("S1", "time_service_failures", { value: 0.05, lower: 0.04, upper: 0.06 });
const judgedProgramme = year("", "time_service_failures", { value: 0.05, lower: 0.04, upper: 0.06 });
const other = [judged, judgedProgramme];

describe("new referrals", () => {
  const at = (lower: number) =>
    verdict("new_referrals", [
      ...other,
      year("S1", "new_referrals_per_fte", { value: lower + 10, lower, upper: lower + 20 }),
    ]).state;
  it("show a pressure only where the whole interval, as printed, lies above the guidance", () => {
    expect([at(249), at(250), at(250.4), at(251)]).toEqual(["not_shown", "not_shown", "not_shown", "shown"]);
  });

  it("are not judged without guidance, where withheld, or where absent", () => {
    const withheld = year("S1", "new_referrals_per_fte", { status: "withheld" });
    expect(verdict("new_referrals", [...other, withheld])).toMatchObject({
      state: "not_judged",
      short: "withheld",
    });
    expect(verdict("new_referrals", other).state).toBe("not_judged");
    const none = { ...catalogue, workforce: { ...catalogue.workforce, referrals_per_fte: null } };
    const figure = year("S1", "new_referrals_per_fte", { value: 400, lower: 380, upper: 420 });
    expect(verdict("new_referrals", [...other, figure], none)).toMatchObject({ short: "no guidance" });
  });
});

describe("backlog", () => {
  const rows = (before: number, now: number, referrals = 400) => [
    ...other,
    year("S1", "referrals", { value: referrals, n: referrals }),
    quarter("S1", "cases_open", "2023-Q1", before),
    quarter("S1", "cases_open", "2024-Q1", now),
  ];
  // Exact: conditional on both, the later count is binomial with chance 1/2; 97.5% two-sided is 1.25% in the upper tail.
  // 100 and 138: P(X >= 138 | 238, 1/2) = 0.0081; 100 and 130: P(X >= 130 | 230, 1/2) = 0.0279.
  it("rises where the exact interval of the ratio lies above 1", () => {
    expect(verdict("backlog", rows(100, 138), exactly).state).toBe("shown");
    expect(verdict("backlog", rows(100, 130), exactly).state).toBe("not_shown");
  });

  it("allows for rounding: 145 against 105 is clear, but not what may be 143 against 107", () => {
    expect(verdict("backlog", rows(105, 145), exactly).state).toBe("shown");
    expect(verdict("backlog", rows(105, 145)).state).toBe("not_shown");
  });

  it("needs a rise of 5 for every 100 referrals that came in", () => {
    expect(verdict("backlog", rows(4000, 4300, 6001), exactly).state).toBe("not_shown");
    expect(verdict("backlog", rows(4000, 4300, 6000), exactly).state).toBe("shown");
  });

  it("takes the waiting list too, and the number behind the rate where no count is published", () => {
    const waiting = [
      ...rows(100, 100),
      quarter("S1", "cases_waiting", "2023-Q1", 40),
      quarter("S1", "cases_waiting", "2024-Q1", 90),
    ];
    expect(verdict("backlog", waiting)).toMatchObject({ state: "shown", short: "40 → 90" });
    const behind = (period: string, numerator: number) =>
      year("S1", "open_cases_per_fte", {
        period_type: "quarter",
        period,
        value: numerator / 2,
        numerator,
        denominator: 2,
        lower: 1,
        upper: 999,
      });
    const counts = [...other, year("S1", "referrals", { value: 400 })];
    expect(verdict("backlog", [...counts, behind("2023-Q1", 100), behind("2024-Q1", 300)]).state).toBe(
      "shown",
    );
  });

  it("rises from nobody waiting too, but not from a service in which no case was open", () => {
    const waiting = (before: number, now: number) => [
      ...rows(100, 100),
      quarter("S1", "cases_waiting", "2023-Q1", before),
      quarter("S1", "cases_waiting", "2024-Q1", now),
    ];
    // 0 and 30: P(X >= 30 | 30, 1/2) = 2^-30, and 7.5 for every 100 that came in; 19 are 4.75.
    expect(verdict("backlog", waiting(0, 30), exactly)).toMatchObject({ state: "shown", short: "0 → 30" });
    expect(verdict("backlog", waiting(0, 19), exactly).state).toBe("not_shown");
    expect(verdict("backlog", waiting(0, 0), exactly)).toMatchObject({ short: "100 → 100" });
    expect(verdict("backlog", rows(0, 300), exactly)).toMatchObject({
      state: "not_judged",
      short: "too early",
    });
  });

  it("is not judged before records are a year old", () => {
    const young = {
      ...catalogue,
      programme: { ...catalogue.programme, window: { from: "2022-04-02", to: "2024-03-31" } },
    };
    expect(verdict("backlog", rows(100, 300), young)).toMatchObject({
      state: "not_judged",
      short: "too early",
    });
  });
});

describe("open cases", () => {
  const at = (open: number, fte: number, all: number, allFte: number) =>
    verdict(
      "open_cases",
      [
        ...other,
        year("S1", "open_cases_per_fte", {
          value: open / fte,
          numerator: open,
          denominator: fte,
          lower: 0,
          upper: 999,
        }),
        year("", "open_cases_per_fte", {
          value: all / allFte,
          numerator: all,
          denominator: allFte,
          lower: 0,
          upper: 999,
        }),
      ],
      exactly,
    );
  it("are set against the other services, the service itself left out", () => {
    // 785 for 2 against 3,585 for 46.2 (the others): 392.5 and 77.6, 5.06 times.
    const cell = at(785, 2, 4370, 48.2);
    expect(cell.state).toBe("shown");
    expect(cell.short).toBe("5.1 times");
    expect(cell.mark).toBe("1.5 times the other services’ 78");
  });
  it("need the whole interval above one and a half times", () => {
    expect(at(200, 2, 1200, 22).state).toBe("shown");
    expect(at(160, 2, 1160, 22).state).toBe("not_shown");
  });
  it("are not judged in a programme of one service", () => {
    expect(at(785, 2, 785, 2).state).toBe("not_judged");
  });
});

describe("time and absence", () => {
  const share = (area: string, measure: string, value: number, half: number) =>
    year(area, measure, { value, lower: value - half, upper: value + half, level: 0.95 });
  it("set the service against the programme by the interval of the difference", () => {
    // 0.10 - 0.05 = 0.05; sqrt(0.03² + 0.01²) = 0.0316: lower limit 0.018, more than the last digit, 0.01.
    const clear = [
      share("S1", "time_service_failures", 0.1, 0.03),
      share("", "time_service_failures", 0.05, 0.01),
    ];
    expect(verdict("service_failures", clear).state).toBe("shown");
    // sqrt(0.04² + 0.01²) = 0.0412: lower limit 0.009, which rounding may have made.
    const close = [
      share("S1", "time_service_failures", 0.1, 0.04),
      share("", "time_service_failures", 0.05, 0.01),
    ];
    expect(verdict("service_failures", close).state).toBe("not_shown");
  });
  it("judge absence by the rate or by the share with 15 or more days", () => {
    const rate = [share("S1", "absence_rate", 0.04, 0.03), share("", "absence_rate", 0.04, 0.01)];
    expect(verdict("absence", rate).state).toBe("not_shown");
    const range = (area: string, lower: number, upper: number) =>
      year(area, "share_long_absence", { lower, upper });
    expect(verdict("absence", [...rate, range("S1", 0.6, 0.8), range("", 0, 0.2)])).toMatchObject({
      state: "shown",
      short: "60% to 80%",
    });
    expect(verdict("absence", [...rate, range("S1", 0.4, 0.6), range("", 0, 0.2)]).state).toBe("not_shown");
  });
});

describe("intention to leave", () => {
  const range = (area: string, lower: number, upper: number) =>
    year(area, "share_intend_to_leave", { lower, upper });
  it("needs a range that chance hardly reaches: the next fifth is not enough", () => {
    const at = (own: readonly [number, number], all: readonly [number, number]) =>
      verdict("leaving", [range("S1", ...own), range("", ...all)]).state;
    expect(at([0.4, 0.6], [0.2, 0.4])).toBe("not_shown");
    expect(at([0.6, 0.8], [0.2, 0.4])).toBe("not_shown");
    expect(at([0.8, 1], [0.2, 0.4])).toBe("shown");
    expect(at([0.5, 1], [0, 0.2])).toBe("shown");
    expect(at([0.5, 1], [0.2, 0.4])).toBe("not_shown");
  });
  it("is Fisher’s test against the others where numbers are published", () => {
    const counted = (area: string, numerator: number, denominator: number) =>
      year(area, "share_intend_to_leave", { numerator, denominator, value: numerator / denominator });
    // 8 of 10 against 22 of 90: p = 0.0008; 5 of 10 against 25 of 90: p = 0.16.
    expect(verdict("leaving", [counted("S1", 8, 10), counted("", 30, 100)], exactly)).toMatchObject({
      state: "shown",
      mark: "other services 24%",
    });
    expect(verdict("leaving", [counted("S1", 5, 10), counted("", 30, 100)], exactly).state).toBe("not_shown");
    // Clearly lower is no pressure: 0 of 20 against 60 of 80.
    expect(verdict("leaving", [counted("S1", 0, 20), counted("", 60, 100)], exactly).state).toBe("not_shown");
  });
});

describe("the chance that a range is reached", () => {
  const bands = catalogue.policy.staff_bands;
  it("is the worst upper binomial tail over the numbers of staff of its width", () => {
    // Fifths are shown from 20: P(X >= 8 | 20, 0.2) = 0.0321. Halves from 10 to 19: P(X >= 5 | 10, 0.2) = 0.0328.
    expect(staffRangeChance({ lower: 0.4, upper: 0.6 }, 0.2, bands)).toBeCloseTo(0.0321, 4);
    expect(staffRangeChance({ lower: 0.5, upper: 1 }, 0.2, bands)).toBeCloseTo(0.0328, 4);
  });
  it("is certain for the range that holds 0, and for a width the policy does not know", () => {
    expect(staffRangeChance({ lower: 0, upper: 0.2 }, 0.2, bands)).toBe(1);
    expect(staffRangeChance({ lower: 0.5, upper: 0.6 }, 0.2, bands)).toBe(1);
  });
});

describe("the signal", () => {
  const referrals = year("S1", "new_referrals_per_fte", {
    value: 430,
    numerator: 860,
    denominator: 2,
    lower: 400,
    upper: 460,
  });
  const open = (area: string, numerator: number, denominator: number) =>
    year(area, "open_cases_per_fte", {
      value: numerator / denominator,
      numerator,
      denominator,
      lower: 0,
      upper: 999,
    });
  const rows = [
    referrals,
    open("S1", 785, 2),
    open("", 4370, 48.2),
    year("S2", "new_referrals_per_fte", { value: 210, lower: 200, upper: 220 }),
    year("S3", "share_intend_to_leave", { status: "withheld" }),
  ];
  const document = pressureSignal(rows, catalogue);
  const at = (area_type: "programme" | "service", area: string) =>
    ({ area_type, area, period_type: "all", period: "all" }) as const;
  const services = document.years[0]?.services ?? [];

  it("counts the pressures shown of those that can be judged, and never what is withheld", () => {
    expect(services.map(({ service, shown, judged: of }) => [service, shown, of])).toEqual([
      ["S1", 2, 2],
      ["S2", 0, 1],
      ["S3", 0, 0],
    ]);
    expect(services.map(isPressed)).toEqual([true, null, null]);
  });

  it("has one cell for each rule, in the order of the table", () => {
    const ids = pressureRules(catalogue).map(({ id }) => id);
    for (const { cells } of services) expect(cells.map(({ rule }) => rule)).toEqual(ids);
  });

  it("says which services, of how many, and by which signs", () => {
    expect(pressureWords(at("programme", "programme"), document, catalogue)).toEqual([
      "In 2023–24, Service S1 showed 2 of the 2 signs of pressure that could be judged: new referrals and open cases. No other service could be judged.",
    ]);
    expect(pressureWords(at("service", "S1"), document, catalogue)).toEqual([
      "In 2023–24, it showed 2 of the 2 signs of workload pressure that could be judged (new referrals and open cases).",
    ]);
    expect(pressureWords(at("service", "S2"), document, catalogue)).toEqual([]);
  });

  it("names every service under several pressures, and says of the others that they show fewer", () => {
    const [first] = document.years;
    const pressed = first?.services[0];
    if (first === undefined || pressed === undefined) throw new Error("no year");
    const of = (services: typeof first.services) => ({ ...document, years: [{ ...first, services }] });
    const calm = {
      ...pressed,
      shown: 0,
      cells: pressed.cells.map((one) => ({ ...one, state: "not_shown" as const })),
    };
    const told = (services: typeof first.services) =>
      pressureWords(at("programme", "programme"), of(services), catalogue);
    expect(told([pressed, { ...calm, service: "S2" }, { ...calm, service: "S3" }])).toEqual([
      "In 2023–24, Service S1 showed 2 of the 2 signs of pressure that could be judged: new referrals and open cases. Each of the 2 other services that could be judged showed fewer than 2.",
    ]);
    expect(told([{ ...pressed, service: "S2" }, pressed, { ...calm, service: "S3" }])).toEqual([
      "In 2023–24, 2 of 3 services that could be judged showed 2 or more signs of pressure at once: Service S1 and Service S2.",
      "Service S1 showed 2 of the 2 signs of pressure that could be judged: new referrals and open cases.",
      "Service S2 showed 2 of the 2 signs of pressure that could be judged: new referrals and open cases.",
    ]);
    expect(told([calm])).toEqual([
      "In 2023–24, no service showed 2 or more signs of pressure at once, of 1 service that could be judged.",
    ]);
  });

  it("opens the page of the programme where a service is under several pressures, and nowhere else", () => {
    const finding = (estimates: readonly ReleasedEstimate[], key: string) =>
      makeFindings(
        estimates,
        catalogue,
        noQuality,
        undefined,
        undefined,
        pressureSignal(estimates, catalogue),
      ).findings[`link-workers||${key}|financial_year|2023-24`];
    const flow = year("", "new_referrals_per_fte", { value: 225, lower: 205, upper: 245 });
    const pressed = finding([...rows, flow], "programme|programme");
    expect(pressed?.headline).toContain("Service S1 showed 2 of the 2 signs of pressure");
    expect(pressed?.detail[0]).toContain("Next step in Service S1: ask whether a post stood empty");
    expect(pressed?.detail[1]).toBe(
      "The signs of Service S1 in figures: " +
        document.years[0]?.services[0]?.cells
          .filter(({ state }) => state === "shown")
          .map(({ rule, figure, mark }) => `${rule.replace("_", " ")}, ${figure}, beside ${mark}`)
          .join("; ") +
        ".",
    );
    expect(pressed?.detail[2]).toContain(
      "there were 225 new referrals a year for each full-time link worker",
    );
    const calm = rows.map((one) =>
      one === referrals ? { ...one, value: 220, lower: 200, upper: 240 } : one,
    );
    const usual = finding([...calm, flow], "programme|programme");
    expect(usual?.headline).toContain("there were 225 new referrals a year");
    expect(usual?.detail[0]).toContain("no service showed 2 or more signs of pressure at once");
    expect(finding(rows, "service|S1")?.headline).toContain("new referrals a year");
  });

  it("leaves out a year that was not over when the data were taken", () => {
    const early = { ...catalogue, programme: { ...catalogue.programme, data_date: "2024-02-29" } };
    expect(pressureSignal(rows, early).years).toEqual([]);
  });
});
