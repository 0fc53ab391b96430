import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { CodedError } from "../../src/model/coded-error.ts";
import type { Row } from "../../src/warehouse/database.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

const fixtures = resolve(import.meta.dirname, "../fixtures/read");
/** The answers that come with the files: synthetic tables of every awkward shape. */
const expected = JSON.parse(readFileSync(join(fixtures, "torture-expected.json"), "utf8")) as Readonly<
  Record<string, { readonly accept: boolean | string; readonly rows?: number }>
>;

type Settings = Readonly<Record<string, unknown>>;

const person = { nhs_number: "NHS Number", local_id: "Client ID" };
const referral = { fields: { received_date: { column: "Referral Date", type: "date", required: true } } };
const score = (stage: string, column: string) => ({
  set: { instrument: "pam", stage },
  requires: [column],
  fields: { score: { column, type: "score", required: true } },
});
/** One row a person, scores before and after. */
const pam = {
  recognise: ["Client ID", "PAM Score Pre", "PAM Score Post"],
  total_rows: ["total"],
  person,
  identifying: ["NHS Number", "Client ID", "Link Worker"],
  tables: { referral, outcome: [score("baseline", "PAM Score Pre"), score("follow_up", "PAM Score Post")] },
};
const instruments = [
  {
    id: "pam",
    name: "Patient Activation Measure",
    short: "PAM",
    decimals: 1,
    range: [0, 100],
    better: "higher",
    pam_cut_points: "72.5-style",
  },
  {
    id: "swemwbs",
    name: "Short Warwick-Edinburgh Mental Wellbeing Scale",
    short: "SWEMWBS",
    decimals: 2,
    range: [7, 35],
    better: "higher",
  },
  {
    id: "ons4_satisfaction",
    name: "Life satisfaction",
    short: "Satisfaction",
    decimals: 0,
    range: [0, 10],
    better: "higher",
  },
];

/** A programme with one file and a mapping of its own. */
function programmeOf(file: string, mapping: Settings, settings: Settings | readonly Settings[] = {}): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exports"));
  copyFileSync(join(fixtures, file), join(folder, "exports", file));
  answer(folder, file, mapping, settings);
  return folder;
}

/** Writes programme.yaml, once more with what answers a question. */
function answer(
  folder: string,
  file: string,
  mapping: Settings,
  settings: Settings | readonly Settings[],
): void {
  const sources = [settings].flat().map((own, index) => ({
    id: `torture${index + 1}`,
    file: `exports/${file}`,
    date_order: "dmy",
    mapping,
    ...own,
  }));
  writeFileSync(
    join(folder, "programme.yaml"),
    stringify({
      id: "torture",
      name: "A programme of awkward files",
      synthetic: true,
      window: { from: "2024-01-01", to: "2025-12-31" },
      data_date: "2025-12-31",
      instruments,
      sources,
    }),
  );
}

interface Stored {
  readonly report: IngestReport;
  readonly folder: string;
  rows(sql: string): Promise<Row[]>;
}

async function stored(folder: string): Promise<Stored> {
  const report = await ingestFolder(folder);
  return {
    report,
    folder,
    async rows(sql) {
      const database = await openWarehouse(folder);
      try {
        return await database.rows(sql);
      } finally {
        database.close();
      }
    },
  };
}

async function refused(folder: string): Promise<CodedError> {
  const error = await ingestFolder(folder).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CodedError)) throw new Error(`expected a refusal, got ${String(error)}`);
  expect(error.exit).toBe(3);
  expect(existsSync(join(folder, ".what-matters/warehouse.duckdb"))).toBe(false);
  return error;
}

const decisions = ({ report }: Stored): string => report.files.flatMap((file) => file.decisions).join("\n");

const MEANS = `
  SELECT avg(b.score) / 10 AS pre, avg(f.score) / 10 AS post, avg(f.score - b.score) / 10 AS change, count(*) AS n
  FROM w.outcome AS b JOIN w.outcome AS f USING (record_key) WHERE b.stage = 'baseline' AND f.stage = 'follow_up'`;

