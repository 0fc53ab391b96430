import { britishOf, type Day, dayOf, isoOf } from "./calendar.ts";
import { localId, referralId } from "./case-ids.ts";
import { plantContactFaults } from "./contact-faults.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
} from "./export-table.ts";
import { harmlessNotes, type WriteContext } from "./faults.ts";
import { staffName } from "./names.ts";
import { plantReferralFaults } from "./referral-faults.ts";
import * as spelt from "./spellings.ts";
import { encodeWindows1252 } from "./windows-1252.ts";
import type { Cell } from "./workbook.ts";
import type { SampleContact, SampleReferral } from "./world.ts";
import type { WrittenExport, WrittenSource } from "./written-export.ts";

const { spell, spellAll, yesNo } = spelt;

const referralColumns: readonly ExportColumn<SampleReferral>[] = [
  ["Referral ID", (one) => referralId(one)],
  ["Patient ID", ({ person }) => localId("systmone", person)],
  [
    "NHS number",
    ({ person }, random) =>
      random.chance(0.12)
        ? (person.nhsNumber ?? "").replace(/^(...)(...)/, "$1 $2 ")
        : (person.nhsNumber ?? ""),
  ],
  ["Surname", ({ person }) => person.surname],
  ["Forename", ({ person }) => person.forename],
  ["Date of birth", ({ person }) => britishOf(person.birthDay)],
  ["Gender", ({ person }, random) => spell(random, spelt.genderSpellings, person.gender)],
  ["Ethnicity", ({ person }, random) => spell(random, spelt.ethnicitySpellings, person.ethnicity)],
  ["Main language", ({ person }, random) => spell(random, spelt.languageSpellings, person.language)],
  ["Interpreter required", ({ person }) => yesNo(person.interpreter, "Yes", "No")],
  ["Postcode", (_, random) => (random.chance(0.03) ? "" : "ZZ99 3WZ")],
  [
    "GP registration status",
    ({ person }, random) => spell(random, spelt.gpRegisteredSpellings, person.gpRegistered),
  ],
  ["Practice borough code", ({ person }) => person.gpBorough ?? ""],
  ["IMD decile", ({ person }) => person.decile ?? ""],
  ["Special groups", ({ person }, random) => spellAll(random, spelt.cohortSpellings, person.cohorts)],
  ["Service code", ({ unit }) => unit.service],
  ["PCN code", ({ unit }) => unit.pcn],
  ["Project code", ({ unit }) => unit.project?.id ?? ""],
  ["Borough code", ({ unit }) => unit.borough],
  ["Referral date", ({ received }) => britishOf(received)],
  ["Referral time", ({ time }) => time ?? ""],
  ["Referral source", ({ source }, random) => spell(random, spelt.sourceSpellings, source)],
  ["Referral reason", ({ reasons }, random) => spellAll(random, spelt.reasonSpellings, reasons)],
  ["Urgency", ({ urgency }) => ({ routine: "Routine", urgent: "Urgent", crisis: "Crisis" })[urgency]],
  ["Tier", ({ tier }) => tier],
  ["Referral status", ({ status }, random) => spell(random, spelt.statusSpellings, status)],
  ["Referral end date", ({ closed }) => (closed === undefined ? "" : britishOf(closed))],
  ["Link worker", ({ linkWorker }) => staffName(linkWorker)],
  [
    "Notes",
    (_, random) =>
      random.chance(0.01)
        ? "Left a message.\r\nWill ring again, prefers “Sylheti” speaker"
        : random.pick(harmlessNotes),
  ],
];

const attendance: spelt.Spellings = {
  "5": ["Attended", "Seen"],
  "6": ["Arrived late, but was seen"],
  "7": ["Late, not seen"],
  "2": ["Cancelled by patient"],
  "3": ["Did not attend", "DNA"],
  "4": ["Cancelled by service"],
};

const contactColumns = (ids: ReadonlyMap<SampleContact, number>): readonly ExportColumn<SampleContact>[] => [
  ["Contact ID", (one) => `CT${1_000_000 + (ids.get(one) ?? 0)}`],
  ["Referral ID", ({ referral }) => referralId(referral)],
  ["Patient ID", ({ referral }) => localId("systmone", referral.person)],
  ["Contact date", ({ day }) => britishOf(day)],
  ["Contact type", ({ kind }, random) => spell(random, spelt.contactKindSpellings, kind)],
  ["Contact method", ({ mode }, random) => spell(random, spelt.contactModeSpellings, mode)],
  ["Attendance", (one, random) => spell(random, attendance, one.attendance)],
  ["Duration (mins)", ({ minutes }) => minutes],
  ["Interpreter booked", ({ interpreterBooked }) => yesNo(interpreterBooked, "Yes", "No")],
  ["Interpreter present", ({ interpreterPresent }) => yesNo(interpreterPresent, "Yes", "No")],
  ["Language matched", ({ languageMatched }) => yesNo(languageMatched, "Yes", "No")],
  ["Two-way contact", ({ twoWay }) => yesNo(twoWay, "Yes", "No")],
  ["Seen by", ({ linkWorker }) => staffName(linkWorker)],
  ["Notes", (_, random) => random.pick(harmlessNotes)],
];

