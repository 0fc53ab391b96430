import { readFileSync } from "node:fs";
import { join } from "node:path";
import { read, utils } from "@e965/xlsx";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ingestSmall, type SmallProgramme } from "../small-programme.ts";

const NHS = ["9991001379", "9991004114", "9991006850", "9991009590"] as const;
const pam = {
  id: "pam",
  name: "PAM",
  short: "PAM",
  decimals: 1,
  range: [0, 100],
  better: "higher",
  pam_cut_points: "2010-style",
};

const referrals = {
  recognise: ["NHS", "Ref", "Received"],
  person: { nhs_number: "NHS", local_id: "Client" },
  identifying: ["NHS", "Client"],
  tables: {
    person: { fields: { gender: { column: "Gender", type: "code", codes: "gender" } } },
    referral: {
      fields: {
        source_referral_id: { column: "Ref", required: true },
        received_date: { column: "Received", type: "date", required: true },
        service: "Service",
      },
    },
  },
} as const;
const referralHeader = ["NHS", "Client", "Ref", "Received", "Service", "Gender"];

const contacts = {
  recognise: ["Contact", "Ref", "Date"],
  person: { nhs_number: "NHS", local_id: "Client" },
  identifying: ["NHS", "Client", "Worker"],
  tables: {
    contact: {
      fields: {
        source_contact_id: "Contact",
        source_referral_id: "Ref",
        date: { column: "Date", type: "date", required: true },
        minutes: { column: "Minutes", type: "integer" },
        link_worker: "Worker",
      },
    },
  },
} as const;
const contactHeader = ["Contact", "NHS", "Client", "Ref", "Date", "Minutes", "Worker"];

describe("records that name a referral", () => {
  let small: SmallProgramme;
  beforeAll(async () => {
    small = await ingestSmall(
      {
        referrals: {
          profile: referrals,
          settings: { system: "case" },
          files: {
            "r.csv": [
              referralHeader,
              [NHS[0], "C0", "R0", "01/02/2023", "S1", "Male"],
              [NHS[1], "C1", "R1", "01/02/2023", "S1", "Female"],
              [NHS[2], "C2", "R2", "01/02/2023", "S2", "Female"], // opted out
              ["", "C3", "R3", "01/02/2023", "S2", "Male"],
              [NHS[2], "C2", "R4", "31/02/2023", "S2", "Female"], // opted out: what is wrong with the row is nobody's to see
              [NHS[0], "C0", "R5", "01/06/2023", "S2", "Male"],
            ],
          },
        },
        contacts: {
          profile: contacts,
          settings: { system: "case" },
          files: {
            "c.csv": [
              contactHeader,
              ["K1", "", "", "R0", "05/02/2023", "10", "W1"], // the referral's person
              ["K2", "", "C3", "R3", "05/02/2023", "10", "W1"],
              ["K3", "", "", "R2", "05/02/2023", "10", "W1"], // the referral's person opted out
              ["K4", "", "", "R4", "05/02/2023", "10", "W1"], // the same, though the referral is not stored
              ["K5", "", "", "R9", "05/02/2023", "10", "W1"], // in no export
              ["K6", NHS[1], "", "R0", "05/02/2023", "10", "W1"], // another person's referral
              ["K7", NHS[0], "", "", "07/06/2023", "10", "W2"], // by date: the later referral
              ["K8", NHS[0], "", "", "01/05/2023", "10", "W2"], // by date: the earlier one
              ["K9", NHS[3], "", "", "01/05/2023", "10", "W2"], // no referral at all
              ["K10", "", "", "", "05/02/2023", "10", "W2"], // nobody
              ["K11", "", "C2", "", "05/02/2023", "10", "W2"], // opted out, by the local number
            ],
          },
        },
      },
      { opt_out_file: "opt-out.txt" },
      { "opt-out.txt": `${NHS[2]}\n` },
    );
  });

  it("take the person and the service from the referral, or the referral from person and date", async () => {
    const rows =
      await small.rows(`SELECT c.source_contact_id AS id, c.referral_key AS tied, c.service, r.referral_key AS whose
      FROM w.contact AS c LEFT JOIN (SELECT person_key, min(referral_key) AS referral_key FROM w.referral GROUP BY person_key) AS r USING (person_key)
      ORDER BY c._row`);
    expect(rows.map((row) => [row.id, row.tied, row.service, row.whose])).toEqual([
      ["K1", "case:R0", "S1", "case:R0"],
      ["K2", "case:R3", "S2", "case:R3"],
      ["K5", null, null, null],
      ["K6", "case:R1", "S1", "case:R1"],
      ["K7", "case:R5", "S2", "case:R0"],
      ["K8", "case:R0", "S1", "case:R0"],
      ["K9", null, null, null],
    ]);
  });

  it("account for every row, with a code for each that is not plainly stored", () => {
    expect(small.file("c.csv")).toMatchObject({ rows: 11, stored: 7, quarantined: 1, excluded: 3 });
    const codes = [
      "OPTED_OUT",
      "REFERRAL_UNKNOWN",
      "PERSON_DIFFERS",
      "RECORD_WITHOUT_REFERRAL",
      "PERSON_UNIDENTIFIED",
    ];
    expect(codes.map((code) => small.issues("c.csv", code))).toEqual([3, 1, 1, 1, 1]);
    expect(small.file("r.csv")).toMatchObject({ rows: 6, stored: 4, quarantined: 0, excluded: 2 });
  });

  it("store nobody without a key, and no number of staff or people", async () => {
    const [people] = await small.rows("SELECT count(*) AS n, count(person_key) AS keyed FROM w.person");
    expect(people).toEqual({ n: 4, keyed: 4 });
    const workers = await small.rows("SELECT DISTINCT link_worker FROM w.contact");
    expect(workers.map((row) => String(row.link_worker))).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
  });
});

