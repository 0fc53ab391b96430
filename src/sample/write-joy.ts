import { britishOf, type Day } from "./calendar.ts";
import { localId, numberIn, referralId } from "./case-ids.ts";
import { plantContactFaults } from "./contact-faults.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { harmlessNotes, plantFaults, type WriteContext } from "./faults.ts";
import { staffName } from "./names.ts";
import { plantReferralFaults } from "./referral-faults.ts";
import { printedScore } from "./scores.ts";
import * as spelt from "./spellings.ts";
import type { SampleContact, SampleOutcome, SampleReferral, SampleScore } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const { spell, spellAll, yesNo } = spelt;

/** `dd/mm/yyyy hh:mm`. */
const stamp = (day: Day, time: string): string => `${britishOf(day)} ${time}`;

const caseColumns: readonly ExportColumn<SampleReferral>[] = [
  ["Case ID", (one) => referralId(one)],
  ["Client ID", ({ person }) => localId("joy", person)],
  ["NHS number", ({ person }) => numberIn("joy", person) ?? ""],
  ["Client name", ({ person }) => `${person.forename} ${person.surname}`],
  ["Client date of birth", ({ person }) => britishOf(person.birthDay)],
  ["Client gender", ({ person }, random) => spell(random, spelt.genderSpellings, person.gender)],
  ["Client ethnicity", ({ person }, random) => spell(random, spelt.ethnicitySpellings, person.ethnicity)],
  ["Client language", ({ person }, random) => spell(random, spelt.languageSpellings, person.language)],
  ["Interpreter needed", ({ person }) => yesNo(person.interpreter, "TRUE", "FALSE")],
  [
    "Registered with GP",
    ({ person }, random) => spell(random, spelt.gpRegisteredSpellings, person.gpRegistered),
  ],
  ["GP borough", ({ person }) => person.gpBorough ?? ""],
  ["Deprivation decile", ({ person }) => person.decile ?? ""],
  ["Client groups", ({ person }, random) => spellAll(random, spelt.cohortSpellings, person.cohorts, ";")],
  [
    "Date created",
    ({ received, time }) => (time === undefined ? britishOf(received) : stamp(received, time)),
  ],
  ["Time created", ({ time }) => time ?? ""],
  ["Referred by", ({ source }, random) => spell(random, spelt.sourceSpellings, source)],
  ["Referral reasons", ({ reasons }, random) => spellAll(random, spelt.reasonSpellings, reasons, ";")],
  ["Urgency", ({ urgency }) => ({ routine: "Low", urgent: "High", crisis: "Crisis" })[urgency]],
  ["Tier", ({ tier }) => tier],
  ["Service", ({ unit }) => unit.service],
  ["Network", ({ unit }) => unit.pcn],
  ["Project", ({ unit }) => unit.project?.id ?? ""],
  ["Borough", ({ unit }) => unit.borough],
  ["Assigned to", ({ linkWorker }) => staffName(linkWorker)],
  ["Status", ({ status }, random) => spell(random, spelt.statusSpellings, status)],
  ["Date closed", ({ closed }) => (closed === undefined ? "" : britishOf(closed))],
  ["Notes", (_, random) => random.pick(harmlessNotes)],
];

/** Writes the cases as a Joy export. */
export function writeJoy(context: WriteContext, referrals: readonly SampleReferral[]): WrittenSource {
  const rows = exportRows(context.random, caseColumns, referrals);
  const repeats: ExportRow<SampleReferral>[] = [];
  const faults = plantReferralFaults(
    context,
    rows,
    {
      nhsNumber: "NHS number",
      received: "Date created",
      ethnicity: "Client ethnicity",
      decile: "Deprivation decile",
      status: "Status",
      notes: "Notes",
    },
    {
      impossible: "31/02/2023",
      british: britishOf,
      repeat: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }),
    },
  );
  return written("joy-cases", caseColumns, [...rows, ...repeats], faults);
}

const attendance: spelt.Spellings = {
  "5": ["Attended", "Came"],
  "6": ["Late but seen"],
  "7": ["Late not seen"],
  "2": ["Client cancelled"],
  "3": ["DNA", "Missed"],
  "4": ["Service cancelled"],
};

const contactColumns = (ids: ReadonlyMap<SampleContact, number>): readonly ExportColumn<SampleContact>[] => [
  ["Log ID", (one) => 9_000_000 + (ids.get(one) ?? 0)],
  ["Case ID", ({ referral }) => referralId(referral)],
  ["Client ID", ({ referral }) => localId("joy", referral.person)],
  ["Date", ({ day }) => britishOf(day)],
  ["Category", ({ kind }, random) => spell(random, spelt.contactKindSpellings, kind)],
  ["Method", ({ mode }, random) => spell(random, spelt.contactModeSpellings, mode)],
  ["Outcome", (one, random) => spell(random, attendance, one.attendance)],
  ["Time spent (minutes)", ({ minutes }) => minutes],
  ["Interpreter booked", ({ interpreterBooked }) => yesNo(interpreterBooked, "TRUE", "FALSE")],
  ["Interpreter attended", ({ interpreterPresent }) => yesNo(interpreterPresent, "TRUE", "FALSE")],
  ["Speaks client's language", ({ languageMatched }) => yesNo(languageMatched, "TRUE", "FALSE")],
  ["Spoke with client", ({ twoWay }) => yesNo(twoWay, "TRUE", "FALSE")],
  ["Logged by", ({ linkWorker }) => staffName(linkWorker)],
  ["Notes", (_, random) => random.pick(harmlessNotes)],
];