const seen = new Set<string>();
/** Marks a file of the answer key as tested, and gives its answer. */
const file = (name: string): string => {
  if (!(name in expected)) throw new Error(`${name} is not in the answer key`);
  seen.add(name);
  return name;
};

describe("the same forty people, however their table is written", () => {
  it.each([
    ["01_utf8_plain.csv", "UTF-8"],
    ["02_utf8_bom.csv", "UTF-8 with byte order mark"],
    ["03_utf16le_bom_tab.csv", "UTF-16 LE with byte order mark"],
    ["05_windows1252.csv", "Windows-1252"],
    ["06_semicolon_decimal_comma.csv", "Numbers are written with a decimal comma"],
    ["08_sep_directive.csv", "sep=;, names the delimiter"],
    ["09_title_rows_and_footer.csv", "Header in row 4"],
    ["13_quoted_newlines.csv", "UTF-8"],
    ["15_cr_only.csv", "UTF-8"],
    ["32_html_saved_as_xls.xls", "web page"],
  ])("%s", async (name, decision) => {
    const one = await stored(programmeOf(file(name), pam));
    const [means] = await one.rows(MEANS);
    expect(means?.n).toBe(40);
    expect(means?.pre).toBeCloseTo(54.35, 9);
    expect(means?.post).toBeCloseTo(59.375, 9);
    expect(means?.change).toBeCloseTo(5.025, 9);
    expect(await one.rows("SELECT count(*) AS n FROM w.person WHERE key_kind = 'nhs_number'")).toEqual([
      { n: 40 },
    ]);
    expect(decisions(one)).toContain(decision);
    expect(one.report.files[0]).toMatchObject({ stored: 40, quarantined: 0 });
  });

  it("leaves out the total and the footnote of 09, and counts them", async () => {
    const { report } = await stored(programmeOf("09_title_rows_and_footer.csv", pam));
    expect(report.files[0]).toMatchObject({ rows: 42, stored: 40, excluded: 2 });
  });
});

