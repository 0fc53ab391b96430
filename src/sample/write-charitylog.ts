import { britishOf, type Day } from "./calendar.ts";
import { harmlessNotes, hostileTexts, plantFaults } from "./faults.ts";
import { staffName } from "./names.ts";
import { withWrongCheckDigit } from "./nhs-number.ts";
import type { SamplePerson } from "./person.ts";
import type { Random } from "./random.ts";
import type { SampleReferral } from "./referral.ts";
import * as spelt from "./spellings.ts";
import { type Cell, columnLetters, writeWorkbook } from "./workbook.ts";
import type { WrittenExport } from "./write-systmone.ts";

/** Columns of the data extraction, in order. */
const charitylogColumns = [
  "Client ID",
  "NHS Number",
  "Client Name",
  "Date of Birth",
  "Gender",
  "Ethnic Origin",
  "First Language",
  "Interpreter Needed",
  "Postcode",
  "Registered with GP",
  "IMD Decile",
  "Client Group",
  "Referral Number",
  "Date Referred",
  "Time Received",
  "Referred By",
  "Presenting Issues",
  "Priority",
  "Service",
  "PCN",
  "Project",
  "Borough",
  "Caseworker",
  "Status",
  "Date Closed",
  "Comments",
] as const;

type Row = Record<(typeof charitylogColumns)[number], Cell>;

/** Faults at scale 1, by kind. */
const charitylogFaults = {
  invalid_nhs_number: 10,
  impossible_date: 6,
  unknown_ethnicity: 12,
  null_text: 20,
  extra_spaces: 25,
  script_in_notes: 5,
  formula_in_notes: 5,
  duplicate_row: 10,
} as const;

/** The number by which the charity knows a person. */
export const clientId = (person: SamplePerson): string => `C${10_000 + person.number}`;

/** Whether the charity has the person's NHS number: often it was never asked for. */
export const charityKnowsNumber = (person: SamplePerson): boolean =>
  person.nhsNumber !== undefined && person.number % 6 !== 0;

/** Writes self- and community referrals as a Charitylog extraction: titles, a blank row, the table, a total, a footnote. */
export function writeCharitylog(
  random: Random,
  referrals: readonly SampleReferral[],
  scale: number,
): { readonly files: readonly WrittenExport[]; readonly faults: Record<string, number> } {
  const rows = referrals.map((referral, index) => rowOf(random, referral, index));
  const faults = plantFaults(random, [...rows], charitylogFaults, scale, {
    invalid_nhs_number: {
      fits: (row) => row["NHS Number"] !== null,
      change: (row) => set(row, "NHS Number", withWrongCheckDigit(String(row["NHS Number"]))),
    },
    impossible_date: { change: (row) => set(row, "Date Referred", "31/02/2023") },
    unknown_ethnicity: { change: (row) => set(row, "Ethnic Origin", random.pick(spelt.unknownEthnicities)) },
    null_text: { change: (row) => set(row, "IMD Decile", "NULL") },
    extra_spaces: { change: (row) => set(row, "Status", `  ${row.Status} `) },
    script_in_notes: { change: (row) => set(row, "Comments", hostileTexts.script) },
    formula_in_notes: { change: (row) => set(row, "Comments", hostileTexts.formula) },
    duplicate_row: { change: (row) => rows.push({ ...row }) },
  });
  const last = columnLetters(charitylogColumns.length - 1);
  const sheet = {
    name: "Referrals",
    merged: [`A1:${last}1`, `A2:${last}2`],
    rows: [
      ["Referrals received, data extraction (SYNTHETIC)"],
      ["Period: 01/10/2021 to 31/03/2024. Extracted 28/06/2024"],
      [],
      charitylogColumns,
      ...rows.map((row) => charitylogColumns.map((column) => row[column])),
      ["TOTAL", rows.length],
      ["* Referrals from general practice are recorded in the GP system."],
    ] satisfies (readonly Cell[])[],
  };
  return {
    files: [{ file: "exports/charitylog-referrals.xlsx", bytes: writeWorkbook([sheet]), rows: rows.length }],
    faults,
  };
}

function set(row: Row, column: keyof Row, value: Cell): void {
  row[column] = value;
}

function rowOf(random: Random, referral: SampleReferral, index: number): Row {
  const { person, unit } = referral;
  const spell = (spellings: spelt.Spellings, code: string) => random.pick(spellings[code] ?? [code]);
  // Four in five dates are dates of the workbook, the others were typed as text.
  const date = (day: Day): Cell => (random.chance(0.8) ? { day } : britishOf(day));
  return {
    "Client ID": clientId(person),
    "NHS Number": charityKnowsNumber(person) ? (person.nhsNumber ?? null) : null,
    "Client Name": `${person.forename} ${person.surname}`,
    "Date of Birth": date(person.birthDay),
    Gender: spell(spelt.genderSpellings, person.gender),
    "Ethnic Origin": spell(spelt.ethnicitySpellings, person.ethnicity),
    "First Language": spell(spelt.languageSpellings, person.language),
    "Interpreter Needed": person.interpreter === undefined ? null : person.interpreter ? "Y" : "N",
    Postcode: random.chance(0.08) ? null : "ZZ99 3WZ",
    "Registered with GP": spell(spelt.gpRegisteredSpellings, person.gpRegistered),
    "IMD Decile": person.decile ?? null,
    "Client Group": person.cohorts.map((cohort) => spell(spelt.cohortSpellings, cohort)).join("; "),
    "Referral Number": 50_001 + index,
    "Date Referred": date(referral.received),
    "Time Received": referral.time ?? null,
    "Referred By": spell(spelt.sourceSpellings, referral.source),
    "Presenting Issues": referral.reasons.map((reason) => spell(spelt.reasonSpellings, reason)).join("; "),
    Priority: { routine: "Normal", urgent: "High", crisis: "Crisis" }[referral.urgency],
    Service: unit.service,
    PCN: unit.pcn,
    Project: unit.project?.id ?? null,
    Borough: unit.borough,
    Caseworker: staffName(referral.linkWorker),
    Status: spell(spelt.statusSpellings, referral.status),
    "Date Closed": referral.closed === undefined ? null : date(referral.closed),
    Comments: random.pick(harmlessNotes),
  };
}
