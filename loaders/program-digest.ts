import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkoutFolder } from "../src/files/code-version.ts";

/** What decides how an export is read: the loaders, the model, the warehouse's SQL and the code lists. */
const FOLDERS = ["loaders", "src/model", "src/warehouse", "data/reference"];

let digest: string | undefined;

/** SHA-256 of all that decides how an export is read, so that nothing read by another version is taken for current. */
export function programDigest(): string {
  if (digest !== undefined) return digest;
  const hash = createHash("sha256");
  for (const folder of FOLDERS) {
    const names = readdirSync(join(checkoutFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const name of names) hash.update(name.slice(checkoutFolder.length)).update(readFileSync(name));
  }
  digest = hash.digest("hex");
  return digest;
}
