import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { read, utils, write } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { openDatabase, sqlText } from "../../src/warehouse/database.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";
import { ingestSmall, writeSmallProgramme } from "../small-programme.ts";

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
const instruments = [pam];
const person = { nhs_number: "NHS", local_id: "Client" };
const identifying = ["NHS", "Client"];
const received = { column: "Received", type: "date" };
const referral = {
  recognise: ["NHS", "Received"],
  person,
  identifying,
  tables: { referral: { fields: { received_date: received } } },
} as const;
const provided = {
  ...referral,
  tables: { referral: { fields: { received_date: received, status: { column: "Status", type: "text" } } } },
};
const header = ["NHS", "Client", "Received", "Status"];
const visit = {
  recognise: ["Client", "Day"],
  person: { local_id: "Client" },
  identifying: ["Client"],
};
const visits = (minutes: object) => ({
  ...visit,
  tables: {
    contact: {
      fields: { date: { column: "Day", type: "date" }, minutes: { column: "Minutes", ...minutes } },
    },
  },
});

describe("rows are neither lost nor doubled", () => {
  it("of two sheets of one workbook that two sources read, without numbers of referrals", async () => {
    const folder = temporaryFolder();
    const book = utils.book_new();
    const sheet = (name: string, first: number) =>
      utils.book_append_sheet(
        book,
        utils.aoa_to_sheet([
          header,
          [NHS[first], `A${first}`, "01/02/2023", name],
          [NHS[first + 1], `A${first + 1}`, "02/02/2023", name],
        ]),
        name,
      );
    sheet("North", 0);
    sheet("South", 2);
    mkdirSync(join(folder, "exports"));
    writeFileSync(join(folder, "exports/both.xlsx"), write(book, { type: "buffer", bookType: "xlsx" }));
    const source = (id: string, name: string) => ({
      id,
      file: "exports/both.xlsx",
      mapping: { ...provided, kind: "workbook", sheet: name },
    });
    writeFileSync(
      join(folder, "programme.yaml"),
      stringify({
        id: "small",
        name: "A programme of a test",
        synthetic: true,
        window: { from: "2022-01-01", to: "2023-12-31" },
        data_date: "2023-12-31",
        dates: { order: "dmy" },
        sources: [source("north", "North"), source("south", "South")],
      }),
    );
    const report = await ingestFolder(folder);
    expect(report.files.map(({ rows, stored }) => [rows, stored])).toEqual([
      [2, 2],
      [2, 2],
    ]);
    expect(report.issues.map(({ code }) => code)).not.toContain("FILE_UNDER_TWO_SOURCES");
    const database = await openWarehouse(folder);
    expect(await database.rows("SELECT count(*) AS n FROM w.referral")).toEqual([{ n: 4 }]);
    database.close();
  });

  it("of referrals without numbers in overlapping exports, and what hangs on them", async () => {
    const profile = {
      ...referral,
      tables: {
        referral: { fields: { received_date: received, status: { column: "Status", type: "text" } } },
        contact: { requires: ["Visit"], fields: { date: { column: "Visit", type: "date" } } },
      },
    };
    const head = [...header, "Visit"];
    const small = await ingestSmall({
      list: {
        profile,
        files: {
          "2023-02.csv": [
            head,
            [NHS[0], "A1", "01/02/2023", "Open", "05/02/2023"],
            [NHS[1], "A2", "01/02/2023", "Open", ""],
            [NHS[1], "A2", "01/02/2023", "Open", ""], // twice in one file: two
          ],
          "2023-03.csv": [
            head,
            [NHS[2], "A3", "01/03/2023", "Open", ""],
            [NHS[0], "A1", "01/02/2023", "Closed", "05/02/2023"],
            [NHS[1], "A2", "01/02/2023", "Open", ""],
            [NHS[1], "A2", "01/02/2023", "Open", ""],
          ],
        },
      },
    });
    expect(await small.rows("SELECT status, count(*) AS n FROM w.referral GROUP BY ALL ORDER BY 1")).toEqual([
      { status: "Closed", n: 1 },
      { status: "Open", n: 3 },
    ]);
    expect(
      await small.rows(
        "SELECT count(*) AS n, count(r.referral_key) AS tied FROM w.contact AS c LEFT JOIN w.referral AS r USING (referral_key)",
      ),
    ).toEqual([{ n: 1, tied: 1 }]);
    expect(small.file("2023-02.csv")).toMatchObject({ rows: 3, stored: 0, quarantined: 0, excluded: 3 });
  });

  it("of scores without a date in overlapping exports", async () => {
    const stage = (name: string, column: string) => ({
      set: { instrument: "pam", stage: name },
      requires: [column],
      fields: { score: { column, type: "score" } },
    });
    const outcome = [stage("baseline", "Before"), stage("follow_up", "After")];
    const numbered = {
      recognise: ["NHS", "Ref"],
      person,
      identifying,
      tables: { referral: { fields: { source_referral_id: "Ref", received_date: received } }, outcome },
    };
    const alone = { recognise: ["NHS", "Before"], person, identifying, tables: { outcome } };
    const small = await ingestSmall(
      {
        numbered: {
          profile: numbered,
          files: {
            "n1.csv": [
              ["NHS", "Client", "Ref", "Received", "Before", "After"],
              [NHS[0], "A1", "R1", "01/02/2023", "40", ""],
            ],
            "n2.csv": [
              ["NHS", "Client", "Ref", "Received", "Before", "After"],
              [NHS[0], "A1", "R1", "01/02/2023", "41", "50"], // corrected since
            ],
          },
        },
        alone: {
          profile: alone,
          files: {
            "a1.csv": [
              ["NHS", "Client", "Before", "After"],
              [NHS[1], "A2", "30", ""],
              [NHS[2], "A3", "20", ""],
              [NHS[2], "A3", "20", ""], // twice in one file: two
            ],
            "a2.csv": [
              ["NHS", "Client", "Before", "After"],
              [NHS[2], "A3", "20", ""],
              [NHS[1], "A2", "30", "35"],
              [NHS[2], "A3", "20", ""],
            ],
          },
        },
      },
      { instruments },
    );
    expect(await small.rows("SELECT stage, score FROM w.outcome ORDER BY 1, 2")).toEqual([
      { stage: "baseline", score: 200 },
      { stage: "baseline", score: 200 },
      { stage: "baseline", score: 300 },
      { stage: "baseline", score: 410 },
      { stage: "follow_up", score: 350 },
      { stage: "follow_up", score: 500 },
    ]);
    // A score after belongs to the score before of the same row.
    expect(
      await small.rows(
        "SELECT count(*) AS n FROM w.outcome AS a JOIN w.outcome AS b USING (person_key, record_key) WHERE a.stage = 'follow_up' AND b.stage = 'baseline'",
      ),
    ).toEqual([{ n: 2 }]);
  });

  it("of a referral that one row gives twice", async () => {
    const part = (column: string) => ({
      requires: [column],
      fields: { source_referral_id: "Ref", received_date: { column, type: "date" } },
    });
    const profile = (number: boolean) => ({
      recognise: ["NHS", "Ref"],
      person,
      identifying,
      tables: {
        referral: ["First", "Second"].map((column) =>
          number ? part(column) : { requires: [column], fields: { received_date: { column, type: "date" } } },
        ),
        contact: { fields: { source_referral_id: "Ref", date: { column: "Visit", type: "date" } } },
      },
    });
    const lines = [
      ["NHS", "Client", "Ref", "First", "Second", "Visit"],
      [NHS[0], "A1", "R1", "01/02/2023", "01/03/2023", "05/03/2023"],
    ];
    for (const [number, referrals] of [
      [true, 1],
      [false, 2],
    ] as const) {
      const small = await ingestSmall({ list: { profile: profile(number), files: { "l.csv": lines } } });
      expect(await small.rows("SELECT count(*) AS n FROM w.referral")).toEqual([{ n: referrals }]);
      expect(await small.rows("SELECT count(*) AS n FROM w.contact")).toEqual([{ n: 1 }]);
    }
  });

  it("of practices' patients: of two days the later one, of one day all parts", async () => {
    const head = ["Practice", "Patients", "Day"];
    const small = await ingestSmall({
      patients: {
        profile: {
          recognise: ["Practice", "Patients"],
          tables: {
            area_list_size: {
              fields: {
                practice: "Practice",
                registered_patients: { column: "Patients", type: "integer" },
                extract_date: { column: "Day", type: "date" },
              },
            },
          },
        },
        settings: { published: true },
        files: {
          "april.csv": [head, ["P1", "1000", "01/04/2023"], ["P2", "70", "01/04/2023"]],
          "july-men.csv": [head, ["P1", "500", "01/07/2023"]],
          "july-women.csv": [head, ["P1", "600", "01/07/2023"]],
        },
      },
    });
    expect(
      await small.rows("SELECT practice, registered_patients AS n FROM w.area_list_size ORDER BY 1"),
    ).toEqual([
      { practice: "P1", n: 1100 },
      { practice: "P2", n: 70 },
    ]);
    expect(small.file("april.csv")).toMatchObject({ rows: 2, stored: 1, excluded: 1 });
  });
});

