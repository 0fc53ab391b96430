import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { loadPopulations } from "../../loaders/load-populations.ts";
import { readRegisteredList } from "../../loaders/population-files.ts";
import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import { sampleBoroughs } from "../../src/sample/places.ts";
import { registeredList } from "../../src/sample/registered-list.ts";
import { temporaryFolder } from "../programme-folder.ts";
import { hasPublished, publishedFile } from "../published-data.ts";

const areas = {
  version: "2024",
  boroughs: [
    { code: "E09000012", name: "Hackney" },
    { code: "E09000009", name: "Ealing" },
  ],
  pcns: [
    { code: "U1", name: "One", borough: "E09000012" },
    { code: "U2", name: "Two", borough: "E09000012" },
    { code: "U3", name: "Three", borough: "E09000009" },
  ],
};

function load(
  populations: readonly unknown[],
  files: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const programme: Programme = programmeSchema.parse({
    id: "p",
    name: "P",
    synthetic: true,
    window: { from: "2022-01-01", to: "2023-12-31" },
    data_date: "2023-12-31",
    areas,
    sources: [{ id: "cases", file: "cases.csv", profile: "joy-cases" }],
    reference_populations: populations,
    ...more,
  });
  const loaded = loadPopulations({ folder, programme });
  return (of: string, area: string, category: string) =>
    loaded.find((one) => one.of === of)?.rows.find((row) => row.area === area && row.category === category)
      ?.people;
}

const own = (more: Readonly<Record<string, unknown>>) => ({
  id: "own",
  title: "T",
  people: "residents",
  source: "S",
  file: "reference/own.csv",
  area_type: "borough",
  ...more,
});

describe("populations that come with the software", () => {
  const hackney = { E09000012: ["E09000012", "E09000001"] };

  it("add the census areas of a borough, the five groups from the 16, and boroughs to the programme", () => {
    const people = load([{ shipped: "census-2021-ethnic-category", made_of: hackney }]);
    // TS021, Bangladeshi: Hackney 6,554, City of London 287, Ealing 3,685.
    expect(people("ethnic_category", "E09000012", "K")).toBe(6554 + 287);
    expect(people("ethnic_category", "programme", "K")).toBe(6554 + 287 + 3685);
    // Chinese belongs to Asian: 8,832 + 2,461 + 6,554 + 5,579 + 3,459 in Hackney alone.
    expect(load([{ shipped: "census-2021-ethnic-category" }])("ethnic_group", "E09000012", "Asian")).toBe(
      26885,
    );
  });

  it("agree with the residents that the sample's people are drawn from", () => {
    const boroughs = sampleBoroughs.map(({ code, name }) => ({ code, name }));
    const people = load(
      [{ shipped: "census-2021-ethnic-category" }],
      {},
      { areas: { version: "x", boroughs } },
    );
    for (const { code, residents } of sampleBoroughs) {
      expect([..."ABCDEFGHJKLMNPRS"].map((one) => people("ethnic_category", code, one))).toEqual(residents);
    }
  });

  it("give English against other languages, and how well English is spoken, of people aged 3 and over", () => {
    const people = load([
      { shipped: "census-2021-main-language-english" },
      { shipped: "census-2021-english-proficiency" },
      { shipped: "census-2021-main-language" },
    ]);
    // TS029, Ealing: 354,356 people; main language English 244,855; not well 19,432, not at all 3,440.
    expect(people("language_group", "E09000009", "en")).toBe(244_855);
    expect(people("language_group", "E09000009", "other")).toBe(354_356 - 244_855);
    expect(people("interpreter", "E09000009", "yes")).toBe(19_432 + 3440);
    expect(people("interpreter", "E09000009", "no")).toBe(354_356 - 19_432 - 3440);
    expect(people("language", "E09000009", "en")).toBe(244_855);
    expect(people("language", "E09000009", "unlisted")).toBeUndefined();
  });

  it("leave out an area that is not in the file, and then the whole programme", () => {
    const more = {
      areas: { ...areas, pcns: [], boroughs: [...areas.boroughs, { code: "E08000003", name: "Manchester" }] },
    };
    const people = load([{ shipped: "census-2021-ethnic-category" }], {}, more);
    expect(people("ethnic_group", "E09000009", "Black")).toBeGreaterThan(0);
    expect(people("ethnic_group", "E08000003", "Black")).toBeUndefined();
    expect(people("ethnic_group", "programme", "Black")).toBeUndefined();
  });
});

