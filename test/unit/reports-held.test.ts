import { describe, expect, it } from "vitest";
import { changeWords, isAnyChange } from "../../reports/components/change-words.ts";
import { type EstimateRow, indexEstimates } from "../../reports/components/estimate-index.ts";
import { isUnstated, thresholdOf } from "../../reports/components/figure-data.ts";
import { findingFor, notCollectedFor } from "../../reports/components/finding-for.ts";
import { hasOutcomes, isCapacityOnly, isHeld, whyNotHeld } from "../../reports/components/held.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { selectionWords } from "../../reports/components/opening.ts";
import { defaultSelection, periodWords } from "../../reports/components/selection.ts";
import type { Catalogue, Findings } from "../../src/release/catalogue.ts";
import { catalogue, row } from "./reports-support.ts";

const noFindings: Findings = { findings: {}, not_shown: {} };
const release = (rows: readonly EstimateRow[], findings = noFindings): Release => ({
  catalogue,
  findings,
  estimates: indexEstimates(rows),
});
const pam = catalogue.instruments[0];
const change = (points: number, source: string, better: "higher" | "lower" = "higher") =>
  pam === undefined ? undefined : { ...pam, better, meaningful_change: { points, source } };

describe("what a release holds", () => {
  const absent = row({ measure: "follow_up_rate", instrument: "pam", status: "not_available", value: null });
  it("does not hold a measure that every area calls not available, and gives the release's reason", () => {
    const one = release([
      absent,
      { ...absent, area_type: "project", area: "P1", note: "Nobody else is in it." },
    ]);
    expect(isHeld(one, "follow_up_rate", "pam")).toBe(false);
    expect(whyNotHeld(one, "follow_up_rate", "pam")).toBe("Nobody else is in it.");
  });
  it("holds a measure whose only figure was withheld: it was collected", () => {
    const one = release([absent, { ...absent, area: "P1", status: "withheld", note: "Small." }]);
    expect(isHeld(one, "follow_up_rate", "pam")).toBe(true);
    expect(whyNotHeld(one, "follow_up_rate", "pam")).toBe("");
  });
  it("looks at one instrument at a time", () => {
    const one = release([absent, { ...absent, instrument: "ons4", status: "published", value: 0.5 }]);
    expect(isHeld(one, "follow_up_rate", "pam")).toBe(false);
    expect(isHeld(one, "follow_up_rate", "ons4")).toBe(true);
  });
  it("tells workforce figures alone from workforce figures beside referrals", () => {
    const workers = row({ measure: "link_worker_fte", value: 3 });
    expect(isCapacityOnly(release([workers]))).toBe(true);
    expect(isCapacityOnly(release([workers, row({ value: 10 })]))).toBe(false);
    expect(hasOutcomes(release([workers]))).toBe(false);
  });
});

describe("what a page opens with", () => {
  const key = (page: string): string => `${page}|pam|programme|programme|all|all`;
  const said = (headline: string, detail: string[] = []) => ({ headline, detail, caveats: ["Mind."] });
  const findings: Findings = {
    findings: {
      [key("overview")]: said("Referrals are not shown.", ["People changed.", "More."]),
      [key("outcomes")]: said("People changed."),
    },
    not_shown: {},
  };
  const selection = { ...defaultSelection(catalogue), instrument: "pam" };
  const scores = row({ measure: "mean_change", instrument: "pam", value: 2 });

  it("never opens the Overview with what was not collected: outcomes come first, and are not said twice", () => {
    expect(findingFor(release([scores], findings), selection, "overview")).toEqual(
      said("People changed.", ["More."]),
    );
  });
  it("leaves the Overview's own finding where there are referrals", () => {
    const one = release([scores, row({ value: 10 })], findings);
    expect(findingFor(one, selection, "overview")?.headline).toBe("Referrals are not shown.");
  });
  it("opens with workforce figures where there is nothing else, and counts areas without a figure", () => {
    const rate = "link_worker_fte_per_10000_patients";
    const one = release([
      row({ measure: "link_worker_fte", value: 12 }),
      row({ measure: "registered_patients", value: 200_000 }),
      row({ measure: rate, value: 0.6 }),
      row({ measure: rate, area_type: "project", area: "P1", value: 0.4 }),
      row({ measure: rate, area_type: "project", area: "P2", value: null, status: "not_available" }),
    ]);
    const finding = findingFor(one, selection, "overview");
    expect(finding?.headline).toContain(
      "12 full-time equivalent link workers for 200,000 registered patients",
    );
    expect(finding?.detail[0]).toMatch(/^1 of 2 projects have a figure\..*not the same as no link workers/);
    expect(notCollectedFor(one, selection, "outcomes")?.headline).toMatch(/No outcome scores were collected/);
    expect(notCollectedFor(one, selection, "overview")).toBeUndefined();
  });
  it("says that nothing was collected only of a page whose subject is absent", () => {
    expect(notCollectedFor(release([scores]), selection, "outcomes")).toBeUndefined();
    expect(notCollectedFor(release([scores]), { ...selection, breakdown: "" }, "equity")).toBeDefined();
  });
});

describe("a threshold that means any change", () => {
  it("is known by its source or by its size, and is not drawn", () => {
    expect(isAnyChange(change(5, "Any change, as published"))).toBe(true);
    expect(isAnyChange(change(0.1, "a study"))).toBe(true);
    expect(isAnyChange(change(0.2, "a study"))).toBe(false);
    expect(isAnyChange(undefined)).toBe(false);
    expect(thresholdOf(change(0.1, "a study"))).toBeNull();
    expect(thresholdOf(change(5, "a study"))?.value).toBe(5);
  });
  it("names results by the way the score moved, also where lower is better", () => {
    expect(changeWords(change(5, "a study"))).toEqual({
      improved: "Improved",
      same: "About the same",
      worse: "Worsened",
    });
    expect(changeWords(change(0.1, "Any change")).improved).toBe("Scored higher");
    expect(changeWords(change(0.1, "Any change", "lower"))).toEqual({
      improved: "Scored lower",
      same: "The same",
      worse: "Scored higher",
    });
  });
});

describe("words for a period and a category", () => {
  const dated: Catalogue = {
    ...catalogue,
    periods: [
      { period_type: "all", period: "all", label: "Whole period" },
      { period_type: "window", period: "during", label: "During the programme" },
      { period_type: "month", period: "2022-04", label: "April 2022" },
    ],
  };
  it("keeps the capital of a month within a sentence", () => {
    expect(periodWords(dated, "month", "2022-04")).toBe("April 2022");
    expect(periodWords(dated, "window", "during")).toBe("during the programme");
    expect(periodWords(dated, "all", "all")).toBe("whole period");
    const selection = { ...defaultSelection(dated), period_type: "month", period: "2022-04" };
    expect(selectionWords({ ...release([]), catalogue: dated }, selection)).toBe(
      "Whole programme, April 2022",
    );
  });
  it("sets apart what the publisher suppressed", () => {
    expect(isUnstated("suppressed")).toBe(true);
    expect(isUnstated("female")).toBe(false);
  });
});
