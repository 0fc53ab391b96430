import { britishOf, DATA_DAY, type Day, dayOf, weekdayOf } from "./calendar.ts";
import { isTrustService, type SampleSpell } from "./draw-absences.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { hostileTexts, plantFaults } from "./faults.ts";
import type { Random } from "./random.ts";
import { sampleServices } from "./units.ts";
import type { WrittenSource } from "./written-export.ts";

/** Hours of a full-time working day. */
const WORKING_DAY = 7.5;
/** End of a spell that has not ended. */
const OPEN = "31/12/9999";

/** Hours and minutes of the working days of a spell: `112:30`. */
function hours({ staff, first }: SampleSpell, until: Day): string {
  let days = 0;
  for (let day = first; day <= until; day += 1) {
    if (weekdayOf(day) !== 0 && weekdayOf(day) !== 6) days += 1;
  }
  const fte = staff.assignments.reduce((sum, one) => sum + one.fte, 0);
  const minutes = Math.round(days * WORKING_DAY * fte * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

const serviceName = (id: string) => sampleServices.find((one) => one.id === id)?.name ?? "";

const columns: readonly ExportColumn<SampleSpell>[] = [
  ["Unit Long Name", ({ staff }) => serviceName(staff.service)],
  ["Unit", ({ staff }) => staff.service],
  ["Surname", ({ staff }) => staff.surname],
  ["Forenames", ({ staff }) => staff.forename],
  ["Name", ({ staff }) => `${staff.surname}, ${staff.forename}`],
  ["Staff Number", ({ staff }) => staff.number],
  ["Grade Type", () => "Substantive"],
  ["Group", ({ kind, reason }) => (kind === "sickness" ? "Sickness" : reason)],
  ["Reason", ({ kind, reason }) => (kind === "sickness" ? reason.slice(4) : "")],
  ["Start", ({ first }) => britishOf(first)],
  ["End", ({ last }) => (last === undefined ? OPEN : britishOf(last))],
  ["Hours In Period (hh:mm)", (spell) => hours(spell, spell.last ?? DATA_DAY)],
  ["State", () => "Approved"],
  ["Last Note", (_, random) => random.pick(["", "", "", "off sick\nsee email", "Phoned in"])],
];

/** Faults of the files, by kind. Those that lose a row stand on rows of leave: the days of sickness stay as drawn. */
const rosterFaults = {
  impossible_date: 4,
  rejected_request: 10,
  hours_in_words: 3,
  script_in_notes: 2,
  formula_in_notes: 3,
  duplicate_row: 8,
} as const;

/** Two exports of the absences in a period: the second begins before the first one ends. */
const periods: readonly { readonly from: Day; readonly to: Day; readonly file: string }[] = [
  { from: dayOf("2021-04-01"), to: dayOf("2023-03-31"), file: "exports/healthroster-2021-04-to-2023-03.csv" },
  { from: dayOf("2023-01-01"), to: DATA_DAY, file: "exports/healthroster-2023-01-to-2024-06.csv" },
];

/** Writes the absences of the other services: one row a spell, hours over 24, open spells ending in the year 9999. */
export function writeHealthroster(
  random: Random,
  spells: readonly SampleSpell[],
  scale: number,
): WrittenSource {
  const here = spells.filter(({ staff }) => !isTrustService(staff.service));
  const rows = exportRows(random, columns, here);
  const again: ExportRow<SampleSpell>[] = [];
  const put = (column: string, text: string) => (row: ExportRow<SampleSpell>) => {
    row.cells[column] = text;
  };
  const isLeave = ({ of }: ExportRow<SampleSpell>) => of.kind === "other";
  const inPeriod = ({ of }: ExportRow<SampleSpell>, { from, to }: (typeof periods)[number]) =>
    of.first <= to && (of.last ?? DATA_DAY) >= from;
  // A fault in a row of both exports would count twice.
  const once = rows.filter((row) => periods.filter((period) => inPeriod(row, period)).length === 1);
  const planted = plantFaults(random, once, rosterFaults, Math.min(1, scale), {
    impossible_date: { fits: isLeave, change: put("Start", "31/02/2023") },
    rejected_request: { fits: isLeave, change: put("State", "Rejected") },
    hours_in_words: { fits: isLeave, change: put("Hours In Period (hh:mm)", "half day") },
    script_in_notes: { change: put("Last Note", hostileTexts.script) },
    formula_in_notes: { change: put("Last Note", hostileTexts.formula) },
    duplicate_row: { change: ({ of, cells }) => again.push({ of, cells: { ...cells } }) },
  });
  const all = [...rows, ...again];
  let endedSince = 0;
  const files = periods.map((period) => {
    const there = all
      .filter((row) => inPeriod(row, period))
      .map((row) => {
        if ((row.of.last ?? DATA_DAY) <= period.to) return row;
        endedSince += 1;
        return {
          of: row.of,
          cells: { ...row.cells, End: OPEN, "Hours In Period (hh:mm)": hours(row.of, period.to) },
        };
      });
    const header = columns.map(([name]) => name);
    // The report ends in a line of commas.
    const text = delimitedText([header, ...cellsInOrder(columns, there), header.map(() => "")], "\n");
    return { file: period.file, bytes: utf8(text), rows: there.length };
  });
  const repeated = files.reduce((sum, { rows: count }) => sum + count, 0) - all.length;
  return { files, faults: { ...planted, repeated_in_overlap: repeated, ended_in_overlap: endedSince } };
}
