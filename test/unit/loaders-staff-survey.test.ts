import { describe, expect, it } from "vitest";
import { ingestSmall } from "../small-programme.ts";

/** A staff survey with questions of its own, as a form writes it, and a time diary. */
const SURVEY = {
  profile: {
    recognise: ["Code", "Worn out"],
    identifying: ["Code"],
    tables: {
      workforce_response: [
        {
          set: { instrument: "single", item: "worn" },
          requires: ["Worn out"],
          fields: {
            respondent_id: { column: "Code", type: "text", required: true },
            wave: { column: "Wave", type: "text", required: true },
            date: { column: "Day", type: "date" },
            answer: { column: "Worn out", type: "text" },
          },
        },
      ],
    },
  },
  files: {
    "survey.csv": [
      ["Code", "Wave", "Day", "Worn out"],
      ["R1", "2022-23", "01/02/2023", "3"],
      ["R2", "2022-23", "02/02/2023", "2"],
    ],
  },
};
const DIARY = {
  profile: { tables: {} },
  settings: { profile: "time-diary" },
  files: {
    "diary.csv": [
      ["Staff", "Date", "Kind of work", "Minutes", "Team"],
      ["A100", "01/02/2023", "Admin", "45", "S1"],
      ["A100", "01/02/2023", "Chasing other services", "15", "S1"],
      ["A101", "02/02/2023", "Travel", "20", "S1"],
      ["A101", "02/02/2023", "Something else", "20", "S1"],
    ],
  },
};

describe("a staff question and a time diary in files of their own", () => {
  it("are read as answers and as minutes of work of no case, without the staff number", async () => {
    const programme = await ingestSmall(
      { survey: SURVEY, diary: DIARY },
      { services: [{ id: "S1", name: "One" }] },
    );
    expect(
      await programme.rows("SELECT wave, instrument, item, answer FROM w.workforce_response ORDER BY answer"),
    ).toEqual([
      { wave: "2022-23", instrument: "single", item: "worn", answer: "2" },
      { wave: "2022-23", instrument: "single", item: "worn", answer: "3" },
    ]);
    const work = await programme.rows(
      "SELECT service, kind, minutes, referral_key, link_worker FROM w.contact ORDER BY minutes DESC, kind",
    );
    expect(work.slice(0, 3)).toEqual([
      expect.objectContaining({ service: "S1", kind: "administration", minutes: 45, referral_key: null }),
      expect.objectContaining({ kind: "travel", minutes: 20 }),
      expect.objectContaining({ kind: "service_failures", minutes: 15 }),
    ]);
    expect(JSON.stringify(work)).not.toMatch(/A10[01]/);
    expect(new Set(work.map((row) => row.link_worker)).size).toBe(2);
  });
});
