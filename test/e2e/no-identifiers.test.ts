import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { identifiersOf, leaks } from "../identifiers.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

/** True for ten digits that the NHS number's check digit (modulus 11) accepts. */
function isNhsNumber(digits: string): boolean {
  const sum = [...digits.slice(0, 9)].reduce(
    (total, digit, index) => total + Number(digit) * (10 - index),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}

/** Ten digits, alone or as 3 3 4, that are no part of a decimal, a longer number or a hash. */
function findNhsNumbers(text: string): readonly string[] {
  const found = text.matchAll(/(?<![\w.])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\w.])/g);
  return [...found].map((match) => `${match[1]}${match[3]}${match[4]}`).filter(isNhsNumber);
}

let under: SiteUnderTest;
beforeAll(async () => {
  under = await siteUnderTest();
});

const TUTORIAL = "reports/help/tutorial";
/** Made-up people of the tutorial's exports, which readers copy: the very files that the checkout holds, and no others. */
async function isTutorial(file: string): Promise<boolean> {
  const name = /^_file\/help\/tutorial\/([a-z-]+)\.[0-9a-f]+\.csv$/.exec(file)?.[1];
  if (name === undefined) return false;
  const own = resolve(import.meta.dirname, "../..", TUTORIAL, `${name}.csv`);
  return (await readFile(join(under.dir, file))).equals(await readFile(own));
}

describe("the published site", () => {
  it("finds an NHS number where there is one", () => {
    expect(findNhsNumbers("x 999 000 0018 y, 9990000018")).toEqual(["9990000018", "9990000018"]);
    expect(findNhsNumbers("9990000019 0.9990000018 a9990000018 99900000181")).toEqual([]);
  });

  it("holds no full name and no NHS number of the sample's exports, in any file", async () => {
    const identifiers = identifiersOf(resolve(import.meta.dirname, "../../data/sample"));
    expect(identifiers.names.size).toBeGreaterThan(3_000);
    expect(identifiers.numbers.size).toBeGreaterThan(3_000);
    expect(under.files.length).toBeGreaterThan(20);
    for (const file of under.files) {
      if (await isTutorial(file)) continue;
      expect(leaks(await readFile(join(under.dir, file)), identifiers), file).toEqual([]);
    }
  });

  it("holds no NHS number and no file but what pages ask for", async () => {
    for (const file of under.files) {
      if (await isTutorial(file)) continue;
      // Libraries are code from elsewhere, with ten-digit constants of their own.
      if (/^_(?:node|npm|observablehq)\//.test(file)) continue;
      const text = await readFile(join(under.dir, file), "latin1");
      expect(findNhsNumbers(text), file).toEqual([]);
      expect(text, file).not.toMatch(/(?<!\d)999[ -]?\d{3}[ -]?\d{4}(?!\d)/);
    }
    const kinds = new Set(under.files.map((file) => /\.([^./]+)$/.exec(file)?.[1] ?? file));
    expect(
      [...kinds].filter((kind) => !/^(html|js|css|json|arrow|csv|svg|png|what-matters-site)$/.test(kind)),
    ).toEqual([]);
  });
});
