import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { read, utils } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { dayOf } from "../../src/sample/calendar.ts";
import { drawAbsences, isTrustService, type SampleSpell } from "../../src/sample/draw-absences.ts";
import { drawStaff, isPaid } from "../../src/sample/draw-staff.ts";
import { drawStaffSurvey } from "../../src/sample/draw-staff-survey.ts";
import { seededRandom } from "../../src/sample/random.ts";
import { sampleProgrammeYaml } from "../../src/sample/sample-programme.ts";
import { staffDate } from "../../src/sample/staff-years.ts";
import { writeProgrammeOffice } from "../../src/sample/write-office.ts";
import { writeWorkforce } from "../../src/sample/write-workforce.ts";
import type { WrittenSource } from "../../src/sample/written-export.ts";
import type { Database } from "../../src/warehouse/database.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

/** The seed from which data/sample draws its staff; the office has the next one. */
const SEED = 20_221_002;
const large = ["SVC04", "SVC09", "SVC11"] as const;

const agreed = z.object({ answered: z.number(), agree: z.number() });
const scored = z.object({
  n: z.number(),
  mean: z.number().nullable(),
  n_complete: z.number(),
  mean_complete: z.number().nullable(),
});
const yearTruth = z.object({
  year: z.string(),
  staff: z.number(),
  in_post_at_start: z.number(),
  left: z.number(),
  left_of_start: z.number(),
  long_absence: z.number(),
  link_worker_fte: z.number(),
  respondents: z.number(),
  burnout: z.object({ personal: scored, work: scored, client: scored }),
  satisfied: agreed,
  consulted: agreed,
  supervision: agreed,
  intend_to_leave: z.object({ answered: z.number(), yes: z.number() }),
});
const workforceTruth = z.object({
  services: z.array(z.object({ service: z.string(), years: z.array(yearTruth) })),
  programme: z.object({
    years: z.array(yearTruth),
    volunteers: z.object({
      all: z.number(),
      left: z.number(),
      left_reason_known: z.number(),
      to_employment: z.number(),
    }),
  }),
});
const officeTruth = z.object({
  projects: z.array(
    z.object({
      project: z.string(),
      sessions_attended: z.number(),
      sessions_by_kind: z.record(z.string(), z.number()),
      people_attending: z.number(),
      grant: z.number(),
      spent_pounds: z.number(),
      spent_by_kind: z.record(z.string(), z.number()),
    }),
  ),
});

const written = (seed: number) => {
  const workforce = writeWorkforce(seededRandom(seed), 1);
  const office = writeProgrammeOffice(seededRandom(seed + 1), 1);
  return { workforce, office, sources: { ...workforce.sources, ...office.sources } };
};
const { workforce, office, sources } = written(SEED);
const truth = workforceTruth.parse(workforce.truth);
const projects = officeTruth.parse(office.truth).projects;
const allSources: readonly (readonly [string, WrittenSource])[] = Object.entries(sources);

const yearsOf = (service: string) => {
  const found = truth.services.find((one) => one.service === service)?.years;
  if (found === undefined) throw new Error(`no service ${service}`);
  return new Map(found.map((one) => [one.year, one]));
};
const of = (service: string, year: string) => {
  const found = yearsOf(service).get(year);
  if (found === undefined) throw new Error(`no ${year}`);
  return found;
};

type Row = Readonly<Record<string, string>>;
const text = ({ files }: WrittenSource, index = 0) => new TextDecoder().decode(files[index]?.bytes);
const csv = (source: WrittenSource, index = 0): readonly Row[] =>
  parse<Row>(text(source, index), { columns: true, skip_empty_lines: true });
const workbook = ({ files }: WrittenSource) => {
  const bytes = files[0]?.bytes;
  if (bytes === undefined) throw new Error("no file");
  return read(bytes);
};

