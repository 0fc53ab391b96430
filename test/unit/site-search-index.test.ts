import { describe, expect, it } from "vitest";
import { lookedUpAs, weightOf } from "../../reports/components/search-words.ts";
import type { MeasureRegister } from "../../src/release/measure-register.ts";
import { pageEntries, releaseEntries } from "../../src/site/search-index.ts";

const page = (main: string, title = "Methods | What Matters") =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>${title}</title></head><body><main id="observablehq-main">${main}</main></body></html>`;

describe("places of a page that search can find", () => {
  it("are the page, its headings with anchors, and its figures, each with the words beneath", () => {
    const found = pageEntries(
      page(`<h1>Methods</h1><p>How each figure is made.</p>
        <h2 id="wilson">Wilson   interval</h2><p>For a share.</p><table><tr><td>0.5</td></tr></table><p>Score test inverted.</p>
        <h2>No anchor</h2><p>Nobody can be led here.</p>
        <figure id="gain"><h3 id="gain-title">Mean change</h3><figcaption>It rose.</figcaption></figure>`),
      "methods.html",
    );
    expect(found).toEqual([
      { title: "Methods", where: "Page", href: "methods", text: "How each figure is made." },
      {
        title: "Wilson interval",
        where: "Methods",
        href: "methods#wilson",
        text: "For a share. Score test inverted.",
      },
      { title: "Mean change", where: "Methods", href: "methods#gain", text: "It rose." },
    ]);
  });

  it("are terms of the glossary too; the first page stands at the root, pages below a folder keep it", () => {
    const glossary = page(
      '<h1>Glossary</h1><dl class="glossary"><div id="pam"><dt>PAM</dt><dd>A measure.</dd></div></dl>',
    );
    expect(pageEntries(glossary, "glossary.html")).toContainEqual({
      title: "PAM",
      where: "Methods",
      href: "glossary#pam",
      text: "A measure.",
    });
    expect(pageEntries(page("<h1>x</h1>"), "index.html")[0]?.href).toBe("");
    expect(pageEntries(page("<h1>x</h1>"), "projects/P1.html")[0]?.href).toBe("projects/P1");
  });
});

describe("places of a release that search can find", () => {
  it("are areas on the page that shows them, and measures", () => {
    const found = releaseEntries(
      {
        areas: [
          { area_type: "programme", area: "programme", label: "Whole programme" },
          { area_type: "pcn", area: "U1", label: "Briarsea PCN" },
          { area_type: "service", area: "S 1", label: "Ashmoor" },
        ] as Parameters<typeof releaseEntries>[0]["areas"],
      },
      {
        groups: [
          { id: "g", title: "G", measures: [{ id: "reach", title: "Reach", definition: "Who came." }] },
        ],
      } as unknown as Pick<MeasureRegister, "groups">,
    );
    expect(found).toEqual([
      { title: "Briarsea PCN", where: "Primary care network", href: "network?area=pcn%3AU1", text: "U1" },
      { title: "Ashmoor", where: "Service", href: "?area=service%3AS%201", text: "S 1" },
      { title: "Reach", where: "Measure", href: "measures#reach", text: "Who came." },
    ]);
  });
});

describe("words that readers type", () => {
  it("stand for what the pages call them, and reference for builders comes last", () => {
    expect(lookedUpAs("Attrition")).toEqual(["Attrition", "lost", "follow-up"]);
    expect(lookedUpAs("burnout")).toEqual(["burnout"]);
    expect(weightOf("Page")).toBeGreaterThan(weightOf("Outcomes"));
    expect(weightOf("Outcomes")).toBeGreaterThan(weightOf("Code lists"));
  });
});
