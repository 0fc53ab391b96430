import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { IngestReport } from "../loaders/ingest-report.ts";
import { canonicalTables } from "../src/model/canonical.ts";
import { openWarehouse, temporaryFolder } from "./programme-folder.ts";
import { type SmallSource, writeSmallProgramme } from "./small-programme.ts";

/** Valid NHS numbers that are never issued. */
export const NUMBERS = ["9991001379", "9991004114", "9991006850", "9991009590"] as const;

/** One line of the referrals' export. */
export interface Line {
  readonly nhs: string;
  readonly client: string;
  readonly ref: string;
  readonly received: string;
  readonly gender: string;
  readonly reasons: string;
  readonly service: string;
  readonly before: string;
  readonly after: string;
}

const HEADER = ["NHS", "Client", "Ref", "Received", "Gender", "Reasons", "Service", "Before", "After"];

const referrals: SmallSource = {
  profile: {
    recognise: ["NHS", "Client", "Ref", "Received"],
    person: { nhs_number: "NHS", local_id: "Client" },
    identifying: ["NHS", "Client"],
    tables: {
      person: { fields: { gender: { column: "Gender", type: "code", codes: "gender" } } },
      referral: {
        fields: {
          source_referral_id: { column: "Ref", required: true },
          received_date: { column: "Received", type: "date", required: true },
          service: "Service",
          reasons: { column: "Reasons", type: "code", codes: "reason", split: ";" },
        },
      },
      outcome: ["Before", "After"].map((name, k) => ({
        set: { instrument: "pam", stage: k === 0 ? "baseline" : "follow_up" },
        requires: [name],
        fields: {
          date: { column: "Received", type: "date" },
          score: { column: name, type: "score", required: true },
        },
      })),
    },
  },
  files: {},
  // A blank means that nothing was recorded: said here, or a short file would be asked about.
  settings: { system: "one", fill_down: [] },
};

/** Contacts name the person by the system's own number, and the referral. */
const contacts: SmallSource = {
  profile: {
    recognise: ["Client", "Ref", "Day"],
    person: { local_id: "Client" },
    identifying: ["Client"],
    tables: {
      contact: {
        fields: {
          source_referral_id: "Ref",
          date: { column: "Day", type: "date", required: true },
          attendance: { column: "Attendance", type: "code", codes: "attendance" },
          minutes: { column: "Minutes", type: "integer" },
        },
      },
    },
  },
  files: {
    "c.csv": [
      ["Client", "Ref", "Day", "Attendance", "Minutes"],
      ["C1", "R1", "05/03/2023", "Attended", "30"],
      ["C2", "R2", "06/03/2023", "DNA", ""],
      ["C2", "", "07/03/2023", "Atended", "x"],
      ["C3", "R3", "08/03/2023", "Attended", "45"],
      ["C4", "R9", "09/03/2023", "Never mind", "45"],
      ["C5", "", "31/02/2023", "Attended", "5"],
    ],
    "d.csv": [
      ["Client", "Ref", "Day", "Attendance", "Minutes"],
      ["C1", "R1", "05/04/2023", "Attended", "30"],
      ["C9", "", "06/04/2023", "Never mind", "30"],
    ],
  },
  settings: { system: "one" },
};

/** The first lines of a file of referrals. */
export const linesOf = (file: number): readonly Line[] =>
  NUMBERS.map((nhs, k) => ({
    nhs,
    client: `C${k + 1}`,
    ref: `R${file * 10 + k + 1}`,
    received: `0${k + 1}/0${file + 2}/2023`,
    gender: ["Female", "Male", "Femalle", "Wbg"][k] ?? "",
    reasons: ["Loneliness; Debt", "Housing", "Lonliness", ""][k] ?? "",
    service: "S1",
    before: ["40", "50.5", "60", "101"][k] ?? "",
    after: ["50", "", "x", "70"][k] ?? "",
  }));

/** Writes a small programme of two systems' exports in which most things can be changed one at a time. */
export function writeWorld(): string {
  const folder = writeSmallProgramme(
    { referrals, contacts },
    {
      opt_out_file: "opt-out.txt",
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
  writeOptOut(folder, []);
  for (const file of [0, 1]) writeReferrals(folder, `r${file}.csv`, linesOf(file));
  return folder;
}

/** Writes the list of people who opted out. */
export const writeOptOut = (folder: string, numbers: readonly string[]): void =>
  writeFileSync(join(folder, "opt-out.txt"), `${numbers.join("\n")}\n`);

/** Writes one export of referrals. */
export function writeReferrals(folder: string, name: string, lines: readonly Line[]): void {
  mkdirSync(join(folder, "exports/referrals"), { recursive: true });
  const rows = lines.map((line) =>
    [
      line.nhs,
      line.client,
      line.ref,
      line.received,
      line.gender,
      line.reasons,
      line.service,
      line.before,
      line.after,
    ].join(","),
  );
  writeFileSync(join(folder, "exports/referrals", name), `${[HEADER.join(","), ...rows].join("\n")}\n`);
}

/** Changes what programme.yaml, or a profile, says. */
export function editYaml(
  folder: string,
  name: string,
  // biome-ignore lint/suspicious/noExplicitAny: any setting of any source may be changed
  change: (settings: any) => void,
): void {
  const path = join(folder, name);
  const settings = parse(readFileSync(path, "utf8"));
  change(settings);
  writeFileSync(path, stringify(settings));
}

/** A copy of a programme with its state. */
export function copyWorld(folder: string): string {
  const copy = temporaryFolder();
  rmSync(copy, { recursive: true });
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** All rows of all tables of a warehouse, each table sorted. */
export async function warehouseRows(folder: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const database = await openWarehouse(folder);
  try {
    const tables: Record<string, readonly string[]> = {};
    for (const table of canonicalTables) {
      const rows = await database.rows(`SELECT * FROM w.${table}`);
      tables[table] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return tables;
  } finally {
    database.close();
  }
}

/** A report but for which files were not read again. */
export const withoutUnchanged = (report: IngestReport): unknown => ({
  ...report,
  files: report.files.map(({ unchanged: _, decisions, ...file }) => ({
    ...file,
    decisions: decisions.filter((one) => !one.startsWith("Unchanged")),
  })),
});

/** What stands in the state folder beside the warehouse, and must be the same whichever way an ingest came to it. */
export function keptState(folder: string): Readonly<Record<string, string>> {
  const state = join(folder, ".what-matters");
  const quarantine = join(state, "quarantine");
  const names = [
    "corrections.json",
    ...(existsSync(quarantine) ? readdirSync(quarantine).map((name) => `quarantine/${name}`) : []),
  ].sort();
  return Object.fromEntries(
    names.flatMap((name) =>
      existsSync(join(state, name)) ? [[name, readFileSync(join(state, name)).toString("latin1")]] : [],
    ),
  );
}
