import { britishOf, type Day, dayOf, isoOf } from "./calendar.ts";
import { harmlessNotes, hostileTexts, plantFaults } from "./faults.ts";
import { staffName } from "./names.ts";
import { withWrongCheckDigit } from "./nhs-number.ts";
import type { Random } from "./random.ts";
import type { SampleReferral } from "./referral.ts";
import * as spelt from "./spellings.ts";
import { encodeWindows1252 } from "./windows-1252.ts";

/** Columns of the referral report, in order. */
const systmoneColumns = [
  "Referral ID",
  "Patient ID",
  "NHS number",
  "Surname",
  "Forename",
  "Date of birth",
  "Gender",
  "Ethnicity",
  "Main language",
  "Interpreter required",
  "Postcode",
  "GP registration status",
  "IMD decile",
  "Special groups",
  "Service code",
  "PCN code",
  "Project code",
  "Borough code",
  "Referral date",
  "Referral time",
  "Referral source",
  "Referral reason",
  "Urgency",
  "Referral status",
  "Referral end date",
  "Link worker",
  "Notes",
] as const;

type Row = Record<(typeof systmoneColumns)[number], string>;

/** Faults at scale 1, by kind. */
const systmoneFaults = {
  blank_nhs_number: 60,
  invalid_nhs_number: 40,
  impossible_date: 12,
  unknown_ethnicity: 30,
  null_text: 60,
  extra_spaces: 80,
  script_in_notes: 15,
  formula_in_notes: 10,
  duplicate_row: 45,
} as const;

/** First days of the half-years, each a file of its own. */
const halfYears = ["2021-10-01", "2022-04-01", "2022-10-01", "2023-04-01", "2023-10-01"].map(dayOf);

/** One file of the family, ready to be written. */
export interface WrittenExport {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Rows of data: no header, no title, no total. */
  readonly rows: number;
}

/** Writes the referrals from general practice as SystmOne reports: Windows-1252, one file a half-year. */
export function writeSystmone(
  random: Random,
  referrals: readonly SampleReferral[],
  scale: number,
): { readonly files: readonly WrittenExport[]; readonly faults: Record<string, number> } {
  const pages = halfYears.map((): Row[] => []);
  const pageOf = (day: Day) => halfYears.findLastIndex((start) => start <= day);
  const homes = new Map<Row, number>();
  for (const [index, referral] of referrals.entries()) {
    const row = rowOf(random, referral, index);
    homes.set(row, pageOf(referral.received));
    pages[pageOf(referral.received)]?.push(row);
  }
  let repeats = 0;
  const faults = plantFaults(random, [...homes.keys()], systmoneFaults, scale, {
    blank_nhs_number: { change: (row) => set(row, "NHS number", "") },
    invalid_nhs_number: {
      change: (row) => set(row, "NHS number", withWrongCheckDigit(row["NHS number"].replaceAll(" ", ""))),
    },
    impossible_date: { change: (row) => set(row, "Referral date", "31/02/2023") },
    unknown_ethnicity: { change: (row) => set(row, "Ethnicity", random.pick(spelt.unknownEthnicities)) },
    null_text: { change: (row) => set(row, "IMD decile", "NULL") },
    extra_spaces: { change: (row) => set(row, "Referral status", `  ${row["Referral status"]} `) },
    script_in_notes: { change: (row) => set(row, "Notes", hostileTexts.script) },
    formula_in_notes: { change: (row) => set(row, "Notes", hostileTexts.formula) },
    // Every third repeat stands in the next half-year's file, as a report run a day too late would have it.
    duplicate_row: {
      change: (row) => {
        const home = homes.get(row) ?? 0;
        repeats += 1;
        pages[repeats % 3 === 0 ? Math.min(home + 1, pages.length - 1) : home]?.push({ ...row });
      },
    },
  });
  const files = pages.map((rows, index) => {
    const next = halfYears[index + 1];
    const until = next === undefined ? "2024-03" : isoOf(next - 1).slice(0, 7);
    const lines = [systmoneColumns, ...rows.map((row) => systmoneColumns.map((column) => row[column]))];
    return {
      file: `exports/systmone-referrals-${isoOf(halfYears[index] ?? 0).slice(0, 7)}-to-${until}.csv`,
      bytes: encodeWindows1252(`${lines.map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`),
      rows: rows.length,
    };
  });
  return { files, faults };
}

function set(row: Row, column: keyof Row, value: string): void {
  row[column] = value;
}

function rowOf(random: Random, referral: SampleReferral, index: number): Row {
  const { person, unit } = referral;
  const spell = (spellings: spelt.Spellings, code: string) => random.pick(spellings[code] ?? [code]);
  const number = person.nhsNumber ?? "";
  return {
    "Referral ID": `R${String(100_001 + index)}`,
    "Patient ID": `P${700_000 + person.number}`,
    "NHS number": random.chance(0.12) ? number.replace(/^(...)(...)/, "$1 $2 ") : number,
    Surname: person.surname,
    Forename: person.forename,
    "Date of birth": britishOf(person.birthDay),
    Gender: spell(spelt.genderSpellings, person.gender),
    Ethnicity: spell(spelt.ethnicitySpellings, person.ethnicity),
    "Main language": spell(spelt.languageSpellings, person.language),
    "Interpreter required": person.interpreter === undefined ? "" : person.interpreter ? "Yes" : "No",
    Postcode: random.chance(0.03) ? "" : "ZZ99 3WZ",
    "GP registration status": spell(spelt.gpRegisteredSpellings, person.gpRegistered),
    "IMD decile": person.decile === undefined ? "" : String(person.decile),
    "Special groups": person.cohorts.map((cohort) => spell(spelt.cohortSpellings, cohort)).join("; "),
    "Service code": unit.service,
    "PCN code": unit.pcn,
    "Project code": unit.project?.id ?? "",
    "Borough code": unit.borough,
    "Referral date": britishOf(referral.received),
    "Referral time": referral.time ?? "",
    "Referral source": spell(spelt.sourceSpellings, referral.source),
    "Referral reason": referral.reasons.map((reason) => spell(spelt.reasonSpellings, reason)).join("; "),
    Urgency: referral.urgency === "crisis" ? "Crisis" : referral.urgency === "urgent" ? "Urgent" : "Routine",
    "Referral status": spell(spelt.statusSpellings, referral.status),
    "Referral end date": referral.closed === undefined ? "" : britishOf(referral.closed),
    "Link worker": staffName(referral.linkWorker),
    Notes: random.chance(0.01)
      ? "Left a message.\r\nWill ring again, prefers “Sylheti” speaker"
      : random.pick(harmlessNotes),
  };
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
