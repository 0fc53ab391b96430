import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { memoryFull } from "../../loaders/memory-full.ts";
import { parseYaml } from "../../src/model/parse-yaml.ts";
import { openDatabase, sqlText } from "../../src/warehouse/database.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";
import { ingestSmall, type SmallProgramme } from "../small-programme.ts";

const NHS = ["9991001379", "9991004114", "9991006850"] as const;
const received = { column: "Received", type: "date" };
const list = {
  recognise: ["NHS", "Received"],
  person: { nhs_number: "NHS", local_id: "Client" },
  identifying: ["NHS", "Client"],
  tables: { referral: { fields: { received_date: received, status: { column: "Status", type: "text" } } } },
};
const header = ["NHS", "Client", "Received", "Status"];
const fates = ({ report }: SmallProgramme) =>
  report.files.map(({ rows, stored, quarantined, excluded }) => [rows, stored, quarantined, excluded]);

describe("a record stands once", () => {
  it("where two sources read the same overlapping exports, whose referrals have no numbers", async () => {
    const source = {
      profile: {
        ...list,
        tables: {
          referral: { fields: { received_date: received } },
          contact: { requires: ["Visit"], fields: { date: { column: "Visit", type: "date" } } },
        },
      },
      settings: { system: "one" },
      files: {
        "1.csv": [
          ["NHS", "Client", "Received", "Visit"],
          [NHS[0], "A1", "01/02/2023", "05/02/2023"],
        ],
        "2.csv": [
          ["NHS", "Client", "Received", "Visit"],
          [NHS[1], "A2", "03/02/2023", ""],
          [NHS[0], "A1", "01/02/2023", "06/02/2023"],
        ],
      },
    };
    const small = await ingestSmall({ a: source, b: source });
    expect(await small.rows("SELECT date FROM w.contact ORDER BY date")).toEqual([
      { date: "2023-02-05" },
      { date: "2023-02-06" },
    ]);
    expect(await small.rows("SELECT count(*) AS n FROM w.referral")).toEqual([{ n: 2 }]);
  });

  it("and is not taken for another system's, whatever signs a system's name holds", async () => {
    const source = (system: string, client: string, ref: string) => ({
      profile: {
        recognise: ["Client", "Received"],
        person: { local_id: "Client" },
        identifying: ["Client"],
        tables: { referral: { fields: { source_referral_id: "Ref", received_date: received } } },
      },
      settings: { system },
      files: {
        "l.csv": [
          ["Client", "Ref", "Received"],
          [client, ref, "01/02/2023"],
        ],
      },
    });
    const small = await ingestSmall({ a: source("hub", "1:7", "1:R1"), b: source("hub:1", "7", "R1") });
    expect(
      await small.rows(
        "SELECT count(DISTINCT referral_key) AS n, count(DISTINCT person_key) AS people FROM w.referral",
      ),
    ).toEqual([{ n: 2, people: 2 }]);
  });
});

describe("white space that nobody sees", () => {
  const spellings = ["A1", "A1\n", "A1\u200b", "\ufeffA1", "A1\u2003", "\u00a0A1\t"];

  it("makes no two people of one, and hides nobody who opted out", async () => {
    const lines = [
      header,
      [NHS[0], "A1", "01/02/2023", "Open"],
      ...spellings.map((client, k) => ["", client, `0${k + 1}/03/2023`, "Open"]),
    ];
    const source = { profile: list, files: { "l.csv": lines } };
    const small = await ingestSmall({ list: source });
    expect(
      await small.rows("SELECT count(*) AS n, count(DISTINCT person_key) AS people FROM w.referral"),
    ).toEqual([{ n: 7, people: 1 }]);
    const opted = await ingestSmall({ list: source }, { opt_out_file: "out.txt" }, { "out.txt": NHS[0] });
    expect(fates(opted)).toEqual([[7, 0, 0, 7]]);
  });

  it("takes no row out that is to be kept", async () => {
    const small = await ingestSmall({
      list: {
        profile: { ...list, where: { Status: ["Keep"] } },
        files: {
          "l.csv": [
            header,
            [NHS[0], "A1", "01/02/2023", "Keep\u00a0"],
            [NHS[1], "A2", "01/02/2023", "\tKeep\n"],
            [NHS[2], "A3", "01/02/2023", "Other"],
          ],
        },
      },
    });
    expect(fates(small)).toEqual([[3, 2, 0, 1]]);
  });

  it("is found in a long file as in short ones, wherever it stands", async () => {
    const all = 100_000;
    const odd = new Map([
      [90_001, "Open\u2003"],
      [90_002, `N/A${" ".repeat(40)}`],
      [90_003, "\u200bnull"],
      [90_004, "Open\r"],
    ]);
    const rows = Array.from({ length: all }, (_, k) => [`C${k}`, "14/02/2023", odd.get(k) ?? "Open"]);
    const profile = {
      ...list,
      recognise: ["Client", "Received"],
      person: { local_id: "Client" },
      missing: ["N/A", "null"],
    };
    const head = ["Client", "Received", "Status"];
    const long = await ingestSmall({ list: { profile, files: { "1.csv": [head, ...rows] } } });
    const short = await ingestSmall({
      list: {
        profile,
        files: { "1.csv": [head, ...rows.slice(0, 60_000)], "2.csv": [head, ...rows.slice(60_000)] },
      },
    });
    for (const small of [long, short]) {
      expect(
        await small.rows("SELECT status, count(*) AS n FROM w.referral GROUP BY ALL ORDER BY 2"),
      ).toEqual([
        { status: null, n: 2 },
        { status: "Open", n: all - 2 },
      ]);
      const coded = small.report.files.flatMap(({ completeness }) =>
        completeness.filter(({ column }) => column === "Status").map(({ codedMissing }) => codedMissing),
      );
      expect(coded.reduce((sum, n) => sum + n, 0)).toBe(2);
    }
  }, 120_000);
});