describe("a row that gives several records", () => {
  const scores = {
    recognise: ["NHS", "Before", "After"],
    person: { nhs_number: "NHS" },
    identifying: ["NHS"],
    tables: {
      outcome: ["Before", "After"].map((name, index) => ({
        set: { instrument: "pam", stage: index === 0 ? "baseline" : "follow_up" },
        requires: [name],
        fields: {
          date: { column: `${name} date`, type: "date", required: true },
          score: { column: name, type: "score", required: true },
        },
      })),
    },
  };

  it("loses the record with the fault and keeps the others; the quarantine lists the row", async () => {
    const small = await ingestSmall(
      {
        scores: {
          profile: scores,
          files: {
            "s.csv": [
              ["NHS", "Before date", "Before", "After date", "After"],
              [NHS[0], "01/02/2023", "50.0", "31/02/2023", "60.0"], // follow-up date
              [NHS[1], "01/02/2023", "134", "01/06/2023", "60.0"], // baseline score
              [NHS[2], "01/02/2023", "50.0", "01/01/2023", "60.0"], // follow-up before baseline
              [NHS[3], "32/01/2023", "50.0", "01/06/2023", "160"], // both
              [NHS[3], "", "", "", ""], // nothing
              ["", "01/02/2023", "50.0", "", ""], // nobody
            ],
          },
        },
      },
      { instruments: [pam] },
    );
    const rows = await small.rows("SELECT _row, stage, score FROM w.outcome ORDER BY _row");
    expect(rows.map((row) => [row._row, row.stage, row.score])).toEqual([
      [2, "baseline", 500],
      [3, "follow_up", 600],
      [4, "baseline", 500],
    ]);
    expect(small.file("s.csv")).toMatchObject({ rows: 6, stored: 3, quarantined: 2, excluded: 1 });
    const people = await small.rows("SELECT count(*) AS n FROM w.person");
    expect(people).toEqual([{ n: 3 }]);

    const path = join(small.folder, ".what-matters/quarantine/exports_scores_s.csv.xlsx");
    const lines = utils.sheet_to_json<Record<string, string>>(
      read(readFileSync(path)).Sheets.Quarantine ?? {},
      { raw: false },
    );
    expect(lines.map((line) => [line["Row in export"], line.Code, line["Rest of the row"]])).toEqual([
      ["2", "DATE_UNREADABLE", "stored"],
      ["3", "SCORE_OUT_OF_RANGE", "stored"],
      ["4", "FOLLOW_UP_BEFORE_BASELINE", "stored"],
      ["5", "DATE_UNREADABLE, SCORE_OUT_OF_RANGE", "not stored"],
      ["7", "PERSON_UNIDENTIFIED", "not stored"],
    ]);
    expect(lines.map((line) => line.NHS ?? "")).toEqual(["•••", "•••", "•••", "•••", ""]);
  });

  it("loses everything with the referral that the row is about", async () => {
    const small = await ingestSmall(
      {
        cases: {
          profile: {
            ...referrals,
            tables: {
              ...referrals.tables,
              outcome: {
                set: { instrument: "pam", stage: "baseline" },
                fields: {
                  date: { column: "Received", type: "date" },
                  score: { column: "Score", type: "score" },
                },
              },
            },
          },
          files: {
            "c.csv": [
              [...referralHeader, "Score"],
              [NHS[0], "C0", "R0", "01/02/2023", "S1", "Male", "50"],
              [NHS[1], "C1", "", "01/02/2023", "S1", "Male", "50"], // no referral number
              [NHS[2], "C2", "R2", "01/02/2023", "S1", "Male", "500"], // the score only
            ],
          },
        },
      },
      { instruments: [pam] },
    );
    const rows = await small.rows(
      "SELECT r.source_referral_id AS id, o.score FROM w.referral AS r LEFT JOIN w.outcome AS o USING (referral_key) ORDER BY r._row",
    );
    expect(rows.map((row) => [row.id, row.score])).toEqual([
      ["R0", 500],
      ["R2", null],
    ]);
    expect(small.file("c.csv")).toMatchObject({ stored: 2, quarantined: 1 });
  });
});

