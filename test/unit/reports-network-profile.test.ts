import fc from "fast-check";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { findChart } from "../../reports/components/control-chart-index.ts";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { networkFindings } from "../../reports/components/network-findings.ts";
import { networkPlaces } from "../../reports/components/network-places.ts";
import { rangeStrip } from "../../reports/components/range-strip.ts";
import {
  isAlike,
  isLikeness,
  likenessValues,
  likenessWords,
} from "../../reports/components/scheme-likeness.ts";
import { defaultSelection, parseSelection, writeSelection } from "../../reports/components/selection.ts";
import {
  ASSURANCE_WORDS,
  assuranceIcon,
  iconWords,
  VARIATION_WORDS,
  variationIcon,
} from "../../reports/components/variation-icons.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import type { Catalogue, ComparePage } from "../../src/release/catalogue.ts";
import { controlCharts } from "../../src/release/control-charts.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { catalogue, row } from "./reports-support.ts";

beforeAll(() => {
  const dom = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document: dom.document, window: dom.window });
});

type Verdict = ComparePage["funnels"][number]["points"][number]["verdict"];

const model = (based_in: string, offers: readonly string[]) => ({
  based_in,
  employer: "E",
  referrers: ["GPs and practice staff"],
  offers: [...offers],
});
const schemes: Catalogue = {
  ...catalogue,
  services: [
    { id: "S1", name: "One", borough: null, model: model("General practices", ["Exercise", "Counselling"]) },
    { id: "S2", name: "Two", borough: null, model: model("A voluntary organisation", ["Exercise"]) },
  ],
  networks: [
    { area: "U91", icb: "I1", service: "S1" },
    { area: "U92", icb: null, service: "S2" },
  ],
};

describe("networks that work alike", () => {
  it("are chosen by parts of the model that some have and some do not", () => {
    expect(likenessValues(schemes, "based_in")).toEqual(["A voluntary organisation", "General practices"]);
    // Everybody offers exercise and takes referrals from practices: no filter.
    expect(likenessValues(schemes, "offers")).toEqual(["Counselling"]);
    expect(likenessValues(schemes, "referrers")).toEqual([]);
    expect(isAlike(schemes, "offers:Counselling", "U91")).toBe(true);
    expect(isAlike(schemes, "offers:Counselling", "U92")).toBe(false);
    expect(isAlike(schemes, "based_in:General practices", "U99")).toBe(false);
  });

  it("stand in the address, and an unknown likeness in none", () => {
    const like = "based_in:General practices";
    const selection = { ...defaultSelection(schemes), like };
    expect(parseSelection(writeSelection(selection, schemes), schemes).like).toBe(like);
    for (const wrong of ["based_in:Nowhere", "employer:E", "offers:Exercise", "", "x"]) {
      expect(isLikeness(schemes, wrong), wrong).toBe(false);
      expect(parseSelection(`?like=${encodeURIComponent(wrong)}`, schemes).like).toBeUndefined();
    }
  });

  it("keep the capitals of short forms", () => {
    expect(likenessWords("based_in:General practices")).toBe("link workers sit in general practices");
    expect(likenessWords("referrers:GPs and practice staff")).toBe(
      "people are referred by GPs and practice staff",
    );
  });

  it("belong to the board declared for them, or for their borough", () => {
    const boards: Catalogue = {
      ...schemes,
      areas: [
        ...schemes.areas.map((one) => (one.area_type === "borough" ? { ...one, within: "I2" } : one)),
        { area_type: "icb", area: "I1", label: "First board", within: null },
        { area_type: "icb", area: "I2", label: "Second board", within: null },
      ],
    };
    expect(networkPlaces(boards, "U91")).toMatchObject({ icbLabel: "First board", service: "One" });
    expect(networkPlaces(boards, "U92")).toMatchObject({ icbLabel: "Second board", borough: "One borough" });
    expect(networkPlaces(schemes, "U99")).toEqual({ icb: "", icbLabel: "", borough: "", service: "" });
  });
});

