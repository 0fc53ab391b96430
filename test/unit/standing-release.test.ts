import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ingest } from "../../loaders/ingest.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { releaseStage } from "../../src/cli/build-programme.ts";
import { DISCLOSURE_LEAKS, DISCLOSURE_LOG } from "../../src/cli/disclosure-log.ts";
import { createProgress } from "../../src/cli/progress.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import type { Manifest } from "../../src/release/catalogue.ts";
import { makeRelease } from "../../src/release/make-release.ts";
import { warehouseDigest } from "../../src/warehouse/warehouse-digest.ts";
import { copyProgramme, ingestFolder, temporaryFolder, testEnvironment } from "../programme-folder.ts";

vi.mock("../../src/release/make-release.ts", () => ({ makeRelease: vi.fn() }));

const manifest = {
  release_id: "abc123def456",
  policy: "nhs-england",
  audit: { performed: true, result: "All is well.", withheld_cells: 2, cells: 3000 },
} as Manifest;
const files = { "manifest.json": "{}", "downloads/estimates.csv": "measure\n" };
let ingested: string;
let folder: string;
let out: string;

beforeAll(async () => {
  ingested = copyProgramme(resolve(import.meta.dirname, "../fixtures/programmes/tiny"));
  await ingestFolder(ingested);
}, 120_000);
beforeEach(() => {
  folder = join(temporaryFolder(), "programme");
  cpSync(ingested, folder, { recursive: true });
  out = join(folder, "released");
  vi.mocked(makeRelease).mockReset();
  vi.mocked(makeRelease).mockImplementation(async () => Released.mark({ files, manifest }));
});

/** Makes the release, or leaves the one that stands; gives what was said, and whether it was made. */
async function release(options: { readonly again?: boolean } = {}) {
  const said: string[] = [];
  const progress = createProgress({ quiet: false, json: false }, (text) => said.push(text), false);
  const before = vi.mocked(makeRelease).mock.calls.length;
  await releaseStage(loadProgramme(folder), progress, { folder: out, ...options });
  return { said: said.join(""), made: vi.mocked(makeRelease).mock.calls.length > before };
}
const again = () => ingest({ loaded: loadProgramme(folder), environment: testEnvironment, fresh: true });
const edit = (name: string, change: (text: string) => string) => {
  const path = join(folder, name);
  const text = readFileSync(path, "utf8");
  expect(change(text)).not.toBe(text);
  writeFileSync(path, change(text));
};

describe("a release made from the same inputs", () => {
  it("stands, says so with what was said of it, and is made anew only when asked", async () => {
    const first = await release();
    expect(first).toMatchObject({ made: true });
    const second = await release();
    expect(second.made).toBe(false);
    expect(second.said).toMatch(/Nothing has changed since release abc123def456 was made.*--again/);
    expect(second.said).toContain(
      "3,000 figures, 2 withheld under policy nhs-england; release abc123def456.",
    );
    expect(second.said).toContain("All is well.");
    expect(await release({ again: true })).toMatchObject({ made: true });
    expect(await release()).toMatchObject({ made: false });
  });

  it("stands after the same exports were read again, and not after one of them changed", async () => {
    await release();
    await again();
    expect(await release()).toMatchObject({ made: false });
    edit("exports/referrals.csv", (text) => `${text.trimEnd().split("\n").slice(0, -1).join("\n")}\n`);
    // The warehouse is still that of the exports before.
    expect(await release()).toMatchObject({ made: false });
    await again();
    expect(await release()).toMatchObject({ made: true });
    expect(await release()).toMatchObject({ made: false });
  }, 120_000);

  it("is made anew where the configuration changed", async () => {
    await release();
    edit("programme.yaml", (text) => `${text}\n# a remark\n`);
    expect(await release()).toMatchObject({ made: true });
  });

  it("is made anew where a file of it, its log or the note of its inputs is missing or changed", async () => {
    await release();
    const state = stateFolder(folder);
    const spoil: (() => void)[] = [
      () => writeFileSync(join(out, "downloads/estimates.csv"), "changed"),
      () => rmSync(join(out, "manifest.json")),
      () => rmSync(join(state, DISCLOSURE_LOG)),
      () => writeFileSync(join(state, "release.json"), "{"),
      () => rmSync(out, { recursive: true }),
    ];
    for (const harm of spoil) {
      harm();
      expect(await release()).toMatchObject({ made: true });
    }
    expect(await release()).toMatchObject({ made: false });
  });

  it("takes away what another try was refused for", async () => {
    await release();
    const leaks = join(stateFolder(folder), DISCLOSURE_LEAKS);
    writeFileSync(leaks, "refused");
    expect(await release()).toMatchObject({ made: false });
    expect(existsSync(leaks)).toBe(false);
  });

  it("still stands where making it anew failed", async () => {
    await release();
    vi.mocked(makeRelease).mockRejectedValueOnce(new Error("half done"));
    await expect(release({ again: true })).rejects.toThrow("half done");
    expect(await release()).toMatchObject({ made: false });
  });
});

describe("warehouseDigest", () => {
  const digest = async () => (await warehouseDigest(join(stateFolder(folder), "warehouse.duckdb")))?.rows;

  it("is the same for the same rows in another file, and another where one cell changed", async () => {
    const first = await digest();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    await again();
    expect(await digest()).toBe(first);
    edit("exports/scores.csv", (text) =>
      text.replace(/(\d)(\s*)$/, (_, last, end) => `${last === "1" ? 2 : 1}${end}`),
    );
    await again();
    expect(await digest()).not.toBe(first);
  }, 120_000);

  it("is none without a warehouse", async () => {
    expect(await warehouseDigest(join(folder, "none.duckdb"))).toBeUndefined();
  });
});
