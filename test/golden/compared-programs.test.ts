import { beforeAll, describe, expect, it } from "vitest";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { duckDbEngine } from "../../src/warehouse/measure-engine.ts";
import { tablesByMeasures } from "../bench/tables/measured-tables.ts";
import { tablesRowAtATime } from "../bench/tables/row-at-a-time.ts";
import { missingR, tablesByR } from "../bench/tables/run-r.ts";
import type { ComparedTables } from "../bench/tables/tables.ts";
import { writeExportsWithScores } from "../bench/tables/write-exports.ts";
import { exactOf, ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

const noR = await missingR();
if (noR !== undefined) console.log(`Not compared with R: ${noR}`);

describe("the same tables from the same exports by other programs", () => {
  let folder: string;
  let measured: ComparedTables;
  beforeAll(async () => {
    folder = temporaryFolder();
    await writeExportsWithScores(folder, 4_000);
    await ingestFolder(folder);
    const database = await openWarehouse(folder);
    try {
      measured = await tablesByMeasures(duckDbEngine(database), loadProgramme(folder).programme);
    } finally {
      database.close();
    }
  });

  it("hold people in every cell", () => {
    expect(measured.referrals.all).toBe(4_000);
    expect(Object.keys(measured.paired).length).toBeGreaterThan(60);
    expect(measured.follow_up.all?.[1]).toBeGreaterThan(500);
    expect(measured.follow_up.all?.[1]).toBeLessThan(measured.follow_up.all?.[0] ?? 0);
    expect(Object.keys(measured.waits).length).toBeGreaterThan(50);
  });

  it("are those of a pipeline that takes one row at a time", async () => {
    expect(await tablesRowAtATime(folder)).toEqual(measured);
  });

  it.skipIf(noR !== undefined)("are those of R with data.table", async () => {
    const { tables } = await tablesByR(folder);
    expect(tables).toEqual(measured);
  });

  it("are what the release publishes, before disclosure control", async () => {
    const estimates = await exactOf(folder);
    const value = (measure: string, pcn: string) => {
      const found = estimates.filter(
        (one) =>
          one.measure === measure && one.area === pcn && one.period === "all" && one.breakdown === "none",
      );
      expect(found.length, `${measure} of ${pcn}`).toBe(1);
      return found[0];
    };
    for (const pcn of ["U9901", "U9930", "U9960"]) {
      const cell = `pcn|${pcn}`;
      const [n, sum] = measured.paired[cell] ?? [0, 0];
      const [due, followed] = measured.follow_up[cell] ?? [0, 0];
      expect(value("referrals", pcn)?.value).toBe(measured.referrals[cell]);
      expect(value("mean_change", pcn)?.value).toBeCloseTo(sum / n / 10, 10);
      expect(value("follow_up_rate", pcn)).toMatchObject({ numerator: followed, denominator: due });
      expect(value("median_days_to_first_contact", pcn)?.value).toBe(measured.waits[cell]?.[1]);
    }
  });
});
