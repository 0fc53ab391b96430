import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingest } from "../../loaders/ingest.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { openDatabase, sqlText } from "../../src/warehouse/database.ts";
import { writeNationalYear } from "./national-year.ts";

const REFERRALS = 1_000_000;
const RUNS = 3;

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

async function cost(work: () => Promise<unknown>): Promise<Cost> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 };
}

/** What bare DuckDB needs for the same casts of the same exports into a database file, checkpoint included. */
async function bareCasts(folder: string): Promise<void> {
  const file = join(folder, "bare.duckdb");
  const csv = (name: string) =>
    `read_csv(${sqlText(join(folder, "exports", `${name}.csv`))}, all_varchar = true)`;
  const day = (column: string) => `CAST(strptime(${column}, '%d/%m/%Y') AS DATE)`;
  const database = await openDatabase();
  try {
    await database.run(`ATTACH ${sqlText(file)} AS b`);
    await database.run(`CREATE TABLE b.referral AS SELECT "Referral ID" AS id, "NHS number" AS nhs,
      ${day('"Referral date"')} AS received, "Gender" AS gender, "Ethnicity" AS ethnicity, "PCN code" AS pcn FROM ${csv("referrals")}`);
    await database.run(`CREATE TABLE b.contact AS SELECT "Referral ID" AS id, ${day('"Date"')} AS date,
      "Mode" AS mode, "Attendance" AS attendance, CAST("Minutes" AS INTEGER) AS minutes FROM ${csv("contacts")}`);
    await database.run("CHECKPOINT b");
  } finally {
    database.close();
    rmSync(file, { force: true });
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** One million referrals and six million contacts, read from the start and read again unchanged, beside bare DuckDB. */
export async function ingestBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "what-matters-national-"));
  try {
    await writeNationalYear(folder, REFERRALS);
    const size = ["referrals", "contacts"].reduce(
      (sum, name) => sum + statSync(join(folder, "exports", `${name}.csv`)).size,
      0,
    );
    const loaded = loadProgramme(folder);
    const runs = { bare: [] as Cost[], fresh: [] as Cost[], unchanged: [] as Cost[] };
    for (let run = 0; run < RUNS; run++) {
      runs.bare.push(await cost(() => bareCasts(folder)));
      runs.fresh.push(await cost(() => ingest({ loaded, environment: process.env, fresh: true })));
      runs.unchanged.push(await cost(() => ingest({ loaded, environment: process.env })));
    }
    const of = (list: readonly Cost[], kind: keyof Cost) => median(list.map((one) => one[kind]));
    const line = (name: string, list: readonly Cost[]) =>
      `  ${name}: ${of(list, "wall").toFixed(2)} s (processor ${of(list, "cpu").toFixed(1)} s), ÷ bare ${(of(list, "wall") / of(runs.bare, "wall")).toFixed(1)} (processor ${(of(list, "cpu") / of(runs.bare, "cpu")).toFixed(1)})`;
    console.log(
      [
        `${(REFERRALS * 7).toLocaleString("en-GB")} rows, ${(size / 1e6).toFixed(0)} MB, medians of ${RUNS} runs:`,
        line("bare DuckDB, the same casts into a file", runs.bare),
        line("ingest: read, checked, pseudonymised, stored", runs.fresh),
        line("ingest of unchanged exports", runs.unchanged),
      ].join("\n"),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
