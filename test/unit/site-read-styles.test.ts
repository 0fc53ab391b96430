import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readStyles } from "../../src/site/read-styles.ts";

const reports = join(import.meta.dirname, "../../reports");
const parts = readdirSync(join(reports, "styles"));

it("reads the styles of the site as one text that holds every file of them", () => {
  const styles = readStyles(join(reports, "style.css"));
  expect(styles).not.toContain("@import");
  expect(parts.length).toBeGreaterThan(10);
  for (const part of parts)
    expect(styles, part).toContain(readFileSync(join(reports, "styles", part), "utf8").trim());
});

it("has one subject a file: none is longer than 500 lines", () => {
  for (const part of parts)
    expect(readFileSync(join(reports, "styles", part), "utf8").split("\n").length, part).toBeLessThan(500);
});
