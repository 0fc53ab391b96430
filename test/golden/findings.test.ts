import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { makeFindings } from "../../src/findings/all-findings.ts";
import type { Finding, ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { type Catalogue, type DataQuality, findingsSchema } from "../../src/release/catalogue.ts";
import { cataloguePolicy } from "../../src/release/catalogue-policy.ts";
import { catalogue, change, estimate, index, noQuality, pam, share, worry } from "./findings-example.ts";

/** Every rule holds one sentence here, as a reader gets it. */

const WHOLE = "programme|programme|all|all";

function finding(
  key: string,
  estimates: readonly ReleasedEstimate[],
  from: Catalogue = catalogue,
  quality: DataQuality = noQuality,
): Finding {
  const found = makeFindings(estimates, from, quality).findings[key];
  if (found === undefined) throw new Error(`No finding ${key}.`);
  return found;
}

const outcomes = (estimates: readonly ReleasedEstimate[], instrument = "pam", from = catalogue) =>
  finding(`outcomes|${instrument}|${WHOLE}`, estimates, from);
const gad7 = { instrument: "gad7" };
const eq5d = { instrument: "eq5d" };

describe("headline of an average change", () => {
  it.each([
    // 3.4 to 4.0 beside 3.4, 5.4 and 7.4.
    [change(3.7, 3.4, 4), ": at 3.4 points the change would reach it, at 7.4 it would fall short of it."],
    [change(2, 1.5, 2.5), ", which makes no difference here."],
    [change(5.4, 4.4, 6.4), ": at 3.4 points the change would reach it, at 7.4 it would fall short of it."],
    [change(5.4, 3, 8), ", which makes no difference here."],
  ])("says how sure the meaningful change itself is, where its interval is declared", (found, ending) => {
    const declared = {
      ...pam.meaningful_change,
      interval: [3.4, 7.4] as [number, number],
      found_in: "136 people",
    };
    const from = { ...catalogue, instruments: [{ ...pam, meaningful_change: declared }] };
    const { headline, detail } = outcomes([found], "pam", from);
    expect(headline).toMatch(/5\.4 points taken as a meaningful change, which could be 3\.4 to 7\.4\.$/);
    expect(detail[0]).toBe(`The 5.4 points were found in 136 people, and could be 3.4 to 7.4${ending}`);
  });

  it("judges the limits of the meaningful change by the interval that allows for services, on both pages", () => {
    const declared = { ...pam.meaningful_change, interval: [3.4, 7.4] as [number, number] };
    const from = { ...catalogue, instruments: [{ ...pam, meaningful_change: declared }] };
    const allowing = { ...change(3.7, 3.2, 4.2), measure: "clustered_change" };
    for (const page of ["outcomes|pam", "overview|"]) {
      const { detail } = finding(`${page}|${WHOLE}`, [change(3.7, 3.4, 4), allowing], from);
      expect(detail.join(" "), page).toContain("at 3.4 points the change would not clearly reach it");
      expect(detail.join(" "), page).toContain(
        "Allowing for that, the 95% interval of the average change is 3.2 to 4.2 points.",
      );
    }
  });

  it.each([
    [
      "below the threshold",
      [change(4.2, 3.4, 5)],
      "Among 1,240 people with PAM scores before and after, the average score rose by 4.2 points (95% interval 3.4 to 5.0). This is less than the 5.4 points taken as a meaningful change.",
    ],
    [
      "at the threshold or above",
      [change(7.1, 5.4, 8.8)],
      "Among 1,240 people with PAM scores before and after, the average score rose by 7.1 points (95% interval 5.4 to 8.8). This is at least the 5.4 points taken as a meaningful change.",
    ],
    [
      "around the threshold",
      [change(5.5, 4, 7)],
      "Among 1,240 people with PAM scores before and after, the average score rose by 5.5 points (95% interval 4.0 to 7.0). It is not clear whether this reaches the 5.4 points taken as a meaningful change.",
    ],
    [
      "around nothing, and small",
      [change(0.8, -0.3, 1.9)],
      "Among 1,240 people with PAM scores before and after, the average score may not have changed: the average change was 0.8 points (95% interval −0.3 to 1.9). Any change is less than the 5.4 points taken as a meaningful change.",
    ],
    [
      "around nothing, and wide",
      [change(-1, -8, 6, { n: 10 })],
      "Among 10 people with PAM scores before and after, the average score may not have changed: the average change was −1.0 points (95% interval −8.0 to 6.0). The interval is wide: a change of 5.4 points or more, which is taken as meaningful, cannot be ruled out.",
    ],
    [
      "down, which is worse",
      [change(-3, -4, -2)],
      "Among 1,240 people with PAM scores before and after, the average score fell by 3.0 points (95% interval 2.0 to 4.0). This is a change for the worse but less than the 5.4 points taken as a meaningful change.",
    ],
    [
      "a lower limit that prints as 0",
      [change(0.3, 0.04, 0.6)],
      "Among 1,240 people with PAM scores before and after, the average score may not have changed: the average change was 0.3 points (95% interval 0.0 to 0.6). Any change is less than the 5.4 points taken as a meaningful change.",
    ],
    [
      "no interval",
      [change(4.2, null, null, { n: 1 })],
      "Among 1 person with PAM scores before and after, the average change was 4.2 points, with no interval to say how sure this is.",
    ],
    [
      "number of people not shown",
      [change(4.2, 3.4, 5, { n: null })],
      "Among people with PAM scores before and after, the average score rose by 4.2 points (95% interval 3.4 to 5.0). This is less than the 5.4 points taken as a meaningful change.",
    ],
  ] as const)("%s", (_, estimates, headline) => {
    expect(outcomes(estimates).headline).toBe(headline);
  });

  it("turns round where a lower score is better", () => {
    expect(outcomes([change(-2.5, -3.5, -1.5, gad7)], "gad7").headline).toBe(
      "Among 1,240 people with GAD-7 scores before and after, the average score fell by 2.5 points (95% interval 1.5 to 3.5). This is a change for the better but less than the 4 points taken as a meaningful change.",
    );
    expect(outcomes([change(5.5, 4.5, 6.5, gad7)], "gad7").headline).toBe(
      "Among 1,240 people with GAD-7 scores before and after, the average score rose by 5.5 points (95% interval 4.5 to 6.5). This is a change for the worse and at least the 4 points taken as a meaningful change.",
    );
    expect(outcomes([change(-5.5, -6.5, -4.5, gad7)], "gad7").caveats).toContain(
      "A lower GAD-7 score is better.",
    );
  });

  it("keeps the decimals and the unit of the instrument", () => {
    expect(outcomes([change(0.041, 0.02, 0.062, eq5d)], "eq5d").headline).toBe(
      "Among 1,240 people with EQ-5D scores before and after, the average score rose by 0.041 index points (95% interval 0.020 to 0.062). This is less than the 0.074 index points taken as a meaningful change.",
    );
  });

  it("names the area and the period it is about", () => {
    const place = {
      area_type: "borough",
      area: "E09000005",
      period_type: "financial_year",
      period: "2022-23",
    } as const;
    const found = finding("outcomes|pam|borough|E09000005|financial_year|2022-23", [
      change(4.2, 3.4, 5, place),
    ]);
    expect(found.headline).toBe(
      "Brent, April 2022 to March 2023: among 1,240 people with PAM scores before and after, the average score rose by 4.2 points (95% interval 3.4 to 5.0). This is less than the 5.4 points taken as a meaningful change.",
    );
    const project = { area_type: "project", area: "P1", period_type: "window", period: "during" } as const;
    const named = {
      ...catalogue,
      areas: [...catalogue.areas, { area_type: "project", area: "P1", label: "P1: more men", within: null }],
      periods: [...catalogue.periods, { period_type: "window", period: "during", label: "During the work" }],
    };
    expect(
      finding("outcomes|pam|project|P1|window|during", [change(4.2, 3.4, 5, project)], named).headline,
    ).toMatch(/^P1 \(more men\), during the work: among 1,240 people/);
    const unnamed = { area_type: "pcn", area: "U00000" } as const;
    expect(finding("outcomes|pam|pcn|U00000|all|all", [change(4.2, 3.4, 5, unnamed)]).headline).toMatch(
      /^U00000: among 1,240 people/,
    );
  });
});

describe("a figure that is not shown", () => {
  it.each([
    [
      "withheld",
      "the number of people in it, or in a figure beside it, is small, and showing it could identify someone",
    ],
    ["too_few", "there are too few people"],
    ["not_collected", "it was not collected"],
    ["not_yet_observable", "not enough time has passed yet"],
    ["not_available", "the records do not hold what is needed to calculate it"],
  ] as const)("%s says why, and what can still be said", (status, reason) => {
    const found = outcomes([
      change(4.2, 3.4, 5, { status }),
      estimate("mean_baseline", { value: 46.5 }),
      share("follow_up_rate", 0.62, 0.5, 0.72, { denominator: 60 }),
    ]);
    expect(found.headline).toBe(`The average change in PAM scores is not shown: ${reason}.`);
    expect(found.detail).toEqual([
      "The share of people who improved by at least 5.4 points is not shown: it is not published for this area and period.",
      "62% of the 60 people due a second PAM score have one (95% interval 50% to 72%).",
      "The average PAM score at the start was 46.5 points.",
    ]);
  });

  it("points to a wider area or a longer period where there is one", () => {
    const brent = { area_type: "borough", area: "E09000005" } as const;
    const found = finding("outcomes|pam|borough|E09000005|all|all", [
      change(4.2, 3.4, 5, { ...brent, status: "withheld" }),
    ]);
    expect(found.headline).toMatch(/^Brent: the average change in PAM scores is not shown: /);
    expect(found.detail.at(-1)).toBe("A wider area or a longer period may have enough people to be shown.");
  });
});

describe("a source that holds only people with both scores", () => {
  const pairs = estimate("follow_up_rate", { status: "not_available", level: null });
  const said = "The source holds only people with both scores, so nothing is known of those without.";

  it("is said plainly, without a rate and without a rule on who is due", () => {
    const { detail, caveats } = outcomes([change(4.2, 3.4, 5), pairs]);
    expect(detail.at(-1)).toBe(said);
    expect(detail.join(" ")).not.toMatch(/due|follow/i);
    expect(caveats).toContain("A second score counts if it was taken 14 to 365 days after the first.");
    expect(caveats).toContain(
      "People without both scores are not in the source. They may have done better or worse.",
    );
  });

  it("is said once on the overview, however many instruments there are", () => {
    const { detail, caveats } = finding(`overview||${WHOLE}`, [
      change(4.2, 3.4, 5),
      pairs,
      change(0.04, 0.02, 0.06, eq5d),
      { ...pairs, ...eq5d },
    ]);
    expect(detail.filter((text) => text === said)).toHaveLength(1);
    expect(caveats[1]).toBe(
      "People without both scores are not in the source. They may have done better or worse.",
    );
  });

  it("is said once of groups, whose changes are compared all the same", () => {
    const group = (category: string) => ({ breakdown: "age_band", category });
    const { headline, detail } = finding(`equity|pam|${WHOLE}`, [
      change(4.2, 3.4, 5),
      change(3, 1, 5, group("18-44")),
      change(4, 2, 6, group("45-64")),
      { ...pairs, ...group("18-44") },
      { ...pairs, ...group("45-64") },
    ]);
    expect(headline).toBe(
      "No difference was shown between groups in PAM scores, in 1 characteristic compared.",
    );
    expect(detail).toEqual(["No difference was shown between groups in the average change (Age).", said]);
  });
});

describe("an instrument that counts any change", () => {
  const source = "Any change, as an invented publication counts it; not a threshold of importance";
  const anyChange = (one: typeof pam, points: number): Catalogue => ({
    ...catalogue,
    instruments: [{ ...one, meaningful_change: { points, source } }],
  });
  const shown = (more: Partial<ReleasedEstimate>) => [
    change(0.02, -0.01, 0.05, more),
    share("share_improved", 0.72, 0.69, 0.75, more),
    share("share_same", 0.1, 0.08, 0.12, more),
    share("share_worse", 0.18, 0.16, 0.2, more),
  ];

  it("says who scored higher, the same and lower, and calls nothing meaningful", () => {
    const found = outcomes(shown(eq5d), "eq5d", anyChange(index, 0.001));
    expect(found.headline).toBe(
      "Among 1,240 people with EQ-5D scores before and after, the average score may not have changed: the average change was 0.020 index points (95% interval −0.010 to 0.050).",
    );
    expect(found.detail[0]).toBe(
      "72% of people scored higher (95% interval 69% to 75%), 10% the same and 18% lower.",
    );
    expect(found.caveats).toContain(
      `How people are counted as scoring higher, the same or lower: ${source}.`,
    );
    expect(JSON.stringify(found)).not.toMatch(/meaningful|0\.001/);
  });

  it("turns round where a lower score is better", () => {
    const found = outcomes([change(-2, -3, -1, gad7), ...shown(gad7).slice(1)], "gad7", anyChange(worry, 1));
    expect(found.headline).toMatch(/fell by 2\.0 points .*\. This is a change for the better\.$/);
    expect(found.detail[0]).toBe(
      "72% of people scored lower (95% interval 69% to 75%), 10% the same and 18% higher.",
    );
    expect(found.detail[1]).toMatch(
      /would be expected to score lower by chance variation between two measurements alone, and as many to get worse by it\. More of those who start far above the average would improve, from regression to the mean\.$/,
    );
  });

  it("is known by one unit and by its source, not by one of them", () => {
    const headline = (from: Catalogue) => outcomes(shown(eq5d), "eq5d", from).headline;
    expect(headline(anyChange(index, 0.074))).toContain("0.074 index points taken as a meaningful change");
    const unit = { ...index, meaningful_change: { points: 0.001, source: "A survey" } };
    expect(headline({ ...catalogue, instruments: [unit] })).toContain("taken as meaningful");
  });
});

describe("detail of outcomes", () => {
  const seen = change(4.2, 3.4, 5);

  it("gives averages, shares with what would be expected anyway, and follow-up", () => {
    const found = outcomes([
      seen,
      estimate("mean_baseline", { value: 46.5 }),
      estimate("mean_follow_up", { value: 50.6 }),
      share("share_improved", 0.45, 0.42, 0.48),
      share("share_same", 0.4, 0.37, 0.43),
      share("share_worse", 0.15, 0.13, 0.17),
      share("follow_up_rate", 0.48, 0.46, 0.49, { denominator: 2580 }),
    ]);
    expect(found.detail).toEqual([
      "45% of people improved by at least 5.4 points (95% interval 42% to 48%). 40% changed by less than that, up or down. 15% got worse by at least 5.4 points.",
      "Scores also move by themselves: 31% to 39% of any people would be expected to improve by at least 5.4 points by chance variation between two measurements alone, and as many to get worse by it. More of those who start far below the average would improve, from regression to the mean.",
      "Fewer than half of the people due a second PAM score have one: 48% of 2,580 (95% interval 46% to 49%).",
      "The average was 46.5 points before and 50.6 points after.",
    ]);
    expect(found.caveats).toEqual([
      "These are scores before and after, with no comparison group. They do not show why scores changed.",
      "People without a second score are left out. They may have done better or worse.",
      "A second score counts if it was taken 14 to 365 days after the first. People are due one once 180 days have passed since the first: until then nobody without one counts as lost.",
      "Intervals are of people like those measured twice, in these services. People of one service are alike, so for other places, or for everybody who started, they are too narrow.",
      "A change of 5.4 points is taken as meaningful from: Ford 2025.",
      "How far these PAM scores would have changed from regression to the mean alone is not shown here.",
      "The three shares are rounded one by one, so they may not add up to 100%.",
      "Numbers of people are rounded, and small ones withheld, under: NHS England rule.",
    ]);
  });

  it("does not speak of days where the exports have no dates, nor of a reference that was not given", () => {
    const undated = { ...catalogue, periods: catalogue.periods.filter(({ period }) => period === "all") };
    const { caveats } = outcomes([change(0.04, 0.02, 0.06, eq5d)], "eq5d", undated);
    expect(caveats.join(" ")).not.toMatch(/days/);
    expect(caveats).toContain(
      "How far EQ-5D scores would have changed from regression to the mean alone is not known: no outside reference was given.",
    );
  });

  it("stamps figures that nothing protects", () => {
    const open = { ...catalogue, policy: cataloguePolicy(policies.none) };
    expect(outcomes([seen], "pam", open).caveats.at(-1)).toBe(
      "Nothing has been rounded or withheld to protect people: this is not for publication.",
    );
  });

  it("gives percentages one decimal only from 4,000 people, and never rounds some to none or all", () => {
    const rate = (value: number, denominator: number) =>
      outcomes([share("follow_up_rate", value, null, null, { denominator })]).detail[1];
    expect(rate(0.6251, 3995)).toBe("63% of the 3,995 people due a second PAM score have one.");
    expect(rate(0.6251, 4000)).toBe("62.5% of the 4,000 people due a second PAM score have one.");
    expect(rate(0.001, 3000)).toBe("Under 1% of the 3,000 people due a second PAM score have one.");
    expect(rate(0.999, 3000)).toBe("Over 99% of the 3,000 people due a second PAM score have one.");
  });
});

describe("what would be expected from regression to the mean alone", () => {
  const band = (lower: number, upper: number, more: Partial<ReleasedEstimate> = {}) =>
    estimate("expected_change_rtm", { lower, upper, level: null, ...more });

  it.each([
    [
      change(4.2, 3.4, 5),
      band(1.1, 3.2),
      "From regression to the mean alone, scores like these would be expected to rise by 1.1 to 3.2 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 55.1, is that of these people too.",
      "The change seen is larger than that. Recovery over time, who came back for a second score, or the help could each explain it.",
    ],
    [
      change(4.2, 3.2, 5.2),
      band(1.1, 3.2),
      "From regression to the mean alone, scores like these would be expected to rise by 1.1 to 3.2 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 55.1, is that of these people too.",
      "The change seen cannot be told apart from that. Recovery over time, who came back for a second score, or the help may or may not have added to it.",
    ],
    [
      change(0.5, 0.2, 0.8),
      band(1.1, 3.2),
      "From regression to the mean alone, scores like these would be expected to rise by 1.1 to 3.2 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 55.1, is that of these people too.",
      "The change seen is smaller than that. Getting worse over time, who came back for a second score, or the help could each explain it.",
    ],
    [
      change(-0.5, -0.8, -0.2),
      band(1.1, 3.2),
      "From regression to the mean alone, scores like these would be expected to rise by 1.1 to 3.2 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 55.1, is that of these people too.",
      "The change seen is less favourable than that. Getting worse over time, who came back for a second score, or the help could each explain it.",
    ],
    [
      change(0.5, 0.2, 0.8),
      band(-3.2, -1.1),
      "From regression to the mean alone, scores like these would be expected to fall by 1.1 to 3.2 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 55.1, is that of these people too.",
      "The change seen is more favourable than that. Recovery over time, who came back for a second score, or the help could each explain it.",
    ],
    [
      change(-0.5, -0.8, -0.2),
      band(-3.2, -1.1),
      "From regression to the mean alone, scores like these would be expected to fall by 1.1 to 3.2 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 55.1, is that of these people too.",
      "The change seen is smaller than that. Recovery over time, who came back for a second score, or the help could each explain it.",
    ],
    [
      change(-4.5, -4.8, -4.2),
      band(-3.2, -1.1),
      "From regression to the mean alone, scores like these would be expected to fall by 1.1 to 3.2 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 55.1, is that of these people too.",
      "The change seen is larger than that. Getting worse over time, who came back for a second score, or the help could each explain it.",
    ],
    [
      change(0.1, -0.2, 0.4),
      band(-0.2, 0.1),
      "From regression to the mean alone, scores like these would be expected to change by −0.2 to 0.1 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 55.1, is that of these people too.",
      "The change seen cannot be told apart from that. Recovery over time, who came back for a second score, or the help may or may not have added to it.",
    ],
  ])("is set beside the change seen (%#)", (seen, expected, first, second) => {
    const { detail, caveats } = outcomes([seen, expected]);
    expect(detail.slice(-2)).toEqual([first, second]);
    expect(caveats).toContain(
      "What would be expected from regression to the mean alone is taken from: a survey of registered patients.",
    );
  });

  it("turns round where a lower score is better", () => {
    const { detail } = outcomes([change(-3, -3.5, -2.5, gad7), band(-2.0, -1.0, gad7)], "gad7");
    expect(detail.slice(-2)).toEqual([
      "From regression to the mean alone, scores like these would be expected to fall by 1.0 to 2.0 points, because scores far from the average tend to move back towards it. This supposes that the average of the people it is taken from, 6.0, is that of these people too.",
      "The change seen is larger than that. Recovery over time, who came back for a second score, or the help could each explain it.",
    ]);
  });
});

describe("equity", () => {
  const by = (breakdown: string, category: string) => ({ breakdown, category, denominator: 200 });
  const equity = (estimates: readonly ReleasedEstimate[]) =>
    finding(`equity|pam|${WHOLE}`, [change(4.2, 3.4, 5), ...estimates]);
  const referrals = (category: string, value: number | null) =>
    estimate("referrals", {
      ...by("age_band", category),
      instrument: "",
      value,
      status: value === null ? "withheld" : "published",
    });

  const gap = [
    share("follow_up_rate", 0.41, 0.36, 0.46, by("age_band", "18-44")),
    share("follow_up_rate", 0.5, 0.4, 0.6, by("age_band", "45-64")),
    share("follow_up_rate", 0.62, 0.55, 0.69, by("age_band", "65+")),
    share("follow_up_rate", 0.1, 0.05, 0.15, by("age_band", "not_known")),
    share("follow_up_rate", 0.1, 0.05, 0.15, by("age_band", "suppressed")),
  ];

  it("opens with the widest clear gap, its figures and their intervals", () => {
    const found = equity(gap);
    expect(found.headline).toBe(
      "People aged 18 to 44 were followed up less often: 41% have a second PAM score (95% interval 36% to 46%), against 62% of people aged 65 and over (55% to 69%).",
    );
    expect(found.detail).toEqual(["It is the only clear gap between groups in scores and their follow-up."]);
    expect(found.caveats).toContain(
      "A gap is named only if the interval of the difference between two groups excludes 0, allowing for all 3 comparisons that are made here.",
    );
    expect(found.caveats).toContain("Follow-up is of the people due a second PAM score.");
  });

  it("names the area and the period in a sentence of its own", () => {
    const place = { area_type: "borough", area: "E09000005" } as const;
    const rows = [change(4.2, 3.4, 5), ...gap].map((row) => ({ ...row, ...place }));
    expect(finding("equity|pam|borough|E09000005|all|all", rows).headline).toBe(
      "Brent: people aged 18 to 44 were followed up less often. 41% have a second PAM score (95% interval 36% to 46%), against 62% of people aged 65 and over (55% to 69%).",
    );
  });

  it("speaks of people as a reader would, and keeps the capitals of a label", () => {
    const breakdown = (id: string, label: string, labels: Record<string, string>) => ({
      breakdown: id,
      label,
      categories: Object.entries(labels).map(([category, text]) => ({ category, label: text })),
    });
    const from = {
      ...catalogue,
      breakdowns: [
        breakdown("interpreter", "Interpreter needed", { yes: "Yes", no: "No" }),
        breakdown("language_group", "English or another language", { en: "English", other: "Another" }),
        breakdown("veteran", "Veteran of the Armed Forces", { yes: "Yes", no: "No" }),
      ],
    };
    const rows = [
      change(4.2, 3.4, 5),
      share("follow_up_rate", 0.34, 0.29, 0.4, by("interpreter", "yes")),
      share("follow_up_rate", 0.56, 0.54, 0.57, { ...by("interpreter", "no"), denominator: 4330 }),
      share("follow_up_rate", 0.56, 0.54, 0.57, by("language_group", "en")),
      share("follow_up_rate", 0.54, 0.5, 0.58, by("language_group", "other")),
      share("follow_up_rate", 0.7, 0.65, 0.75, by("veteran", "yes")),
      share("follow_up_rate", 0.5, 0.45, 0.55, by("veteran", "no")),
    ];
    const found = finding(`equity|pam|${WHOLE}`, rows, from);
    expect(found.headline).toBe(
      "People who need an interpreter were followed up less often: 34% have a second PAM score (95% interval 29% to 40%), against 56% of people who do not need an interpreter (54% to 57%).",
    );
    expect(found.detail).toEqual([
      "It is the widest of 2 clear gaps between groups in scores and their follow-up.",
      "People in the group “Veteran of the Armed Forces: No” were followed up less often: 50% have a second PAM score (95% interval 45% to 55%), against 70% of people in the group “Veteran of the Armed Forces: Yes” (65% to 75%).",
      "No difference was shown between groups in follow-up (English or another language).",
    ]);
  });

  it("says why two characteristics of language may differ, where both are compared", () => {
    const two = (id: string, label: string) => ({
      breakdown: id,
      label,
      categories: [
        { category: "en", label: "English" },
        { category: "other", label: "Another" },
      ],
    });
    const from = {
      ...catalogue,
      breakdowns: [two("language_group", "English or another language"), two("language", "Main language")],
    };
    const shares = (breakdown: string) => [
      share("follow_up_rate", 0.56, 0.54, 0.57, { breakdown, category: "en" }),
      share("follow_up_rate", 0.54, 0.5, 0.58, { breakdown, category: "other" }),
    ];
    const caveats = (...breakdowns: readonly string[]) =>
      finding(`equity|pam|${WHOLE}`, [change(4.2, 3.4, 5), ...breakdowns.flatMap(shares)], from).caveats;
    const said =
      "“English or another language” sets the speakers of all other languages together beside those of English. “Main language” compares language by language, with fewer people in each, so it may show no gap where the other does.";
    expect(caveats("language_group", "language")).toContain(said);
    expect(caveats("language_group").join(" ")).not.toContain("language by language");
  });

  it("puts follow-up before the scores, and the scores by distance on their scale", () => {
    const found = equity([
      ...gap,
      change(1, 0, 2, by("age_band", "18-44")),
      change(9, 8, 10, by("age_band", "65+")),
      share("share_improved", 0.2, 0.1, 0.3, by("age_band", "18-44")),
      share("share_improved", 0.9, 0.8, 1, by("age_band", "65+")),
    ]);
    expect(found.headline).toMatch(/^People aged 18 to 44 were followed up less often/);
    expect(found.detail).toEqual([
      "It is the only clear gap in follow-up; 2 more are in the scores.",
      "People aged 18 to 44 less often improved by at least 5.4 points: 20% did (95% interval 10% to 30%), against 90% of people aged 65 and over (80% to 100%).",
      "The average change in PAM scores was lower for people aged 18 to 44: 1.0 points (95% interval 0.0 to 2.0), against 9.0 points for people aged 65 and over (8.0 to 10.0).",
    ]);
  });

  it("writes out four further gaps and lists the rest", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const from = {
      ...catalogue,
      breakdowns: ids.map((id) => ({ breakdown: id, label: `Trait ${id.toUpperCase()}`, categories: [] })),
    };
    const rows = ids.flatMap((id, place) => [
      share("follow_up_rate", 0.3, 0.25, 0.35, by(id, "yes")),
      share("follow_up_rate", 0.8 - place / 50, 0.75 - place / 50, 0.85, by(id, "no")),
    ]);
    const { headline, detail } = finding(`equity|pam|${WHOLE}`, [change(4.2, 3.4, 5), ...rows], from);
    expect(headline).toContain("“Trait A: yes”");
    expect(detail).toHaveLength(6);
    expect(detail[0]).toBe("It is the widest of 6 clear gaps between groups in scores and their follow-up.");
    expect(detail.at(-1)).toBe("There are more clear gaps in follow-up (Trait F).");
  });

  it("tests the difference, allowing for the number of comparisons", () => {
    // Standard errors by ± 4 and z: √(4² + 4²) = 5.7, so that a difference of 6 is shown and one of 5.5 is not,
    // though the intervals overlap. With a third group z goes from 1.960 to 2.394: 5.7 × 1.22 = 6.9.
    const of = (value: number, category: string) =>
      share("follow_up_rate", value, value - 0.04, value + 0.04, {
        ...by("age_band", category),
        denominator: null,
      });
    const third = of(0.53, "45-64");
    expect(equity([of(0.5, "18-44"), of(0.56, "65+")]).headline).toMatch(/^People aged 18 to 44 were/);
    expect(equity([of(0.5, "18-44"), of(0.555, "65+")]).headline).toMatch(/^No difference was shown/);
    expect(equity([of(0.5, "18-44"), of(0.56, "65+"), third]).headline).toMatch(/^No difference was shown/);
    expect(equity([of(0.5, "18-44"), of(0.57, "65+"), third]).headline).toMatch(/^People aged 18 to 44 were/);
  });

  it("tests shares by the least favourable counts that round to the released ones", () => {
    // Newcombe's limits for 100 against 120 of 200 are −19.5 to −0.3 points: taken as exact, a difference is shown.
    // The exact counts may be 102 of 198 and 118 of 202: −16.5 to 2.8. Of 130 the worst are −21.2 to −2.2.
    const of = (numerator: number, category: string) =>
      share("follow_up_rate", numerator / 200, numerator / 200 - 0.08, numerator / 200 + 0.08, {
        ...by("age_band", category),
        numerator,
        method: "wilson",
      });
    const exact = { ...catalogue, policy: cataloguePolicy(policies.none) };
    const headline = (more: number, from: Catalogue) =>
      finding(`equity|pam|${WHOLE}`, [change(4.2, 3.4, 5), of(100, "18-44"), of(more, "65+")], from).headline;
    expect(headline(120, exact)).toMatch(/^People aged 18 to 44 were/);
    expect(headline(120, catalogue)).toMatch(/^No difference was shown/);
    expect(headline(130, catalogue)).toMatch(/^People aged 18 to 44 were/);
  });

  it("tests means of few people by Student's t, not by z", () => {
    // ± 4 with 8 people is 2.365 standard errors. For one comparison two such make ± 5.7; for three, t(7) goes to
    // 3.13 (0.05 / 3 in two tails), so that ± 4 becomes ± 5.29 and two make ± 7.5. By z they would make 6.9.
    const of = (value: number, category: string) =>
      change(value, value - 4, value + 4, { ...by("age_band", category), n: 10 });
    const third = of(3.5, "45-64");
    expect(equity([of(0, "18-44"), of(7.2, "65+")]).headline).toMatch(
      /^The average change in PAM scores was lower/,
    );
    expect(equity([of(0, "18-44"), of(7.2, "65+"), third]).headline).toMatch(/^No difference was shown/);
    expect(equity([of(0, "18-44"), of(7.7, "65+"), third]).headline).toMatch(/^The average change/);
  });

  it("claims nothing where no difference is shown, and says how many characteristics were compared", () => {
    const found = equity([
      change(3, 1, 5, by("age_band", "18-44")),
      change(5, 3.9, 6, by("age_band", "45-64")),
      change(9, 8, 10, { ...by("age_band", "65+"), status: "withheld" }),
    ]);
    expect(found.headline).toBe(
      "No difference was shown between groups in PAM scores, in 1 characteristic compared.",
    );
    expect(found.detail).toEqual(["No difference was shown between groups in the average change (Age)."]);
    expect(found.caveats).toContain(
      "Where no difference was shown there may still be one: small groups can show only wide ones.",
    );
    expect(found.caveats).toContain("Groups that are not shown are in none of the comparisons.");
    expect(found.caveats).toContain(
      "A gap is named only if the interval of the difference between two groups excludes 0.",
    );
  });

  it("says so where groups cannot be compared", () => {
    const found = equity([
      change(3, 1, 5, by("age_band", "18-44")),
      change(6, 4.9, 7, { ...by("age_band", "45-64"), status: "too_few" }),
      change(6, 4.9, 7, { ...by("age_band", "65+"), status: "withheld" }),
    ]);
    expect(found.headline).toBe(
      "Groups cannot be compared here: too few figures by group are shown for PAM scores.",
    );
    expect(found.detail).toEqual(["Too few groups are shown to compare the average change (Age)."]);
  });

  it("never compares changes by starting level", () => {
    const found = equity([
      change(11, 9, 13, by("baseline_level", "1")),
      change(-12, -14, -10, by("baseline_level", "4")),
      share("share_improved", 0.8, 0.7, 0.9, by("baseline_level", "1")),
      share("share_improved", 0.1, 0.05, 0.2, by("baseline_level", "4")),
    ]);
    expect(found.detail).toEqual([
      "Changes are not compared by “Starting level”: from regression to the mean alone, low scores tend to rise and high scores tend to fall.",
    ]);
    expect(found.headline).toMatch(/^Groups cannot be compared here/);
  });

  it("tells not known from not stated, by released counts", () => {
    const all = estimate("referrals", { instrument: "", value: 1500 });
    const last = (rows: readonly ReleasedEstimate[]) => equity(rows).detail.at(-1);
    expect(
      last([all, referrals("18-44", 300), referrals("not_known", 120), referrals("not_stated", 45)]),
    ).toBe("Referrals of people whose group is not known, of 1,500: Age 120 and 45 not stated.");
    expect(last([all, referrals("not_known", 0), referrals("not_stated", 45)])).toBe(
      "Referrals of people whose group is not known, of 1,500: Age 45 not stated.",
    );
    expect(last([referrals("18-44", 300), referrals("not_known", null)])).toBe(
      "Referrals of people whose group is not known: Age a number not shown.",
    );
    expect(last([referrals("18-44", 300), referrals("not_known", 0)])).toBeUndefined();
  });

  it("is left out where nothing is estimated by group", () => {
    const { findings } = makeFindings([change(4.2, 3.4, 5)], catalogue, noQuality);
    expect(findings[`equity|pam|${WHOLE}`]).toBeUndefined();
  });
});

