import { type Day, isoOf } from "./calendar.ts";
import { localId, numberIn, referralId } from "./case-ids.ts";
import { surveySystems } from "./case-sources.ts";
import {
  cellsInOrder,
  delimitedText,
  type ExportColumn,
  type ExportRow,
  exportRows,
  utf8,
} from "./export-table.ts";
import { plantFaults, type WriteContext } from "./faults.ts";
import type { CaseSystem, SampleOutcome, SampleReferral, SampleScore } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

/** One event of one record: what a person answered on a day. */
interface SurveyEvent {
  readonly referral: SampleReferral;
  readonly record: number;
  readonly event: "baseline_arm_1" | "followup_arm_1";
  readonly day: Day;
  readonly scores: ReadonlyMap<string, SampleScore>;
}

const single = ["ons4_satisfied", "ons4_worthwhile", "ons4_happy", "ons4_anxious"] as const;

/** Modes as the survey codes them. */
const modeCodes: Readonly<Record<string, string>> = {
  face_to_face: "Face to face",
  telephone: "Telephone",
  video: "Video",
  online: "Online form",
  paper: "Paper form",
  with_interpreter: "With an interpreter",
};

const item = (instrument: string, index: number) => (one: SurveyEvent) =>
  one.scores.get(instrument)?.items?.[index] ?? "";

const surveyColumns = (system: CaseSystem): readonly ExportColumn<SurveyEvent>[] => [
  ["record_id", ({ record }) => record],
  ["redcap_event_name", ({ event }) => event],
  ["nhs_number", ({ referral }) => numberIn(system, referral.person) ?? ""],
  ["client_ref", ({ referral }) => localId(system, referral.person)],
  ["referral_ref", ({ referral }) => referralId(referral)],
  ["survey_date", ({ day }) => isoOf(day)],
  ["survey_mode", ({ scores }) => modeCodes[[...scores.values()][0]?.mode ?? ""] ?? ""],
  ...single.map(
    (instrument): ExportColumn<SurveyEvent> => [
      instrument,
      ({ scores }) => scores.get(instrument)?.score ?? "",
    ],
  ),
  ...Array.from({ length: 7 }, (_, k): ExportColumn<SurveyEvent> => [`swemwbs_${k + 1}`, item("swemwbs", k)]),
  ...Array.from({ length: 3 }, (_, k): ExportColumn<SurveyEvent> => [`ucla_${k + 1}`, item("ucla3", k)]),
  ["wellbeing_complete", () => 2],
];

const asked = new Set<string>([...single, "swemwbs", "ucla3"]);

/** Faults of each file at scale 1, by kind. */
const surveyFaults = {
  impossible_score: 12,
  unfinished_answers: 40,
  impossible_date: 5,
  date_after_export: 4,
  duplicate_row: 12,
} as const;

/**
 * Writes the well-being surveys as a repeated-measures export: one row an event of a record, raw answers to every item,
 * 888 where the person would rather not say.
 */
export function writeSurveys(
  context: WriteContext,
  outcomes: readonly SampleOutcome[],
): Readonly<Record<string, WrittenSource>> {
  return Object.fromEntries(
    surveySystems.map((system) => {
      const here = outcomes.filter((one) => asked.has(one.instrument) && one.referral.system === system);
      return [`surveys-${system}`, writeSurvey(context, system, here)];
    }),
  );
}

/** Answers given on the same day stand in one row. */
function eventsOf(outcomes: readonly SampleOutcome[]): readonly SurveyEvent[] {
  const records = new Map<SampleReferral, number>();
  const events = new Map<string, SurveyEvent & { readonly scores: Map<string, SampleScore> }>();
  for (const { referral, instrument, baseline, followUp } of outcomes) {
    const record = records.get(referral) ?? records.size + 1;
    records.set(referral, record);
    for (const [event, score] of [
      ["baseline_arm_1", baseline],
      ["followup_arm_1", followUp],
    ] as const) {
      if (score === undefined) continue;
      const key = `${record} ${event} ${score.day}`;
      const found = events.get(key);
      if (found !== undefined) found.scores.set(instrument, score);
      else
        events.set(key, { referral, record, event, day: score.day, scores: new Map([[instrument, score]]) });
    }
  }
  return [...events.values()].sort((a, b) => a.record - b.record || a.event.localeCompare(b.event));
}

function writeSurvey(
  context: WriteContext,
  system: CaseSystem,
  outcomes: readonly SampleOutcome[],
): WrittenSource {
  const { random } = context;
  const columns = surveyColumns(system);
  const rows = exportRows(random, columns, eventsOf(outcomes));
  const repeats: ExportRow<SurveyEvent>[] = [];
  const pool = rows.filter(({ of }) => !context.optedOut.has(of.referral.person));
  const put = (column: string, value: string | number) => (row: ExportRow<SurveyEvent>) => {
    row.cells[column] = value;
  };
  const has = (instrument: string) => (row: ExportRow<SurveyEvent>) => row.of.scores.has(instrument);
  const faults = plantFaults(random, pool, surveyFaults, context.scale, {
    impossible_score: {
      fits: has("ons4_satisfied"),
      change: (row) => put("ons4_satisfied", random.pick([11, 55, 80]))(row),
    },
    unfinished_answers: {
      // The row keeps another score: else it would give nothing at all.
      fits: (row) => has("swemwbs")(row) && row.of.scores.size > 1,
      change: (row) => put(`swemwbs_${random.int(1, 7)}`, random.chance(0.5) ? "" : 888)(row),
    },
    impossible_date: { change: put("survey_date", "2023-02-30") },
    date_after_export: { change: put("survey_date", "2032-05-05") },
    duplicate_row: { change: (row) => repeats.push({ of: row.of, cells: { ...row.cells } }) },
  });
  const all = [...rows, ...repeats];
  const lines = [columns.map(([name]) => name), ...cellsInOrder(columns, all)];
  return {
    files: [
      { file: `exports/surveys-${system}.csv`, bytes: utf8(delimitedText(lines, "\n")), rows: all.length },
    ],
    faults,
  };
}
