import { describe, expect, it } from "vitest";
import { describePlace } from "../../src/model/coded-error.ts";
import { findBadExpression, findCellLines } from "../../src/site/cell-lines.ts";
import { refuseSite } from "../../src/site/site-problem.ts";

const SOURCE = [
  "---",
  "title: A page",
  "---",
  "",
  "```js",
  "const a = 1;",
  "```",
  "",
  "```js run=false",
  "shown only",
  "```",
  "",
  "~~~ts echo",
  "const b = 2;",
  "```",
  "~~~",
  "",
  "```csv",
  "a,b",
  "```",
  "",
  "  ```js",
  "  const c = 3;",
  "  ```",
].join("\n");

describe("findCellLines", () => {
  it("finds the first line of each cell that runs", () => {
    expect(findCellLines(SOURCE)).toEqual([6, 14, 23]);
    expect(SOURCE.split("\n")[13]).toBe("const b = 2;");
  });
});

describe("findBadExpression", () => {
  it("finds the expression that cannot be read, past those that can", () => {
    const dollar = "$";
    const text = `One ${dollar}{a}\n\nTwo ${dollar}{await f({b: {c: 1}})}\n\nThree ${dollar}{1 + } x\n`;
    expect(findBadExpression(text)).toBe(5);
  });
  it("passes a page without fault, and braces in code", () => {
    const dollar = "$";
    expect(
      findBadExpression(`${dollar}{a}\n\`\`\`js\nconst t = \`${dollar}{+}\`;\n\`\`\`\n`),
    ).toBeUndefined();
  });
});

describe("refuseSite", () => {
  it("leads with the first problem and lists no more than ten", () => {
    const problem = (n: number) => ({
      code: "SITE_LINK_BROKEN" as const,
      page: `reports/p${n}.md`,
      line: n,
      what: `W${n}.`,
    });
    const error = refuseSite([problem(1), ...Array.from({ length: 14 }, (_, i) => problem(i + 2))]);
    expect(error.code).toBe("SITE_LINK_BROKEN");
    expect(describePlace(error.place)).toBe("reports/p1.md, line 1");
    expect(error.message).toContain("reports/p10.md, line 10: W10.");
    expect(error.message).not.toContain("W11.");
    expect(error.message).toContain("and 5 more.");
  });
});
