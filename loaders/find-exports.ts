import { readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { ProgrammeSource } from "../src/model/programme.ts";

/**
 * Files of a source, in the order of their names (a later name is a later export).
 *
 * @throws CodedError `SOURCE_FILE_MISSING` where the path or glob matches nothing, `SOURCE_OUTSIDE` where it leaves the folder.
 */
export function findExports(folder: string, source: ProgrammeSource): readonly string[] {
  if (relative(folder, resolve(folder, source.file)).startsWith("..")) {
    throw new CodedError({
      code: "SOURCE_OUTSIDE",
      place: { file: "programme.yaml" },
      what: `source "${source.id}" reads "${source.file}", which lies outside the programme folder.`,
      remedy: "Put the export, or a link to it, below the programme folder.",
      exit: EXIT.usage,
    });
  }
  const files = matching(folder, source.file);
  if (files.length === 0) {
    throw new CodedError({
      code: "SOURCE_FILE_MISSING",
      place: { file: "programme.yaml" },
      what: `source "${source.id}" reads "${source.file}", and no file matches.`,
      remedy: `Put the export at ${join("PROGRAMME", source.file)}, or correct the path.`,
      exit: EXIT.refused,
    });
  }
  return files.map((file) => join(folder, file));
}

/** Files below `folder` that match a glob of `*`, `**` and `?`; hidden folders and our own state are left out. */
function matching(folder: string, glob: string): readonly string[] {
  const pattern = glob
    .split("/")
    .map((part) =>
      part === "**"
        ? "(?:[^/]+/)*"
        : `${part
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", "[^/]*")
            .replaceAll("?", "[^/]")}/`,
    )
    .join("")
    .replace(/\/$/, "");
  const accepted = new RegExp(`^${pattern}$`);
  return (readdirSync(folder, { recursive: true, withFileTypes: true }) as import("node:fs").Dirent[])
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => accepted.test(path) && !path.split("/").some((part) => part.startsWith(".")))
    .sort();
}
