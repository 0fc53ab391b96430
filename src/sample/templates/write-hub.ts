import { britishOf, type Day, isoOf } from "../calendar.ts";
import { cellsInOrder, delimitedText, type ExportColumn, exportRows, utf8 } from "../export-table.ts";
import { staffName } from "../names.ts";
import type { Random } from "../random.ts";
import * as spelt from "../spellings.ts";
import { type Cell, writeWorkbook } from "../workbook.ts";
import type { WrittenSource } from "../written-export.ts";
import type { HubActivity, HubContact, HubReferral, HubSurvey } from "./draw-hub.ts";
import type { HubTrainee } from "./draw-trainees.ts";

const { spell, yesNo } = spelt;
const date = (day: Day | undefined): string => (day === undefined ? "" : britishOf(day));
const dayCell = (day: Day | undefined): Cell => (day === undefined ? null : { day });

const referralColumns: readonly ExportColumn<HubReferral>[] = [
  ["NHS number", ({ person }) => person.nhsNumber],
  ["Hub number", ({ person }) => person.localId],
  ["Surname", ({ person }) => person.surname],
  ["Forename", ({ person }) => person.forename],
  ["Date of birth", ({ person }) => britishOf(person.birthDay)],
  ["Gender", ({ person }, random) => spell(random, spelt.genderSpellings, person.gender)],
  ["Ethnicity", ({ person }, random) => spell(random, spelt.ethnicitySpellings, person.ethnicity)],
  ["Preferred language", ({ person }, random) => spell(random, spelt.languageSpellings, person.language)],
  ["Interpreter needed", ({ person }) => yesNo(person.interpreter, "Yes", "No")],
  ["Registered with GP", () => "Yes"],
  ["IMD decile", ({ person }) => person.decile],
  ["Maternity stage", ({ stage }) => stage],
  ["Referral number", ({ id }) => id],
  ["Date joined", ({ joined }) => britishOf(joined)],
  ["Hub", ({ service }) => service],
  ["PCN code", ({ pcn }) => pcn],
  ["Referred by", ({ source }) => source],
  ["Needs", ({ needs }) => needs.join("; ")],
  ["Status", ({ declined, closed }) => (declined ? "Declined" : closed === undefined ? "Open" : "Closed")],
  ["Date closed", ({ closed }) => date(closed)],
  ["Notes", (_, random) => random.pick(["", "Brings a friend to interpret", "Prefers mornings"])],
];

const attendanceWords: spelt.Spellings = {
  "5": ["Attended", "Seen"],
  "6": ["Arrived late, but was seen"],
  "7": ["Late, not seen"],
  "3": ["Did not attend", "DNA"],
  "2": ["Cancelled by client"],
};

type OfReferral<Thing> = Thing & { readonly referral: HubReferral; readonly number: number };

/** Each thing of each referral with its referral, numbered through. */
const numbered = <Thing extends object>(
  referrals: readonly HubReferral[],
  of: (referral: HubReferral) => readonly Thing[],
): readonly OfReferral<Thing>[] =>
  referrals
    .flatMap((referral) => of(referral).map((thing) => ({ ...thing, referral })))
    .map((thing, index) => ({ ...thing, number: index + 1 }));

const contactColumns: readonly ExportColumn<OfReferral<HubContact>>[] = [
  ["Contact ID", ({ number }) => `HC${10_000 + number}`],
  ["Referral ID", ({ referral }) => referral.id],
  ["Contact date", ({ day }) => britishOf(day)],
  ["Contact type", (_, random) => spell(random, spelt.contactKindSpellings, "direct")],
  ["Contact method", ({ mode }, random) => spell(random, spelt.contactModeSpellings, mode)],
  ["Attendance", ({ attendance }, random) => spell(random, attendanceWords, attendance)],
  ["Duration (mins)", (_, random) => 5 * random.int(3, 12)],
  ["Interpreter booked", ({ booked }) => yesNo(booked, "Yes", "No")],
  ["Interpreter present", ({ present }) => yesNo(present, "Yes", "No")],
  ["Language matched", ({ matched }) => yesNo(matched, "Yes", "No")],
  ["Two-way contact", () => "Yes"],
  ["Seen by", (_, random) => staffName(`LW00${random.int(1, 5)}`)],
];

const activityColumns: readonly ExportColumn<OfReferral<HubActivity>>[] = [
  ["Referral ref", ({ referral }) => referral.id],
  [
    "Provider",
    ({ referral }) => (referral.service === "HUB1" ? "Honeyacre Family Hub" : "Mallowbridge Family Hub"),
  ],
  ["Activity", ({ type }, random) => spell(random, spelt.activitySpellings, type)],
  ["Date referred", ({ offered }) => britishOf(offered)],
  ["First session", ({ first }) => date(first)],
  ["Sessions attended", ({ attended }) => attended ?? ""],
];

