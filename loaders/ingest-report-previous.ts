import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The part of an earlier report that a later one is compared with; reports of older versions lack the rest. */
const previousSchema = z.object({
  files: z.array(
    z.object({
      source: z.string(),
      file: z.string(),
      rows: z.number(),
      stored: z.number(),
      quarantined: z.number(),
      excluded: z.number(),
      quarantine: z.object({ workbook: z.string(), sha256: z.string().optional() }).nullish(),
    }),
  ),
  issues: z.array(
    z.object({
      source: z.string(),
      file: z.string(),
      code: z.string(),
      column: z.string().nullable(),
      rows: z.number(),
    }),
  ),
});
type PreviousReport = z.output<typeof previousSchema>;
type PreviousFile = PreviousReport["files"][number];

/** The report of the ingest before this one; undefined where there is none, or it cannot be read. */
export function readPreviousReport(state: string): PreviousReport | undefined {
  const path = join(state, "ingest-report.json");
  if (!existsSync(path)) return undefined;
  try {
    return previousSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** Looks up what the ingest before found. */
export interface PreviousCounts {
  /** The same file; or the one file that the source had, where it has one now. Undefined where there is none. */
  file(source: string, name: string, alone: boolean): PreviousFile | undefined;
  /** Rows that a rule found in that file and column; 0 where it found none; undefined without the file. */
  issue(
    place: { readonly source: string; readonly name: string; readonly alone: boolean },
    code: string,
    column: string | null,
  ): number | undefined;
}

/** Finds counts of an earlier report by source, file, rule and column. */
export function previousCounts(report: PreviousReport | undefined): PreviousCounts {
  const file: PreviousCounts["file"] = (source, name, alone) => {
    const ofSource = (report?.files ?? []).filter((one) => one.source === source);
    const same = ofSource.find((one) => one.file === name);
    return same ?? (alone && ofSource.length === 1 ? ofSource[0] : undefined);
  };
  return {
    file,
    issue({ source, name, alone }, code, column) {
      const found = file(source, name, alone);
      if (found === undefined) return undefined;
      return (report?.issues ?? [])
        .filter(
          (one) =>
            one.source === source && one.file === found.file && one.code === code && one.column === column,
        )
        .reduce((sum, one) => sum + one.rows, 0);
    },
  };
}