describe("overview", () => {
  const overview = (estimates: readonly ReleasedEstimate[]) => finding(`overview||${WHOLE}`, estimates);
  const count = (measure: string, value: number, more: Partial<ReleasedEstimate> = {}) =>
    estimate(measure, { instrument: "", value, n: value, ...more });

  it("opens with referrals and people, and the change where there is one instrument", () => {
    const found = overview([
      count("referrals", 1400),
      count("people", 1240),
      change(4.2, 3.4, 5, { n: 610 }),
      share("follow_up_rate", 0.62, 0.59, 0.65, { denominator: 990 }),
    ]);
    expect(found.headline).toBe(
      "There were 1,400 referrals of 1,240 people. Among 610 people with PAM scores before and after, the average score rose by 4.2 points (95% interval 3.4 to 5.0). This is less than the 5.4 points taken as a meaningful change.",
    );
    expect(found.detail).toEqual([
      "62% of the 990 people due a second PAM score have one (95% interval 59% to 65%).",
    ]);
  });

  it("puts no instrument before another", () => {
    const found = overview([count("people", 1240), change(4.2, 3.4, 5), change(0.04, 0.02, 0.06, eq5d)]);
    expect(found.headline).toBe("1,240 people are in these records.");
    expect(found.detail.filter((text) => text.startsWith("Among"))).toHaveLength(2);
  });

  it("leads with the first score where referrals were not collected", () => {
    const found = overview([change(4.2, 3.4, 5, { n: 610 }), change(0.04, 0.02, 0.06, eq5d)]);
    expect(found.headline).toMatch(
      /^Among 610 people with PAM scores before and after, the average score rose by 4\.2 points/,
    );
    expect(found.detail.filter((text) => text.startsWith("Among"))).toHaveLength(1);
  });

  it("leads with link workers where nothing else was collected", () => {
    const found = overview([
      count("link_worker_fte", 383.5),
      count("registered_patients", 10_991_417),
      count("link_worker_fte_per_10000_patients", 0.349),
    ]);
    expect(found.headline).toBe(
      "Link workers fill 383.50 full-time posts for 10,991,417 registered patients, or 0.35 for every 10,000.",
    );
  });

  it("says what is withheld", () => {
    const brent = { area_type: "borough", area: "E09000005" } as const;
    const found = finding("overview||borough|E09000005|all|all", [
      count("referrals", 5, { ...brent, status: "withheld" }),
    ]);
    expect(found.headline).toBe(
      "Brent: the number of referrals is not shown: the number of people in it, or in a figure beside it, is small, and showing it could identify someone.",
    );
  });
});

