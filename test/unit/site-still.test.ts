import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { contentPolicy } from "../../src/site/content-policy.ts";
import { stillCell } from "../../src/site/still-cell.ts";
import { StillMarks } from "../../src/site/still-marks.ts";
import { StyleNames } from "../../src/site/still-styles.ts";

const still = (
  html: string,
  styles = new StyleNames(),
  allFigures: string | undefined = "./all.csv",
  marks = new StillMarks(),
): string => {
  const { document } = parseHTML(`<html><body><div id="root">${html}</div></body></html>`);
  const nodes = [...(document.getElementById("root")?.childNodes ?? [])] as unknown as Node[];
  return stillCell(nodes, { allFigures }, styles, marks);
};

describe("what stands in a page for readers without JavaScript", () => {
  it("leads to the glossary where a word would explain itself", () => {
    const text = still(
      '<p>Of <span class="term-group"><button popovertarget="term-1">PAM</button><span id="term-1" class="term-note">Patient … <a href="./glossary.html#pam">Glossary</a></span></span> scores</p>',
    );
    expect(text).toBe('<p>Of <a href="./glossary.html#pam" class="term">PAM</a> scores</p>');
  });

  it("keeps of a select what is chosen, switched off, and of a sorting header its words", () => {
    const text = still(
      '<form><select><option value="a">A</option><option value="b" selected>B</option></select></form><table><thead><tr><th><button class="sort">Name</button></th></tr></thead></table>',
    );
    const { document } = parseHTML(`<html><body>${text}</body></html>`);
    expect([...document.querySelectorAll("option")].map((one) => one.textContent)).toEqual(["B"]);
    expect(document.querySelector("select")?.hasAttribute("disabled")).toBe(true);
    expect(document.querySelector("th button")).toBeNull();
    expect(document.querySelector("th")?.textContent).toBe("Name");
  });

  it("makes words of links that only choose, and leaves other links", () => {
    expect(still('<a href="?area=pcn:U1">One</a> <a href="./methods.html#wilson">Wilson</a>')).toBe(
      '<span>One</span> <a href="./methods.html#wilson">Wilson</a>',
    );
  });

  it("ends a long table and says how long it is and where the rest stands", () => {
    const rows = Array.from({ length: 1250 }, (_, row) => `<tr><td>${row}</td></tr>`).join("");
    const text = still(`<div class="table-scroll"><table><tbody>${rows}</tbody></table></div>`);
    expect(text.match(/<tr>/g)).toHaveLength(60);
    expect(text).toContain("The first 60 of 1,250 rows.");
    expect(text).toContain('href="./all.csv"');
    const folded = still(`<details><table><tbody>${rows}</tbody></table></details>`);
    expect(folded.match(/<tr>/g)).toHaveLength(25);
  });

  it("names numbered marks apart from those that the running page makes, with what refers to them", () => {
    const text = still(
      '<svg><defs><pattern id="hatch-3"/></defs><rect fill="url(#hatch-3)" x="1.23456"/><rect fill="url(#other)"/></svg>',
    );
    expect(text).toContain('id="still-hatch-1"');
    expect(text).toContain('fill="url(#still-hatch-1)"');
    expect(text).toContain('fill="url(#other)"');
    expect(text).toContain('x="1.2"');
  });

  it("numbers the marks of a page from 1, each kind by itself and alike in all its cells, whatever was drawn before", () => {
    const page = (from: number): string => {
      const marks = new StillMarks();
      const svg = (text: string) => still(`<svg>${text}</svg>`, new StyleNames(), "./all.csv", marks);
      return [
        svg(
          `<rect fill="url(#hatch-${from + 1})"/><pattern id="hatch-${from}"/><clipPath id="clip-${from}"/>`,
        ),
        svg(`<pattern id="hatch-${from + 1}"/><g clip-path="url(#clip-${from})"/>`),
      ].join("");
    };
    expect(page(1)).toBe(page(70));
    // The patterns and paths are named before what refers to them.
    expect([...page(70).matchAll(/still-[a-z]+-\d+/g)].map(([name]) => name)).toEqual([
      "still-hatch-2",
      "still-hatch-1",
      "still-clip-1",
      "still-hatch-2",
      "still-clip-1",
    ]);
  });

  it("moves styles out of elements into classes, one for each style", () => {
    const styles = new StyleNames();
    const text = still(
      '<i style="flex:1"></i><b class="x" style="flex:1"></b><u style="flex:2"></u>',
      styles,
    );
    expect(text).not.toContain("style=");
    expect(text).toContain('class="x still-1"');
    expect(styles.sheet).toBe(".still-1{flex:1}\n.still-2{flex:2}");
  });

  it("escapes what is text", () => {
    expect(still("1 &lt; 2 &amp; 3")).toBe("1 &lt; 2 &amp; 3");
  });
});

describe("the content policy", () => {
  it("allows the style sheets within the page, and no style within an element", () => {
    const policy = contentPolicy("<style>a{color:red}</style>");
    expect(policy).not.toContain("unsafe");
    expect(policy).toMatch(/style-src 'self' 'sha256-[A-Za-z0-9+/]{43}='/);
    expect(contentPolicy("<p>none</p>")).toContain("style-src 'self';");
  });
});
