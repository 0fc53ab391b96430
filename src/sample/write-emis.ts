import { type Day, isoOf } from "./calendar.ts";
import { localId, referralId } from "./case-ids.ts";
import { plantContactFaults } from "./contact-faults.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { harmlessNotes, type WriteContext } from "./faults.ts";
import { staffName } from "./names.ts";
import { sampleBoroughs } from "./places.ts";
import { plantReferralFaults } from "./referral-faults.ts";
import * as spelt from "./spellings.ts";
import type { Cell } from "./workbook.ts";
import type { SampleContact, SampleReferral } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const { spell, spellAll, yesNo } = spelt;

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `dd-Mon-yyyy`. */
function emisDate(day: Day): string {
  const [year = "", month = "", dayOfMonth = ""] = isoOf(day).split("-");
  return `${dayOfMonth}-${monthNames[Number(month) - 1]}-${year}`;
}
const monthOf = (day: Day): string => emisDate(day).slice(3);

const boroughName = (code: string | undefined): string =>
  sampleBoroughs.find((one) => one.code === code)?.name ?? "";

const referralColumns: readonly ExportColumn<SampleReferral>[] = [
  ["PCN", ({ unit }) => unit.pcn],
  ["Month", ({ received }) => monthOf(received)],
  ["Referral Ref", (one) => referralId(one)],
  ["EMIS Number", ({ person }) => localId("emis", person)],
  ["NHS Number", ({ person }) => (person.nhsNumber ?? "").replace(/^(...)(...)/, "$1 $2 ")],
  ["Full Name", ({ person }) => `${person.surname.toUpperCase()}, ${person.forename}`],
  ["Date of Birth", ({ person }) => emisDate(person.birthDay)],
  ["Gender", ({ person }, random) => spell(random, spelt.genderSpellings, person.gender)],
  ["Ethnic Category", ({ person }, random) => spell(random, spelt.ethnicitySpellings, person.ethnicity)],
  ["Main Spoken Language", ({ person }, random) => spell(random, spelt.languageSpellings, person.language)],
  ["Interpreter Needed", ({ person }) => yesNo(person.interpreter, "Interpreter needed", "Not needed")],
  ["Registration", ({ person }, random) => spell(random, spelt.gpRegisteredSpellings, person.gpRegistered)],
  ["Registered Borough", ({ person }) => boroughName(person.gpBorough)],
  ["Deprivation Decile", ({ person }) => person.decile ?? ""],
  ["Registers", ({ person }, random) => spellAll(random, spelt.cohortSpellings, person.cohorts, " | ")],
  ["Date Received", ({ received }) => emisDate(received)],
  ["Time Received", ({ time }) => time ?? ""],
  ["Service", ({ unit }) => unit.service],
  ["Project", ({ unit }) => unit.project?.id ?? ""],
  ["Borough", ({ unit }) => boroughName(unit.borough)],
  ["Referrer", ({ source }, random) => spell(random, spelt.sourceSpellings, source)],
  ["Reasons", ({ reasons }, random) => spellAll(random, spelt.reasonSpellings, reasons, " | ")],
  ["Priority", ({ urgency }) => ({ routine: "Routine", urgent: "Priority", crisis: "Emergency" })[urgency]],
  ["Tier", ({ tier }) => tier],
  ["Status", ({ status }, random) => spell(random, spelt.statusSpellings, status)],
  ["Date Ended", ({ closed }) => (closed === undefined ? "" : emisDate(closed))],
  ["Responsible Worker", ({ linkWorker }) => staffName(linkWorker)],
  ["Comment", (_, random) => random.pick(harmlessNotes)],
];

/**
 * Writes the referrals as an EMIS report: title lines, dates with the month in letters, rows grouped by network and
 * month with the label on the first row of its group only, and a line of sums after each network.
 */
