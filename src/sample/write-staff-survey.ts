import { DATA_DAY } from "./calendar.ts";
import { type BurnoutScale, burnoutScales, type SurveyResponse } from "./draw-staff-survey.ts";
import { cellsInOrder, type ExportColumn, type ExportRow, exportRows } from "./export-table.ts";
import { plantFaults } from "./faults.ts";
import type { Random } from "./random.ts";
import { spell } from "./spellings.ts";
import { agreementAnswers, degreeAnswers, frequencyAnswers, staffRoleSpellings } from "./staff-spellings.ts";
import { type Cell, writeWorkbook } from "./workbook.ts";
import type { WrittenSource } from "./written-export.ts";

/** Labels of our own for what the items are about; the wording of the items is not in the file. */
const itemLabels: Readonly<Record<BurnoutScale, readonly string[]>> = {
  personal: [
    "P1 Tired",
    "P2 Physically exhausted",
    "P3 Emotionally exhausted",
    "P4 At the end of strength",
    "P5 Worn out",
    "P6 Prone to illness",
  ],
  work: [
    "W1 Emotional toll of work",
    "W2 Burnt out by work",
    "W3 Frustrated by work",
    "W4 Worn out after the day",
    "W5 Exhausted before the day",
    "W6 Every hour tiring",
    "W7 Energy for family and friends",
  ],
  client: [
    "C1 Clients hard to work with",
    "C2 Frustrated by client work",
    "C3 Drained by client work",
    "C4 Gives more than gets back",
    "C5 Tired of client work",
    "C6 Wonders how long",
  ],
};

/** Items answered by degree; the others are answered by how often. */
const byDegree: Readonly<Record<BurnoutScale, number>> = { personal: 0, work: 3, client: 4 };

const answerCell = (
  random: Random,
  answers: readonly (readonly string[])[],
  answer: number | undefined,
): Cell => (answer === undefined ? null : random.pick(answers[answer - 1] ?? []));

const burnoutColumns: readonly ExportColumn<SurveyResponse>[] = burnoutScales.flatMap(({ id }) =>
  itemLabels[id].map((label, item): ExportColumn<SurveyResponse> => {
    const answers = item < byDegree[id] ? degreeAnswers : frequencyAnswers;
    return [label, (response, random) => answerCell(random, answers, response.burnout[id][item])];
  }),
);

const columns: readonly ExportColumn<SurveyResponse>[] = [
  ["Respondent", ({ code }) => code],
  ["Response type", () => "Live"],
  ["Round", ({ wave }) => wave],
  ["Submitted", ({ day }) => ({ day })],
  ["Service", ({ service }) => service],
  ["Role", ({ role }, random) => spell(random, staffRoleSpellings, role)],
  ...burnoutColumns,
  ["Satisfied with the job", ({ satisfied }, random) => answerCell(random, agreementAnswers, satisfied)],
  ["Feels consulted", ({ consulted }, random) => answerCell(random, agreementAnswers, consulted)],
  ["Supervision is enough", ({ supervision }, random) => answerCell(random, agreementAnswers, supervision)],
  [
    "Intends to leave",
    ({ intendsToLeave }, random) =>
      intendsToLeave === undefined
        ? null
        : random.pick(intendsToLeave ? ["Yes", "yes", "Y"] : ["No", "no", "N"]),
  ],
  ["Anything else", (_, random) => random.pick([null, null, null, null, "Thank you for asking"])],
];

/** Faults of the survey, by kind. */
const surveyFaults = {
  unknown_answer: 6,
  null_text: 6,
  extra_spaces: 6,
  test_response: 3,
  duplicate_row: 4,
} as const;

/** Writes the rounds of the staff survey as one workbook: one row a response, answers in words, a row of totals. */
export function writeStaffSurvey(
  random: Random,
  responses: readonly SurveyResponse[],
  scale: number,
): WrittenSource {
  const rows = exportRows(random, columns, responses);
  const more: ExportRow<SurveyResponse>[] = [];
  const leftOut = (row: ExportRow<SurveyResponse>) =>
    burnoutColumns.find(([name]) => row.cells[name] === null)?.[0];
  // Only cells without an answer are spoilt: no score changes.
  const spoil = (text: () => string) => ({
    fits: (row: ExportRow<SurveyResponse>) => leftOut(row) !== undefined,
    change: (row: ExportRow<SurveyResponse>) => {
      row.cells[leftOut(row) ?? ""] = text();
    },
  });
  const planted = plantFaults(random, rows, surveyFaults, Math.min(1, scale), {
    unknown_answer: spoil(() => random.pick(["it depends", "ask me later"])),
    null_text: spoil(() => "N/A"),
    extra_spaces: {
      change: (row) => {
        row.cells.Role = ` ${row.cells.Role}  `;
      },
    },
    test_response: {
      change: ({ of, cells }) =>
        more.push({
          of,
          cells: { ...cells, Respondent: `TEST-${more.length + 1}`, "Response type": "Test" },
        }),
    },
    duplicate_row: { change: ({ of, cells }) => more.push({ of, cells: { ...cells } }) },
  });
  const all = [...rows, ...more];
  const bytes = writeWorkbook([
    {
      name: "About",
      rows: [
        ["Staff survey of the programme (SYNTHETIC)"],
        ["Rounds of 2022, 2023 and 2024"],
        ["Taken", { day: DATA_DAY }],
      ],
    },
    {
      name: "Responses",
      rows: [
        ["Staff survey: responses"],
        [],
        columns.map(([name]) => name),
        ...cellsInOrder(columns, all),
        ["Total", all.length],
      ],
    },
  ]);
  return { files: [{ file: "exports/staff-survey.xlsx", bytes, rows: all.length }], faults: planted };
}
