import { describe, expect, it } from "vitest";
import { makeFindings } from "../../src/findings/all-findings.ts";
import { multiplicityWords } from "../../src/findings/compare-multiplicity.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue, ComparePage } from "../../src/release/catalogue.ts";
import { estimate, catalogue as example, noQuality } from "./findings-example.ts";

/** Sentences about link workers and about networks, as a reader gets them. */

const GUIDANCE = { from: 200, to: 250, source: "Surrey Training Hub, quoting NHS England" };
const catalogue: Catalogue = {
  ...example,
  areas: [
    ...example.areas,
    { area_type: "service", area: "S1", label: "Heron Service", within: null },
    { area_type: "service", area: "S2", label: "Alder Service", within: null },
    ...Array.from({ length: 12 }, (_, index) => ({
      area_type: "pcn",
      area: `U${index}`,
      label: `Network ${String.fromCharCode(76 - index)}`,
      within: null,
    })),
  ],
  workforce: { referrals_per_fte: GUIDANCE },
};
const WHOLE = "programme|programme|all|all";
const staff = (measure: string, more: Partial<ReleasedEstimate>) =>
  estimate(measure, { instrument: "", ...more });
const flow = (value: number, lower: number, upper: number, more: Partial<ReleasedEstimate> = {}) =>
  staff("new_referrals_per_fte", { value, lower, upper, ...more });
const open = (value: number, lower: number, upper: number, more: Partial<ReleasedEstimate> = {}) =>
  staff("open_cases_per_fte", { value, lower, upper, ...more });
const service = (area: string) => ({ area_type: "service", area }) as const;

function found(key: string, estimates: readonly ReleasedEstimate[], page?: ComparePage, from = catalogue) {
  return makeFindings(estimates, from, noQuality, undefined, page).findings[key];
}
const linkWorkers = (estimates: readonly ReleasedEstimate[], place = WHOLE) =>
  found(`link-workers||${place}`, estimates);

describe("new referrals for each full-time link worker", () => {
  it.each([
    ["more", flow(312, 300, 325), "312", "300 to 325", "This is more than the"],
    ["fewer", flow(150, 120, 190), "150", "120 to 190", "This is fewer than the"],
    ["within", flow(225, 205, 245), "225", "205 to 245", "This is within the"],
    [
      "not told apart",
      flow(246, 240, 252),
      "246",
      "240 to 252",
      "It is not clear whether this is within the",
    ],
  ])("%s, beside the guidance", (_, one, value, interval, verdict) => {
    expect(linkWorkers([one])?.headline).toBe(
      `There were ${value} new referrals a year for each full-time link worker (95% interval ${interval}). ${verdict} 200 to 250 people a year of the guidance.`,
    );
  });

  it("names the services clearly above the guidance, and none that may be within it", () => {
    const estimates = [
      flow(225, 205, 245),
      flow(420, 401, 439, service("S1")),
      flow(251, 248, 262, service("S2")),
    ];
    expect(linkWorkers(estimates)?.detail).toEqual([
      "More new referrals than the guidance: Heron Service (420, 95% interval 401 to 439).",
    ]);
  });

  it("names the guidance and its source, and what it counts", () => {
    expect(linkWorkers([flow(225, 205, 245)])?.caveats[0]).toBe(
      "The guidance is on new people in a year, not on open cases, and one person may be referred more than once: Surrey Training Hub, quoting NHS England.",
    );
  });

  it("gives no number where it is withheld", () => {
    const gone = flow(312, 300, 325, { status: "withheld", ...service("S1") });
    const said = linkWorkers([gone], "service|S1|all|all");
    expect(said?.headline).toBe(
      "Heron Service: the number of new referrals for each full-time link worker is not shown: the number of people in it, or in a figure beside it, is small, and showing it could identify someone.",
    );
    expect(JSON.stringify(said)).not.toContain("312");
  });

  it("is said of the programme and of services only, and not by quarter", () => {
    const pcn = flow(312, 300, 325, { area_type: "pcn", area: "U1" });
    const quarter = flow(312, 300, 325, { period_type: "quarter", period: "2022-Q4" });
    const keys = Object.keys(makeFindings([pcn, quarter], catalogue, noQuality).findings);
    expect(keys.filter((key) => key.startsWith("link-workers"))).toEqual([]);
  });
});

