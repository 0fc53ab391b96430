import { type InspectedColumn, isDate, isNumeric } from "./inspected-column.ts";
import type { KnownInstrument } from "./known-instruments.ts";
import { type ScoreName, type Stage, scoreName } from "./score-name.ts";

/** Scores of one measure that the rows of a file give. */
export interface FoundOutcome {
  /** Fixed for the columns, or told by a column of the file. */
  readonly instrument:
    | { readonly id: string; readonly known: KnownInstrument | undefined }
    | { readonly column: InspectedColumn };
  readonly stage: Stage | { readonly column: InspectedColumn };
  /** One column with the score, or the items whose sum it is. */
  readonly scores: readonly InspectedColumn[];
  readonly date: InspectedColumn | undefined;
  readonly level: InspectedColumn | undefined;
  readonly mode: InspectedColumn | undefined;
  readonly confidence: "high" | "medium" | "low";
  readonly reason: string;
}

/** Scores found, and columns that speak of a score and could not be placed. */
export interface FoundOutcomes {
  readonly outcomes: readonly FoundOutcome[];
  readonly open: readonly { readonly column: InspectedColumn; readonly why: string }[];
}

interface Named {
  readonly column: InspectedColumn;
  readonly name: ScoreName;
}

/** Counts of use or work that come before and after something too, and are no scores. */
const NO_MEASURE =
  /\b(?:consult|appointment|contact|visit|attend|admission|cost|session|minute|day|hour|date|fte|wte|age|number|nhs|id|gp|referral|cases?|record|weight|height)/u;

/**
 * Finds the scores in a file: pairs side by side (`PAM baseline`, `PAM follow-up`), one column a measure with the stage
 * in another, measures under each other with their name in a column, and items that add up to a score.
 */
export function findOutcomes(columns: readonly InspectedColumn[]): FoundOutcomes {
  const named = columns.map((column): Named => ({ column, name: scoreName(column.plain) }));
  const stageColumn = findStageColumn(columns);
  const long = findLong(columns, stageColumn, named);
  if (long !== undefined) return { outcomes: [long], open: [] };

  const outcomes: FoundOutcome[] = [];
  const open: { column: InspectedColumn; why: string }[] = [];
  const hasTimeZero = columns.some(({ plain }) => /\b(?:t|time) 0\b/u.test(plain));
  for (const [id, members] of measures(named)) {
    const known = members[0]?.name.known;
    const staged = withStages(members, hasTimeZero);
    for (const stage of ["baseline", "follow_up", undefined] as const) {
      const scores = staged.filter((one) => one.stage === stage).map(({ member }) => member);
      if (scores.length === 0) continue;
      const own = chooseScores(scores, known);
      if (own === undefined) {
        for (const { column } of scores) open.push({ column, why: "several columns could be this score" });
        continue;
      }
      if (stage === undefined && stageColumn === undefined) {
        for (const column of own) {
          open.push({ column, why: "a score, but no column says whether it is a baseline or a follow-up" });
        }
        continue;
      }
      outcomes.push({
        instrument: { id, known },
        stage: stage ?? { column: stageColumn as InspectedColumn },
        scores: own,
        ...beside(named, columns, known, id, stage),
        ...trust(known, own, stage),
      });
    }
  }
  return { outcomes, open };
}

/** Columns of numbers by the measure they speak of: known ones, and unknown ones that come as a pair. */
function measures(named: readonly Named[]): ReadonlyMap<string, readonly Named[]> {
  const found = new Map<string, Named[]>();
  const put = (id: string, one: Named) => found.set(id, [...(found.get(id) ?? []), one]);
  const others = new Map<string, Named[]>();
  for (const one of named) {
    const { name, column } = one;
    if (name.about !== "score" || !isNumeric(column)) continue;
    if (name.known !== undefined) put(name.known.id, one);
    else if (!NO_MEASURE.test(column.plain)) others.set(name.rest, [...(others.get(name.rest) ?? []), one]);
  }
  for (const [rest, members] of others) {
    const stages = new Set(members.map(({ name }) => name.stage));
    const repeated =
      members.length === 2 &&
      members.every(({ name }) => name.stage === undefined) &&
      /^(?:score|total score|result|total)(?: 2)?$/u.test(members[0]?.column.plain ?? "") &&
      members[1]?.name.number === 2;
    if ((stages.has("baseline") && stages.has("follow_up")) || repeated) {
      for (const one of members) put(slug(rest === "" ? "score" : rest), one);
    }
  }
  return found;
}

