import { describe, expect, it } from "vitest";
import { ingestSmall, type SmallProgramme, type SmallSource } from "../small-programme.ts";

const NHS = ["9991001379", "9991004114", "9991006850", "9991009590"] as const;
const identifying = ["NHS", "Client"];
const person = { nhs_number: "NHS", local_id: "Client" };

const referralProfile = {
  recognise: ["NHS", "Ref", "Received"],
  person,
  identifying: [...identifying, "Born"],
  tables: {
    person: { fields: { birth_year: { column: "Born", type: "birth_year" } } },
    referral: {
      fields: {
        source_referral_id: { column: "Ref", required: true },
        received_date: { column: "Received", type: "date", required: true },
        closed_date: { column: "Closed", type: "date" },
      },
    },
  },
} as const;
const contactProfile = {
  recognise: ["Contact", "Ref", "Date"],
  person,
  identifying,
  tables: {
    contact: {
      fields: {
        source_contact_id: "Contact",
        source_referral_id: "Ref",
        date: { column: "Date", type: "date", required: true },
        minutes: { column: "Minutes", type: "integer" },
      },
    },
  },
} as const;
const scoreProfile = {
  recognise: ["NHS", "Stage", "Score"],
  person: { nhs_number: "NHS" },
  identifying: ["NHS"],
  tables: {
    outcome: {
      fields: {
        instrument: { column: "Measure", type: "code", codes: "instrument" },
        stage: { column: "Stage", type: "code", codes: "outcome_stage" },
        date: { column: "Date", type: "date" },
        score: { column: "Score", type: "score" },
        level_recorded: { column: "Level", type: "integer" },
      },
    },
  },
} as const;

const pam = {
  id: "pam",
  name: "PAM",
  short: "PAM",
  decimals: 1,
  range: [0, 100],
  better: "higher",
  pam_cut_points: "2010-style",
};
const ucla = { id: "ucla3", name: "UCLA", short: "UCLA-3", decimals: 0, range: [3, 9], better: "lower" };
const measures = { instruments: [pam, ucla] };

type Lines = readonly (readonly string[])[];
const referrals = (...lines: Lines): Record<string, SmallSource> => ({
  referrals: {
    profile: referralProfile,
    settings: { system: "case" },
    files: { "r.csv": [["NHS", "Client", "Ref", "Received", "Closed", "Born"], ...lines] },
  },
});
const contacts = (files: Readonly<Record<string, Lines>>): Record<string, SmallSource> => ({
  contacts: {
    profile: contactProfile,
    settings: { system: "case" },
    files: Object.fromEntries(
      Object.entries(files).map(([name, lines]) => [
        name,
        [["Contact", "NHS", "Client", "Ref", "Date", "Minutes"], ...lines],
      ]),
    ),
  },
});
const scores = (...lines: Lines): Record<string, SmallSource> => ({
  scores: {
    profile: scoreProfile,
    files: { "s.csv": [["NHS", "Measure", "Stage", "Date", "Score", "Level"], ...lines] },
  },
});

/** Rows of a file found with a rule. */
const rowsWith = (small: SmallProgramme, file: string, code: string): [rows: number, first: number] => {
  const issue = small.report.issues.find((one) => one.file.endsWith(`/${file}`) && one.code === code);
  return [issue?.rows ?? 0, issue?.first_row ?? 0];
};

