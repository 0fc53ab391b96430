import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ingest } from "../../loaders/ingest.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { exactOf, ingestFolder, temporaryFolder, testEnvironment } from "../programme-folder.ts";

const referralHeader = "Referral ID,Patient ID,NHS number,Referral date,Project code";
const scoreHeader = "Client,When,Stage,Score";

interface Made {
  readonly referrals: readonly string[];
  readonly scores?: readonly string[];
  readonly projects?: boolean;
  readonly more?: string;
}

/** A programme of hand-made rows: referrals in the SystmOne layout, scores in long form. */
function programmeOf({ referrals, scores = [], projects = true, more = "" }: Made): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exports"));
  writeFileSync(join(folder, "exports/referrals.csv"), `${[referralHeader, ...referrals].join("\n")}\n`);
  if (scores.length > 0)
    writeFileSync(join(folder, "exports/scores.csv"), `${[scoreHeader, ...scores].join("\n")}\n`);
  writeFileSync(
    join(folder, "scores.yaml"),
    `id: long-scores
title: Scores, one a row
evidence: made for a test
kind: delimited
recognise: [Client, When, Stage, Score]
person: { local_id: Client }
tables:
  outcome:
    set: { instrument: pam }
    fields:
      date: { column: When, type: date, required: true }
      stage: { column: Stage, type: text, required: true }
      score: { column: Score, type: score, required: true }
`,
  );
  writeFileSync(
    join(folder, "programme.yaml"),
    `id: made
name: Made for a test
synthetic: true
synthetic_key: a published key for a test
window: { from: 2022-01-01, to: 2023-12-31 }
windows: { before: { from: 2022-01-01, to: 2022-09-30 }, during: { from: 2022-10-01, to: 2023-03-31 } }
data_date: 2023-12-31
dates: { order: dmy }
${projects ? "projects: [{ id: A, name: A, question: Q }, { id: B, name: B, question: Q }]" : ""}
${more}
sources:
  - { id: referrals, system: s, file: exports/referrals.csv, profile: systmone-referrals }
${scores.length > 0 ? "  - { id: scores, system: s, file: exports/scores.csv, profile: scores.yaml }" : ""}
instruments:
  - id: pam
    name: PAM
    short: PAM
    decimals: 1
    range: [0, 100]
    better: higher
    pam_cut_points: 72.5-style
    meaningful_change: { points: 5.4, source: a test }
    follow_up: { from_days: 28, to_days: 180, due_after_days: 180 }
`,
  );
  return folder;
}

const estimates = async (made: Made): Promise<readonly ExactEstimate[]> => {
  const folder = programmeOf(made);
  await ingestFolder(folder);
  return exactOf(folder);
};

const find = (all: readonly ExactEstimate[], want: Partial<ExactEstimate>): ExactEstimate | undefined =>
  all.find((one) =>
    Object.entries({ area_type: "programme", period: "all", breakdown: "none", ...want }).every(
      ([key, value]) => one[key as keyof ExactEstimate] === value,
    ),
  );

describe("which two scores make a pair", () => {
  it("does not carry a follow-up of a later episode back to an earlier one", async () => {
    const people = Array.from({ length: 20 }, (_, index) => `P${index}`);
    const all = await estimates({
      referrals: people.flatMap((id) => [`R${id}1,${id},,01/05/2022,B`, `R${id}2,${id},,01/11/2022,A`]),
      scores: people.flatMap((id) => [
        `${id},02/05/2022,baseline,40`,
        `${id},02/11/2022,baseline,45`,
        `${id},01/03/2023,follow_up,55`,
      ]),
    });
    expect(find(all, { measure: "follow_up_rate", area_type: "project", area: "B" })).toMatchObject({
      numerator: 0,
      denominator: 20,
    });
    expect(find(all, { measure: "mean_change", area_type: "project", area: "B" })?.status).toBe("too_few");
  });

  it("counts the days of the follow-up window at both ends", async () => {
    const all = await estimates({
      referrals: ["R1,P1,,01/05/2022,A", "R2,P2,,01/05/2022,A", "R3,P3,,01/05/2022,A", "R4,P4,,01/05/2022,A"],
      scores: [
        "P1,01/05/2022,baseline,40",
        "P1,28/05/2022,follow_up,50",
        "P2,01/05/2022,baseline,40",
        "P2,29/05/2022,follow_up,50",
        "P3,01/05/2022,baseline,40",
        "P3,28/10/2022,follow_up,50",
        "P4,01/05/2022,baseline,40",
        "P4,29/10/2022,follow_up,50",
      ],
    });
    expect(find(all, { measure: "mean_change" })?.n).toBe(2);
  });

  it("asks only of people who were due whether they were followed up", async () => {
    const early = Array.from({ length: 10 }, (_, index) => `E${index}`);
    const all = await estimates({
      referrals: [...early.map((id) => `R${id},${id},,01/10/2023,A`), "ROLD,OLD,,01/02/2022,A"],
      scores: [
        ...early.map((id) => `${id},01/10/2023,baseline,40`),
        ...early.slice(0, 4).map((id) => `${id},01/12/2023,follow_up,50`),
        "OLD,01/02/2022,baseline,40",
      ],
    });
    expect(find(all, { measure: "follow_up_rate" })).toMatchObject({ numerator: 0, denominator: 1 });
    expect(find(all, { measure: "follow_up_rate", period: "2023-Q4" })?.status).toBe("not_yet_observable");
    expect(find(all, { measure: "mean_change" })?.n).toBe(4);
  });
});