describe("the staff of the sample", () => {
  it("give the same bytes and the same truth for the same seed, and others for another", () => {
    const bytes = ({ sources: all }: ReturnType<typeof written>) =>
      Object.values(all).flatMap(({ files }) =>
        files.map((file) => Buffer.from(file.bytes).toString("base64")),
      );
    expect(bytes(written(SEED))).toEqual(bytes({ workforce, office, sources }));
    expect(written(SEED).workforce.truth).toEqual(workforce.truth);
    expect(bytes(written(SEED + 7))).not.toEqual(bytes({ workforce, office, sources }));
  });

  it("are 25 to 30 in the three services with navigators and coordinators, fewer than 10 elsewhere", () => {
    for (const { service, years } of truth.services) {
      for (const year of years) {
        if (large.some((one) => one === service)) {
          expect(year.in_post_at_start, `${service} ${year.year}`).toBeGreaterThanOrEqual(25);
          expect(year.in_post_at_start, `${service} ${year.year}`).toBeLessThanOrEqual(30);
        } else expect(year.staff, `${service} ${year.year}`).toBeLessThan(10);
      }
    }
  });

  it("hold 50 full-time equivalents of link workers but for the weeks in which posts are vacant", () => {
    for (const { link_worker_fte, year } of truth.programme.years) {
      expect(link_worker_fte, year).toBeLessThan(50);
      expect(link_worker_fte, year).toBeGreaterThan(47.5);
    }
  });

  it("show fewer long absences, leavers and less burnout where volunteers took on administration, and no such fall elsewhere", () => {
    const first = of("SVC04", "2021-22");
    const last = of("SVC04", "2023-24");
    expect(first.long_absence / first.staff).toBeGreaterThan(0.27);
    expect(last.long_absence / last.staff).toBeLessThan(0.16);
    expect(last.left_of_start).toBeLessThan(first.left_of_start);
    const fall = (service: string, scale: "personal" | "work") =>
      (of(service, "2021-22").burnout[scale].mean ?? 0) - (of(service, "2023-24").burnout[scale].mean ?? 0);
    expect(fall("SVC04", "work")).toBeGreaterThan(5);
    expect(fall("SVC04", "personal")).toBeGreaterThan(5);
    for (const service of ["SVC09", "SVC11"]) {
      const [before, after] = [of(service, "2021-22"), of(service, "2023-24")];
      expect(
        Math.abs(before.long_absence / before.staff - after.long_absence / after.staff),
        service,
      ).toBeLessThan(0.05);
      expect(Math.abs(fall(service, "work")), service).toBeLessThan(6);
    }
  });

  it("mean to leave less often after the pilot where they were consulted, and as often as before elsewhere", () => {
    const share = (service: string, year: string) => {
      const { yes, answered } = of(service, year).intend_to_leave;
      return yes / answered;
    };
    expect(share("SVC11", "2021-22")).toBeGreaterThan(0.38);
    expect(share("SVC11", "2022-23")).toBeGreaterThan(0.35);
    expect(share("SVC11", "2023-24")).toBeLessThan(0.25);
    expect(Math.abs(share("SVC09", "2021-22") - share("SVC09", "2023-24"))).toBeLessThan(0.06);
    expect(of("SVC11", "2023-24").consulted.agree).toBeGreaterThan(
      of("SVC11", "2021-22").consulted.agree + 5,
    );
  });

  it("are strained in the service with two link workers", () => {
    for (const year of ["2021-22", "2022-23", "2023-24"]) {
      const strained = of("SVC06", year);
      const all = truth.programme.years.find((one) => one.year === year);
      expect((strained.burnout.work.mean ?? 0) - (all?.burnout.work.mean ?? 0), year).toBeGreaterThan(8);
      expect(strained.intend_to_leave.yes).toBe(strained.intend_to_leave.answered);
    }
  });

  it("answer the survey at 70 to 80 per cent of those in post who are not off sick", () => {
    const seed = seededRandom(SEED);
    const staff = drawStaff(seed);
    const spells = drawAbsences(seed, staff);
    const responses = drawStaffSurvey(seed, staff, spells);
    const day = dayOf("2023-03-06");
    const there = staff.filter((one) => isPaid(one) && one.started <= day && (one.left ?? day) >= day);
    const answered = responses.filter(({ wave }) => wave === "2022-23").length;
    expect(answered / there.length).toBeGreaterThan(0.7);
    expect(answered / there.length).toBeLessThan(0.81);
    expect(new Set(responses.map(({ code }) => code)).size).toBe(responses.length);
  });

  it("are never sick outside their time in post, and the traps of the days are there (property)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (seed) => {
        const random = seededRandom(seed);
        const staff = drawStaff(random);
        const spells = drawAbsences(random, staff);
        for (const { staff: who, first, last } of spells) {
          expect(isPaid(who)).toBe(true);
          expect(first).toBeGreaterThanOrEqual(who.started);
          expect(last ?? first).toBeGreaterThanOrEqual(first);
          if (who.left !== undefined) expect(last).toBeLessThanOrEqual(who.left);
        }
        const across = spells.filter(({ kind, first, last }) => kind === "sickness" && inBoth(first, last));
        expect(across.length).toBeGreaterThanOrEqual(24);
        const open = spells.filter(({ last }) => last === undefined);
        expect(open.some(({ staff: who }) => isTrustService(who.service))).toBe(true);
        expect(open.some(({ staff: who }) => !isTrustService(who.service))).toBe(true);
        for (const service of large)
          expect(staff.filter((one) => one.service === service).length).toBeGreaterThan(28);
      }),
      { numRuns: 25 },
    );
  });

  it("give another count of long absences where a spell counts whole in the year it began, or leave counts too", () => {
    const random = seededRandom(SEED);
    const staff = drawStaff(random);
    const spells = drawAbsences(random, staff);
    const whole = (wanted: (spell: SampleSpell) => boolean) => {
      const days = new Map<string, number>();
      for (const spell of spells.filter(wanted)) {
        if (spell.first < dayOf("2022-04-01") || spell.first > dayOf("2023-03-31")) continue;
        days.set(
          spell.staff.number,
          (days.get(spell.staff.number) ?? 0) + (spell.last ?? spell.first) - spell.first + 1,
        );
      }
      return [...days.values()].filter((sum) => sum >= 15).length;
    };
    const right = truth.programme.years[1]?.long_absence ?? 0;
    expect(whole(({ kind }) => kind === "sickness")).toBeGreaterThan(right + 4);
    expect(whole(() => true)).toBeGreaterThan(right + 25);
  });
});

