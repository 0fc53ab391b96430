import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { stateFolder } from "../../loaders/load-programme.ts";
import type { Row } from "../../src/warehouse/database.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";
import { hasPublished, publishedFile } from "../published-data.ts";

const fixtures = join(import.meta.dirname, "../fixtures/read");

interface Source {
  readonly id: string;
  readonly file: string;
  readonly [setting: string]: unknown;
}

interface Ingested {
  readonly report: IngestReport;
  readonly folder: string;
  readonly rows: (sql: string) => Promise<readonly Row[]>;
  /** The single row of a query. */
  readonly row: (sql: string) => Promise<Row>;
  readonly account: (name: string) => Readonly<Record<string, unknown>>;
  readonly issues: (file: string) => Readonly<Record<string, number>>;
}

const instrument = (id: string, decimals: number, range: readonly number[], more = {}) => ({
  ...{ id, name: id, short: id, decimals, range, better: "higher" },
  ...more,
});

/** Every outcome measure of the samples; ONS4 anxiety runs the other way. */
const instruments = [
  instrument("ons4_satisfied", 0, [0, 10]),
  instrument("ons4_anxious", 0, [0, 10], { better: "lower" }),
  instrument("swemwbs", 2, [7, 35]),
  instrument("swemwbs_raw", 0, [7, 35]),
  instrument("pam", 1, [0, 100], { pam_cut_points: "2010-style" }),
];