describe("who is one person", () => {
  it("does not make strangers with a placeholder for an NHS number one person", async () => {
    const rows = Array.from(
      { length: 20 },
      (_, index) => `R${index},P${index},${index % 2 === 0 ? "0000000000" : "1111111111"},01/05/2022,A`,
    );
    expect(find(await estimates({ referrals: rows }), { measure: "people" })?.value).toBe(20);
  });

  it("does not link by a local number that stands for nobody, or for two people", async () => {
    const folder = programmeOf({
      referrals: [
        "R1,0,9990000018,01/05/2022,A",
        "R2,0,,02/05/2022,A",
        "R3,C9,9990000018,03/05/2022,A",
        "R4,C9,9990000026,04/05/2022,A",
        "R5,C9,,05/05/2022,A",
      ],
    });
    const report = await ingestFolder(folder);
    const codes = report.issues.map((issue) => issue.code);
    expect(codes).toContain("PERSON_UNIDENTIFIED");
    expect(codes).toContain("LOCAL_ID_CONFLICT");
    expect(find(await exactOf(folder), { measure: "people" })?.value).toBe(3);
  });

  it("links a row without an NHS number through a local number that names one person", async () => {
    const all = await estimates({ referrals: ["R1,C1,9990000018,01/05/2022,A", "R2,C1,,02/05/2022,A"] });
    expect(find(all, { measure: "people" })?.value).toBe(1);
  });

  it.each(["NHS,2024-01-05", "NHS1, NHS2", "9990000019"])(
    "refuses an opt-out list with the line %s",
    async (line) => {
      const folder = programmeOf({
        referrals: ["R1,P1,9990000018,01/05/2022,A"],
        more: "opt_out_file: opt-out.txt",
      });
      writeFileSync(
        join(folder, "opt-out.txt"),
        `9990000018\n${line.replace("NHS1", "9990000018").replace("NHS2", "9990000026").replace("NHS", "9990000018")}\n`,
      );
      const refused = ingest({ loaded: loadProgramme(folder), environment: testEnvironment });
      await expect(refused).rejects.toMatchObject({
        code: "OPT_OUT_UNREADABLE",
        exit: 3,
        place: { line: 2 },
      });
    },
  );

  it("stores nothing of people who opted out, however their number is written, and counts them", async () => {
    const folder = programmeOf({
      referrals: ["R1,P1,9990000018,01/05/2022,A", "R2,P2,9990000026,01/05/2022,A"],
      more: "opt_out_file: opt-out.txt",
    });
    writeFileSync(join(folder, "opt-out.txt"), "999 000 0018\n");
    const report = await ingestFolder(folder);
    expect(report.files[0]).toMatchObject({ rows: 2, stored: 1, excluded: 1 });
    expect(find(await exactOf(folder), { measure: "people" })?.value).toBe(1);
  });
});

it("makes a release of a programme with windows and no projects", async () => {
  const all = await estimates({ referrals: ["R1,P1,,01/05/2022,"], projects: false });
  expect(find(all, { measure: "referrals", period: "before" })?.value).toBe(1);
});

it("takes no area code that is more than letters and digits", async () => {
  const folder = programmeOf({
    referrals: ["R1,P1,,01/05/2022,A"],
    more: `areas: { version: x, pcns: [{ code: "U1') UNION SELECT 1 --", name: N }] }`,
  });
  expect(() => loadProgramme(folder)).toThrow(/letters and digits/);
});
