import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { stateFolder } from "../../loaders/load-programme.ts";
import { DISCLOSURE_LEAKS, DISCLOSURE_LOG, NEVER_PUBLISH } from "../../src/cli/disclosure-log.ts";
import { readCsvCells } from "../../src/release/read-csv-cells.ts";
import { type SharedSample, sharedSample } from "../shared-sample.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

const isInternal = (file: string, text: string): boolean =>
  file.includes("disclosure-l") || text.includes(NEVER_PUBLISH);

let sample: SharedSample;
let under: SiteUnderTest;
beforeAll(async () => {
  sample = await sharedSample();
  under = await siteUnderTest();
});

describe("the log of what is withheld and why", () => {
  it("stands beside the warehouse, and says so in every row", () => {
    const state = stateFolder(sample.programme);
    expect(existsSync(join(state, DISCLOSURE_LEAKS))).toBe(false);
    const text = readFileSync(join(state, DISCLOSURE_LOG), "utf8");
    const [header, ...rows] = readCsvCells(text);
    expect(header?.[0]).toBe("internal");
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.every(([mark]) => mark === NEVER_PUBLISH)).toBe(true);
    expect(new Set(rows.map((row) => row[3]))).toEqual(new Set(["primary", "complementary"]));
    expect(isInternal("any", text)).toBe(true);
  });

  it("is in no file of the release", () => {
    const files = readdirSync(sample.release, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(5);
    for (const { parentPath, name } of files) {
      expect(isInternal(name, readFileSync(join(parentPath, name), "latin1")), name).toBe(false);
    }
  });

  it("is in no file of the site, which tells nobody which figure protects which", async () => {
    expect(under.files.length).toBeGreaterThan(20);
    for (const file of under.files) {
      const text = await readFile(join(under.dir, file), "latin1");
      expect(isInternal(file, text), file).toBe(false);
      if (/^_file\/data\//.test(file)) expect(text, file).not.toMatch(/complementary/);
    }
  });
});
