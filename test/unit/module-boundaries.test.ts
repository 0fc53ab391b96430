import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|md)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith("reports/data") && !file.includes(".observablehq"));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(
    /\b(import|export)\s+(type\s+)?([^;"']*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g,
  );
  return [...found].map((match) => {
    const spec = match[4] ?? match[5] ?? "";
    const target = spec.startsWith(".") ? relative(root, resolve(root, dirname(file), spec)) : spec;
    return { file, target, typeOnly: match[2] !== undefined };
  });
}

const all = [...sources("src"), ...sources("loaders"), ...sources("reports")].flatMap(importsOf);
const area = (path: string) =>
  path.startsWith("src/") ? path.split("/").slice(0, 2).join("/") : (path.split("/")[0] ?? "");

/** What each folder may import of the project, at run time. Types may come from further along the flow. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "src/model": [],
  "src/files": [],
  "src/warehouse": ["src/model", "src/files"],
  loaders: ["src/model", "src/warehouse", "src/files"],
  "src/measures": ["src/model"],
  "src/statistics": ["src/measures"],
  "src/disclosure": ["src/statistics", "src/measures"],
  "src/findings": ["src/statistics", "src/measures", "src/model"],
  "src/release": [
    "src/disclosure",
    "src/statistics",
    "src/measures",
    "src/findings",
    "src/warehouse",
    "src/model",
    "src/files",
  ],
  "src/site": ["src/release", "src/model", "src/files"],
  // The sample of a nation is drawn by the database.
  "src/sample": ["src/model", "src/files", "src/warehouse"],
  "src/take-away": ["src/release", "src/measures", "src/site", "src/model", "src/files"],
  "src/cli": ["src/release", "src/take-away", "src/site", "src/sample", "src/model", "src/files", "loaders"],
  reports: [],
};

describe("module boundaries", () => {
  it("finds the imports it is to judge", () => {
    expect(all.length).toBeGreaterThan(200);
    expect(all.some((one) => one.target.startsWith("src/disclosure"))).toBe(true);
  });

  it("lets imports point one way only", () => {
    const wrong = all.filter(({ file, target, typeOnly }) => {
      const from = area(file);
      const to = area(target);
      const internal =
        target.startsWith("src/") || target.startsWith("loaders/") || target.startsWith("reports/");
      return internal && !typeOnly && from !== to && !(allowed[from] ?? []).includes(to);
    });
    expect(wrong.map((one) => `${one.file} → ${one.target}`)).toEqual([]);
  });

  it("keeps files, clock, database and chance out of statistics and disclosure", () => {
    const pure = [...sources("src/statistics"), ...sources("src/disclosure")];
    const impure = pure
      .flatMap(importsOf)
      .filter(({ target }) => /^(node:|@duckdb|pure-rand|\.\.\/warehouse|src\/warehouse)/.test(target));
    expect(impure.map((one) => `${one.file} → ${one.target}`)).toEqual([]);
    const calls = pure.filter((file) =>
      /\b(Date\.now|new Date|Math\.random|performance\.now|process\.)/.test(
        readFileSync(join(root, file), "utf8"),
      ),
    );
    expect(calls).toEqual([]);
  });

  it("lets only disclosure control open unreleased figures or mark figures as released", () => {
    const sources_ = [...sources("src"), ...sources("loaders")].filter(
      (file) => !file.startsWith("src/disclosure/"),
    );
    const openers = sources_.filter((file) =>
      /Unreleased\.open|Released\.mark/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(openers).toEqual([]);
  });

  it("writes into the release folder from one place, which takes released figures only", () => {
    const writers = sources("src").filter((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return file.startsWith("src/release/") && /\b(writeFileSync|writeFile|createWriteStream)\b/.test(text);
    });
    expect(writers).toEqual(["src/release/write-release.ts"]);
  });

  it("lets pages import nothing of the project but their own components at run time", () => {
    const wrong = all.filter(
      ({ file, target, typeOnly }) =>
        file.startsWith("reports/") && !typeOnly && /^(src|loaders|test)\//.test(target),
    );
    expect(wrong.map((one) => `${one.file} → ${one.target}`)).toEqual([]);
  });
});
