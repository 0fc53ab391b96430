import { type Day, isoOf } from "./calendar.ts";
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
import type { Random } from "./random.ts";
import { plantReferralFaults } from "./referral-faults.ts";
import * as spelt from "./spellings.ts";
import type { SampleContact, SampleGoal, SampleOutcome, SampleReferral, SampleScore } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const { spell, spellAll, yesNo } = spelt;

/** UTF-8 with a byte order mark, as a spreadsheet saves it. */
const withMark = (text: string): Uint8Array => utf8(`\ufeff${text}`);

const clock = (random: Random): string =>
  `${String(random.int(9, 16)).padStart(2, "0")}:${String(random.int(0, 59)).padStart(2, "0")}`;
/** `yyyy-mm-ddThh:mm:ss`. */
const stamp = (day: Day | undefined, time: string): string =>
  day === undefined ? "" : `${isoOf(day)}T${time}:00`;

/** A case with what is recorded inside it. */
interface Case {
  readonly referral: SampleReferral;
  readonly goals: readonly SampleGoal[];
  readonly outcomes: ReadonlyMap<string, SampleOutcome>;
}

/** Goals that a case has room for. */
const GOALS = 3;

const ofReferral = (columns: readonly ExportColumn<SampleReferral>[]): readonly ExportColumn<Case>[] =>
  columns.map(([name, cell]) => [name, ({ referral }, random) => cell(referral, random)]);

const scoreColumns = (label: string, when: "baseline" | "followUp"): readonly ExportColumn<Case>[] => {
  const scoreOf = ({ outcomes }: Case, instrument: string): SampleScore | undefined =>
    outcomes.get(instrument)?.[when];
  return [
    [
      `MYCaW ${label} date`,
      (one) => {
        const score = scoreOf(one, "mycaw_concern") ?? scoreOf(one, "mycaw_wellbeing");
        return score === undefined ? "" : isoOf(score.day);
      },
    ],
    [`MYCaW ${label} concern`, (one) => scoreOf(one, "mycaw_concern")?.score ?? ""],
    [`MYCaW ${label} wellbeing`, (one) => scoreOf(one, "mycaw_wellbeing")?.score ?? ""],
  ];
};

const caseColumns: readonly ExportColumn<Case>[] = [
  ...ofReferral([
    ["Case ID", (one) => referralId(one)],
    ["Client Ref", ({ person }) => localId("elemental", person)],
    ["NHS Number", ({ person }) => numberIn("elemental", person) ?? ""],
    ["First name", ({ person }) => person.forename],
    ["Last name", ({ person }) => person.surname],
    ["DOB", ({ person }) => isoOf(person.birthDay)],
    ["Gender", ({ person }, random) => spell(random, spelt.genderSpellings, person.gender)],
    ["Ethnicity", ({ person }, random) => spell(random, spelt.ethnicitySpellings, person.ethnicity)],
    ["Preferred language", ({ person }, random) => spell(random, spelt.languageSpellings, person.language)],
    ["Needs interpreter", ({ person }) => yesNo(person.interpreter, "true", "false")],
    ["Postcode", (_, random) => (random.chance(0.05) ? "" : "ZZ99 3WZ")],
    [
      "GP registered",
      ({ person }, random) => spell(random, spelt.gpRegisteredSpellings, person.gpRegistered),
    ],
    ["GP local authority", ({ person }) => person.gpBorough ?? ""],
    ["IMD decile", ({ person }) => person.decile ?? ""],
    ["Client tags", ({ person }, random) => spellAll(random, spelt.cohortSpellings, person.cohorts, ",")],
    ["Referral created", ({ received, time }, random) => stamp(received, time ?? clock(random))],
    ["Time received", ({ time }) => time ?? ""],
    ["Referral source", ({ source }, random) => spell(random, spelt.sourceSpellings, source)],
    ["Needs", ({ reasons }, random) => spellAll(random, spelt.reasonSpellings, reasons, ",")],
    ["Risk", ({ urgency }) => ({ routine: "Standard", urgent: "High", crisis: "In crisis" })[urgency]],
    ["Tier", ({ tier }) => tier],
    ["Service ID", ({ unit }) => unit.service],
    ["PCN", ({ unit }) => unit.pcn],
    ["Project ID", ({ unit }) => unit.project?.id ?? ""],
    ["Local authority", ({ unit }) => unit.borough],
    ["Link worker", ({ linkWorker }) => staffName(linkWorker)],
    ["Case status", ({ status }, random) => spell(random, spelt.statusSpellings, status)],
    ["Case closed", ({ closed }, random) => stamp(closed, clock(random))],
  ]),
  ...scoreColumns("first", "baseline"),
  ...scoreColumns("last", "followUp"),
  ...Array.from({ length: GOALS }, (_, k): readonly ExportColumn<Case>[] => [
    [
      `Goal ${k + 1}`,
      ({ goals }, random) =>
        goals[k] === undefined ? "" : spell(random, spelt.reasonSpellings, goals[k].concern),
    ],
    [
      `Goal ${k + 1} result`,
      ({ goals }, random) => (goals[k] === undefined ? "" : spell(random, spelt.goalSpellings, goals[k].met)),
    ],
    [`Goal ${k + 1} reviewed`, ({ goals }) => (goals[k] === undefined ? "" : isoOf(goals[k].day))],
  ]).flat(),
  ["Case notes", (_, random) => random.pick(harmlessNotes)],
];

