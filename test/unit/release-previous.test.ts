import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { csvCell, estimatesCsv } from "../../src/release/estimates-table.ts";
import { readPreviousRelease } from "../../src/release/previous-release.ts";
import { readCsvCells } from "../../src/release/read-csv-cells.ts";
import { temporaryFolder } from "../programme-folder.ts";

const row = (parts: Partial<ReleasedEstimate>): ReleasedEstimate => ({
  measure: "people",
  instrument: "",
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
  numerator: null,
  denominator: null,
  n: null,
  value: null,
  lower: null,
  upper: null,
  level: null,
  method: "count",
  status: "published",
  note: "",
  ...parts,
});

const estimates = [
  row({ n: 15, value: 15 }),
  row({ category: 'women, "other"', breakdown: "gender", status: "withheld", note: "-1 is not\nshown" }),
  row({
    measure: "mean_change",
    instrument: "pam",
    n: 40,
    value: -0.5,
    lower: -1.25,
    upper: 0.25,
    level: 0.95,
  }),
];
const manifest = { release_id: "abc123", programme: "mine", policy: "nhs-england", more: [1] };

/** A folder with the files of a release at these places. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const csv = estimatesCsv(estimates, true);
const json = JSON.stringify(manifest);
const code = (path: string, programme = "mine"): unknown => {
  try {
    readPreviousRelease(path, programme);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("an earlier release", () => {
  it.each([
    ["its data folder", "", { "downloads/estimates.csv": csv, "manifest.json": json }],
    [
      "the folder above",
      "",
      { "reports/data/downloads/estimates.csv": csv, "reports/data/manifest.json": json },
    ],
    [
      "the site built of it",
      "",
      {
        "_file/data/downloads/estimates.0a1b2c3d.csv": csv,
        "_file/data/manifest.99ff00aa.json": json,
        "_file/data/downloads/estimates-by-group.0a1b2c3d.csv": "other",
      },
    ],
    [
      "its table in its folder",
      "downloads/estimates.csv",
      { "downloads/estimates.csv": csv, "manifest.json": json },
    ],
  ])("is read from %s, figure by figure", (_name, path, files) => {
    const read = readPreviousRelease(join(folderWith(files), path), "mine");
    expect(read.id).toBe("abc123");
    expect(read.policy?.id).toBe("nhs-england");
    expect(read.estimates).toEqual(estimates);
  });

  it("is read from a table alone: without a policy, known by its contents", () => {
    const read = readPreviousRelease(
      join(folderWith({ "estimates-abc.csv": csv }), "estimates-abc.csv"),
      "mine",
    );
    expect(read).toMatchObject({ policy: null, id: read.sha256.slice(0, 12) });
    const other = estimatesCsv(estimates.slice(1), true);
    expect(readPreviousRelease(folderWith({ "estimates.csv": other }), "mine").id).not.toBe(read.id);
  });

  it("has no policy where the one it names is not known", () => {
    const files = { "estimates.csv": csv, "manifest.json": JSON.stringify({ ...manifest, policy: "old" }) };
    expect(readPreviousRelease(folderWith(files), "mine").policy).toBeNull();
  });

  it("that is not there is refused", () => {
    const folder = folderWith({ "notes.txt": "nothing" });
    for (const path of [folder, join(folder, "gone"), join(folder, "notes.txt")]) {
      expect(code(path)).toMatchObject({ code: "PREVIOUS_NOT_FOUND", exit: 2, place: { file: path } });
    }
  });

  it("of another programme is refused", () => {
    const folder = folderWith({ "downloads/estimates.csv": csv, "manifest.json": json });
    expect(code(folder, "yours")).toMatchObject({ code: "PREVIOUS_OTHER_PROGRAMME", exit: 2 });
    expect(String(code(folder, "yours"))).toContain('programme "mine", not of "yours"');
  });

  it.each([
    ["a column that is missing", { "estimates.csv": csv.replace("denominator,", "") }],
    ["a figure that is no number", { "estimates.csv": csv.replace("-1.25", "about 1") }],
    ["a quote that is not closed", { "estimates.csv": `${csv}"people` }],
    ["a manifest without a programme", { "estimates.csv": csv, "manifest.json": '{"release_id":"a"}' }],
    ["a manifest that is no JSON", { "estimates.csv": csv, "manifest.json": "{" }],
  ])("with %s is refused", (_name, files) => {
    expect(code(folderWith(files))).toMatchObject({ code: "PREVIOUS_UNREADABLE", exit: 2 });
  });
});

describe("cells of a CSV", () => {
  it("come back as they were written, whatever stands in them", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "=", "-", "'", "é", " ") });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, fc.constant("end"))), (rows) => {
        // A cell of its own that begins with an apostrophe and a formula cannot be told from a guarded one.
        fc.pre(rows.flat().every((text) => !/^'[=+\-@\t\r]/.test(text)));
        const text = `\ufeff${rows.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
        expect(readCsvCells(text)).toEqual(rows);
      }),
    );
  });
});
