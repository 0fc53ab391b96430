import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Released } from "../disclosure/sealed.ts";
import type { ReleaseFiles } from "./make-release.ts";

/**
 * Writes a release into `folder` (`reports/data`): beside it first, then swapped in by rename.
 * It takes nothing but `Released` figures, and checks that at run time too.
 */
export function writeRelease(folder: string, release: Released<ReleaseFiles>): void {
  if (!Released.is(release)) throw new TypeError("Only released figures may be written.");
  const next = `${folder}.next-${process.pid}`;
  const previous = `${folder}.previous-${process.pid}`;
  rmSync(next, { recursive: true, force: true });
  try {
    for (const [name, content] of Object.entries(release.value.files)) {
      const path = join(next, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    if (existsSync(folder)) renameSync(folder, previous);
    renameSync(next, folder);
  } finally {
    rmSync(next, { recursive: true, force: true });
    rmSync(previous, { recursive: true, force: true });
  }
}