const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/gu, "_")
    .replace(/^_|_$/gu, "") || "score";

/** The stage of each member: named, or numbered 1 and 2 where these are not items. */
function withStages(
  members: readonly Named[],
  hasTimeZero: boolean,
): readonly { readonly member: Named; readonly stage: Stage | undefined }[] {
  const numbers = members.map(({ name }) => name.number);
  const unstaged = members.every(({ name }) => name.stage === undefined && !name.timeOne);
  const numbered = unstaged && members.length === 2 && numbers[1] === 2 && (numbers[0] ?? 1) === 1;
  return members.map((member, index) => {
    if (numbered) return { member, stage: index === 0 ? ("baseline" as const) : ("follow_up" as const) };
    if (member.name.timeOne)
      return { member, stage: hasTimeZero ? ("follow_up" as const) : ("baseline" as const) };
    return { member, stage: member.name.stage };
  });
}

/** The column of the score, or all items of the scale; undefined where it is open which column is meant. */
function chooseScores(
  members: readonly Named[],
  known: KnownInstrument | undefined,
): readonly InspectedColumn[] | undefined {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return [only.column];
  const totals = members.filter(
    ({ name, column }) => name.number === undefined || /\b(?:total|score|sum)\b/u.test(column.plain),
  );
  const [total] = totals;
  if (totals.length === 1 && total !== undefined) return [total.column];
  const { items } = known ?? {};
  const parts = members.filter(({ name }) => name.number !== undefined);
  if (items === undefined || totals.length > 1 || parts.length !== items.count) return undefined;
  const inRange = parts.every(({ column: { low } }) => low === undefined || low >= items.range[0]);
  return inRange ? parts.map(({ column }) => column) : undefined;
}

function trust(
  known: KnownInstrument | undefined,
  scores: readonly InspectedColumn[],
  stage: Stage | undefined,
): Pick<FoundOutcome, "confidence" | "reason"> {
  if (known === undefined) {
    return { confidence: "low", reason: "two columns of one name that look like a score before and after" };
  }
  const [low, high] = scores.length > 1 && known.items !== undefined ? known.items.range : known.range;
  const outside = scores.filter((one) => (one.low ?? low) < low || (one.high ?? high) > high);
  const as = scores.length > 1 ? `${scores.length} items of ${known.short}` : `named as ${known.short}`;
  if (outside.length > 0) {
    return { confidence: "medium", reason: `${as}, but some values lie outside ${low} to ${high}` };
  }
  if (scores.every(({ type }) => type === "empty"))
    return { confidence: "medium", reason: `${as}, no values yet` };
  return {
    confidence: "high",
    reason: `${as}, values within ${low} to ${high}${stage === undefined ? "" : ""}`,
  };
}

/** Date, level and mode that belong to a score: of the measure and stage, else of the stage. */
function beside(
  named: readonly Named[],
  columns: readonly InspectedColumn[],
  known: KnownInstrument | undefined,
  id: string,
  stage: Stage | undefined,
): Pick<FoundOutcome, "date" | "level" | "mode"> {
  const of = (about: ScoreName["about"], fits: (column: InspectedColumn) => boolean) => {
    const all = named.filter(({ name, column }) => name.about === about && fits(column));
    const same = (one: Named) =>
      known === undefined ? one.name.rest !== "" && slug(one.name.rest) === id : one.name.known === known;
    return (
      all.find((one) => same(one) && one.name.stage === stage) ??
      (stage === undefined
        ? all.find(same)
        : all.find(
            (one) =>
              one.name.known === undefined &&
              one.name.rest === "" &&
              one.name.stage === stage &&
              STAGE_DATE.test(one.column.plain),
          ))
    )?.column;
  };
  const date =
    of("date", isDate) ??
    (stage === undefined
      ? longDate(columns)
      : (grouped(named, columns.filter(isDate), known, stage, GROUP_DATE) ?? repeatedDate(named, stage)));
  const level =
    of("level", isLevel) ??
    (stage === undefined
      ? undefined
      : grouped(named, columns.filter(isLevel), known, stage, /^(.+ )level(?: \d)?$/u));
  return { date, level, mode: of("mode", () => true) };
}

/** The date of a score below its heading: `Start Date`, `Start Date done`, `Start Date completed`. */
const GROUP_DATE = /^(.+ )date(?: (?:done|taken|completed|filled in|recorded|scored|of score))?$/u;
/** Levels as numbers, or as `Level 2`. */
const isLevel = (column: InspectedColumn): boolean =>
  isNumeric(column) || (column.distinct <= 8 && column.shapes.some((shape) => /9$/u.test(shape)));

