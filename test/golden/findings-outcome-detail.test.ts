import { describe, expect, it } from "vitest";
import { makeFindings } from "../../src/findings/all-findings.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { catalogue, change, estimate, noQuality, share } from "./findings-example.ts";

/** Sentences on who is in the numbers, and on how far and where to they moved, as a reader gets them. */

const detail = (estimates: readonly ReleasedEstimate[], instrument = "pam"): readonly string[] =>
  makeFindings([change(4.2, 3.4, 5, { instrument }), ...estimates], catalogue, noQuality).findings[
    `outcomes|${instrument}|programme|programme|all|all`
  ]?.detail ?? [];
const count = (measure: string, value: number, more: Partial<ReleasedEstimate> = {}) =>
  estimate(measure, { value, n: value, level: null, ...more });
const lost = (category: string, value: number, lower: number, upper: number, more = {}) =>
  estimate("follow_up_difference", { breakdown: "age_band", category, value, lower, upper, n: 400, ...more });
const about = (word: RegExp, estimates: readonly ReleasedEstimate[]) =>
  detail(estimates).filter((text) => word.test(text));

describe("from referral to two scores", () => {
  const people = count("people", 2230, { instrument: "" });

  it("says how many were referred, scored and scored twice", () => {
    expect(
      about(/referred/, [people, count("flow_first_score", 1830), count("flow_both_scores", 920)]),
    ).toEqual(["Of 2,230 people referred, 1,830 have a first PAM score and 920 have both scores."]);
  });

  it("says nothing where one of the numbers is withheld", () => {
    const hidden = count("flow_first_score", 0, { status: "withheld", value: null, n: null });
    expect(about(/referred/, [people, hidden, count("flow_both_scores", 920)])).toEqual([]);
  });
});

describe("who was lost", () => {
  it("names the groups whose whole interval lies beyond the guide, largest first, and counts the others", () => {
    expect(
      about(/people lost/, [
        lost("18-44", -0.31, -0.38, -0.24),
        lost("45-64", 0.16, 0.12, 0.2),
        lost("65+", 0.4, 0.33, 0.47),
        lost("not_known", 0.12, 0.05, 0.19),
        lost("not_stated", 0, 0, 0, { status: "withheld", value: null, lower: null, upper: null, n: null }),
      ]),
    ).toEqual([
      "People followed up in time are not quite like people lost. Among those followed up, people aged 65 and over are more common (0.40 standard deviations, 95% interval 0.33 to 0.47) and people aged 18 to 44 are less common (−0.31 standard deviations, 95% interval −0.38 to −0.24). 1 more group differs clearly. 1 group is withheld and could not be compared.",
    ]);
  });

  it("claims no difference where intervals reach the guide, and does not say that there is none", () => {
    expect(about(/people lost/, [lost("18-44", -0.16, -0.24, -0.1), lost("65+", 0.15, 0.08, 0.22)])).toEqual([
      "No group shown clearly differs by more than 0.1 standard deviations between people followed up in time and people lost.",
    ]);
  });

  it("allows for the number of groups: what is clear alone need not be clear among others", () => {
    const near = lost("18-44", 0.15, 0.11, 0.19);
    expect(about(/people lost/, [near])[0]).toContain("people aged 18 to 44 are more common (0.15");
    // Of three the interval is 2.39 ÷ 1.96 times as wide: 0.15 − 0.04 × 1.22 = 0.101; of four, 2.50 ÷ 1.96: 0.099.
    const others = ["45-64", "65+", "not_known"].map((group) => lost(group, 0, -0.05, 0.05));
    expect(about(/people lost/, [near, ...others.slice(0, 2)])[0]).toContain("people aged 18 to 44");
    expect(about(/people lost/, [near, ...others])).toEqual([
      "Taken one by one, 1 of 4 groups differs by more than 0.1 standard deviations between people followed up in time and people lost. After allowing for so many groups it is not certain that any differs by more than that. Among those followed up, people aged 18 to 44 are more common (0.15 standard deviations, 95% interval 0.11 to 0.19).",
    ]);
  });

  it("is silent where nothing was compared", () => {
    expect(about(/people lost/, [])).toEqual([]);
  });
});

describe("moves", () => {
  const moves = [
    share("share_level_up", 0.35, 0.32, 0.38),
    share("share_level_same", 0.45, 0.42, 0.48),
    share("share_level_down", 0.2, 0.18, 0.22),
  ];

  it("between levels name the cut points", () => {
    expect(about(/cut points/, moves)).toEqual([
      "By the 72.5-style cut points, 35% (95% interval 32% to 38%) moved up at least one level, 45% (95% interval 42% to 48%) stayed at their level and 20% (95% interval 18% to 22%) moved down. A move says no more than that a cut point was passed.",
    ]);
  });

  it("between levels are not told of an instrument without cut points", () => {
    const words = detail(
      moves.map((one) => ({ ...one, instrument: "gad7" })),
      "gad7",
    );
    expect(words.join(" ")).not.toMatch(/level/);
  });

  it("by twice the meaningful change are told both ways, or not at all", () => {
    const far = (category: string, value: number, more: Partial<ReleasedEstimate> = {}) =>
      share("share_paired", value, value - 0.02, value + 0.02, {
        breakdown: "change_band",
        category,
        ...more,
      });
    expect(about(/twice/, [far("much_better", 0.32), far("much_worse", 0.17)])).toEqual([
      "32% (95% interval 30% to 34%) of people changed for the better by at least twice 5.4 points, and 17% (95% interval 15% to 19%) for the worse.",
    ]);
    expect(
      about(/twice/, [far("much_better", 0.32), far("much_worse", 0, { status: "withheld", value: null })]),
    ).toEqual([]);
  });
});
