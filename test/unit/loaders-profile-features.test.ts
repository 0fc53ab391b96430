import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadConversions } from "../../loaders/load-conversions.ts";
import { ingestSmall } from "../small-programme.ts";

const absence = {
  recognise: ["Staff", "First day", "Last day"],
  open_ended_years: [4712, 9999],
  identifying: ["Staff"],
  tables: {
    absence: {
      set: { kind: "sickness" },
      fields: {
        staff_id: { column: "Staff", required: true },
        first_day: { column: "First day", type: "date", required: true },
        last_day: { column: "Last day", type: "date", required: true },
        hours: { column: "Hours", type: "hours" },
      },
    },
  },
} as const;
const absenceHeader = ["Staff", "First day", "Last day", "Hours"];

describe("hours", () => {
  it("are read as decimals and as hours and minutes over 24, exactly; anything else is quarantined", async () => {
    const texts = ["37.5", "37:30", "112:30", "7:20", "0:00:36", "1,000.25", "7.5 hrs", "7:75", "a week", ""];
    const small = await ingestSmall({
      staff: {
        profile: absence,
        files: {
          "a.csv": [absenceHeader, ...texts.map((text, k) => [`S${k}`, "01/02/2023", "03/02/2023", text])],
        },
      },
    });
    const rows = await small.rows("SELECT CAST(hours AS VARCHAR) AS hours FROM w.absence ORDER BY _row");
    expect(rows.map((row) => row.hours)).toEqual([
      "37.500000",
      "37.500000",
      "112.500000",
      "7.333333",
      "0.010000",
      "1000.250000",
      "7.500000",
      null,
    ]);
    expect(small.file("a.csv")).toMatchObject({ rows: 10, stored: 8, quarantined: 2, excluded: 0 });
    expect(small.issues("a.csv", "NUMBER_UNREADABLE")).toBe(2);
  });
});

describe("a date in an open-ended year", () => {
  it("means no end yet, is counted in the report, and is not the same as a blank", async () => {
    const small = await ingestSmall({
      staff: {
        profile: absence,
        files: {
          "a.csv": [
            absenceHeader,
            ["S1", "01/02/2023", "31/12/4712", ""],
            ["S2", "01-FEB-2023", "31-DEC-4712", ""],
            ["S3", "01/02/2023", "31/12/9999 00:00", ""],
            ["S4", "01/02/2023", "08/02/2023", ""],
            ["S5", "01/02/2023", "", ""],
            ["S6", "01/02/2023", "31/02/2023", ""],
            ["S7", "01/02/2023", "31/12/2999", ""],
            ["S8", "01/02/2023", "31/01/2023", ""],
          ],
        },
      },
    });
    const rows = await small.rows("SELECT last_day FROM w.absence ORDER BY _row");
    expect(rows.map((row) => row.last_day)).toEqual([null, null, null, "2023-02-08"]);
    expect(small.file("a.csv").decisions).toContain(
      'Column "Last day": in 3 rows a date in the year 4712 or 9999 was read as no end yet.',
    );
    expect(small.file("a.csv")).toMatchObject({ stored: 4, quarantined: 4 });
    expect(
      ["FIELD_REQUIRED", "DATE_UNREADABLE", "DATE_IMPLAUSIBLE", "END_BEFORE_START"].map((code) =>
        small.issues("a.csv", code),
      ),
    ).toEqual([1, 1, 1, 1]);
  });
});

describe("fill_down", () => {
  const profile = {
    recognise: ["Network", "Month", "Referral"],
    fill_down: ["Network", "Month"],
    where: { Network: ["N1", "N2"] },
    tables: {
      referral: {
        fields: {
          source_referral_id: { column: "Referral", required: true },
          pcn: "Network",
          tier: { column: "Month", type: "integer" },
        },
      },
    },
  };
  const header = ["Network", "Month", "Referral"];

  it("takes the value above, before rows are chosen, and never from a row of totals or a title", async () => {
    const small = await ingestSmall({
      referrals: {
        profile,
        files: {
          "r.csv": [
            ["Referrals by network and month"],
            [...header, "Status", "Urgency"],
            ["", "1", "R0", "Open", "Routine"],
            ["N1", "", "R1", "Open", "Routine"],
            ["", "", "R2", "Open", "Routine"],
            ["", "2", "R3", "Open", "Routine"],
            ["Total", "", "3", "", ""],
            ["N9", "3", "R4", "Open", "Routine"],
            ["", "", "R5", "Open", "Routine"],
            ["N2", "", "R6", "Open", "Routine"],
            ["Grand total", "", "6", "", ""],
          ],
        },
      },
    });
    const rows = await small.rows("SELECT source_referral_id AS id, pcn, tier FROM w.referral ORDER BY _row");
    expect(rows.map((row) => [row.id, row.pcn, row.tier])).toEqual([
      ["R1", "N1", 1],
      ["R2", "N1", 1],
      ["R3", "N1", 2],
      ["R6", "N2", 3],
    ]);
    expect(small.file("r.csv").decisions).toEqual(
      expect.arrayContaining([
        'Column "Network" filled down: 3 blank cells take the value above, 1 have none above.',
        'Column "Month" filled down: 4 blank cells take the value above.',
      ]),
    );
    expect(small.file("r.csv")).toMatchObject({ rows: 9, stored: 4, quarantined: 0, excluded: 5 });
  });

  it("carries nothing across a row that cannot be read, which may have begun a group", async () => {
    const small = await ingestSmall({
      referrals: {
        profile: { ...profile, where: {} },
        files: {
          "r.csv": [
            header,
            ["N1", "1", "R1"],
            ["", "", "R2"],
            ["N2", "2"],
            ["", "", "R3"],
            ["N3", "3", "R4"],
          ],
        },
      },
    });
    const rows = await small.rows("SELECT source_referral_id AS id, pcn FROM w.referral ORDER BY _row");
    expect(rows.map((row) => [row.id, row.pcn])).toEqual([
      ["R1", "N1"],
      ["R2", "N1"],
      ["R3", null],
      ["R4", "N3"],
    ]);
    expect(small.file("r.csv")).toMatchObject({ rows: 5, stored: 4, quarantined: 1 });
  });
});

