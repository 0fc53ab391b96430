import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { read, utils } from "@e965/xlsx";
import { strFromU8, unzipSync } from "fflate";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { main } from "../../src/cli/main.ts";
import { sha256 } from "../../src/files/sha256.ts";
import { RELEASE_FILES } from "../../src/release/data-dictionary.ts";
import { makeRelease } from "../../src/release/make-release.ts";
import { writeRelease } from "../../src/release/write-release.ts";
import { allTables } from "../../src/take-away/all-tables.ts";
import { readRelease, type TakeAwayRelease } from "../../src/take-away/read-release.ts";
import { tablesWorkbook } from "../../src/take-away/tables-workbook.ts";
import { type TakeAwayFiles, takeAwayFiles } from "../../src/take-away/take-away-files.ts";
import { writeTakeAway } from "../../src/take-away/write-take-away.ts";
import { identifiersOf, leaks } from "../identifiers.ts";
import { copyProgramme, ingestFolder, temporaryFolder } from "../programme-folder.ts";
import { type SharedSample, sharedSample } from "../shared-sample.ts";

const tiny = resolve(import.meta.dirname, "../fixtures/programmes/tiny");
/** Interpreter of R; tests that need it are left out, by name, where there is none. */
const rscript = "Rscript";
const hasR = spawnSync(rscript, ["--version"]).status === 0;

/** The release of the tiny programme, as `what-matters release` writes it. */
async function tinyRelease(): Promise<string> {
  const folder = copyProgramme(tiny);
  await ingestFolder(folder);
  const loaded = loadProgramme(folder);
  const release = await makeRelease({
    state: stateFolder(folder),
    programme: loaded.programme,
    configurationSha256: sha256(loaded.text),
    lists: shippedCodeLists(),
  });
  const out = join(temporaryFolder(), "data");
  writeRelease(out, release);
  return out;
}

const bytesOf = (content: string | Uint8Array | undefined): Uint8Array => Buffer.from(content ?? "");
const zipped = (content: string | Uint8Array | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(bytesOf(content))).map(([name, part]) => [name, strFromU8(part)]),
  );

/** All numbers that stand in a text of JSON or CSV. */
const numbersIn = (text: string): readonly number[] =>
  (text.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? []).map(Number);

/** Numbers of a table's sheets that are in no file of the release, by themselves or as the release packs them. */
function strangers(files: TakeAwayFiles, folder: string): readonly string[] {
  const released = new Set<string>();
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".json"))) {
    for (const value of numbersIn(readFileSync(join(folder, name), "utf8"))) {
      // Funnels hold whole numbers; differences of shares are shown in percentage points.
      for (const scale of [1, 10, 100, 1000, 0.01]) released.add((value / scale).toPrecision(9));
    }
  }
  for (const value of numbersIn(readFileSync(join(folder, "downloads/estimates.csv"), "utf8")))
    released.add(value.toPrecision(9));
  const book = read(bytesOf(files["tables.xlsx"]));
  return book.SheetNames.filter((name) => name.startsWith("Table_")).flatMap((name) =>
    utils
      .sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, { header: 1, raw: true })
      .flat()
      .filter((value) => typeof value === "number" && !released.has(value.toPrecision(9)))
      .map((value) => `${name}: ${value}`),
  );
}

