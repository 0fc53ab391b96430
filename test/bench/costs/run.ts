import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { Command } from "commander";
import type { Costs, ProgramCost, SizeCost } from "../../../reports/components/cost-plot.ts";
import { writeSample } from "../../../src/sample/write-sample.ts";
import { openDatabase, sqlText } from "../../../src/warehouse/database.ts";
import { missingR, tablesByR } from "../tables/run-r.ts";
import { writeExportsWithScores } from "../tables/write-exports.ts";
import type { StageCost } from "./cost-stage.ts";
import { COSTS_FILE, readCosts, SHOWN_IN, withCostTables } from "./cost-tables.ts";
import { nationalAsked, nationalSizes, readCostLines, spreadOf } from "./national-costs.ts";
import { programmeSize } from "./programme-size.ts";

const run = promisify(execFile);

interface Options {
  readonly runs: string;
  readonly programme: readonly string[];
  readonly compare: string;
  readonly note: string;
  readonly national?: string;
  readonly keepSizes?: boolean;
  readonly tablesOnly?: boolean;
}

const options = new Command("costs")
  .description(
    "measure what sizes of programme cost, and other programs on the same tables; write costs.json and its tables",
  )
  .option("--runs <n>", "runs of each step", "3")
  .option(
    "--programme <label=dir...>",
    "programme folders to measure; the sample alone where none is given",
    [],
  )
  .option(
    "--compare <n>",
    "referrals of the year that programs are compared on; 0 leaves the comparison as it is",
    "1000000",
  )
  .option(
    "--national <file>",
    "add what the national bench wrote into this file (WHAT_MATTERS_BENCH_RESULTS)",
  )
  .option("--keep-sizes", "leave the sizes as they are")
  .option("--note <text>", "what to say beside the figures, for example that the machine was busy", "")
  .option("--tables-only", "measure nothing: put the tables of costs.json into README and page")
  .parse()
  .opts<Options>();

async function stage(name: string, folder: string): Promise<StageCost> {
  const { stdout } = await run(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "cost-stage.ts"), name, folder],
    { maxBuffer: 1e9 },
  );
  return JSON.parse(stdout) as StageCost;
}

async function times<T>(work: () => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for (let at = 0; at < Number(options.runs); at++) made.push(await work());
  return made;
}

async function costOf(label: string, folder: string): Promise<SizeCost> {
  const read = await times(() => stage("read", folder));
  const release = await times(() => stage("release", folder));
  const cost: SizeCost = {
    label,
    ...(await programmeSize(folder)),
    read: spreadOf(read.map(({ seconds }) => seconds)),
    release: spreadOf(release.map(({ seconds }) => seconds)),
    audit: spreadOf(release.map(({ audit }) => audit)),
    memory_mb: Math.round(Math.max(...[...read, ...release].map(({ memory_mb }) => memory_mb))),
  };
  console.log(JSON.stringify(cost));
  return cost;
}

/** The compared tables by each program from the same exports; equal, or this throws. */
async function programs(referrals: number): Promise<Costs["programs"]> {
  const folder = mkdtempSync(join(tmpdir(), "what-matters-costs-"));
  try {
    await writeExportsWithScores(folder, referrals);
    const database = await openDatabase();
    const [rows] = await database.rows<{ n: number }>(
      `SELECT sum(n) AS n FROM (${["referrals", "contacts", "scores"].map((name) => `SELECT count(*) AS n FROM read_csv(${sqlText(join(folder, `exports/${name}.csv`))}, all_varchar = true)`).join(" UNION ALL ")})`,
    );
    database.close();
    const read = await times(() => stage("read", folder));
    const measured = await times(() => stage("tables", folder));
    const byRow = await times(() => stage("rows", folder));
    const noR = await missingR();
    if (noR !== undefined) console.log(`R is left out: ${noR}`);
    const byR = noR === undefined ? await times(() => tablesByR(folder)) : [];
    for (const one of [...byRow, ...byR])
      if (!isDeepStrictEqual(one.tables, measured[0]?.tables)) throw new Error("The programs do not agree.");
    const line = (
      label: string,
      does: string,
      made: readonly { readonly seconds: number; readonly memory_mb: number | null }[],
    ): ProgramCost => {
      const memory = made.flatMap(({ memory_mb }) => memory_mb ?? []);
      return {
        ...{ label, does, seconds: spreadOf(made.map(({ seconds }) => seconds)) },
        memory_mb: memory.length === 0 ? null : Math.round(Math.max(...memory)),
      };
    };
    const clean = "reads and counts; checks nothing, keeps NHS numbers";
    return {
      referrals,
      rows: rows?.n ?? 0,
      list: [
        line(
          "What Matters: read the exports",
          "reads, checks, pseudonymises, stores, accounts for every row; once for all tables",
          read,
        ),
        line("What Matters: these tables", "its own measures, from what was stored", measured),
        ...(byR.length === 0
          ? []
          : [
              line(
                "R with data.table",
                clean,
                byR.map((one) => ({ seconds: one.seconds, memory_mb: one.megabytes })),
              ),
            ]),
        line("A row at a time (TypeScript)", clean, byRow),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sizesOf(): Promise<readonly SizeCost[]> {
  if (options.keepSizes === true) return readCosts().sizes;
  const sizes: SizeCost[] = [];
  for (const given of options.programme) {
    const [label = "", ...rest] = given.split("=");
    sizes.push(await costOf(label, rest.join("=")));
  }
  if (options.programme.length === 0) {
    const folder = mkdtempSync(join(tmpdir(), "what-matters-costs-"));
    try {
      await writeSample({ out: join(folder, "sample"), seed: 20_221_001, scale: 1 });
      sizes.push(await costOf("The sample programme", join(folder, "sample")));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return sizes;
}

async function measure(): Promise<Costs> {
  const before = readCosts();
  const national = options.national === undefined ? undefined : readCostLines(options.national);
  const sizes = await sizesOf();
  const compared = Number(options.compare);
  return {
    machine: `${availableParallelism()} processor cores and ${Math.round(totalmem() / 1e9)} GB of memory`,
    note: options.note,
    runs: Number(options.runs),
    sizes: [...sizes, ...nationalSizes(national ?? [])],
    asked: national === undefined ? before.asked : nationalAsked(national),
    programs: compared === 0 ? before.programs : await programs(compared),
  };
}

if (options.tablesOnly !== true) writeFileSync(COSTS_FILE, `${JSON.stringify(await measure(), null, 2)}\n`);
const costs = readCosts();
for (const file of SHOWN_IN) writeFileSync(file, withCostTables(readFileSync(file, "utf8"), costs));