const items = [1, 2, 3, 4, 5, 6, 7].map((k) => `W${k}`);
const survey = {
  recognise: ["Client", "Event", "W1"],
  missing: ["-"],
  person: { local_id: "Client" },
  identifying: ["Client"],
  tables: {
    outcome: [
      {
        set: { instrument: "swemwbs" },
        fields: {
          stage: { column: "Event", type: "code", codes: "outcome_stage" },
          date: { column: "Date", type: "date", required: true },
          score: { sum: items, convert: "swemwbs", type: "score" },
        },
      },
      {
        set: { instrument: "ucla3" },
        fields: {
          stage: { column: "Event", type: "code", codes: "outcome_stage" },
          date: { column: "Date", type: "date", required: true },
          score: { sum: ["U1", "U2", "U3"], type: "score" },
        },
      },
    ],
  },
};
const instrument = (id: string, decimals: number, range: readonly [number, number]) => ({
  id,
  name: id,
  short: id,
  decimals,
  range,
  better: "higher",
});
const instruments = [instrument("swemwbs", 2, [7, 35]), instrument("ucla3", 0, [3, 9])];
const surveyHeader = ["Client", "Event", "Date", ...items, "U1", "U2", "U3"];
const surveyRow = (client: string, event: string, w: string, u: string) => [
  client,
  event,
  "01/03/2023",
  ...w.split(" "),
  ...u.split(" "),
];

describe("a score that is a sum of items", () => {
  it("is turned into the scale's own score; a blank item leaves no score, and a fault takes that score only", async () => {
    const small = await ingestSmall(
      {
        survey: {
          profile: survey,
          files: {
            "s.csv": [
              surveyHeader,
              surveyRow("C1", "baseline_arm_1", "3 3 3 3 3 3 3", "1 2 3"), // 21 → 19.25; 6
              surveyRow("C1", "followup_arm_1", "5 5 5 5 5 5 5", "1 1 1"), // 35 → 35.00; 3
              surveyRow("C2", "Baseline", "1 1 1 1 1 1 1", "- - -"), // 7 → 7.00; none
              surveyRow("C3", "Baseline", "3 3 - 3 3 3 3", "2 2 2"), // blank item; 6
              surveyRow("C4", "Baseline", "3 3 4.5 3 3 3 3", "2 2 2"), // no whole number; 6
              surveyRow("C5", "Baseline", "3 3 30 3 3 3 3", "2 2 2"), // an item beyond 1 to 5; 6
              surveyRow("C6", "Baseline", "3 3 3 3 3 3 3", "3 3 9"), // 19.25; 15 out of range
              surveyRow("C7", "Baseline", "- - - - - - -", "- - -"), // nothing answered
              surveyRow("C8", "mid_arm_9", "3 3 3 3 3 3 3", "1 1 1"), // no stage that is known
            ],
          },
        },
      },
      { instruments },
    );
    const rows = await small.rows(
      "SELECT _row, instrument, stage, score FROM w.outcome ORDER BY _row, instrument",
    );
    expect(rows.map((row) => [row._row, row.instrument, row.stage, row.score])).toEqual([
      [2, "swemwbs", "baseline", 1925],
      [2, "ucla3", "baseline", 6],
      [3, "swemwbs", "follow_up", 3500],
      [3, "ucla3", "follow_up", 3],
      [4, "swemwbs", "baseline", 700],
      [5, "ucla3", "baseline", 6],
      [6, "ucla3", "baseline", 6],
      [7, "ucla3", "baseline", 6],
      [8, "swemwbs", "baseline", 1925],
    ]);
    expect(small.file("s.csv")).toMatchObject({ rows: 9, stored: 7, quarantined: 1, excluded: 1 });
    const found = [
      "ITEMS_MISSING",
      "NUMBER_UNREADABLE",
      "SCORE_OUT_OF_RANGE",
      "ROW_GIVES_NOTHING",
      "VALUE_NEEDED",
    ];
    expect(found.map((code) => small.issues("s.csv", code))).toEqual([1, 2, 1, 1, 1]);
    expect(small.report.issues.find((one) => one.code === "NUMBER_UNREADABLE")?.examples).toEqual([
      "W3: 30 (1)",
      "W3: 4.5 (1)",
    ]);
  });

  it("names a conversion that does not exist, and the nearest one that does", async () => {
    const profile = structuredClone(survey) as {
      tables: { outcome: { fields: { score: { convert?: string } } }[] };
    };
    const [first] = profile.tables.outcome;
    if (first !== undefined) first.fields.score.convert = "swemwb";
    await expect(
      ingestSmall(
        {
          survey: {
            profile,
            files: { "s.csv": [surveyHeader, surveyRow("C1", "x", "1 1 1 1 1 1 1", "1 1 1")] },
          },
        },
        { instruments },
      ),
    ).rejects.toThrow(/CONVERSION_UNKNOWN.*Did you mean "swemwbs"/);
  });
});

