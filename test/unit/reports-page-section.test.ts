import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { h } from "../../reports/components/dom.ts";
import { pageHeading } from "../../reports/components/page-section.ts";

beforeAll(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document, window });
});

const links = (...contents: readonly Node[]) =>
  pageHeading("A section", ...contents).querySelectorAll(".to-top a").length;
const figure = () => h("figure", { class: "figure" }, "A chart");

describe("the way back to the top of a page", () => {
  it("stands once at the end of a long section, and of no short one", () => {
    expect(links(h("p", {}, "Short."))).toBe(0);
    expect(links(h("div", {}, figure()))).toBe(0);
    expect(links(h("div", {}, figure(), figure()))).toBe(1);
    expect(links(h("p", {}, "Long. ".repeat(500)))).toBe(1);
    expect(links(document.createTextNode(""))).toBe(0);
  });
});
