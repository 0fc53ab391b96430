import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Question } from "../../loaders/question.ts";
import { ingestSmall, type SmallSource } from "../small-programme.ts";
import { codedError, fixture } from "./read-support.ts";

const profile = {
  recognise: ["Client ID", "Referral Date"],
  person: { local_id: "Client ID" },
  identifying: ["Client ID", "Born"],
  tables: {
    person: { fields: { birth_year: { column: "Born", type: "birth_year" } } },
    referral: {
      fields: { received_date: { column: "Referral Date", type: "date" }, closed_date: "Review Date" },
    },
  },
} as const;
const undeclared = { dates: { earliest: "2015-01-01" }, data_date: "2024-12-31" };

/** A source whose export has these referral dates. */
const dated = (
  dates: readonly string[],
  settings: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Record<string, SmallSource> => ({
  s: {
    profile: { ...profile, ...more },
    settings,
    files: { "s.csv": [["Client ID", "Referral Date"], ...dates.map((date, k) => [`C${k}`, date])] },
  },
});
const decisions = async (sources: Record<string, SmallSource>, settings: Readonly<Record<string, unknown>>) =>
  (await ingestSmall(sources, settings)).file("s.csv").decisions;

describe("dates that nobody has said the order of", () => {
  const lines = readFileSync(fixture("18_ambiguous_dates.csv"), "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const torture = (settings: Readonly<Record<string, unknown>>): Record<string, SmallSource> => ({
    s: { profile, settings, files: { "s.csv": lines } },
  });

  it("are asked about where all could be read both ways, with counts and never a date; the answer stores them", async () => {
    const error = await codedError(ingestSmall(torture({}), undeclared));
    expect(error.code satisfies string).toBe("ASK_DATE_ORDER" satisfies Question["code"]);
    expect(error.exit).toBe(3);
    expect(error.message).toContain('exports/s/s.csv, column "Referral Date", "Review Date"');
    // Worked by hand: of 48 dates, C03's 04/04, C09's and C15's 10/10 … read the same both ways.
    const same = lines
      .slice(1)
      .flatMap((line) => line.slice(1))
      .filter((date) => date.slice(0, 2) === date.slice(3, 5));
    expect(error.what).toBe(
      `all 48 dates can be read with the day or the month first, and ${48 - same.length} of them would be two different days.`,
    );
    expect(same).toHaveLength(16);
    expect(error.remedy).toMatch(/date_order: dmy .*dd\/mm\/yyyy\n.*date_order: mdy .*mm\/dd\/yyyy/);
    expect(error.message).not.toContain("02/06/2024");

    for (const [order, day] of [
      ["dmy", "2024-06-02"],
      ["mdy", "2024-02-06"],
    ]) {
      const small = await ingestSmall(torture({ date_order: order }), undeclared);
      const [first, all] = await small.rows(
        "SELECT CAST(min(received_date) FILTER (WHERE _row = 2) AS VARCHAR) AS day, count(*) AS n FROM w.referral UNION ALL SELECT NULL, count(received_date) FROM w.referral",
      );
      expect([first?.day, all?.n]).toEqual([day, 24]);
    }
  });

  it("are not asked about where one tells, all read the same, the year stands first, or programme.yaml says it", async () => {
    expect(await decisions(dated(["04/05/2023", "13/05/2023"]), undeclared)).toContain(
      "Dates read as dd/mm/yyyy: 1 of 2 can be read no other way.",
    );
    expect(await decisions(dated(["04/04/2023", "05/05/2023"]), undeclared)).toContain(
      "Dates read as dd/mm/yyyy: none of 2 shows that this is right.",
    );
    expect((await decisions(dated(["2023-05-04", "4 May 2023"]), undeclared)).join()).not.toContain(
      "Dates read as",
    );
    const declared = { ...undeclared, dates: { order: "dmy", earliest: "2015-01-01" } };
    expect(await decisions(dated(["04/05/2023"]), declared)).toContain(
      "Dates read as dd/mm/yyyy: none of 1 shows that this is right.",
    );
  });

  it("may be told by a date of birth, which is never a question itself", async () => {
    const withBirth = (born: string, date: string): Record<string, SmallSource> => ({
      s: {
        profile,
        files: {
          "s.csv": [
            ["Client ID", "Referral Date", "Born"],
            ["C1", date, born],
          ],
        },
      },
    });
    expect(await decisions(withBirth("25/12/1950", "04/05/2023"), undeclared)).toContain(
      "Dates read as dd/mm/yyyy: 1 of 2 can be read no other way.",
    );
    expect(await decisions(withBirth("04/05/1950", "2023-05-04"), undeclared)).toContain(
      "Dates read as dd/mm/yyyy: none of 1 shows that this is right.",
    );
  });
});

