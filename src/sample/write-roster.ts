import { britishOf, DATA_DAY, type Day } from "./calendar.ts";
import { isTrustService } from "./draw-absences.ts";
import type { SampleStaff, StaffAssignment } from "./draw-staff.ts";
import { cellsInOrder, type ExportColumn, type ExportRow, exportRows } from "./export-table.ts";
import { hostileTexts, plantFaults } from "./faults.ts";
import { forenames, surnames } from "./names.ts";
import type { Random } from "./random.ts";
import { spell } from "./spellings.ts";
import { leavingReasonSpellings, staffRoleSpellings } from "./staff-spellings.ts";
import { sampleServices } from "./units.ts";
import { type Cell, columnLetters, writeWorkbook } from "./workbook.ts";
import type { WrittenSource } from "./written-export.ts";

/** One line of the roster: a post that somebody holds or held. */
interface Line {
  readonly staff: SampleStaff;
  readonly assignment: StaffAssignment;
}

const HEADER_ROW = 4;
/** Hours of a full-time week. */
const FULL_TIME = 37.5;

const employers = ["GP federation", "Voluntary organisation", "Primary care network", "NHS trust"] as const;

const date = (random: Random, day: Day | undefined): Cell =>
  day === undefined ? null : random.chance(0.8) ? { day } : britishOf(day);

/** FTE as a number, as text, or as the formula that somebody typed. */
function fteCell(random: Random, fte: number): Cell {
  const way = random.uniform();
  if (way < 0.15) return fte.toFixed(2);
  if (way < 0.3) return { formula: `${fte * FULL_TIME}/${FULL_TIME}`, result: fte };
  return fte;
}

const employer = (service: string): string =>
  isTrustService(service)
    ? "NHS trust"
    : (employers[sampleServices.findIndex(({ id }) => id === service) % employers.length] ?? "");

const columns: readonly ExportColumn<Line>[] = [
  // Some numbers were typed into a cell that holds numbers.
  ["Employee Number", ({ staff }, random) => (random.chance(0.3) ? Number(staff.number) : staff.number)],
  ["Surname", ({ staff }) => staff.surname],
  ["Forename", ({ staff }) => staff.forename],
  ["Assignment Number", ({ assignment }) => assignment.number],
  ["Post Number", ({ assignment }) => assignment.post],
  ["Job Title", ({ staff }, random) => spell(random, staffRoleSpellings, staff.role)],
  ["Service Code", ({ staff }) => staff.service],
  ["Employer", ({ staff }) => employer(staff.service)],
  ["PCN Code", ({ assignment }) => assignment.pcn ?? null],
  ["FTE", ({ assignment }, random) => fteCell(random, assignment.fte)],
  ["Weekly Hours", () => null],
  ["Start Date", ({ staff }, random) => date(random, staff.started)],
  ["Leaving Date", ({ staff }, random) => date(random, staff.left)],
  [
    "Reason for Leaving",
    ({ staff }, random) =>
      staff.leavingReason === undefined ? null : spell(random, leavingReasonSpellings, staff.leavingReason),
  ],
  [
    "Volunteer",
    ({ staff }, random) => (staff.role === "volunteer" ? "Yes" : random.pick(["No", "No", null])),
  ],
  ["Line Manager", (_, random) => `${random.pick(forenames)} ${random.pick(surnames)}`],
  ["Notes", (_, random) => random.pick([null, null, null, "Contract checked", "Starter checklist done"])],
];

/** Faults of the roster, by kind. */
const rosterFaults = {
  fte_in_words: 5,
  extra_spaces: 8,
  unknown_leaving_reason: 2,
  formula_in_notes: 3,
  script_in_notes: 2,
  duplicate_row: 6,
} as const;

/** Writes the roster of link workers, colleagues and volunteers as a workbook: one row an assignment. */
export function writeRoster(random: Random, everybody: readonly SampleStaff[], scale: number): WrittenSource {
  const lines = everybody.flatMap((staff) => staff.assignments.map((assignment) => ({ staff, assignment })));
  const rows = exportRows(random, columns, lines);
  const more: ExportRow<Line>[] = [];
  const put = (column: string, text: Cell) => (row: ExportRow<Line>) => {
    row.cells[column] = text;
  };
  const faults = plantFaults(random, rows, rosterFaults, Math.min(1, scale), {
    // A bank contract without fixed hours, beside the post that counts.
    fte_in_words: {
      fits: ({ of }) => of.staff.left === undefined && of.staff.role === "link_worker",
      change: ({ of, cells }) =>
        more.push({
          of,
          cells: {
            ...cells,
            "Assignment Number": `${of.staff.number}-B`,
            "Post Number": "BANK",
            FTE: random.pick(["zero hours", "bank", "as needed"]),
          },
        }),
    },
    extra_spaces: { change: (row) => put("Job Title", `  ${row.cells["Job Title"]} `)(row) },
    unknown_leaving_reason: {
      fits: ({ of }) => of.staff.leavingReason === "not_known",
      change: put("Reason for Leaving", "see file"),
    },
    formula_in_notes: { change: put("Notes", hostileTexts.formula) },
    script_in_notes: { change: put("Notes", hostileTexts.script) },
    duplicate_row: { change: ({ of, cells }) => more.push({ of, cells: { ...cells } }) },
  });
  const all = [...rows, ...more];
  const letter = (name: string) => columnLetters(columns.findIndex(([column]) => column === name));
  for (const [index, row] of all.entries()) {
    const fte = typeof row.cells.FTE === "string" && !/^\d/.test(row.cells.FTE) ? 0 : row.of.assignment.fte;
    put("Weekly Hours", {
      formula: `N(${letter("FTE")}${HEADER_ROW + 1 + index})*${FULL_TIME}`,
      result: fte * FULL_TIME,
    })(row);
  }
  const bytes = writeWorkbook([
    {
      name: "Staff in post",
      merged: [`A1:${letter("Notes")}1`],
      rows: [
        ["Staff list, social prescribing services (SYNTHETIC)"],
        ["All posts since 1 April 2021, leavers too", null, null, "Taken", { day: DATA_DAY }],
        [],
        columns.map(([name]) => name),
        ...cellsInOrder(columns, all),
        ["TOTAL", null, null, all.length],
      ],
    },
    { name: "Personal", hidden: true, rows: personal(random, everybody) },
  ]);
  return { files: [{ file: "exports/roster.xlsx", bytes, rows: all.length }], faults };
}

/** What a hidden sheet can hold that nobody meant to send: it carries the header, and must not be read. */
function personal(random: Random, everybody: readonly SampleStaff[]): readonly (readonly Cell[])[] {
  return [
    [
      "Employee Number",
      "Assignment Number",
      "Job Title",
      "FTE",
      "Name",
      "Home Address",
      "Home Postcode",
      "Mobile",
    ],
    ...everybody.map(({ number, forename, surname }) => [
      number,
      number,
      "Staff",
      1,
      `${forename} ${surname}`,
      `${random.int(1, 180)} Example Road`,
      "ZZ99 3WZ",
      `07700 900${String(random.int(0, 999)).padStart(3, "0")}`,
    ]),
  ];
}
