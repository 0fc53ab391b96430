import { execFile } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { ingest } from "../../loaders/ingest.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { sha256 } from "../../src/files/sha256.ts";
import { makeRelease, type ReleaseRequest } from "../../src/release/make-release.ts";
import { releaseInputs } from "../../src/release/release-inputs.ts";
import { writeRelease } from "../../src/release/write-release.ts";
import { writeNationalSample } from "../../src/sample/national/write-national-sample.ts";
import { buildSite } from "../../src/site/build-site.ts";
import { openPrivateCheckout } from "../../src/site/private-checkout.ts";
import { bareCasts } from "./bare-casts.ts";
import {
  AUDIT,
  type Cost,
  type CostLine,
  INFERENCE,
  partsOf,
  spreadOf,
  withoutAudit,
} from "./costs/national-costs.ts";
import { programmeSize } from "./costs/programme-size.ts";

const SEED = 20_221_001;
/** Years of a nation, and how often each is run, a whole year by a number of its own; all can be set for a shorter look. */
const YEARS = (process.env.WHAT_MATTERS_BENCH_YEARS ?? "0.1,0.3,1").split(",").map(Number);
const RUNS = Number(process.env.WHAT_MATTERS_BENCH_RUNS ?? 3);
const RUNS_OF_A_YEAR = Number(process.env.WHAT_MATTERS_BENCH_RUNS_OF_A_YEAR ?? RUNS);
/** File that every cost is added to as it is measured, a line of JSON each: a bench that is stopped has lost nothing. */
const RESULTS = process.env.WHAT_MATTERS_BENCH_RESULTS ?? join(tmpdir(), "what-matters-bench-national.jsonl");
const OLD_SPACE_MB = 5000;
const NEW_SPACE_MB = 64;

type Stage = "sample" | "bare" | "ingest" | "release" | "unchanged" | "site";

const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const requestOf = (folder: string): ReleaseRequest => {
  const loaded = loadProgramme(folder);
  return {
    state: stateFolder(loaded.folder),
    programme: loaded.programme,
    configurationSha256: sha256(loaded.text),
    lists: shippedCodeLists(),
    memory: process.env.WHAT_MATTERS_MEMORY || undefined,
  };
};

/** Where the stage "release" puts its files, and "site" finds them. */
const RELEASED = "released";

/** One stage, for the process that `nationalBench` starts: prints what it took as JSON. */
export async function nationalStage([stage = "", folder = "", years = ""]: readonly string[]): Promise<void> {
  const parts: Record<string, { wall: number; processor: number }> = {};
  let open: { readonly name: string; readonly at: number; readonly processor: number } | undefined;
  const part = (name: string) => {
    const [at, processor] = [performance.now(), processorSeconds()];
    if (open !== undefined)
      parts[open.name] = { wall: (at - open.at) / 1000, processor: processor - open.processor };
    open = { name, at, processor };
  };
  const [started, before] = [performance.now(), processorSeconds()];
  if (stage === "sample") await writeNationalSample({ out: folder, seed: SEED, years: Number(years) });
  else if (stage === "bare") await bareCasts(join(folder, "exports"));
  else if (stage === "ingest")
    await ingest({ loaded: loadProgramme(folder), environment: process.env, fresh: true });
  else if (stage === "unchanged") await releaseInputs(requestOf(folder));
  else if (stage === "release")
    writeRelease(join(folder, RELEASED), await makeRelease({ ...requestOf(folder), onStage: part }));
  else if (stage === "site") {
    const checkout = await openPrivateCheckout(join(import.meta.dirname, "../.."));
    try {
      cpSync(join(folder, RELEASED), checkout.data, { recursive: true });
      part("build");
      await buildSite({ checkout: checkout.dir, out: checkout.out, browserCheck: "off" });
      part("done");
    } finally {
      await checkout.remove();
    }
  } else throw new RangeError(`There is no stage ${stage}.`);
  const cost: Cost = {
    wall: (performance.now() - started) / 1000,
    processor: processorSeconds() - before,
    parts,
    memory: process.resourceUsage().maxRSS / 1000,
  };
  console.log(JSON.stringify(cost));
}

async function costOf(stage: Stage, folder: string, years: number): Promise<Cost> {
  const flags = [`--max-old-space-size=${OLD_SPACE_MB}`, `--max-semi-space-size=${NEW_SPACE_MB}`];
  const script = join(import.meta.dirname, "run.ts");
  const args = [...flags, "--import", "tsx", script, "national-stage", stage, folder, String(years)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 });
  const cost = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Cost;
  keep({ years, stage, ...cost });
  return cost;
}

