import { britishOf, type Day, isoOf } from "./calendar.ts";
import { localId, numberIn, referralId } from "./case-ids.ts";
import { plantContactFaults } from "./contact-faults.ts";
import { cellsInOrder, type ExportColumn, type ExportRow, exportRows } from "./export-table.ts";
import { harmlessNotes, type WriteContext } from "./faults.ts";
import { staffName } from "./names.ts";
import type { Random } from "./random.ts";
import { plantReferralFaults } from "./referral-faults.ts";
import * as spelt from "./spellings.ts";
import { type Cell, columnLetters, writeWorkbook } from "./workbook.ts";
import type { SampleContact, SampleReferral } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const { spell, spellAll, yesNo } = spelt;

/** Four in five dates are dates of the workbook, the others were typed as text. */
const date = (day: Day | undefined, random: Random): Cell =>
  day === undefined ? null : random.chance(0.8) ? { day } : britishOf(day);

const clientName = ({ person }: SampleReferral) => `${person.forename} ${person.surname}`;

const referralColumns: readonly ExportColumn<SampleReferral>[] = [
  ["Client ID", ({ person }) => localId("charitylog", person)],
  ["NHS Number", ({ person }) => numberIn("charitylog", person) ?? null],
  ["Client Name", clientName],
  ["Date of Birth", ({ person }, random) => date(person.birthDay, random)],
  ["Gender", ({ person }, random) => spell(random, spelt.genderSpellings, person.gender)],
  ["Ethnic Origin", ({ person }, random) => spell(random, spelt.ethnicitySpellings, person.ethnicity)],
  ["First Language", ({ person }, random) => spell(random, spelt.languageSpellings, person.language)],
  ["Interpreter Needed", ({ person }) => yesNo(person.interpreter, "Y", "N")],
  ["Postcode", (_, random) => (random.chance(0.08) ? null : "ZZ99 3WZ")],
  [
    "Registered with GP",
    ({ person }, random) => spell(random, spelt.gpRegisteredSpellings, person.gpRegistered),
  ],
  ["GP Borough", ({ person }) => person.gpBorough ?? null],
  ["IMD Decile", ({ person }) => person.decile ?? null],
  ["Client Group", ({ person }, random) => spellAll(random, spelt.cohortSpellings, person.cohorts)],
  ["Referral Number", (one) => Number(referralId(one))],
  ["Date Referred", ({ received }, random) => date(received, random)],
  ["Time Received", ({ time }) => time ?? null],
  ["Referred By", ({ source }, random) => spell(random, spelt.sourceSpellings, source)],
  ["Presenting Issues", ({ reasons }, random) => spellAll(random, spelt.reasonSpellings, reasons)],
  ["Priority", ({ urgency }) => ({ routine: "Normal", urgent: "High", crisis: "Crisis" })[urgency]],
  ["Tier", ({ tier }) => tier],
  ["Service", ({ unit }) => unit.service],
  ["PCN", ({ unit }) => unit.pcn],
  ["Project", ({ unit }) => unit.project?.id ?? null],
  ["Borough", ({ unit }) => unit.borough],
  ["Caseworker", ({ linkWorker }) => staffName(linkWorker)],
  ["Status", ({ status }, random) => spell(random, spelt.statusSpellings, status)],
  ["Date Closed", ({ closed }, random) => date(closed, random)],
  ["Comments", (_, random) => random.pick(harmlessNotes)],
];

/**
 * Writes the referrals as a Charitylog extraction: titles, a blank row, the table, a total and a footnote; a hidden sheet
 * holds the mailing list with names, and must not be read.
 */
