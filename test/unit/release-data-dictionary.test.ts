import { describe, expect, it } from "vitest";
import { measureLibrary } from "../../src/measures/library.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { dataDictionary, RELEASE_FILES, STATUS_MEANINGS } from "../../src/release/data-dictionary.ts";
import { ESTIMATE_COLUMNS } from "../../src/release/estimates-table.ts";
import { catalogue as empty } from "./reports-support.ts";

const referrals = measureLibrary.find(({ id }) => id === "referrals") as Catalogue["measures"][number];
const catalogue: Catalogue = {
  ...empty,
  programme: { ...empty.programme, synthetic: false },
  measures: [{ ...referrals }],
  areas: [
    { area_type: "programme", area: "programme", label: "Whole programme", within: null },
    { area_type: "pcn", area: "U9", label: "Ninth network", within: null },
  ],
  periods: [{ period_type: "quarter", period: "2022-Q4", label: "October to December 2022" }],
  breakdowns: [{ breakdown: "gender", label: "Gender", categories: [{ category: "1", label: "Male" }] }],
};
const entry = (column: string, of = catalogue) => dataDictionary(of).find((one) => one.column === column);

describe("the data dictionary of a release", () => {
  it("describes every column of the estimates, in the order of the file", () => {
    expect(dataDictionary(catalogue).map(({ column }) => column)).toEqual([...ESTIMATE_COLUMNS]);
    for (const { description } of dataDictionary(catalogue)) expect(description).toMatch(/^[A-Z].{20,}\.$/);
  });

  it("adds the columns by which every line says what it is", () => {
    const synthetic = { ...catalogue, programme: { ...catalogue.programme, synthetic: true } };
    const exact = { ...synthetic, policy: { ...catalogue.policy, publishable: false } };
    expect(dataDictionary(synthetic).at(-1)?.column).toBe("synthetic");
    expect(
      dataDictionary(exact)
        .map(({ column }) => column)
        .slice(-2),
    ).toEqual(["synthetic", "publication"]);
    expect(entry("publication", exact)?.values[0]?.value).toBe("NOT FOR PUBLICATION");
  });

  it("names the codes that the release uses, with their meaning", () => {
    expect(entry("measure")?.values).toEqual([
      { value: "referrals", meaning: `Referrals received (referrals). ${referrals.definition}` },
    ]);
    expect(entry("area")?.values).toContainEqual({ value: "U9", meaning: "Ninth network" });
    expect(entry("period")?.values).toEqual([{ value: "2022-Q4", meaning: "October to December 2022" }]);
    expect(entry("breakdown")?.values.map(({ value }) => value)).toEqual(["none", "gender"]);
    expect(entry("category")?.values).toContainEqual({ value: "1", meaning: "Gender: Male" });
  });

  it("says of every status what it means, and that a withheld figure may be 0", () => {
    expect(entry("status")?.values.map(({ value }) => value)).toEqual(Object.keys(STATUS_MEANINGS));
    expect(STATUS_MEANINGS.withheld).toContain("also 0");
    expect(entry("value")?.description).toContain("never 0");
  });

  it("lists each file of a release once", () => {
    expect(new Set(RELEASE_FILES.map(({ file }) => file)).size).toBe(RELEASE_FILES.length);
  });
});