describe("signs", () => {
  const variations = Object.keys(VARIATION_WORDS) as (keyof typeof VARIATION_WORDS)[];
  const assurances = Object.keys(ASSURANCE_WORDS) as (keyof typeof ASSURANCE_WORDS)[];
  const shape = (icon: Element) => icon.innerHTML;

  it("differ from each other in shape or in the way of the arrow, colours aside", () => {
    const bare = (icon: Element) => shape(icon).replace(/var\(--[a-z-]+\)/g, "");
    const worse = variations.map((one) => bare(variationIcon(one)));
    expect(new Set(worse).size).toBe(variations.length);
    const targets = assurances.map((one) => bare(assuranceIcon(one)));
    expect(new Set([...worse, ...targets]).size).toBe(variations.length + assurances.length);
  });

  it("are hidden from screen readers, which read the words", () => {
    for (const one of variations) expect(variationIcon(one).getAttribute("aria-hidden")).toBe("true");
    expect(iconWords({ variation: "concern_low", assurance: "consistent_fail" })).toBe(
      "Special cause: concerning, lower; cannot meet the target as things are",
    );
    expect(iconWords({ variation: "common_cause", assurance: null })).toBe("Common cause");
  });
});

const programme = (targets: readonly object[] = []) =>
  programmeSchema.parse({
    id: "p",
    name: "P",
    synthetic: true,
    window: { from: "2000-01-01", to: "2040-12-31" },
    data_date: "2041-12-31",
    sources: [{ id: "s", file: "s.csv", profile: "s" }],
    instruments: [{ id: "pam", name: "PAM", short: "PAM", decimals: 1, range: [0, 100], better: "higher" }],
    targets,
  });
const quarter = (place: number): string => `${2010 + Math.floor(place / 4)}-Q${(place % 4) + 1}`;
const shares = (numerators: readonly number[], denominator: number): readonly ReleasedEstimate[] =>
  numerators.map(
    (numerator, place) =>
      row({
        measure: "follow_up_rate",
        instrument: "pam",
        area_type: "pcn",
        area: "U91",
        period_type: "quarter",
        period: quarter(place),
        numerator,
        denominator,
        value: numerator / denominator,
      }) as ReleasedEstimate,
  );
const made = (rows: readonly ReleasedEstimate[], targets: readonly object[] = []): ControlCharts =>
  controlCharts(Released.mark(rows), programme(targets)).value;

describe("the rules of the signs, whatever the series", () => {
  const series = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 7, maxLength: 20 });
  const place = { area: "U91", measure: "follow_up_rate", instrument: "pam" };

  it("call a point special exactly where a rule marks the last one, and better on the better side", () => {
    fc.assert(
      fc.property(series, (numerators) => {
        const { chart, points = [] } = findChart(made(shares(numerators, 60)), place) ?? {};
        fc.pre(chart !== undefined);
        const cause = chart?.causes[String(numerators.length - 1)];
        expect(chart?.variation === "common_cause").toBe(cause === undefined);
        if (cause !== undefined) {
          const high = ["above_limits", "rising", "two_of_three_above", "shift_above"].includes(cause);
          expect(chart?.variation).toBe(high ? "improvement_high" : "concern_low");
        }
        const [value, lower, upper] = points.at(-1) ?? [0, 0, 0];
        if (value < lower - 0.001) expect(chart?.variation).toBe("concern_low");
        if (value > upper + 0.001) expect(chart?.variation).toBe("improvement_high");
      }),
    );
  });

  it("judge a target by the last limits alone, and never without one", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 1000 }), (numerators, thousandths) => {
        const value = thousandths / 1000;
        const rows = shares(numerators, 60);
        expect(findChart(made(rows), place)?.chart?.assurance ?? null).toBe(null);
        const { chart, points = [] } =
          findChart(
            made(rows, [{ measure: "follow_up_rate", instrument: "pam", value, source: "S" }]),
            place,
          ) ?? {};
        fc.pre(chart !== undefined);
        const [, lower, upper] = points.at(-1) ?? [0, 0, 0];
        if (value > upper + 0.001) expect(chart?.assurance).toBe("consistent_fail");
        else if (value < lower - 0.001) expect(chart?.assurance).toBe("consistent_pass");
        else if (value > lower + 0.001 && value < upper - 0.001)
          expect(chart?.assurance).toBe("inconsistent");
      }),
    );
  });

  it("have limits that hold the middle line and lie within shares", () => {
    fc.assert(
      fc.property(series, (numerators) => {
        const { chart, points = [] } = findChart(made(shares(numerators, 60)), place) ?? {};
        fc.pre(chart !== undefined);
        for (const [, lower, upper] of points) {
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThanOrEqual(chart?.centre ?? 0);
          expect(upper).toBeGreaterThanOrEqual(chart?.centre ?? 1);
        }
      }),
    );
  });
});