describe("an answer that is of no measure the programme declares", () => {
  it("is left out by name, and not called an unreadable number", async () => {
    const small = await ingestSmall(
      {
        trackers: {
          profile: {
            recognise: ["NHS", "Tracker"],
            person: { nhs_number: "NHS" },
            identifying: ["NHS"],
            tables: {
              outcome: {
                set: { stage: "baseline" },
                fields: {
                  instrument: { column: "Tracker", type: "code", codes: "instrument" },
                  date: { column: "Date", type: "date" },
                  score: { column: "Score", type: "score" },
                },
              },
            },
          },
          files: {
            "t.csv": [
              ["NHS", "Tracker", "Date", "Score"],
              [NHS[0], "Patient Activation", "01/02/2023", "50"],
              [NHS[0], "UCLA-3", "01/02/2023", "5"], // known, not declared
              [NHS[0], "House tracker", "01/02/2023", "5"], // known to nobody
              [NHS[1], "", "01/02/2023", "5"],
            ],
          },
        },
      },
      { instruments: [pam] },
    );
    expect(await small.rows("SELECT instrument, score FROM w.outcome")).toEqual([
      { instrument: "pam", score: 500 },
    ]);
    expect(small.file("t.csv")).toMatchObject({ stored: 1, quarantined: 1, excluded: 2 });
    expect(small.issues("t.csv", "INSTRUMENT_UNKNOWN")).toBe(2);
    expect(small.issues("t.csv", "FIELD_REQUIRED")).toBe(1);
  });
});

