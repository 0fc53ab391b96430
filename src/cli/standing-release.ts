import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { sha256 } from "../files/sha256.ts";
import type { ReleaseFiles } from "../release/make-release.ts";

/** Below the programme's state folder: what the release that stands was made from. */
const STAMP = "release.json";

const stampSchema = z.object({
  inputs_sha256: z.string(),
  release_id: z.string(),
  notes: z.array(z.string()),
  files: z.record(z.string(), z.string()),
});

/** A release that was made before. */
export type StandingRelease = z.output<typeof stampSchema>;

/**
 * The release that stands in `folder`, where it was made from the same inputs and is whole: every file as it was written,
 * the log of what is withheld too. Otherwise undefined.
 */
export function standingRelease(
  state: string,
  folder: string,
  inputs: string | undefined,
): StandingRelease | undefined {
  const path = join(state, STAMP);
  if (inputs === undefined || !existsSync(path)) return undefined;
  const stamp = stampSchema.safeParse(readJson(path));
  if (!stamp.success || stamp.data.inputs_sha256 !== inputs) return undefined;
  const isWhole = Object.entries(stamp.data.files).every(([name, hash]) => {
    const file = name.startsWith("/") ? join(state, name) : join(folder, name);
    return existsSync(file) && sha256(readFileSync(file)) === hash;
  });
  return isWhole ? stamp.data : undefined;
}

/** Notes what a release was made from, with the lines that were said of it. `logs`: files of the state folder that belong to it. */
export function stampRelease(
  state: string,
  inputs: string,
  { files, manifest }: ReleaseFiles,
  { notes, logs }: { readonly notes: readonly string[]; readonly logs: readonly string[] },
): void {
  const stamp: StandingRelease = {
    inputs_sha256: inputs,
    release_id: manifest.release_id,
    notes: [...notes],
    files: Object.fromEntries([
      ...Object.entries(files).map(([name, content]) => [name, sha256(content)]),
      ...logs.map((name) => [`/${name}`, sha256(readFileSync(join(state, name)))]),
    ]),
  };
  const next = join(state, `${STAMP}.next-${process.pid}`);
  try {
    writeFileSync(next, `${JSON.stringify(stamp)}\n`, { mode: 0o600 });
    renameSync(next, join(state, STAMP));
  } finally {
    rmSync(next, { force: true });
  }
}

/** Forgets what the release was made from, before another takes its place. */
export function forgetRelease(state: string): void {
  rmSync(join(state, STAMP), { force: true });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
