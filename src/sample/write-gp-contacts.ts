import { numberIn } from "./case-ids.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { plantFaults, type WriteContext } from "./faults.ts";
import { withWrongCheckDigit } from "./nhs-number.ts";
import type { SampleHealthUse } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const practiceColumns: readonly ExportColumn<SampleHealthUse>[] = [
  ["NHS number", ({ system, person }) => numberIn(system, person) ?? ""],
  ["Consultations 6 months before", ({ before }) => before],
  ["Consultations 6 months after", ({ after }) => after],
];

/** Faults at scale 1, by kind. */
const practiceFaults = {
  number_of_nobody: 15,
  number_in_words: 10,
  null_text: 25,
  duplicate_row: 60,
} as const;

/** Writes contacts with general practice as practices extract them for a list of NHS numbers: people without one are not in it. */
export function writeGpContacts(context: WriteContext, uses: readonly SampleHealthUse[]): WrittenSource {
  const { random } = context;
  const listed = uses.filter(({ system, person }) => numberIn(system, person) !== undefined);
  const rows = exportRows(random, practiceColumns, listed);
  const repeats: ExportRow<SampleHealthUse>[] = [];
  const pool = rows.filter(({ of }) => !context.optedOut.has(of.person));
  const faults = plantFaults(random, pool, practiceFaults, context.scale, {
    number_of_nobody: {
      change: ({ cells }) => {
        cells["NHS number"] = withWrongCheckDigit(String(cells["NHS number"]));
      },
    },
    number_in_words: {
      change: ({ cells }) => {
        cells["Consultations 6 months before"] = "over 10";
      },
    },
    null_text: {
      change: ({ cells }) => {
        cells["Consultations 6 months after"] = "NULL";
      },
    },
    duplicate_row: { change: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }) },
  });
  const all = [...rows, ...repeats];
  const lines = [practiceColumns.map(([name]) => name), ...cellsInOrder(practiceColumns, all)];
  return {
    files: [{ file: "exports/gp-contacts.csv", bytes: utf8(delimitedText(lines, "\r\n")), rows: all.length }],
    faults,
  };
}
