import { britishOf } from "./calendar.ts";
import { localId, referralId } from "./case-ids.ts";
import { goalSystems } from "./case-sources.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { harmlessNotes, plantFaults, type WriteContext } from "./faults.ts";
import * as spelt from "./spellings.ts";
import type { CaseSystem, SampleGoal } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const goalColumns: readonly ExportColumn<SampleGoal>[] = [
  ["Referral ref", ({ referral }) => referralId(referral)],
  ["Client ref", ({ referral }) => localId(referral.system, referral.person)],
  ["Review date", ({ day }) => britishOf(day)],
  ["Concern", ({ concern }, random) => spelt.spell(random, spelt.reasonSpellings, concern)],
  ["Goal result", ({ met }, random) => spelt.spell(random, spelt.goalSpellings, met)],
  ["In the person's words", (_, random) => random.pick(harmlessNotes)],
];

/** Faults of each file at scale 1, by kind. */
const goalFaults = { impossible_date: 5, date_after_export: 3, unknown_type: 8, duplicate_row: 12 } as const;

/** Writes the goals as lists of reviews, a file for each system that exports them apart from its cases. */
export function writeGoals(
  context: WriteContext,
  goals: readonly SampleGoal[],
): Readonly<Record<string, WrittenSource>> {
  return Object.fromEntries(
    goalSystems.map((system) => {
      const here = goals.filter(({ referral }) => referral.system === system);
      return [`goals-${system}`, writeReviews(context, system, here)];
    }),
  );
}

function writeReviews(
  context: WriteContext,
  system: CaseSystem,
  goals: readonly SampleGoal[],
): WrittenSource {
  const { random } = context;
  const rows = exportRows(random, goalColumns, goals);
  const repeats: ExportRow<SampleGoal>[] = [];
  const pool = rows.filter(({ of }) => !context.optedOut.has(of.referral.person));
  const put = (column: string, value: string) => (row: ExportRow<SampleGoal>) => {
    row.cells[column] = value;
  };
  const faults = plantFaults(random, pool, goalFaults, context.scale, {
    impossible_date: { change: put("Review date", "31/09/2023") },
    date_after_export: { change: put("Review date", "12/12/2042") },
    unknown_type: { change: put("Goal result", "ongoing?") },
    duplicate_row: { change: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }) },
  });
  const all = [...rows, ...repeats];
  const lines = [goalColumns.map(([name]) => name), ...cellsInOrder(goalColumns, all)];
  return {
    files: [
      { file: `exports/goals-${system}.csv`, bytes: utf8(delimitedText(lines, "\r\n")), rows: all.length },
    ],
    faults,
  };
}
