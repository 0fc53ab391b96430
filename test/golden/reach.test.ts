import { tableFromIPC } from "apache-arrow";
import { beforeAll, describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { loadPopulations } from "../../loaders/load-populations.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { makeRelease, type ReleaseFiles } from "../../src/release/make-release.ts";
import { exactOf } from "../programme-folder.ts";
import { ingestSmall } from "../small-programme.ts";

/** Referrals of 2023 by gender, year of birth and ethnic category; 2003 is 20, 2004 is 19. */
const GROUPS = [
  ["Male", "1980", "White - British", 60],
  ["Male", "2003", "White - British", 12],
  ["Male", "2004", "White - British", 3],
  ["Female", "1960", "White - British", 90],
  ["Female", "2004", "Pakistani", 20],
  ["Female", "1940", "Not known", 40],
  ["Not known", "1980", "Pakistani", 15],
  ["Male", "", "Pakistani", 10],
] as const;

const rows = GROUPS.flatMap(([gender, born, ethnicity, count], group) =>
  Array.from({ length: count }, (_, index) => [
    `C${group}-${index}`,
    `R${group}-${index}`,
    "15/06/2023",
    gender,
    born,
    ethnicity,
    "E09000009",
  ]),
);

const settings = {
  areas: { version: "2023", boroughs: [{ code: "E09000009", name: "Ealing" }] },
  reference_populations: [
    { shipped: "census-2021-ethnic-category" },
    {
      id: "list",
      title: "Invented list",
      people: "people aged 20 and over",
      source: "Invented",
      file: "list.csv",
      layout: "nhs_registered_list",
      area_type: "borough",
      synthetic: true,
    },
  ],
};

const list = [
  "ORG_CODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS",
  ...(["MALE", "FEMALE"] as const).flatMap((sex) =>
    ["20_24", "25_29", "45_49", "65_69", "75_79"].map((age) => `E09000009,${sex},${age},1000`),
  ),
].join("\n");

interface Row extends Record<string, unknown> {
  readonly measure: string;
  readonly area_type: string;
  readonly breakdown: string;
  readonly category: string;
}

describe("reach of a small programme", () => {
  let exact: readonly ExactEstimate[];
  let release: ReleaseFiles;
  let released: readonly Row[];
  beforeAll(async () => {
    const { folder } = await ingestSmall(
      {
        cases: {
          profile: {
            recognise: ["Client", "Ref", "Received"],
            person: { local_id: "Client" },
            identifying: ["Client"],
            tables: {
              person: {
                fields: {
                  gender: { column: "Gender", type: "code", codes: "gender" },
                  birth_year: { column: "Born", type: "birth_year" },
                  ethnic_category: { column: "Ethnicity", type: "code", codes: "ethnic_category" },
                },
              },
              referral: {
                fields: {
                  source_referral_id: { column: "Ref", required: true },
                  received_date: { column: "Received", type: "date", required: true },
                  borough: "Borough",
                },
              },
            },
          },
          files: {
            "cases.csv": [["Client", "Ref", "Received", "Gender", "Born", "Ethnicity", "Borough"], ...rows],
          },
        },
      },
      settings,
      { "list.csv": list },
    );
    exact = await exactOf(folder);
    const loaded = loadProgramme(folder);
    release = (
      await makeRelease({
        state: stateFolder(folder),
        programme: loaded.programme,
        configurationSha256: "0",
        lists: shippedCodeLists(),
        populations: loadPopulations(loaded),
      })
    ).value;
    released = tableFromIPC(release.files["estimates-equity.arrow"] as Uint8Array)
      .toArray()
      .map((row) => ({ ...row.toJSON() }) as Row);
  });

  const counted = (measure: string, breakdown: string, category: string) =>
    exact.find(
      (one) =>
        one.measure === measure &&
        one.area_type === "programme" &&
        one.period_type === "all" &&
        one.breakdown === breakdown &&
        one.category === category,
    )?.value;
  const shown = (measure: string, breakdown: string, category: string) =>
    released.find(
      (one) =>
        one.measure === measure &&
        one.area_type === "programme" &&
        one.breakdown === breakdown &&
        one.category === category,
    );

  it("counts people of 20 and over by gender, and of the age band that 20 divides", () => {
    expect(counted("referrals", "gender", "1")).toBe(85);
    expect(counted("referrals_20_plus", "gender", "1")).toBe(72);
    expect(counted("referrals_20_plus", "gender", "2")).toBe(130);
    expect(counted("referrals_20_plus", "gender", "not_known")).toBe(15);
    expect(counted("referrals", "age_band", "18-24")).toBe(35);
    expect(counted("referrals_20_plus", "age_band_20", "20-24")).toBe(12);
    expect(counted("referrals_20_plus", "age_band_20", "25-44")).toBeUndefined();
  });

  it("sets them against the list of that age: by hand from the released counts", () => {
    // 72 and 130 are released as 70 and 130, of 200: 35% against 50%.
    expect(shown("representation_ratio", "gender", "1")).toMatchObject({
      numerator: 70,
      denominator: 200,
      value: 0.7,
      status: "published",
    });
    // With the 15 not known: 70 of 215, and 85 of 215.
    expect(shown("representation_ratio_if_none", "gender", "1")).toMatchObject({ value: 0.65 });
    expect(shown("representation_ratio_if_all", "gender", "1")).toMatchObject({ value: 0.79 });
    // 12 is released as 10; 25–44 has 75, 45–64 has 90, 65–74 nobody, 75 and over 40: 215 in all, each a fifth.
    expect(shown("representation_ratio", "age_band_20", "20-24")).toMatchObject({
      numerator: 10,
      denominator: 215,
      value: 0.23,
    });
    expect(shown("representation_ratio", "age_band_20", "65-74")).toMatchObject({ value: 0, numerator: 0 });
  });

  it("uses the census for ethnic group, with people of all ages", () => {
    const asian = shown("representation_ratio", "ethnic_group", "Asian");
    const share = shown("share_of_population", "ethnic_group", "Asian");
    // TS021, Ealing: 111,241 Asian of 367,121; 45 of 210 referrals of those known, 0.214 ÷ 0.303.
    expect(asian).toMatchObject({ numerator: 45, value: 0.71 });
    expect(Number(share?.numerator)).toBe(111_241);
  });

  it("passes the audit, which knows the parts below and above 20", () => {
    expect(release.manifest.audit.performed).toBe(true);
    expect(release.manifest.audit.result).not.toMatch(/could be worked out/);
  });

  it("says who has fewer referrals than their share, and what people not known could change", () => {
    const packed = JSON.parse(String(release.files["findings.json"])) as {
      readonly texts: readonly string[];
      readonly findings: Readonly<Record<string, readonly [number, readonly number[], readonly number[]]>>;
    };
    const [headline = -1, detail = [], caveats = []] =
      packed.findings["reach||programme|programme|all|all"] ?? [];
    const text = (place: number) => packed.texts[place];
    expect([text(headline), ...detail.map(text)]).toMatchInlineSnapshot(`
      [
        "People recorded as male are 35% of referrals with a known gender, beside 50.0% of people aged 20 and over.",
        "That is 0.70 times their share (95% interval 0.55 to 0.86). Even if everybody whose gender is not known were among them, it would be 0.79 times.",
        "6 groups have fewer referrals than their share of the population, and for 3 of them this is not certain, because people whose group is not known could change it.",
        "People whose ethnic group is “Black” are 0% of referrals with a known ethnic group, beside 10.8% of residents of all ages. That is 0 times their share (95% interval 0 to 0.18). If everybody whose ethnic group is not known were among them, it could be 1.49 times, so this is not certain.",
        "People whose ethnic group is “Other” are 0% of referrals with a known ethnic group, beside 10.6% of residents of all ages. That is 0 times their share (95% interval 0 to 0.18). If everybody whose ethnic group is not known were among them, it could be 1.52 times, so this is not certain.",
        "People whose ethnic group is “Mixed” are 0% of referrals with a known ethnic group, beside 5.2% of residents of all ages. That is 0 times their share (95% interval 0 to 0.36). If everybody whose ethnic group is not known were among them, it could be 3.07 times, so this is not certain.",
        "Fewer referrals than their share also for people aged 65 to 74 (0 times, 0 to 0.10) and people aged 20 to 24 (0.23 times, 0.09 to 0.49).",
        "More referrals than their share for people whose ethnic group is “White” (1.82 times, 1.65 to 1.96), people aged 45 to 64 (2.09 times, 1.69 to 2.52) and people aged 25 to 44 (1.74 times, 1.37 to 2.16).",
      ]
    `);
    expect(caveats.map(text)).toMatchInlineSnapshot(`
      [
        "A share of the population is not a share of need: groups differ in how much they need this.",
        "The referrals are synthetic. The population is invented too for gender and age; for the others it is real.",
        "A group is named only if its interval does not reach 1, allowing for 12 comparisons.",
        "Ethnic group is set against people of all ages, so these figures say nothing of older people alone or of any cohort.",
        "Gender is as recorded by the service, and the population is counted by the sex on its own register: the two can differ.",
        "Arab people, Roma people, and Gypsy or Irish Traveller people cannot be shown: the records have no code for them.",
        "Recorded ethnic group can differ from what people say themselves, most often in the mixed and other groups.",
        "A person referred twice counts twice, so the intervals are a little too narrow, and not every practice of an area may take part.",
        "Numbers of people are rounded, and small ones withheld, under: NHS England rules for hospital data (since September 2018).",
      ]
    `);
  });
});
