import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { ingest } from "../../loaders/ingest.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { sha256 } from "../../src/files/sha256.ts";
import { makeRelease } from "../../src/release/make-release.ts";
import { writeSample } from "../../src/sample/write-sample.ts";
import { openDatabase, sqlText } from "../../src/warehouse/database.ts";
import { auditBench } from "./audit.ts";
import { compareBench } from "./compare.ts";
import { comparePageBench } from "./compare-page.ts";
import { controlChartsBench } from "./control-charts.ts";
import { ingestBench } from "./ingest.ts";
import { nationalBench, nationalStage } from "./national.ts";
import { profileStage } from "./profile.ts";
import { siteBench } from "./site.ts";

const RUNS = 3;
const SCALES = [1, 4] as const;

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Copies the CSV exports as UTF-8: bare DuckDB does not read Windows-1252 without a download. Not timed. */
function copyAsUtf8(folder: string): string {
  const copies = join(folder, "utf8");
  mkdirSync(copies);
  const decoder = new TextDecoder("latin1");
  for (const file of readdirSync(join(folder, "exports")).filter((name) => name.endsWith(".csv"))) {
    writeFileSync(join(copies, file), decoder.decode(readFileSync(join(folder, "exports", file))));
  }
  return copies;
}

/** What bare DuckDB needs to put the CSV exports into a database file, all columns as text. */
async function bareDuckDb(folder: string, copies: string): Promise<void> {
  const database = await openDatabase();
  await database.run(`ATTACH ${sqlText(join(folder, "bare.duckdb"))} AS bare`);
  for (const [index, file] of readdirSync(copies).entries()) {
    const path = sqlText(join(copies, file));
    await database.run(`CREATE TABLE bare.t${index} AS SELECT * FROM read_csv(${path}, all_varchar = true)`);
  }
  await database.run("CHECKPOINT bare");
  database.close();
  rmSync(join(folder, "bare.duckdb"));
}

/** Times of the sample programme by size, as medians with their spread, and as ratios to bare DuckDB in the same run. */
async function bench(): Promise<void> {
  console.log(`Medians of ${RUNS} runs in seconds (lowest to highest), each beside the rows read.`);
  for (const scale of SCALES) {
    const folder = mkdtempSync(join(tmpdir(), "what-matters-bench-"));
    try {
      const { referrals } = await writeSample({ out: join(folder, "programme"), seed: 20_221_001, scale });
      const loaded = loadProgramme(join(folder, "programme"));
      const copies = copyAsUtf8(loaded.folder);
      const times = { bare: [] as number[], ingest: [] as number[], release: [] as number[] };
      for (let run = 0; run < RUNS; run++) {
        times.bare.push(await time(() => bareDuckDb(loaded.folder, copies)));
        times.ingest.push(await time(() => ingest({ loaded, environment: process.env, fresh: true })));
        times.release.push(
          await time(() =>
            makeRelease({
              state: stateFolder(loaded.folder),
              programme: loaded.programme,
              configurationSha256: sha256(loaded.text),
              lists: shippedCodeLists(),
            }),
          ),
        );
      }
      const show = (list: readonly number[]) =>
        `${median(list).toFixed(2)} (${Math.min(...list).toFixed(2)}–${Math.max(...list).toFixed(2)})`;
      console.log(
        `${referrals.toLocaleString("en-GB")} referrals: bare DuckDB ${show(times.bare)}, ingest ${show(times.ingest)}, release ${show(times.release)}; ingest ÷ bare ${(median(times.ingest) / median(times.bare)).toFixed(1)}`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

const [what, ...given] = process.argv.slice(2);
if (what === "national") await nationalBench();
else if (what === "national-stage") await nationalStage(given);
else if (what === "profile") await profileStage(given);
else {
  await ingestBench();
  await bench();
  await auditBench();
  await compareBench();
  controlChartsBench();
  await siteBench();
  await comparePageBench();
}