describe("nothing is guessed", () => {
  it("where a whole number is too large for its column, and its text is in no message", async () => {
    const small = await ingestSmall({
      visits: {
        profile: visits({ type: "integer" }),
        files: {
          "v.csv": [
            ["Client", "Day", "Minutes"],
            ["A1", "01/02/2023", NHS[0]],
            ["A2", "01/02/2023", "2147483648"],
            ["A3", "01/02/2023", "30"],
          ],
        },
      },
    });
    expect(small.issues("v.csv", "NUMBER_UNREADABLE")).toBe(2);
    expect(JSON.stringify(small.report)).not.toContain(NHS[0]);
    expect(await small.rows("SELECT minutes FROM w.contact")).toEqual([{ minutes: 30 }]);
  });

  it("where a fraction would have to be rounded", async () => {
    const small = await ingestSmall({
      visits: {
        profile: visits({ type: "decimal" }),
        files: {
          "v.csv": [
            ["Client", "Day", "Minutes"],
            ["A1", "01/02/2023", "30.5"],
            ["A2", "01/02/2023", "30.0"],
          ],
        },
      },
    });
    expect(small.issues("v.csv", "NUMBER_UNREADABLE")).toBe(1);
    expect(await small.rows("SELECT minutes FROM w.contact")).toEqual([{ minutes: 30 }]);
  });

  it.each(["text", "date", "flag"])("where whole numbers are to be read as %s", async (type) => {
    const lines = [
      ["Client", "Day", "Minutes"],
      ["A1", "01/02/2023", "secret"],
    ];
    await expect(
      ingestSmall({ visits: { profile: visits({ type }), files: { "v.csv": lines } } }),
    ).rejects.toMatchObject({ code: "PROFILE_TYPE_WRONG", message: expect.not.stringContaining("secret") });
  });

  it("where a column's name is written with other characters of the same look", async () => {
    const small = await ingestSmall({
      list: {
        profile: {
          ...referral,
          recognise: ["NHS", "Café day"],
          tables: { referral: { fields: { received_date: { column: "Café day", type: "date" } } } },
        },
        files: {
          "l.csv": [
            ["NHS", "Client", "CAFÉ\u00a0Day".normalize("NFD")],
            [NHS[0], "A1", "01/02/2023"],
          ],
        },
      },
    });
    expect(await small.rows("SELECT received_date AS day FROM w.referral")).toEqual([{ day: "2023-02-01" }]);
  });
});

