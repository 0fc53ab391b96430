import { describe, expect, it } from "vitest";
import { equitySections } from "../../src/findings/equity-sections.ts";
import { indexEstimates } from "../../src/findings/estimate-index.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { clearNote, REFERENCE_NOTE } from "../../src/measures/reference-group.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { catalogue as example, pam } from "./findings-example.ts";

const catalogue: Catalogue = {
  ...example,
  instruments: [pam],
  areas: [
    ...example.areas,
    { area_type: "service", area: "S1", label: "North service", within: null },
    { area_type: "service", area: "S2", label: "South service", within: null },
  ],
  breakdowns: [
    {
      breakdown: "interpreter",
      label: "Interpreter needed",
      categories: [
        { category: "yes", label: "Yes" },
        { category: "no", label: "No" },
        { category: "not_known", label: "Not known" },
      ],
    },
    {
      breakdown: "language",
      label: "Main language",
      categories: [
        { category: "so", label: "Somali" },
        { category: "ti", label: "Tigrinya" },
        { category: "ur", label: "Urdu" },
      ],
    },
  ],
};

const row = (
  measure: string,
  [breakdown, category]: readonly [string, string],
  more: Partial<ReleasedEstimate>,
): ReleasedEstimate => ({
  ...{ measure, instrument: "", area_type: "programme", area: "programme", period_type: "all" },
  ...{ period: "all", breakdown, category, numerator: null, denominator: null, n: null },
  ...{ value: null, lower: null, upper: null, level: 0.95, method: "made", status: "published", note: "" },
  ...more,
});

const ALL = ["none", "all"] as const;
const YES = ["interpreter", "yes"] as const;
const NO = ["interpreter", "no"] as const;
const figure = (value: number, lower: number, upper: number, denominator = 500) => ({
  ...{ value, lower, upper, denominator },
});

function sections(rows: readonly ReleasedEstimate[]) {
  const whole = row("referrals", ALL, { value: 1000, n: 1000 });
  const found = equitySections(indexEstimates([whole, ...rows], catalogue), catalogue);
  return (page: string, instrument = "") => found[`${page}|${instrument}|programme|programme|all|all`];
}

describe("the pathway, group by group", () => {
  const share = (fact: string, of: readonly [string, string], value: number) =>
    row(`group_onward_${fact}`, of, figure(value, value - 0.04, value + 0.04));
  const ratio = (fact: string, more: Partial<ReleasedEstimate>) =>
    row(`group_ratio_onward_${fact}`, YES, more);
  const reference = (fact: string) =>
    row(`group_ratio_onward_${fact}`, NO, { status: "not_available", note: REFERENCE_NOTE });
  const rows = [
    ...["contacted", "started"].map(reference),
    ...[share("contacted", YES, 0.8), share("contacted", NO, 0.88)],
    ...[share("started", YES, 0.5), share("started", NO, 0.7)],
    ratio("contacted", { ...figure(0.91, 0.87, 0.95), note: clearNote(12) }),
    ratio("started", { ...figure(0.71, 0.65, 0.78), note: clearNote(12) }),
  ];

  it("names the greatest clear fall, with figures and the interval", () => {
    const found = sections(rows)("equity-pathway-interpreter");
    expect(found?.headline).toBe(
      "People who need an interpreter fall furthest behind people who do not need an interpreter at starting an activity. Of those assessed, 50% started an activity (95% interval 46% to 54%), against 70% of people who do not need an interpreter: 0.71 times as often (95% interval 0.65 to 0.78).",
    );
    expect(found?.detail).toEqual([
      "People who need an interpreter: of those referred, 80% were reached by a link worker (95% interval 76% to 84%), against 88% of people who do not need an interpreter: 0.91 times as often (95% interval 0.87 to 0.95).",
    ]);
  });

  it("warns of regression to the mean only where a group is told apart by how many improved", () => {
    const warned = (some: readonly ReleasedEstimate[]) =>
      sections(some)("equity-pathway-interpreter")?.caveats.some((text) =>
        text.includes("regression to the mean alone"),
      );
    const improved = [
      ...[reference("improved"), share("improved", YES, 0.3), share("improved", NO, 0.5)],
      ratio("improved", { ...figure(0.6, 0.5, 0.7), note: clearNote(12) }),
    ];
    expect(warned(rows)).toBe(false);
    expect(warned([...rows, ...improved])).toBe(true);
  });

  it("claims no fall that the release does not mark, or whose interval holds 1", () => {
    const unmarked = rows.map((one) => (one.note === clearNote(12) ? { ...one, note: "" } : one));
    const wide = rows.map((one) => (one.note === clearNote(12) ? { ...one, upper: 1.01 } : one));
    for (const some of [unmarked, wide])
      expect(sections(some)("equity-pathway-interpreter")?.headline).toBe(
        "At no step was any group shown to fall away more than people who do not need an interpreter.",
      );
    expect(sections([])("equity-pathway-interpreter")).toBeUndefined();
  });
});