describe("what stands out of a network", () => {
  const here = { area_type: "pcn", area: "U91" };
  const pam = { ...here, instrument: "pam" };
  const none: ComparePage = { funnels: [], published_capacity: [] };
  const funnel = (
    verdict: Verdict,
    adjusted_verdict: Verdict | null,
    value = 0.4,
  ): ComparePage["funnels"][number] => ({
    measure: "follow_up_rate",
    instrument: "pam",
    area_type: "pcn",
    kind: "share",
    per: 1,
    status: "published",
    reason: "",
    units: 20,
    centre: 0.5,
    within: null,
    phi: null,
    tau: null,
    tau_all: null,
    beyond_chance: null,
    limits: [],
    adjusted: [],
    points: [{ area: "U91", denominator: 200, value, verdict, adjusted_verdict, shrunken: null }],
    withheld: [],
    case_mix: null,
  });
  const findings = (
    rows: readonly Parameters<typeof row>[0][],
    charts: ControlCharts = made([]),
    page: ComparePage = none,
  ) => {
    const release: Release = {
      catalogue,
      findings: { findings: {}, not_shown: {} },
      estimates: indexEstimates(rows.map(row)),
    };
    return networkFindings(release, charts, page, { ...defaultSelection(catalogue), ...here });
  };
  const change = { ...pam, measure: "mean_change", value: 6, lower: 4, upper: 8 };
  const expected = { ...pam, measure: "expected_change_rtm", lower: 1, upper: 3 };
  const rate = { ...pam, measure: "follow_up_rate", value: 0.7, numerator: 70, denominator: 100 };

  it("sets the gain beside regression to the mean alone, and never says more", () => {
    const words = (from: number, to: number) =>
      findings([change, { ...expected, lower: from, upper: to }]).outcomes[0];
    expect(words(1, 3)).toContain("+6.0 points (95% interval +4.0 to +8.0)");
    expect(words(1, 3)).toContain(
      "regression to the mean alone would give +1.0 to +3.0. The whole interval lies above",
    );
    expect(words(1, 3)).toContain("does not show why");
    expect(words(3, 5)).toContain("cannot tell the two apart");
    expect(words(9, 10)).toContain("lies below that range");
    expect(findings([change]).outcomes[0]).toContain("cannot be read as more than that");
  });

  it("warns where fewer than half were followed up, or some were not", () => {
    expect(findings([rate]).outcomes).toEqual([
      "70% of the people due were followed up: the others may have fared differently.",
    ]);
    expect(findings([{ ...rate, value: 0.41 }]).outcomes[0]).toMatch(/^Only 41%/);
  });

  it("names the latest point of a chart with its rule, a target that cannot be met, and charts there are none of", () => {
    const rows = shares([30, 32, 30, 31, 30, 32, 30, 31, 30, 31, 30, 5], 60);
    const targets = [{ measure: "follow_up_rate", instrument: "pam", value: 0.99, source: "S" }];
    const { standsOut, looked, lead } = findings([rate], made(rows, targets));
    expect(standsOut).toHaveLength(1);
    const [point = "", target = ""] = standsOut[0]?.texts ?? [];
    expect(point).toContain("is below the limits (special cause: concerning, lower)");
    expect(target).toContain("the target cannot be met as things are");
    expect(target).not.toContain("trial");
    expect(findings([rate], made(rows.slice(0, 9), targets)).standsOut[0]?.texts[0]).toContain(
      "limits that are on trial",
    );
    expect(looked).toBe(1);
    // The sentence at the top tells of the latest point, and of which period that is.
    expect(lead).toBe(
      "A network: of 1 chart over time, the latest point of 1 stands out from its own past (the newest is 2012-Q4).",
    );
    expect(findings([rate], made(rows.slice(0, 11))).lead).toContain("the latest point of none stands out");
    expect(findings([rate], made(rows.slice(0, 5))).notShown).toEqual([
      "follow_up_rate (PAM) over time: too few periods so far.",
    ]);
  });

  it("sets new referrals for each worker beside the guidance only where the whole interval lies beyond it", () => {
    const guided = {
      ...catalogue,
      workforce: { ...catalogue.workforce, referrals_per_fte: { from: 200, to: 250, source: "S" } },
    };
    const words = (value: number, lower: number, upper: number) =>
      networkFindings(
        {
          catalogue: guided,
          findings: { findings: {}, not_shown: {} },
          estimates: indexEstimates([
            row({ ...pam, instrument: "", measure: "new_referrals_per_fte", value, lower, upper }),
          ]),
        },
        made([]),
        none,
        { ...defaultSelection(guided), ...here },
      ).standsOut.flatMap(({ texts }) => texts);
    expect(words(198, 185, 210)).toEqual([]);
    expect(words(260, 250.4, 270)).toEqual([]);
    expect(words(190, 180, 199)[0]).toContain("190 (180 to 199), below the guidance of 200 to 250");
    expect(words(270, 251, 290)[0]).toContain("270 (251 to 290), above the guidance of 200 to 250");
  });

  it("takes the verdict that Compare counts, in groups, those its headline counts first", () => {
    const found = (...funnels: readonly ComparePage["funnels"][number][]) =>
      findings([], made([]), { ...none, funnels: [...funnels] }).standsOut;
    const texts = (...funnels: readonly ComparePage["funnels"][number][]) =>
      found(...funnels).map((group) => group.texts);
    expect(found(funnel("below_outer", "inside"))).toEqual([]);
    expect(found(funnel("few_followed", "few_followed"))).toEqual([]);
    expect(found(funnel("close", null))).toEqual([]);
    expect(found(funnel("below_outer", "close"))[0]?.title).toContain("rounded numbers leave open");
    expect(texts(funnel("above_inner", null, 0.6), funnel("below_outer", null))).toEqual([
      ["follow_up_rate (PAM): 40%, below; all networks together 50%."],
      ["follow_up_rate (PAM): 60%, above; all networks together 50%."],
    ]);
    const titles = found(funnel("above_inner", null, 0.6), funnel("below_outer", null)).map(
      ({ title }) => title,
    );
    expect(titles[0]).toContain("headline of Compare counts");
    expect(titles[1]).toContain("about 1 in 20");
    expect(found({ ...funnel("below_outer", null), measure: "unheard_of" })[0]?.title).toContain(
      "neither more nor less is better",
    );
    // Adjusted for case mix, the network is within the limits: it is on neither page.
    const { strata, moved_half, moved_most } = { strata: 3, moved_half: 0, moved_most: 0 };
    const adjusted = funnel("inside", null);
    const { centre, within, phi, tau, tau_all, beyond_chance, limits, points } = adjusted;
    const case_mix = {
      ...{ centre, within, phi, tau, tau_all, beyond_chance, limits, points },
      ...{ adjusted: [], strata, moved_half, moved_most },
    };
    expect(found({ ...funnel("below_outer", null), case_mix })).toEqual([]);
  });

  it("sets waits beside the whole programme only where the intervals do not meet", () => {
    const wait = { ...here, measure: "median_days_to_first_contact" };
    const whole = { ...wait, area_type: "programme", area: "programme", value: 10, lower: 9, upper: 11 };
    const words = (value: number, lower: number, upper: number) =>
      findings([{ ...wait, value, lower, upper }, whole]).standsOut.flatMap(({ texts }) => texts);
    expect(words(27, 25, 29)).toEqual([
      "median days to first contact: 27 days (25 to 29), longer than in the whole programme, 10 (9 to 11).",
    ]);
    expect(words(6, 5, 8)[0]).toContain("shorter than in the whole programme");
    expect(words(12, 11, 14)).toEqual([]);
  });

  it("says what is withheld, and why", () => {
    const withheld = { ...rate, status: "withheld", value: null, note: "Fewer than 8 people." };
    const shown = { ...rate, area_type: "programme", area: "programme" };
    expect(findings([withheld, shown]).notShown).toEqual(["follow_up_rate: Fewer than 8 people."]);
    expect(findings([rate]).notShown).toEqual([]);
  });
});

describe("a strip of three figures", () => {
  const at = (strip: Element, selector: string, attribute: string) =>
    Number(strip.querySelector(selector)?.getAttribute(attribute));

  it("keeps their order on one scale, and draws figures that are alike in the middle", () => {
    const strip = rangeStrip(
      { value: 2, lower: 1, upper: 4 },
      { value: 3, lower: null, upper: null },
      { value: 5, lower: null, upper: null },
    );
    const [board, own] = [...strip.querySelectorAll("circle")].map((one) => Number(one.getAttribute("cx")));
    expect(own).toBeLessThan(board ?? 0);
    expect(board).toBeLessThan(at(strip, "line:nth-of-type(2)", "x1"));
    const alike = { value: 2, lower: 2, upper: 2 };
    expect(at(rangeStrip(alike, null, alike), "circle", "cx")).toBe(75);
  });
});
