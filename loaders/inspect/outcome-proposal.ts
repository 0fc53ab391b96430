import type { Programme } from "../../src/model/programme.ts";
import type { FoundOutcome } from "./find-outcomes.ts";
import type { InspectedColumn } from "./inspected-column.ts";
import { type KnownInstrument, knownInstruments } from "./known-instruments.ts";
import type { ColumnProposal, Confidence, NeededInstrument } from "./source-proposal.ts";
import { remark } from "./yaml-fragment.ts";

/** The columns that a found score is made from. */
export const columnsOfOutcome = ({
  instrument,
  stage,
  scores,
  date,
  level,
  mode,
}: FoundOutcome): InspectedColumn[] =>
  [
    ...scores,
    date,
    level,
    mode,
    "column" in instrument ? instrument.column : undefined,
    typeof stage === "string" ? undefined : stage.column,
  ].filter((one) => one !== undefined);

/** Says of each column of a found score what it is used for. */
export function noteOutcome(
  uses: Map<InspectedColumn, Omit<ColumnProposal, "column" | "identifying">>,
  outcome: FoundOutcome,
): void {
  const { instrument, stage, scores, date, level, mode, confidence, reason } = outcome;
  const measure = "column" in instrument ? "" : ` of ${instrument.id}`;
  const when = typeof stage === "string" ? ` at ${stage.replace("_", "-")}` : "";
  const put = (
    column: InspectedColumn | undefined,
    field: string,
    why: string,
    sure: Confidence = "medium",
  ) => {
    if (column !== undefined && !uses.has(column))
      uses.set(column, { use: `outcome.${field}${measure}${when}`, confidence: sure, reason: why });
  };
  for (const score of scores) put(score, "score", reason, confidence);
  if ("column" in instrument) uses.set(instrument.column, { use: "outcome.instrument", confidence, reason });
  if (typeof stage !== "string") {
    const read = stage.column.lists.find(({ list }) => list === "outcome_stage");
    const share = read?.share ?? 0;
    uses.set(stage.column, {
      use: "outcome.stage",
      confidence: share >= 0.99 ? "high" : "medium",
      reason: `the list outcome_stage reads ${read?.read ?? 0} of ${read?.values ?? 0} values`,
    });
  }
  put(date, "date", "a date beside the score");
  put(level, "level_recorded", "a level beside the score");
  put(mode, "mode", "says how the form was filled in");
}

/** A found score as an entry of the mapping. */
export function outcomeMap(
  outcome: FoundOutcome,
  referralId: InspectedColumn | undefined,
  written: (column: InspectedColumn) => string,
): Readonly<Record<string, unknown>> {
  const { instrument, stage, scores, date, level, mode, confidence, reason } = outcome;
  const known = "column" in instrument ? undefined : instrument.known;
  const [score] = scores;
  const set = {
    ...("column" in instrument ? {} : { instrument: instrument.id }),
    ...(typeof stage === "string" ? { stage } : {}),
  };
  const missing = sentinels(scores, known);
  const raw = known?.convert !== undefined && scores.every(({ decimals }) => decimals === 0);
  const field = {
    ...(scores.length > 1 ? { sum: scores.map(written) } : { column: score && written(score) }),
    type: "score",
    ...(raw ? { convert: known.convert } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(scores.length > 1 ? {} : { required: true }),
  };
  const doubts = [
    ...(confidence === "high" ? [] : [reason]),
    ...(missing.length > 0 ? [`does ${missing.join(", ")} mean that no score was taken?`] : []),
    ...(raw && scores.length === 1
      ? ["whole numbers are taken for raw scores; leave out convert if they are metric scores"]
      : []),
  ];
  const fields = {
    ...(referralId === undefined ? {} : { source_referral_id: { column: referralId.name, type: "text" } }),
    ...("column" in instrument
      ? { instrument: { column: instrument.column.name, type: "code", codes: "instrument", required: true } }
      : {}),
    ...(typeof stage === "string"
      ? {}
      : { stage: { column: stage.column.name, type: "code", codes: "outcome_stage", required: true } }),
    ...(date === undefined ? {} : { date: { column: written(date), type: "date", required: true } }),
    score: doubts.length === 0 ? field : remark(field, `please confirm: ${doubts.join("; ")}`),
    ...(level === undefined ? {} : { level_recorded: { column: level.name, type: "integer" } }),
    ...(mode === undefined ? {} : { mode: { column: mode.name, type: "code", codes: "mode" } }),
  };
  const requires = "column" in instrument ? [] : score === undefined ? [] : [written(score)];
  const body = {
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(requires.length > 0 ? { requires } : {}),
    fields,
  };
  return date === undefined
    ? { ...body, set: remark(set, "please confirm: no column says on which day") }
    : body;
}

/** Values far outside a scale that systems write for "no answer". */
function sentinels(
  scores: readonly InspectedColumn[],
  known: KnownInstrument | undefined,
): readonly string[] {
  if (known === undefined) return [];
  const [low, high] = scores.length > 1 && known.items !== undefined ? known.items.range : known.range;
  const marks = new Set([-999, -99, -9, -1, 99, 888, 999, 9999]);
  const found = scores.flatMap((one) => [
    ...(one.high !== undefined && one.high > high && marks.has(one.high) ? [String(one.high)] : []),
    ...(one.low !== undefined && one.low < low && marks.has(one.low) ? [String(one.low)] : []),
  ]);
  return [...new Set(found)];
}

/** Measures of the scores that programme.yaml does not declare. */
export function neededInstruments(
  outcomes: readonly FoundOutcome[],
  programme: Programme | undefined,
): readonly NeededInstrument[] {
  const declared = new Set((programme?.instruments ?? []).map(({ id }) => id));
  const needed = new Map<string, NeededInstrument>();
  for (const { instrument, scores } of outcomes) {
    if ("column" in instrument || declared.has(instrument.id)) continue;
    const { id, known } = instrument;
    const decimals = Math.max(needed.get(id)?.decimals ?? 0, ...scores.map((score) => score.decimals));
    needed.set(id, { id, name: known?.name ?? id.replaceAll("_", " "), known, decimals });
  }
  return [...needed.values()];
}

/** Those of the measures that are known and that programme.yaml does not declare. */
export function undeclared(
  ids: readonly string[],
  programme: Programme | undefined,
): readonly NeededInstrument[] {
  const declared = new Set((programme?.instruments ?? []).map(({ id }) => id));
  return knownInstruments
    .filter(({ id }) => ids.includes(id) && !declared.has(id))
    .map((known) => ({ id: known.id, name: known.name, known, decimals: known.decimals }));
}
