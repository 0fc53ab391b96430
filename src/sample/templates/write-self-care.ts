import { pamLevel } from "../../model/pam-levels.ts";
import { britishOf, type Day } from "../calendar.ts";
import { cellsInOrder, delimitedText, type ExportColumn, exportRows, utf8 } from "../export-table.ts";
import { staffName } from "../names.ts";
import type { Random } from "../random.ts";
import { printedScore } from "../scores.ts";
import * as spelt from "../spellings.ts";
import { type Cell, writeWorkbook } from "../workbook.ts";
import type { WrittenSource } from "../written-export.ts";
import {
  type PamScore,
  PLANNED_SESSIONS,
  type SelfCareReferral,
  type SelfCareSessions,
} from "./draw-self-care.ts";

const { spell, spellAll, yesNo } = spelt;
const date = (day: Day | undefined): string => (day === undefined ? "" : britishOf(day));
const dayCell = (day: Day | undefined): Cell => (day === undefined ? null : { day });
const points = (score: PamScore | undefined): Cell =>
  score === undefined ? null : printedScore("pam", score.score);
const level = (score: PamScore | undefined): Cell =>
  score === undefined ? null : pamLevel(score.score, "2010-style");

const tierWords = ["0", "1", "2", "3"] as const;

const carePlanColumns: readonly ExportColumn<SelfCareReferral>[] = [
  ["NHS number", ({ person }) => person.nhsNumber],
  ["Patient ID", ({ person }) => person.localId],
  ["Surname", ({ person }) => person.surname],
  ["Forename", ({ person }) => person.forename],
  ["Date of birth", ({ person }) => britishOf(person.birthDay)],
  ["Gender", ({ person }, random) => spell(random, spelt.genderSpellings, person.gender)],
  ["Ethnicity", ({ person }, random) => spell(random, spelt.ethnicitySpellings, person.ethnicity)],
  ["Main language", ({ person }, random) => spell(random, spelt.languageSpellings, person.language)],
  ["Interpreter required", ({ person }) => yesNo(person.interpreter, "Yes", "No")],
  ["IMD decile", ({ person }) => person.decile],
  ["Form number", ({ form }) => form],
  ["Form date", ({ received }) => britishOf(received)],
  ["Tier", ({ tier }) => tierWords[tier] ?? ""],
  ["Care team", ({ service }) => service],
  ["PCN code", ({ pcn }) => pcn],
  ["Referred by", ({ source }, random) => spell(random, spelt.sourceSpellings, source)],
  ["Needs", ({ reasons }, random) => spellAll(random, spelt.reasonSpellings, reasons)],
  ["Status", ({ closed }) => (closed === undefined ? "Open" : "Closed")],
  ["Date closed", ({ closed }) => date(closed)],
  ["Care plan date", ({ carePlan }) => date(carePlan?.day)],
  ["PAM score", ({ carePlan }) => points(carePlan)],
  ["PAM level", ({ carePlan }) => level(carePlan)],
  [
    "PAM completed",
    ({ carePlan }, random) =>
      carePlan === undefined ? "" : spell(random, spelt.modeSpellings, carePlan.mode),
  ],
  ["Case manager", (_, random) => staffName(`LW00${random.int(1, 6)}`)],
  [
    "What matters to me",
    (_, random) => random.pick(["", "Getting out of the flat again", "My grandchildren"]),
  ],
];

/** One row of the charity log: the review stands with the service that ended last. */
interface LogRow {
  readonly referral: SelfCareReferral;
  readonly sessions: SelfCareSessions;
  readonly review: PamScore | undefined;
}

const providers: Readonly<Record<string, string>> = {
  exercise: "Kestrelford Moves",
  befriending: "Larkmarsh Good Neighbours",
  information_and_advice: "Oakenhythe Advice",
  counselling: "Thistlewharf Counselling",
  carers_support: "Rowanmead Carers",
  daily_living: "Larkmarsh Good Neighbours",
  diet: "Nettlecombe Rise Kitchen",
  decluttering: "Quincegate Clear Space",
  dementia_support: "Willowstair Memory Café",
};

