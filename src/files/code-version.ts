import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The checkout's root folder. */
export const checkoutFolder = join(import.meta.dirname, "../..");

/** Version of the project, from package.json. */
export function codeVersion(): string {
  const text = readFileSync(join(checkoutFolder, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
