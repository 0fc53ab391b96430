import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { beforeAll, describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { profileOf } from "../../loaders/profile-of.ts";
import { main } from "../../src/cli/main.ts";
import { sha256 } from "../../src/files/sha256.ts";
import { catalogueSchema, packedFindingsSchema } from "../../src/release/catalogue.ts";
import { makeRelease, type ReleaseFiles } from "../../src/release/make-release.ts";
import { placeNames } from "../../src/sample/names.ts";
import type { TrueShare } from "../../src/sample/templates/template-sample.ts";
import { templateKinds, writeTemplateSample } from "../../src/sample/templates/write-template-sample.ts";
import { identifiersOf, leaks } from "../identifiers.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

/* A different programme is only a different folder: each template is written, read and released, and what is released is
   the truth that was planted, under the disclosure policy, which is worked out here anew. */

const templates = resolve(import.meta.dirname, "../../data/templates");
const SEED = 20_221_001;

type Stages = Readonly<Record<string, number>>;
interface Truth {
  readonly referrals: number;
  readonly files: Readonly<Record<string, { readonly source: string; readonly rows: number }>>;
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly fault_accounts: Readonly<Record<string, string>>;
}
type Row = Readonly<Record<string, string | number | null>>;

interface Built {
  readonly folder: string;
  readonly truth: Truth & Readonly<Record<string, never>>;
  readonly report: IngestReport;
  readonly release: ReleaseFiles;
  readonly find: (where: Row) => Row;
}

async function build(kind: (typeof templateKinds)[number]): Promise<Built> {
  const folder = temporaryFolder();
  writeTemplateSample({ kind, out: folder, seed: SEED, scale: 1 });
  const report = await ingestFolder(folder);
  const loaded = loadProgramme(folder);
  const release = await makeRelease({
    state: stateFolder(folder),
    programme: loaded.programme,
    configurationSha256: sha256(loaded.text),
    lists: shippedCodeLists(),
  });
  const rows = [
    "estimates.arrow",
    "estimates-activity.arrow",
    "estimates-by-group.arrow",
    "estimates-outcomes.arrow",
    "estimates-equity.arrow",
    "estimates-workforce.arrow",
  ].flatMap((name) =>
    tableFromIPC(release.value.files[name] as Uint8Array)
      .toArray()
      .map((row) => ({ ...row }) as Row),
  );
  const find = (where: Row): Row => {
    const wanted: Row = { instrument: "", period_type: "all", breakdown: "none", ...where };
    const found = rows.filter((row) => Object.entries(wanted).every(([name, value]) => row[name] === value));
    expect(found, JSON.stringify(where)).toHaveLength(1);
    return found[0] ?? {};
  };
  const truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
  return { folder, truth, report, release: release.value, find };
}

const place = (area: string): Row =>
  area === "programme" ? { area_type: area, area } : { area_type: "service", area };
const to5 = (count: number): number => Math.round(count / 5) * 5;
const few = (count: number, upTo: number): boolean => count >= 1 && count <= upTo;

/** Counts of nested steps as published: null where small, or a few less than the last shown. */
function publishedSteps(steps: Stages, upTo: number): Readonly<Record<string, number | null>> {
  let shown: number | null = null;
  const published: Record<string, number | null> = {};
  for (const [step, count] of Object.entries(steps)) {
    const isHidden: boolean = few(count, upTo) || (shown !== null && few(shown - count, upTo));
    if (!isHidden) shown = count;
    published[step] = isHidden ? null : to5(count);
  }
  return published;
}

function expectShare(row: Row, truth: TrueShare): void {
  const { is, of, is_referrals, of_referrals, rest_referrals } = truth;
  const counts = [is, of, of - is, is_referrals, of_referrals, rest_referrals];
  const isSmall = counts.some((count) => few(count, 7));
  // A part of the programme may be withheld for the sake of a smaller cell of it.
  const isHidden = isSmall || (row.area_type !== "programme" && row.status === "withheld");
  expect(row.status).toBe(isHidden ? "withheld" : "published");
  expect([row.numerator, row.denominator]).toEqual(isHidden ? [null, null] : [to5(is), to5(of)]);
  // Two decimals, for fewer than 4,000.
  if (!isHidden) expect(Math.abs(Number(row.value) - to5(is) / to5(of))).toBeLessThanOrEqual(0.005 + 1e-9);
}

function expectStages(built: Built, area: string, stages: Stages): void {
  for (const [fact, count] of Object.entries(publishedSteps(stages, 7))) {
    const row = built.find({ ...place(area), measure: `pathway_${fact}` });
    expect([fact, row.status, row.value]).toEqual([fact, count === null ? "withheld" : "published", count]);
  }
}

function expectAccounted({ report, truth }: Built): void {
  for (const [file, { source, rows }] of Object.entries(truth.files)) {
    const read = report.files.find((one) => one.file === file);
    if (read === undefined) throw new Error(`${file} was not read.`);
    expect(read.source).toBe(source);
    expect(read.stored + read.quarantined + read.excluded).toBe(read.rows);
    expect(read.rows - (truth.faults[source]?.total_row ?? 0)).toBe(rows);
    const planted: Record<string, number> = {};
    for (const [kind, count] of Object.entries(truth.faults[source] ?? {})) {
      const [, code = ""] = /^\w+ ([A-Z_]+)/.exec(truth.fault_accounts[kind] ?? "") ?? [];
      planted[code] = (planted[code] ?? 0) + count;
    }
    const found: Record<string, number> = {};
    for (const { code, rows: count } of report.issues.filter((one) => one.source === source)) {
      found[code] = (found[code] ?? 0) + count;
    }
    expect(found, source).toEqual(planted);
  }
  expect(report.files).toHaveLength(Object.keys(truth.files).length);
}

describe("care planning and self-care in five stages (my-care-my-way)", () => {
  let built: Built;
  beforeAll(async () => {
    built = await build("my-care-my-way");
  });
  const areas = ["programme", "CARE1", "CARE2"];
  const truthOf = (area: string) =>
    built.truth[area] as unknown as { stages: Stages } & Readonly<
      Record<"completed_sessions" | "review_on_time" | "feedback_positive", TrueShare>
    >;

  it("accounts for every row, and finds every planted fault and no other", () => {
    expectAccounted(built);
  });

  it.each(areas)("%s: people at each stage", (area) => {
    expectStages(built, area, truthOf(area).stages);
  });

  it.each(areas)("%s: six sessions completed, review on time, feedback", (area) => {
    for (const share of ["completed_sessions", "review_on_time", "feedback_positive"] as const) {
      expectShare(built.find({ ...place(area), measure: `share_${share}` }), truthOf(area)[share]);
    }
  });

  it("shows all stages of the whole programme, by the names the programme gives them", () => {
    const values = Object.values(publishedSteps(truthOf("programme").stages, 7));
    expect(values).not.toContain(null);
    const catalogue = catalogueSchema.parse(JSON.parse(String(built.release.files["release.json"])));
    expect(catalogue.pathway.stages.map(({ label }) => label)).toEqual([
      "Awareness and referral in",
      "Assessment and care plan (PAM)",
      "Referral to a service",
      "Six sessions completed",
      "Follow-up (PAM review)",
    ]);
  });

  it("reads tiers from the form, and all nine services of the menu", async () => {
    const database = await openWarehouse(built.folder);
    try {
      const tiers = await database.rows("SELECT DISTINCT tier FROM w.referral ORDER BY tier");
      expect(tiers).toEqual([{ tier: 0 }, { tier: 1 }, { tier: 2 }, { tier: 3 }]);
      const types = await database.rows<{ type: string }>(
        "SELECT DISTINCT type FROM w.activity ORDER BY type",
      );
      expect(types.map(({ type }) => type)).toEqual([
        "befriending",
        "carers_support",
        "counselling",
        "daily_living",
        "decluttering",
        "dementia_support",
        "diet",
        "exercise",
        "information_and_advice",
      ]);
    } finally {
      database.close();
    }
  });
});

describe("a community hub for mothers and young families (improving-me)", () => {
  let built: Built;
  beforeAll(async () => {
    built = await build("improving-me");
  });
  const areas = ["programme", "HUB1", "HUB2"];
  const truthOf = (area: string) =>
    built.truth[area] as unknown as {
      stages: Stages;
      maternity: number;
      interpreter_needed: number;
    } & Readonly<
      Record<
        "interpreter_booked" | "interpreter_present" | "interpreted" | "mental_health" | "target",
        TrueShare
      >
    >;

  it("accounts for every row, and finds every planted fault and no other", () => {
    expectAccounted(built);
  });

  it.each(areas)("%s: people at each stage", (area) => {
    expectStages(built, area, truthOf(area).stages);
  });

  it.each(areas)("%s: interpreters needed, booked and present", (area) => {
    const { interpreter_needed, interpreter_booked, interpreter_present, interpreted } = truthOf(area);
    const needed = built.find({
      ...place(area),
      measure: "referrals",
      breakdown: "interpreter",
      category: "yes",
    });
    expect(needed.value).toBe(to5(interpreter_needed));
    expectShare(built.find({ ...place(area), measure: "share_interpreter_booked" }), interpreter_booked);
    expectShare(built.find({ ...place(area), measure: "share_interpreter_present" }), interpreter_present);
    expectShare(built.find({ ...place(area), measure: "share_interpreted" }), interpreted);
  });

  it("knows the maternity cohort, and reads the hubs' own words for perinatal mental health", () => {
    const { maternity, mental_health, target } = truthOf("programme");
    const cohort = built.find({
      ...place("programme"),
      measure: "referrals",
      breakdown: "cohort",
      category: "maternity",
    });
    expect(cohort.value).toBe(to5(maternity));
    expectShare(built.find({ ...place("programme"), measure: "share_mental_health_reason" }), mental_health);
    expectShare(built.find({ area_type: "project", area: "PERINATAL", measure: "share_target" }), target);
  });

  it("shows trainees step by step, and nothing that would tell of fewer than 10 of them", () => {
    const trainees = built.truth.trainees as unknown as Readonly<Record<string, Stages>>;
    expect(trainees).toMatchObject({
      programme: { started: 60, trained: 40, placed: 20, progressed: 10 },
      HUB1: { started: 38, trained: 28, placed: 18, progressed: 8 },
      HUB2: { started: 22, trained: 12, placed: 2, progressed: 2 },
    });
    const shown = (area: string) =>
      ["started", "trained", "placed", "progressed"].map(
        (step) => built.find({ ...place(area), measure: `trainees_${step}` }).value,
      );
    expect(shown("programme")).toEqual([60, 40, 20, 10]);
    // Those placed by the first hub would give away the 2 of the second.
    expect(shown("HUB1")).toEqual([40, 30, null, null]);
    expect(shown("HUB2")).toEqual([20, 10, null, null]);
    const findings = packedFindingsSchema.parse(JSON.parse(String(built.release.files["findings.json"])));
    const [headline = -1] = findings.findings["link-workers||programme|programme|all|all"] ?? [];
    expect(findings.texts[headline]).toBe(
      "Of 60 people who started training, 40 completed it, 20 were placed with a service and 10 went on to a job or further training.",
    );
    const { lived_experience = 0, lived_experience_known = 1 } = trainees.programme ?? {};
    const fifth = Math.floor((lived_experience / lived_experience_known) * 5);
    expect(built.find({ ...place("programme"), measure: "share_trainees_lived_experience" })).toMatchObject({
      numerator: null,
      value: null,
      lower: fifth / 5,
      upper: (fifth + 1) / 5,
    });
  });
});

describe.each(templateKinds)("template %s", (kind) => {
  const { programme, text, folder } = loadProgramme(join(templates, kind));
  const isInvented = (name: string) => placeNames.some((one) => name.startsWith(one));

  it("is ready for real data: not synthetic, without a key, with a profile for every source", () => {
    expect(programme.synthetic).toBe(false);
    expect(programme.synthetic_key).toBeUndefined();
    for (const source of programme.sources) {
      expect(profileOf(source, folder).evidence.length).toBeGreaterThan(100);
    }
  });

  it("names no real organisation", () => {
    const names = [...programme.services, ...programme.areas.pcns].map(({ name }) => name);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !isInvented(name))).toEqual([]);
    expect(programme.areas.icbs).toEqual([]);
    expect(text).not.toMatch(/my care my way|improving me|kcsc|kensington|\bNHS\b.*\b(trust|icb)\b/i);
  });

  it("tells in README.md which files go into exports/", () => {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    for (const { file } of programme.sources) {
      expect(readme).toContain(basename(file).replace(/\*?\.\w+$/, ""));
    }
  });

  it("writes a sample that is marked synthetic, the same from the command line, and names invented providers", async () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    const { files } = writeTemplateSample({ kind, out: one, seed: 7, scale: 0.5 });
    const options = ["--kind", kind, "--seed", "7", "--scale", "0.5", "--out", other, "--quiet"];
    expect(await main(["node", "what-matters", "sample", ...options])).toBe(0);
    for (const file of files) {
      expect(readFileSync(join(other, file)).equals(readFileSync(join(one, file))), file).toBe(true);
    }
    expect(loadProgramme(one).programme.synthetic).toBe(true);
    await ingestFolder(one);
    const database = await openWarehouse(one);
    try {
      const providers = await database.rows<{ provider: string }>("SELECT DISTINCT provider FROM w.activity");
      expect(providers.length).toBeGreaterThan(1);
      expect(providers.filter(({ provider }) => !isInvented(provider))).toEqual([]);
    } finally {
      database.close();
    }
  });

  it("lets no name or NHS number into the release", async () => {
    const { folder: made, release } = await build(kind);
    const identifiers = identifiersOf(made);
    expect(identifiers.numbers.size).toBe(250);
    expect(identifiers.names.size).toBeGreaterThan(200);
    for (const [name, content] of Object.entries(release.files)) {
      expect(leaks(Buffer.from(content), identifiers), name).toEqual([]);
    }
  });
});

describe("what-matters sample", () => {
  it("refuses a kind that is not there", async () => {
    const options = ["--kind", "another", "--out", temporaryFolder(), "--quiet"];
    expect(await main(["node", "what-matters", "sample", ...options])).toBe(2);
  });

  it("refuses a size without people to draw", () => {
    const options = { kind: "improving-me", out: temporaryFolder(), seed: 1 } as const;
    expect(() => writeTemplateSample({ ...options, scale: 0 })).toThrow("SAMPLE_OPTION");
    expect(() => writeTemplateSample({ ...options, scale: Number.NaN })).toThrow("SAMPLE_OPTION");
  });
});
