import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const IMPORT = /^@import "(\.\/[^"]+)";$/gm;

/** A style sheet as one text, each `@import "./file.css";` replaced by what stands in that file, as the site bundles it. */
export function readStyles(file: string): string {
  return readFileSync(file, "utf8").replace(IMPORT, (_, name: string) =>
    readStyles(join(dirname(file), name)),
  );
}