describe("data quality", () => {
  const figure = (value: number | null) =>
    ({ value, status: value === null ? "withheld" : "published" }) as const;
  const source = { source: "s1", label: "Referrals", files: 2, excluded: figure(0) };

  it("says what was read, what was set aside, and what is least complete", () => {
    const found = finding(`data-quality||${WHOLE}`, [], catalogue, {
      sources: [
        {
          ...source,
          rows: figure(1240),
          stored: figure(1200),
          quarantined: figure(35),
          excluded: figure(null),
        },
        {
          ...source,
          source: "s2",
          label: "Scores",
          rows: figure(600),
          stored: figure(600),
          quarantined: figure(0),
        },
      ],
      issues: [
        {
          source: "s1",
          code: "A",
          severity: "error",
          meaning: "A date cannot be read",
          remedy: "Correct the cell",
          rows: figure(30),
        },
        {
          source: "s1",
          code: "B",
          severity: "error",
          meaning: "No id",
          remedy: "Add it",
          rows: figure(null),
        },
        { source: "s2", code: "C", severity: "warning", meaning: "Odd", remedy: "Look", rows: figure(500) },
      ],
      completeness: [
        {
          table: "person",
          field: "language",
          label: "Language",
          known: figure(450),
          suppressed: figure(10),
          not_stated: figure(30),
          not_known: figure(750),
          total: figure(1240),
        },
        {
          table: "person",
          field: "age",
          label: "Age",
          known: figure(1240),
          suppressed: figure(0),
          not_stated: figure(0),
          not_known: figure(0),
          total: figure(1240),
        },
        {
          table: "person",
          field: "gender",
          label: "Gender",
          known: figure(null),
          suppressed: figure(0),
          not_stated: figure(0),
          not_known: figure(null),
          total: figure(1240),
        },
      ],
    });
    expect(found.headline).toBe("2 sources were read. Rows were set aside for correction in 1 of them.");
    expect(found.detail).toEqual([
      "Referrals: 1,200 of 1,240 rows are used; 35 set aside for correction; a number not shown left out on purpose.",
      "Scores: 600 of 600 rows are used.",
      "The most common reason to set a row aside (30 rows, Referrals): A date cannot be read. Correct the cell.",
      "Language is known in 450 of 1,240 records; asked and declined: 30; held back by the publisher: 10; never asked or recorded: 750.",
    ]);
  });

  it("does not invent problems", () => {
    expect(finding(`data-quality||${WHOLE}`, []).headline).toBe("No source was read.");
    const sources = [{ ...source, rows: figure(10), stored: figure(10), quarantined: figure(0) }];
    const found = finding(`data-quality||${WHOLE}`, [], catalogue, { ...noQuality, sources });
    expect(found.headline).toBe("1 source was read, and no row had to be set aside.");
  });
});