describe("open cases for each full-time link worker", () => {
  it("name the services that stand out from the programme, in the order of the alphabet", () => {
    const estimates = [
      flow(225, 205, 245),
      open(60, 55, 65),
      open(118, 105, 132, service("S1")),
      open(90, 66, 110, service("S2")),
    ];
    expect(linkWorkers(estimates)?.detail.slice(0, 2)).toEqual([
      "On the last day of the period there were 60 open cases for each full-time link worker (95% interval 55 to 65).",
      "More open cases than in the programme as a whole: Alder Service (90, 95% interval 66 to 110) and Heron Service (118, 95% interval 105 to 132).",
    ]);
  });

  it("name none whose interval touches the programme's", () => {
    const estimates = [open(60, 55, 65), open(80, 65, 95, service("S1"))];
    expect(linkWorkers(estimates)?.detail.some((text) => text.includes("Heron"))).toBe(false);
  });
});

describe("figures of staff", () => {
  it("read as ranges, and never as one number", () => {
    const said = linkWorkers([
      staff("share_long_absence", { lower: 0.2, upper: 0.4, level: null }),
      staff("share_intend_to_leave", { status: "withheld", lower: 0, upper: 0.2 }),
    ]);
    expect(said?.detail).toEqual([
      "Between 20% and 40% of staff had 15 or more sick days in a financial year.",
    ]);
    expect(said?.caveats).toContain(
      "Figures of staff are shown for 10 or more of them only, and shares of staff as broad bands, so that nobody can be picked out.",
    );
  });

  it("give the burnout scores one by one, and how time goes", () => {
    const score = (measure: string, value: number) =>
      staff(measure, { value, lower: value - 4, upper: value + 4 });
    const said = linkWorkers([
      score("burnout_personal", 51.2),
      score("burnout_work", 48),
      staff("time_direct", { value: 0.52, lower: 0.5, upper: 0.55 }),
      staff("time_administration", { value: 0.3 }),
    ]);
    expect(said?.detail).toEqual([
      "Staff who answered the burnout questions scored on average, on scales from 0 to 100: personal 51.2 (95% interval 47.2 to 55.2) and work-related 48.0 (95% interval 44.0 to 52.0).",
      "Recorded working time went, with 95% intervals, 52% (50% to 55%) to work with people and 30% to administration.",
    ]);
  });
});

const side = (lower: number, upper: number) => ({ lower, upper });
type Funnel = ComparePage["funnels"][number];
const point = (
  place: number,
  verdict: Funnel["points"][number]["verdict"],
  wide: typeof verdict | null = null,
) => ({
  area: `U${place}`,
  denominator: 100,
  value: 0.5,
  verdict,
  adjusted_verdict: wide,
  shrunken: null,
});
const funnel = (more: Partial<Funnel> = {}): ComparePage => ({
  funnels: [
    {
      measure: "follow_up_rate",
      instrument: "pam",
      area_type: "pcn",
      kind: "share",
      per: 1,
      status: "published",
      reason: "",
      units: 12,
      centre: 0.57,
      within: null,
      phi: 1,
      tau: 0,
      tau_all: 0,
      beyond_chance: false,
      limits: [{ n: 100, inner: side(0.47, 0.66), outer: side(0.41, 0.72) }],
      adjusted: [],
      points: Array.from({ length: 12 }, (_, place) => point(place, "inside")),
      withheld: [],
      case_mix: null,
      ...more,
    },
  ],
  published_capacity: [],
});
const compare = (page: ComparePage) => found(`compare||${WHOLE}`, [], page);