describe("dates of a referral and its records", () => {
  it("warn of a contact more than 30 days before its referral, and of a closing before the receipt", async () => {
    const small = await ingestSmall({
      ...referrals(
        [NHS[0], "C0", "R0", "01/06/2023", "01/06/2023", ""],
        [NHS[1], "C1", "R1", "01/06/2023", "31/05/2023", ""], // closed the day before
      ),
      ...contacts({
        "c.csv": [
          ["K1", "", "", "R0", "02/05/2023", "10"], // 30 days before
          ["K2", "", "", "R0", "01/05/2023", "10"], // 31 days before
          ["K3", "", "", "R0", "01/12/2023", "10"],
        ],
      }),
    });
    expect(rowsWith(small, "c.csv", "RECORD_BEFORE_REFERRAL")).toEqual([1, 3]);
    expect(rowsWith(small, "r.csv", "CLOSED_BEFORE_RECEIVED")).toEqual([1, 3]);
    expect(small.file("c.csv").stored).toBe(3);
    expect(small.file("r.csv").stored).toBe(2);
  });

  it("take a record dated after the data date, and one before the earliest date", async () => {
    const small = await ingestSmall(
      contacts({
        "c.csv": [
          ["K1", NHS[0], "", "", "31/12/2023", "10"], // the data date itself
          ["K2", NHS[0], "", "", "01/01/2024", "10"],
          ["K3", NHS[0], "", "", "31/12/2014", "10"],
        ],
      }),
    );
    expect(rowsWith(small, "c.csv", "DATE_IMPLAUSIBLE")).toEqual([2, 3]);
    expect(small.file("c.csv")).toMatchObject({ stored: 1, quarantined: 2 });
  });
});

describe("an age that cannot be", () => {
  it("counts as not known, with a warning on the referral; 110 years and a birth in the year of referral stand", async () => {
    const small = await ingestSmall(
      referrals(
        [NHS[0], "C0", "R0", "01/06/2023", "", "01/01/1913"], // 110
        [NHS[1], "C1", "R1", "01/06/2023", "", "01/01/1912"], // 111
        [NHS[2], "C2", "R2", "01/06/2023", "", "2023"],
        [NHS[3], "C3", "R3", "01/06/2022", "", "2023"],
        ["", "C4", "R4", "01/06/2022", "", ""],
      ),
    );
    const rows = await small.rows(
      "SELECT p.birth_year FROM w.referral AS r JOIN w.person AS p USING (person_key) ORDER BY r._row",
    );
    expect(rows.map((row) => row.birth_year)).toEqual([1913, null, 2023, null, null]);
    expect(rowsWith(small, "r.csv", "AGE_IMPLAUSIBLE")).toEqual([2, 3]);
    expect(small.file("r.csv").stored).toBe(5);
  });
});

describe("PAM levels beside their scores", () => {
  const score = (k: number, value: string, level: string) => [
    `${NHS[k]}`,
    "pam",
    "Baseline",
    "01/02/2023",
    value,
    level,
  ];

  it("warn where a level is not that of the score under the declared cut points", async () => {
    const small = await ingestSmall(
      scores(score(0, "67.0", "3"), score(1, "67.1", "4"), score(2, "47.1", "1"), score(3, "50", "")),
      measures,
    );
    expect(rowsWith(small, "s.csv", "PAM_LEVEL_DIFFERS")).toEqual([1, 4]);
    expect(rowsWith(small, "s.csv", "PAM_LEVELS_OTHER_SET")[0]).toBe(0);
  });

  it("say so where a file fits the other set better, whichever is declared", async () => {
    const lines = [score(0, "70", "3"), score(1, "72.4", "3"), score(2, "80", "4"), score(3, "20", "2")];
    const old = await ingestSmall(scores(...lines), measures);
    expect(rowsWith(old, "s.csv", "PAM_LEVELS_OTHER_SET")).toEqual([2, 2]);
    expect(rowsWith(old, "s.csv", "PAM_LEVEL_DIFFERS")).toEqual([1, 5]);
    const fresh = await ingestSmall(scores(...lines), {
      instruments: [{ ...pam, pam_cut_points: "72.5-style" }],
    });
    expect(rowsWith(fresh, "s.csv", "PAM_LEVELS_OTHER_SET")[0]).toBe(0);
    expect(rowsWith(fresh, "s.csv", "PAM_LEVEL_DIFFERS")).toEqual([1, 5]);
    const swapped = await ingestSmall(scores(score(0, "70", "4"), score(1, "70", "4"), score(2, "70", "3")), {
      instruments: [{ ...pam, pam_cut_points: "72.5-style" }],
    });
    expect(rowsWith(swapped, "s.csv", "PAM_LEVELS_OTHER_SET")).toEqual([2, 2]);
  });
});

