import { beforeAll, describe, expect, it } from "vitest";
import { ingestSmall, type SmallProgramme } from "../small-programme.ts";

const profile = {
  recognise: ["Row", "Minutes", "Gender", "Seen"],
  missing: ["999", "-"],
  suppressed: ["*"],
  person: { local_id: "Row" },
  identifying: ["Row"],
  tables: {
    person: { fields: { gender: { column: "Gender", type: "code", codes: "gender" } } },
    contact: {
      fields: {
        minutes: { column: "Minutes", type: "integer" },
        attendance: { column: "Attendance", type: "code", codes: "attendance" },
        date: { column: "Seen", type: "date" },
      },
    },
    published_count: {
      fields: {
        value: { column: "Minutes", type: "decimal" },
        suppressed: { column: "Minutes", type: "suppressed" },
      },
    },
  },
};

describe("the four kinds of absence", () => {
  let small: SmallProgramme;
  beforeAll(async () => {
    small = await ingestSmall({
      contacts: {
        profile,
        files: {
          "c.csv": [
            ["Row", "Minutes", "Gender", "Attendance", "Seen"],
            ["A", "30", "F", "Attended", "01/02/2023"],
            ["B", "", "", "", ""], // blank
            ["C", "999", "999", "999", "999"], // coded missing
            ["D", "*", "*", "*", "*"], // suppressed
            ["E", "0", "X", "0", "02/02/2023"], // a true zero; not known; in the future
            ["F", "0", "Prefer not to say", "?", "03/02/2023"],
            ["G", "1", "M", "DNA", "0"], // a nought is no date
          ],
        },
      },
    });
  });

  const absent = (column: string) => {
    const found = small.file("c.csv").completeness.find((one) => one.column === column);
    if (found === undefined) throw new Error(`No column ${column}.`);
    const { rows, filled, blank, codedMissing, suppressed } = found;
    return { rows, filled, blank, codedMissing, suppressed };
  };

  it.each([["Minutes"], ["Gender"], ["Attendance"], ["Seen"]])("are counted apart in %s", (column) => {
    expect(absent(column)).toEqual({ rows: 7, filled: 4, blank: 1, codedMissing: 1, suppressed: 1 });
  });

  it("leave a number null, and nought a nought", async () => {
    const rows = await small.rows("SELECT CAST(minutes AS INTEGER) AS minutes FROM w.contact ORDER BY _row");
    expect(rows.map(({ minutes }) => minutes)).toEqual([30, null, null, null, 0, 0]);
  });

  it("leave a code null where nothing stands, and keep suppressed, not known and not stated as codes", async () => {
    const rows = await small.rows(
      "SELECT p.gender, c.attendance FROM w.contact AS c JOIN w.person AS p USING (person_key) ORDER BY c._row",
    );
    expect(rows.map(({ gender, attendance }) => [gender, attendance])).toEqual([
      ["2", "5"],
      [null, null],
      [null, null],
      ["suppressed", "suppressed"],
      ["X", "0"],
      ["Z", "not_known"],
    ]);
  });

  it("leave a date null, and quarantine what is no date", async () => {
    const rows = await small.rows("SELECT date FROM w.contact ORDER BY _row");
    expect(rows.map(({ date }) => date)).toEqual([
      "2023-02-01",
      null,
      null,
      null,
      "2023-02-02",
      "2023-02-03",
    ]);
    expect(small.issues("c.csv", "DATE_UNREADABLE")).toBe(1);
  });

  it("are told apart in a published figure: null, withheld, and nought", async () => {
    const rows = await small.rows(
      "SELECT CAST(value AS INTEGER) AS value, suppressed FROM w.published_count ORDER BY _row",
    );
    expect(rows.map(({ value, suppressed }) => [value, suppressed])).toEqual([
      [30, false],
      [null, null],
      [null, null],
      [null, true],
      [0, false],
      [0, false],
      [1, false],
    ]);
  });
});
