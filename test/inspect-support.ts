import { shippedCodeLists } from "../loaders/code-map.ts";
import { inspectExport } from "../loaders/inspect/inspect-export.ts";
import type { Inspection } from "../loaders/inspect/inspect-file.ts";
import { printInspection } from "../loaders/inspect/print-inspection.ts";
import { proposedYaml } from "../loaders/inspect/proposed-yaml.ts";
import { temporaryFolder } from "./programme-folder.ts";

/** Inspects a file as the command does, without a programme. */
export const inspected = (path: string): Promise<Inspection> =>
  inspectExport({
    path,
    folder: temporaryFolder(),
    programme: undefined,
    lists: shippedCodeLists(),
    taken: [],
  });

/** Everything that the command could write anywhere about a file. */
export const toldOf = (inspection: Inspection): string =>
  [printInspection(inspection), proposedYaml(inspection), JSON.stringify(inspection)].join("\n");

/** Column → field and confidence. */
export const fieldsOf = (inspection: Inspection): Readonly<Record<string, string>> =>
  Object.fromEntries(
    inspection.columns.map(({ name, field, confidence }) => [name, `${field} ${confidence ?? "-"}`]),
  );