const logColumns: readonly ExportColumn<LogRow>[] = [
  ["Form number", ({ referral }) => referral.form],
  ["Client Name", ({ referral }) => `${referral.person.forename} ${referral.person.surname}`],
  ["Provider", ({ sessions }) => providers[sessions.type] ?? ""],
  ["Service", ({ sessions }, random) => spell(random, spelt.activitySpellings, sessions.type)],
  ["Date passed on", ({ sessions }) => dayCell(sessions.passedOn)],
  ["First session", ({ sessions }) => dayCell(sessions.first)],
  ["Last session", ({ sessions }) => dayCell(sessions.last)],
  ["Sessions booked", () => PLANNED_SESSIONS],
  ["Sessions attended", ({ sessions }) => sessions.attended ?? null],
  ["Why waiting", ({ sessions }) => sessions.waiting?.replaceAll("_", " ") ?? null],
  [
    "Feedback (1-5)",
    ({ sessions }, random) =>
      sessions.feedback === undefined
        ? null
        : spell(random, spelt.feedbackSpellings, String(sessions.feedback)),
  ],
  ["Review date", ({ review }) => dayCell(review?.day)],
  ["Review PAM score", ({ review }) => points(review)],
  ["Review PAM level", ({ review }) => level(review)],
  [
    "Review completed",
    ({ review }, random) => (review === undefined ? null : spell(random, spelt.modeSpellings, review.mode)),
  ],
  ["Progress notes", (_, random) => random.pick([null, "Going well", "Left a message"])],
];

/** Writes the report of the GP system, with rows that have no good date and rows that are repeated. */
export function writeCarePlans(random: Random, referrals: readonly SelfCareReferral[]): WrittenSource {
  const rows = exportRows(random, carePlanColumns, referrals);
  const faulty = (dates: readonly string[], from: number) =>
    dates.map((text, index) => {
      const like = rows[index];
      if (like === undefined) throw new Error("There are too few people for faults.");
      return { of: like.of, cells: { ...like.cells, "Form number": `F${from + index}`, "Form date": text } };
    });
  const repeats = random.sample(rows, 3).map(({ of, cells }) => ({ of, cells: { ...cells } }));
  const all = [
    ...rows,
    ...faulty(["31/02/2024", "30/02/2024"], 90_000),
    ...faulty(["", "", ""], 91_000),
    ...repeats,
  ];
  const lines = [carePlanColumns.map(([name]) => name), ...cellsInOrder(carePlanColumns, all)];
  return {
    files: [
      { file: "exports/s1-care-plans.csv", bytes: utf8(delimitedText(lines, "\r\n")), rows: all.length },
    ],
    faults: { impossible_date: 2, blank_date: 3, duplicate_row: repeats.length },
  };
}

/** Writes the charity log, with impossible scores, rows of forms that nobody knows, repeated rows and a total. */
export function writeCharityLog(random: Random, referrals: readonly SelfCareReferral[]): WrittenSource {
  const log = referrals.flatMap((referral) => {
    const last = referral.sessions.reduce((latest, one) => Math.max(latest, one.last ?? 0), 0);
    const at = referral.sessions.findIndex((one) => one.last === last);
    return referral.sessions.map((sessions, index) => ({
      referral,
      sessions,
      review: index === at ? referral.review : undefined,
    }));
  });
  const rows = exportRows(random, logColumns, log);
  const unreviewed = rows.filter(
    ({ of }) => of.referral.review === undefined && of.sessions.last !== undefined,
  );
  const wrong = random.sample(unreviewed, 2);
  for (const { of, cells } of wrong) {
    cells["Review date"] = dayCell(of.sessions.last);
    cells["Review PAM score"] = 134;
  }
  const good = rows.filter((row) => !wrong.includes(row));
  const copy = (count: number, change: Readonly<Record<string, Cell>> = {}) =>
    random.sample(good, count).map(({ of, cells }) => ({ of, cells: { ...cells, ...change } }));
  const all = [...rows, ...copy(2, { "Form number": "F99999" }), ...copy(4)];
  const sheet = {
    name: "Sessions",
    rows: [
      ["Charity log: sessions, feedback and reviews (SYNTHETIC)"],
      [],
      logColumns.map(([name]) => name),
      ...cellsInOrder(logColumns, all),
      ["Total", null, null, all.length],
    ] satisfies (readonly Cell[])[],
  };
  return {
    files: [{ file: "exports/charity-log-sessions.xlsx", bytes: writeWorkbook([sheet]), rows: all.length }],
    faults: { impossible_score: wrong.length, unknown_referral: 2, duplicate_row: 4, total_row: 1 },
  };
}
