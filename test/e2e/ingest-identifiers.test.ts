import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { utils, write } from "@e965/xlsx";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase, sqlName, sqlText } from "../../src/warehouse/database.ts";
import { temporaryFolder, testEnvironment } from "../programme-folder.ts";
import { writeSmallProgramme } from "../small-programme.ts";
import { correctWorkbook } from "../unit/put-back-support.ts";

const bin = resolve(import.meta.dirname, "../../src/cli/bin.mjs");
/** Synthetic people; the numbers are never issued. All but the words of an address stand nowhere else. */
const PEOPLE = [
  { nhs: "9990000018", forename: "Ylvahilde", surname: "Qzobrowski", born: "12/03/1954" },
  { nhs: "9990000026", forename: "Xanthiope", surname: "O'Vrzzick", born: "01/11/1961" },
  { nhs: "9990000034", forename: "Zbigwyn", surname: "Kjøllqvist", born: "23/07/1999" },
  { nhs: "9990000042", forename: "Wmbatu", surname: "Jzzhu-Pfarr", born: "30/06/2001" },
].map((person, k) => ({
  ...person,
  client: `LOC-83hf7-${k}`,
  address: `${k + 3} Qwopping Terrace`,
  postcode: ["ZE1 0QX", "ZE2 9QY", "ZE3 9QZ", "ZE1 9QV"][k] ?? "",
  phone: `07700 9007${k}1`,
  email: `person${k}@qzmail.example`,
  worker: `STAFF-9qj2-${k}`,
}));

const HEADER = [
  "NHS", "Client", "Forename", "Surname", "Born", "Address", "Postcode", "Phone", "Mail", "Worker",
  "Case", "Received", "Closed", "Gender", "Reasons", "Service", "Score", "Notes",
]; // biome-ignore format: one line a kind of column
type Cells = Readonly<
  Partial<Record<"Case" | "Received" | "Closed" | "Gender" | "Reasons" | "Service" | "Score", string>>
>;

/** What people type into the wrong cell; each stands in a row of its own. */
const [one, two, three, four] = PEOPLE as unknown as readonly (typeof PEOPLE)[number][] & { length: 4 };
const MISTAKES: readonly Cells[] = [
  { Gender: one?.nhs },
  { Gender: "999 000 0026" },
  { Gender: `${one?.forename} ${one?.surname}` },
  { Gender: three?.surname },
  { Gender: two?.postcode },
  { Gender: four?.address },
  { Gender: four?.email, Received: "31/02/2023" },
  { Reasons: `Loneliness; ${one?.nhs}` },
  { Reasons: `Debt;rang ${two?.phone}`, Received: "31/02/2023" },
  { Reasons: three?.surname, Received: "31/02/2023" },
  { Score: one?.nhs },
  { Score: "9.990000018E9" },
  { Score: two?.surname },
  { Score: three?.born },
  { Received: one?.born },
  { Received: "1961-11-01" },
  { Received: four?.nhs },
  { Closed: four?.surname },
  { Case: one?.nhs },
  { Case: "999-000-0026/1" },
  { Case: three?.email, Received: "31/02/2023" },
  { Service: `${four?.nhs}` },
  { Gender: two?.born, Received: "31/02/2023" },
  { Gender: "19540312", Received: "31/02/2023" },
] as readonly Cells[];

const lines = [...PEOPLE.map((): Cells => ({})), ...MISTAKES].map((cells, k) => {
  const person = PEOPLE[k % PEOPLE.length] ?? PEOPLE[0];
  if (person === undefined) throw new Error("There are no people.");
  const { nhs, client, forename, surname, born, address, postcode, phone, email, worker } = person;
  const { Case = `R${k}`, Received = "05/03/2023", Closed = "", Gender = "Female", Reasons = "Debt" } = cells;
  const { Service = "S1", Score = "50" } = cells;
  const notes = `${forename} rang about ${surname}`;
  return [
    nhs, client, forename, surname, born, address, postcode, phone, email, worker,
    Case, Received, Closed, Gender, Reasons, Service, Score, notes,
  ]; // biome-ignore format: as the header
});

const profile = (kind: string) => ({
  kind,
  recognise: ["NHS", "Case", "Received"],
  person: { nhs_number: "NHS", local_id: "Client" },
  identifying: ["NHS", "Client", "Forename", "Surname", "Born", "Address", "Postcode", "Phone", "Mail"],
  tables: {
    person: {
      fields: {
        gender: { column: "Gender", type: "code", codes: "gender" },
        birth_year: { column: "Born", type: "birth_year" },
      },
    },
    referral: {
      fields: {
        source_referral_id: { column: "Case", required: true },
        received_date: { column: "Received", type: "date", required: true },
        closed_date: { column: "Closed", type: "date" },
        reasons: { column: "Reasons", type: "code", codes: "reason", split: ";" },
        service: "Service",
        link_worker: "Worker",
      },
    },
    outcome: [
      {
        set: { instrument: "pam", stage: "baseline" },
        requires: ["Score"],
        fields: {
          date: { column: "Received", type: "date" },
          score: { column: "Score", type: "score", required: true },
        },
      },
    ],
  },
});

