import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkoutFolder } from "./code-version.ts";

/** SHA-256 of files of the checkout and of all files in folders of it, by name and content. */
export function codeDigest(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    const path = join(checkoutFolder, part);
    if (!existsSync(path)) continue;
    const names = statSync(path).isFile()
      ? [path]
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort();
    for (const name of names) hash.update(name.slice(checkoutFolder.length)).update(readFileSync(name));
  }
  return hash.digest("hex");
}
