import { describe, expect, it } from "vitest";
import { indexEstimates } from "../../src/findings/estimate-index.ts";
import { reachedLessWords, reachFinding } from "../../src/findings/reach-finding.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { estimate, catalogue as example } from "../golden/findings-example.ts";

type Population = NonNullable<Catalogue["populations"]>[number];

const population = (of: string, more: Partial<Population> = {}): Population => ({
  id: of,
  of,
  title: "T",
  people: "residents of all ages",
  ages: "all",
  source: "S",
  synthetic: false,
  ...more,
});

const catalogue = (populations: readonly Population[]): Catalogue => ({
  ...example,
  populations: [...populations],
  breakdowns: [
    {
      breakdown: "ethnic_group",
      label: "Ethnic group",
      categories: ["Asian", "Black", "White"].map((one) => ({ category: one, label: one })),
    },
    {
      breakdown: "interpreter",
      label: "Interpreter needed",
      categories: [
        { category: "yes", label: "Yes" },
        { category: "no", label: "No" },
      ],
    },
  ],
});

interface Group {
  readonly category: string;
  readonly referrals: number;
  readonly people: number;
  readonly ratio: readonly [value: number, lower: number, upper: number];
  readonly ifAll: readonly [value: number, lower: number, upper: number] | null;
}

function rows(breakdown: string, groups: readonly Group[]): readonly ReleasedEstimate[] {
  const referrals = groups.reduce((sum, one) => sum + one.referrals, 0);
  const people = groups.reduce((sum, one) => sum + one.people, 0);
  const cell = { instrument: "", breakdown } as const;
  return groups.flatMap(({ category, ...group }) => {
    const of = (measure: string, more: Partial<ReleasedEstimate>) =>
      estimate(measure, { ...cell, category, ...more });
    const counts = { numerator: group.referrals, denominator: referrals, n: referrals };
    const limits = ([value, lower, upper]: readonly [number, number, number]) => ({ value, lower, upper });
    return [
      of("representation_ratio", { ...counts, ...limits(group.ratio) }),
      of("share_of_referrals", { ...counts, value: group.referrals / referrals }),
      of("share_of_population", {
        numerator: group.people,
        denominator: people,
        value: group.people / people,
      }),
      group.ifAll === null
        ? of("representation_ratio_if_all", { status: "withheld" })
        : of("representation_ratio_if_all", {
            ...counts,
            numerator: group.referrals + 50,
            ...limits(group.ifAll),
          }),
    ];
  });
}

function finding(populations: readonly Population[], estimates: readonly ReleasedEstimate[], lead = "") {
  const known = catalogue(populations);
  const [place] = indexEstimates([estimate("referrals", { instrument: "" }), ...estimates], known);
  return place === undefined ? null : reachFinding(place, known, lead);
}

const groups: readonly Group[] = [
  { category: "Asian", referrals: 150, people: 3000, ratio: [0.5, 0.43, 0.58], ifAll: [0.63, 0.56, 0.71] },
  { category: "Black", referrals: 190, people: 2000, ratio: [0.95, 0.83, 1.09], ifAll: [1.14, 1.01, 1.29] },
  { category: "White", referrals: 660, people: 5000, ratio: [1.32, 1.26, 1.38], ifAll: [1.35, 1.29, 1.41] },
];
const ethnic = population("ethnic_group");

