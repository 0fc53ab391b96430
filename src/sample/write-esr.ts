import { DATA_DAY, type Day } from "./calendar.ts";
import { isTrustService, type SampleSpell } from "./draw-absences.ts";
import type { StaffAssignment } from "./draw-staff.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { hostileTexts, plantFaults } from "./faults.ts";
import { forenames, surnames } from "./names.ts";
import type { Random } from "./random.ts";
import { spell } from "./spellings.ts";
import { staffRoleSpellings } from "./staff-spellings.ts";
import { staffDate } from "./staff-years.ts";
import type { WrittenSource } from "./written-export.ts";

/** A spell of absence as booked against one post. */
interface Booking {
  readonly spell: SampleSpell;
  readonly assignment: StaffAssignment;
  readonly first: Day;
  readonly last: Day | undefined;
}

const calendarDays = ({ first, last }: Booking): number => (last ?? DATA_DAY) - first + 1;

const columns: readonly ExportColumn<Booking>[] = [
  ["Employee Number", (one) => one.spell.staff.number],
  ["Last Name", (one) => one.spell.staff.surname],
  ["First Name", (one) => one.spell.staff.forename],
  ["Assignment Number", (one) => one.assignment.number],
  ["Position Number", (one) => one.assignment.post],
  ["Primary Assignment", (one) => (one.assignment.number.includes("-") ? "No" : "Yes")],
  ["FTE", (one) => one.assignment.fte.toFixed(2)],
  ["Role", (one, random) => spell(random, staffRoleSpellings, one.spell.staff.role)],
  ["Absence Type", (one) => (one.spell.kind === "sickness" ? "Sickness" : one.spell.reason)],
  ["Absence Reason", (one) => (one.spell.kind === "sickness" ? one.spell.reason : "")],
  ["Absence Start Date", (one) => staffDate(one.first)],
  ["Absence End Date", (one) => (one.last === undefined ? "31-DEC-4712" : staffDate(one.last))],
  ["Calendar Days Lost", calendarDays],
  ["FTE Days Lost", (one) => (calendarDays(one) * one.assignment.fte).toFixed(2)],
  ["Supervisor Name", (_, random) => `${random.pick(surnames)}, ${random.pick(forenames)}`],
  ["Absence Comments", (_, random) => random.pick(["", "", "", "Return to work done", "Fit note seen"])],
];

/** Faults of the file, by kind. They stand on rows of leave, so that the days of sickness stay as drawn. */
const esrFaults = {
  impossible_date: 4,
  blank_staff_number: 3,
  unknown_absence_type: 3,
  script_in_notes: 2,
  formula_in_notes: 3,
  duplicate_row: 12,
} as const;

/** Writes the absences of the trust's services: one row a spell and assignment, open spells ending in the year 4712. */
export function writeEsr(random: Random, spells: readonly SampleSpell[], scale: number): WrittenSource {
  const here = spells.filter(({ staff }) => isTrustService(staff.service));
  const bookings = here.flatMap((one) =>
    one.staff.assignments.map((assignment, index) => booked(random, one, assignment, index)),
  );
  const rows = exportRows(random, columns, bookings);
  const again: ExportRow<Booking>[] = [];
  const put = (column: string, text: string) => (row: ExportRow<Booking>) => {
    row.cells[column] = text;
  };
  const isLeave = ({ of }: ExportRow<Booking>) => of.spell.kind === "other";
  const planted = plantFaults(random, rows, esrFaults, Math.min(1, scale), {
    impossible_date: { fits: isLeave, change: put("Absence Start Date", "31-FEB-2023") },
    blank_staff_number: { fits: isLeave, change: put("Employee Number", "") },
    unknown_absence_type: { fits: isLeave, change: put("Absence Type", "Type 9") },
    script_in_notes: { change: put("Absence Comments", hostileTexts.script) },
    formula_in_notes: { change: put("Absence Comments", hostileTexts.formula) },
    duplicate_row: { change: ({ of, cells }) => again.push({ of, cells: { ...cells } }) },
  });
  const header = columns.map(([name]) => name);
  const lines = cellsInOrder(columns, [...rows, ...again]);
  // Two downloads were put together: the second one's header stands in the middle.
  const middle = Math.floor(lines.length / 2);
  const text = delimitedText([header, ...lines.slice(0, middle), header, ...lines.slice(middle)], "\r\n");
  return {
    files: [{ file: "exports/esr-absence.csv", bytes: utf8(text), rows: lines.length }],
    faults: { ...planted, repeated_header: 1 },
  };
}

/** The same illness stands under each post; the second is sometimes booked a day late. */
function booked(random: Random, one: SampleSpell, assignment: StaffAssignment, index: number): Booking {
  const late = index > 0 && one.last !== undefined && one.last > one.first && random.chance(0.2) ? 1 : 0;
  return { spell: one, assignment, first: one.first + late, last: one.last };
}
