import { execFile } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { loadPopulations } from "../../loaders/load-populations.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { sha256 } from "../../src/files/sha256.ts";
import { canonicalTables } from "../../src/model/canonical.ts";
import type { Manifest } from "../../src/release/catalogue.ts";
import { makeRelease, type ReleaseFiles } from "../../src/release/make-release.ts";
import type { CanonicalManifest } from "../../src/warehouse/canonical-folder.ts";
import { copyProgramme, ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

const checkout = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Runs the command line; a failure is given back, not thrown. */
async function command(
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly said: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [join(checkout, "src/cli/bin.mjs"), ...words]);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

async function releaseOf(folder: string, canonical?: string): Promise<ReleaseFiles> {
  const loaded = loadProgramme(folder);
  const release = await makeRelease({
    state: stateFolder(folder),
    canonical,
    programme: loaded.programme,
    configurationSha256: sha256(loaded.text),
    lists: shippedCodeLists(),
    populations: loadPopulations(loaded),
  });
  return release.value;
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as CanonicalManifest;

describe("canonical tables as Parquet", () => {
  let programme: string;
  let out: string;
  beforeAll(async () => {
    programme = copyProgramme(resolve(checkout, "test/fixtures/programmes/tiny"));
    await ingestFolder(programme);
    out = join(temporaryFolder(), "tables");
    const { code, said } = await command("export", "--programme", programme, "--canonical", out);
    expect(said).toContain("keep them where they are");
    expect(code).toBe(0);
  });

  it("give a release of the same bytes as the warehouse; the manifest differs in its inputs only", async () => {
    const [fromWarehouse, fromTables] = [await releaseOf(programme), await releaseOf(programme, out)];
    const names = Object.keys(fromWarehouse.files).sort();
    expect(Object.keys(fromTables.files).sort()).toEqual(names);
    const differing = names.filter(
      (name) => sha256(fromWarehouse.files[name] ?? "") !== sha256(fromTables.files[name] ?? ""),
    );
    expect(differing).toEqual(["manifest.json"]);
    const { canonical_sha256, ...rest } = JSON.parse(String(fromTables.files["manifest.json"])) as Manifest;
    expect(rest).toEqual(JSON.parse(String(fromWarehouse.files["manifest.json"])));
    expect(canonical_sha256).toBe(sha256(readFileSync(join(out, "manifest.json"))));
  });

  it("hold the warehouse row for row, in the partition of their year and board", async () => {
    const database = await openWarehouse(programme);
    try {
      const manifest = manifestOf(out);
      expect(manifest.tables.map(({ table }) => table)).toEqual([...canonicalTables]);
      for (const { table, columns, rows, files } of manifest.tables) {
        const [own] = await database.rows<{ n: number }>(`SELECT count(*) AS n FROM w.${table}`);
        expect(rows, table).toBe(own?.n);
        if (files.length === 0) continue;
        const names = columns.map(({ name }) => `"${name}"`).join(", ");
        const all = `read_parquet(['${files.map(({ path }) => join(out, path)).join("', '")}'], hive_partitioning = false)`;
        const either = `(SELECT ${names} FROM w.${table} EXCEPT ALL SELECT ${names} FROM ${all}) UNION ALL (SELECT ${names} FROM ${all} EXCEPT ALL SELECT ${names} FROM w.${table})`;
        expect(await database.rows(either), table).toEqual([]);
      }
      const misplaced = await database.rows(
        `SELECT * FROM read_parquet('${out}/referral/*/*/*.parquet', hive_partitioning = true)
         WHERE coalesce(icb, 'not_known') <> in_icb
           OR financial_year <> CASE WHEN received_date IS NULL THEN 'not_known'
             WHEN received_date < DATE '2022-04-01' THEN '2021-22' WHEN received_date < DATE '2023-04-01' THEN '2022-23' ELSE '2023-24' END`,
      );
      expect(misplaced).toEqual([]);
    } finally {
      database.close();
    }
  });

  it("come with a manifest of every file, programme.yaml, and a README that says they must not leave", () => {
    const manifest = manifestOf(out);
    const listed = manifest.tables.flatMap(({ files }) => files);
    expect(filesOf(out)).toEqual(
      [...listed.map(({ path }) => path), "README.txt", "manifest.json", "programme.yaml"].sort(),
    );
    for (const { path, sha256: digest, bytes } of listed) {
      const content = readFileSync(join(out, path));
      expect([sha256(content), content.length], path).toEqual([digest, bytes]);
    }
    expect(manifest.warning).toContain("personal data");
    expect(readFileSync(join(out, "README.txt"), "utf8")).toContain("MUST NOT LEAVE");
    expect(readFileSync(join(out, "programme.yaml"))).toEqual(
      readFileSync(join(programme, "programme.yaml")),
    );
    const modes = [out, ...filesOf(out).map((name) => join(out, name))].map(
      (path) => statSync(path).mode & 0o077,
    );
    expect(new Set(modes)).toEqual(new Set([0]));
  });

  it("are written the same again, in place of the former", async () => {
    const before = manifestOf(out);
    const { code } = await command("export", "--programme", programme, "--canonical", out);
    expect(code).toBe(0);
    expect(manifestOf(out)).toEqual(before);
  });

  it("never replace a folder with anything else in it, which stays as it was", async () => {
    const taken = temporaryFolder();
    writeFileSync(join(taken, "notes.txt"), "mine");
    const other = await command("export", "--programme", programme, "--canonical", taken);
    expect([other.code, other.said]).toEqual([2, expect.stringContaining("CANONICAL_OUT_NOT_OURS")]);
    expect(filesOf(taken)).toEqual(["notes.txt"]);

    const mixed = join(temporaryFolder(), "mixed");
    cpSync(out, mixed, { recursive: true });
    writeFileSync(join(mixed, "referral", "notes.txt"), "mine");
    const before = filesOf(mixed);
    const added = await command("export", "--programme", programme, "--canonical", mixed);
    expect([added.code, added.said]).toEqual([2, expect.stringContaining("CANONICAL_OUT_NOT_OURS")]);
    expect(filesOf(mixed)).toEqual(before);
  });

  it("leave nothing behind where there is no warehouse", async () => {
    const bare = copyProgramme(resolve(checkout, "test/fixtures/programmes/tiny"));
    const place = temporaryFolder();
    const { code, said } = await command("export", "--programme", bare, "--canonical", join(place, "tables"));
    expect([code, said]).toEqual([2, expect.stringContaining("WAREHOUSE_MISSING")]);
    expect(readdirSync(place)).toEqual([]);
  });

  describe("are refused for a release", () => {
    const copyOut = () => {
      const copy = join(temporaryFolder(), "tables");
      cpSync(out, copy, { recursive: true });
      return copy;
    };
    const first = (folder: string) =>
      join(folder, manifestOf(folder).tables.flatMap(({ files }) => files)[0]?.path ?? "");

    it("where a file was changed, or one more added", async () => {
      const altered = copyOut();
      appendFileSync(first(altered), "x");
      await expect(releaseOf(programme, altered)).rejects.toMatchObject({
        code: "CANONICAL_CHANGED",
        exit: 2,
      });
      const more = copyOut();
      writeFileSync(join(more, "person", "data_1.parquet"), readFileSync(first(more)));
      await expect(releaseOf(programme, more)).rejects.toMatchObject({ code: "CANONICAL_CHANGED", exit: 2 });
    });

    it("under another programme.yaml, and of no such folder", async () => {
      const other = copyProgramme(resolve(checkout, "test/fixtures/programmes/tiny"));
      appendFileSync(join(other, "programme.yaml"), "\n# changed\n");
      await expect(releaseOf(other, out)).rejects.toMatchObject({
        code: "CANONICAL_OTHER_PROGRAMME",
        exit: 2,
      });
      const empty = temporaryFolder();
      await expect(releaseOf(programme, empty)).rejects.toMatchObject({ code: "CANONICAL_MISSING", exit: 2 });
      mkdirSync(join(empty, "x"));
      writeFileSync(join(empty, "manifest.json"), JSON.stringify({ release_id: "a release" }));
      await expect(releaseOf(programme, empty)).rejects.toMatchObject({ code: "CANONICAL_MISSING", exit: 2 });
      expect(existsSync(join(empty, "x"))).toBe(true);
    });
  });
});
