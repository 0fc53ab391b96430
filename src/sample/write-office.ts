import { britishOf } from "./calendar.ts";
import { drawSessions, drawSpend, GRANT, type OfficePayment, type OfficeSession } from "./draw-office.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { hostileTexts, plantFaults } from "./faults.ts";
import { sampleProjects } from "./projects.ts";
import type { Random } from "./random.ts";
import type { WrittenSource } from "./written-export.ts";

/** Writes 1250 pounds as £1,250.00. */
const pounds = (pence: number): string => {
  const [whole = "", rest = ""] = (Math.abs(pence) / 100).toFixed(2).split(".");
  return `${pence < 0 ? "-" : ""}£${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
};

const sessionColumns: readonly ExportColumn<OfficeSession>[] = [
  ["Project", ({ project }) => project],
  ["Date", ({ day }) => britishOf(day)],
  ["Kind of support", ({ kind }) => kind],
  ["People attending", ({ attended }) => attended],
  ["Notes", (_, random) => random.pick(["", "", "", "Slides sent"])],
];

const spendColumns: readonly ExportColumn<OfficePayment>[] = [
  ["Project", ({ project }) => project],
  ["Date paid", ({ day }) => britishOf(day)],
  ["Kind of spend", ({ kind }) => kind],
  ["Amount", ({ pence }, random) => (random.chance(0.6) ? pounds(pence) : (pence / 100).toFixed(2))],
  ["Paid to", (_, random) => random.pick(["Invoice 12", "Community hall", "Print shop", "Staff costs"])],
  ["Notes", (_, random) => random.pick(["", "", "", "Receipt held"])],
];

const sessionFaults = {
  attended_in_words: 4,
  script_in_notes: 1,
  formula_in_notes: 2,
  duplicate_row: 4,
} as const;
const spendFaults = { amount_in_words: 2, formula_in_notes: 2, duplicate_row: 3 } as const;

/** Writes what the programme office holds: who came to which support, and what was spent. */
export function writeProgrammeOffice(
  random: Random,
  scale: number,
): {
  readonly sources: { readonly sessions: WrittenSource; readonly spend: WrittenSource };
  readonly truth: Readonly<Record<string, unknown>>;
} {
  const sessions = drawSessions(random);
  const payments = drawSpend(random);
  return {
    sources: {
      sessions: writeSessions(random, sessions, scale),
      spend: writeSpend(random, payments, scale),
    },
    truth: describeOffice(sessions, payments),
  };
}

function writeSessions(random: Random, sessions: readonly OfficeSession[], scale: number): WrittenSource {
  const rows = exportRows(random, sessionColumns, sessions);
  const again: ExportRow<OfficeSession>[] = [];
  const put = (column: string, text: string) => (row: ExportRow<OfficeSession>) => {
    row.cells[column] = text;
  };
  const faults = plantFaults(random, rows, sessionFaults, Math.min(1, scale), {
    // Nobody was there: what cannot be read would have counted nothing.
    attended_in_words: {
      fits: ({ of }) => of.attended === 0,
      change: (row) => put("People attending", random.pick(["cancelled", "none came"]))(row),
    },
    script_in_notes: { change: put("Notes", hostileTexts.script) },
    formula_in_notes: { change: put("Notes", hostileTexts.formula) },
    duplicate_row: { change: ({ of, cells }) => again.push({ of, cells: { ...cells } }) },
  });
  const lines = cellsInOrder(sessionColumns, [...rows, ...again]);
  const text = delimitedText([sessionColumns.map(([name]) => name), ...lines], "\r\n");
  return { files: [{ file: "exports/sessions.csv", bytes: utf8(text), rows: lines.length }], faults };
}

function writeSpend(random: Random, payments: readonly OfficePayment[], scale: number): WrittenSource {
  const rows = exportRows(random, spendColumns, payments);
  const more: ExportRow<OfficePayment>[] = [];
  const faults = plantFaults(random, rows, spendFaults, Math.min(1, scale), {
    // A payment that is still to come, noted beside one that was made.
    amount_in_words: {
      change: ({ of, cells }) => more.push({ of, cells: { ...cells, Amount: "to be confirmed" } }),
    },
    formula_in_notes: {
      change: (row) => {
        row.cells.Notes = hostileTexts.formula;
      },
    },
    duplicate_row: { change: ({ of, cells }) => more.push({ of, cells: { ...cells } }) },
  });
  const lines = cellsInOrder(spendColumns, [...rows, ...more]);
  const total = payments.reduce((sum, { pence }) => sum + pence, 0);
  const text = delimitedText(
    [spendColumns.map(([name]) => name), ...lines, ["Total", "", "", pounds(total), "", ""]],
    "\r\n",
  );
  return { files: [{ file: "exports/spend.csv", bytes: utf8(text), rows: lines.length }], faults };
}

/** For truth.json: sessions at which each project was present, by kind, and whole pounds spent, by kind. */
function describeOffice(sessions: readonly OfficeSession[], payments: readonly OfficePayment[]) {
  return {
    projects: sampleProjects.map(({ id }) => {
      const own = payments.filter(({ project }) => project === id);
      const there = sessions.filter(({ project, attended }) => project === id && attended > 0);
      const pence = own.reduce((sum, one) => sum + one.pence, 0);
      return {
        project: id,
        sessions_attended: there.length,
        sessions_by_kind: countBy(there, () => 1),
        people_attending: there.reduce((sum, { attended }) => sum + attended, 0),
        grant: GRANT,
        spent_pounds: pence / 100,
        spent_by_kind: Object.fromEntries(
          Object.entries(countBy(own, (one) => one.pence)).map(([kind, sum]) => [kind, sum / 100]),
        ),
      };
    }),
  };
}

function countBy<Thing extends { readonly kind: string }>(
  things: readonly Thing[],
  amount: (thing: Thing) => number,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const thing of things) sums[thing.kind] = (sums[thing.kind] ?? 0) + amount(thing);
  return sums;
}
