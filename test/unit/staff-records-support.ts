import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import type { Database } from "../../src/warehouse/database.ts";

/** A programme with two services, whose window is two financial years; two months later the data were taken. */
export const staffProgramme = (more: object = {}): Programme =>
  programmeSchema.parse({
    id: "made",
    name: "Made for a test",
    synthetic: true,
    window: { from: "2021-04-01", to: "2023-03-31" },
    data_date: "2023-05-31",
    services: [
      { id: "S1", name: "First" },
      { id: "S2", name: "Second" },
    ],
    projects: [
      {
        id: "A",
        name: "A",
        question: "Q",
        service: "S1",
        windows: {
          before: { from: "2021-04-01", to: "2021-12-31" },
          during: { from: "2022-01-01", to: "2022-12-31" },
        },
      },
    ],
    sources: [{ id: "roster", system: "hr", file: "r.csv", profile: "r" }],
    ...more,
  });

/** Cells of a canonical row by column. */
export type StaffCells = Readonly<Record<string, string | number | boolean | null>>;

const literal = (value: string | number | boolean | null) =>
  typeof value === "string" ? `'${value}'` : String(value);

let row = 0;

/** Puts rows into a canonical table of the schema `main`. */
export async function insertStaff(
  database: Database,
  table: string,
  rows: readonly StaffCells[],
  source = "roster",
): Promise<void> {
  for (const cells of rows) {
    row += 1;
    const all: StaffCells = { ...cells, _source: source, _row: row };
    const names = Object.keys(all).map((name) => `"${name}"`);
    await database.run(
      `INSERT INTO main.${table} (${names.join(", ")}) VALUES (${Object.values(all).map(literal).join(", ")})`,
    );
  }
}

/** A full-time post in the first service from 2020 on, held by nobody else before or after. */
export const postOf = (staff_key: string, more: StaffCells = {}): StaffCells => ({
  staff_key,
  assignment: `${staff_key}-1`,
  post: `post ${staff_key}`,
  role: "link_worker",
  service: "S1",
  fte: 1,
  started: "2020-01-01",
  ...more,
});

/** A spell of sickness booked against somebody's first assignment, full time. */
export const sickness = (
  staff_key: string,
  first_day: string,
  last_day: string | null,
  more: StaffCells = {},
): StaffCells => ({
  staff_key,
  assignment: `${staff_key}-1`,
  kind: "sickness",
  first_day,
  last_day,
  fte: 1,
  ...more,
});