describe("the take-away folder of a small programme", () => {
  let folder: string;
  let release: TakeAwayRelease;
  let files: TakeAwayFiles;
  beforeAll(async () => {
    folder = await tinyRelease();
    release = readRelease(folder);
    files = await takeAwayFiles(release, []);
  });

  it("holds what it says, with the fingerprint of every file", () => {
    expect(Object.keys(files).toSorted()).toEqual(
      [
        "CITATION.txt",
        "LICENCE.txt",
        "README.txt",
        "data-dictionary.csv",
        "data-dictionary.html",
        "estimates.csv",
        "index.html",
        "manifest.json",
        "release-manifest.json",
        "release.bib",
        "report.docx",
        "reproduce/aggregates.csv",
        "reproduce/reproduce.R",
        "tables.xlsx",
      ].toSorted(),
    );
    const manifest = JSON.parse(String(files["manifest.json"])) as {
      readonly files: readonly { readonly file: string; readonly bytes: number; readonly sha256: string }[];
      readonly mark: string;
    };
    expect(manifest.mark).toBe("SYNTHETIC");
    expect(manifest.files.map(({ file }) => file)).toEqual(
      Object.keys(files)
        .filter((one) => one !== "manifest.json")
        .toSorted(),
    );
    for (const { file, bytes, sha256: print } of manifest.files) {
      expect([bytesOf(files[file]).length, sha256(bytesOf(files[file]))], file).toEqual([bytes, print]);
    }
    for (const { file } of manifest.files.filter((one) => !one.file.includes("/"))) {
      if (file !== "README.txt" && file !== "index.html")
        expect(String(files["README.txt"]), file).toContain(file);
    }
  });

  it("is the same, byte by byte, when it is made again", async () => {
    const again = await takeAwayFiles(readRelease(folder), []);
    for (const [name, content] of Object.entries(files)) {
      expect(Buffer.compare(bytesOf(again[name]), bytesOf(content)), name).toBe(0);
    }
  });

  it("gives the estimates as they stand in the release, and describes each of their columns and codes", () => {
    expect(files["estimates.csv"]).toBe(readFileSync(join(folder, "downloads/estimates.csv"), "utf8"));
    const { document } = parseHTML(String(files["data-dictionary.html"]));
    const columns = [...document.querySelectorAll("main > section[id]")].map(({ id }) => id);
    expect(columns).toEqual(String(files["estimates.csv"]).slice(1).split("\r\n")[0]?.split(","));
    expect(document.documentElement.lang).toBe("en-GB");
    expect(String(files["data-dictionary.csv"])).toContain("estimates.csv,status,code,,,withheld,");
  });

  it("names the files that the release consists of, and no others", () => {
    const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.\w+$/.test(name))
      .map((name) => name.replace(/^estimates[a-z-]*\.arrow$/, "estimates*.arrow"));
    const listed: readonly string[] = RELEASE_FILES.map(({ file }) => file);
    expect([...new Set(found)].filter((name) => !listed.includes(name))).toEqual([]);
  });

  it("shows in its tables no number that the release does not hold, and a sign for what is withheld", () => {
    expect(strangers(files, folder)).toEqual([]);
    const [first] = allTables(release);
    if (first === undefined) throw new Error("There is no table.");
    const cells = first.columns.map(() => ({ value: 0.123456, decimals: 6 }));
    const strange = tablesWorkbook(release.catalogue, [{ ...first, rows: [{ cells, notes: [] }] }], "");
    expect(strangers({ "tables.xlsx": strange }, folder)[0]).toBe("Table_01: 0.123456");
    const withheld = release.estimates.filter(({ status }) => status === "withheld");
    expect(withheld.length).toBeGreaterThan(10);
    const table = allTables(release).find(({ id }) => id === "outcomes-boards-boroughs");
    const project = table?.columns.findIndex(({ label }) => label === "Referrals received") ?? -1;
    for (const row of table?.rows ?? []) {
      const found = release.estimates.find(
        ({ measure, area, period, breakdown }) =>
          measure === "referrals" && area === row.cells[2] && period === "all" && breakdown === "none",
      );
      expect(row.cells[project]).toEqual(
        found?.status === "withheld" ? "[c]" : { value: found?.value, decimals: 0 },
      );
    }
    expect(table?.rows.length).toBeGreaterThan(2);
  });

  it("writes a report that Word reads as headings, lists and tables with repeated headers, in British English", () => {
    const parts = zipped(files["report.docx"]);
    const text = parts["word/document.xml"] ?? "";
    for (const style of ["Title", "Heading1", "Heading2", "Heading3"])
      expect(text).toContain(`<w:pStyle w:val="${style}"/>`);
    const headings = [...text.matchAll(/<w:pStyle w:val="Heading1"\/>.*?<w:t[^>]*>(.*?)<\/w:t>/g)].map(
      ([, one]) => one,
    );
    expect(headings).toEqual([
      "Findings",
      "Tables",
      "Methods",
      "How people are protected",
      "STROBE checklist",
      "How to cite",
    ]);
    const tables = text.match(/<w:tbl>/g)?.length ?? 0;
    expect(tables).toBeGreaterThan(3);
    expect(text.match(/<w:tblHeader\/>/g)).toHaveLength(tables);
    expect(parts["word/styles.xml"]).toContain('<w:lang w:val="en-GB"/>');
    expect(parts["docProps/core.xml"]).toContain(
      '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-31T00:00:00Z</dcterms:created>',
    );
    expect(parts["docProps/core.xml"]).toContain("<dc:language>en-GB</dc:language>");
    const { headline, caveats } = release.findings.findings["overview||programme|programme|all|all"] ?? {
      headline: "",
      caveats: [],
    };
    const words = text.replaceAll(/<[^>]+>/g, "").replaceAll("&amp;", "&");
    for (const sentence of [headline, ...caveats]) expect(words).toContain(sentence);
    expect(words).toContain("SYNTHETIC: every figure is of invented people.");
    expect(
      Object.entries(parts)
        .filter(([name]) => /header\d*\.xml$/.test(name))
        .every(([, xml]) => xml.includes("SYNTHETIC")),
    ).toBe(true);
  });

  it("fills the STROBE checklist where it can and leaves the rest to the authors", () => {
    const words =
      (zipped(files["report.docx"])["word/document.xml"] ?? "").split("STROBE checklist").at(-1) ?? "";
    const items = [...words.matchAll(/<w:t [^>]*>(\d{1,2}[a-e]?)<\/w:t>/g)].map(([, item]) => item);
    expect(new Set(items.map((item) => Number.parseInt(item ?? "", 10))).size).toBe(22);
    expect(words.match(/For the authors\./g)?.length).toBeGreaterThan(5);
  });

  it("refuses a release whose files do not belong together", () => {
    const copy = join(temporaryFolder(), "data");
    cpSync(folder, copy, { recursive: true });
    appendFileSync(
      join(copy, "downloads/estimates.csv"),
      "referrals,,programme,programme,all,all,none,all,3,,3,3,,,,count,published,,SYNTHETIC\r\n",
    );
    expect(() => readRelease(copy)).toThrow(expect.objectContaining({ code: "RELEASE_UNREADABLE", exit: 2 }));
    expect(() => readRelease(join(copy, "nowhere"))).toThrow(
      expect.objectContaining({ code: "RELEASE_UNREADABLE" }),
    );
  });
});

