import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sha256 } from "../files/sha256.ts";
import { claimExports } from "./claim-exports.ts";
import { writeSample } from "./write-sample.ts";

/** The seed of the sample that the project shows. */
const SAMPLE_SEED = 20_221_001;

/**
 * Sees to it that the sample's exports are in `folder` and are those of this version of the generator; writes them where
 * they are missing or stale (a few seconds). They are made beside the folder's exports and moved in at the end, so that a
 * killed run leaves no half of them. An existing programme.yaml is left as it is.
 * @param log told one line where exports are written
 * @param scale of the sample; others than 1 are for tests
 * @returns whether anything was written
 * @throws CodedError `SAMPLE_FOLDER_IN_USE` where an export stands there that no sample wrote.
 */
export async function ensureSample(folder: string, log: (line: string) => void, scale = 1): Promise<boolean> {
  const state = join(folder, ".what-matters");
  const stampFile = join(state, "sample.json");
  const stamp = `${JSON.stringify({ generator_sha256: generatorHash(), seed: SAMPLE_SEED, scale })}\n`;
  const current = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (current && existsSync(join(folder, "exports")) && existsSync(join(folder, "truth.json"))) return false;
  log("Writing the synthetic sample's exports; they are made on first use.");
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const next = join(state, `sample-${process.pid}`);
  rmSync(next, { recursive: true, force: true });
  try {
    const { files } = await writeSample({ out: next, seed: SAMPLE_SEED, scale });
    claimExports(folder, files);
    moveIn(join(next, "exports"), join(folder, "exports"), join(next, "replaced"));
    for (const file of files) {
      if (file.startsWith("exports/")) continue;
      if (file === "programme.yaml" && existsSync(join(folder, file))) continue;
      copyFileSync(join(next, file), join(folder, file));
    }
    writeFileSync(stampFile, stamp);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
  return true;
}

/** Puts a folder in the place of another. Where a run beside this one was quicker, its folder goes too. */
function moveIn(from: string, to: string, aside: string): void {
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (existsSync(to)) renameSync(to, `${aside}-${attempt}`);
      renameSync(from, to);
      return;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** SHA-256 over the generator's own files, by name. */
function generatorHash(): string {
  const names = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts"))
    .sort();
  return sha256(
    names.map((name) => `${name} ${sha256(readFileSync(join(import.meta.dirname, name)))}\n`).join(""),
  );
}
