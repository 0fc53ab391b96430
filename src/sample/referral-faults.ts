import { DATA_DAY, type Day, dayOf, FIRST_DAY, isoOf } from "./calendar.ts";
import type { ExportRow } from "./export-table.ts";
import { hostileTexts, plantFaults, type WriteContext } from "./faults.ts";
import { withWrongCheckDigit } from "./nhs-number.ts";
import * as spelt from "./spellings.ts";
import type { SampleReferral } from "./world.ts";

/** Where the cells stand that faults are planted in. */
export interface ReferralColumns {
  readonly nhsNumber: string;
  readonly received: string;
  readonly ethnicity: string;
  readonly decile: string;
  readonly status: string;
  readonly notes: string;
}

/** Faults of each case system's referrals at scale 1, by kind. */
const common = {
  blank_nhs_number: 30,
  invalid_nhs_number: 20,
  blank_date: 4,
  impossible_date: 8,
  unknown_ethnicity: 24,
  null_text: 40,
  extra_spaces: 40,
  no_break_space: 20,
  script_in_notes: 9,
  formula_in_notes: 7,
  duplicate_row: 24,
} as const;

/** Faults that only dates of figures can have. */
const swapped = {
  month_first_date: 6,
  swapped_date_after_export: 3,
  swapped_date_outside_window: 5,
} as const;

const noneSwapped = {
  month_first_date: 0,
  swapped_date_after_export: 0,
  swapped_date_outside_window: 0,
} as const;

/** Day and month of a date the other way round, as somebody used to American dates types them. */
function swap(day: Day): Day | undefined {
  const [year = "", month = "", dayOfMonth = ""] = isoOf(day).split("-");
  if (Number(dayOfMonth) > 12 || dayOfMonth === month) return undefined;
  return dayOf(`${year}-${dayOfMonth}-${month}`);
}

/**
 * Plants the faults that every case system's referrals have, at most one a row.
 * @param options.british writes a date as dd/mm/yyyy; undefined where the system writes the month in letters or first the year
 * @param options.repeat puts the row into the export once more
 */
export function plantReferralFaults(
  { random, scale, optedOut }: WriteContext,
  rows: readonly ExportRow<SampleReferral>[],
  columns: ReferralColumns,
  options: {
    readonly impossible: string;
    readonly british: ((day: Day) => string) | undefined;
    readonly repeat: (row: ExportRow<SampleReferral>) => void;
  },
): Record<string, number> {
  type Row = ExportRow<SampleReferral>;
  const { british } = options;
  const put =
    (column: keyof ReferralColumns, text: (row: Row) => string) =>
    (row: Row): void => {
      row.cells[columns[column]] = text(row);
    };
  const typed = (row: Row) => british?.(swap(row.of.received) ?? row.of.received) ?? "";
  const swapsTo = (test: (day: Day) => boolean) => (row: Row) => {
    const other = swap(row.of.received);
    return other !== undefined && test(other);
  };
  const hasNumber = (row: Row) =>
    row.cells[columns.nhsNumber] !== null && row.cells[columns.nhsNumber] !== "";
  const pool = rows.filter(({ of }) => !optedOut.has(of.person));
  return plantFaults(random, pool, { ...common, ...(british === undefined ? noneSwapped : swapped) }, scale, {
    swapped_date_after_export: { fits: swapsTo((day) => day > DATA_DAY), change: put("received", typed) },
    swapped_date_outside_window: { fits: swapsTo((day) => day < FIRST_DAY), change: put("received", typed) },
    month_first_date: {
      fits: (row: Row) => Number(isoOf(row.of.received).slice(8)) > 12,
      change: put("received", (row) => isoOf(row.of.received).replace(/^(\d+)-(\d+)-(\d+)$/, "$2/$3/$1")),
    },
    blank_nhs_number: { fits: hasNumber, change: put("nhsNumber", () => "") },
    invalid_nhs_number: {
      fits: hasNumber,
      change: put("nhsNumber", (row) =>
        withWrongCheckDigit(String(row.cells[columns.nhsNumber]).replace(/\D/g, "")),
      ),
    },
    blank_date: { change: put("received", () => "") },
    impossible_date: { change: put("received", () => options.impossible) },
    unknown_ethnicity: { change: put("ethnicity", () => random.pick(spelt.unknownEthnicities)) },
    null_text: { change: put("decile", () => "NULL") },
    extra_spaces: { change: put("status", (row) => `  ${row.cells[columns.status]} `) },
    no_break_space: { change: put("status", (row) => `${row.cells[columns.status]}\u00a0`) },
    script_in_notes: { change: put("notes", () => hostileTexts.script) },
    formula_in_notes: { change: put("notes", () => hostileTexts.formula) },
    duplicate_row: { change: options.repeat },
  });
}