describe("workbooks", () => {
  const columns = { recognise: ["Client ID"], person: { local_id: "Client ID" }, identifying: ["Client ID"] };
  const book = (pre: string, post: string, tables: Settings = { referral }) => ({
    ...columns,
    kind: "workbook",
    tables: { ...tables, outcome: [score("baseline", pre), score("follow_up", post)] },
  });

  it("x01: real dates and numbers", async () => {
    const one = await stored(programmeOf(file("x01_plain.xlsx"), book("PAM Pre", "PAM Post")));
    const [means] = await one.rows(MEANS);
    expect(means).toMatchObject({ n: 40 });
    expect([means?.pre, means?.post]).toEqual([expect.closeTo(54.35, 9), expect.closeTo(59.4, 9)]);
    const [first] = await one.rows(
      "SELECT received_date AS day FROM w.referral ORDER BY referral_key LIKE '%:2' DESC LIMIT 1",
    );
    expect(first?.day).toBe("2024-02-02");
  });

  it("x03: titles, a header of two rows, a total and a footnote", async () => {
    const mapping = {
      ...book("PAM Baseline", "PAM Follow-up", {}),
      recognise: ["Client ID", "PAM Baseline", "PAM Follow-up"],
    };
    const one = await stored(programmeOf(file("x03_title_merged_header_total.xlsx"), mapping));
    const [means] = await one.rows(MEANS);
    expect([means?.n, means?.pre, means?.post]).toEqual([
      40,
      expect.closeTo(54.35, 9),
      expect.closeTo(59.4, 9),
    ]);
    expect(one.report.files[0]).toMatchObject({ rows: 42, stored: 40, excluded: 2 });
  });

  it("x04: asks about the very hidden sheet, and reads the visible ones once that is answered", async () => {
    const name = file("x04_multi_sheet_hidden_pii.xlsx");
    const mapping = {
      ...columns,
      kind: "workbook",
      tables: { person: { fields: {} }, referral: { fields: {} } },
    };
    const folder = programmeOf(name, mapping);
    const error = await refused(folder);
    expect(error.code).toBe("ASK_HIDDEN_SHEET");
    expect(error.message).toContain("very hidden");
    expect(error.message).toContain("NHS numbers");
    expect(error.message).toContain("hidden_sheets: leave_out");
    expect(error.message).not.toMatch(/\d{10}/);
    answer(
      folder,
      name,
      mapping,
      ["Camden", "Brent", "Ealing"].map((sheet) => ({ sheet, hidden_sheets: "leave_out" })),
    );
    const { report } = await stored(folder);
    expect(report.files.map((one) => one.stored)).toEqual([10, 10, 10]);
  });

  it("x06: dates of every kind; the day that never was is quarantined", async () => {
    const mapping = { ...columns, kind: "workbook", tables: { referral } };
    const one = await stored(programmeOf(file("x06_dates_mixed_types.xlsx"), mapping));
    expect(await one.rows("SELECT DISTINCT received_date AS day FROM w.referral")).toEqual([
      { day: "2024-04-03" },
    ]);
    expect(one.report.files[0]).toMatchObject({ rows: 7, stored: 6, quarantined: 1 });
    expect(one.report.issues).toMatchObject([{ code: "DATE_UNREADABLE", rows: 1, first_row: 6 }]);
    expect(decisions(one)).toContain("1 number in a column of dates was read as the day");
  });

  it("x07: rows and columns out of sight are read, and said", async () => {
    const mapping = { ...columns, kind: "workbook", tables: { referral: { fields: {} } } };
    const one = await stored(programmeOf(file("x07_hidden_rows_columns_filter.xlsx"), mapping));
    expect(one.report.files[0]).toMatchObject({ rows: 40, stored: 40 });
    expect(decisions(one)).toMatch(/20 rows are hidden[\s\S]*1 column is hidden in the workbook \([A-Z]\)/);
  });

  it("x20: a header and nothing else is no fault, but is said", async () => {
    const mapping = { ...columns, kind: "workbook", tables: { referral: { fields: {} } } };
    const one = await stored(programmeOf(file("x20_minimal_ok.xlsx"), mapping));
    expect(one.report.files[0]).toMatchObject({ rows: 0, stored: 0 });
    expect(decisions(one)).toContain("no rows of data");
  });

  it.each(["x26_truncated.xlsx", "x28_ole2_encrypted_or_xls.xlsx"])(
    "%s is refused in words",
    async (name) => {
      const mapping = { ...columns, kind: "workbook", tables: { referral: { fields: {} } } };
      const error = await refused(programmeOf(file(name), mapping));
      expect(error.code).toBe("WORKBOOK_UNREADABLE");
      expect(error.remedy).toContain("save it as an Excel workbook (.xlsx) without a password");
    },
  );
});