export function writeCharitylog(context: WriteContext, referrals: readonly SampleReferral[]): WrittenSource {
  const rows = exportRows(context.random, referralColumns, referrals);
  const repeats: ExportRow<SampleReferral>[] = [];
  const faults = plantReferralFaults(
    context,
    rows,
    {
      nhsNumber: "NHS Number",
      received: "Date Referred",
      ethnicity: "Ethnic Origin",
      decile: "IMD Decile",
      status: "Status",
      notes: "Comments",
    },
    {
      impossible: "31/02/2023",
      british: britishOf,
      repeat: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }),
    },
  );
  const all = [...rows, ...repeats];
  const last = columnLetters(referralColumns.length - 1);
  const sheets = [
    {
      name: "Referrals",
      merged: [`A1:${last}1`, `A2:${last}2`],
      rows: [
        ["Referrals received, data extraction (SYNTHETIC)"],
        ["Period: 01/10/2021 to 31/03/2024. Extracted 28/06/2024"],
        [],
        referralColumns.map(([name]) => name),
        ...cellsInOrder(referralColumns, all),
        ["TOTAL", { formula: `COUNTA(A5:A${all.length + 4})`, result: all.length }],
        ["* Referrals from general practice are recorded in the GP system."],
      ] satisfies (readonly Cell[])[],
    },
    {
      name: "Mailing list",
      hidden: true,
      rows: [
        ["Client ID", "Client Name", "Referral Number", "Date Referred"],
        ...referrals
          .slice(0, 200)
          .map((one) => [
            localId("charitylog", one.person),
            clientName(one),
            Number(referralId(one)),
            { day: one.received },
          ]),
      ] satisfies (readonly Cell[])[],
    },
  ];
  return {
    files: [{ file: "exports/charitylog-referrals.xlsx", bytes: writeWorkbook(sheets), rows: all.length }],
    faults: { ...faults, total_row: 2 },
  };
}

const attendance: spelt.Spellings = {
  "5": ["Attended"],
  "6": ["Attended late"],
  "7": ["Too late"],
  "2": ["Client cancelled"],
  "3": ["Failed to attend", "DNA"],
  "4": ["Worker cancelled"],
};

const contactColumns = (ids: ReadonlyMap<SampleContact, number>): readonly ExportColumn<SampleContact>[] => [
  ["Contact Number", (one) => 400_000 + (ids.get(one) ?? 0)],
  ["Client ID", ({ referral }) => localId("charitylog", referral.person)],
  ["Referral Number", ({ referral }) => Number(referralId(referral))],
  ["Contact Date", ({ day }, random) => date(day, random)],
  ["Contact Type", ({ kind }, random) => spell(random, spelt.contactKindSpellings, kind)],
  ["Contact Method", ({ mode }, random) => spell(random, spelt.contactModeSpellings, mode)],
  ["Outcome of Contact", (one, random) => spell(random, attendance, one.attendance)],
  ["Minutes", ({ minutes }) => minutes],
  ["Interpreter Booked", ({ interpreterBooked }) => yesNo(interpreterBooked, "Y", "N")],
  ["Interpreter Present", ({ interpreterPresent }) => yesNo(interpreterPresent, "Y", "N")],
  ["Same Language", ({ languageMatched }) => yesNo(languageMatched, "Y", "N")],
  ["Client Involved", ({ twoWay }) => yesNo(twoWay, "Y", "N")],
  ["Worker", ({ linkWorker }) => staffName(linkWorker)],
  ["Comments", (_, random) => random.pick(harmlessNotes)],
];

/** Calendar years, each a workbook of its own. */
const years = ["2021", "2022", "2023", "2024"] as const;

/** Writes the contacts as Charitylog extractions, a workbook a calendar year. */
export function writeCharitylogContacts(
  context: WriteContext,
  contacts: readonly SampleContact[],
): WrittenSource {
  const columns = contactColumns(new Map(contacts.map((one, index) => [one, index])));
  const rows = exportRows(context.random, columns, contacts);
  const repeats: ExportRow<SampleContact>[] = [];
  const faults = plantContactFaults(
    context,
    rows,
    {
      referral: "Referral Number",
      date: "Contact Date",
      attendance: "Outcome of Contact",
      minutes: "Minutes",
      notes: "Comments",
    },
    {
      impossible: "31/06/2023",
      afterExport: "03/03/2030",
      repeat: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }),
    },
  );
  const yearOf = ({ of }: ExportRow<SampleContact>) => isoOf(of.day).slice(0, 4);
  const files = years.flatMap((year) => {
    const here = [...rows, ...repeats].filter((row) => yearOf(row) === year);
    if (here.length === 0) return [];
    const sheet = {
      name: "Contacts",
      rows: [
        [`Contacts ${year}, data extraction (SYNTHETIC)`],
        [],
        columns.map(([name]) => name),
        ...cellsInOrder(columns, here),
        ["TOTAL", null, null, null, null, null, null, { formula: `SUM(H4:H${here.length + 3})`, result: 0 }],
      ] satisfies (readonly Cell[])[],
    };
    return [
      { file: `exports/charitylog-contacts-${year}.xlsx`, bytes: writeWorkbook([sheet]), rows: here.length },
    ];
  });
  return { files, faults: { ...faults, total_row: files.length } };
}
