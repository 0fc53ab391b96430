import { pamLevel } from "../model/pam-levels.ts";
import { type Day, dayOf } from "./calendar.ts";
import { plantFaults } from "./faults.ts";
import type { SampleOutcome, SampleScore } from "./outcome.ts";
import type { Random } from "./random.ts";
import * as spelt from "./spellings.ts";
import { type Cell, columnLetters, writeWorkbook } from "./workbook.ts";
import { charityKnowsNumber, clientId } from "./write-charitylog.ts";
import type { WrittenExport } from "./write-systmone.ts";

/** Columns of the workbook, in order: one row a person, baseline and follow-up side by side. */
const pamColumns = [
  "NHS number",
  "Client ID",
  "Baseline date",
  "Baseline PAM score",
  "Baseline PAM level",
  "Baseline mode",
  "Follow-up date",
  "Follow-up PAM score",
  "Follow-up PAM level",
  "Follow-up mode",
] as const;

type Row = Record<(typeof pamColumns)[number], Cell>;

/** Faults at scale 1, by kind. */
const pamFaults = {
  impossible_score: 14,
  impossible_date: 5,
  follow_up_before_baseline: 16,
  level_on_older_cut_points: 20,
  without_identifier: 8,
  duplicate_row: 12,
} as const;

/** Scores as people mistype them: a digit too many, a lost decimal point, a minus. */
const impossibleScores = [134, 553, -5, 100.1];

/** Writes the scores as a survey workbook. */
export function writePam(
  random: Random,
  outcomes: readonly SampleOutcome[],
  scale: number,
): { readonly files: readonly WrittenExport[]; readonly faults: Record<string, number> } {
  const ordered = [...outcomes].sort((a, b) => a.baseline.day - b.baseline.day);
  const rows = ordered.map((outcome) => rowOf(random, outcome));
  const followed = (row: Row) => row["Follow-up PAM score"] !== null;
  const faults = plantFaults(random, [...rows], pamFaults, scale, {
    impossible_score: {
      fits: followed,
      change: (row) =>
        set(
          row,
          random.chance(0.5) ? "Baseline PAM score" : "Follow-up PAM score",
          random.pick(impossibleScores),
        ),
    },
    impossible_date: { change: (row) => set(row, "Baseline date", "31/02/2023") },
    follow_up_before_baseline: {
      fits: followed,
      change: (row) => {
        const first = row["Baseline date"];
        set(row, "Baseline date", row["Follow-up date"]);
        set(row, "Follow-up date", first);
      },
    },
    level_on_older_cut_points: {
      fits: (row) => {
        const score = row["Baseline PAM score"];
        return typeof score === "number" && score > 67 && score <= 72.4;
      },
      change: (row) =>
        set(
          row,
          "Baseline PAM level",
          pamLevel(Math.round(Number(row["Baseline PAM score"]) * 10), "2010-style"),
        ),
    },
    without_identifier: {
      change: (row) => {
        set(row, "NHS number", null);
        set(row, "Client ID", null);
      },
    },
    duplicate_row: { change: (row) => rows.push({ ...row }) },
  });
  const sheets = [
    {
      name: "About",
      rows: [
        ["PAM scores of the programme (SYNTHETIC)"],
        ["Scores were drawn at random; they follow no licensed table."],
        ["Taken", { day: dayOf("2024-06-28") }],
      ] satisfies (readonly Cell[])[],
    },
    {
      name: "Scores",
      merged: [`C1:${columnLetters(5)}1`, `G1:${columnLetters(9)}1`],
      rows: [
        [null, null, "BASELINE", null, null, null, "FOLLOW-UP"],
        pamColumns,
        ...rows.map((row) => pamColumns.map((column) => row[column])),
      ] satisfies (readonly Cell[])[],
    },
  ];
  return {
    files: [{ file: "exports/pam-scores.xlsx", bytes: writeWorkbook(sheets), rows: rows.length }],
    faults,
  };
}

function set(row: Row, column: keyof Row, value: Cell): void {
  row[column] = value;
}

function rowOf(random: Random, outcome: SampleOutcome): Row {
  const { person, system } = outcome.referral;
  const known = system === "systmone" || charityKnowsNumber(person);
  const number = known ? (person.nhsNumber ?? null) : null;
  const date = (day: Day | undefined): Cell => (day === undefined ? null : { day });
  const mode = (score: SampleScore | undefined): Cell =>
    score === undefined ? null : random.pick(spelt.modeSpellings[score.mode] ?? [score.mode]);
  return {
    // Some numbers were typed into a cell that holds numbers.
    "NHS number": number !== null && random.chance(0.3) ? Number(number) : number,
    "Client ID": system === "charitylog" ? clientId(person) : null,
    "Baseline date": date(outcome.baseline.day),
    "Baseline PAM score": outcome.baseline.score / 10,
    "Baseline PAM level": outcome.baseline.level,
    "Baseline mode": mode(outcome.baseline),
    "Follow-up date": date(outcome.followUp?.day),
    "Follow-up PAM score": outcome.followUp === undefined ? null : outcome.followUp.score / 10,
    "Follow-up PAM level": outcome.followUp?.level ?? null,
    "Follow-up mode": mode(outcome.followUp),
  };
}