describe("a table of the user's own", () => {
  const table =
    "# By fifth. Source: invented\narea,name,1,2,3,4,5,unlisted\nE09000012,Hackney,10,20,30,40,50,7\n";
  const quintiles = own({ of: "imd_quintile", ages: "all" });

  it("is read by its headings; remarks and people without a category are passed over", () => {
    const people = load([quintiles], { "reference/own.csv": `\ufeff${table}` });
    expect(people("imd_quintile", "E09000012", "5")).toBe(50);
    expect(people("imd_quintile", "programme", "5")).toBeUndefined();
  });

  it("takes labels and spellings of a code list for headings", () => {
    const text = 'area,Male,Female\nE09000012,"48","52"\nE09000009,1,2\n';
    const people = load([own({ of: "gender", ages: "all" })], { "reference/own.csv": text });
    expect(people("gender", "programme", "2")).toBe(54);
  });

  it.each([
    ["POPULATION_UNREADABLE", "area,1,2\nE09000012,10,many\n", /row 2, column "2": is no whole number/],
    ["POPULATION_UNREADABLE", "area,1,2\nE09000012,10,\n", /row 2, column "2": is blank/],
    ["POPULATION_UNREADABLE", "area,1,9\nE09000012,10,3\n", /column "9": is no category/],
    ["POPULATION_UNREADABLE", "area,1,1\nE09000012,10,3\n", /"1" has two columns/],
    ["POPULATION_UNREADABLE", "area,1\nE09000012,10\nE09000012,3\n", /row 3.*stands twice/],
    ["POPULATION_UNREADABLE", "borough,1\nE09000012,10\n", /does not begin with area/],
    ["POPULATION_UNREADABLE", 'area,1\n"E09000012,10\n', /row 2: a quote/],
    ["POPULATION_AREA_UNKNOWN", "area,1\nE08000003,10\n", /holds no borough of this programme/],
  ])("is refused with %s where it says %j", (code, text, words) => {
    const read = () => load([quintiles], { "reference/own.csv": text });
    expect(read).toThrow(new RegExp(`^${code}`));
    expect(read).toThrow(words);
  });

  it("is refused where there is no file, or one outside the folder", () => {
    expect(() => load([quintiles])).toThrow(/POPULATION_MISSING/);
    expect(() => load([{ ...quintiles, file: "../own.csv" }])).toThrow(/POPULATION_MISSING/);
  });

  it("is refused beside another of the same characteristic, and with ages that do not match", () => {
    const files = { "reference/own.csv": "area,Asian\nE09000012,10\n" };
    const groups = own({ of: "ethnic_group", ages: "all" });
    expect(() => load([{ shipped: "census-2021-ethnic-category" }, groups], files)).toThrow(
      /POPULATION_TWICE/,
    );
    expect(() => load([own({ of: "ethnic_group", ages: "20+" })], files)).toThrow();
    expect(() => load([own({ of: "age_band_20", ages: "all" })], files)).toThrow();
  });

  it("refuses areas made of rows that are not there", () => {
    const made_of = { E09000012: ["E09000012", "E09000099"] };
    expect(() => load([{ shipped: "census-2021-ethnic-category", made_of }])).toThrow(/"E09000099"/);
  });
});

const list = (rows: readonly (readonly [string, string, string, number])[]) =>
  `PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS\n${rows
    .map(([area, sex, age, people]) => `GP,2026-07-01,PCN,${area},,,${sex},${age},${people}`)
    .join("\n")}\n`;

describe("a registered list by sex and five-year band", () => {
  const registered = own({ layout: "nhs_registered_list", area_type: "pcn", file: "list.csv" });

  it("counts people of 20 and over, and adds networks to boroughs and the programme", () => {
    const text = list([
      ["U1", "ALL", "ALL", 999],
      ["U1", "MALE", "15_19", 50],
      ["U1", "MALE", "20_24", 10],
      ["U1", "FEMALE", "45_49", 20],
      ["U2", "FEMALE", "95+", 3],
      ["U3", "MALE", "65_69", 4],
      ["Y56", "MALE", "65_69", 4000],
    ]);
    const people = load([registered], { "list.csv": text });
    expect(people("gender", "E09000012", "1")).toBe(10);
    expect(people("gender", "E09000012", "2")).toBe(23);
    expect(people("age_band_20", "programme", "20-24")).toBe(10);
    expect(people("age_band_20", "E09000012", "75+")).toBe(3);
    expect(people("gender", "programme", "1")).toBe(14);
  });

  it("is refused where a row stands twice, as with two months in one file", () => {
    const row = ["U1", "MALE", "20_24", 10] as const;
    expect(() => readRegisteredList({ file: "list.csv", text: list([row, row]) })).toThrow(
      /two rows of MALE/,
    );
  });

  it("that is invented for the sample adds up to its list sizes", () => {
    const { gender, age_band_20: ages } = readRegisteredList({ file: "list.csv", text: registeredList() });
    const adults = [...(gender.get("U9901")?.values() ?? [])].reduce((sum, one) => sum + one, 0);
    expect([...(ages.get("U9901")?.values() ?? [])].reduce((sum, one) => sum + one, 0)).toBe(adults);
    const rows = registeredList()
      .split("\n")
      .filter((line) => line.includes(",U9901,") && !line.includes("ALL"))
      .map((line) => Number(line.split(",").at(-1)));
    expect(rows.reduce((sum, one) => sum + one, 0)).toBe(31_000);
  });

  const archive = "pcn/gp-reg-pat-prac-quin-age.zip";
  it.skipIf(!hasPublished(archive))("as NHS England publishes it: London adds up by sex and by age", () => {
    const [bytes] = Object.values(unzipSync(readFileSync(publishedFile(archive))));
    const text = new TextDecoder().decode(bytes);
    const { gender, age_band_20: ages } = readRegisteredList({ file: "list.csv", text });
    const [sexes, bands] = [gender.get("Y56"), ages.get("Y56")];
    const sum = (map: ReadonlyMap<string, number> | undefined) =>
      [...(map?.values() ?? [])].reduce((all, one) => all + one, 0);
    expect(sum(sexes)).toBe(sum(bands));
    // July 2026, London: everybody registered, less the under-20s of both sexes, counted from the file by hand below.
    const rows = text
      .split("\n")
      .map((line) => line.trim().split(","))
      .filter((cells) => cells[3] === "Y56");
    const of = (test: (cells: readonly string[]) => boolean) =>
      rows.filter(test).reduce((all, cells) => all + Number(cells[8]), 0);
    const everybody = of(([, , , , , , sex]) => sex === "ALL");
    const young = of(
      (cells) => cells[6] !== "ALL" && ["0_4", "5_9", "10_14", "15_19"].includes(cells[7] ?? ""),
    );
    expect(everybody).toBe(10_991_417);
    expect(sum(sexes)).toBe(everybody - young);
    expect(sexes?.get("1")).toBeGreaterThan(4_000_000);
  });
});