const keep = (line: CostLine): void =>
  appendFileSync(RESULTS, `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);

const spread = (values: readonly number[], digits = 1): string => {
  const { median, lowest, highest } = spreadOf(values);
  return `${median.toFixed(digits)} (${lowest.toFixed(digits)}–${highest.toFixed(digits)})`;
};

/**
 * A nation in sizes: what ingest, release, audit and site take, as medians with the lowest and the highest of some runs.
 * Ratios are of one run, so that a busy machine slows both sides. Processor seconds are of all threads together.
 */
export async function nationalBench(): Promise<void> {
  console.log(
    `A nation, 1,250 networks: medians of ${RUNS} (a year: ${RUNS_OF_A_YEAR}; lowest–highest), in seconds by the clock, processor seconds in brackets []. Each cost is in ${RESULTS} too.`,
  );
  const bySize: { years: number; inference: number; audit: number }[] = [];
  for (const years of YEARS) {
    const folder = mkdtempSync(join(tmpdir(), "what-matters-nation-"));
    try {
      const written = await costOf("sample", folder, years);
      const costs: Record<Exclude<Stage, "sample">, Cost[]> = {
        bare: [],
        ingest: [],
        release: [],
        unchanged: [],
        site: [],
      };
      for (let run = 0; run < (years < 1 ? RUNS : RUNS_OF_A_YEAR); run++) {
        costs.bare.push(await costOf("bare", folder, years));
        costs.ingest.push(await costOf("ingest", folder, years));
        costs.release.push(await costOf("release", folder, years));
        costs.unchanged.push(await costOf("unchanged", folder, years));
      }
      keep({ years, stage: "size", ...(await programmeSize(folder)) });
      if (years === YEARS.at(-1)) costs.site.push(await costOf("site", folder, years));
      const line = (name: string, list: readonly number[], processor: readonly number[]) =>
        console.log(`  ${name.padEnd(34)} ${spread(list)} [${spread(processor)}]`);
      const both = (
        name: string,
        list: readonly Cost[],
        of: (cost: Cost, unit: "wall" | "processor") => number,
      ) =>
        line(
          name,
          list.map((cost) => of(cost, "wall")),
          list.map((cost) => of(cost, "processor")),
        );
      console.log(`${years} years, ${(1e6 * years).toLocaleString("en-GB")} referrals:`);
      both("sample drawn and written", [written], (cost, of) => cost[of]);
      both("bare DuckDB, the same casts", costs.bare, (cost, of) => cost[of]);
      both("ingest", costs.ingest, (cost, of) => cost[of]);
      for (const name of ["measures", "estimates", "protection", "documents"])
        both(`release: ${name}`, costs.release, (cost, of) => cost.parts[name]?.[of] ?? 0);
      both("release without its audit", costs.release, withoutAudit);
      both("audit", costs.release, (cost, of) => cost.parts[AUDIT]?.[of] ?? 0);
      both("unchanged release recognised", costs.unchanged, (cost, of) => cost[of]);
      const toBare = costs.ingest.map(
        (cost, run) => cost.processor / (costs.bare[run]?.processor ?? Number.NaN),
      );
      console.log(`  ingest ÷ bare DuckDB, processor: ${spread(toBare, 2)}; asked: at most 2.5`);
      const ratios = costs.release.map(
        (cost, run) => withoutAudit(cost, "processor") / (costs.ingest[run]?.processor ?? Number.NaN),
      );
      console.log(`  release without audit ÷ ingest, processor: ${spread(ratios, 2)}; asked: at most 1`);
      const most = [...costs.ingest, ...costs.release].map(({ memory }) => memory / 1000);
      console.log(`  memory at the most: ${Math.max(...most).toFixed(1)} GB; asked: less than 6`);
      for (const { parts } of costs.site)
        console.log(`  site of 1,250 networks: ${parts.build?.wall.toFixed(0)} s; asked: less than 120`);
      bySize.push({
        years,
        inference: spreadOf(costs.release.map((cost) => partsOf(cost, INFERENCE, "processor"))).median,
        audit: spreadOf(costs.release.map((cost) => partsOf(cost, [AUDIT], "processor"))).median,
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const [least] = bySize;
  for (const { years, inference, audit } of bySize.slice(1))
    console.log(
      `${years} years beside ${least?.years}, processor: inference × ${(inference / (least?.inference ?? Number.NaN)).toFixed(2)}, audit × ${(audit / (least?.audit ?? Number.NaN)).toFixed(2)}; asked: no growth with people`,
    );
}
