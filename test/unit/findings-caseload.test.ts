import { describe, expect, it } from "vitest";
import { caseloadCaveats, caseloadWords, mostOpenCases } from "../../src/findings/caseload-words.ts";
import { indexEstimates } from "../../src/findings/estimate-index.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { catalogue as anyCatalogue, row } from "./reports-support.ts";

const catalogue: Catalogue = {
  ...anyCatalogue,
  areas: [
    ...anyCatalogue.areas,
    ...["S1", "S2"].map((area) => ({
      area_type: "service",
      area,
      label: `Service ${area}`,
      within: null,
    })),
  ],
};
const year = { period_type: "financial_year", period: "2023-24" };
const before = { period_type: "financial_year", period: "2022-23" };
const service = (area: string) => ({ area_type: "service", area });
type Parts = Parameters<typeof row>[0];
const estimate = (measure: string, parts: Parts): ReleasedEstimate =>
  row({ measure, level: 0.95, ...year, ...parts }) as ReleasedEstimate;
const withheld: Parts = { status: "withheld", value: null, level: null };

function said(estimates: readonly ReleasedEstimate[], area = "programme"): readonly string[] {
  const places = indexEstimates(estimates, catalogue);
  const place = places.find(({ selection }) => selection.area === area && selection.period === year.period);
  if (place === undefined) throw new Error(`Nothing of ${area}.`);
  const first = area === "programme" ? mostOpenCases(place, places, catalogue) : [];
  return [...first, ...caseloadWords(place, places, catalogue)];
}

describe("the words on backlog and support", () => {
  it("name the service with most open cases for each worker, where it is clearly above the programme", () => {
    const open = (area: Parts, value: number, lower: number, upper: number, more: Parts = {}) =>
      estimate("open_cases_per_fte", { ...area, value, lower, upper, ...more });
    const rows = [
      open({}, 60, 55, 65),
      open(service("S1"), 400, 370, 430, { numerator: 765, denominator: 1.9 }),
      open(service("S2"), 70, 60, 80, { numerator: 140, denominator: 2 }),
    ];
    expect(said(rows)).toEqual([
      "The most open cases for each link worker are in Service S1: 765 open cases for 1.9 full-time link workers.",
    ]);
    expect(said(rows, "S1")).toEqual(["That is 765 open cases for 1.9 full-time link workers."]);
    expect(
      said([open({}, 60, 55, 65), open(service("S2"), 70, 60, 80, { numerator: 140, denominator: 2 })]),
    ).toEqual([]);
  });

  it("set the waiting list beside that of a year before, and give the wait the flow implies", () => {
    const rows = [
      estimate("cases_open", { value: 300 }),
      estimate("cases_waiting", { value: 60 }),
      estimate("cases_waiting", { ...before, value: 55 }),
      estimate("implied_wait_weeks", { value: 6.2, lower: 5.1, upper: 7.4 }),
      estimate("median_days_to_first_contact", { value: 21 }),
    ];
    expect(said(rows)).toEqual([
      "On the last day 300 referrals were open, and 60 of them were waiting for a first contact (a year before: 55).",
      "If the waiting list and the number seen each week stay as they are, someone who joins now waits about 6.2 weeks (95% interval 5.1 to 7.4). Half of those who were seen had waited no longer than 21 days.",
    ]);
  });

  it("say why no wait is given, and nothing of what is withheld", () => {
    const note = "The waiting list clearly rose over the year.";
    expect(said([estimate("implied_wait_weeks", { ...withheld, status: "not_available", note })])).toEqual([
      note,
    ]);
    const rows = [
      "open_cases_per_fte",
      "cases_open",
      "cases_waiting",
      "implied_wait_weeks",
      "weighted_cases_per_fte",
      "support_median_days",
      "contacts_per_person",
    ].map((measure) => estimate(measure, { ...withheld, numerator: 5, note: "Not shown." }));
    expect(said(rows)).toEqual([]);
  });

  it("give support, contacts and weighted cases with their intervals", () => {
    const rows = [
      estimate("weighted_cases_per_fte", { value: 81.4, lower: 74.2, upper: 89.9 }),
      estimate("support_median_days", { value: 92, lower: 88, upper: 97 }),
      estimate("contacts_per_person", { value: 5.4, lower: 5.1, upper: 5.7 }),
      estimate("share_contacts_6_to_12", { value: 0.41, lower: 0.36, upper: 0.46, denominator: 400 }),
    ];
    expect(said(rows)).toEqual([
      "With complex cases counted for more there were 81 open cases for each full-time link worker (95% interval 74 to 90).",
      "Half of the people first seen in the period had their referral closed within 92 days of the first contact (95% interval 88 to 97).",
      "Closed referrals had 5.4 attended contacts on average (95% interval 5.1 to 5.7), and 41% (36% to 46%) had the 6 to 12 of the guidance.",
    ]);
    const [place] = indexEstimates(rows, catalogue);
    expect(place === undefined ? [] : caseloadCaveats(place)).toHaveLength(1);
  });
});