/** First days of the half-years, each a file of its own. */
const halfYears = ["2021-10-01", "2022-04-01", "2022-10-01", "2023-04-01", "2023-10-01"].map(dayOf);

/** Writes the referrals as SystmOne reports: Windows-1252, one file a half-year, each with the month before it once more. */
export function writeSystmone(context: WriteContext, referrals: readonly SampleReferral[]): WrittenSource {
  const rows = exportRows(context.random, referralColumns, referrals);
  const pages = new Pages<SampleReferral>(
    rows,
    ({ received }) => received,
    ({ person }) => !context.optedOut.has(person),
  );
  const faults = plantReferralFaults(
    context,
    rows.filter((row) => !pages.stands(row)),
    {
      nhsNumber: "NHS number",
      received: "Referral date",
      ethnicity: "Ethnicity",
      decile: "IMD decile",
      status: "Referral status",
      notes: "Notes",
    },
    { impossible: "31/02/2023", british: britishOf, repeat: pages.repeat },
  );
  let changed = 0;
  const earlier = ({ of, cells }: ExportRow<SampleReferral>, exported: Day): Record<string, Cell> => {
    if (of.closed === undefined || of.closed <= exported) return cells;
    if (!context.optedOut.has(of.person)) changed += 1;
    return { ...cells, "Referral status": "Open", "Referral end date": "" };
  };
  const files = pages.files("systmone-referrals", referralColumns, earlier);
  return { files, faults: { ...faults, repeated_in_overlap: pages.repeated, changed_in_overlap: changed } };
}

/** Writes the contacts of those referrals, in the same half-years and with the same overlap. */
export function writeSystmoneContacts(
  context: WriteContext,
  contacts: readonly SampleContact[],
): WrittenSource {
  const columns = contactColumns(new Map(contacts.map((one, index) => [one, index])));
  const rows = exportRows(context.random, columns, contacts);
  const pages = new Pages<SampleContact>(
    rows,
    ({ day }) => day,
    ({ referral }) => !context.optedOut.has(referral.person),
  );
  const faults = plantContactFaults(
    context,
    rows.filter((row) => !pages.stands(row)),
    {
      referral: "Referral ID",
      date: "Contact date",
      attendance: "Attendance",
      minutes: "Duration (mins)",
      notes: "Notes",
    },
    { impossible: "30/02/2023", afterExport: "14/02/2029", repeat: pages.repeat },
  );
  const files = pages.files("systmone-contacts", columns, ({ cells }) => cells);
  return { files, faults: { ...faults, repeated_in_overlap: pages.repeated } };
}

/** Rows laid out over the half-years' files. */
class Pages<Thing> {
  readonly #pages = halfYears.map((): ExportRow<Thing>[] => []);
  readonly #dayOf: (thing: Thing) => Day;
  readonly #counts: (thing: Thing) => boolean;
  #repeats = 0;
  /** Rows that two files hold, of people who did not opt out. */
  repeated = 0;

  constructor(
    rows: readonly ExportRow<Thing>[],
    dayOfThing: (thing: Thing) => Day,
    counts: (thing: Thing) => boolean,
  ) {
    this.#dayOf = dayOfThing;
    this.#counts = counts;
    for (const row of rows) this.#pages[this.#pageOf(row)]?.push(row);
  }

  #pageOf = (row: ExportRow<Thing>): number =>
    Math.max(
      0,
      halfYears.findLastIndex((start) => start <= this.#dayOf(row.of)),
    );

  /** Whether a row stands in two files: no other fault is planted on it. */
  stands = (row: ExportRow<Thing>): boolean => {
    const next = halfYears[this.#pageOf(row) + 1];
    return next !== undefined && isoOf(this.#dayOf(row.of)).slice(0, 7) === isoOf(next - 1).slice(0, 7);
  };

  /** Puts a row in once more. Every third repeat stands in the next file, as a report run twice would have it. */
  repeat = (row: ExportRow<Thing>): void => {
    this.#repeats += 1;
    const page = this.#pageOf(row) + (this.#repeats % 3 === 0 ? 1 : 0);
    this.#pages[Math.min(page, halfYears.length - 1)]?.push({ of: row.of, cells: { ...row.cells } });
  };

  files(
    stem: string,
    columns: readonly ExportColumn<Thing>[],
    earlier: (row: ExportRow<Thing>, exported: Day) => Record<string, Cell>,
  ): readonly WrittenExport[] {
    const header = columns.map(([name]) => name);
    return this.#pages.map((rows, index) => {
      const start = halfYears[index] ?? 0;
      const next = halfYears[index + 1];
      const before = (this.#pages[index - 1] ?? []).filter(this.stands);
      this.repeated += before.filter(({ of }) => this.#counts(of)).length;
      const now =
        next === undefined
          ? rows
          : rows.map((row) => (this.stands(row) ? { of: row.of, cells: earlier(row, next + 2) } : row));
      const lines = [header, ...cellsInOrder(columns, [...before, ...now])];
      const until = next === undefined ? "2024-03" : isoOf(next - 1).slice(0, 7);
      return {
        file: `exports/${stem}-${isoOf(start).slice(0, 7)}-to-${until}.csv`,
        bytes: encodeWindows1252(delimitedText(lines, "\r\n")),
        rows: before.length + rows.length,
      };
    });
  }
}
