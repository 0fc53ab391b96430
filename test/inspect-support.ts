import { rmSync } from "node:fs";
import { shippedCodeLists } from "../loaders/code-map.ts";
import { type Inspection, inspectFile } from "../loaders/inspect/inspect-file.ts";
import { printInspection } from "../loaders/inspect/print-inspection.ts";
import { proposedYaml } from "../loaders/inspect/proposed-yaml.ts";
import type { Programme } from "../src/model/programme.ts";
import { openDatabase } from "../src/warehouse/database.ts";
import { temporaryFolder } from "./programme-folder.ts";

/** Inspects a file as the command does, without a programme unless one is given. */
export async function inspected(
  path: string,
  programme?: { readonly folder: string; readonly programme: Programme },
): Promise<Inspection> {
  const scratch = temporaryFolder();
  const database = await openDatabase({ scratch });
  try {
    return await inspectFile(database, {
      path,
      folder: programme?.folder ?? scratch,
      programme: programme?.programme,
      lists: shippedCodeLists(),
      taken: [],
      scratch,
    });
  } finally {
    database.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Everything that the command could write anywhere about a file. */
export const toldOf = (inspection: Inspection): string =>
  [printInspection(inspection), proposedYaml(inspection), JSON.stringify(inspection)].join("\n");

/** Column → field and confidence. */
export const fieldsOf = (inspection: Inspection): Readonly<Record<string, string>> =>
  Object.fromEntries(
    inspection.columns.map(({ name, field, confidence }) => [name, `${field} ${confidence ?? "-"}`]),
  );
