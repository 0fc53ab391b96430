import { expect, it } from "vitest";
import { countCompletenessBy } from "../../loaders/completeness-by.ts";
import { LoadViews } from "../../loaders/load-views.ts";
import { openDatabase } from "../../src/warehouse/database.ts";

it("keeps known, not stated, not known, suppressed and blank apart, each in its group", async () => {
  const database = await openDatabase({ threads: 1 });
  try {
    const views = new LoadViews();
    views.add(
      "load_person",
      { gender: "gender", ethnic_category: "ethnic_category" },
      `FROM (VALUES ('1', 'A'), ('2', 'Z'), ('X', '99'), ('X', '99'), (NULL, 'suppressed'), (NULL, NULL)) AS t(gender, ethnic_category)`,
    );
    // "99" of a service is its name, and a service may be called anything.
    views.add(
      "load_contact",
      { service: "service", date: "date", attendance: "attendance" },
      `FROM (VALUES ('not_known', DATE '2023-01-31', 'attended'), ('not_known', DATE '2023-02-01', 'not_known'),
        (NULL, NULL, NULL), ('S2', DATE '2023-02-28', 'not_stated')) AS t(service, date, attendance)`,
    );
    await views.create(database);
    const [person, contact] = await countCompletenessBy(database);
    expect(person?.fields.map(({ field }) => field)).toEqual(["gender", "ethnic_category"]);
    expect(person?.groups).toEqual([
      {
        by: "all",
        value: null,
        rows: 6,
        known: [2, 1],
        not_stated: [0, 1],
        not_known: [2, 2],
        suppressed: [0, 1],
      },
    ]);
    expect(contact?.fields.map(({ field }) => field)).toEqual(["service", "date", "attendance"]);
    expect(
      contact?.groups.map(({ by, value, rows, known, not_stated, not_known }) => [
        by,
        value,
        rows,
        ...known,
        not_stated[2],
        not_known[2],
      ]),
    ).toEqual([
      ["all", null, 4, 3, 3, 1, 1, 1],
      ["service", "S2", 1, 1, 1, 0, 1, 0],
      ["service", "not_known", 2, 2, 2, 1, 0, 1],
      ["service", null, 1, 0, 0, 0, 0, 0],
      ["month", "2023-01", 1, 1, 1, 1, 0, 0],
      ["month", "2023-02", 2, 2, 2, 0, 1, 1],
      ["month", null, 1, 0, 0, 0, 0, 0],
    ]);
  } finally {
    database.close();
  }
});
