import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CodedError, EXIT } from "../model/coded-error.ts";

/**
 * The folder of exports, and those of an earlier sample in it that a new one would not replace.
 * @param files paths of the new sample, below `out`
 * @throws CodedError `SAMPLE_FOLDER_IN_USE` where an export stands there that no sample wrote.
 */
export function claimExports(
  out: string,
  files: readonly string[],
): { readonly folder: string; readonly stale: readonly string[] } {
  const folder = join(out, "exports");
  const earlier = filesOfEarlier(out);
  const others = existsSync(folder)
    ? readdirSync(folder).filter((name) => !files.includes(`exports/${name}`))
    : [];
  const foreign = others.find((name) => !earlier.has(`exports/${name}`));
  if (foreign === undefined) return { folder, stale: others.map((name) => join(folder, name)) };
  throw new CodedError({
    code: "SAMPLE_FOLDER_IN_USE",
    place: { file: join(folder, foreign) },
    what: "the folder already holds other exports.",
    remedy: "Choose an empty folder with --out, or put those exports somewhere else.",
    exit: EXIT.usage,
  });
}

/** Exports that the truth.json of an earlier sample in the folder lists. */
function filesOfEarlier(out: string): ReadonlySet<string> {
  const path = join(out, "truth.json");
  if (!existsSync(path)) return new Set();
  try {
    const truth = JSON.parse(readFileSync(path, "utf8")) as { readonly files?: object };
    return new Set(Object.keys(truth.files ?? {}));
  } catch {
    return new Set();
  }
}
