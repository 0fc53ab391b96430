import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { IngestReport } from "../loaders/ingest-report.ts";
import type { Row } from "../src/warehouse/database.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "./programme-folder.ts";

/** A source of a programme written in a test: its rows (header first) and the profile that reads them. */
export interface SmallSource {
  readonly profile: Readonly<Record<string, unknown>>;
  /** File name → lines of cells, header first. */
  readonly files: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Further settings of the source in programme.yaml. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** An ingested programme of a test. */
export interface SmallProgramme {
  readonly folder: string;
  readonly report: IngestReport;
  rows(sql: string): Promise<Row[]>;
  file(name: string): IngestReport["files"][number];
  /** Rows found with a rule, over all columns. */
  issues(file: string, code: string): number;
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Writes the folder of a programme: programme.yaml with these settings, a profile and CSV files a source. */
export function writeSmallProgramme(
  sources: Readonly<Record<string, SmallSource>>,
  settings: Readonly<Record<string, unknown>> = {},
): string {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [id, { profile, files }] of Object.entries(sources)) {
    const text = {
      id,
      title: id,
      evidence: "Made up for a test.",
      kind: "delimited",
      dates: "dmy",
      ...profile,
    };
    write(`profiles/${id}.yaml`, stringify(text));
    for (const [name, lines] of Object.entries(files))
      write(`exports/${id}/${name}`, lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join(""));
  }
  write(
    "programme.yaml",
    stringify({
      id: "small",
      name: "A programme of a test",
      synthetic: true,
      window: { from: "2022-01-01", to: "2023-12-31" },
      data_date: "2023-12-31",
      dates: { order: "dmy", earliest: "2015-01-01" },
      ...settings,
      sources: Object.entries(sources).map(([id, { settings: more }]) => ({
        id,
        file: `exports/${id}/*.csv`,
        profile: `profiles/${id}.yaml`,
        ...more,
      })),
    }),
  );
  return folder;
}

/** Writes and ingests a programme. `close` the warehouse through `after`. */
export async function ingestSmall(
  sources: Readonly<Record<string, SmallSource>>,
  settings: Readonly<Record<string, unknown>> = {},
  extra: Readonly<Record<string, string>> = {},
): Promise<SmallProgramme> {
  const folder = writeSmallProgramme(sources, settings);
  for (const [name, text] of Object.entries(extra)) writeFileSync(join(folder, name), text);
  const report = await ingestFolder(folder);
  return {
    folder,
    report,
    async rows(sql) {
      const database = await openWarehouse(folder);
      try {
        return await database.rows(sql);
      } finally {
        database.close();
      }
    },
    file(name) {
      const found = report.files.find((one) => one.file.endsWith(`/${name}`));
      if (found === undefined) throw new Error(`No file ${name}.`);
      return found;
    },
    issues: (file, code) =>
      report.issues
        .filter((one) => one.file.endsWith(`/${file}`) && one.code === code)
        .reduce((sum, one) => sum + one.rows, 0),
  };
}