describe("rows of people who opted out", () => {
  it("are left out where only another row of theirs names the same unknown referral", async () => {
    const small = await ingestSmall(
      {
        visits: {
          profile: {
            recognise: ["Client", "Day"],
            person: { local_id: "Client" },
            identifying: ["Client"],
            tables: {
              contact: { fields: { source_referral_id: "Ref", date: { column: "Day", type: "date" } } },
            },
          },
          settings: { system: "one" },
          files: {
            "v.csv": [
              ["Client", "Ref", "Day"],
              ["", "R9", "04/02/2023"],
              ["A1", "R9", "05/02/2023"],
              ["", "R8", "06/02/2023"],
            ],
          },
        },
        list: {
          profile: list,
          settings: { system: "one" },
          files: {
            "l.csv": [header, [NHS[0], "A1", "01/02/2023", "Open"], [NHS[1], "A2", "01/02/2023", ""]],
          },
        },
      },
      { opt_out_file: "out.txt" },
      { "out.txt": NHS[0] },
    );
    expect(await small.rows("SELECT date FROM w.contact")).toEqual([{ date: "2023-02-06" }]);
  });
});

describe("what is written is read", () => {
  it("of keys in YAML that look like numbers, or like nothing", () => {
    const text = "01: a\n1: b\n1.10: c\n0x10: d\nNULL: e\n~: f\n";
    const schema = z.record(z.string(), z.string());
    expect(parseYaml(text, { file: "x.yaml", schema, code: "PROGRAMME_INVALID" })).toEqual({
      "01": "a",
      "1": "b",
      "1.10": "c",
      "0x10": "d",
      NULL: "e",
      "~": "f",
    });
  });

  it("of columns that are named as the insides of the program", async () => {
    const small = await ingestSmall({
      list: {
        profile: {
          recognise: ["NHS", "constructor"],
          person: { nhs_number: "NHS", local_id: "toString" },
          identifying: ["NHS", "toString"],
          tables: {
            referral: {
              fields: {
                received_date: { column: "constructor", type: "date" },
                status: "_row",
                declined_reason: "c1",
                closed_reason: '"; DROP TABLE issue; --',
              },
            },
          },
        },
        files: {
          "l.csv": [
            ["NHS", "toString", "constructor", "_row", "c1", '"; DROP TABLE issue; --'],
            [NHS[0], "A1", "01/02/2023", "one", "two", "three"],
          ],
        },
      },
    });
    expect(
      await small.rows("SELECT received_date, status, declined_reason, closed_reason FROM w.referral"),
    ).toEqual([
      { received_date: "2023-02-01", status: "one", declined_reason: "two", closed_reason: "three" },
    ]);
  });

  it("of texts in a Parquet file that hold a NUL character, without it", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "exports"));
    const database = await openDatabase();
    await database.run(`COPY (SELECT '${NHS[0]}' AS "NHS", 'A1' AS "Client", '01/02/2023' AS "Received",
      'Op' || chr(0) || 'en' AS "Status") TO ${sqlText(join(folder, "exports/l.parquet"))} (FORMAT parquet)`);
    database.close();
    writeFileSync(
      join(folder, "programme.yaml"),
      stringify({
        id: "small",
        name: "A programme of a test",
        synthetic: true,
        window: { from: "2022-01-01", to: "2023-12-31" },
        data_date: "2023-12-31",
        dates: { order: "dmy" },
        sources: [{ id: "list", file: "exports/l.parquet", mapping: { ...list, kind: "parquet" } }],
      }),
    );
    await ingestFolder(folder);
    const warehouse = await openWarehouse(folder);
    expect(await warehouse.rows("SELECT status FROM w.referral")).toEqual([{ status: "Open" }]);
    warehouse.close();
  });
});

describe("what cannot be read is refused in plain words", () => {
  it.each(["a*b", "a?b"])("a programme folder called %s, which would be taken for a pattern", (name) => {
    const folder = join(temporaryFolder(), name);
    mkdirSync(folder);
    writeFileSync(join(folder, "programme.yaml"), "");
    expect(() => loadProgramme(folder)).toThrow(
      expect.objectContaining({ code: "PROGRAMME_FOLDER", exit: 2 }),
    );
  });

  it("a file of so many columns that the memory is full while its rows are put in", () => {
    const error = new Error("Failed to append: failed to allocate data of size 32.0 KiB (600.8 MiB used)");
    expect(memoryFull(error)).toMatchObject({ code: "MEMORY_FULL", exit: 3 });
    expect(memoryFull(new Error("Failed to append: another fault"))).toBeUndefined();
  });
});
