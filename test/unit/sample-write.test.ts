import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parse as parseYaml } from "yaml";
import { findExports } from "../../loaders/find-exports.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { ensureSample } from "../../src/sample/ensure-sample.ts";
import { nationalCalendar } from "../../src/sample/national/national-calendar.ts";
import { nationalProgrammeYaml } from "../../src/sample/national/national-programme.ts";
import { sampleProgrammeYaml } from "../../src/sample/sample-programme.ts";
import { writeSample } from "../../src/sample/write-sample.ts";

const shipped = join(import.meta.dirname, "../../data/sample");
const zone = process.env.TZ;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sample-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.useRealTimers();
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const hashesOf = (root: string, files: readonly string[]) =>
  new Map(files.map((file) => [file, sha256(readFileSync(join(root, file)))]));

describe("writeSample", () => {
  it("writes the same bytes for the same seed, on another day and in another time zone", async () => {
    const first = await writeSample({ out: join(folder, "a"), seed: 7, scale: 0.05 });
    vi.setSystemTime(new Date("2031-05-17T23:30:00Z"));
    process.env.TZ = "Pacific/Auckland";
    const second = await writeSample({ out: join(folder, "b"), seed: 7, scale: 0.05 });
    expect(second).toEqual(first);
    expect(hashesOf(join(folder, "b"), second.files)).toEqual(hashesOf(join(folder, "a"), first.files));
  });

  it("writes other people for another seed", async () => {
    const { files } = await writeSample({ out: join(folder, "a"), seed: 7, scale: 0.05 });
    await writeSample({ out: join(folder, "b"), seed: 8, scale: 0.05 });
    const a = hashesOf(join(folder, "a"), files);
    const b = hashesOf(join(folder, "b"), files);
    const same = files.filter((file) => a.get(file) === b.get(file));
    expect(same).toEqual(["programme.yaml", "case-studies.yaml", "registered-list.csv"]);
  });

  it("gives data/sample's programme.yaml as it stands in the repository", () => {
    expect(sampleProgrammeYaml() === readFileSync(join(shipped, "programme.yaml"), "utf8")).toBe(true);
  });

  it("declares a publisher that says of itself that it is invented, as the national sample does", () => {
    for (const text of [sampleProgrammeYaml(), nationalProgrammeYaml(nationalCalendar(1))]) {
      const { publisher, synthetic } = programmeSchema.parse(parseYaml(text));
      expect(synthetic).toBe(true);
      expect(publisher?.name).toBe("Example Evaluation Office (invented)");
      expect(publisher?.contact).toContain("(invented)");
    }
  });

  it("writes a file for each source of its programme.yaml, and no other exports", async () => {
    const { files } = await writeSample({ out: folder, seed: 3, scale: 0.02 });
    const { programme } = loadProgramme(folder);
    const read = await Promise.all(programme.sources.map((source) => findExports(folder, source)));
    expect(read.flatMap((found) => found.map(({ name }) => name)).sort()).toEqual(
      files.filter((file) => file.startsWith("exports/")).sort(),
    );
  });

  it("grows with the scale", async () => {
    const small = await writeSample({ out: join(folder, "a"), seed: 1, scale: 0.1 });
    const large = await writeSample({ out: join(folder, "b"), seed: 1, scale: 0.3 });
    expect(large.people / small.people).toBeCloseTo(3, 0);
    expect(large.referrals).toBeGreaterThan(large.people);
  });

  it("replaces an earlier sample and refuses a folder with exports of somebody else", async () => {
    await writeSample({ out: folder, seed: 1, scale: 0.02 });
    await writeSample({ out: folder, seed: 2, scale: 0.02 });
    mkdirSync(join(folder, "exports"), { recursive: true });
    writeFileSync(join(folder, "exports/theirs.csv"), "a\n");
    await expect(writeSample({ out: folder, seed: 1, scale: 0.02 })).rejects.toThrow("SAMPLE_FOLDER_IN_USE");
    expect(readFileSync(join(folder, "exports/theirs.csv"), "utf8")).toBe("a\n");
  });

  it.each([
    { seed: 1.5, scale: 1 },
    { seed: 1, scale: 0 },
    { seed: 1, scale: Number.NaN },
  ])("refuses $seed, $scale", async (options) => {
    await expect(writeSample({ out: folder, ...options })).rejects.toThrow("SAMPLE_OPTION");
  });

  it("refuses more people than there are numbers for", async () => {
    await expect(writeSample({ out: folder, seed: 1, scale: 200 })).rejects.toThrow("SAMPLE_TOO_LARGE");
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("ensureSample", () => {
  const log: string[] = [];
  const ensure = () => ensureSample(folder, (line) => log.push(line), 0.02);
  const file = () => join(folder, "exports/emis-referrals.csv");

  it("writes where nothing is, and not again", async () => {
    expect(await ensure()).toBe(true);
    const first = sha256(readFileSync(file()));
    expect(await ensure()).toBe(false);
    expect(log.length).toBe(1);
    expect(sha256(readFileSync(file()))).toBe(first);
    expect(readdirSync(join(folder, ".what-matters"))).toEqual(["sample.json"]);
  });

  it("writes again where the exports are missing or of another generator, and keeps programme.yaml as it is", async () => {
    await ensure();
    writeFileSync(join(folder, "programme.yaml"), "id: mine\n");
    rmSync(join(folder, "exports"), { recursive: true });
    expect(await ensure()).toBe(true);
    writeFileSync(join(folder, ".what-matters/sample.json"), "{}\n");
    writeFileSync(file(), "stale");
    expect(await ensure()).toBe(true);
    expect(readFileSync(file(), "utf8")).toContain("SYNTHETIC");
    expect(readFileSync(join(folder, "programme.yaml"), "utf8")).toBe("id: mine\n");
  });

  it("leaves exports of somebody else alone", async () => {
    mkdirSync(join(folder, "exports"));
    writeFileSync(join(folder, "exports/theirs.csv"), "a\n");
    await expect(ensure()).rejects.toThrow("SAMPLE_FOLDER_IN_USE");
    expect(readFileSync(join(folder, "exports/theirs.csv"), "utf8")).toBe("a\n");
  });
});
