import type { Database } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import type { MappedFile, MapRequest } from "./map-file.ts";

/** Records the rows of a staged file that `where` does not keep, so that the report tells how many they are. */
export async function recordNotSelected(
  database: Database,
  { source, profile, staged, fileId }: Pick<MapRequest, "source" | "profile" | "staged" | "fileId">,
  { table }: Pick<MappedFile, "table">,
): Promise<void> {
  if (Object.keys(source.where ?? profile.where).length === 0) return;
  await database.run(
    recordSql(
      "NOT_SELECTED",
      `SELECT ${fileId} AS file_id, _row FROM ${staged.table} ANTI JOIN ${table} USING (_row)`,
    ),
  );
}
