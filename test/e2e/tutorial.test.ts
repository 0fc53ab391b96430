import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative, resolve, sep } from "node:path";
import { read, utils, write } from "@e965/xlsx";
import { beforeAll, describe, expect, it } from "vitest";
import { type CellEdit, firstUnseen, pageSteps } from "../page-steps.ts";
import { temporaryFolder, testEnvironment } from "../programme-folder.ts";

const checkout = resolve(import.meta.dirname, "../..");
/** Made on this machine, not part of what a reader downloads; tests are not needed. */
const LEFT_OUT = [
  "node_modules",
  ".git",
  "dist",
  "test",
  ...["data", ".observablehq"].map((name) => join("reports", name)),
  ...["exports", ".what-matters"].map((name) => join("data/sample", name)),
];
const page = readFileSync(join(checkout, "reports/help/your-own-data.md"), "utf8");
const steps = pageSteps(page);

let folder: string;
let bin: string;

/** What a reader has who downloaded the program and typed `npm ci`. */
beforeAll(() => {
  folder = join(temporaryFolder(), "what-matters");
  const own = (path: string) => LEFT_OUT.some((name) => relative(checkout, path) === name);
  cpSync(checkout, folder, { recursive: true, filter: (path) => !own(path) });
  symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"), "dir");
  // npx finds the program of the folder by its package.json; asking npm each time takes seconds and adds lines of its own.
  bin = join(dirname(folder), "bin");
  mkdirSync(bin);
  const shim = `#!/bin/sh\nshift\nexec "${process.execPath}" "${join(folder, "src/cli/bin.mjs")}" "$@"\n`;
  writeFileSync(join(bin, "npx"), shim, { mode: 0o755 });
});

/** Types a line; one that goes on until it is stopped is stopped as soon as it tells its address. */
function type(line: string): Promise<{ readonly exit: number | null; readonly seen: string }> {
  return new Promise((done) => {
    const path = `${bin}${delimiter}${process.env.PATH ?? ""}`;
    const child = spawn("sh", ["-c", `exec ${line}`], {
      cwd: folder,
      env: { ...process.env, ...testEnvironment, PATH: path },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let seen = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        seen += String(chunk);
        if (/Ctrl\+C stops it/.test(seen)) child.kill("SIGINT");
      });
    }
    child.once("close", (exit) => done({ exit, seen }));
  });
}

function correct({ workbook, column, from, to }: CellEdit): void {
  const path = join(folder, "my-programme/.what-matters/quarantine", workbook);
  const book = read(readFileSync(path));
  const sheet = book.Sheets.Quarantine;
  if (sheet === undefined) throw new Error(`${workbook} has no sheet Quarantine.`);
  const rows = utils.sheet_to_json<string[]>(sheet, { header: 1 });
  const names = rows[0] ?? [];
  const place = names.indexOf(column, names.indexOf("File SHA-256"));
  expect(rows.slice(1).map((row) => row[place])).toEqual([from]);
  sheet[utils.encode_cell({ r: 1, c: place })] = { t: "s", v: to };
  writeFileSync(path, write(book, { type: "buffer", bookType: "xlsx" }));
}

const inside = (file: string): string => {
  const path = resolve(folder, file);
  if (!path.startsWith(folder + sep)) throw new Error(`${file} lies outside.`);
  return path;
};

describe("the tutorial", () => {
  it("works line by line from an empty folder, and shows what it says", async () => {
    let seen = "";
    let commands = 0;
    for (const step of steps) {
      if (step.kind === "run") {
        for (const line of step.lines) {
          const run = await type(line);
          expect(run.exit, `${line}\n${run.seen}`).toBe(0);
          seen = run.seen;
          commands++;
        }
      } else if (step.kind === "see") expect(firstUnseen(step.lines, seen), seen).toBeUndefined();
      else if (step.kind === "save") writeFileSync(inside(step.file), step.text);
      else if (step.kind === "change") {
        const text = readFileSync(inside(step.file), "utf8");
        expect(text.split(step.from), step.from).toHaveLength(2);
        writeFileSync(inside(step.file), text.replace(step.from, step.to));
      } else for (const cell of step.cells) correct(cell);
    }
    expect(commands).toBeGreaterThan(9);
    const site = (name: string) => readFileSync(join(folder, "my-site", name), "utf8");
    expect(site("index.html")).toContain("What Matters");
    const report = readFileSync(join(folder, "my-programme/.what-matters/ingest-report.json"), "utf8");
    expect(report).not.toContain("VALUE_UNMAPPED");
    expect(site("about.html")).not.toContain("9991000003");
  });

  it("names in its table of what can go wrong only codes that the program gives", () => {
    const table = page.slice(page.indexOf('id="wrong"'));
    const codes = [...table.matchAll(/`([A-Z]+_[A-Z_]+)`/g)]
      .map(([, code = ""]) => code)
      .filter((code) => code !== "ASK_");
    expect(codes.length).toBeGreaterThan(6);
    const sources = ["loaders/rules.ts", "loaders/file-rules.ts"]
      .map((file) => readFileSync(join(checkout, file), "utf8"))
      .join("\n");
    expect(codes.filter((code) => !sources.includes(`  ${code}: {`))).toEqual([]);
  });
});

describe("a page read as its reader does", () => {
  it("knows what to type, to save, to change and to see", () => {
    const text = [
      "```sh\nls\n```",
      "Save this as `a.yaml`, with care.\n\n```yaml\na: 1\n```",
      "In `a.yaml`, change\n\n```yaml\na: 1\n```\n\nto\n\n```yaml\na: 2\n```",
      "| workbook | column | it says | make it |\n| --- | --- | --- | --- |\n| `b.xlsx` | Score | 55 | 5 |\n",
      "```text\none … three\n```",
    ].join("\n\n");
    expect(pageSteps(text)).toEqual([
      { kind: "run", lines: ["ls"] },
      { kind: "save", file: "a.yaml", text: "a: 1\n" },
      { kind: "change", file: "a.yaml", from: "a: 1\n", to: "a: 2\n" },
      { kind: "cells", cells: [{ workbook: "b.xlsx", column: "Score", from: "55", to: "5" }] },
      { kind: "see", lines: ["one … three"] },
    ]);
    expect(() => pageSteps("Look:\n\n```yaml\na: 1\n```")).toThrow("Nothing says");
  });

  it("misses a line that is not there, or stands before the one above it", () => {
    expect(firstUnseen(["one … three", "four"], "x\n  one two three\nfour")).toBeUndefined();
    expect(firstUnseen(["four", "one"], "one\nfour")).toBe("one");
    expect(firstUnseen(["one … three"], "one\nthree")).toBe("one … three");
  });
});
