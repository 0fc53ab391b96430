import { describe, expect, it } from "vitest";
import { ingestSmall } from "../small-programme.ts";

const NHS = ["9991001379", "9991004114", "9991006850"] as const;
const instruments = [
  {
    id: "pam",
    name: "PAM",
    short: "PAM",
    decimals: 1,
    range: [0, 100],
    better: "higher",
    pam_cut_points: "2010-style",
  },
];
const person = { nhs_number: "NHS" };
const identifying = ["NHS"];

describe("rules of single rows", () => {
  it("take a score with more decimals than its measure has", async () => {
    const small = await ingestSmall(
      {
        s: {
          profile: {
            recognise: ["NHS", "Score"],
            person,
            identifying,
            tables: {
              outcome: {
                set: { instrument: "pam", stage: "baseline" },
                fields: { score: { column: "Score", type: "score" } },
              },
            },
          },
          files: {
            "s.csv": [
              ["NHS", "Score"],
              [NHS[0], "61.2"],
              [NHS[1], "61.25"],
              [NHS[2], "61.20"],
            ],
          },
        },
      },
      { instruments },
    );
    expect(small.issues("s.csv", "SCORE_DECIMALS")).toBe(1);
    expect(small.file("s.csv")).toMatchObject({ stored: 2, quarantined: 1 });
  });

  it("read a level with or without its word, and keep the score beside one that cannot be read", async () => {
    const small = await ingestSmall(
      {
        s: {
          profile: {
            recognise: ["NHS", "Score", "Level"],
            person,
            identifying,
            tables: {
              outcome: {
                set: { instrument: "pam", stage: "baseline" },
                fields: {
                  score: { column: "Score", type: "score" },
                  level_recorded: { column: "Level", type: "integer" },
                },
              },
            },
          },
          files: {
            "s.csv": [
              ["NHS", "Score", "Level"],
              [NHS[0], "61.2", "Level 3"],
              [NHS[1], "50.1", "2"],
              [NHS[2], "40.3", "high"],
            ],
          },
        },
      },
      { instruments },
    );
    expect(small.file("s.csv")).toMatchObject({ stored: 3, quarantined: 0 });
    expect(small.issues("s.csv", "VALUE_IGNORED")).toBe(1);
    const rows = await small.rows("SELECT level_recorded AS n FROM w.outcome ORDER BY n NULLS LAST");
    expect(rows.map(({ n }) => n)).toEqual([2, 3, null]);
  });

  it("leave out what says nothing of a person that can be read, and the rows that are not asked for", async () => {
    const small = await ingestSmall({
      s: {
        profile: {
          recognise: ["NHS", "Decile"],
          person,
          identifying,
          where: { Kind: ["SP"] },
          tables: {
            person: { fields: { imd_decile: { column: "Decile", type: "integer" } } },
            referral: { fields: {} },
          },
        },
        files: {
          "s.csv": [
            ["NHS", "Decile", "Kind"],
            [NHS[0], "3", "SP"],
            [NHS[1], "third", "SP"],
            [NHS[2], "4", "GP"],
            [NHS[2], "4", ""],
          ],
        },
      },
    });
    expect(small.issues("s.csv", "VALUE_IGNORED")).toBe(1);
    expect(small.issues("s.csv", "NOT_SELECTED")).toBe(2);
    expect(small.report.issues.find(({ code }) => code === "NOT_SELECTED")?.first_row).toBe(4);
    expect(small.file("s.csv")).toMatchObject({ rows: 4, stored: 2, quarantined: 0, excluded: 2 });
    const rows = await small.rows("SELECT imd_decile FROM w.person ORDER BY imd_decile NULLS LAST");
    expect(rows).toEqual([{ imd_decile: 3 }, { imd_decile: null }]);
  });

  it("warn of a score of a person without a referral where there are referrals", async () => {
    const scores = {
      profile: {
        recognise: ["NHS", "Score", "Day"],
        person,
        identifying,
        tables: {
          outcome: {
            set: { instrument: "pam", stage: "baseline" },
            fields: { date: { column: "Day", type: "date" }, score: { column: "Score", type: "score" } },
          },
        },
      },
      files: {
        "s.csv": [
          ["NHS", "Score", "Day"],
          [NHS[0], "50", "01/06/2023"],
          [NHS[1], "50", "01/06/2023"],
        ],
      },
    };
    const referrals = {
      profile: {
        recognise: ["NHS", "Received"],
        person,
        identifying,
        tables: { referral: { fields: { received_date: { column: "Received", type: "date" } } } },
      },
      files: {
        "r.csv": [
          ["NHS", "Received"],
          [NHS[0], "01/05/2023"],
        ],
      },
    };
    const both = await ingestSmall({ scores, referrals }, { instruments });
    expect(both.issues("s.csv", "OUTCOME_WITHOUT_REFERRAL")).toBe(1);
    expect(both.file("s.csv").stored).toBe(2);
    const alone = await ingestSmall({ scores }, { instruments });
    expect(alone.issues("s.csv", "OUTCOME_WITHOUT_REFERRAL")).toBe(0);
  });

  it("leave out a practice that is not in the part of the practice map that is kept", async () => {
    const small = await ingestSmall({
      patients: {
        profile: {
          recognise: ["Practice", "Patients"],
          tables: {
            area_list_size: {
              fields: { practice: "Practice", registered_patients: { column: "Patients", type: "integer" } },
            },
          },
        },
        files: {
          "p.csv": [
            ["Practice", "Patients"],
            ["P1", "1000"],
            ["P2", "2000"],
          ],
        },
      },
      map: {
        profile: {
          recognise: ["Practice", "Network"],
          tables: { area_list_size: { fields: { practice: "Practice", pcn: "Network" } } },
        },
        files: {
          "m.csv": [
            ["Practice", "Network"],
            ["P1", "N1"],
          ],
        },
      },
    });
    expect(small.issues("p.csv", "PRACTICE_NOT_IN_MAP")).toBe(1);
    expect(await small.rows("SELECT practice, pcn FROM w.area_list_size")).toEqual([
      { practice: "P1", pcn: "N1" },
    ]);
  });
});