/** Writes the cases as an Elemental list: one row a case, with its first and last MYCaW scores and its goals. */
export function writeElemental(
  context: WriteContext,
  referrals: readonly SampleReferral[],
  goals: readonly SampleGoal[],
  outcomes: readonly SampleOutcome[],
): WrittenSource {
  const goalsOf = new Map<SampleReferral, SampleGoal[]>();
  for (const goal of goals) put(goalsOf, goal.referral, goal);
  const outcomesOf = new Map<SampleReferral, Map<string, SampleOutcome>>();
  for (const outcome of outcomes) {
    const here = outcomesOf.get(outcome.referral) ?? new Map<string, SampleOutcome>();
    outcomesOf.set(outcome.referral, here.set(outcome.instrument, outcome));
  }
  const cases = referrals.map((referral) => ({
    referral,
    goals: goalsOf.get(referral) ?? [],
    outcomes: outcomesOf.get(referral) ?? new Map<string, SampleOutcome>(),
  }));
  const rows = exportRows(context.random, caseColumns, cases);
  const repeats: ExportRow<Case>[] = [];
  const wholes = new Map(rows.map((row) => [row.cells, row]));
  // A fault of a score stands in rows that have no other fault.
  const scored = rows.filter(
    ({ of }) => of.outcomes.has("mycaw_concern") && !context.optedOut.has(of.referral.person),
  );
  const scoreFaults = plantFaults(context.random, scored, { impossible_score: 8 }, context.scale, {
    impossible_score: {
      change: ({ cells }) => {
        cells["MYCaW first concern"] = context.random.pick([7, 9, 60]);
        wholes.delete(cells);
      },
    },
  });
  const faults = plantReferralFaults(
    context,
    [...wholes.values()].map(({ of, cells }) => ({ of: of.referral, cells })),
    {
      nhsNumber: "NHS Number",
      received: "Referral created",
      ethnicity: "Ethnicity",
      decile: "IMD decile",
      status: "Case status",
      notes: "Case notes",
    },
    {
      impossible: "2023-02-31T10:00:00",
      british: undefined,
      repeat: ({ cells }) => {
        const whole = wholes.get(cells);
        if (whole !== undefined) repeats.push({ of: whole.of, cells: { ...cells } });
      },
    },
  );
  const lines = [caseColumns.map(([name]) => name), ...cellsInOrder(caseColumns, [...rows, ...repeats])];
  return {
    files: [
      {
        file: "exports/elemental-cases.csv",
        bytes: withMark(delimitedText(lines, "\n")),
        rows: rows.length + repeats.length,
      },
    ],
    faults: { ...faults, ...scoreFaults },
  };
}

function put<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const attendance: spelt.Spellings = {
  "5": ["Attended"],
  "6": ["Late but seen"],
  "7": ["Late not seen"],
  "2": ["Cancelled by client"],
  "3": ["No show"],
  "4": ["Cancelled by service"],
};

const contactColumns = (ids: ReadonlyMap<SampleContact, number>): readonly ExportColumn<SampleContact>[] => [
  ["Interaction ID", (one) => `INT-${500_000 + (ids.get(one) ?? 0)}`],
  ["Case ID", ({ referral }) => referralId(referral)],
  ["Client Ref", ({ referral }) => localId("elemental", referral.person)],
  ["Started", ({ day }, random) => stamp(day, clock(random))],
  ["Interaction type", ({ kind }, random) => spell(random, spelt.contactKindSpellings, kind)],
  ["Channel", ({ mode }, random) => spell(random, spelt.contactModeSpellings, mode)],
  ["Outcome", (one, random) => spell(random, attendance, one.attendance)],
  ["Minutes", ({ minutes }) => minutes],
  ["Interpreter booked", ({ interpreterBooked }) => yesNo(interpreterBooked, "true", "false")],
  ["Interpreter present", ({ interpreterPresent }) => yesNo(interpreterPresent, "true", "false")],
  ["Language matched", ({ languageMatched }) => yesNo(languageMatched, "true", "false")],
  ["Two way", ({ twoWay }) => yesNo(twoWay, "true", "false")],
  ["Link worker", ({ linkWorker }) => staffName(linkWorker)],
  ["Case notes", (_, random) => random.pick(harmlessNotes)],
];

/** Writes the contacts as an Elemental list of interactions. */
export function writeElementalContacts(
  context: WriteContext,
  contacts: readonly SampleContact[],
): WrittenSource {
  const columns = contactColumns(new Map(contacts.map((one, index) => [one, index])));
  const rows = exportRows(context.random, columns, contacts);
  const repeats: ExportRow<SampleContact>[] = [];
  const faults = plantContactFaults(
    context,
    rows,
    { referral: "Case ID", date: "Started", attendance: "Outcome", minutes: "Minutes", notes: "Case notes" },
    {
      impossible: "2023-02-30T11:00:00",
      afterExport: "2029-02-14T11:00:00",
      repeat: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }),
    },
  );
  const lines = [columns.map(([name]) => name), ...cellsInOrder(columns, [...rows, ...repeats])];
  return {
    files: [
      {
        file: "exports/elemental-contacts.csv",
        bytes: withMark(delimitedText(lines, "\n")),
        rows: rows.length + repeats.length,
      },
    ],
    faults,
  };
}
