import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { networkName } from "../../reports/components/england-networks.ts";
import { englandNetworks, englandNetworksSchema } from "../../src/release/england-networks.ts";
import { openDatabase, sqlText } from "../../src/warehouse/database.ts";
import { temporaryFolder } from "../programme-folder.ts";
import { hasPublished, publishedFile } from "../published-data.ts";

const WORKFORCE = "pcn/Primary Care Networks - June 2026 Individual Level.csv";
const MAP = "pcn/gp-reg-pat-prac-map.csv";
const PATIENTS = "pcn/gp-reg-pat-prac-quin-age.zip";

describe("link workers of every network in England", () => {
  const england = englandNetworks();

  it("are those of the published total, with what is not in the file told from none", () => {
    expect(englandNetworksSchema.parse(england)).toEqual(england);
    const { networks } = england;
    expect(networks).toHaveLength(1298);
    expect(networks.reduce((sum, [, , , fte]) => sum + (fte ?? 0), 0)).toBeCloseTo(2642.4, 1);
    expect(networks.filter(([, , , fte]) => fte === null)).toHaveLength(27);
    expect(networks.filter(([, , , fte]) => fte === 0)).toHaveLength(207);
    const held = networks.filter(([, , , fte]) => fte !== null);
    const [fte, patients] = [3, 4].map((at) => held.reduce((sum, one) => sum + Number(one[at]), 0));
    expect(england.rate).toBeCloseTo(((fte ?? 0) * 10_000) / (patients ?? 0), 3);
  });

  it("lie about the rate of all, and the limits draw in as networks grow", () => {
    const { limits, rate } = england;
    for (const [at, { n, inner, outer }] of limits.entries()) {
      expect([
        outer.lower <= inner.lower,
        inner.lower < rate,
        rate < inner.upper,
        inner.upper < outer.upper,
      ]).toEqual([true, true, true, true]);
      const before = limits[at - 1];
      if (before === undefined) continue;
      expect(n).toBeGreaterThan(before.n);
      expect(inner.upper).toBeLessThanOrEqual(before.inner.upper);
    }
  });

  it("refuse other columns and figures that are none", () => {
    expect(() => englandNetworks("a,b\n1,2\n")).toThrow("expected the columns");
    const head = "pcn,name,icb,link_worker_fte,registered_patients";
    expect(() => englandNetworks(`${head}\nU1,One PCN,Q,many,10\n`)).toThrow("does not hold");
    expect(() => englandNetworks(`${head}\nU1,One PCN,Q,1,\n`)).toThrow("does not hold");
    const two = englandNetworks(`${head}\nU1,"One, ""A"" PCN",Q,1,10000\nU2,Two,Q/R,,20000\n`);
    expect(two.networks).toEqual([
      ["U1", 'One, "A" PCN', "Q", 1, 10_000],
      ["U2", "Two", "Q/R", null, 20_000],
    ]);
    expect(two.rate).toBe(1);
  });

  it("have names that are read rather than shouted", () => {
    expect(networkName("BLACKHEATH AND CHARLTON PCN")).toBe("Blackheath and Charlton PCN");
    expect(networkName("HARINGEY - NORTH EAST PCN")).toBe("Haringey - North East PCN");
    expect(networkName("PHOENIX (BNSSG) PCN")).toBe("Phoenix (BNSSG) PCN");
    expect(networkName("ST JOHN’S PCN")).toBe("St John’s PCN");
  });

  // Downloads: Primary Care Network Workforce, June 2026, and Patients Registered at a GP Practice, July 2026 (NHS England).
  it.skipIf(![WORKFORCE, MAP, PATIENTS].every(hasPublished))(
    "are what the published files give",
    async () => {
      const folder = temporaryFolder();
      const patients = join(folder, "patients.csv");
      const [csv] = Object.values(unzipSync(readFileSync(publishedFile(PATIENTS))));
      writeFileSync(patients, csv ?? "");
      const read = (path: string) => `read_csv(${sqlText(path)}, all_varchar = true)`;
      const database = await openDatabase();
      const rows = await database.rows<{ pcn: string; fte: number | null; patients: number }>(`
      WITH listed AS (SELECT ORG_CODE AS pcn, CAST(NUMBER_OF_PATIENTS AS INTEGER) AS patients FROM ${read(patients)}
          WHERE ORG_TYPE = 'PCN' AND SEX = 'ALL' AND AGE_GROUP_5 = 'ALL' AND ORG_CODE <> 'U'),
        staff AS (SELECT PCN_CODE AS pcn, coalesce(sum(CAST(FTE AS DOUBLE))
          FILTER (WHERE STAFF_ROLE = 'Social Prescribing Link Workers'), 0) AS fte
          FROM ${read(publishedFile(WORKFORCE))} GROUP BY PCN_CODE)
      SELECT l.pcn, s.fte, l.patients FROM listed AS l LEFT JOIN staff AS s ON s.pcn = l.pcn ORDER BY l.pcn`);
      const boards = await database.rows<{ pcn: string; icb: string }>(
        `SELECT DISTINCT PCN_CODE AS pcn, ICB_CODE AS icb FROM ${read(publishedFile(MAP))} WHERE PCN_CODE <> 'U'`,
      );
      database.close();
      expect(england.networks.map(([pcn, , , , listed]) => [pcn, listed])).toEqual(
        rows.map(({ pcn, patients: listed }) => [pcn, listed]),
      );
      for (const [at, [pcn, , icb, fte]] of england.networks.entries()) {
        const published = rows[at]?.fte ?? null;
        if (published === null) expect(fte, pcn).toBeNull();
        else expect(fte, pcn).toBeCloseTo(published, 3);
        const own = boards.filter((one) => one.pcn === pcn).map((one) => one.icb);
        expect(icb.split("/").toSorted(), pcn).toEqual(own.toSorted());
      }
    },
  );
});