describe("scores of one person over time", () => {
  it("warn of a follow-up before every baseline, one without a baseline, and a second baseline", async () => {
    const small = await ingestSmall(
      scores(
        [NHS[0], "pam", "Baseline", "01/03/2023", "50", ""],
        [NHS[0], "pam", "Follow-up", "28/02/2023", "55", ""], // row 3: before it
        [NHS[0], "pam", "Follow-up", "01/03/2023", "55", ""], // the same day
        [NHS[1], "pam", "Follow-up", "01/06/2023", "55", ""], // row 5: no baseline
        [NHS[1], "ucla3", "Baseline", "01/03/2023", "5", ""], // of another measure
        [NHS[2], "pam", "Baseline", "01/03/2021", "50", ""], // before the window
        [NHS[2], "pam", "Baseline", "01/03/2023", "50", ""], // the first in the window
        [NHS[2], "pam", "Baseline", "01/02/2023", "40", ""], // earlier, though further down: the one that counts
        [NHS[2], "pam", "Follow-up", "01/05/2023", "55", ""],
        [NHS[3], "pam", "Baseline", "01/03/2023", "50", ""],
        [NHS[3], "pam", "Baseline", "01/03/2021", "50", ""],
      ),
      measures,
    );
    expect(rowsWith(small, "s.csv", "FOLLOW_UP_PRECEDES_BASELINE")).toEqual([1, 3]);
    expect(rowsWith(small, "s.csv", "FOLLOW_UP_WITHOUT_BASELINE")).toEqual([1, 5]);
    expect(rowsWith(small, "s.csv", "SEVERAL_BASELINES")).toEqual([1, 8]);
    expect(small.file("s.csv").stored).toBe(11);
  });

  it("warn of a jump of half the scale since the nearest baseline, but for short scales", async () => {
    const small = await ingestSmall(
      scores(
        [NHS[0], "pam", "Baseline", "01/03/2023", "30", ""],
        [NHS[0], "pam", "Follow-up", "01/06/2023", "79.9", ""], // 49.9
        [NHS[0], "pam", "Follow-up", "01/07/2023", "80", ""], // row 4: 50
        [NHS[1], "pam", "Baseline", "01/02/2023", "90", ""],
        [NHS[1], "pam", "Baseline", "01/03/2023", "60", ""],
        [NHS[1], "pam", "Follow-up", "01/06/2023", "30", ""], // 30 from the nearest
        [NHS[2], "ucla3", "Baseline", "01/03/2023", "9", ""],
        [NHS[2], "ucla3", "Follow-up", "01/06/2023", "3", ""], // from end to end
        [NHS[3], "pam", "Baseline", "01/03/2023", "80", ""],
        [NHS[3], "pam", "Follow-up", "01/06/2023", "20", ""], // row 11: 60 down
      ),
      measures,
    );
    expect(rowsWith(small, "s.csv", "CHANGE_LARGE")).toEqual([2, 4]);
  });

  it("warn of a jump within one row without dates", async () => {
    const small = await ingestSmall(
      {
        scores: {
          profile: {
            recognise: ["NHS", "Before", "After"],
            person: { nhs_number: "NHS" },
            identifying: ["NHS"],
            tables: {
              outcome: ["Before", "After"].map((column, k) => ({
                set: { instrument: "pam", stage: k === 0 ? "baseline" : "follow_up" },
                fields: { score: { column, type: "score" } },
              })),
            },
          },
          files: {
            "s.csv": [
              ["NHS", "Before", "After"],
              [NHS[0], "20", "69.9"],
              [NHS[1], "70", "20"],
            ],
          },
        },
      },
      measures,
    );
    expect(rowsWith(small, "s.csv", "CHANGE_LARGE")).toEqual([1, 3]);
  });
});

