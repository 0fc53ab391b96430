import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, bench } from "./read-support.ts";

/** A folder of public downloads; without it, these tests have nothing to read. */
const folder = process.env.WHAT_MATTERS_PUBLISHED_DATA;
const download = (...path: readonly string[]): string => join(folder ?? "", ...path);
const has = (...path: readonly string[]): boolean => folder !== undefined && existsSync(download(...path));

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

const proms = ["proms", "Knee Replacements Provider 1718.csv"];

test.skipIf(!has(...proms))(
  "NHS Digital, PROMs in England 2017-18, record-level knee replacements: 45,997 rows of 81 columns, quickly",
  async () => {
    const began = performance.now();
    const staged = await it.stage(download(...proms), {
      recognise: [["Provider Code"], ["Knee Replacement Pre-Op Q Score"]],
    });
    const took = performance.now() - began;
    expect(staged).toMatchObject({ rows: 45_997, unreadable: [], excluded: [] });
    expect(staged.columns).toHaveLength(81);
    expect(staged.decisions.path).toBe("fast");
    const ends = await it.connection.runAndReadAll(
      `SELECT min(_row), max(_row), count(DISTINCT _row) FROM ${staged.table}`,
    );
    expect(ends.getRows()[0]?.map(Number)).toEqual([2, 45_998, 45_997]);
    expect(took).toBeLessThan(10_000);
  },
);

const gla = ["torture", "gla-2011-12-P13-500.csv"];

test.skipIf(!has(...gla))(
  "Greater London Authority, expenditure over £500, period 13 of 2011-12: its own total is no payment",
  async () => {
    const staged = await it.stage(download(...gla), { recognise: [["Vendor ID"], ["Amount"]] });
    const rows = await it.rows(staged);
    const amounts = rows.map(({ cells }) => {
      const text = (cells[6] ?? "").replaceAll(",", "").trim();
      return Math.round(Number(text.replace(/^\((.*)\)$/u, "-$1")) * 100);
    });
    expect(staged.decisions).toMatchObject({ encoding: "Windows-1252", headerRow: 7 });
    expect(amounts.reduce((sum, pence) => sum + pence, 0)).toBe(1_523_284_174);
  },
);

const patients = ["pcn", "gp-reg-pat-prac-quin-age.zip"];

test.skipIf(!has(...patients))(
  "NHS England, patients registered at a GP practice, July 2026, five-year age groups: inside a zip archive",
  async () => {
    const staged = await it.stage(download(...patients), {
      recognise: [["ORG_CODE"], ["NUMBER_OF_PATIENTS"]],
    });
    expect(staged.decisions.path).toBe("fast");
    const table = staged.table;
    const total = (where: string) =>
      it.connection.runAndReadAll(
        `SELECT sum(c9::BIGINT)::INTEGER FROM ${table} WHERE c3 = 'Comm Region' AND ${where}`,
      );
    const [all] = (await total("c7 = 'ALL' AND c8 = 'ALL'")).getRows();
    const [parts] = (await total("c7 <> 'ALL' AND c8 <> 'ALL'")).getRows();
    expect(Number(all?.[0])).toBeGreaterThan(60_000_000);
    expect(parts).toEqual(all);
  },
);
