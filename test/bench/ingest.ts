import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingest } from "../../loaders/ingest.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { bareCasts } from "./bare-casts.ts";
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
      runs.bare.push(await cost(() => bareCasts(join(folder, "exports"))));
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