export function writeEmis(context: WriteContext, referrals: readonly SampleReferral[]): WrittenSource {
  const ordered = [...referrals].sort(
    (a, b) => a.unit.pcn.localeCompare(b.unit.pcn) || a.received - b.received || a.number - b.number,
  );
  const rows = exportRows(context.random, referralColumns, ordered);
  const repeats = new Map<ExportRow<SampleReferral>, ExportRow<SampleReferral>>();
  const faults = plantReferralFaults(
    context,
    rows,
    {
      nhsNumber: "NHS Number",
      received: "Date Received",
      ethnicity: "Ethnic Category",
      decile: "Deprivation Decile",
      status: "Status",
      notes: "Comment",
    },
    {
      impossible: "31-Feb-2023",
      british: undefined,
      repeat: (row) => repeats.set(row, { of: row.of, cells: { ...row.cells } }),
    },
  );
  const all = rows.flatMap((row) => [row, repeats.get(row)].filter((one) => one !== undefined));
  const lines: (readonly Cell[])[] = [];
  let totals = 0;
  let inNetwork = 0;
  for (const [index, cells] of cellsInOrder(referralColumns, all).entries()) {
    const [pcn, month, ...rest] = cells;
    const before = all[index - 1]?.cells;
    const samePcn = before?.PCN === pcn;
    lines.push([
      samePcn ? "" : (pcn ?? ""),
      samePcn && before?.Month === month ? "" : (month ?? ""),
      ...rest,
    ]);
    inNetwork += 1;
    if (all[index + 1]?.cells.PCN !== pcn) {
      lines.push(referralColumns.map((_, column) => ["Total", "", inNetwork][column] ?? ""));
      totals += 1;
      inNetwork = 0;
    }
  }
  const head = [
    ["Social prescribing referrals by network and month (SYNTHETIC)"],
    ["Run", "28-Jun-2024 09:14"],
    [],
    referralColumns.map(([name]) => name),
  ];
  return {
    files: [
      {
        file: "exports/emis-referrals.csv",
        bytes: utf8(delimitedText([...head, ...lines], "\r\n")),
        rows: all.length,
      },
    ],
    faults: { ...faults, total_row: totals },
  };
}

const attendance: spelt.Spellings = {
  "5": ["Attended on time or early", "Attended"],
  "6": ["Arrived late and seen"],
  "7": ["Late but not seen"],
  "2": ["Cancelled by patient"],
  "3": ["DNA", "Did not attend (no warning)"],
  "4": ["Cancelled by provider"],
};

const contactColumns = (ids: ReadonlyMap<SampleContact, number>): readonly ExportColumn<SampleContact>[] => [
  ["Consultation ID", (one) => `{E${(2_000_000 + (ids.get(one) ?? 0)).toString(16).toUpperCase()}}`],
  ["Referral Ref", ({ referral }) => referralId(referral)],
  ["EMIS Number", ({ referral }) => localId("emis", referral.person)],
  ["Consultation Date", ({ day }) => emisDate(day)],
  ["Work Type", ({ kind }, random) => spell(random, spelt.contactKindSpellings, kind)],
  ["Consultation Mode", ({ mode }, random) => spell(random, spelt.contactModeSpellings, mode)],
  ["Slot Outcome", (one, random) => spell(random, attendance, one.attendance)],
  ["Duration", ({ minutes }) => minutes],
  ["Interpreter Booked", ({ interpreterBooked }) => yesNo(interpreterBooked, "Y", "N")],
  ["Interpreter Present", ({ interpreterPresent }) => yesNo(interpreterPresent, "Y", "N")],
  ["Language Concordant", ({ languageMatched }) => yesNo(languageMatched, "Y", "N")],
  ["Patient Present", ({ twoWay }) => yesNo(twoWay, "Y", "N")],
  ["Consulter", ({ linkWorker }) => staffName(linkWorker)],
  ["Comment", (_, random) => random.pick(harmlessNotes)],
];

/** Writes the contacts as an EMIS list of consultations. */
export function writeEmisContacts(context: WriteContext, contacts: readonly SampleContact[]): WrittenSource {
  const columns = contactColumns(new Map(contacts.map((one, index) => [one, index])));
  const rows = exportRows(context.random, columns, contacts);
  const repeats: ExportRow<SampleContact>[] = [];
  const faults = plantContactFaults(
    context,
    rows,
    {
      referral: "Referral Ref",
      date: "Consultation Date",
      attendance: "Slot Outcome",
      minutes: "Duration",
      notes: "Comment",
    },
    {
      impossible: "30-Feb-2023",
      afterExport: "14-Feb-2029",
      repeat: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }),
    },
  );
  const lines = [columns.map(([name]) => name), ...cellsInOrder(columns, [...rows, ...repeats])];
  return {
    files: [
      {
        file: "exports/emis-contacts.csv",
        bytes: utf8(delimitedText(lines, "\r\n")),
        rows: rows.length + repeats.length,
      },
    ],
    faults,
  };
}
