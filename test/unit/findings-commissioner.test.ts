import { describe, expect, it } from "vitest";
import { makeFindings } from "../../src/findings/all-findings.ts";
import { capacityWords } from "../../src/findings/capacity-words.ts";
import { commissionerFinding } from "../../src/findings/commissioner-finding.ts";
import { indexEstimates } from "../../src/findings/estimate-index.ts";
import { networksFarOut } from "../../src/findings/networks-far-out.ts";
import { pressedWords } from "../../src/findings/pressed-words.ts";
import type { PressureDocument } from "../../src/findings/pressure-document.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { servesWords, servicePlace } from "../../src/findings/service-words.ts";
import { spreadWords } from "../../src/findings/spread-words.ts";
import type { Catalogue, ComparePage } from "../../src/release/catalogue.ts";
import { noQuality } from "../golden/findings-example.ts";
import { catalogue as anyCatalogue, row } from "./reports-support.ts";

const SERVICES = ["A", "B", "C", "D", "E"];
const catalogue: Catalogue = {
  ...anyCatalogue,
  measures: [
    ...anyCatalogue.measures,
    { ...(anyCatalogue.measures[0] as Catalogue["measures"][number]), id: "share_contacted" },
  ],
  areas: [
    { area_type: "programme", area: "programme", label: "Whole programme", within: null },
    { area_type: "borough", area: "E1", label: "Riverside", within: null },
    { area_type: "pcn", area: "U1", label: "Willow PCN", within: "E1" },
    { area_type: "pcn", area: "U2", label: "Alder PCN", within: "E1" },
    ...SERVICES.map((area) => ({ area_type: "service", area, label: `Service ${area}`, within: null })),
  ],
  services: SERVICES.map((id) => ({
    id,
    name: `Service ${id}`,
    borough: id === "A" ? "E1" : null,
    model: null,
  })),
  networks: [
    { area: "U1", icb: null, service: "A" },
    { area: "U2", icb: null, service: "A" },
  ],
  workforce: { ...anyCatalogue.workforce, referrals_per_fte: { from: 200, to: 250, source: "Guidance" } },
};
const flow = (
  area: string,
  value: number,
  parts: Partial<ReleasedEstimate> = {},
  half = 10,
): ReleasedEstimate =>
  row({
    measure: "new_referrals_per_fte",
    area_type: area === "" ? "programme" : "service",
    area: area === "" ? "programme" : area,
    period_type: "financial_year",
    period: "2023-24",
    value,
    lower: value - half,
    upper: value + half,
    level: 0.95,
    ...parts,
  }) as ReleasedEstimate;
const placesOf = (rows: readonly ReleasedEstimate[]) => indexEstimates(rows, catalogue);
const programmeOf = (rows: readonly ReleasedEstimate[]) => {
  const found = placesOf(rows).find(({ selection }) => selection.area_type === "programme");
  if (found === undefined) throw new Error("no programme");
  return found;
};
const spread = (rows: readonly ReleasedEstimate[]) =>
  spreadWords("new_referrals_per_fte", programmeOf(rows), placesOf(rows), catalogue);

describe("how services spread behind the programme's figure", () => {
  it("names the one that stands apart, and that it draws the programme's figure above all others", () => {
    // 200, 204, 206, 210 and 420: the middle one is 206; without the last they go up to 210, and the programme has 217.
    const rows = [
      flow("", 217),
      flow("A", 420),
      flow("B", 206),
      flow("C", 200),
      flow("D", 210),
      flow("E", 204),
    ];
    expect(spread(rows)).toEqual([
      "The middle one of 5 services (the median) had 206. Service A stands apart with 420; the others range from 200 to 210, so that one service draws the programme’s figure above all of theirs.",
    ]);
    expect(spread([flow("", 205), ...rows.slice(1)])[0]).toMatch(/range from 200 to 210\.$/);
  });

  it("names none where the intervals meet, takes the middle of an even number between two, and is silent of few", () => {
    const close = [flow("", 205), flow("A", 230), flow("B", 206), flow("C", 200), flow("D", 215)];
    expect(spread(close)).toEqual([
      "The middle one of 4 services (the median) had 211; they range from 200 to 230.",
    ]);
    expect(spread(close.slice(0, 4))).toEqual([]);
    const withheld = { status: "withheld", value: null, lower: null, upper: null } as const;
    expect(spread([...close.slice(0, 4), flow("D", 0, withheld)])).toEqual([]);
    expect(spread([...close.slice(0, 4), flow("D", 215, { period: "2022-23" })])).toEqual([]);
  });
});

