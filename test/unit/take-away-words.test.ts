import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { withDensity } from "../../reports/components/png-density.ts";
import { bibliography, citedWorks } from "../../src/take-away/bibliography.ts";
import { captionedSvg } from "../../src/take-away/captioned-svg.ts";
import { methodTexts } from "../../src/take-away/method-texts.ts";
import { catalogue } from "./reports-support.ts";

const page = methodTexts(readFileSync("reports/methods.md", "utf8"));

describe("the methods as plain text", () => {
  it("reads every section of the Methods page before the list of all methods, without marks of any kind", () => {
    const ids = page.map(({ id }) => id);
    const [own = ""] = readFileSync("reports/methods.md", "utf8").split('<h2 id="all-methods"');
    expect(ids).toEqual([...own.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id));
    for (const { id, blocks } of page) {
      for (const { text } of blocks)
        expect(text, id).not.toMatch(/<\/?[a-z]|\]\(|\*\*|\{\{|^\||import |display\(/);
    }
  });

  it("keeps formulas in their places, and sources apart from the text", () => {
    const paired = page.find(({ id }) => id === "t-interval-paired");
    expect(paired?.blocks.map(({ text, isFormula }) => (isFormula ? text : text.slice(0, 20)))).toEqual([
      "The mean change of n",
      "mean ± t(n − 1) × s ÷ √n",
      "where s is the stand",
    ]);
    expect(paired?.source).toBe("Student (1908), The probable error of a mean, Biometrika 6:1–25.");
    expect(paired?.title).toBe("Mean change with its interval (paired t)");
  });

  it("leaves out examples, tables and lists of links", () => {
    const [own] = methodTexts(
      '<h2 id="one">One <em>thing</em></h2>\n\nText with **bold**, `code` and [a link](#x) &amp; more.\n\n<div class="example"><h3>Example</h3>\n<p>No.</p></div>\n\n<ul class="jump"><li>No</li></ul>\n\n<h2 id="all-methods">All</h2>\n\nNo.',
    );
    expect(own).toEqual({
      id: "one",
      title: "One thing",
      blocks: [{ text: "Text with bold, code and a link & more.", isFormula: false }],
      source: "",
    });
  });
});

describe("cited works", () => {
  it("tells works apart and keeps what follows the year", () => {
    expect(
      citedWorks("Wilson (1927), J Am Stat Assoc 22:209–212. Newcombe (1998), Stat Med 17:857–872."),
    ).toEqual([
      { authors: "Wilson", year: "1927", rest: "J Am Stat Assoc 22:209–212" },
      { authors: "Newcombe", year: "1998", rest: "Stat Med 17:857–872" },
    ]);
    expect(
      citedWorks(
        "S. G. Donald and K. Lang (2007), Review of Economics 89:221–233; D. L. Miller (2023), the same journal 93:1.",
      ),
    ).toEqual([
      { authors: "S. G. Donald and K. Lang", year: "2007", rest: "Review of Economics 89:221–233" },
      { authors: "D. L. Miller", year: "2023", rest: "Review of Economics 93:1" },
    ]);
    expect(citedWorks("Interval: Hedges and Olkin (1985), Statistical Methods.")[0]?.authors).toBe(
      "Hedges and Olkin",
    );
    expect(citedWorks("NHS England, Making Data Count.")).toEqual([]);
  });

  it("become BibTeX: the release first, each work once, with a key of its own", () => {
    const bib = bibliography(catalogue, page, "0123456789abcdef0123");
    const keys = [...bib.matchAll(/^@misc\{([^,]+),$/gm)].map(([, key]) => key);
    expect(keys[0]).toBe("release-r1");
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining(["wilson1927", "newcombe1998", "newcombe1998b", "spiegelhalter2005", "elm2007"]),
    );
    expect(bib.match(/22:209–212/g)).toHaveLength(1);
    const open = bib.split("").filter((sign) => sign === "{").length;
    expect(bib.split("").filter((sign) => sign === "}").length).toBe(open);
    expect(bib).toContain("(synthetic data)");
    expect(bib).not.toMatch(/author = \{[^}]*, [A-Z]/);
  });

  it("loses no source of the Methods page that has a year", () => {
    const years = page.flatMap(({ source }) => [...source.matchAll(/\((\d{4})\)/g)].map(([, year]) => year));
    const kept = page.flatMap(({ source }) => citedWorks(source).map(({ year }) => year));
    expect(years.length).toBeGreaterThan(40);
    // One refers back to another section, and says so.
    expect(kept.length).toBeGreaterThanOrEqual(years.length - 1);
  });
});

describe("a chart that stands alone", () => {
  const svg =
    '<svg viewBox="0 -30 960 300" width="960" height="300" role="img" aria-label="x"><rect x="0" y="-30" width="960" height="300" fill="#fffefb"/><g/></svg>';
  const made = captionedSvg({
    svg,
    title: "A <title>",
    summary: "It shows this & that.",
  });

  it("holds its title and what it shows in words", () => {
    expect(made.svg).toContain("<title>A &lt;title&gt;</title><desc>It shows this &amp; that.</desc>");
    expect(made.svg).toContain(">It shows this &amp; that.</text>");
    expect(made.svg).not.toMatch(/var\(|class=/);
  });

  it("grows by its words, and its paper with it", () => {
    expect(made).toMatchObject({ width: 960, height: 324 });
    expect(made.svg).toContain('viewBox="0 -30 960 324" width="960" height="324"');
    expect(made.svg).toContain('<rect x="0" y="-30" width="960" height="324" fill="#fffefb"/>');
    const long = captionedSvg({ svg, title: "", summary: "word ".repeat(100) });
    expect(long.height).toBe(300 + 4 * 16 + 8);
  });

  it("refuses what is no exported chart", () => {
    expect(() => captionedSvg({ svg: "<p>", title: "", summary: "" })).toThrow(RangeError);
  });
});

describe("an image", () => {
  const png = Uint8Array.from(
    Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
  );

  it("says for how many dots an inch it is meant", () => {
    const marked = withDensity(png, 300);
    const at = Buffer.from(marked).indexOf("pHYs");
    expect(at).toBe(37);
    // 300 dots an inch are 11,811 a metre; the checksum is that of zlib's crc32 of "pHYs" and the nine bytes.
    expect(Buffer.from(marked.subarray(at + 4, at + 17)).toString("hex")).toBe("00002e2300002e230178a53f76");
    expect(withDensity(marked, 300)).toBe(marked);
    expect(marked.length).toBe(png.length + 21);
  });
});
