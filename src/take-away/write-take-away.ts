import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { openStaging, type StagedKind } from "../site/staging.ts";
import { MANIFEST, MANIFEST_KIND, type TakeAwayFiles } from "./take-away-files.ts";

const PACK: StagedKind = { code: "PACK", marker: MANIFEST, isMarker: isOurManifest };

/**
 * Writes a take-away folder as a whole: beside `out` first, then in its place by renaming. A folder that an earlier run
 * wrote is replaced; after a failure it stands as it was.
 *
 * @throws CodedError PACK_OUT_NOT_OURS where `out` holds anything else, PACK_OUT_NOT_REPLACEABLE
 */
export async function writeTakeAway(
  out: string,
  files: () => Promise<TakeAwayFiles>,
): Promise<TakeAwayFiles> {
  const staging = await openStaging(resolve(out), PACK);
  try {
    const made = await files();
    for (const [name, content] of Object.entries(made)) {
      const path = join(staging.dir, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
    await staging.commit();
    return made;
  } finally {
    await staging.discard();
  }
}

function isOurManifest(path: string): boolean {
  try {
    const { kind } = JSON.parse(readFileSync(path, "utf8")) as { readonly kind?: unknown };
    return kind === MANIFEST_KIND;
  } catch {
    return false;
  }
}