describe("answers that are all the same", () => {
  it("warn at the ends of a sum of seven items, and not of three", async () => {
    const items = (count: number, name: string) => Array.from({ length: count }, (_, k) => `${name}${k + 1}`);
    const seven = items(7, "s");
    const three = items(3, "u");
    const outcome = (instrument: string, sum: readonly string[], convert?: string) => ({
      set: { instrument, stage: "baseline" },
      fields: { score: { sum, type: "score", ...(convert === undefined ? {} : { convert }) } },
    });
    const small = await ingestSmall(
      {
        survey: {
          profile: {
            recognise: ["NHS", "s1", "u1"],
            person: { nhs_number: "NHS" },
            identifying: ["NHS"],
            tables: { outcome: [outcome("swemwbs", seven, "swemwbs"), outcome("ucla3", three)] },
          },
          files: {
            "s.csv": [
              ["NHS", ...seven, ...three],
              [NHS[0], "1", "1", "1", "1", "1", "1", "1", "1", "1", "1"],
              [NHS[1], "5", "5", "5", "5", "5", "5", "5", "3", "3", "3"],
              [NHS[2], "5", "5", "5", "5", "5", "5", "4", "2", "2", "2"],
              [NHS[3], "3", "3", "3", "3", "3", "3", "3", "2", "2", "2"],
            ],
          },
        },
      },
      {
        instruments: [
          ucla,
          {
            id: "swemwbs",
            name: "SWEMWBS",
            short: "SWEMWBS",
            decimals: 2,
            range: [7, 35],
            better: "higher",
          },
        ],
      },
    );
    expect(rowsWith(small, "s.csv", "ANSWERS_ALL_EXTREME")).toEqual([2, 2]);
    expect(small.file("s.csv").stored).toBe(4);
  });

  it("warn where a respondent ticks the same for every burnout item, though one is the other way round", async () => {
    const items = [
      ...Array.from({ length: 6 }, (_, k) => `personal_${k + 1}`),
      ...Array.from({ length: 7 }, (_, k) => `work_${k + 1}`),
    ];
    const line = (id: string, answer: (item: string) => string) => [id, "2023", ...items.map(answer)];
    const degree = (item: string) => /work_[123]/.test(item);
    const small = await ingestSmall({
      survey: {
        profile: {
          recognise: ["Respondent", "Round"],
          identifying: ["Respondent"],
          tables: {
            workforce_response: items.map((item) => ({
              set: { instrument: "cbi", item },
              fields: {
                respondent_id: "Respondent",
                wave: "Round",
                answer: { column: item, type: "code", codes: "cbi_answer" },
              },
            })),
          },
        },
        files: {
          "s.csv": [
            ["Respondent", "Round", ...items],
            line("Q1", (item) => (degree(item) ? "Very high" : "Always")), // row 2: contradicts itself
            line("Q2", (item) => (degree(item) ? "Very high" : item === "work_7" ? "Never" : "Always")),
            line("Q3", (item) => (degree(item) ? "Somewhat" : "Sometimes")), // the middle turned round is the middle
            line("Q4", (item) => (item === "work_7" ? "" : degree(item) ? "Low" : "Seldom")), // that item is blank
            line("Q5", (item) => (item.startsWith("personal") ? "" : degree(item) ? "Low" : "Seldom")), // seven answers
          ],
        },
      },
    });
    expect(rowsWith(small, "s.csv", "ANSWERS_ALL_SAME")).toEqual([1, 2]);
  });
});