describe("writing the folder", () => {
  const files = async (): Promise<TakeAwayFiles> => ({
    "a/b.txt": "one",
    "manifest.json": '{"kind":"what-matters-pack"}',
  });

  it("replaces a folder of its own as a whole, and leaves nothing beside it", async () => {
    const out = join(temporaryFolder(), "pack");
    await writeTakeAway(out, async () => ({ ...(await files()), "old.txt": "x" }));
    await writeTakeAway(out, files);
    expect(existsSync(join(out, "old.txt"))).toBe(false);
    expect(readFileSync(join(out, "a/b.txt"), "utf8")).toBe("one");
    expect(readdirSync(dirname(out))).toEqual([basename(out)]);
  });

  it("leaves a folder as it was where making the files fails", async () => {
    const out = join(temporaryFolder(), "pack");
    await expect(writeTakeAway(out, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(readdirSync(dirname(out))).toEqual([]);
    await writeTakeAway(out, files);
    await expect(writeTakeAway(out, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(readdirSync(out).toSorted()).toEqual(["a", "manifest.json"]);
    expect(readdirSync(dirname(out))).toEqual([basename(out)]);
  });

  it("refuses a folder that it did not write, before it makes anything", async () => {
    for (const content of ["mine", '{"kind":"other"}']) {
      const out = join(temporaryFolder(), "pack");
      mkdirSync(out);
      writeFileSync(join(out, "manifest.json"), content);
      let asked = false;
      const make = () => {
        asked = true;
        return files();
      };
      await expect(writeTakeAway(out, make)).rejects.toMatchObject({ code: "PACK_OUT_NOT_OURS", exit: 2 });
      expect(asked).toBe(false);
      expect(readFileSync(join(out, "manifest.json"), "utf8")).toBe(content);
    }
  });

  it("asks for a folder: without one the command ends as wrong usage", async () => {
    expect(await main(["node", "what-matters", "pack"])).toBe(2);
  });
});

describe("the take-away folder of the sample", () => {
  let sample: SharedSample;
  let files: TakeAwayFiles;
  beforeAll(async () => {
    sample = await sharedSample();
    files = await takeAwayFiles(readRelease(sample.release), []);
  });

  it("has a table for everything that the pages show", () => {
    const ids = allTables(readRelease(sample.release)).map(({ id }) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids).toEqual(
      expect.arrayContaining([
        "headlines",
        "sample-flow",
        "outcomes-by-score",
        "outcomes-networks",
        "who-was-reached",
        "outcomes-by-group",
        "pathway",
        "projects-first-measure",
        "projects-compared",
        "funnel-networks",
        "link-workers-services",
        "staff-by-year",
        "completeness",
        "measures",
      ]),
    );
  });

  it("shows in its tables no number that the release does not hold", () => {
    // How many networks are withheld is counted from their list.
    expect(strangers(files, sample.release)).toEqual([]);
  });

  it("holds no full name and no NHS number of the exports, in any file or part of one", () => {
    const identifiers = identifiersOf(sample.programme);
    expect(identifiers.numbers.size).toBeGreaterThan(3000);
    for (const [name, content] of Object.entries(files)) {
      const parts = /\.(docx|xlsx)$/.test(name) ? Object.values(zipped(content)) : [String(content)];
      for (const part of parts) expect(leaks(Buffer.from(part), identifiers), name).toEqual([]);
    }
  });

  it("says SYNTHETIC in every file that holds a figure", () => {
    for (const name of [
      "README.txt",
      "index.html",
      "estimates.csv",
      "reproduce/aggregates.csv",
      "CITATION.txt",
      "release.bib",
      "data-dictionary.html",
    ]) {
      expect(String(files[name]), name).toMatch(/synthetic/i);
    }
    expect(
      zipped(files["tables.xlsx"])["xl/sharedStrings.xml"]?.match(/\(SYNTHETIC\)/g)?.length,
    ).toBeGreaterThan(30);
  });

  const folderOf = (): string => {
    const folder = temporaryFolder();
    for (const name of ["aggregates.csv", "reproduce.R"])
      writeFileSync(join(folder, name), String(files[`reproduce/${name}`]));
    return folder;
  };

  it.skipIf(!hasR)("lets R work the headline figures out again from released numbers (needs Rscript)", () => {
    const told = execFileSync(rscript, ["reproduce.R"], { cwd: folderOf(), encoding: "utf8" });
    expect(told.match(/^ {2}matches/gm)?.length).toBeGreaterThanOrEqual(3);
    for (const part of ["1. Share", "2. Average change", "3. Funnel", "4. Change expected"])
      expect(told).toContain(part);
    expect(told).toMatch(/\d figures match\.\n$/);
  });

  it.skipIf(!hasR).each([
    ["share,all,numerator,", 25],
    ["mean,all,value,", 0.3],
    ["funnel,all,centre,", 0.01],
    ["regression,all,mean_before,", 2],
  ])("has R stop with an error where %s is another number (needs Rscript)", (start, by) => {
    const folder = folderOf();
    const path = join(folder, "aggregates.csv");
    const changed = readFileSync(path, "utf8").replace(
      new RegExp(`(${start})([-\\d.]+)`),
      (_, head: string, value: string) => `${head}${Number(value) + by}`,
    );
    writeFileSync(path, changed);
    const run = spawnSync(rscript, ["reproduce.R"], { cwd: folder, encoding: "utf8" });
    expect(run.status).not.toBe(0);
    expect(run.stderr).toContain("the figure worked out again is not the released one");
  });
});