describe("what must not be guessed", () => {
  it("11: two columns of one name", async () => {
    const name = file("11_duplicate_headers.csv");
    const one = (column: string, date: string, stage: string) => ({
      set: { instrument: "pam", stage },
      fields: { score: { column, type: "score", required: true }, date: { column: date, type: "date" } },
    });
    const mapping = {
      recognise: ["Client ID"],
      person: { local_id: "Client ID" },
      identifying: ["Client ID"],
      tables: { outcome: [one("Score", "Date", "baseline")] },
    };
    const folder = programmeOf(name, mapping);
    const error = await refused(folder);
    expect(error.code).toBe("ASK_COLUMNS");
    expect(error.message).toContain("positions 3 and 5");
    expect(error.message).toContain("positions 2 and 4");
    expect(error.message).toContain('columns: {"Score (2)": "Score", "Score": "Score, not used 1"}');

    const first = { columns: { "Score (2)": "Score, not used 1", "Date (2)": "Date, not used 1" } };
    answer(folder, name, mapping, first);
    const [baseline] = await (await stored(folder)).rows(
      "SELECT avg(score) / 10 AS mean, count(*) AS n FROM w.outcome",
    );
    expect(baseline).toEqual({ mean: expect.closeTo(54.35, 9), n: 40 });

    const both = {
      ...mapping,
      tables: {
        outcome: [one("PAM before", "Date before", "baseline"), one("PAM after", "Date after", "follow_up")],
      },
    };
    answer(folder, name, both, {
      columns: {
        Score: "PAM before",
        "Score (2)": "PAM after",
        Date: "Date before",
        "Date (2)": "Date after",
      },
    });
    const [means] = await (await stored(folder)).rows(MEANS);
    expect([means?.pre, means?.post]).toEqual([expect.closeTo(54.35, 9), expect.closeTo(59.375, 9)]);
  });

  it("18: dates that read both ways", async () => {
    const name = file("18_ambiguous_dates.csv");
    const mapping = {
      recognise: ["Client ID"],
      person: { local_id: "Client ID" },
      identifying: ["Client ID"],
      tables: { referral },
    };
    const folder = programmeOf(name, mapping, { date_order: undefined });
    const error = await refused(folder);
    expect(error.code).toBe("ASK_DATE_ORDER");
    expect(error.message).toContain("date_order: dmy");
    answer(folder, name, mapping, { date_order: "dmy" });
    const one = await stored(folder);
    expect(one.report.files[0]).toMatchObject({ rows: 24, stored: 24 });
    expect(
      await one.rows("SELECT count(*) AS n FROM w.referral WHERE received_date = DATE '2024-06-02'"),
    ).toEqual([{ n: 2 }]);
  });

  it("35: labels of groups, and a column without a name", async () => {
    const name = file("35_emis_blank_group_labels.csv");
    const mapping = {
      recognise: ["Session Holder", "Slot Type"],
      tables: {
        population: {
          set: { breakdown: "slot", source: "a report" },
          fields: {
            area: "Session Holder",
            category: "Slot Type",
            count: { column: "Appointments", type: "integer" },
          },
        },
      },
    };
    const folder = programmeOf(name, mapping);
    const error = await refused(folder);
    expect(error.message).toContain("ASK_UNNAMED_COLUMN");
    expect(error.message).toContain('columns: {"column 4": "Appointments"}');
    expect(error.message).toContain("ASK_FILL_DOWN");
    expect(error.message).toContain('fill_down: ["Session Holder"]');
    expect(error.message).not.toContain("Dr Test");
    answer(folder, name, mapping, { columns: { "column 4": "Appointments" }, fill_down: ["Session Holder"] });
    const one = await stored(folder);
    expect(
      await one.rows("SELECT area, sum(count) AS n FROM w.population GROUP BY area ORDER BY area"),
    ).toEqual([0, 1, 2, 3].map((holder) => ({ area: `Dr Test ${holder}`, n: 10 })));
    answer(folder, name, mapping, { columns: { "column 4": "Appointments" }, fill_down: [] });
    expect(
      await (await stored(folder)).rows("SELECT sum(count) AS n FROM w.population WHERE area IS NOT NULL"),
    ).toEqual([{ n: 12 }]);
  });
});

