import { symlink } from "node:fs/promises";
import { join, resolve } from "node:path";

/** A path that DuckDB does not take for a pattern: the file's own, else that of a link to it in the scratch folder. */
export async function plainPath(path: string, scratch: string): Promise<string | undefined> {
  const pattern = /[*?[\]{}]|^~/u;
  if (!pattern.test(path)) return path;
  const link = join(scratch, "linked");
  if (pattern.test(link)) return undefined;
  return symlink(resolve(path), link).then(
    () => link,
    () => undefined,
  );
}