/** A plain "start date" or "end date" is the referral's; these words speak of a questionnaire. */
const STAGE_DATE =
  /\b(?:base ?line|bl|pre|post|initial|first|review|follow ?up|followup|fu|t \d|time \d|second|final|last|\d{1,2} (?:m|months?|wks?|weeks?))\b/u;

/** `Start Date` or `Start Level` beside `Start PAM score`: names below one merged heading, as all begin with it. */
function grouped(
  named: readonly Named[],
  columns: readonly InspectedColumn[],
  known: KnownInstrument | undefined,
  stage: Stage,
  word: RegExp,
): InspectedColumn | undefined {
  const scores = named.filter(
    ({ name }) =>
      known !== undefined && name.known === known && name.stage === stage && name.about === "score",
  );
  return columns.find((column) => {
    const heading = word.exec(column.plain)?.[1];
    return heading !== undefined && scores.some((score) => score.column.plain.startsWith(heading));
  });
}

/** Two columns called just `Date`: the second belongs to the follow-up. */
function repeatedDate(named: readonly Named[], stage: Stage): InspectedColumn | undefined {
  const dates = named.filter(({ column }) => isDate(column) && /^date(?: 2)?$/u.test(column.plain));
  return dates.length === 2 ? dates[stage === "baseline" ? 0 : 1]?.column : undefined;
}

/** The day of a score where rows are scores: a date that speaks of filling in, else the only date. */
function longDate(columns: readonly InspectedColumn[]): InspectedColumn | undefined {
  const dates = columns.filter(
    (column) =>
      isDate(column) &&
      !/\b(?:birth|dob|referral|referred|received|closed|contact|appointment|seen)\b/u.test(column.plain),
  );
  const [only] = dates;
  return (
    dates.find(({ plain }) =>
      /\b(?:survey|complet|record|assess|entry|entered|event|score|taken|review|measure)/u.test(plain),
    ) ?? (dates.length === 1 ? only : undefined)
  );
}

function findStageColumn(columns: readonly InspectedColumn[]): InspectedColumn | undefined {
  const share = (column: InspectedColumn) =>
    column.lists.find(({ list }) => list === "outcome_stage")?.share ?? 0;
  const fit = columns.filter(
    (column) =>
      (column.type === "code list" ||
        column.type === "text" ||
        column.type === "id" ||
        column.type === "names") &&
      share(column) >= 0.5 &&
      column.distinct <= 20,
  );
  const spoken =
    /\b(?:stage|time|timepoint|event|wave|visit|phase|point|when|type|entry|assessment|programme|period)\b/u;
  return fit.find(({ plain }) => spoken.test(plain)) ?? fit[0];
}

/** Scores under each other, told apart by a column with the name of the measure. */
function findLong(
  columns: readonly InspectedColumn[],
  stage: InspectedColumn | undefined,
  named: readonly Named[],
): FoundOutcome | undefined {
  const share = (column: InspectedColumn) =>
    column.lists.find(({ list }) => list === "instrument")?.share ?? 0;
  const speaks = /\b(?:tracker|measure|instrument|questionnaire|tool|outcome measure|data element|scale)\b/u;
  const instrument =
    columns.find((column) => share(column) >= 0.5 && column.type !== "whole number") ??
    columns.find(
      (column) => speaks.test(column.plain) && !isNumeric(column) && !isDate(column) && column.distinct <= 40,
    );
  const scores = named.filter(
    ({ column, name }) =>
      isNumeric(column) &&
      name.about === "score" &&
      /\b(?:score|value|result|total|answer)\b/u.test(column.plain),
  );
  const [score] = scores;
  if (instrument === undefined || stage === undefined || score === undefined || instrument === stage) return;
  if (scores.length > 1 || score.name.known !== undefined) return;
  const sure = share(instrument) >= 0.8;
  return {
    instrument: { column: instrument },
    stage: { column: stage },
    scores: [score.column],
    date: longDate(columns),
    level: columns.find((column) => /\blevel\b/u.test(column.plain) && isNumeric(column)),
    mode: columns.find(
      (column) =>
        column.lists.some(({ list, share: read }) => list === "mode" && read > 0.5) &&
        /\b(?:mode|completed|how)\b/u.test(column.plain),
    ),
    confidence: sure ? "high" : "medium",
    reason: sure
      ? "names of measures that the list knows"
      : "named as the measure; some names are in no list",
  };
}
