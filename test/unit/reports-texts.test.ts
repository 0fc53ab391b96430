import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { abbreviationsIn, findAbbreviation } from "../../reports/components/abbreviations.ts";
import { glossaryHtml } from "../../reports/components/glossary-html.ts";
import { cutAtTerms, findTerm, GLOSSARY } from "../../reports/components/glossary-terms.ts";
import { subjectFirst } from "../../reports/components/opening.ts";
import { shortFormsOf } from "../../reports/components/short-forms.ts";
import { longSentences, wordsIn } from "../plain-language.ts";

const pages = readdirSync("reports")
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(`reports/${name}`, "utf8") }));

const components = readdirSync("reports/components").map((name) => ({
  name,
  text: readFileSync(`reports/components/${name}`, "utf8"),
}));

describe("the glossary", () => {
  it("has one entry a term, each with an anchor of its own, in alphabetical order", () => {
    expect(new Set(GLOSSARY.map((entry) => entry.id)).size).toBe(GLOSSARY.length);
    const terms = GLOSSARY.map((entry) => entry.term);
    expect(terms).toEqual(terms.toSorted((a, b) => a.localeCompare(b, "en-GB")));
    for (const entry of GLOSSARY) expect(glossaryHtml()).toContain(`<div id="${entry.id}">`);
  });

  it("holds every term and anchor that a page refers to", () => {
    let seen = 0;
    for (const { name, text } of pages) {
      for (const [, id, term] of text.matchAll(/glossary#([a-z0-9-]+)" data-term="([^"]+)"/g)) {
        expect(findTerm(term ?? "")?.id, `${name}: ${term}`).toBe(id);
        seen++;
      }
    }
    for (const { name, text } of components) {
      for (const [, term] of text.matchAll(/(?:explained|findTerm)\("([^"]+)"/g)) {
        expect(findTerm(term ?? ""), `${name}: ${term}`).toBeDefined();
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(7);
  });

  it("explains an abbreviation at its first place only, and only as a word of its own", () => {
    const pieces = cutAtTerms("PAM scores in a PCN; PAM again, but not SPAM or PAM-PM.");
    expect(pieces.map((piece) => (typeof piece === "string" ? piece : `<${piece.id}>`))).toEqual([
      "<pam>",
      " scores in a ",
      "<pcn>",
      "; PAM again, but not SPAM or PAM-PM.",
    ]);
    expect(cutAtTerms("EQ-5D index")[0]).toMatchObject({ id: "eq-5d" });
  });
});

describe("the Methods page", () => {
  const text = pages.find((page) => page.name === "methods.md")?.text ?? "";

  it("has a section with an example for each method", () => {
    for (const id of [
      "count",
      "mean",
      "t-interval-paired",
      "wilson",
      "regression-to-the-mean-band",
      "published-statistic",
    ]) {
      const section = text.split(`<h2 id="${id}">`)[1]?.split("<h2")[0] ?? "";
      expect(section, id).toContain('class="example"');
    }
  });

  it("gives examples that are right", () => {
    const half = (2.262 * 6) / Math.sqrt(10);
    expect([4 - half, 4 + half].map((end) => end.toFixed(1))).toEqual(["-0.3", "8.3"]);
    expect(text).toContain("from −0.3 to 8.3 points");
    const wilson = (x: number, n: number): readonly string[] => {
      const z = 1.959964;
      const p = x / n;
      const middle = p + z ** 2 / (2 * n);
      const spread = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
      return [middle - spread, middle + spread].map(
        (end) => `${Math.round((100 * end) / (1 + z ** 2 / n))}%`,
      );
    };
    expect(text).toContain(`interval ${wilson(20, 40).join(" to ")}`);
    expect(text).toContain(`interval ${wilson(0, 10).join(" to ")}`);
    const expected = (r: number, mean: number): string => Math.abs((1 - r) * (55.1 - mean)).toFixed(1);
    for (const figure of [
      expected(0.43, 35.6),
      expected(0.8, 35.6),
      expected(0.43, 76.9),
      expected(0.8, 76.9),
    ]) {
      expect(text).toContain(figure);
    }
    expect(67.8 - 55.7 < 12.1).toBe(true);
  });
});

describe("the pages", () => {
  it("read every data file with its method named, since a bare attachment asks another host", () => {
    for (const { name, text } of pages) {
      expect(text.match(/FileAttachment\("[^"]+"\)(?!\.(?:json|arrayBuffer|url)\()/g), name).toBeNull();
    }
  });
});

describe("findings", () => {
  it("about the subject come first, the others keep their order", () => {
    const texts = [
      "By gender, one",
      "By ethnic group, two",
      "Ethnic category is three",
      "Ethnic group is four",
    ];
    expect(subjectFirst(texts, "Ethnic group")).toEqual([texts[1], texts[3], texts[0], texts[2]]);
    expect(subjectFirst(texts, "")).toEqual(texts);
  });
});

describe("abbreviations", () => {
  it("are found as a reader would see them, and not in names, paths or plain words", () => {
    const text =
      "PAM and SWEMWBS-based scores, two PCNs, UCLA-3, MYCaW; not SystmOne, Hodges-Lehmann, McNemar, A, estimates/CSV or PHEindicatormethods.";
    expect(abbreviationsIn(text)).toEqual(["PAM", "SWEMWBS-based", "PCNs", "UCLA-3", "MYCaW"]);
    expect(abbreviationsIn(text).map((word) => findAbbreviation(word)?.id)).toEqual([
      "pam",
      "swemwbs",
      "pcn",
      "ucla-3",
      "mycaw",
    ]);
    expect(findAbbreviation("XYZ")).toBeUndefined();
  });

  it("of a page are listed once each, in order", () => {
    const entries = shortFormsOf(["PCNs and a PCN", "FTE, then XYZ", "PAM"]);
    expect(entries.map(({ term }) => term)).toEqual(["FTE", "PAM", "PCN"]);
  });

  it("are told from long sentences and words to avoid", () => {
    expect(longSentences(["One two three. Four five six seven eight."], 4)).toEqual([
      "Four five six seven eight.",
    ]);
    expect(wordsIn("They utilised it; a stakeholder map", ["utilise", "stakeholder", "holistic"])).toEqual([
      "utilise",
      "stakeholder",
    ]);
    expect(wordsIn("not robustness", ["robust"])).toEqual([]);
  });
});