describe("who has fewer referrals than their share", () => {
  it("names the group with both shares, the ratio and what people not known could change", () => {
    const found = finding([ethnic], rows("ethnic_group", groups), "In Brent, ");
    expect(found?.headline).toBe(
      "In Brent, people whose ethnic group is “Asian” are 15% of referrals with a known ethnic group, beside 30.0% of residents of all ages.",
    );
    expect(found?.detail).toEqual([
      "That is 0.50 times their share (95% interval 0.43 to 0.58). Even if everybody whose ethnic group is not known were among them, it would be 0.63 times.",
      "More referrals than their share for people whose ethnic group is “White” (1.32 times, 1.26 to 1.38).",
    ]);
  });

  it("counts the groups in the same words on both pages, and those of whom it is not certain", () => {
    const two: readonly Group[] = [
      {
        category: "Asian",
        referrals: 150,
        people: 3000,
        ratio: [0.5, 0.43, 0.58],
        ifAll: [0.63, 0.56, 0.71],
      },
      { category: "Black", referrals: 100, people: 2000, ratio: [0.5, 0.41, 0.6], ifAll: [0.97, 0.9, 1.04] },
      { category: "White", referrals: 750, people: 5000, ratio: [1.5, 1.44, 1.55], ifAll: [1.5, 1.45, 1.56] },
    ];
    const counted =
      "2 groups have fewer referrals than their share of the population, and for 1 of them this is not certain, because people whose group is not known could change it";
    expect(finding([ethnic], rows("ethnic_group", two))?.detail[1]).toBe(`${counted}.`);
    expect(reachedLessWords(2, 1)).toBe(counted);
    expect(reachedLessWords(1, 1)).toMatch(/^1 group has fewer .*, and this is not certain, because/);
    expect(reachedLessWords(5, 2, 1)).toMatch(
      /^5 groups .*; for 2 of them this is not certain and for 1 it cannot be shown whether it is, because/,
    );
    expect(reachedLessWords(5, 0, 1)).toMatch(/population; for 1 it cannot be shown whether it is, because/);
    expect(reachedLessWords(1, 0, 1)).toMatch(/population; whether this is certain cannot be shown, because/);
    expect(reachedLessWords(3, 3)).toMatch(/^3 groups .*, and for none of them is this certain, because/);
  });

  it("says that it is not certain where people not known could make up for it", () => {
    const unsure = groups.map((one) =>
      one.category === "Asian" ? { ...one, ifAll: [0.97, 0.9, 1.04] as const } : one,
    );
    expect(finding([ethnic], rows("ethnic_group", unsure))?.detail[0]).toBe(
      "That is 0.50 times their share (95% interval 0.43 to 0.58). If everybody whose ethnic group is not known were among them, it could be 0.97 times, so this is not certain.",
    );
  });

  it("says so where what people not known could change is not shown", () => {
    const hidden = groups.map((one) => ({ ...one, ifAll: null }));
    expect(finding([ethnic], rows("ethnic_group", hidden))?.detail[0]).toMatch(
      /How far people whose ethnic group is not known could change this is withheld, since it could give small numbers away\.$/,
    );
  });

  it("names nobody whose interval reaches 1 once the number of comparisons is allowed for", () => {
    // 40 of 200 beside 26%: alone the interval ends at 0.998; of three groups and rounding it does not.
    const near: readonly Group[] = [
      { category: "Asian", referrals: 40, people: 2600, ratio: [0.77, 0.58, 0.998], ifAll: null },
      { category: "Black", referrals: 60, people: 2400, ratio: [1.25, 0.99, 1.52], ifAll: null },
      { category: "White", referrals: 100, people: 5000, ratio: [1, 0.86, 1.14], ifAll: null },
    ];
    const found = finding([ethnic], rows("ethnic_group", near));
    expect(found?.headline).toBe(
      "No group was shown to have fewer referrals than its share of the population, in 1 characteristic compared.",
    );
    expect(found?.detail).toEqual([]);
    expect(found?.caveats).toContain(
      "A group is named only if its interval does not reach 1, allowing for 3 comparisons.",
    );
  });

  it("sets interpreters against how well English is spoken, and says nothing of those who need none", () => {
    const need: readonly Group[] = [
      { category: "yes", referrals: 30, people: 900, ratio: [0.33, 0.23, 0.47], ifAll: [0.35, 0.25, 0.5] },
      { category: "no", referrals: 970, people: 9100, ratio: [1.07, 1.05, 1.08], ifAll: [1.07, 1.05, 1.08] },
    ];
    const spoken = population("interpreter", { people: "residents aged 3 and over", ages: "3+" });
    const found = finding([spoken], rows("interpreter", need));
    expect(found?.headline).toBe(
      "People who need an interpreter are 3% of referrals where the need is known, beside the 9.0% of residents aged 3 and over who speak English not well or not at all.",
    );
    expect(found?.detail).toHaveLength(1);
    expect(found?.caveats.join(" ")).toMatch(/Language is set against people aged 3 and over/);
    expect(found?.caveats.join(" ")).not.toMatch(/Arab|sex on its own register/);
  });

  it("is silent where no population is named, or nothing is set against it", () => {
    expect(finding([], rows("ethnic_group", groups))).toBeNull();
    expect(finding([ethnic], [])).toBeNull();
  });

  it("says that no group can be compared where none is shown", () => {
    const hidden = rows("ethnic_group", groups).map((row) => ({ ...row, status: "withheld" as const }));
    expect(finding([ethnic], hidden)?.headline).toBe(
      "No group can be set against the population here: too few numbers are shown.",
    );
  });

  it("says which side is invented in a synthetic programme", () => {
    const said = (populations: readonly Population[]) =>
      finding(populations, rows("ethnic_group", groups))?.caveats.find((one) => /synthetic/.test(one));
    expect(said([ethnic])).toBe("The referrals are synthetic. The population is real.");
    expect(said([{ ...ethnic, synthetic: true }])).toBe(
      "The referrals are synthetic, and so is the population.",
    );
  });

  it("uses no causal verb", () => {
    const found = finding([ethnic], rows("ethnic_group", groups));
    const text = [found?.headline, ...(found?.detail ?? []), ...(found?.caveats ?? [])].join(" ");
    expect(text).not.toMatch(/\b(caused?|led to|because of|reduced|due to|excluded)\b/i);
  });
});
