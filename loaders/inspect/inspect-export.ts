import { rmSync } from "node:fs";
import { join } from "node:path";
import { ownTemporaryFolder } from "../../src/files/own-temporary-folder.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { type Inspection, type InspectRequest, inspectFile } from "./inspect-file.ts";

/**
 * Inspects a file in a database of its own, in memory. Copies of cells live in a private folder that is removed at the
 * end, also where the program is stopped; where it was killed, the next one removes it.
 *
 * @throws CodedError (exit 3) where the file cannot be read
 */
export async function inspectExport(request: Omit<InspectRequest, "scratch">): Promise<Inspection> {
  const scratch = ownTemporaryFolder("inspect");
  const clean = () => rmSync(scratch, { recursive: true, force: true });
  const stop = () => {
    clean();
    process.exit(130);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const database = await openDatabase({
      scratch: join(scratch, "spill"),
      memoryLimit: process.env.WHAT_MATTERS_MEMORY,
    });
    try {
      return await inspectFile(database, { ...request, scratch });
    } finally {
      database.close();
    }
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    clean();
  }
}
