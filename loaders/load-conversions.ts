import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { nearestWord } from "../src/model/nearest-word.ts";
import { parseYaml } from "../src/model/parse-yaml.ts";
import type { Profile } from "../src/model/profile.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";

const conversionFolder = join(import.meta.dirname, "../data/reference/conversions");

/** A published table that turns a raw score into the scale's own: `data/reference/conversions/*.yaml`. */
const conversionSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_]*$/),
    title: z.string(),
    /** Where the table comes from. */
    source: z.string(),
    /** Decimals of the converted scores. */
    decimals: z.int().min(0).max(6),
    /** Raw score → the scale's own. */
    scores: z.record(z.string().regex(/^\d+$/, "raw scores are whole numbers"), z.number()),
  })
  .refine(
    ({ decimals, scores }) =>
      Object.values(scores).every((score) => Number(score.toFixed(decimals)) === score),
    { message: "a score has more decimals than declared", path: ["scores"] },
  );

type Conversion = z.output<typeof conversionSchema>;

/** Reads the conversions of a folder, by id. @throws CodedError `CONVERSION_INVALID` with file and line. */
export function loadConversions(folder: string = conversionFolder): ReadonlyMap<string, Conversion> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return new Map(
    names.sort().map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const conversion = parseYaml(text, { file, schema: conversionSchema, code: "CONVERSION_INVALID" });
      return [conversion.id, conversion];
    }),
  );
}

/** Creates the table `conversion` (id, raw, score). */
export async function createConversions(
  database: Database,
  conversions: ReadonlyMap<string, Conversion>,
): Promise<void> {
  await database.run("CREATE TEMP TABLE conversion (id VARCHAR, raw DECIMAL(28,12), score DECIMAL(28,12))");
  const rows = [...conversions.values()].flatMap(({ id, scores }) =>
    Object.entries(scores).map(([raw, score]) => `(${sqlText(id)}, ${raw}, ${score})`),
  );
  if (rows.length > 0) await database.run(`INSERT INTO conversion VALUES ${rows.join(", ")}`);
}

/** @throws CodedError `CONVERSION_UNKNOWN` where a profile names a conversion that does not exist. */
export function checkConversions(profile: Profile, conversions: ReadonlyMap<string, Conversion>): void {
  const fields = Object.values(profile.tables)
    .flat()
    .flatMap((mapping) => Object.values(mapping.fields));
  for (const { convert } of fields) {
    if (convert === undefined || conversions.has(convert)) continue;
    const near = nearestWord(convert, [...conversions.keys()]);
    throw new CodedError({
      code: "CONVERSION_UNKNOWN",
      place: { file: `profile "${profile.id}"` },
      what: `there is no conversion "${convert}".`,
      remedy:
        near === undefined ? `Known: ${[...conversions.keys()].join(", ")}.` : `Did you mean "${near}"?`,
      exit: EXIT.usage,
    });
  }
}