describe("rows and cells with something wrong", () => {
  it("17: short and long rows are quarantined, the others stored", async () => {
    const { report } = await stored(programmeOf(file("17_ragged.csv"), pam));
    expect(report.files[0]).toMatchObject({ rows: 41, stored: 35, quarantined: 6 });
    expect(report.issues.map(({ code, rows }) => [code, rows])).toEqual(
      expect.arrayContaining([
        ["ROW_TOO_SHORT", 5],
        ["ROW_TOO_LONG", 1],
      ]),
    );
  });

  it("20: suppressed is neither nought nor missing", async () => {
    const count = (column: string) => ({
      set: { breakdown: column, category: "all", source: "a report" },
      requires: [column],
      fields: { area: "Borough", count: { column, type: "integer" } },
    });
    const mapping = {
      recognise: ["Borough", "Referrals"],
      missing: ["NA", "None", "NULL", "N/A", "#N/A", "#DIV/0!", "#REF!", "-"],
      tables: { population: [count("Referrals"), count("Completed")] },
    };
    const one = await stored(programmeOf(file("20_suppressed_and_missing.csv"), mapping));
    const filled =
      one.report.files[0]?.completeness.filter(({ field }) => field === "population.count") ?? [];
    expect(
      filled.map(({ column, suppressed, codedMissing, blank }) => [column, suppressed, codedMissing, blank]),
    ).toEqual([
      ["Referrals", 4, 1, 1],
      ["Completed", 2, 2, 0],
    ]);
    const rows = await one.rows("SELECT breakdown || ' ' || area AS of, count FROM w.population");
    const values = Object.fromEntries(rows.map((row) => [row.of, row.count]));
    expect(values).toEqual({
      "Referrals Camden": 120,
      "Completed Camden": 80,
      "Referrals Newham": 1204,
      "Completed Newham": 1001,
      "Completed Ealing": 0,
      "Completed Barnet": 5,
      "Completed Bexley": -12,
      "Referrals Harrow": 15,
      "Completed Harrow": 15,
    });
  });

  it("20: a letter c in a column of texts stays a letter", async () => {
    const mapping = {
      recognise: ["Borough", "Referrals"],
      tables: { population: { fields: { area: "Borough", category: "Referrals" } } },
    };
    const one = await stored(programmeOf("20_suppressed_and_missing.csv", mapping));
    expect(await one.rows("SELECT category FROM w.population WHERE area = 'Brent'")).toEqual([
      { category: "c" },
    ]);
  });

  it("21: formulas are text, and come out of quarantine as text", async () => {
    const mapping = {
      recognise: ["Client ID"],
      person: { local_id: "Client ID" },
      identifying: ["Client ID"],
      tables: { referral: { fields: { service: "Name", status: "Notes" } } },
    };
    const one = await stored(programmeOf(file("21_formula_injection.csv"), mapping));
    const rows = await one.rows("SELECT service FROM w.referral");
    expect(rows.map((row) => row.service)).toEqual(
      expect.arrayContaining(["@SUM(1+1)", "-5", "+447700900123", '=HYPERLINK("http://x.invalid","click")']),
    );
    expect(rows).toHaveLength(7);
  });

  it("25: a header and nothing else is no fault, but is said", async () => {
    const one = await stored(programmeOf(file("25_header_only.csv"), pam));
    expect(one.report.files[0]).toMatchObject({ rows: 0, stored: 0 });
    expect(decisions(one)).toContain("no rows of data");
  });

  it("26: an empty file is refused", async () => {
    expect((await refused(programmeOf(file("26_empty.csv"), pam))).code).toBe("FILE_EMPTY");
  });

  const own = {
    recognise: ["Client ID"],
    person: { local_id: "Client ID" },
    identifying: ["Client ID", "Notes"],
  };

  it("28: a cell of three megabytes", async () => {
    const mapping = {
      ...own,
      identifying: ["Client ID"],
      tables: { referral: { fields: { service: "Notes" } } },
    };
    const one = await stored(programmeOf(file("28_huge_field.csv"), mapping));
    const [longest] = await one.rows("SELECT max(length(service)) AS n, count(*) AS rows FROM w.referral");
    expect(longest?.rows).toBe(2);
    expect(longest?.n).toBeGreaterThanOrEqual(2_999_000);
  });

  it("30: one person however the number is written, and none made up", async () => {
    const mapping = {
      recognise: ["Client ID"],
      person,
      identifying: ["Client ID", "NHS Number"],
      tables: { referral: { fields: {} } },
    };
    const one = await stored(programmeOf(file("30_nhs_number_shapes.csv"), mapping));
    expect(one.report.files[0]).toMatchObject({ rows: 10, quarantined: 0 });
    const people = await one.rows(
      "SELECT key_kind, count(DISTINCT person_key) AS people FROM w.person GROUP BY key_kind ORDER BY key_kind",
    );
    expect(people).toEqual([
      { key_kind: "local", people: 5 },
      { key_kind: "nhs_number", people: 2 },
    ]);
  });

  it("31: people's details in free text are in nothing that is kept", async () => {
    const one = await stored(
      programmeOf(file("31_pii_freetext.csv"), { ...own, tables: { referral: { fields: {} } } }),
    );
    expect(one.report.files[0]).toMatchObject({ rows: 4, stored: 4 });
    const state = join(one.folder, ".what-matters");
    const kept = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(kept.length).toBeGreaterThan(2);
    for (const entry of kept) {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      for (const text of ["07700 900123", "ZZ99 3WZ", "test.person@example.invalid", "9990000034"]) {
        expect(bytes.includes(text), `${entry.name} holds ${text}`).toBe(false);
        expect(bytes.includes(Buffer.from(text, "utf16le")), `${entry.name} holds ${text}`).toBe(false);
      }
    }
  });

  it("37: items to a metric score; none where an item is blank or outside its range", async () => {
    const items = [1, 2, 3, 4, 5, 6, 7].map((item) => `SWEMWBS${item}`);
    const mapping = {
      recognise: ["ID", "Time"],
      person: { local_id: "ID" },
      identifying: ["ID"],
      tables: {
        outcome: {
          set: { instrument: "swemwbs" },
          fields: {
            stage: { column: "Time", codes: "outcome_stage" },
            score: { sum: items, type: "score", convert: "swemwbs" },
          },
        },
      },
    };
    const codes = { code_maps: { outcome_stage: { Pre: "baseline", Post: "follow_up" } } };
    const one = await stored(programmeOf(file("37_swemwbs_items.csv"), mapping, codes));
    expect(await one.rows("SELECT stage, score / 100 AS score FROM w.outcome ORDER BY record_key")).toEqual([
      { stage: "baseline", score: 19.25 },
      { stage: "follow_up", score: 25.03 },
      { stage: "baseline", score: 7 },
      { stage: "follow_up", score: 35 },
    ]);
    expect(one.report.issues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: "ITEMS_MISSING", first_row: 6 }),
        expect.objectContaining({ code: "NUMBER_UNREADABLE", first_row: 7, examples: ["SWEMWBS7: 6 (1)"] }),
      ]),
    );
  });

  it("38: a change is that of the people who were measured twice", async () => {
    const mapping = {
      recognise: ["Client", "Timepoint"],
      person: { local_id: "Client" },
      identifying: ["Client"],
      tables: {
        outcome: {
          set: { instrument: "ons4_satisfaction" },
          fields: {
            stage: { column: "Timepoint", codes: "outcome_stage" },
            score: { column: "ONS4 Life Satisfaction", type: "score" },
          },
        },
      },
    };
    const codes = { code_maps: { outcome_stage: { Baseline: "baseline", "Follow-up": "follow_up" } } };
    const one = await stored(programmeOf(file("38_pre_post_attrition.csv"), mapping, codes));
    const [paired] = await one.rows(`
      SELECT count(b.score) AS baseline, count(f.score) AS paired, avg(f.score - b.score) AS change,
        avg(f.score) - avg(b.score) AS unpaired
      FROM (SELECT * FROM w.outcome WHERE stage = 'baseline') AS b
      LEFT JOIN (SELECT * FROM w.outcome WHERE stage = 'follow_up') AS f USING (person_key)`);
    expect(paired).toEqual({ baseline: 20, paired: 10, change: 0, unpaired: 2 });
  });
});

it("every file of the answer key is tested", () => {
  expect([...seen].sort()).toEqual(Object.keys(expected).sort());
});
