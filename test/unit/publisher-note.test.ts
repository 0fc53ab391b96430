import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { publisherNote } from "../../reports/components/publisher-note.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { buildCatalogue } from "../../src/release/build-catalogue.ts";

const declared = {
  id: "p",
  name: "A programme",
  synthetic: true,
  window: { from: "2024-04-01", to: "2025-03-31" },
  data_date: "2025-06-30",
  sources: [{ id: "a", file: "a.csv", profile: "p" }],
};
const catalogueOf = (publisher?: unknown) => {
  const programme = programmeSchema.parse({ ...declared, ...(publisher === undefined ? {} : { publisher }) });
  return buildCatalogue(programme, policies["nhs-england"], [], new Map(), [], { release: "r", code: "0" });
};

beforeAll(() => {
  globalThis.document = parseHTML("<!doctype html><html><body></body></html>").document;
});

describe("who publishes", () => {
  it("travels from programme.yaml to the accessibility statement", () => {
    const catalogue = catalogueOf({ name: "Example Council", contact: "feedback@example.org" });
    expect(catalogue.programme.publisher).toEqual({
      name: "Example Council",
      contact: "feedback@example.org",
    });
    const text = publisherNote(catalogue).textContent ?? "";
    expect(text).toContain("published by Example Council. Contact: feedback@example.org.");
  });

  it("is said to be unknown where nobody said it", () => {
    const catalogue = catalogueOf();
    expect("publisher" in catalogue.programme).toBe(false);
    expect(publisherNote(catalogue).textContent).toContain("does not say who publishes them");
  });

  it("needs both a name and a way to reach it", () => {
    expect(() => catalogueOf({ name: "Example Council" })).toThrow();
    expect(() => catalogueOf({ name: "Example Council", contact: "" })).toThrow();
  });
});
