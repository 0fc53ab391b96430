import { describe, expect, it } from "vitest";
import { publishedCapacity } from "../../src/release/published-capacity.ts";

describe("published link-worker capacity", () => {
  const rows = publishedCapacity();
  const boards = rows.filter((row) => row.area_type === "icb");
  const london = rows.find((row) => row.area === "Y56");

  it("gives each rate from its own full-time equivalents and patients", () => {
    expect(rows.length).toBe(6);
    for (const row of rows) {
      expect(row.fte_per_10000).toBeCloseTo((row.fte * 10_000) / row.registered_patients, 3);
    }
  });

  it("adds London's boards up to the published 383.50 and 10,991,417", () => {
    expect(london).toMatchObject({ fte: 383.5, registered_patients: 10_991_417 });
    expect(boards.reduce((sum, row) => sum + row.registered_patients, 0)).toBe(10_991_417);
    expect(boards.reduce((sum, row) => sum + row.fte, 0)).toBeCloseTo(383.5, 2);
  });

  it("refuses other columns and figures that are none", () => {
    expect(() => publishedCapacity("a,b\n1,2\n")).toThrow("expected the columns");
    const head = "area_type,area,name,month,link_worker_fte,registered_patients,fte_per_10000_patients";
    expect(() => publishedCapacity(`${head}\nicb,Q,Name,2026-06,1.5,many,0.1\n`)).toThrow("three figures");
  });
});
