import { pamLevel } from "../model/pam-levels.ts";
import { type Day, dayOf } from "./calendar.ts";
import { localId, numberIn } from "./case-ids.ts";
import { pamSystems } from "./case-sources.ts";
import { cellsInOrder, type ExportColumn, type ExportRow, exportRows } from "./export-table.ts";
import { plantFaults, type WriteContext } from "./faults.ts";
import { printedScore } from "./scores.ts";
import * as spelt from "./spellings.ts";
import { type Cell, columnLetters, writeWorkbook } from "./workbook.ts";
import type { CaseSystem, SampleOutcome, SampleScore } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const date = (day: Day | undefined): Cell => (day === undefined ? null : { day });
const points = (score: SampleScore | undefined): Cell =>
  score === undefined ? null : printedScore("pam", score.score);

/** One row a person, baseline and follow-up side by side. */
const pamColumns = (system: CaseSystem): readonly ExportColumn<SampleOutcome>[] => [
  [
    "NHS number",
    ({ referral }, random) => {
      const number = numberIn(system, referral.person);
      // Some numbers were typed into a cell that holds numbers.
      return number !== undefined && random.chance(0.3) ? Number(number) : (number ?? null);
    },
  ],
  ["Client ID", ({ referral }) => localId(system, referral.person)],
  ["Baseline date", ({ baseline }) => date(baseline.day)],
  ["Baseline PAM score", ({ baseline }) => points(baseline)],
  ["Baseline PAM level", ({ baseline }) => baseline.level ?? null],
  ["Baseline mode", ({ baseline }, random) => spelt.spell(random, spelt.modeSpellings, baseline.mode)],
  ["Follow-up date", ({ followUp }) => date(followUp?.day)],
  ["Follow-up PAM score", ({ followUp }) => points(followUp)],
  ["Follow-up PAM level", ({ followUp }) => followUp?.level ?? null],
  [
    "Follow-up mode",
    ({ followUp }, random) =>
      followUp === undefined ? null : spelt.spell(random, spelt.modeSpellings, followUp.mode),
  ],
];

/** Faults of each workbook at scale 1, by kind. */
const pamFaults = {
  impossible_score: 10,
  impossible_date: 4,
  follow_up_before_baseline: 9,
  level_on_older_cut_points: 12,
  without_identifier: 5,
  duplicate_row: 10,
} as const;

/** Scores as people mistype them: a digit too many, a lost decimal point, a minus. */
const impossibleScores = [134, 553, -5, 100.1];

/** Writes activation scores as a survey workbook for each system that does not keep them itself. */
export function writePam(
  context: WriteContext,
  outcomes: readonly SampleOutcome[],
): Readonly<Record<string, WrittenSource>> {
  return Object.fromEntries(
    pamSystems.map((system) => {
      const here = outcomes.filter((one) => one.instrument === "pam" && one.referral.system === system);
      return [`pam-${system}`, writeWorkbookOf(context, system, here)];
    }),
  );
}

function writeWorkbookOf(
  context: WriteContext,
  system: CaseSystem,
  outcomes: readonly SampleOutcome[],
): WrittenSource {
  const { random } = context;
  const columns = pamColumns(system);
  const ordered = [...outcomes].sort((a, b) => a.baseline.day - b.baseline.day);
  const rows = exportRows(random, columns, ordered);
  const repeats: ExportRow<SampleOutcome>[] = [];
  const pool = rows.filter(({ of }) => !context.optedOut.has(of.referral.person));
  const followed = ({ of }: ExportRow<SampleOutcome>) => of.followUp !== undefined;
  const faults = plantFaults(random, pool, pamFaults, context.scale, {
    impossible_score: {
      fits: followed,
      change: ({ cells }) => {
        const column = random.chance(0.5) ? "Baseline PAM score" : "Follow-up PAM score";
        cells[column] = random.pick(impossibleScores);
      },
    },
    impossible_date: {
      change: ({ cells }) => {
        cells["Baseline date"] = "31/02/2023";
      },
    },
    follow_up_before_baseline: {
      fits: followed,
      change: ({ of, cells }) => {
        cells["Baseline date"] = date(of.followUp?.day);
        cells["Follow-up date"] = date(of.baseline.day);
      },
    },
    level_on_older_cut_points: {
      fits: ({ of }) => of.baseline.score > 670 && of.baseline.score <= 724,
      change: ({ of, cells }) => {
        cells["Baseline PAM level"] = pamLevel(of.baseline.score, "2010-style");
      },
    },
    without_identifier: {
      change: ({ cells }) => {
        cells["NHS number"] = null;
        cells["Client ID"] = null;
      },
    },
    duplicate_row: { change: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }) },
  });
  const all = [...rows, ...repeats];
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
        columns.map(([name]) => name),
        ...cellsInOrder(columns, all),
      ] satisfies (readonly Cell[])[],
    },
  ];
  return {
    files: [{ file: `exports/pam-${system}.xlsx`, bytes: writeWorkbook(sheets), rows: all.length }],
    faults,
  };
}