describe("networks side by side", () => {
  it("none outside the limits", () => {
    expect(compare(funnel())?.headline).toBe(
      "Of 12 primary care networks whose follow-up rate (PAM) can be shown, none is known to lie outside the 95% limits of chance round the rate of all networks together, 57%.",
    );
  });

  it("some outside, beside how many chance would give", () => {
    const points = Array.from({ length: 12 }, (_, place) =>
      point(
        place,
        place < 2 ? "above_inner" : place === 2 ? "below_outer" : place === 3 ? "close" : "inside",
      ),
    );
    const said = compare(funnel({ points }));
    expect(said?.headline).toBe(
      "Of 12 primary care networks whose follow-up rate (PAM) can be shown, 3 lie outside the 95% limits of chance round the rate of all networks together, 57%: 2 above and 1 below. About 1 would by chance alone.",
    );
    expect(said?.detail).toEqual([
      "Farthest out, beyond the 99.8% limits: Network J.",
      "Outside the 95% limits, within the 99.8% limits: above them Network K and Network L.",
      "1 network is so close to a limit that its rounded numbers do not tell on which side it lies.",
    ]);
  });

  it("names up to five networks between the two limits, by side, and leaves more to the table", () => {
    const near = (above: number, below: number) =>
      compare(
        funnel({
          points: Array.from({ length: 12 }, (_, place) =>
            point(place, place < above ? "above_inner" : place < above + below ? "below_inner" : "inside"),
          ),
        }),
      )?.detail.filter((text) => text.startsWith("Outside the 95% limits"));
    expect(near(3, 2)).toEqual([
      "Outside the 95% limits, within the 99.8% limits: above them Network J, Network K and Network L; below them Network H and Network I.",
    ]);
    expect(near(3, 3)).toEqual([]);
    expect(near(0, 0)).toEqual([]);
  });

  it("differences beyond chance, and a withheld network", () => {
    const points = Array.from({ length: 11 }, (_, place) =>
      point(place, place < 4 ? "above_outer" : "inside", place === 0 ? "above_inner" : "inside"),
    );
    const adjusted = [{ n: 100, inner: side(0.4, 0.7), outer: side(0.3, 0.8) }];
    const said = compare(
      funnel({ points, adjusted, tau: 0.08, phi: 3.1, beyond_chance: true, withheld: ["U11"] }),
    );
    expect(said?.detail).toEqual([
      "Networks differ by more than chance alone would give. With limits that allow for such differences, 1 still lies outside: 1 above.",
      "Outside the 95% limits that allow for such differences, within the 99.8% limits: above them Network L.",
      "1 of 12 networks has a rate that is withheld. It counts in the limits, and has no point.",
    ]);
  });

  it("no funnel, and why", () => {
    const page = funnel({ status: "not_shown", reason: "Nobody in any network is due yet.", centre: null });
    expect(compare(page)?.headline).toBe(
      "There is no funnel plot of the follow-up rate (PAM) of networks: nobody in any network is due yet.",
    );
  });

  it("who stands out in how many figures, and how many would by chance alone", () => {
    const verdicts = (...said: readonly Funnel["points"][number]["verdict"][]) =>
      Array.from({ length: 12 }, (_, place) => point(place, said[place] ?? "inside"));
    const [rate] = funnel({ points: verdicts("above_outer", "inside", "below_inner") }).funnels;
    const mixed = {
      ...funnel().funnels[0],
      measure: "share_improved",
      // As it is two lie far out; after adjustment one of them, and one has no verdict.
      points: verdicts("above_outer", "below_outer"),
    } as Funnel;
    const { centre, within, phi, tau, tau_all, limits, adjusted } = mixed;
    const share: Funnel = {
      ...mixed,
      case_mix: {
        ...{ centre, within, phi, tau, tau_all, limits, adjusted },
        beyond_chance: true,
        points: verdicts("above_outer", "inside", "few_followed"),
        strata: 9,
        moved_half: 0.01,
        moved_most: 0.05,
      },
    };
    const other: Funnel = { ...mixed, instrument: "another" };
    const measure = (id: string, title: string, polarity: "higher" | "neither") => ({
      ...(catalogue.measures[0] ?? example.measures[0]),
      id,
      title,
      polarity,
    });
    const from = {
      ...catalogue,
      measures: [
        ...catalogue.measures.filter(({ id }) => !/^(follow_up_rate|share_improved|share_men)$/.test(id)),
        measure("follow_up_rate", "Followed up", "higher"),
        measure("share_improved", "Improved", "higher"),
        measure("share_men", "Men", "neither"),
      ],
    } as Catalogue;
    const men: Funnel = { ...mixed, measure: "share_men", instrument: "" };
    if (rate === undefined) throw new Error("No funnel.");
    const said = found(
      `compare||${WHOLE}`,
      [],
      { funnels: [rate, share, other, men], published_capacity: [] },
      from,
    );
    expect(said?.headline).toBe(
      "Of 12 primary care networks, 1 lies farther from the others than chance would usually put it, in at least one of 2 measures.",
    );
    expect(said?.detail.slice(0, 9)).toEqual([
      "It is Network L (2 measures).",
      "Farther means beyond the 99.8% limits of a funnel plot, once differences beyond chance are allowed for, and case mix in 1 of them.",
      "23 figures of networks were looked at, so some stand out by chance. About 1 would lie beyond the 99.8% limits, where 2 do, and about 1 beyond the 95% limits, where 3 do.",
      "1 more measure, of which neither more nor less is better, is not counted here: networks beyond its limits are named apart.",
      "Figures of the same scores, such as an average change and the share who improved, go together: they are not each a reason of their own.",
      "Networks differ among themselves by more than chance would give in 1 of 2 measures: improved.",
      "1 figure of an outcome has no verdict, because fewer than 40% were followed up or it is not known how many were.",
      "Waits have no funnel plot and are not counted here: a network's page sets them beside the whole programme.",
      "All are figures of the whole period and can hold what has changed since: the charts over time tell, and the page of a project that works there.",
    ]);
    expect(said?.caveats.join(" ")).toContain("not for how unwell or alone people are");
  });

  it("says of case mix and of differences beyond chance in how many measures they are allowed for, never more", () => {
    const [first] = funnel().funnels;
    if (first === undefined) throw new Error("No funnel.");
    const { centre, within, phi, tau, tau_all, limits, adjusted, points } = first;
    const parts = { centre, within, phi, tau, tau_all, limits, adjusted, points: [...points] };
    const mixed: Funnel = {
      ...first,
      case_mix: { ...parts, beyond_chance: false, strata: 9, moved_half: 0.01, moved_most: 0.05 },
    };
    const unknown = (one: Funnel): Funnel => ({ ...one, tau: null });
    const measures = [
      { id: "follow_up_rate", title: "Followed up", polarity: "higher" },
    ] as Catalogue["measures"];
    const end = (...funnels: readonly Funnel[]) =>
      multiplicityWords(funnels, { ...catalogue, measures }, "pam")
        .find((text) => text.startsWith("Farther means"))
        ?.replace(/^.* of a funnel plot/, "");
    expect(end(mixed, mixed)).toBe(", once case mix and differences beyond chance are allowed for.");
    expect(end(first, first)).toBe(", once differences beyond chance are allowed for.");
    expect(end(unknown(first), unknown(first))).toBe(".");
    expect(end(mixed, unknown(first))).toBe(
      ", with case mix in 1 of them and differences beyond chance in 1 of them allowed for.",
    );
    expect(end(mixed, first)).toBe(
      ", once differences beyond chance are allowed for, and case mix in 1 of them.",
    );
  });

  it("link workers for their patients, where nothing else is known", () => {
    const rows = [0.1, 0.2, 0.3, 0.4, 0.5, null].map((value, place) =>
      staff("link_worker_fte_per_10000_patients", {
        area_type: "pcn",
        area: `U${place}`,
        value,
        ...(value === null ? { status: "not_available" as const } : {}),
      }),
    );
    const said = found(`compare||${WHOLE}`, rows, { funnels: [], published_capacity: [] });
    expect(said?.headline).toBe(
      "Half of the 5 primary care networks with a figure have 0.20 to 0.40 full-time link workers for every 10,000 registered patients; a quarter have fewer and a quarter more.",
    );
    expect(said?.detail).toEqual(["1 network has no figure here, which is not a zero."]);
    expect(said?.caveats).toContain(
      "More link workers for the same number of patients is not in itself better care.",
    );
  });

  it("nothing where there are no networks", () => {
    const none = { ...catalogue, areas: example.areas };
    expect(found(`compare||${WHOLE}`, [], funnel(), none)).toBeUndefined();
  });

  it("order and caveats forbid a ranking", () => {
    expect(compare(funnel())?.caveats[0]).toContain("this is not a ranking");
  });
});
