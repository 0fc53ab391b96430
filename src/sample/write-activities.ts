import { britishOf, type Day } from "./calendar.ts";
import { referralId } from "./case-ids.ts";
import { caseSystems } from "./case-sources.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { harmlessNotes, hostileTexts, plantFaults, type WriteContext } from "./faults.ts";
import * as spelt from "./spellings.ts";
import type { Cell } from "./workbook.ts";
import type { CaseSystem, SampleActivity } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const date = (day: Day | undefined): string => (day === undefined ? "" : britishOf(day));

const activityColumns: readonly ExportColumn<SampleActivity>[] = [
  ["Referral ref", ({ referral }) => referralId(referral)],
  ["Participant", ({ referral }) => `${referral.person.forename} ${referral.person.surname.slice(0, 1)}.`],
  ["Provider", ({ provider }) => provider],
  ["Activity", ({ type }, random) => spelt.spell(random, spelt.activitySpellings, type)],
  ["Date referred", ({ referred }) => date(referred)],
  ["First session", ({ started }) => date(started)],
  ["Last session", ({ ended }) => date(ended)],
  ["Sessions booked", ({ planned }) => planned],
  ["Sessions attended", ({ attended }) => attended],
  ["Reason waiting", ({ waitingReason }) => waitingReason?.replaceAll("_", " ") ?? ""],
  [
    "Feedback (1-5)",
    ({ feedback }, random) =>
      feedback === undefined ? "" : spelt.spell(random, spelt.feedbackSpellings, String(feedback)),
  ],
  ["Remarks", (_, random) => random.pick(harmlessNotes)],
];

/** Faults of each log at scale 1, by kind. */
const activityFaults = {
  impossible_date: 8,
  date_after_export: 6,
  number_in_words: 10,
  unknown_type: 14,
  unknown_referral: 12,
  script_in_notes: 8,
  formula_in_notes: 8,
  duplicate_row: 25,
} as const;

/** Writes what people were referred on to as providers log it: a file for each case system, the providers under each other. */
export function writeActivities(
  context: WriteContext,
  activities: readonly SampleActivity[],
): Readonly<Record<string, WrittenSource>> {
  return Object.fromEntries(
    caseSystems.map((system) => {
      const here = activities.filter(({ referral }) => referral.system === system);
      return [`activities-${system}`, writeLog(context, system, here)];
    }),
  );
}

function writeLog(
  context: WriteContext,
  system: CaseSystem,
  activities: readonly SampleActivity[],
): WrittenSource {
  const { random } = context;
  const ordered = [...activities].sort(
    (a, b) => a.provider.localeCompare(b.provider) || a.referred - b.referred,
  );
  const rows = exportRows(random, activityColumns, ordered);
  const repeats = new Map<ExportRow<SampleActivity>, ExportRow<SampleActivity>>();
  const pool = rows.filter(({ of }) => !context.optedOut.has(of.referral.person));
  const put = (column: string, value: string) => (row: ExportRow<SampleActivity>) => {
    row.cells[column] = value;
  };
  const faults = plantFaults(random, pool, activityFaults, context.scale, {
    impossible_date: { change: put("Date referred", "31/04/2023") },
    date_after_export: {
      fits: ({ of }) => of.started !== undefined,
      change: put("First session", "01/09/2032"),
    },
    number_in_words: { change: put("Sessions attended", "most of them") },
    unknown_type: { change: (row) => put("Activity", random.pick(["tbc", "as discussed", "Club"]))(row) },
    unknown_referral: { change: put("Referral ref", "999999999") },
    script_in_notes: { change: put("Remarks", hostileTexts.script) },
    formula_in_notes: { change: put("Remarks", hostileTexts.formula) },
    duplicate_row: { change: (row) => repeats.set(row, { of: row.of, cells: { ...row.cells } }) },
  });
  const all = rows.flatMap((row) => [row, repeats.get(row)].filter((one) => one !== undefined));
  const header = activityColumns.map(([name]) => name);
  const lines: (readonly Cell[])[] = [header];
  let headers = 0;
  // Each provider sent a sheet with a header of its own, and somebody put the sheets together.
  for (const [index, cells] of cellsInOrder(activityColumns, all).entries()) {
    const before = all[index - 1];
    if (before !== undefined && before.of.provider !== all[index]?.of.provider) {
      lines.push(header);
      headers += 1;
    }
    lines.push(cells);
  }
  return {
    files: [
      {
        file: `exports/activities-${system}.csv`,
        bytes: utf8(delimitedText(lines, "\r\n")),
        rows: all.length,
      },
    ],
    faults: { ...faults, repeated_header: headers },
  };
}
