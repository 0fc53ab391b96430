import { expect, it } from "vitest";
import { makeFindings } from "../../src/findings/all-findings.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { estimate, catalogue as example, noQuality } from "./findings-example.ts";

const KEY = "pathway||programme|programme|all|all";
const catalogue: Catalogue = {
  ...example,
  pathway: {
    stages: [
      { measure: "pathway_referred", label: "Referred" },
      { measure: "pathway_contacted", label: "Reached by a link worker" },
      { measure: "pathway_started", label: "Started an activity" },
      { measure: "pathway_completed", label: "Completed the planned sessions" },
    ],
    review_within_days: 14,
  },
};

const plain = (measure: string, more: Partial<ReleasedEstimate>) =>
  estimate(measure, { instrument: "", level: null, ...more });
const count = (measure: string, value: number | null) =>
  plain(measure, value === null ? { status: "withheld" } : { value, n: value });
const share = (measure: string, value: number, denominator: number) =>
  plain(measure, { value, denominator, lower: value - 0.02, upper: value + 0.02, level: 0.95 });

/** 2,000 referred, 1,600 reached, 800 started, 600 completed. */
const whole = [
  count("pathway_referred", 2000),
  count("pathway_contacted", 1600),
  count("pathway_started", 800),
  count("pathway_completed", 600),
  share("share_reached_contacted", 0.8, 2000),
  share("share_reached_started", 0.4, 2000),
  share("share_reached_completed", 0.3, 2000),
  share("share_onward_contacted", 0.8, 2000),
  share("share_onward_started", 0.5, 1600),
  share("share_onward_completed", 0.75, 800),
];

const pathway = (estimates: readonly ReleasedEstimate[], key = KEY) =>
  makeFindings(estimates, catalogue, noQuality).findings[key];

it("says how far referrals came and where the smallest share went on", () => {
  const finding = pathway(whole);
  expect(finding?.headline).toBe(
    "Of 2,000 referrals, 80% (95% interval 78% to 82%) came as far as “reached by a link worker” and 30% (28% to 32%) came as far as “completed the planned sessions”.",
  );
  expect(finding?.detail).toEqual([
    "The smallest share goes on from “reached by a link worker” to “started an activity”: 50% (95% interval 48% to 52%).",
  ]);
  expect(finding?.caveats.join(" ")).not.toContain("left out");
});

it("tells waiting times with their intervals", () => {
  const days = (measure: string, value: number, lower: number, upper: number) =>
    plain(measure, { value, lower, upper, level: 0.95 });
  const finding = pathway([
    ...whole,
    days("median_days_to_first_contact", 9, 8, 10),
    days("p90_days_to_first_contact", 31, 28, 35),
    days("median_days_to_activity", 40.5, 38, 43),
  ]);
  expect(finding?.detail.slice(1)).toEqual([
    "Half of those contacted had waited up to 9 days (95% interval 8 to 10) for it, nine in ten up to 31 days (95% interval 28 to 35).",
    "Half of those who started an activity did so within 40.5 days (95% interval 38 to 43).",
  ]);
});

it("leaves out a stage that is withheld, and says that it is", () => {
  const finding = pathway([
    ...whole.filter(({ measure }) => !/started|completed/.test(measure)),
    count("pathway_started", 800),
    count("pathway_completed", null),
    share("share_reached_started", 0.4, 2000),
    share("share_onward_started", 0.5, 1600),
    plain("share_reached_completed", { status: "withheld" }),
    plain("share_onward_completed", { status: "withheld" }),
  ]);
  expect(finding?.headline).toBe(
    "Of 2,000 referrals, 80% (95% interval 78% to 82%) came as far as “reached by a link worker” and 40% (38% to 42%) came as far as “started an activity”.",
  );
  expect(finding?.detail[0]).toBe(
    "The smallest share goes on from “reached by a link worker” to “started an activity”: 50% (95% interval 48% to 52%), of the steps that are shown.",
  );
  expect(finding?.caveats).toContain(
    "A stage is left out where the number of people who stopped there would be small.",
  );
});

it("names a stage that no export records", () => {
  const finding = pathway([
    ...whole.filter(({ measure }) => measure !== "pathway_completed"),
    plain("pathway_completed", { status: "not_collected" }),
  ]);
  expect(finding?.caveats).toContain("Not collected: completed the planned sessions.");
});

it("prints no number of a place whose referrals are withheld, and nothing where no stage is counted", () => {
  const place = { area_type: "borough", area: "E09000005" } as const;
  const key = "pathway||borough|E09000005|all|all";
  expect(pathway([{ ...count("pathway_referred", null), ...place }], key)?.headline).toBe(
    "Brent: the number of referrals is not shown: the number of people in it, or in a figure beside it, is small, and showing it could identify someone.",
  );
  expect(pathway([plain("referrals", { value: 50 })])).toBeUndefined();
});
