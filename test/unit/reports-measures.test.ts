import { readFileSync } from "node:fs";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { measureList } from "../../reports/components/measure-list.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { measureGroups } from "../../src/measures/library/measure-groups.ts";
import { measureLibrary } from "../../src/measures/library.ts";
import { canonicalTables } from "../../src/model/canonical.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { type MeasureRegister, measureRegister } from "../../src/release/measure-register.ts";
import { catalogue as empty, row } from "./reports-support.ts";

const entry = (id: string) => measureLibrary.find((one) => one.id === id) as Catalogue["measures"][number];
const project = (id: string, measure: string): Catalogue["projects"][number] => ({
  id,
  name: `${id}: a project`,
  question: "Does it?",
  borough: null,
  service: null,
  target_label: null,
  comparator_label: null,
  measures: [{ measure, instrument: "" }],
  context: [],
  grant: null,
  windows: [],
});
const catalogue: Catalogue = {
  ...empty,
  measures: [
    { ...entry("referrals") },
    { ...entry("share_men") },
    { ...entry("link_worker_fte"), method: "staff-records" },
  ],
  projects: [project("P1", "share_men"), project("P2", "referrals")],
};
const estimates = [
  row({ measure: "referrals", period_type: "quarter", period: "2022-Q4" }),
  row({ measure: "referrals" }),
  row({ measure: "referrals", breakdown: "gender", category: "1" }),
  row({ measure: "referrals", area_type: "pcn", area: "U91", status: "withheld" }),
  row({ measure: "share_men", status: "withheld" }),
] as ReleasedEstimate[];
const register = measureRegister(
  estimates,
  catalogue,
  { funnels: [{ measure: "share_men" }] as never },
  { series: [] },
);
const found = (from: MeasureRegister, id: string) =>
  from.groups.flatMap(({ measures }) => measures).find((one) => one.id === id);

describe("the groups of the measure library", () => {
  it("hold every measure exactly once, from tables that the model has, for pages that exist", () => {
    const ids = measureGroups.flatMap(({ entries }) => entries.map(({ id }) => id));
    expect(ids.toSorted()).toEqual(measureLibrary.map(({ id }) => id).toSorted());
    const tables = new Set<string>([...canonicalTables, "population"]);
    for (const { sources, measures } of register.groups.flatMap(({ measures: own }) =>
      own.map((one) => ({ sources: one.sources, measures: one.id })),
    )) {
      expect(sources.length, measures).toBeGreaterThan(0);
      expect(
        sources.filter((one) => !tables.has(one)),
        measures,
      ).toEqual([]);
    }
    for (const page of measureGroups.flatMap(({ pages }) => pages)) {
      expect(readFileSync(`reports/${page}.md`, "utf8").length).toBeGreaterThan(0);
    }
  });
});

describe("the register of a release", () => {
  it("names the levels at which a figure is shown, in reading order, and no level where all are withheld", () => {
    expect(found(register, "referrals")).toMatchObject({
      held: true,
      levels: [{ area_type: "programme", period_types: ["all", "quarter"], breakdowns: ["gender"] }],
    });
    expect(found(register, "share_men")).toMatchObject({ held: true, levels: [] });
  });

  it("tells pages from the release, projects by what they declare, and the method that was used", () => {
    expect(found(register, "share_men")).toMatchObject({ pages: ["projects", "compare"], projects: ["P1"] });
    expect(found(register, "link_worker_fte")?.method).toBe("staff-records");
    expect(found(register, "share_dna")).toMatchObject({ held: false, levels: [], projects: [] });
    expect(found(register, "share_crisis")).not.toHaveProperty("telling");
  });
});

describe("the list of measures", () => {
  let dom: ReturnType<typeof parseHTML>;
  let list: HTMLElement;
  beforeAll(() => {
    dom = parseHTML(
      '<!doctype html><html><body><a data-page="compare" href="./compare">Compare PCNs</a></body></html>',
    );
    Object.assign(globalThis, { document: dom.document, window: dom.window });
    list = measureList(catalogue, register);
  });
  const shown = () =>
    [...list.querySelectorAll("details.measure")]
      .filter((one) => !(one as HTMLElement).hidden)
      .map((one) => one.id);
  const type = (words: string) => {
    const box = list.querySelector("#find-measure") as HTMLInputElement;
    box.value = words;
    box.dispatchEvent(new dom.window.Event("input"));
  };

  it("has one anchor a measure, and says of each whether and where it is shown", () => {
    const ids = [...list.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(list.querySelector("#referrals")?.textContent).toContain(
      "Whole programme: whole period, quarters; by gender",
    );
    expect(list.querySelector("#share_men")?.textContent).toContain("no figure may be shown");
    expect(list.querySelector("#share_men")?.textContent).toContain("Compare PCNs");
    expect(list.querySelector("#share_dna summary")?.textContent).toContain("not in this release");
  });

  it("finds measures by words of their definition, their project or their name in the data", () => {
    type("share_dna_booked");
    expect(shown()).toEqual(["share_dna_booked"]);
    type("P1");
    expect(shown()).toContain("share_men");
    type("interpreter booked missed");
    expect(shown()).toContain("share_dna_booked");
    expect(shown()).not.toContain("referrals");
    type("no such words");
    expect(shown()).toEqual([]);
    expect(list.querySelector(".filter-status")?.textContent).toBe(
      `0 of ${measureLibrary.length} measures shown`,
    );
    type("");
  });

  it("can leave out what this release does not hold", () => {
    const only = list.querySelector("#only-held") as HTMLInputElement;
    only.checked = true;
    only.dispatchEvent(new dom.window.Event("change"));
    expect(shown()).toEqual(["referrals", "link_worker_fte", "share_men"]);
  });
});
