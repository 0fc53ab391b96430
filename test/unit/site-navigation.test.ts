import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { navigationHtml } from "../../reports/components/site-navigation.ts";

const PAGES = [
  { path: "/index", id: "index", href: "/", name: "Overview" },
  { path: "/methods", id: "methods", href: "/methods", name: "Methods", group: "More" },
  { path: "/about", id: "about", href: "/about", name: "About", group: "More" },
  { path: "/help", id: "help", href: "/help", name: "Help" },
];
const at = (path: string) => {
  const { document } = parseHTML(`<!doctype html><html><body>${navigationHtml(PAGES, path)}</body></html>`);
  const current = [...document.querySelectorAll("[aria-current]")].map(
    (element) => `${element.textContent} ${element.getAttribute("aria-current")}`,
  );
  return { document, current };
};

describe("the navigation", () => {
  it("holds every page once, those of a group together under its name", () => {
    const { document } = at("/index");
    expect(
      [...document.querySelectorAll("a[data-page]")].map((link) => link.getAttribute("data-page")),
    ).toEqual(["index", "methods", "about", "help"]);
    expect(document.querySelectorAll("details")).toHaveLength(1);
    expect(document.querySelector("details > summary")?.textContent).toBe("More");
    expect(document.querySelectorAll("details a")).toHaveLength(2);
  });

  it("marks the page that is shown, the group it stands in, and the page above it", () => {
    expect(at("/index").current).toEqual(["Overview page"]);
    expect(at("/about").current).toEqual(["More true", "About page"]);
    expect(at("/help/messages").current).toEqual(["Help true"]);
    expect(at("/elsewhere").current).toEqual([]);
  });
});