describe("findings as a whole", () => {
  it("have the shape that pages read, and a list of what is not shown for each page", () => {
    const findings = makeFindings([change(4.2, 3.4, 5)], catalogue, noQuality);
    expect(findingsSchema.parse(findings)).toEqual(findings);
    expect(Object.keys(findings.findings)).toEqual([
      `overview||${WHOLE}`,
      `outcomes|pam|${WHOLE}`,
      `data-quality||${WHOLE}`,
    ]);
    expect(Object.keys(findings.not_shown)).toEqual([
      "overview",
      "outcomes",
      "equity",
      "compare",
      "link-workers",
      "pathway",
      "project",
      "data-quality",
    ]);
  });

  it("use the estimate by the method that the measure library names", () => {
    const measure = {
      id: "mean_change",
      method: "paired_t",
      title: "",
      unit: "",
      definition: "",
      numerator: "",
    };
    const measures = [{ ...measure, kind: "mean", polarity: "higher", denominator: "", caveat: "" }] as const;
    const rows = [
      change(9, 8, 10, { method: "other" }),
      change(4.2, 3.4, 5, { method: "paired_t" }),
      change(1, 0.5, 2),
    ];
    const found = outcomes(rows, "pam", { ...catalogue, instruments: [pam], measures: [...measures] });
    expect(found.headline).toContain("rose by 4.2 points");
  });
});