describe("dates that contradict the order", () => {
  const american = ["02/13/2023", "02/14/2023", "03/04/2023"];

  it("are a question where only the layout says it", async () => {
    const error = await codedError(ingestSmall(dated(american), undeclared));
    expect(error.code).toBe("ASK_DATE_ORDER");
    expect(error.what).toBe(
      "the dates contradict dd/mm/yyyy: of 3, 2 cannot be read so and 0 can be read in no other way.",
    );
    expect(error.remedy).toContain("date_order: mdy");
    expect(error.remedy).not.toContain("date_order: dmy");
    const iso = await codedError(ingestSmall(dated(["13/02/2023", "2023/02/14", "2023/02/15"]), undeclared));
    expect(iso.remedy).toContain("date_order: ymd");
    const unread = await codedError(ingestSmall(dated(["01/02/2023"], {}, { dates: "ymd" }), undeclared));
    expect(unread.remedy).toMatch(/date_order: dmy[\s\S]*date_order: mdy/);
  });

  it("are an error where programme.yaml says it", async () => {
    for (const [sources, settings] of [
      [dated(american, { date_order: "dmy" }), undeclared],
      [dated(american), { ...undeclared, dates: { order: "dmy", earliest: "2015-01-01" } }],
    ] as const) {
      const error = await codedError(ingestSmall(sources, settings));
      expect([error.code, error.exit]).toEqual(["DATE_ORDER_CONTRADICTED", 3]);
      expect(error.remedy).toContain("date_order: mdy (mm/dd/yyyy)");
      expect(error.message).not.toMatch(/02.1[34].2023/);
    }
  });

  it("are quarantined where they are few; from three on the report says that the file may be a mixture", async () => {
    const right = ["13/02/2023", "14/02/2023", "15/02/2023", "16/02/2023"];
    const slip = await ingestSmall(dated([...right, ...american.slice(0, 2)]), undeclared);
    expect(slip.file("s.csv")).toMatchObject({ stored: 4, quarantined: 2 });
    expect(slip.file("s.csv").decisions.join("\n")).not.toContain("two systems");
    const mixed = await decisions(dated([...right, "02/13/2023", "02/14/2023", "02/15/2023"]), undeclared);
    expect(mixed.join("\n")).toContain("3 of 7 dates cannot be read as dd/mm/yyyy");
  });

  it("are an error where one column is at odds with the rest of its file", async () => {
    const file = (closed: readonly string[]): Record<string, SmallSource> => ({
      s: {
        profile,
        files: {
          "s.csv": [
            ["Client ID", "Referral Date", "Review Date"],
            ...["13/02/2023", "14/02/2023", "15/02/2023", "16/02/2023"].map((date, k) => [
              `C${k}`,
              date,
              closed[k] ?? "",
            ]),
          ],
        },
      },
    });
    const error = await codedError(ingestSmall(file(["02/20/2023", "02/21/2023", "02/22/2023"]), undeclared));
    expect([error.code, error.place.column]).toEqual(["DATE_ORDER_CONTRADICTED", "Review Date"]);
    const slip = await ingestSmall(file(["02/20/2023", "02/21/2023", "22/02/2023"]), undeclared);
    expect(slip.file("s.csv")).toMatchObject({ stored: 2, quarantined: 2 });
  });
});
