import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import { idsOf } from "./write-proposals.ts";

/** A programme as far as it is written. */
export interface ProgrammeAsIs {
  /** Undefined where there is none, or where it cannot be read yet. */
  readonly programme: Programme | undefined;
  /** Why it cannot be read. */
  readonly problem: string | undefined;
  /** Ids of its sources. */
  readonly taken: readonly string[];
}

/** Stands in for the sources that a new programme does not have yet. */
const NO_SOURCE = { id: "none", file: "none", profile: "none" };

/** Reads programme.yaml to look at exports by it: it may lack sources, and decisions that ingest needs. Total. */
export function programmeAsIs(folder: string): ProgrammeAsIs {
  const file = join(folder, "programme.yaml");
  if (!existsSync(file)) return { programme: undefined, problem: undefined, taken: [] };
  let yaml: unknown;
  try {
    yaml = parse(readFileSync(file, "utf8"));
  } catch {
    return { programme: undefined, problem: "it is not valid YAML.", taken: [] };
  }
  const taken = idsOf(yaml, "sources");
  const given = typeof yaml === "object" && yaml !== null ? yaml : {};
  const parsed = programmeSchema.safeParse(taken.length > 0 ? given : { ...given, sources: [NO_SOURCE] });
  if (!parsed.success) return { programme: undefined, problem: z.prettifyError(parsed.error), taken };
  const { data } = parsed;
  return { programme: taken.length > 0 ? data : { ...data, sources: [] }, problem: undefined, taken };
}