describe("rows of people who opted out", () => {
  it("are not kept and not shown where something is wrong with them, however they are named", async () => {
    const folder = writeSmallProgramme(
      {
        a: {
          profile: visits({ type: "integer" }),
          settings: { system: "x" },
          files: {
            "a.csv": [
              ["Client", "Day", "Minutes"],
              ["A1", "01/02/2023", "7777x"], // by a number that the next file knows
              ["A2", "01/02/2023", "8888x"],
            ],
          },
        },
        b: {
          profile: {
            ...referral,
            tables: { referral: { fields: { received_date: received, tier: "Tier" } } },
          },
          settings: { system: "x" },
          files: {
            "b.csv": [
              ["NHS", "Client", "Received", "Tier"],
              [NHS[0], "A1", "99/02/2023", "7"],
              [NHS[1], "A2", "01/02/2023", "2"],
            ],
          },
        },
      },
      { opt_out_file: "opt-out.txt" },
    );
    mkdirSync(dirname(join(folder, "opt-out.txt")), { recursive: true });
    writeFileSync(join(folder, "opt-out.txt"), `${NHS[0]}\n`);
    for (const report of [await ingestFolder(folder), await ingestFolder(folder)]) {
      expect(
        report.files.map(({ stored, quarantined, excluded }) => [stored, quarantined, excluded]),
      ).toEqual([
        [0, 1, 1],
        [1, 0, 1],
      ]);
      const found = JSON.stringify(report.issues);
      expect(found).toContain("8888x");
      expect(found).not.toMatch(/7777x|99\/02/);
      const quarantine = join(folder, ".what-matters/quarantine");
      expect(readdirSync(quarantine)).toHaveLength(1);
      expect(report.files[0]?.quarantine).toMatchObject({ listed: 1, rows: 1 });
      const sheets = readdirSync(quarantine).map((name) => read(readFileSync(join(quarantine, name))).Sheets);
      expect(JSON.stringify(sheets)).toContain("8888x");
      expect(JSON.stringify(sheets)).not.toMatch(/7777x|99\/02/);
    }
    const state = join(folder, ".what-matters/read");
    const database = await openDatabase();
    const kept = await Promise.all(
      readdirSync(state).flatMap((name) =>
        readdirSync(join(state, name))
          .filter((part) => part.endsWith(".parquet"))
          .map((part) => database.rows(`SELECT * FROM read_parquet(${sqlText(join(state, name, part))})`)),
      ),
    );
    database.close();
    expect(JSON.stringify(kept)).not.toMatch(/7777x|99\/02/);
    const opted = kept.flat().filter((row) => row._opted === true);
    expect(opted).toHaveLength(2);
    for (const row of opted)
      for (const [name, value] of Object.entries(row)) if (/^[fr]\d+$/.test(name)) expect(value).toBeNull();
  });
});
