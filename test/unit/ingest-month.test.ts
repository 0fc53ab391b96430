import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { writeNationalSample } from "../../src/sample/national/write-national-sample.ts";
import { copyProgramme, ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

const MONTHS = ["2023-04", "2023-05", "2023-06"];
const ADDED = "2023-07";
let folder: string;

/** A national sample of one system, three months of it, with a fourth beside it. */
beforeAll(async () => {
  folder = temporaryFolder();
  await writeNationalSample({ out: folder, seed: 3, years: 0.002 });
  const path = join(folder, "programme.yaml");
  const programme = parse(readFileSync(path, "utf8")) as { sources: { id: string }[] };
  programme.sources = programme.sources.filter(({ id }) => id.startsWith("systmone"));
  writeFileSync(path, stringify(programme));
  for (const file of readdirSync(join(folder, "exports"))) {
    const month = /^systmone(?:-contacts)?-(\d{4}-\d\d)\.csv$/.exec(file)?.[1] ?? "";
    const at = join(folder, "exports", file);
    if (month === ADDED) renameSync(at, join(folder, file));
    else if (!MONTHS.includes(month)) rmSync(at);
  }
}, 60_000);

const tablesOf = async (programme: string) => {
  const database = await openWarehouse(programme);
  try {
    return await Promise.all(
      ["person", "referral", "contact"].map((table) =>
        database.rows(`SELECT * EXCLUDE (_source, _row) FROM w.${table} ORDER BY ALL`),
      ),
    );
  } finally {
    database.close();
  }
};

describe("an ingest after a month was added", () => {
  it("reads that month's exports and no others, and gives what a fresh one of all months gives", async () => {
    const first = await ingestFolder(folder);
    expect(first.files.filter(({ unchanged }) => unchanged)).toEqual([]);
    for (const name of ["systmone", "systmone-contacts"])
      renameSync(join(folder, `${name}-${ADDED}.csv`), join(folder, "exports", `${name}-${ADDED}.csv`));
    const second = await ingestFolder(folder);
    const read = second.files.filter(({ unchanged }) => !unchanged).map(({ file }) => file);
    expect(read.sort()).toEqual([`exports/systmone-${ADDED}.csv`, `exports/systmone-contacts-${ADDED}.csv`]);
    expect(second.files).toHaveLength(8);
    const fresh = copyProgramme(folder);
    await ingestFolder(fresh);
    const [added, whole] = [await tablesOf(folder), await tablesOf(fresh)];
    expect(added.map((rows) => rows.length).every((rows) => rows > 100)).toBe(true);
    expect(added).toEqual(whole);
  }, 120_000);
});
