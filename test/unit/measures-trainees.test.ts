import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { traineeMeasures } from "../../src/measures/library/trainees.ts";
import { traineeRows } from "../../src/measures/trainees.ts";
import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import { traineeEstimates } from "../../src/release/exact-trainees.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";

const programme: Programme = programmeSchema.parse({
  id: "made",
  name: "Made for a test",
  synthetic: true,
  window: { from: "2023-04-01", to: "2024-03-31" },
  data_date: "2024-06-30",
  services: [
    { id: "S1", name: "First" },
    { id: "S2", name: "Second" },
  ],
  sources: [{ id: "trainees", file: "t.xlsx", profile: "t" }],
});

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
  await createCanonicalTables(database, "main");
  await database.run("INSERT INTO area (area_type, area) VALUES ('service', 'S1'), ('service', 'S2')");
});
afterAll(() => database.close());

type Trainee = Readonly<
  Partial<Record<"staff_key" | "service" | "started" | "trained" | "placed" | "progressed", string>>
> & { readonly lived_experience?: boolean };

/** Holds these trainees and no others. */
async function hold(trainees: readonly Trainee[]): Promise<void> {
  await database.run("DELETE FROM trainee");
  for (const [index, one] of trainees.entries()) {
    const cells: Record<string, string | boolean> = { ...one, _source: "trainees" };
    const names = [...Object.keys(cells), "_row"].map((name) => `"${name}"`);
    const values = Object.values(cells).map((value) => (typeof value === "string" ? `'${value}'` : value));
    await database.run(`INSERT INTO trainee (${names.join(", ")}) VALUES (${[...values, index].join(", ")})`);
  }
}
const measured = () => traineeRows((sql) => database.rows(sql), { schema: "main", programme });

describe("trainees", () => {
  it("are people, not courses, counted at a step and all before it", async () => {
    await hold([
      // Two courses in two services: one person, placed by the second.
      { staff_key: "A", service: "S1", started: "2023-05-01", trained: "2023-07-01" },
      { staff_key: "A", service: "S2", started: "2023-06-01", trained: "2023-08-01", placed: "2023-09-01" },
      // Placed without a day on which the training was completed: not placed.
      { staff_key: "B", service: "S1", started: "2023-05-01", placed: "2023-09-01", lived_experience: true },
      { staff_key: "C", service: "S1", started: "2023-05-01", lived_experience: false },
      // Of a service that is not declared: in the programme only.
      { staff_key: "D", service: "S9", started: "2024-03-31", trained: "2024-06-01" },
      // Outside the window, or never started.
      { staff_key: "E", service: "S1", started: "2023-03-31", trained: "2023-07-01" },
      { staff_key: "F", service: "S1", trained: "2023-07-01" },
      // Without a number: each row is somebody.
      { service: "S2", started: "2023-05-01" },
      { service: "S2", started: "2023-05-01" },
    ]);
    const { steps, rows } = await measured();
    expect(steps).toEqual(["started", "trained", "placed"]);
    expect(rows).toEqual([
      {
        ...{ area_type: "programme", area: "programme", started: 6, trained: 2, placed: 1, progressed: 0 },
        ...{ lived_experience: 1, lived_experience_known: 2 },
      },
      {
        ...{ area_type: "service", area: "S1", started: 3, trained: 1, placed: 0, progressed: 0 },
        ...{ lived_experience: 1, lived_experience_known: 2 },
      },
      {
        ...{ area_type: "service", area: "S2", started: 3, trained: 1, placed: 1, progressed: 0 },
        ...{ lived_experience: 0, lived_experience_known: 0 },
      },
    ]);
  });

  it("have no cells for a step that no record holds, and none at all without anybody", async () => {
    await hold([{ staff_key: "A", service: "S1", started: "2023-05-01", placed: "2023-07-01" }]);
    const found = await measured();
    // Nobody records when training is completed: placed rests on having started.
    expect(found.steps).toEqual(["started", "placed"]);
    expect(found.rows[0]).toMatchObject({ started: 1, trained: 0, placed: 1 });
    expect(new Set(traineeEstimates(found).map(({ measure }) => measure))).toEqual(
      new Set(["trainees_started", "trainees_placed"]),
    );
    await hold([]);
    expect(traineeEstimates(await measured())).toEqual([]);
  });

  it("are shown rounded to 5 from 10 on, and lived experience as a band", async () => {
    await hold(
      Array.from({ length: 23 }, (_, index) => ({
        ...{ staff_key: `T${index}`, service: "S1", started: "2023-05-01", lived_experience: index < 14 },
        ...(index < 12 ? { trained: "2023-07-01" } : {}),
      })),
    );
    const protectedBy = async (policy: "nhs-england" | "none") =>
      protectEstimates(new Unreleased(traineeEstimates(await measured())), policies[policy]).value.filter(
        ({ area_type }) => area_type === "programme",
      );
    const [started, trained, lived] = await protectedBy("nhs-england");
    expect(started).toMatchObject({ measure: "trainees_started", value: 25, n: 25, status: "published" });
    expect(trained).toMatchObject({ measure: "trainees_trained", value: 10, n: 10, status: "published" });
    // 14 of 23 is 61 %: the fourth fifth.
    expect(lived).toMatchObject({ numerator: null, n: null, value: null, lower: 0.6, upper: 0.8 });
    expect((await protectedBy("none")).map(({ value }) => value)).toEqual([23, 12, 14 / 23]);
  });

  it("have an entry in the library for every measure", async () => {
    await hold([
      {
        ...{ staff_key: "A", service: "S1", started: "2023-05-01", trained: "2023-06-01" },
        ...{ placed: "2023-07-01", progressed: "2023-08-01", lived_experience: true },
      },
    ]);
    const measures = new Set(traineeEstimates(await measured()).map(({ measure }) => measure));
    expect(measures).toEqual(new Set(traineeMeasures.map(({ id }) => id)));
  });
});