describe("waits by group", () => {
  const wait = (
    measure: string,
    of: readonly [string, string],
    value: number,
    lower: number,
    upper: number,
  ) => row(measure, of, { ...figure(value, lower, upper), denominator: null });
  const whole = [wait("wait_median_days", ALL, 10, 9, 11), wait("wait_p90_days", ALL, 40, 38, 42)];

  const clear = (one: ReleasedEstimate): ReleasedEstimate => ({ ...one, note: clearNote(40) });

  it("names no group without the release's mark that it is clear, however far apart the intervals", () => {
    const found = sections([
      ...whole,
      wait("wait_p90_days", YES, 56, 49, 69),
      wait("wait_median_days", YES, 10, 9, 11),
    ]);
    expect(found("equity-waits-interpreter")?.headline).toContain("No group was shown to wait longer.");
  });

  it("names a group only where its interval lies above that of everybody", () => {
    const found = sections([
      ...[
        ...whole,
        clear(wait("wait_median_days", YES, 11, 10, 12)),
        clear(wait("wait_p90_days", YES, 56, 49, 69)),
      ],
      clear(wait("wait_median_days", ["interpreter", "not_known"], 30, 25, 35)),
    ])("equity-waits-interpreter");
    expect(found?.headline).toBe(
      "Nine in ten of the referrals of people who need an interpreter had a first contact within 56 days (95% interval 49 to 69), and nine in ten of all referrals not turned down within 40 days (95% interval 38 to 42).",
    );
    expect(found?.detail).toEqual([]);
  });

  it("says how long everybody waited where none waits longer, and that a share was not reached", () => {
    const late = row("wait_p90_days", ALL, { status: "not_yet_observable", level: null });
    const found = sections([whole[0] as ReleasedEstimate, late, wait("wait_median_days", YES, 11, 10, 12)])(
      "equity-waits-interpreter",
    );
    expect(found?.headline).toBe(
      "Half of all referrals not turned down had a first contact within 10 days (95% interval 9 to 11). No group was shown to wait longer.",
    );
    expect(found?.detail).toEqual(["By the date of the data fewer than nine in ten had a first contact."]);
  });
});

describe("language", () => {
  it("tells what was missing, and the languages that no worker was heard to speak", () => {
    const language = (category: string, numerator: number) =>
      row("share_language_matched", ["language", category], {
        numerator,
        ...figure(numerator / 50, 0, 1, 50),
      });
    const found = sections([
      row("share_language_unmet", ALL, figure(0.41, 0.39, 0.43)),
      row("share_dna_booked", ALL, figure(0.16, 0.15, 0.18)),
      row("share_dna_unbooked", ALL, figure(0.2, 0.18, 0.22)),
      ...[language("so", 10), language("ti", 0), { ...language("ur", 0), status: "withheld" as const }],
    ])("equity-language");
    expect(found?.headline).toBe(
      "Of the contacts with people who need an interpreter, 41% (95% interval 39% to 43%) had neither an interpreter nor a worker who speaks the language.",
    );
    expect(found?.detail).toEqual([
      "Where an interpreter was booked, 16% (95% interval 15% to 18%) of appointments were missed without notice; where none was, 20% (18% to 22%).",
      "No contact was with a worker who speaks the language in Tigrinya.",
    ]);
    expect(found?.caveats[0]).toContain("not collected");
    expect(found?.caveats[1]).toBe(
      "More interpreters booked is neither better nor worse by itself: where a worker speaks the language, none is needed. What should be few are contacts with neither.",
    );
    expect(sections([])("equity-language")).toBeUndefined();
  });
});

describe("outcomes by group", () => {
  const difference = (of: readonly [string, string], more: Partial<ReleasedEstimate>) =>
    row("adjusted_difference", of, { instrument: "pam", ...more });
  const reference = difference(NO, { status: "not_available", note: REFERENCE_NOTE, level: null });
  const paired = row("paired", ALL, { instrument: "pam", value: 900 });
  const headline = (...rows: readonly ReleasedEstimate[]) =>
    sections([paired, reference, ...rows])("equity-outcomes-interpreter", "pam")?.headline;

  it("names a clear difference among people who began alike", () => {
    expect(headline(difference(YES, { ...figure(-2.1, -3, -1.2), note: clearNote(31) }))).toBe(
      "At the same first PAM score, people who need an interpreter ended 2.1 points lower than people who do not need an interpreter (difference 95% interval −3.0 to −1.2).",
    );
  });

  it("claims none that is not marked, and says plainly where numbers are too small", () => {
    expect(headline(difference(YES, figure(-2.1, -3, -1.2)))).toBe(
      "Among people who began at the same PAM score, no group was shown to end higher or lower than people who do not need an interpreter.",
    );
    expect(headline(difference(YES, { status: "too_few", note: "Too few to say." }))).toBe(
      "The numbers are too small to say whether PAM scores differ between these groups.",
    );
  });
});

describe("completeness", () => {
  it("tells never asked from declined, and names a service only where it is surely above", () => {
    const share = (category: string, value: number, area = "programme") =>
      row("share_unrecorded", ["interpreter", category], {
        ...figure(value, value - 0.02, value + 0.02),
        ...(area === "programme" ? {} : { area_type: "service", area }),
      });
    const service = (area: string) => row("referrals", ALL, { area_type: "service", area, value: 500 });
    const rows = [service("S1"), service("S2"), share("not_known", 0.08), share("not_stated", 0.03)];
    const found = (north: number) =>
      sections([...rows, share("not_known", north, "S1"), share("not_known", 0.07, "S2")])(
        "equity-completeness-interpreter",
      );
    expect(found(0.2)?.headline).toBe(
      "“Interpreter needed” is not known for 8% (95% interval 6% to 10%) of referrals: it was never asked or recorded.",
    );
    expect(found(0.2)?.detail).toEqual([
      "3% (95% interval 1% to 5%) were of people who were asked and preferred not to say.",
      "It is left out most in North service: 20% (95% interval 18% to 22%).",
    ]);
    expect(found(0.11)?.detail.at(-1)).toBe(
      "No service was shown to leave it out more often than the programme as a whole.",
    );
  });
});