/** Ingests copies of the samples into a programme of their own. */
async function ingestSamples(
  sources: readonly Source[],
  { link, text }: { readonly link?: string; readonly text?: string } = {},
): Promise<Ingested> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exports"));
  for (const { file } of sources) {
    const path = join(folder, file);
    if (link !== undefined) symlinkSync(link, path);
    else if (text !== undefined) writeFileSync(path, text);
    else copyFileSync(join(fixtures, file.replace("exports/", "")), path);
  }
  const programme = {
    id: "formats",
    name: "Layouts of exports",
    synthetic: true,
    window: { from: "2024-04-01", to: "2025-03-31" },
    data_date: "2025-03-31",
    dates: { earliest: "2015-01-01" },
    instruments,
    sources: sources.map((source) => ({ date_order: "dmy", ...source })),
  };
  writeFileSync(join(folder, "programme.yaml"), stringify(programme, { aliasDuplicateObjects: false }));
  const report = await ingestFolder(folder);
  const rows = async (sql: string) => {
    const database = await openWarehouse(folder);
    try {
      return await database.rows(sql);
    } finally {
      database.close();
    }
  };
  const fileOf = (name: string) => {
    const found = report.files.find((one) => one.file.endsWith(name));
    if (found === undefined) throw new Error(`No file ${name}.`);
    return found;
  };
  return {
    report,
    folder,
    rows,
    row: async (sql) => {
      const [first, ...others] = await rows(sql);
      if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} rows, not one.`);
      return first;
    },
    account: (name) => {
      const { rows: read, stored, quarantined, excluded } = fileOf(name);
      return { rows: read, stored, quarantined, excluded };
    },
    issues: (file) =>
      Object.fromEntries(
        report.issues.filter((one) => one.file.endsWith(file)).map((one) => [one.code, one.rows]),
      ),
  };
}

/** SQL of the people with a baseline and a follow-up of a measure, each at its first of that stage. */
const pairs = (measure: string, scale: number) => `
  SELECT count(*) AS people, sum(f.score - b.score) AS change, sum(f.score - b.score) / ${scale}.0 / count(*) AS mean
  FROM (SELECT person_key, arg_min(score, (date, _row)) AS score FROM w.outcome
        WHERE instrument = '${measure}' AND stage = 'baseline' GROUP BY person_key) AS b
  JOIN (SELECT person_key, arg_min(score, (date, _row)) AS score FROM w.outcome
        WHERE instrument = '${measure}' AND stage = 'follow_up' GROUP BY person_key) AS f USING (person_key)`;

describe("an absence report of the Electronic Staff Record", () => {
  let staff: Ingested;
  beforeAll(async () => {
    const file = "exports/esr_absence_export.csv";
    // The same file lists the posts too: those whose days were available.
    const posts = {
      recognise: ["Employee", "FTE"],
      identifying: ["Employee", "Assignment Number"],
      tables: {
        link_worker: {
          set: { role: "link_worker" },
          fields: {
            staff_id: "Employee",
            assignment: { join: ["Assignment Number"] },
            fte: { column: "FTE", type: "decimal", required: true },
          },
        },
      },
    };
    staff = await ingestSamples([
      { id: "absence", file, profile: "esr-absence", system: "esr" },
      { id: "posts", file: "exports/esr_absence_export.csv", mapping: posts, system: "esr" },
    ]);
  });

  it("gives 36.8 FTE days lost of 179.8 in January 2025, 20.4672 per cent", async () => {
    const january = "DATE '2025-01-01' AND DATE '2025-01-31'";
    const [from, to] = january.split(" AND ");
    const row = await staff.row(`
      SELECT lost, available, 100 * lost / available AS rate FROM (
        SELECT (SELECT CAST(sum(fte * (date_diff('day', greatest(first_day, ${from}), least(coalesce(last_day, ${to}), ${to})) + 1)) AS DOUBLE)
                FROM w.absence WHERE kind = 'sickness' AND first_day <= ${to} AND coalesce(last_day, ${to}) >= ${from}) AS lost,
               (SELECT CAST(31 * sum(fte) AS DOUBLE) FROM w.link_worker) AS available)`);
    expect(row.lost).toBeCloseTo(36.8, 10);
    expect(row.available).toBeCloseTo(179.8, 10);
    expect(row.rate).toBeCloseTo(20.4672, 4);
  });

  it("counts a person of two posts once, an absence without end as open, and maternity not as sickness", async () => {
    const row = await staff.row(`SELECT count(*) AS spells, count(DISTINCT staff_key) AS people,
      count(*) FILTER (WHERE last_day IS NULL) AS open, count(*) FILTER (WHERE kind = 'other') AS other FROM w.absence`);
    expect(row).toEqual({ spells: 7, people: 5, open: 1, other: 1 });
  });

  it("drops the row that stands twice and quarantines the one that ends before it starts", () => {
    expect(staff.report.files.find(({ source }) => source === "absence")).toMatchObject({
      ...{ rows: 9, stored: 7, quarantined: 1, excluded: 1 },
    });
    expect(staff.issues("esr_absence_export.csv")).toMatchObject({
      DUPLICATE: expect.any(Number),
      END_BEFORE_START: 1,
    });
  });

  it("stores no staff number, not even inside the number of an assignment", async () => {
    const keys = await staff.rows("SELECT staff_key || ' ' || assignment AS text FROM w.absence");
    for (const { text } of keys) expect(text).not.toMatch(/2000000\d/);
    expect(new Set(keys.map(({ text }) => text)).size).toBe(6);
  });
});

describe("an absence report of HealthRoster", () => {
  it("gives 120 hours, of which 112:30 is a duration, and knows the year 9999 as no end", async () => {
    const roster = await ingestSamples([
      { id: "roster", file: "exports/healthroster_sickness.csv", profile: "healthroster-absence" },
    ]);
    const row = await roster.row(`SELECT count(*) AS spells, CAST(sum(hours) AS DOUBLE) AS hours,
      count(*) FILTER (WHERE last_day IS NULL) AS open FROM w.absence WHERE kind = 'sickness'`);
    expect(row).toEqual({ spells: 2, hours: 120, open: 1 });
    expect(roster.account("healthroster_sickness.csv")).toEqual({
      ...{ rows: 2, stored: 2, quarantined: 0, excluded: 0 },
    });
  });
});

describe("management information of the network contract", () => {
  let counts: Ingested;
  beforeAll(async () => {
    counts = await ingestSamples([
      { id: "mi", file: "exports/ncdes_mi_monthly.csv", profile: "ncdes-mi", published: true },
    ]);
  });

  it("holds running totals: the latest month stands for the year", async () => {
    const row = await counts.row(`
      SELECT CAST(sum(value) FILTER (WHERE measure = 'Numerator') AS INTEGER) AS numerator,
        CAST(sum(value) FILTER (WHERE measure = 'Denominator') AS INTEGER) AS denominator,
        count(*) FILTER (WHERE suppressed) AS starred
      FROM w.published_count WHERE indicator = 'NCD001' AND date = (SELECT max(date) FROM w.published_count)`);
    expect(row).toEqual({ numerator: 170, denominator: 34500, starred: 1 });
    // A starred practice has 1 to 4 here, so the rate is an interval.
    expect((100 * (170 + 1)) / 34500).toBeCloseTo(0.4957, 4);
    expect((100 * (170 + 4)) / 34500).toBeCloseTo(0.5043, 4);
  });

  it("keeps a star apart from a number and stores it as no value", async () => {
    expect(
      await counts.rows(
        "SELECT suppressed, value IS NULL AS blank, count(*) AS n FROM w.published_count GROUP BY ALL ORDER BY ALL",
      ),
    ).toEqual([
      { suppressed: false, blank: false, n: 32 },
      { suppressed: true, blank: true, n: 4 },
    ]);
    expect(counts.account("ncdes_mi_monthly.csv")).toEqual({
      rows: 36,
      stored: 36,
      quarantined: 0,
      excluded: 0,
    });
  });

  it("lets a later file of the same month replace it", async () => {
    const twice = await ingestSamples(
      [{ id: "mi", file: "exports/ncdes_mi_monthly.csv", profile: "ncdes-mi", published: true }],
      {
        text: `${readFileSync(join(fixtures, "ncdes_mi_monthly.csv"), "utf8")}Z99006,EXAMPLE SURGERY 6,NCD,30/06/2024,NCD001,Numerator,0\n`,
      },
    );
    const row = await twice.row(`SELECT CAST(value AS INTEGER) AS value, suppressed FROM w.published_count
      WHERE area = 'Z99006' AND date = DATE '2024-06-30' AND measure = 'Numerator'`);
    expect(row).toEqual({ value: 0, suppressed: false });
  });
});

describe("a longitudinal project of REDCap", () => {
  let project: Ingested;
  beforeAll(async () => {
    const ethnic_category = { "1": "A", "2": "K", "3": "N", "4": "J", "5": "M" };
    const reason = { reason___1: "loneliness", reason___2: "money", reason___3: "housing" };
    const file = "exports/redcap_longitudinal.csv";
    project = await ingestSamples([
      {
        id: "redcap",
        file,
        profile: "redcap-longitudinal",
        date_order: "ymd",
        code_maps: { ethnic_category, reason },
      },
    ]);
  });

  it("holds 12 people, 9 of them measured twice, and 24 contacts of 930 minutes", async () => {
    const row = await project.row(`SELECT (SELECT count(*) FROM w.person) AS people,
      (SELECT count(*) FROM w.contact) AS contacts, (SELECT CAST(sum(minutes) AS INTEGER) FROM w.contact) AS minutes`);
    expect(row).toEqual({ people: 12, contacts: 24, minutes: 930 });
    expect(project.account("redcap_longitudinal.csv")).toEqual({
      ...{ rows: 45, stored: 45, quarantined: 0, excluded: 0 },
    });
  });

  it("gives a mean change of +2.0 in SWEMWBS (raw) and +4.2444 in PAM among the nine", async () => {
    expect(await project.row(pairs("swemwbs_raw", 1))).toMatchObject({ people: 9, mean: 2 });
    const pam = await project.row(pairs("pam", 10));
    expect(pam.people).toBe(9);
    expect(pam.mean).toBeCloseTo(4.2444, 4);
  });

  it("reads what stands on the first event for the person, and every box that is ticked", async () => {
    const row = await project.row(`SELECT count(birth_year) AS years, count(ethnic_category) AS ethnicity,
      min(birth_year) AS first, max(birth_year) AS last FROM w.person`);
    expect(row).toEqual({ years: 12, ethnicity: 12, first: 1961, last: 1972 });
    // Worked by hand: box 1 in records 2, 4, 6, 8, 10 and 12; box 2 in 3, 6, 9 and 12; box 3 nowhere.
    expect(
      await project.rows("SELECT reason, count(*) AS n FROM w.reason GROUP BY reason ORDER BY reason"),
    ).toEqual([
      { reason: "loneliness", n: 6 },
      { reason: "money", n: 4 },
    ]);
  });

  it("stores no record's number: the contacts are told apart by pseudonyms", async () => {
    const keys = await project.rows("SELECT source_contact_id AS id FROM w.contact");
    expect(new Set(keys.map(({ id }) => id)).size).toBe(24);
    for (const { id } of keys) expect(id).toMatch(/^[0-9a-f]{32,}$/);
  });
});

describe("a patient export as written for SystmOne", () => {
  it("stores three of four people and nothing that identifies them", async () => {
    const file = "systmone_style_patient_export.csv";
    const patients = await ingestSamples([
      { id: "patients", file: `exports/${file}`, profile: "systmone-patients" },
    ]);
    // A spreadsheet wrote the NHS number of row 3 as 9.990000034E+09, which still holds all ten digits; row 4 has none.
    expect(patients.account(file)).toEqual({ rows: 4, stored: 3, quarantined: 1, excluded: 0 });
    expect(patients.issues(file)).toMatchObject({ PERSON_UNIDENTIFIED: 1 });
    expect(
      await patients.rows("SELECT birth_year, gender, practice FROM w.person ORDER BY birth_year"),
    ).toEqual([
      { birth_year: 1951, gender: "2", practice: "Z99001" },
      { birth_year: 1952, gender: "1", practice: "Z99001" },
      { birth_year: 1953, gender: "X", practice: "Z99001" },
    ]);
    const state = stateFolder(patients.folder);
    for (const name of ["warehouse.duckdb", "ingest-report.json", "ingest-report.html"]) {
      const bytes = readFileSync(join(state, name)).toString("latin1");
      for (const text of [
        "99900000",
        "999 000 00",
        "9.99000",
        "Example",
        "Person1",
        "Test Road",
        "ZZ99",
        "01632",
        "Sylheti, ring",
      ])
        expect(bytes, `${name}: ${text}`).not.toContain(text);
    }
  });
});

describe("a long export of DHIS2 tracker", () => {
  it("gives 5 people, 4 measured twice: +2.0 SWEMWBS (raw) and −1.0 anxiety, where less is better", async () => {
    const code_maps = {
      outcome_stage: { Base0000001: "baseline", Foll0000001: "follow_up" },
      instrument: { SWEMWBStot1: "swemwbs_raw", ONS4anxiou1: "ons4_anxious" },
    };
    const file = "dhis2_tracker_long.csv";
    const tracker = await ingestSamples([
      { id: "tracker", file: `exports/${file}`, profile: "dhis2-tracker", date_order: "ymd", code_maps },
    ]);
    expect(tracker.account(file)).toEqual({ rows: 18, stored: 18, quarantined: 0, excluded: 0 });
    expect(await tracker.row("SELECT count(*) AS people FROM w.person")).toEqual({ people: 5 });
    expect(await tracker.row(pairs("swemwbs_raw", 1))).toMatchObject({ people: 4, mean: 2 });
    expect(await tracker.row(pairs("ons4_anxious", 1))).toMatchObject({ people: 4, mean: -1 });
  });
});

describe("trackers of Joy", () => {
  let joy: Ingested;
  beforeAll(async () => {
    const file = "exports/joy_style_trackers.csv";
    const cases = {
      recognise: ["Case ID", "Client ID", "Date completed"],
      where: { Stage: ["Baseline"] },
      person: { local_id: "Client ID" },
      identifying: ["Client ID"],
      tables: {
        referral: {
          fields: {
            source_referral_id: { column: "Case ID", required: true },
            received_date: { column: "Date completed", type: "date", required: true },
          },
        },
      },
    };
    joy = await ingestSamples([
      { id: "cases", file, mapping: cases, system: "joy" },
      { id: "trackers", file: "exports/joy_style_trackers.csv", profile: "joy-trackers", system: "joy" },
    ]);
  });

  it("hold 20 people with 21 cases: one of them came back by another way", async () => {
    const row = await joy.row(`SELECT (SELECT count(*) FROM w.person) AS people,
      (SELECT count(*) FROM w.referral) AS cases, (SELECT count(*) FROM w.outcome) AS scores`);
    expect(row).toEqual({ people: 20, cases: 21, scores: 31 });
  });

  it("give +0.8 among the ten measured twice, where a dashboard of all scores shows +1.3381", async () => {
    const paired = await joy.row(pairs("ons4_satisfied", 1));
    expect(paired.people).toBe(10);
    expect(paired.mean).toBeCloseTo(0.8, 10);
    const { unpaired } = await joy.row(`SELECT
      CAST(sum(score) FILTER (WHERE stage = 'follow_up') AS DOUBLE) / count(*) FILTER (WHERE stage = 'follow_up')
      - CAST(sum(score) FILTER (WHERE stage = 'baseline') AS DOUBLE) / count(*) FILTER (WHERE stage = 'baseline') AS unpaired
      FROM w.outcome`);
    expect(unpaired).toBeCloseTo(1.3381, 4);
  });
});

describe("seven items of SWEMWBS, once before and once after", () => {
  it("are added up and turned into the metric score; a blank or impossible item gives no score and is told", async () => {
    const file = "37_swemwbs_items.csv";
    const items = Array.from({ length: 7 }, (_, index) => `SWEMWBS${index + 1}`);
    const mapping = {
      recognise: ["ID", "Time", "SWEMWBS1"],
      person: { local_id: "ID" },
      identifying: ["ID"],
      tables: {
        outcome: {
          set: { instrument: "swemwbs" },
          fields: {
            stage: { column: "Time", type: "code", codes: "outcome_stage", required: true },
            score: { sum: items, convert: "swemwbs", type: "score" },
          },
        },
      },
    };
    const survey = await ingestSamples([{ id: "survey", file: `exports/${file}`, mapping }]);
    const scores = await survey.rows(
      "SELECT _row, stage, CAST(score AS INTEGER) AS score FROM w.outcome ORDER BY _row",
    );
    expect(scores.map(({ stage, score }) => [stage, score])).toEqual([
      ["baseline", 1925],
      ["follow_up", 2503],
      ["baseline", 700],
      ["follow_up", 3500],
    ]);
    const change = await survey.row(pairs("swemwbs", 100));
    expect(change).toMatchObject({ people: 2 });
    expect((2503 - 1925) / 100).toBe(5.78);
    // The row without an answer says so; the item of 6 is no answer of this scale.
    const issues = survey.issues(file);
    expect(issues).toMatchObject({ ITEMS_MISSING: 1, NUMBER_UNREADABLE: 1 });
    expect(survey.account(file)).toMatchObject({ rows: 6, stored: 4 });
  });
});

describe("twenty baselines of whom ten came back", () => {
  it("change by 0.0 among the pairs, where all scores together rise by 2.0", async () => {
    const file = "38_pre_post_attrition.csv";
    const mapping = {
      recognise: ["Client", "Timepoint"],
      person: { local_id: "Client" },
      identifying: ["Client"],
      tables: {
        outcome: {
          set: { instrument: "ons4_satisfied" },
          fields: {
            stage: { column: "Timepoint", type: "code", codes: "outcome_stage", required: true },
            score: { column: "ONS4 Life Satisfaction", type: "score", required: true },
          },
        },
      },
    };
    const survey = await ingestSamples([{ id: "survey", file: `exports/${file}`, mapping }]);
    expect(await survey.row(pairs("ons4_satisfied", 1))).toMatchObject({ people: 10, mean: 0 });
    const row = await survey.row(`SELECT count(*) FILTER (WHERE stage = 'baseline') AS baselines,
      CAST(avg(score) FILTER (WHERE stage = 'follow_up') - avg(score) FILTER (WHERE stage = 'baseline') AS DOUBLE) AS unpaired
      FROM w.outcome`);
    expect(row).toEqual({ baselines: 20, unpaired: 2 });
  });
});

const absence = "absence/nhs_sickness_absence_2024-12.csv";

describe.skipIf(!hasPublished(absence))(
  "NHS sickness absence of December 2024 (public download: NHS England; set WHAT_MATTERS_PUBLISHED_DATA)",
  () => {
    let national: Ingested;
    beforeAll(async () => {
      national = await ingestSamples(
        [{ id: "absence", file: "exports/absence.csv", profile: "nhs-sickness-absence", published: true }],
        { link: publishedFile(absence) },
      );
    });

    it.each([
      ["England", "TRUE", 5.7449, 5.7],
      ["North West", "region = 'Y62'", 6.6573, 6.7],
      ["London", "region = 'Y56'", 5.0139, 5],
      ["ambulance trusts", "area_kind = 'Ambulance'", 8.1266, 8.1],
      ["commissioning support units", "area_kind = 'Commissioning Support Unit'", 3.6914, 3.7],
    ])("gives the published rate of %s, weighted by days", async (_, where, exact, published) => {
      const { rate } =
        await national.row(`SELECT CAST(100 * sum(value) FILTER (WHERE measure = 'fte_days_lost') AS DOUBLE)
        / CAST(sum(value) FILTER (WHERE measure = 'fte_days_available') AS DOUBLE) AS rate
        FROM w.published_count WHERE indicator = 'sickness_absence' AND ${where}`);
      expect(rate).toBeCloseTo(exact, 4);
      expect(Math.round(Number(rate) * 10) / 10).toBe(published);
    });

    it("stores each of the 280 organisations as two sums", async () => {
      expect(national.account("absence.csv")).toEqual({
        rows: 280,
        stored: 280,
        quarantined: 0,
        excluded: 0,
      });
      expect(await national.row("SELECT count(*) AS n FROM w.published_count")).toEqual({ n: 560 });
    });
  },
);