describe("the shipped conversion of SWEMWBS", () => {
  const scores = loadConversions().get("swemwbs")?.scores ?? {};
  const score = (raw: number) => scores[String(raw)] ?? Number.NaN;

  it("has a score for each raw score from 7 to 35, the same at both ends", () => {
    expect(Object.keys(scores)).toHaveLength(29);
    expect([7, 8, 21, 28, 34, 35].map(score)).toEqual([7, 9.51, 19.25, 25.03, 32.55, 35]);
  });

  it("rises with the raw score", () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 34 }), (raw) => {
        expect(score(raw + 1)).toBeGreaterThan(score(raw));
      }),
    );
  });
});

describe("money and names as people write them", () => {
  it("are read: pounds and thousands, a service by its name, a kind of support by its label, a case-map spelling", async () => {
    const small = await ingestSmall(
      {
        money: {
          profile: {
            recognise: ["Project", "Amount"],
            tables: {
              spend: {
                fields: {
                  project: "Project",
                  kind: "Kind",
                  date: { column: "Date", type: "date" },
                  amount: { column: "Amount", type: "decimal", required: true },
                },
              },
            },
          },
          files: {
            "m.csv": [
              ["Project", "Kind", "Date", "Amount"],
              ["P1", "staff", "01/03/2023", "£1,250.00"],
              ["The second project", "venues", "01/03/2023", "-12.5"],
              ["second", "venues", "02/03/2023", "£ 7"],
              ["P3", "venues", "02/03/2023", "1,25"],
            ],
          },
          settings: { code_maps: { project: { second: "P2" } } },
        },
        sessions: {
          profile: {
            recognise: ["Project", "Session"],
            tables: {
              support_session: {
                fields: {
                  project: "Project",
                  kind: { column: "Session", type: "code", codes: "support_kind" },
                  attended: { column: "Attended", type: "integer" },
                },
              },
            },
          },
          files: {
            "t.csv": [
              ["Project", "Session", "Attended"],
              ["P1", "Skill shares", "3"],
              ["P1", "coaching", "1"],
            ],
          },
        },
      },
      {
        projects: [
          { id: "P1", name: "The first project", question: "?" },
          { id: "P2", name: "The second project", question: "?" },
        ],
        programme_office: {
          support: [
            { id: "skill_share", label: "Skill shares", planned: 3 },
            { id: "coaching", label: "Coaching", planned: 3 },
          ],
        },
      },
    );
    const spend = await small.rows(
      "SELECT project, CAST(amount AS VARCHAR) AS amount FROM w.spend ORDER BY _row",
    );
    expect(spend.map((row) => [row.project, row.amount])).toEqual([
      ["P1", "1250.000000"],
      ["P2", "-12.500000"],
      ["P2", "7.000000"],
    ]);
    expect(small.issues("m.csv", "NUMBER_UNREADABLE")).toBe(1);
    expect(small.issues("m.csv", "AREA_UNKNOWN")).toBe(1);
    const kinds = await small.rows("SELECT kind, attended FROM w.support_session ORDER BY _row");
    expect(kinds.map((row) => [row.kind, row.attended])).toEqual([
      ["skill_share", 3],
      ["coaching", 1],
    ]);
  });
});

describe("the ingest report", () => {
  it("says what was stored and decided, for a person to read", async () => {
    const small = await ingestSmall({
      staff: {
        profile: absence,
        files: { "a.csv": [absenceHeader, ["S1", "01/02/2023", "31/12/4712", "7:30"]] },
      },
    });
    const html = readFileSync(join(small.folder, ".what-matters/ingest-report.html"), "utf8");
    expect(html).toContain("Stored: 1 absences.");
    expect(html).toContain("was read as no end yet");
    expect(small.file("a.csv").records).toEqual({ absence: 1 });
  });
});
