import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findExports } from "../../loaders/find-exports.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { nationalCalendar } from "../../src/sample/national/national-calendar.ts";
import {
  type WrittenNational,
  writeNationalSample,
} from "../../src/sample/national/write-national-sample.ts";
import { nhsCheckDigit } from "../../src/sample/nhs-number.ts";

let folder: string;
let written: WrittenNational;
const months: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "national-"));
  const onMonth = (_: number, __: number, name: string) => months.push(name);
  written = await writeNationalSample({ out: join(folder, "a"), seed: 7, years: 0.005, onMonth });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const hashes = (name: string) =>
  new Map(
    readdirSync(join(folder, name, "exports")).map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(folder, name, "exports", file)))
        .digest("hex"),
    ]),
  );
const column = (file: string, header: string): string[] => {
  const [head = "", ...rows] = readFileSync(join(folder, "a/exports", file), "utf8")
    .trimEnd()
    .split("\n");
  const at = head.split(",").indexOf(header);
  expect(at).toBeGreaterThanOrEqual(0);
  return rows.map((row) => row.split(",")[at] ?? "");
};

describe("writeNationalSample", () => {
  it("writes the same bytes for a seed, with little memory too, and others for another seed", async () => {
    const again = await writeNationalSample({
      out: join(folder, "b"),
      seed: 7,
      years: 0.005,
      memory: "150MB",
    });
    expect(again).toEqual(written);
    expect(hashes("b")).toEqual(hashes("a"));
    await writeNationalSample({ out: join(folder, "c"), seed: 8, years: 0.005 });
    const [a, c] = [hashes("a"), hashes("c")];
    const same = [...a].filter(([file, hash]) => c.get(file) === hash).map(([file]) => file);
    expect(same).toEqual(["roster.xlsx"]);
    // A folder that a sample wrote is written over; the scratch space is gone.
    expect(readdirSync(join(folder, "b")).sort()).toEqual(["exports", "programme.yaml", "truth.json"]);
  }, 60_000);

  it("holds the referrals that were asked for, six contacts each, and pairs for some", () => {
    expect(written.referrals).toBe(5000);
    expect(written.people / written.referrals).toBeGreaterThan(0.8);
    expect(written.people / written.referrals).toBeLessThan(0.9);
    expect(written.contacts / written.referrals).toBeGreaterThan(5.5);
    expect(written.contacts / written.referrals).toBeLessThan(6.5);
    expect(written.paired / written.outcomes).toBeGreaterThan(0.35);
    expect(written.paired / written.outcomes).toBeLessThan(0.5);
  });

  it("names 1,250 networks and 3,500 link workers whatever the number of people", () => {
    const { programme } = loadProgramme(join(folder, "a"));
    expect(programme.areas.pcns).toHaveLength(1250);
    expect(new Set(programme.areas.pcns.map(({ code }) => code)).size).toBe(1250);
    const truth = JSON.parse(readFileSync(join(folder, "a/truth.json"), "utf8")) as {
      files: Record<string, { rows: number }>;
    };
    expect(truth.files["exports/roster.xlsx"]).toEqual({ rows: 3500 });
  });

  it("writes a file for each month and source of its programme.yaml, and no other exports", async () => {
    const { programme } = loadProgramme(join(folder, "a"));
    const read = await Promise.all(programme.sources.map((one) => findExports(join(folder, "a"), one)));
    expect(read.flatMap((found) => found.map(({ name }) => name)).sort()).toEqual([...written.files].sort());
    expect(months).toHaveLength(15);
    expect(months[0]).toBe("2023-04");
  });

  it("gives people numbers of the range that is never issued, with valid check digits", () => {
    const numbers = column("systmone-2023-06.csv", "NHS number").filter((number) => number !== "");
    expect(numbers.length).toBeGreaterThan(100);
    for (const number of numbers) {
      expect(number).toMatch(/^999\d{7}$/);
      expect(nhsCheckDigit(number.slice(0, 9))).toBe(Number(number[9]));
    }
  });

  it("puts a row into the file of its month, and ends no referral after the exports were taken", () => {
    for (const day of column("systmone-contacts-2023-08.csv", "Contact date"))
      expect(day).toMatch(/\/08\/2023$/);
    const ends = column("systmone-2024-03.csv", "Referral end date").filter((day) => day !== "");
    expect(ends.length).toBeGreaterThan(10);
    const iso = ends.map((day) => day.split("/").reverse().join("-"));
    expect(iso.every((day) => day <= "2024-06-30")).toBe(true);
  });

  it("refuses a size that is none, and a folder with other exports", async () => {
    const write = (out: string, years: number) => writeNationalSample({ out, seed: 1, years });
    await expect(write(join(folder, "d"), 0)).rejects.toMatchObject({ code: "SAMPLE_OPTION" });
    await expect(write(join(folder, "d"), 21)).rejects.toMatchObject({ code: "SAMPLE_OPTION" });
    expect(existsSync(join(folder, "d"))).toBe(false);
    writeFileSync(join(folder, "c/exports/mine.csv"), "a,b\n");
    await expect(write(join(folder, "c"), 0.005)).rejects.toMatchObject({ code: "SAMPLE_FOLDER_IN_USE" });
  });
});

describe("nationalCalendar", () => {
  it("covers whole financial years, and three months more for what comes late", () => {
    const { months: one } = nationalCalendar(0.3);
    expect(one.map(({ name }) => name)).toEqual([
      "2023-04",
      "2023-05",
      "2023-06",
      "2023-07",
      "2023-08",
      "2023-09",
      "2023-10",
      "2023-11",
      "2023-12",
      "2024-01",
      "2024-02",
      "2024-03",
      "2024-04",
      "2024-05",
      "2024-06",
    ]);
    const { months: three } = nationalCalendar(3);
    expect([three.length, three[0]?.name]).toEqual([39, "2021-04"]);
  });
});
