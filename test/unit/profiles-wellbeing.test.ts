import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

const higher = (id: string, decimals: number, low: number, high: number) => ({
  ...{ id, name: id, short: id, decimals, range: [low, high], better: "higher" },
});
const lower = (id: string, low: number, high: number) => ({ ...higher(id, 0, low, high), better: "lower" });

const instruments = [
  ...["ons4_satisfied", "ons4_worthwhile", "ons4_happy"].map((id) => higher(id, 0, 0, 10)),
  lower("ons4_anxious", 0, 10),
  higher("swemwbs", 2, 7, 35),
  lower("ucla3", 3, 9),
  ...["mycaw_concern", "mycaw_concern_2", "mycaw_wellbeing"].map((id) => lower(id, 0, 6)),
];

type Lines = readonly (readonly string[])[];

/** Ingests one survey through a shipped profile and gives its scores, by person, measure and stage. */
async function scoresOf(profile: string, lines: Lines) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exports"));
  writeFileSync(join(folder, "exports/survey.csv"), lines.map((cells) => `${cells.join(",")}\n`).join(""));
  writeFileSync(
    join(folder, "programme.yaml"),
    stringify({
      ...{ id: "small", name: "A programme of a test", synthetic: true, data_date: "2023-12-31" },
      window: { from: "2022-01-01", to: "2023-12-31" },
      dates: { earliest: "2015-01-01" },
      instruments,
      sources: [{ id: "survey", file: "exports/survey.csv", profile, date_order: "dmy" }],
    }),
  );
  const report = await ingestFolder(folder);
  const database = await openWarehouse(folder);
  try {
    const rows = await database.rows<Readonly<Record<string, string>>>(`
      SELECT instrument || ' ' || stage AS name, string_agg(DISTINCT CAST(date AS VARCHAR), ' ' ORDER BY CAST(date AS VARCHAR)) AS dates,
        string_agg(CAST(score AS VARCHAR), ' ' ORDER BY _row, score) AS scores
      FROM w.outcome GROUP BY ALL ORDER BY name`);
    const scores = Object.fromEntries(rows.map(({ name, scores: all }) => [name, all]));
    return { scores, dates: [...new Set(rows.map(({ dates }) => dates))], report, file: report.files[0] };
  } finally {
    database.close();
  }
}

describe("a survey with one row each time", () => {
  const items = Array.from({ length: 7 }, (_, index) => `SWEMWBS${index + 1}`);
  const lonely = ["UCLA 1", "UCLA 2", "UCLA 3"];
  const header = [
    ...["ID", "Timepoint", "Survey date", "Satisfied with life", "Anxious yesterday"],
    ...[...items, ...lonely, "MYCaW concern 1", "MYCaW concern 2", "MYCaW wellbeing"],
  ];

  it("gives every measure of ONS4, SWEMWBS as metric score, UCLA loneliness and both concerns of MYCaW", async () => {
    const { scores, dates, file } = await scoresOf("wellbeing-surveys", [
      header,
      ["P1", "Pre", "03/04/2023", "3", "8", ..."3333333".split(""), ..."333".split(""), "5", "4", "3"],
      ["P1", "Post", "03/07/2023", "6", "5", ..."4444444".split(""), ..."221".split(""), "3", "4", "2"],
    ]);
    // Seven threes are 21 and stand for 19.25; seven fours are 28 and stand for 25.03.
    expect(scores).toEqual({
      "mycaw_concern baseline": "5",
      "mycaw_concern follow_up": "3",
      "mycaw_concern_2 baseline": "4",
      "mycaw_concern_2 follow_up": "4",
      "mycaw_wellbeing baseline": "3",
      "mycaw_wellbeing follow_up": "2",
      "ons4_anxious baseline": "8",
      "ons4_anxious follow_up": "5",
      "ons4_satisfied baseline": "3",
      "ons4_satisfied follow_up": "6",
      "swemwbs baseline": "1925",
      "swemwbs follow_up": "2503",
      "ucla3 baseline": "9",
      "ucla3 follow_up": "5",
    });
    expect(dates).toEqual(["2023-04-03", "2023-07-03"]);
    expect(file).toMatchObject({ rows: 2, stored: 2, quarantined: 0, excluded: 0 });
  });

  it("gives no score of a scale with a blank item, and keeps the other measures of the row", async () => {
    const { scores, report } = await scoresOf("wellbeing-surveys", [
      header,
      [
        "P1",
        "Pre",
        "03/04/2023",
        "0",
        "",
        ...["3", "", "3", "3", "3", "3", "3"],
        ..."333".split(""),
        "",
        "",
        "",
      ],
    ]);
    // A true zero is a score, a blank is none.
    expect(scores).toEqual({ "ons4_satisfied baseline": "0", "ucla3 baseline": "9" });
    expect(report.issues.find(({ code }) => code === "ITEMS_MISSING")?.rows).toBe(1);
  });
});

describe("a survey with one row a person, before and after", () => {
  it("reads totals and items, and gives a baseline where nobody asked again", async () => {
    const { scores, file } = await scoresOf("wellbeing-before-after", [
      [
        ...["Client", "Pre date", "Post date", "Pre Life satisfaction", "Post Life satisfaction"],
        ...["SWEMWBS raw total before", "SWEMWBS raw total after", "UCLA total before", "UCLA total after"],
      ],
      ["P1", "03/04/2023", "03/07/2023", "3", "6", "21", "28", "9", "5"],
      ["P2", "04/04/2023", "", "5", "", "14", "", "7", ""],
    ]);
    // By the published table 14 stands for 15.32, 21 for 19.25 and 28 for 25.03.
    expect(scores).toEqual({
      "ons4_satisfied baseline": "3 5",
      "ons4_satisfied follow_up": "6",
      "swemwbs baseline": "1925 1532",
      "swemwbs follow_up": "2503",
      "ucla3 baseline": "9 7",
      "ucla3 follow_up": "5",
    });
    expect(file).toMatchObject({ rows: 2, stored: 2, quarantined: 0, excluded: 0 });
  });
});