describe("records that stand twice", () => {
  it("count once: by their number the later one, without a number where all that is stored is the same", async () => {
    const small = await ingestSmall({
      contacts: {
        profile: contacts,
        files: {
          "2023-01.csv": [
            contactHeader,
            ["K1", NHS[0], "", "", "05/02/2023", "10", "W1"],
            ["K2", NHS[0], "", "", "05/02/2023", "10", "W1"],
            ["", NHS[0], "", "", "06/02/2023", "10", "W1"],
            ["", NHS[0], "", "", "06/02/2023", "10", "W1"], // the same again
            ["", NHS[0], "", "", "06/02/2023", "20", "W1"], // another length
            ["", NHS[1], "", "", "06/02/2023", "10", "W1"], // another person
          ],
          "2023-02.csv": [
            contactHeader,
            ["K2", NHS[0], "", "", "05/02/2023", "25", "W1"], // corrected
            ["K3", NHS[0], "", "", "05/02/2023", "25", "W1"],
            ["", NHS[0], "", "", "06/02/2023", "10", "W1"], // the same once more
          ],
        },
      },
    });
    const rows = await small.rows(
      "SELECT source_contact_id AS id, minutes FROM w.contact ORDER BY id NULLS LAST, minutes",
    );
    expect(rows.map((row) => [row.id, row.minutes])).toEqual([
      ["K1", 10],
      ["K2", 25],
      ["K3", 25],
      [null, 10],
      [null, 10],
      [null, 20],
    ]);
    expect(small.file("2023-01.csv")).toMatchObject({ stored: 3, excluded: 3, quarantined: 0 });
    expect(small.file("2023-02.csv")).toMatchObject({ stored: 3, excluded: 0 });
  });

  const staff = (published: boolean) => ({
    profile: {
      recognise: ["Staff", "Start"],
      identifying: ["Staff"],
      tables: {
        link_worker: {
          fields: {
            staff_id: "Staff",
            assignment: "Post",
            fte: { column: "FTE", type: "decimal" },
            started: { column: "Start", type: "date" },
            left: { column: "Left", type: "date" },
          },
        },
      },
    },
    settings: { system: "hr", published },
    files: {
      "1.csv": [
        ["Staff", "Post", "FTE", "Start", "Left"],
        ["S1", "A", "0.6", "01/04/2022", ""],
        ["S1", "B", "0.4", "01/04/2022", ""], // a second post
        ["S2", "C", "1", "01/04/2022", ""],
        ["", "", "0.5", "01/04/2022", ""], // nobody knows whose
        ["", "", "0.5", "01/04/2022", ""],
      ],
      "2.csv": [
        ["Staff", "Post", "FTE", "Start", "Left"],
        ["s1", "A", "0.6", "01/04/2022", "30/06/2023"], // has left since
        ["S1", "B", "0.4", "01/04/2022", ""], // the same
        ["S2", "D", "1", "01/04/2022", ""], // another post
      ],
    },
  });

  it("are posts too: an open post gives way to its later end, and rows of nobody known all stand", async () => {
    const small = await ingestSmall({ roster: staff(false) });
    const rows = await small.rows(
      'SELECT assignment, "left", count(*) AS n FROM w.link_worker GROUP BY ALL ORDER BY assignment NULLS LAST',
    );
    expect(rows.map((row) => [row.assignment, row.left, row.n])).toEqual([
      ["A", "2023-06-30", 1],
      ["B", null, 1],
      ["C", null, 1],
      ["D", null, 1],
      [null, null, 2],
    ]);
    const [keys] = await small.rows("SELECT count(DISTINCT staff_key) AS n FROM w.link_worker");
    expect(keys).toEqual({ n: 2 });
    expect(small.file("1.csv")).toMatchObject({ stored: 3, excluded: 2 });
  });

  it("all stand in official statistics", async () => {
    const small = await ingestSmall({ roster: staff(true) });
    const [all] = await small.rows(
      "SELECT CAST(sum(fte) AS VARCHAR) AS fte FROM w.link_worker WHERE assignment = 'B'",
    );
    expect(all).toEqual({ fte: "0.800000" });
  });

  it("are absences too: overlapping exports, an open spell that has ended since, two half days", async () => {
    const header = ["Staff", "Post", "From", "To", "Hours"];
    const small = await ingestSmall({
      absence: {
        profile: {
          recognise: ["Staff", "From"],
          open_ended_years: [4712],
          identifying: ["Staff"],
          tables: {
            absence: {
              set: { kind: "sickness" },
              fields: {
                staff_id: "Staff",
                assignment: "Post",
                first_day: { column: "From", type: "date" },
                last_day: { column: "To", type: "date" },
                hours: { column: "Hours", type: "hours" },
              },
            },
          },
        },
        files: {
          "1.csv": [
            header,
            ["S1", "A", "01/03/2023", "31/12/4712", ""],
            ["S1", "B", "01/03/2023", "31/12/4712", ""], // the same illness, another post
            ["S2", "A", "01/03/2023", "02/03/2023", "7:30"],
            ["S3", "A", "01/03/2023", "01/03/2023", "3:30"],
            ["S3", "A", "01/03/2023", "01/03/2023", "4:00"],
          ],
          "2.csv": [
            header,
            ["S1", "A", "01/03/2023", "14/03/2023", ""],
            ["S2", "A", "01/03/2023", "02/03/2023", "7:30"],
            ["S2", "A", "05/03/2023", "31/12/4712", ""],
          ],
        },
      },
    });
    const [rows] = await small.rows(
      "SELECT count(*) AS n, count(*) FILTER (WHERE last_day IS NULL) AS open FROM w.absence",
    );
    expect(rows).toEqual({ n: 6, open: 2 });
    expect(small.file("1.csv")).toMatchObject({ stored: 3, excluded: 2 });
    expect(small.file("2.csv")).toMatchObject({ stored: 3, excluded: 0 });
  });
});

