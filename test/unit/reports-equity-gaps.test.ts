import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { equityGaps } from "../../reports/components/equity-gaps.ts";
import { withinSentence } from "../../reports/components/equity-part.ts";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import { clearNote } from "../../src/measures/reference-group.ts";
import { catalogue as plain, row } from "./reports-support.ts";

let dom: ReturnType<typeof parseHTML>;
beforeAll(() => {
  dom = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, {
    document: dom.document,
    window: dom.window,
    location: { pathname: "/equity", search: "" },
  });
});

const two = [
  { category: "a", label: "Alpha" },
  { category: "b", label: "Beta" },
  { category: "not_known", label: "Not known" },
];
const catalogue: Release["catalogue"] = {
  ...plain,
  breakdowns: [
    { breakdown: "gender", label: "Gender", categories: two },
    { breakdown: "age_band", label: "Age at referral", categories: two },
    { breakdown: "language_group", label: "English or another language", categories: two },
  ],
};

const finding = (headline: string, detail: string[] = []) => ({ headline, detail, caveats: [] as string[] });
const ratio = (breakdown: string, step: string, upper: number, note = clearNote(3)) =>
  row({
    measure: `group_ratio_onward_${step}`,
    ...{ breakdown, category: "b", value: upper - 0.1, lower: upper - 0.2, upper, note },
  });
const wait = (breakdown: string, category: string, lower: number, note = clearNote(3)) =>
  row({ measure: "wait_median_days", breakdown, category, value: lower + 1, lower, upper: lower + 2, note });

const release: Release = {
  catalogue,
  findings: {
    findings: {
      "equity-pathway-gender||programme|programme|all|all": finding(
        "Beta fall behind at being reached. More.",
      ),
      "equity-pathway-age_band||programme|programme|all|all": finding(
        "The young fall behind at starting. More.",
      ),
      "equity-pathway-language_group||programme|programme|all|all": finding("At no step."),
      "equity-waits-gender||programme|programme|all|all": finding("Half of Beta within 21 days.", [
        "Nine in ten of Beta within 60 days.",
      ]),
      "equity-waits-age_band||programme|programme|all|all": finding("Half of all. No group."),
    },
    not_shown: {},
  },
  estimates: indexEstimates([
    ratio("gender", "contacted", 0.95),
    ratio("age_band", "contacted", 0.97),
    ratio("age_band", "started", 0.8),
    ratio("language_group", "started", 0.7, ""),
    row({ measure: "wait_median_days", value: 10, lower: 9, upper: 11 }),
    wait("gender", "b", 20),
    wait("age_band", "b", 11),
    wait("age_band", "a", 30, ""),
    wait("age_band", "not_known", 50),
  ]),
};
const parts = (of: Release) => {
  const holder = dom.document.createElement("div");
  holder.append(
    equityGaps(of, { ...defaultSelection(catalogue), breakdown: "gender", area: "elsewhere" }) as never,
  );
  return [...holder.querySelectorAll(".gaps")].map((part) => ({
    heading: part.querySelector("h3")?.textContent,
    clear: [...part.querySelectorAll("li")].map((item) => item.textContent?.trim()),
    links: [...part.querySelectorAll("a")].map((link) => link.getAttribute("href")),
    none: part.querySelector("p")?.textContent,
  }));
};

describe("clear gaps over every characteristic", () => {
  it("names the greatest clear fall of each, the greatest of all first, and leads to the others", () => {
    expect(parts(release)[0]).toMatchObject({
      heading: "Where the pathway breaks",
      clear: [
        "The young fall behind at starting: 0.70 (0.60 to 0.80) times as often, of those assessed. Show by age at referral",
        "Beta fall behind at being reached: 0.85 (0.75 to 0.95) times as often, of the referrals.",
      ],
      none: "No clear fall: English or another language.",
    });
    expect(parts(release)[0]?.links[0]).toContain("by=age_band");
  });

  it("names who waits longer only where the interval lies above that of everybody and the release marks it as clear, people not known apart", () => {
    expect(parts(release)[1]).toMatchObject({
      clear: ["Half of Beta within 21 days. Nine in ten of Beta within 60 days."],
      none: "No group shown to wait longer: Age at referral.",
    });
  });

  it("leaves out a question that was asked of no characteristic, and is nothing where none was", () => {
    expect(parts(release).map(({ heading }) => heading)).toEqual([
      "Where the pathway breaks",
      "Who waits longer",
    ]);
    expect(parts({ ...release, findings: { findings: {}, not_shown: {} } })).toEqual([]);
  });
});

describe("a label within a sentence", () => {
  it("begins small, but for names", () => {
    expect(withinSentence("Age at referral")).toBe("age at referral");
    expect(withinSentence("English or another language")).toBe("English or another language");
    expect(withinSentence("NHS number")).toBe("NHS number");
  });
});