const cell = (rule: string, state: "shown" | "not_shown") => ({
  ...{ rule, state, short: "432", figure: "432 a year", mark: "guidance 200 to 250", reason: "" },
  ...{ value: 432, lower: 402, upper: 463, mark_from: 200, mark_to: 250 },
});
const pressure = (shown: number): PressureDocument => ({
  several: 2,
  rules: [
    { id: "new_referrals", title: "New referrals" },
    { id: "open_cases", title: "Open cases" },
  ].map((one) => ({ ...one, against: "", measures: [], compared: "", clearly: "", needs: "", by_chance: 0 })),
  years: [
    {
      period: "2023-24",
      services: SERVICES.map((service) => ({
        service,
        shown: service === "A" ? shown : 0,
        judged: 2,
        cells: [
          cell("new_referrals", service === "A" && shown > 0 ? "shown" : "not_shown"),
          cell("open_cases", service === "A" && shown > 1 ? "shown" : "not_shown"),
        ],
      })),
    },
  ],
  simulation: { replicates: 1, rows: [] },
});

describe("a service under several pressures", () => {
  const rows = [
    flow("", 210, { numerator: 10_000, denominator: 50 }),
    flow("A", 432, { numerator: 800, denominator: 2 }),
  ];
  const told = (place: string, from = pressure(2)) => {
    const at = placesOf(rows).find(({ selection }) => selection.area === place);
    if (at === undefined) throw new Error(place);
    return pressedWords(at, placesOf(rows), from, catalogue);
  };

  it("is told with its borough and networks, its shares, what to do next and its figures", () => {
    // 800 of 10,000 is 8%, 2 of 50 is 4%; 800 ÷ 250 = 3.2 and 800 ÷ 200 = 4.0.
    expect(told("programme")).toEqual([
      "Service A works in Riverside and serves Alder PCN and Willow PCN. It had 8% of the programme’s new referrals and 4% of its full-time link workers (2.0 of 50.0).",
      "Next step there: ask whether a post stood empty, whether cases are closed when support ends, and who refers more than elsewhere. At as many referrals, 3.2 to 4.0 full-time link workers would be within the guidance.",
      "The signs of Service A in figures: new referrals, 432 a year, beside guidance 200 to 250; open cases, 432 a year, beside guidance 200 to 250.",
    ]);
    expect(told("A")).toEqual(told("programme"));
  });

  it("has its link workers as the staff records count them on average, where both are from there", () => {
    // The denominators are worker-years: in a leap year 2.0 and 49.0 of what were 2.0 and 48.9 workers on average.
    const workers = (area: string, value: number, method: string) =>
      flow(area, value, { measure: "link_worker_fte", lower: null, upper: null, level: null, method });
    const told = (method: string) => {
      const [first] = rows;
      const all = [
        { ...(first as ReleasedEstimate), denominator: 48.96 },
        ...[...rows.slice(1), workers("", 48.86, method), workers("A", 2, method)],
      ];
      return pressedWords(programmeOf(all), placesOf(all), pressure(2), catalogue)[0];
    };
    expect(told("staff-records")).toContain("4% of its full-time link workers (2.0 of 48.9).");
    expect(told("published-statistic")).toContain("4% of its full-time link workers (2.0 of 49.0).");
  });

  it("counts link workers of staff records as an average, and repeats published ones as they stand", () => {
    const of = (method: string) =>
      capacityWords(programmeOf([flow("", 48.86, { measure: "link_worker_fte", method })]), "");
    expect(of("staff-records")).toBe("link workers filled 48.9 full-time posts on average");
    expect(of("published-statistic")).toBe("link workers fill 48.86 full-time posts");
  });

  it("is nobody where none shows several", () => {
    expect(told("programme", pressure(1))).toEqual([]);
  });

  it("says nothing of where a service works that the programme does not declare", () => {
    expect(servesWords(catalogue, "B")).toBeNull();
    expect(servicePlace(catalogue, "A")).toEqual({
      networks: ["Alder PCN", "Willow PCN"],
      borough: "Riverside",
    });
  });

  it("makes the sentences on the whole time those of the last full year, and says so", () => {
    const all = [...rows, flow("", 205, { period_type: "all", period: "all" })];
    const made = (from?: PressureDocument) =>
      makeFindings(all, catalogue, noQuality, undefined, undefined, from).findings[
        "link-workers||programme|programme|all|all"
      ];
    const whole = made(pressure(2));
    expect(whole?.headline).toMatch(/^In 2023–24, Service A showed 2 of the 2 signs/);
    expect(whole?.detail[3]).toMatch(/^In 2023–24, there were 210 new referrals a year/);
    expect([whole?.headline, ...(whole?.detail ?? [])].join(" ")).not.toContain("205");
    expect(whole?.caveats[0]).toMatch(/^These sentences are of April 2023 to March 2024/);
    expect(made()?.headline).toMatch(/^There were 205 new referrals a year/);
  });
});

const funnel = (measure: string, verdicts: readonly [string, string][]) =>
  ({
    measure,
    instrument: "",
    status: "published",
    case_mix: null,
    points: verdicts.map(([area, verdict]) => ({ area, verdict, adjusted_verdict: null })),
  }) as never;
