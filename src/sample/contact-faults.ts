import type { ExportRow } from "./export-table.ts";
import { hostileTexts, plantFaults, type WriteContext } from "./faults.ts";
import type { SampleContact } from "./world.ts";

/** Where the cells stand that faults are planted in. */
export interface ContactColumns {
  readonly referral: string;
  readonly date: string;
  readonly attendance: string;
  readonly minutes: string;
  readonly notes: string;
}

/** Faults of each case system's contacts at scale 1, by kind. */
const contactFaults = {
  impossible_date: 12,
  date_after_export: 8,
  number_in_words: 15,
  unknown_attendance: 20,
  unknown_referral: 25,
  script_in_notes: 6,
  formula_in_notes: 6,
  duplicate_row: 60,
} as const;

/** A referral number that no system of the sample has given out. */
const NO_REFERRAL = "999999999";

/** Plants the faults that every case system's contacts have, at most one a row. */
export function plantContactFaults(
  { random, scale, optedOut }: WriteContext,
  rows: readonly ExportRow<SampleContact>[],
  columns: ContactColumns,
  options: {
    readonly impossible: string;
    readonly afterExport: string;
    readonly repeat: (row: ExportRow<SampleContact>) => void;
  },
): Record<string, number> {
  type Row = ExportRow<SampleContact>;
  const put = (column: keyof ContactColumns, text: string) => (row: Row) => {
    row.cells[columns[column]] = text;
  };
  const pool = rows.filter(({ of }) => !optedOut.has(of.referral.person));
  return plantFaults(random, pool, contactFaults, scale, {
    impossible_date: { change: put("date", options.impossible) },
    date_after_export: { change: put("date", options.afterExport) },
    number_in_words: {
      change: (row) => put("minutes", random.pick(["about 30", "1 hr", "half a day"]))(row),
    },
    unknown_attendance: {
      change: (row) => put("attendance", random.pick(["see notes", "voicemail", "??"]))(row),
    },
    unknown_referral: { change: put("referral", NO_REFERRAL) },
    script_in_notes: { change: put("notes", hostileTexts.script) },
    formula_in_notes: { change: put("notes", hostileTexts.formula) },
    duplicate_row: { change: options.repeat },
  });
}