/** Writes the contacts as a Joy activity log. */
export function writeJoyContacts(context: WriteContext, contacts: readonly SampleContact[]): WrittenSource {
  const columns = contactColumns(new Map(contacts.map((one, index) => [one, index])));
  const rows = exportRows(context.random, columns, contacts);
  const repeats: ExportRow<SampleContact>[] = [];
  const faults = plantContactFaults(
    context,
    rows,
    {
      referral: "Case ID",
      date: "Date",
      attendance: "Outcome",
      minutes: "Time spent (minutes)",
      notes: "Notes",
    },
    {
      impossible: "31/06/2023",
      afterExport: "14/02/2029",
      repeat: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }),
    },
  );
  return written("joy-contacts", columns, [...rows, ...repeats], faults);
}

/** One entry of a tracker: a score at the start or at a review. */
interface TrackerEntry {
  readonly outcome: SampleOutcome;
  readonly stage: "Start" | "Review";
  readonly score: SampleScore;
}

/** Trackers as the service named them. */
const trackers: Readonly<Record<string, string>> = {
  pam: "Patient Activation Measure",
  ons4_satisfied: "Life satisfaction",
  ons4_worthwhile: "Worthwhile",
  ons4_happy: "Happiness",
  ons4_anxious: "ONS4 anxiety",
  swemwbs: "SWEMWBS",
  ucla3: "UCLA loneliness",
  mycaw_concern: "MYCaW concern",
  mycaw_wellbeing: "MYCaW wellbeing",
};

const trackerColumns: readonly ExportColumn<TrackerEntry>[] = [
  ["Case ID", ({ outcome }) => referralId(outcome.referral)],
  ["Client ID", ({ outcome }) => localId("joy", outcome.referral.person)],
  ["Tracker", ({ outcome }) => trackers[outcome.instrument] ?? outcome.instrument],
  ["Stage", ({ stage }) => stage],
  ["Date recorded", ({ score }) => britishOf(score.day)],
  ["Score", ({ outcome, score }) => printedScore(outcome.instrument, score.score)],
  ["Level", ({ score }) => score.level ?? ""],
  ["Completed", ({ score }, random) => spell(random, spelt.modeSpellings, score.mode)],
];

/** Writes the scores as Joy trackers: one row an entry, of all instruments under each other. */
export function writeJoyTrackers(context: WriteContext, outcomes: readonly SampleOutcome[]): WrittenSource {
  const entries = outcomes
    .flatMap((outcome): readonly TrackerEntry[] => [
      { outcome, stage: "Start", score: outcome.baseline },
      ...(outcome.followUp === undefined
        ? []
        : [{ outcome, stage: "Review" as const, score: outcome.followUp }]),
    ])
    .sort((a, b) => a.score.day - b.score.day);
  const rows = exportRows(context.random, trackerColumns, entries);
  const repeats: ExportRow<TrackerEntry>[] = [];
  const pool = rows.filter(({ of }) => !context.optedOut.has(of.outcome.referral.person));
  const wanted = { impossible_score: 15, impossible_date: 6, unknown_tracker: 12, duplicate_row: 30 };
  const faults = plantFaults(context.random, pool, wanted, context.scale, {
    impossible_score: {
      change: ({ cells }) => {
        cells.Score = context.random.pick([-1, 101, 555]);
      },
    },
    impossible_date: {
      change: ({ cells }) => {
        cells["Date recorded"] = "31/11/2022";
      },
    },
    unknown_tracker: {
      change: ({ cells }) => {
        cells.Tracker = context.random.pick(["Confidence star", "How was your week?"]);
      },
    },
    duplicate_row: { change: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }) },
  });
  return written("joy-trackers", trackerColumns, [...rows, ...repeats], faults);
}

function written<Thing>(
  stem: string,
  columns: readonly ExportColumn<Thing>[],
  rows: readonly ExportRow<Thing>[],
  faults: Readonly<Record<string, number>>,
): WrittenSource {
  const lines = [columns.map(([name]) => name), ...cellsInOrder(columns, rows)];
  return {
    files: [{ file: `exports/${stem}.csv`, bytes: utf8(delimitedText(lines, "\r\n")), rows: rows.length }],
    faults,
  };
}