describe("referrals, people and orphans", () => {
  it("note people with several referrals, which are no fault", async () => {
    const small = await ingestSmall(
      referrals(
        [NHS[0], "C0", "R0", "01/06/2023", "", ""],
        [NHS[0], "C0", "R1", "01/09/2023", "", ""],
        [NHS[1], "C1", "R2", "01/09/2023", "", ""],
      ),
    );
    expect(small.file("r.csv").decisions).toContain(
      "1 person has more than one referral (2 in all): counts of referrals count each, counts of people count each person once.",
    );
    expect(small.report.issues).toEqual([]);
    const one = await ingestSmall(referrals([NHS[1], "C1", "R2", "01/09/2023", "", ""]));
    expect(one.file("r.csv").decisions.join()).not.toContain("more than one referral");
  });

  it("warn of contacts of people without any referral, who are stored", async () => {
    const small = await ingestSmall({
      ...referrals([NHS[0], "C0", "R0", "01/06/2023", "", ""]),
      ...contacts({
        "c.csv": [
          ["K1", NHS[0], "", "", "05/06/2023", "10"],
          ["K2", NHS[1], "", "", "05/06/2023", "10"], // a person of no export
          ["K3", "", "C9", "", "05/06/2023", "10"], // the same, by a local number
          ["K4", NHS[0], "", "", "02/05/2023", "10"], // 30 days before: belongs
          ["K5", NHS[0], "", "", "01/05/2023", "10"], // 31 days before: does not
        ],
      }),
    });
    expect(rowsWith(small, "c.csv", "RECORD_WITHOUT_REFERRAL")).toEqual([3, 3]);
    expect(small.file("c.csv").stored).toBe(5);
  });

  it("leave out who opted out, however their NHS number is written", async () => {
    const spaced = `${NHS[1].slice(0, 3)} ${NHS[1].slice(3, 6)} ${NHS[1].slice(6)}`;
    const small = await ingestSmall(
      referrals(
        [NHS[0], "C0", "R0", "01/06/2023", "", ""],
        [spaced, "C1", "R1", "01/06/2023", "", ""],
        [`${NHS[1]}.0`, "C1", "R2", "01/06/2023", "", ""],
        [NHS[1].replace(/^(...)(...)/, "$1-$2-"), "C7", "R3", "01/06/2023", "", ""],
      ),
      { opt_out_file: "opt-out.txt" },
      { "opt-out.txt": `${NHS[1]}\r\n` },
    );
    expect(rowsWith(small, "r.csv", "OPTED_OUT")).toEqual([3, 3]);
    expect(small.file("r.csv")).toMatchObject({ stored: 1, quarantined: 0, excluded: 3 });
  });
});

describe("files that repeat each other", () => {
  const lines: Lines = [
    ["K1", NHS[0], "", "", "05/06/2023", "10"],
    ["K2", NHS[1], "", "", "05/06/2023", "10"],
  ];

  it("update a record that a later export holds again, and never double it", async () => {
    const small = await ingestSmall(
      contacts({
        "1.csv": lines,
        "2.csv": [
          ["K2", NHS[1], "", "", "05/06/2023", "25"], // corrected since
          ["K3", NHS[1], "", "", "06/06/2023", "10"],
        ],
      }),
    );
    const rows = await small.rows("SELECT source_contact_id AS id, minutes FROM w.contact ORDER BY id");
    expect(rows).toEqual([
      { id: "K1", minutes: 10 },
      { id: "K2", minutes: 25 },
      { id: "K3", minutes: 10 },
    ]);
    expect(rowsWith(small, "1.csv", "DUPLICATE")).toEqual([1, 3]);
    expect(small.file("1.csv")).toMatchObject({ stored: 1, excluded: 1 });
  });

  it("are read once where they are the same byte for byte, which the report says", async () => {
    const small = await ingestSmall(
      contacts({ "1.csv": lines, "2.csv": lines, "3.csv": [...lines].reverse() }),
    );
    expect(small.report.files.map((file) => file.file)).toEqual([
      "exports/contacts/1.csv",
      "exports/contacts/3.csv",
    ]);
    expect(small.file("1.csv").decisions).toContain(
      "exports/contacts/2.csv is the same file, byte for byte: it was read once.",
    );
    const [n] = await small.rows("SELECT count(*) AS n FROM w.contact");
    expect(n).toEqual({ n: 2 });
  });

  it("are warned of under two sources that give the same kind of records", async () => {
    const one = {
      profile: contactProfile,
      files: { "c.csv": [["Contact", "NHS", "Client", "Ref", "Date", "Minutes"], ...lines] },
    };
    const referralsToo = {
      profile: {
        recognise: ["Contact", "Ref", "Date"],
        person,
        identifying,
        tables: { referral: { fields: { received_date: { column: "Date", type: "date" } } } },
      },
      files: one.files,
    };
    const small = await ingestSmall({ a: one, b: one, c: referralsToo });
    const found = small.report.issues.filter(({ code }) => code === "FILE_UNDER_TWO_SOURCES");
    expect(found.map(({ source, rows }) => [source, rows])).toEqual([["b", 2]]);
    const notes = small.report.files.map(({ decisions }) =>
      decisions.filter((line) => line.includes("byte for byte")),
    );
    expect(notes.map((lines) => lines.length)).toEqual([0, 1, 2]);
    expect(notes[1]).toEqual([
      'exports/a/c.csv of source "a" is the same file, byte for byte: it was read for both sources.',
    ]);
  });
});