/** Everything that may not be found, in lower case. */
const SECRETS = [
  ...PEOPLE.flatMap((person) => {
    const { nhs, born, client, address, postcode, phone, email, worker, forename, surname } = person;
    const [day = "", month = "", year = ""] = born.split("/");
    return [
      ...[
        nhs,
        `${nhs.slice(0, 3)} ${nhs.slice(3, 6)} ${nhs.slice(6)}`,
        `${nhs.slice(0, 3)}-${nhs.slice(3, 6)}-${nhs.slice(6)}`,
      ],
      ...[born, `${year}-${month}-${day}`, `${year}${month}${day}`],
      ...[client, address, postcode, postcode.replace(" ", ""), phone, phone.replace(" ", ""), email, worker],
      ...[forename, surname],
    ];
  }),
  "9.990000018E9",
].map((text) => text.toLowerCase());

const found = (text: string): readonly string[] => {
  const lower = text.toLowerCase();
  return SECRETS.filter((secret) => lower.includes(secret));
};

/** What of the secrets stands in some bytes, read in every encoding that they may be in. */
function foundInBytes(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes);
  const swapped = Buffer.from(buffer.subarray(0, buffer.length - (buffer.length % 2))).swap16();
  const odd = buffer.subarray(1);
  const swappedOdd = Buffer.from(odd.subarray(0, odd.length - (odd.length % 2))).swap16();
  return [
    ...found(buffer.toString("utf8")),
    ...found(buffer.toString("latin1")),
    ...[buffer, odd, swapped, swappedOdd].flatMap((one) => found(one.toString("utf16le"))),
  ];
}

/** What stands in the columns of a Parquet file, or of every table of a warehouse, as text. */
async function foundInTables(path: string): Promise<readonly string[]> {
  const database = await openDatabase();
  try {
    const parquet = path.endsWith(".parquet");
    if (!parquet) await database.run(`ATTACH ${sqlText(path)} AS w (READ_ONLY)`);
    const tables = parquet
      ? [`read_parquet(${sqlText(path)})`]
      : (
          await database.rows<{ name: string }>(
            "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'w' UNION ALL SELECT view_name FROM duckdb_views() WHERE database_name = 'w' AND NOT internal",
          )
        ).map(({ name }) => `w.${sqlName(name)}`);
    expect(tables.length).toBeGreaterThan(0);
    const all: string[] = [];
    for (const table of tables) {
      const rows = await database.rows(`SELECT COLUMNS(*)::VARCHAR FROM ${table}`);
      all.push(
        ...rows.flatMap((row) => found(Object.values(row).join("\n")).map((one) => `${one} in ${table}`)),
      );
    }
    return all;
  } finally {
    database.close();
  }
}

/** What stands in any file below a folder, also inside of workbooks and tables. */
async function foundBelow(folder: string): Promise<readonly string[]> {
  const all: string[] = [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }) as import("node:fs").Dirent[];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const parts = path.endsWith(".xlsx") ? Object.values(unzipSync(bytes)) : [];
    const texts = [...[bytes, ...parts].flatMap(foundInBytes)];
    if (/\.(?:parquet|duckdb)$/.test(path)) texts.push(...(await foundInTables(path)));
    all.push(...new Set(texts.map((text) => `${text} in ${path.slice(folder.length)}`)));
  }
  return all;
}

let folder = "";
let temporary = "";
function run(...args: readonly string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...testEnvironment, TMPDIR: temporary },
  });
  return { status, said: stdout + stderr };
}
const state = () => join(folder, ".what-matters");
const workbooks = () => readdirSync(join(state(), "quarantine")).filter((name) => name.endsWith(".xlsx"));