/** Whether a spell stands on both sides of a 31 March. */
const inBoth = (first: number, last: number | undefined): boolean =>
  ["2022-03-31", "2023-03-31"].some((end) => first <= dayOf(end) && (last ?? 0) > dayOf(end));

describe("the exports about staff", () => {
  it("write dates as the Electronic Staff Record does, and an open spell in the year 4712", () => {
    expect(staffDate(dayOf("2022-04-01"))).toBe("01-APR-2022");
    const rows = csv(sources["esr-absence"]);
    const dates = rows.map((row) => row["Absence End Date"] ?? "");
    expect(dates).toContain("31-DEC-4712");
    expect(dates.filter((one) => !/^\d{2}-[A-Z]{3}-\d{4}$/.test(one))).toEqual(["Absence End Date"]);
    expect(rows.length).toBe((sources["esr-absence"].files[0]?.rows ?? 0) + 1);
  });

  it("book one illness under both posts of a person who holds two", () => {
    const rows = csv(sources["esr-absence"]).filter((row) => row["Absence Type"] === "Sickness");
    const second = rows.filter((row) => row["Primary Assignment"] === "No");
    expect(second.length).toBeGreaterThan(10);
    for (const row of second) {
      const twin = rows.find(
        (other) =>
          other["Primary Assignment"] === "Yes" &&
          other["Employee Number"] === row["Employee Number"] &&
          other["Absence End Date"] === row["Absence End Date"],
      );
      expect(twin?.["Position Number"]).not.toBe(row["Position Number"]);
      expect(twin).toBeDefined();
    }
  });

  it("write hours over 24, an open spell in the year 9999, and a second file that repeats three months", () => {
    const source = sources.healthroster;
    const [first, second] = [csv(source, 0), csv(source, 1)];
    // The last line of each file is made of commas.
    const rows = [...first, ...second].filter((row) => row["Staff Number"] !== "");
    expect(rows.length).toBe(source.files.reduce((sum, file) => sum + file.rows, 0));
    expect(text(source).trimEnd().endsWith(",".repeat(13))).toBe(true);
    expect(rows.some((row) => /^\d{3}:\d{2}$/.test(row["Hours In Period (hh:mm)"] ?? ""))).toBe(true);
    expect(rows.some((row) => row.End === "31/12/9999")).toBe(true);
    const lines = new Set(
      first.filter((row) => row["Staff Number"] !== "").map((row) => JSON.stringify(row)),
    );
    const repeated = second.filter((row) => lines.has(JSON.stringify(row))).length;
    const { repeated_in_overlap: all = 0, ended_in_overlap: ended = 0 } = source.faults;
    expect(repeated).toBe(all - ended);
    expect(repeated).toBeGreaterThan(10);
    // Open in the first file, ended in the second.
    const open = first.filter((row) => row.End === "31/12/9999");
    expect(open.length).toBe(ended);
    expect(ended).toBeGreaterThan(0);
    for (const row of open) {
      const later = second.find(
        (other) =>
          other["Staff Number"] === row["Staff Number"] &&
          other.Start === row.Start &&
          other.Group === row.Group,
      );
      expect(later?.End).toMatch(/2023$/);
    }
  });

  it("keep a hidden sheet with addresses, formulas and text among the FTEs of the roster", () => {
    const book = workbook(sources.roster);
    expect(book.SheetNames).toEqual(["Staff in post", "Personal"]);
    expect(book.Workbook?.Sheets?.map((sheet) => sheet.Hidden)).toEqual([0, 1]);
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets["Staff in post"] ?? {}, {
      range: 3,
    });
    expect(rows.at(-1)).toMatchObject({ "Employee Number": "TOTAL" });
    expect(rows.length - 1).toBe(sources.roster.files[0]?.rows);
    const ftes = rows.slice(0, -1).map((row) => row.FTE);
    expect(ftes).toContain("0.60");
    expect(ftes.filter((fte) => typeof fte === "string" && !/^\d\.\d\d$/.test(fte)).length).toBe(
      sources.roster.faults.fte_in_words,
    );
    const cells = Object.entries(book.Sheets["Staff in post"] ?? {});
    expect(
      cells.some(
        ([at, cell]) => at.startsWith("J") && /^[\d.]+\/37\.5$/.test((cell as { f?: string }).f ?? ""),
      ),
    ).toBe(true);
  });

  it("hold no wording of the inventory's items: labels of at most seven words", () => {
    const book = workbook(sources["staff-survey"]);
    const [header = []] = utils.sheet_to_json<string[]>(book.Sheets.Responses ?? {}, { header: 1, range: 2 });
    const items = header.filter((name) => /^[PWC]\d /.test(name));
    expect(items.length).toBe(19);
    for (const label of items) expect(label.split(" ").length).toBeLessThanOrEqual(7);
    for (const label of items) expect(label).not.toContain("?");
  });
});