type SurveyRow = HubSurvey & { readonly event: string };

const surveyColumns: readonly ExportColumn<OfReferral<SurveyRow>>[] = [
  ["record_id", ({ number }) => number],
  ["redcap_event_name", ({ event }) => event],
  ["nhs_number", ({ referral }) => referral.person.nhsNumber],
  ["client_ref", ({ referral }) => referral.person.localId],
  ["referral_ref", ({ referral }) => referral.id],
  ["survey_date", ({ day }) => isoOf(day)],
  ...Array.from(
    { length: 7 },
    (_, k): ExportColumn<OfReferral<SurveyRow>> => [
      `swemwbs_${k + 1}`,
      ({ wellbeing }) => wellbeing[k] ?? "",
    ],
  ),
  ...Array.from(
    { length: 3 },
    (_, k): ExportColumn<OfReferral<SurveyRow>> => [`ucla_${k + 1}`, ({ loneliness }) => loneliness[k] ?? ""],
  ),
];

const traineeColumns: readonly ExportColumn<HubTrainee>[] = [
  ["Trainee number", ({ id }) => id],
  ["Surname", ({ name }) => name.split(" ").slice(1).join(" ")],
  ["Forename", ({ name }) => name.split(" ")[0] ?? ""],
  ["Training for", ({ role }) => role],
  ["Hub", ({ service }) => service],
  ["Volunteer", ({ volunteer }) => yesNo(volunteer, "Yes", "No")],
  ["Lived experience", ({ livedExperience }) => yesNo(livedExperience, "Yes", "No")],
  ["Started", ({ started }) => dayCell(started)],
  ["Training completed", ({ trained }) => dayCell(trained)],
  ["Placed", ({ placed }) => dayCell(placed)],
  ["Progressed", ({ progressed }) => dayCell(progressed)],
];

/** Writes one export as comma-separated text, with some rows once more and some without a date they need. */
function delimited<Thing>(
  random: Random,
  name: string,
  columns: readonly ExportColumn<Thing>[],
  things: readonly Thing[],
  faults: {
    readonly repeated: number;
    readonly blank?: { readonly column: string; readonly rows: number; readonly id: string };
  },
): WrittenSource {
  const rows = exportRows(random, columns, things);
  const copies = (count: number) =>
    random.sample(rows, count).map(({ of, cells }) => ({ of, cells: { ...cells } }));
  const { blank } = faults;
  const undated = copies(blank?.rows ?? 0).map(({ of, cells }, index) => ({
    of,
    cells: blank === undefined ? cells : { ...cells, [blank.column]: "", [blank.id]: `X${index}` },
  }));
  const all = [...rows, ...undated, ...copies(faults.repeated)];
  const lines = [columns.map(([column]) => column), ...cellsInOrder(columns, all)];
  return {
    files: [{ file: `exports/${name}.csv`, bytes: utf8(delimitedText(lines, "\r\n")), rows: all.length }],
    faults: { duplicate_row: faults.repeated, ...(blank === undefined ? {} : { blank_date: blank.rows }) },
  };
}

/** Writes every export of the hubs, by the id of its source. */
export function writeHub(
  random: Random,
  referrals: readonly HubReferral[],
  trainees: readonly HubTrainee[],
): Readonly<Record<string, WrittenSource>> {
  const surveys = numbered(referrals, ({ before, after }): SurveyRow[] => [
    ...(before === undefined ? [] : [{ ...before, event: "baseline_arm_1" }]),
    ...(after === undefined ? [] : [{ ...after, event: "followup_arm_1" }]),
  ]);
  const sheet = {
    name: "Trainees",
    rows: [
      ["People trained into work (SYNTHETIC)"],
      traineeColumns.map(([name]) => name),
      ...cellsInOrder(traineeColumns, exportRows(random, traineeColumns, trainees)),
    ] satisfies (readonly Cell[])[],
  };
  return {
    hub: delimited(random, "hub-referrals", referralColumns, referrals, {
      repeated: 3,
      blank: { column: "Date joined", rows: 3, id: "Referral number" },
    }),
    "hub-contacts": delimited(
      random,
      "hub-contacts",
      contactColumns,
      numbered(referrals, ({ contacts }) => contacts),
      { repeated: 5, blank: { column: "Contact date", rows: 2, id: "Contact ID" } },
    ),
    "hub-activities": delimited(
      random,
      "hub-activities",
      activityColumns,
      numbered(referrals, ({ activities }) => activities),
      { repeated: 2 },
    ),
    "hub-surveys": delimited(random, "hub-surveys", surveyColumns, surveys, { repeated: 2 }),
    trainees: {
      files: [{ file: "exports/trainees.xlsx", bytes: writeWorkbook([sheet]), rows: trainees.length }],
      faults: {},
    },
  };
}