describe("answers of staff", () => {
  it("are read in words, one record an answer, the later export of a respondent counts, blanks are none", async () => {
    const answer = (item: string, codes: string) => ({
      set: { instrument: codes === "cbi_answer" ? "cbi" : "staff", item },
      fields: {
        respondent_id: "Respondent",
        wave: "Year",
        answer: { column: item, type: "code", codes },
      },
    });
    const header = ["Respondent", "Year", "personal_1", "work_1", "satisfied"];
    const small = await ingestSmall({
      survey: {
        profile: {
          recognise: ["Respondent", "Year"],
          identifying: ["Respondent"],
          tables: {
            workforce_response: [
              answer("personal_1", "cbi_answer"),
              answer("work_1", "cbi_answer"),
              answer("satisfied", "agreement"),
            ],
          },
        },
        files: {
          "1.csv": [
            header,
            ["Q1", "2022-23", "ALWAYS", "to a very high degree", "Strongly agree"],
            ["Q2", "2022-23", "Never/almost never", "", "Prefer not to say"],
            ["Q3", "2022-23", "Sometime soon", "Somewhat", ""],
            ["Q4", "2022-23", "", "", ""],
          ],
          "2.csv": [
            header,
            ["Q1", "2022-23", "Often", "High", "Agree"],
            ["Q1", "2023-24", "Often", "High", "Agree"],
          ],
        },
      },
    });
    const rows = await small.rows(
      "SELECT _row, wave, item, answer FROM w.workforce_response ORDER BY wave, _source, _row, item, answer",
    );
    expect(rows.map((row) => `${row._row} ${row.wave} ${row.item} ${row.answer}`).sort()).toEqual(
      [
        "2 2022-23 personal_1 often",
        "2 2022-23 work_1 high",
        "2 2022-23 satisfied agree",
        "3 2022-23 personal_1 never",
        "4 2022-23 work_1 somewhat",
        "3 2023-24 personal_1 often",
        "3 2023-24 work_1 high",
        "3 2023-24 satisfied agree",
      ].sort(),
    );
    expect(small.file("1.csv")).toMatchObject({ rows: 4, stored: 2, quarantined: 0, excluded: 2 });
    expect(small.issues("1.csv", "VALUE_UNMAPPED")).toBe(1);
    expect(small.issues("1.csv", "ROW_GIVES_NOTHING")).toBe(1);
  });
});

describe("any mess of referrals and contacts (property)", () => {
  const cell = (...values: string[]) => fc.constantFrom(...values);
  const contact = fc.tuple(
    cell("", "K1", "K2", "K3"),
    cell("", NHS[0], NHS[1], NHS[2], "9991001370"),
    cell("", "C0", "C1", "0"),
    cell("", "R0", "R1", "R2", "R9"),
    cell("01/02/2023", "01/06/2023", "31/02/2023", ""),
    cell("10", "20", "ten", ""),
    cell("W1", ""),
  );
  const referral = fc.tuple(
    cell("", NHS[0], NHS[1], NHS[2], "9991001370"),
    cell("", "C0", "C1", "0"),
    cell("", "R0", "R1", "R2"),
    cell("01/02/2023", "01/06/2023", "31/02/2023"),
    cell("S1", ""),
    cell("Male", "F", "?", "x?"),
  );

  it("leaves each row stored, quarantined or excluded: the stored ones are those the warehouse names, and no person opted out is in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(referral, { minLength: 1, maxLength: 12 }),
        fc.array(contact, { minLength: 1, maxLength: 25 }),
        async (someReferrals, someContacts) => {
          // A blank means that nothing was recorded: said here, or a short file would be asked about.
          const small = await ingestSmall(
            {
              referrals: {
                profile: referrals,
                settings: { system: "case", fill_down: [] },
                files: { "r.csv": [referralHeader, ...someReferrals] },
              },
              contacts: {
                profile: contacts,
                settings: { system: "case", fill_down: [] },
                files: { "c.csv": [contactHeader, ...someContacts] },
              },
            },
            { opt_out_file: "opt-out.txt" },
            { "opt-out.txt": `${NHS[2]}\n` },
          );
          const stored = await small.rows(
            "SELECT DISTINCT _source, _row FROM (SELECT _source, _row FROM w.referral UNION ALL SELECT _source, _row FROM w.contact)",
          );
          for (const [name, source, count] of [
            ["r.csv", "referrals", someReferrals.length],
            ["c.csv", "contacts", someContacts.length],
          ] as const) {
            const file = small.file(name);
            expect(file.stored + file.quarantined + file.excluded).toBe(count);
            expect(file.stored).toBe(stored.filter((row) => row._source === source).length);
          }
          const optedOut = new Set(
            someReferrals.filter((row) => row[0] === NHS[2] && row[2] !== "").map((row) => row[2]),
          );
          const left = await small.rows(
            "SELECT referral_key FROM w.referral UNION ALL SELECT referral_key FROM w.contact",
          );
          for (const { referral_key } of left)
            expect(optedOut).not.toContain(String(referral_key).replace("case:", ""));
          const twice = await small.rows(
            "SELECT source_contact_id FROM w.contact WHERE source_contact_id IS NOT NULL GROUP BY ALL HAVING count(*) > 1",
          );
          expect(twice).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});