describe("the programme office of the sample", () => {
  it("gives projects different doses of the 26 sessions, and one spends slightly more than its grant", () => {
    const doses = projects.map((one) => one.sessions_attended);
    expect(Math.max(...doses)).toBeLessThanOrEqual(26);
    expect(Math.max(...doses) - Math.min(...doses)).toBeGreaterThan(8);
    const over = projects.filter((one) => one.spent_pounds > one.grant);
    expect(over.map((one) => one.project)).toEqual(["SPIP16"]);
    expect(over[0]?.spent_pounds).toBeLessThan((over[0]?.grant ?? 0) * 1.05);
    for (const one of projects) expect(one.grant).toBeLessThanOrEqual(10_000);
  });

  it("writes pounds as people do", () => {
    const amounts = csv(sources.spend).map((row) => row.Amount ?? "");
    expect(amounts.some((one) => /^£\d,\d{3}\.\d{2}$/.test(one))).toBe(true);
    expect(amounts.some((one) => /^\d+\.\d{2}$/.test(one))).toBe(true);
  });
});

describe("the exports about staff, read through their profiles", () => {
  let report: IngestReport;
  let database: Database;

  beforeAll(async () => {
    const folder = temporaryFolder();
    for (const [, { files }] of allSources) {
      for (const { file, bytes } of files) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), bytes);
      }
    }
    writeFileSync(join(folder, "programme.yaml"), programmeText());
    report = await ingestFolder(folder);
    database = await openWarehouse(folder);
    return () => database.close();
  }, 120_000);

  const issues = (source: string, code: string, column?: string) =>
    report.issues
      .filter(
        (one) =>
          one.source === source && one.code === code && (column === undefined || one.column === column),
      )
      .reduce((sum, one) => sum + one.rows, 0);
  const rowsOf = (source: string) => {
    const files = report.files.filter((one) => one.source === source);
    const sum = (pick: (file: (typeof files)[number]) => number) =>
      files.reduce((all, file) => all + pick(file), 0);
    return {
      stored: sum((file) => file.stored),
      quarantined: sum((file) => file.quarantined),
      excluded: sum((file) => file.excluded),
    };
  };
  const planted = (source: WrittenSource, ...kinds: readonly string[]) =>
    kinds.reduce((sum, kind) => {
      const count = source.faults[kind];
      if (count === undefined) throw new Error(`no fault ${kind}`);
      return sum + count;
    }, 0);
  const exported = ({ files }: WrittenSource) => files.reduce((sum, { rows }) => sum + rows, 0);
  const stored = (source: WrittenSource, quarantined: readonly string[], left: readonly string[]) =>
    exported(source) - planted(source, ...quarantined) - planted(source, ...left);

  it("accounts for every row of the roster", () => {
    const { roster } = sources;
    expect(rowsOf("roster")).toEqual({
      stored: stored(roster, ["fte_in_words"], ["duplicate_row"]),
      quarantined: planted(roster, "fte_in_words"),
      // The row of totals is no data.
      excluded: planted(roster, "duplicate_row") + 1,
    });
    expect(issues("roster", "DUPLICATE")).toBe(planted(roster, "duplicate_row"));
    expect(issues("roster", "VALUE_UNMAPPED", "Reason for Leaving")).toBe(
      planted(roster, "unknown_leaving_reason"),
    );
  });

  it("accounts for every row of both absence exports", () => {
    const esr = sources["esr-absence"];
    const lost = ["impossible_date", "blank_staff_number", "unknown_absence_type"];
    expect(rowsOf("esr-absence")).toEqual({
      stored: stored(esr, lost, ["duplicate_row"]),
      quarantined: planted(esr, ...lost),
      excluded: planted(esr, "duplicate_row", "repeated_header"),
    });
    const { healthroster } = sources;
    const left = ["duplicate_row", "repeated_in_overlap", "rejected_request"];
    expect(rowsOf("healthroster")).toEqual({
      stored: stored(healthroster, ["impossible_date", "hours_in_words"], left),
      quarantined: planted(healthroster, "impossible_date", "hours_in_words"),
      excluded: planted(healthroster, ...left),
    });
  });

  it("accounts for every row of the staff survey, the sessions and the spend", () => {
    const survey = sources["staff-survey"];
    expect(rowsOf("staff-survey")).toEqual({
      stored: stored(survey, [], ["duplicate_row", "test_response"]),
      quarantined: 0,
      excluded: planted(survey, "duplicate_row", "test_response") + 1,
    });
    expect(issues("staff-survey", "VALUE_UNMAPPED")).toBe(planted(survey, "unknown_answer"));
    expect(rowsOf("sessions")).toEqual({
      stored: stored(sources.sessions, ["attended_in_words"], ["duplicate_row"]),
      quarantined: planted(sources.sessions, "attended_in_words"),
      excluded: planted(sources.sessions, "duplicate_row"),
    });
    expect(rowsOf("spend")).toEqual({
      stored: stored(sources.spend, ["amount_in_words"], ["duplicate_row"]),
      quarantined: planted(sources.spend, "amount_in_words"),
      excluded: planted(sources.spend, "duplicate_row") + 1,
    });
  });

  it("finds the staff, the leavers and the FTE of each service and year", async () => {
    const found = await database.rows<{
      service: string;
      year: string;
      staff: number;
      at_start: number;
      left_of_start: number;
      fte: number | null;
    }>(`WITH year(year, a, b) AS (VALUES ${years()}),
      post AS (SELECT *, coalesce("left", DATE '2024-06-28') AS last FROM w.link_worker WHERE volunteer IS NOT TRUE)
      SELECT service, year, count(DISTINCT staff_key) AS staff,
        count(DISTINCT staff_key) FILTER (WHERE started <= a) AS at_start,
        count(DISTINCT staff_key) FILTER (WHERE started <= a AND "left" <= b) AS left_of_start,
        CAST(sum(fte * (date_diff('day', greatest(started, a), least(last, b)) + 1)) FILTER (WHERE role = 'link_worker') AS DOUBLE)
          / (date_diff('day', a, b) + 1) AS fte
      FROM post, year WHERE started <= b AND last >= a GROUP BY service, year, a, b`);
    expect(found.length).toBe(36);
    for (const { service, year, staff, at_start, left_of_start, fte } of found) {
      const expected = of(service, year);
      expect({ staff, at_start, left_of_start }, `${service} ${year}`).toEqual({
        staff: expected.staff,
        at_start: expected.in_post_at_start,
        left_of_start: expected.left_of_start,
      });
      expect(fte, `${service} ${year}`).toBeCloseTo(expected.link_worker_fte, 5);
    }
  });

  it("finds the volunteers who moved into employment", async () => {
    expect(
      await database.rows(`SELECT count(*) AS "all", count("left") AS "left",
        count(*) FILTER (WHERE leaving_reason <> 'not_known') AS left_reason_known,
        count(*) FILTER (WHERE leaving_reason = 'employment') AS to_employment
        FROM w.link_worker WHERE volunteer`),
    ).toEqual([truth.programme.volunteers]);
  });

  it("finds the staff with 15 or more sick days in each financial year, day by day", async () => {
    const found = await database.rows<{ service: string; year: string; long: number }>(`
      WITH year(year, a, b) AS (VALUES ${years()}),
      day AS (
        SELECT DISTINCT staff_key, unnest(generate_series(first_day, coalesce(last_day, DATE '2024-06-28'), INTERVAL 1 DAY)) AS day
        FROM w.absence WHERE kind = 'sickness'),
      sick AS (SELECT staff_key, year, count(*) AS days FROM day JOIN year ON day BETWEEN a AND b GROUP BY ALL),
      home AS (SELECT staff_key, max(service) AS service FROM w.link_worker GROUP BY staff_key)
      SELECT service, year, count(*) AS long FROM sick JOIN home USING (staff_key) WHERE days >= 15 GROUP BY ALL`);
    const counts = new Map(found.map(({ service, year, long }) => [`${service} ${year}`, long]));
    for (const { service, years: all } of truth.services) {
      for (const { year, long_absence } of all) {
        expect(counts.get(`${service} ${year}`) ?? 0, `${service} ${year}`).toBe(long_absence);
      }
    }
    expect(found.reduce((sum, { long }) => sum + long, 0)).toBeGreaterThan(80);
  });

  it("finds the burnout scores and the answers of each service and round", async () => {
    const found = await database.rows<{
      service: string;
      wave: string;
      scale: string;
      n: number;
      mean: number;
    }>(`
      WITH point AS (
        SELECT respondent_key, service, wave, split_part(item, '_', 1) AS scale,
          CASE WHEN item = 'work_7' THEN 100 - p ELSE p END AS p
        FROM w.workforce_response JOIN (VALUES ('always', 100), ('often', 75), ('sometimes', 50), ('seldom', 25), ('never', 0),
          ('very_high', 100), ('high', 75), ('somewhat', 50), ('low', 25), ('very_low', 0)) AS t(answer, p) USING (answer)
        WHERE instrument = 'cbi'),
      score AS (SELECT respondent_key, service, wave, scale, avg(p) AS score, count(*) AS answered FROM point GROUP BY ALL)
      SELECT service, wave, scale, count(*) AS n, avg(score) AS mean FROM score
      WHERE answered >= CASE scale WHEN 'work' THEN 4 ELSE 3 END GROUP BY ALL`);
    for (const { service, wave, scale, n, mean } of found) {
      const expected = of(service, wave).burnout[scale as "work"];
      expect(n, `${service} ${wave} ${scale}`).toBe(expected.n);
      expect(mean, `${service} ${wave} ${scale}`).toBeCloseTo(expected.mean ?? Number.NaN, 2);
    }
    expect(found.length).toBeGreaterThanOrEqual(105);
    const answers = await database.rows<{
      service: string;
      wave: string;
      item: string;
      answered: number;
      agreed: number;
    }>(`
      SELECT service, wave, item, count(*) AS answered,
        count(*) FILTER (WHERE answer IN ('strongly_agree', 'agree', 'yes')) AS agreed
      FROM w.workforce_response WHERE instrument = 'staff' AND answer IS NOT NULL GROUP BY ALL`);
    expect(answers.length).toBe(4 * 36);
    for (const { service, wave, item, answered, agreed: agree } of answers) {
      const { satisfied, consulted, supervision, intend_to_leave } = of(service, wave);
      const expected = {
        satisfied,
        consulted,
        supervision,
        intend_to_leave: { ...intend_to_leave, agree: intend_to_leave.yes },
      }[item as "satisfied"];
      expect({ answered, agree }, `${service} ${wave} ${item}`).toEqual({
        answered: expected.answered,
        agree: expected.agree,
      });
    }
  });

  it("finds the sessions that projects came to, and what they spent", async () => {
    const sessions = await database.rows<{ project: string; n: number; people: number }>(
      "SELECT project, count(*) FILTER (WHERE attended > 0) AS n, CAST(sum(attended) AS INTEGER) AS people FROM w.support_session GROUP BY project",
    );
    const spend = await database.rows<{ project: string; kind: string; pence: number }>(
      "SELECT project, kind, CAST(sum(amount) * 100 AS INTEGER) AS pence FROM w.spend GROUP BY project, kind",
    );
    for (const one of projects) {
      expect(sessions.find(({ project }) => project === one.project)).toEqual({
        project: one.project,
        n: one.sessions_attended,
        people: one.people_attending,
      });
      const kinds = spend
        .filter(({ project }) => project === one.project)
        .map(({ kind, pence }) => [kind, pence] as const);
      expect(new Map(kinds)).toEqual(
        new Map(Object.entries(one.spent_by_kind).map(([kind, pounds]) => [kind, Math.round(pounds * 100)])),
      );
    }
  });

  it("stores no number, name, address, reason or remark of a member of staff", async () => {
    const random = seededRandom(SEED);
    const staff = drawStaff(random);
    const secrets = new Set([...staff.map(({ number }) => number), ...staff.map(({ surname }) => surname)]);
    for (const table of ["link_worker", "absence", "workforce_response", "support_session", "spend"]) {
      const rows = await database.rows(`SELECT * FROM w.${table}`);
      expect(rows.length).toBeGreaterThan(100);
      const cells = new Set(rows.flatMap((row) => Object.values(row).map(String)));
      expect([...cells].filter((cell) => secrets.has(cell.replace(/-\d$/, "")))).toEqual([]);
      expect(
        [...cells].filter((cell) => /Example Road|Anxiety|S1\d |<script>|HYPERLINK|TEST-/.test(cell)),
      ).toEqual([]);
    }
  });
});

const years = () =>
  ["2021", "2022", "2023"]
    .map(
      (year) =>
        `('${year}-${Number(year.slice(2)) + 1}', DATE '${year}-04-01', DATE '${Number(year) + 1}-03-31')`,
    )
    .join(", ");

/** The sample's programme with the sources of this file only. */
function programmeText(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "programme.yaml"), sampleProgrammeYaml());
  const { programme } = loadProgramme(folder);
  const { opt_out_file: _, case_studies_file: __, ...rest } = programme;
  return stringify({ ...rest, sources: programme.sources.filter(({ id }) => id in sources) });
}
