import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fileRules } from "../../loaders/file-rules.ts";
import { ruleList } from "../../loaders/rule-list.ts";
import { rules } from "../../loaders/rules.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = (folder: string): readonly string[] =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);
const textOf = (file: string): string => readFileSync(`${root}${file}`, "utf8");

/** Words in capitals that are no codes: SQL, a name of the YAML library, published columns, the endings of `ARCHIVE_…`. */
const NO_CODES = new Set(["TRY_CAST", "QUOTE_DOUBLE", "TOO_LARGE", "ORG_CODE", "NUMBER_OF_PATIENTS"]);
const DECLARED = ["loaders/rules.ts", "loaders/file-rules.ts"];
const listed = new Set(ruleList().map(({ code }) => code));

describe("the list of rules", () => {
  it("holds every code that stands anywhere in the loaders", () => {
    const missing = sources("loaders")
      .filter((file) => !DECLARED.includes(file))
      .flatMap((file) =>
        [...textOf(file).matchAll(/["'`]([A-Z]{2,}(?:_[A-Z]+)+)["'`]/g)].map(
          (match) => `${file} ${match[1]}`,
        ),
      )
      .filter((found) => {
        const code = found.split(" ")[1] ?? "";
        // Variables of the environment are no codes.
        return !listed.has(code) && !NO_CODES.has(code) && !code.startsWith("WHAT_MATTERS");
      });
    expect(missing).toEqual([]);
  });

  it("holds none that nothing gives", () => {
    const all = [...sources("loaders"), ...sources("src/warehouse")]
      .filter((file) => !DECLARED.includes(file))
      .map(textOf)
      .join("\n");
    const built = (code: string) =>
      code.startsWith("ARCHIVE_") ? `"${code.slice("ARCHIVE_".length)}"` : code;
    expect([...listed].filter((code) => !all.includes(built(code)))).toEqual([]);
  });

  it("has a test for every rule that is recorded against rows", () => {
    const tests = sources("test")
      .filter((file) => !file.endsWith("loaders-rule-list.test.ts"))
      .map(textOf)
      .join("\n");
    expect(Object.keys(rules).filter((code) => !new RegExp(`\\b${code}\\b`).test(tests))).toEqual([]);
  });

  it("gives each code once, with a strength, a meaning and a remedy in whole sentences", () => {
    const list = ruleList();
    expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
    expect(list).toHaveLength(Object.keys(rules).length + Object.keys(fileRules).length);
    for (const { code, meaning, remedy } of list) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      for (const text of [meaning, remedy]) expect(text, code).toMatch(/^\p{Lu}.*\.$/u);
    }
    const strengths = new Map(list.map(({ code, strength }) => [code, strength]));
    expect(
      ["DATE_UNREADABLE", "DUPLICATE", "AREA_UNKNOWN", "LEVELS_STACKED"].map((code) => strengths.get(code)),
    ).toEqual(["record", "record", "warning", "file"]);
  });
});