/** The same rows as text in three encodings, as a workbook and as Parquet. */
async function writeExports(): Promise<void> {
  const quoted = (cell: string) => (/[",\n;]/.test(cell) ? `"${cell}"` : cell);
  const text = (from: string) =>
    [HEADER, ...lines.map((cells) => cells.map((cell, k) => (HEADER[k] === "Case" ? `${cell}` : cell)))]
      .map((cells) => cells.map(quoted).join(","))
      .join("\r\n")
      .replaceAll("05/03/2023", `05/0${from}/2023`);
  const put = (name: string, bytes: string | Uint8Array) => {
    mkdirSync(join(folder, "exports/texts"), { recursive: true });
    writeFileSync(join(folder, "exports", name), bytes);
  };
  put("texts/a.csv", text("3"));
  const utf16 = Buffer.from(`\ufeff${text("4")}`, "utf16le");
  put("texts/b.csv", utf16);
  put("texts/c.csv", Buffer.from(Buffer.from(`\ufeff${text("5")}`, "utf16le")).swap16());
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([HEADER, ...lines]), "Referrals");
  mkdirSync(join(folder, "exports/books"), { recursive: true });
  put("books/d.xlsx", write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
  mkdirSync(join(folder, "exports/tables"), { recursive: true });
  const database = await openDatabase();
  await database.run(`COPY (SELECT * FROM read_csv(${sqlText(join(folder, "exports/texts/a.csv"))}, all_varchar = true))
    TO ${sqlText(join(folder, "exports/tables/e.parquet"))} (FORMAT parquet)`);
  database.close();
}

beforeAll(async () => {
  folder = writeSmallProgramme(
    {
      texts: { profile: profile("delimited"), files: {} },
      books: { profile: profile("workbook"), files: {}, settings: { file: "exports/books/*.xlsx" } },
      tables: { profile: profile("parquet"), files: {}, settings: { file: "exports/tables/*.parquet" } },
    },
    {
      services: [{ id: "S1", name: "One" }],
      instruments: [
        {
          id: "pam",
          name: "PAM",
          short: "PAM",
          decimals: 1,
          range: [0, 100],
          better: "higher",
          pam_cut_points: "2010-style",
          meaningful_change: { points: 5.4, source: "Chosen for the test" },
          follow_up: { from_days: 28, to_days: 365, due_after_days: 180 },
        },
      ],
    },
  );
  temporary = temporaryFolder();
  await writeExports();
});

describe("identifiers, in their own cells and typed into others", () => {
  it("are found by this test where they are", async () => {
    for (const name of ["texts/a.csv", "texts/b.csv", "texts/c.csv"])
      expect(new Set(foundInBytes(readFileSync(join(folder, "exports", name)))).size).toBeGreaterThan(40);
    expect((await foundInTables(join(folder, "exports/tables/e.parquet"))).length).toBeGreaterThan(40);
    expect((await foundBelow(join(folder, "exports/books"))).length).toBeGreaterThan(40);
  });

  it.each([[[]], [["--json"]], [["--fresh"]]])(
    "are not said by an ingest, and stand in nothing that it leaves (%j)",
    async (more) => {
      const { status, said } = run("ingest", "--programme", folder, ...more);
      expect(said).not.toContain("fault of the program");
      expect(status).toBe(0);
      expect(found(said)).toEqual([]);
      expect(await foundBelow(state())).toEqual([]);
      // Programs that read this one's code keep their own files there.
      expect(readdirSync(temporary).filter((name) => !/^(?:tsx|node-compile)/.test(name))).toEqual([]);
    },
  );

  it("leave what is needed to find and mend them: the row, the column and the kind of fault", () => {
    const report = JSON.parse(readFileSync(join(state(), "ingest-report.json"), "utf8"));
    const of = (code: string, column: string) =>
      report.issues.find(
        (one: { file: string; code: string; column: string }) =>
          one.file === "exports/texts/a.csv" && one.code === code && one.column === column,
      );
    expect(of("VALUE_UNMAPPED", "Gender")).toMatchObject({ rows: 9, first_row: 6 });
    expect(of("VALUE_UNMAPPED", "Gender").examples).toContain("••• in row 8 (1)");
    expect(of("IDENTIFIER_IN_CELL", "Case")).toMatchObject({ rows: 3 });
    expect(of("IDENTIFIER_IN_CELL", "Service")).toMatchObject({ rows: 1 });
    expect(report.unmapped.filter((one: { value: string }) => !one.value.startsWith("•••"))).toEqual([]);
    expect(workbooks()).toHaveLength(5);
  });

  it("are refused in a workbook that is put back, and stand in no message", async () => {
    const [name = ""] = workbooks();
    const path = correctWorkbook(join(state(), "quarantine", name), join(folder, "corrected.xlsx"), {
      12: { Gender: "9990000018" },
    });
    const { status, said } = run("ingest", "--programme", folder, "--from", path);
    expect(said).toContain("CORRECTION_IDENTIFYING");
    expect(status).toBe(3);
    expect(found(said)).toEqual([]);
    expect(await foundBelow(state())).toEqual([]);
  });

  it("are not said by an inspection, nor left by it", async () => {
    for (const name of ["texts/a.csv", "texts/b.csv", "books/d.xlsx", "tables/e.parquet"]) {
      const { status, said } = run("inspect", join(folder, "exports", name));
      expect(status).toBe(0);
      expect(found(said), name).toEqual([]);
    }
    expect(await foundBelow(temporary)).toEqual([]);
  });

  it.each<[string, string, (text: string) => string]>([
    ["no header", "COLUMNS_MISSING", (text) => text.slice(text.indexOf("\r\n") + 2)],
    ["a column renamed", "COLUMNS_MISSING", (text) => text.replace("Received", "Surname given")],
    ["dates in two orders", "DATE_ORDER", (text) => text.replaceAll("05/03/2023", "03/25/2023")],
  ])("are not said where a file is refused: %s", async (_, code, spoil) => {
    const path = join(folder, "exports/texts/a.csv");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, spoil(text));
    const { status, said } = run("ingest", "--programme", folder);
    writeFileSync(path, text);
    expect(said).toContain(code);
    expect(status).toBe(3);
    expect(found(said)).toEqual([]);
    expect(await foundBelow(state())).toEqual([]);
    expect(await foundBelow(temporary)).toEqual([]);
  });
});