const compare = (far: string): ComparePage =>
  ({
    funnels: [
      funnel("share_contacted", [
        ["U1", far],
        ["U2", "above_inner"],
      ]),
      funnel("follow_up_rate", [
        ["U1", "inside"],
        ["U2", "inside"],
      ]),
    ],
  }) as never;

describe("the message for commissioners", () => {
  const rows = [
    flow("", 210),
    row({
      measure: "follow_up_rate",
      instrument: "pam",
      ...{ value: 0.54, lower: 0.5, upper: 0.58, level: 0.95, numerator: 540, denominator: 1000 },
    }) as ReleasedEstimate,
  ];
  const whole = placesOf(rows).find(({ selection }) => selection.period_type === "all");
  const message = (shown: number, far: string) => {
    if (whole === undefined) throw new Error("no place");
    return commissionerFinding(whole, catalogue, {
      pressure: pressure(shown),
      compare: compare(far),
      evidence: "Strength of the evidence on PAM scores: weak.",
    });
  };

  it("opens with capacity and networks, names who they are, and ends with what to do next", () => {
    const found = message(2, "below_outer");
    expect(found?.headline).toBe(
      "In 2023–24, 1 of 5 services that could be judged was under several pressures at once: Service A. 1 of 2 networks lies beyond the 99.8% limits of chance in at least one of 2 measures.",
    );
    expect(found?.detail.map((text) => text.split(":")[0])).toEqual([
      "Capacity",
      "Differences",
      "Outcomes",
      "Next",
      "Next",
      "Next",
    ]);
    expect(found?.detail[0]).toContain("Service A works in Riverside and serves Alder PCN and Willow PCN.");
    expect(found?.detail[1]).toContain("Willow PCN");
    // Of 4 figures with a verdict one lies beyond; 4 ÷ 500 is told as about 1, never as none.
    expect(found?.detail[1]).toContain(
      "4 figures were looked at: 1 lies beyond those limits, and about 1 would by chance alone.",
    );
    expect(found?.detail[2]).toContain("cannot show what the service did");
    expect(found?.detail[5]).toContain("54% of those due were");
  });

  it("tells how many workers the guidance would ask for, of the year, and where interpreters were missing", () => {
    const unmet = row({
      measure: "share_language_unmet",
      ...{ value: 0.409, lower: 0.394, upper: 0.423, level: 0.95, numerator: 2145, denominator: 5250 },
    }) as ReleasedEstimate;
    const [place] = placesOf([...rows, unmet]).filter(({ selection }) => selection.period_type === "all");
    const [service] = placesOf([flow("A", 432, { numerator: 865, denominator: 2 })]);
    if (place === undefined) throw new Error("no place");
    const found = commissionerFinding(place, catalogue, {
      ...{ pressure: pressure(2), compare: compare("inside"), evidence: undefined },
      serviceAt: (area, period) => (area === "A" && period === "2023-24" ? service : undefined),
    });
    expect(found?.headline).toContain(
      "Of the contacts with people who need an interpreter, 40.9% (95% interval 39.4% to 42.3%) had neither an interpreter nor a worker who speaks the language.",
    );
    expect(found?.detail.find((text) => text.startsWith("Language: "))).toMatch(
      /speaks the language\. Contacts of one person are alike .* that interval is too narrow\.$/,
    );
    expect(found?.detail[0]).toContain("Its figures in 2023–24: New referrals: 432 a year");
    // 865 ÷ 250 = 3.5 and 865 ÷ 200 = 4.3.
    expect(found?.detail.find((text) => text.startsWith("Next: Ask Service A"))).toContain(
      "who refers more than elsewhere. At as many referrals, 3.5 to 4.3 full-time link workers would be within the guidance.",
    );
  });

  it("asks for nothing where nothing stands out but the people lost", () => {
    const calm = message(0, "inside");
    expect(calm?.headline).toMatch(/no service showed 2 or more signs.*none of 2 networks is known to lie/i);
    expect(calm?.detail.filter((text) => text.startsWith("Next"))).toHaveLength(1);
  });

  it("is absent where fewer than two topics can be told of", () => {
    const alone = placesOf([flow("", 210, { period_type: "all", period: "all" })])[0];
    if (alone === undefined) throw new Error("no place");
    const from = { pressure: pressure(2), compare: undefined, evidence: undefined };
    expect(commissionerFinding(alone, catalogue, from)).toBeNull();
  });

  it("counts a network once however many of its figures lie beyond the limits", () => {
    const twice = [
      funnel("share_contacted", [["U1", "above_outer"]]),
      funnel("follow_up_rate", [["U1", "below_outer"]]),
    ];
    expect(networksFarOut(twice, catalogue, "")).toEqual({
      ...{ looked: 1, measures: 2, names: ["Willow PCN"] },
      ...{ figures: 2, far: 2 },
    });
    expect(networksFarOut(twice.slice(1), catalogue, "")).toBeNull();
  });
});
