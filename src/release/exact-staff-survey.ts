import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { placeOf } from "../disclosure/staff-basis.ts";
import type { BurnoutItemRow, BurnoutScoreRow } from "../measures/workforce-burnout-detail.ts";
import type { WorkforceRows } from "../measures/workforce-rows.ts";
import { BURNOUT_SCALE, type BurnoutRow } from "../measures/workforce-survey.ts";
import { SURVEY_SCALE } from "../measures/workforce-survey-scores.ts";
import type { Programme } from "../model/programme.ts";
import { cronbachAlpha } from "../statistics/cronbach-alpha.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import { quantileInterval } from "../statistics/quantile-interval.ts";
import { welchDifference } from "../statistics/welch-difference.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { shareOfStaff } from "./share-of-staff.ts";
import { type Place, staffCell, workforceCell } from "./workforce-cell.ts";

type Rows = Pick<WorkforceRows, "burnout" | "staffSurvey" | "staff">;

/** Points that quantiles of burnout scores are shown in steps of, where they are protected. */
const STEP = 5;
/** Staff at or beyond a limit or a quarter, for it not to be the score of one of a few. */
const BEYOND = 5;
const NO_SPREAD = "All are the same, so no interval can be given.";

/**
 * Turns sufficient statistics of the staff survey into exact estimates: who answered, changes of burnout from one wave to
 * the next, medians and quarters of the scores, how well the questions go together, and declared scores. For the
 * programme and its services by financial year, the agreement of questions for the programme only.
 */
export function staffSurveyEstimates(
  rows: Rows,
  { workforce }: Pick<Programme, "workforce">,
): readonly ExactEstimate[] {
  const { responses, scores, burnoutScores, burnoutItems } = rows.staffSurvey;
  const staff = new Map(rows.staff.map((row) => [placeOf(row), row.staff]));
  const staffOf = (place: Place, n: number) => staff.get(placeOf(place)) ?? n;
  return [
    ...responses.map(responseEstimate),
    ...(workforce.survey_respondents_followed ? followedChanges(rows, staffOf) : changes(rows, staffOf)),
    ...spread(burnoutScores, staffOf),
    ...agreement(burnoutItems, staffOf),
    ...scores.map((row) =>
      meanOfStaff(row, `survey_score`, {
        ...row,
        scale: SURVEY_SCALE,
        staff: staffOf(row, row.n),
        instrument: row.score_id,
        method: "mean-interval",
        decimals: 2,
      }),
    ),
  ];
}

type StaffOf = (place: Place, n: number) => number;

function responseEstimate(row: Rows["staffSurvey"]["responses"][number]): ExactEstimate {
  const basis = { staff: row.staff };
  if (row.respondents <= row.staff)
    return shareOfStaff(row, "response_rate", row.respondents, row.staff, basis);
  return {
    ...shareOfStaff(row, "response_rate", 0, row.staff, basis),
    ...blankEstimate,
    status: "not_available",
    note: "More people answered than the staff records hold.",
  };
}

interface MeanOfStaff {
  readonly n: number;
  readonly sum: number | bigint;
  readonly sum2: number | bigint;
  readonly scale: number;
  readonly staff: number;
  readonly method: string;
  readonly decimals: number;
  readonly instrument?: string;
  readonly note?: string;
}

/** A mean of scaled whole numbers over staff, with Student's interval. */
function meanOfStaff(place: Place, measure: string, given: MeanOfStaff): ExactEstimate {
  const { n, sum, sum2, scale, staff, method, decimals, instrument = "", note = "" } = given;
  const { mean, lower, upper, level, reason } = meanInterval({ n, sum, sumOfSquares: sum2 }, 0);
  const points = (scaled: number | null) => (scaled === null ? null : scaled / scale);
  return {
    ...workforceCell(place, measure),
    instrument,
    ...blankEstimate,
    n,
    value: points(mean),
    lower: points(lower),
    upper: points(upper),
    level: reason === null ? level : null,
    status: "published",
    method,
    note: reason === "all_equal" ? NO_SPREAD : note,
    kind: "staff_mean",
    staff: staffCell(place, { staff, respondents: n }),
    decimals,
  };
}

/** Rows of one cell and subscale each. */
function bySubscale<T extends Place & { readonly subscale: string }>(
  rows: readonly T[],
): readonly (readonly T[])[] {
  const cells = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row, row.subscale);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [row]);
    else cell.push(row);
  }
  return [...cells.values()];
}

/** The wave before each, of the waves that anybody answered. */
function wavesBefore(rows: readonly BurnoutRow[]): ReadonlyMap<string, string> {
  const waves = [...new Set(rows.map(({ period }) => period))].sort();
  return new Map(waves.slice(1).map((wave, index) => [wave, waves[index] ?? ""]));
}

const besideNote = (before: string, how: string): string => `Beside the wave of ${before}. ${how}`;

const keyOf = (place: Place, subscale: string): string => `${placeOf(place)}|${subscale}`;

/** Each wave less the one before, of whoever answered each: two groups that nobody can match. */
function changes({ burnout }: Rows, staffOf: StaffOf): readonly ExactEstimate[] {
  const before = wavesBefore(burnout);
  const byKey = new Map(burnout.map((row) => [keyOf(row, row.subscale), row]));
  return burnout.flatMap((row): readonly ExactEstimate[] => {
    const wave = before.get(row.period);
    if (wave === undefined) return [];
    const earlier = byKey.get(keyOf({ ...row, period: wave }, row.subscale));
    if (earlier === undefined) return [];
    const sums = ({ n, sum, sum2 }: BurnoutRow) => ({ n, sum, sumOfSquares: sum2 });
    const found = welchDifference(sums(row), sums(earlier), 0);
    const points = (scaled: number | null) => (scaled === null ? null : scaled / BURNOUT_SCALE);
    const n = Math.min(row.n, earlier.n);
    const staff = Math.min(staffOf(row, row.n), staffOf(earlier, earlier.n));
    return [
      {
        ...workforceCell(row, `burnout_change_${row.subscale}`),
        ...blankEstimate,
        n,
        value: points(found.difference),
        lower: points(found.lower),
        upper: points(found.upper),
        level: found.reason === null ? found.level : null,
        status: "published",
        method: "welch-difference",
        note: besideNote(wave, "Answers cannot be followed: some of those who answered are others."),
        kind: "staff_mean",
        staff: staffCell(row, { staff, respondents: n }),
        decimals: 1,
      },
    ];
  });
}

/** Changes of the same respondents. Those of one wave only, where few, could be told from the two averages: they count as the staff behind it. */
function followedChanges({ burnout, staffSurvey }: Rows, staffOf: StaffOf): readonly ExactEstimate[] {
  const before = wavesBefore(burnout);
  const answered = new Map(burnout.map((row) => [keyOf(row, row.subscale), row.n]));
  return staffSurvey.burnoutPairs.flatMap((row) => {
    const wave = before.get(row.period);
    if (wave === undefined) return [];
    const both = [row.period, wave].map(
      (period) => answered.get(keyOf({ ...row, period }, row.subscale)) ?? 0,
    );
    const inOne = both.reduce((sum, n) => sum + n - row.n, 0);
    const staff = Math.min(
      staffOf(row, row.n),
      staffOf({ ...row, period: wave }, row.n),
      ...(inOne > 0 ? [inOne] : []),
    );
    return [
      meanOfStaff(row, `burnout_change_${row.subscale}`, {
        ...row,
        scale: BURNOUT_SCALE,
        staff,
        method: "t-interval-paired",
        decimals: 1,
        note: besideNote(wave, "Of the staff who answered both."),
      }),
    ];
  });
}

const QUARTERS = [
  ["lower_quarter", 0.25],
  ["median", 0.5],
  ["upper_quarter", 0.75],
] as const;

/** Median and quarters of the scores of each subscale; without a limit that few scores lie at or beyond. */
function spread(rows: readonly BurnoutScoreRow[], staffOf: StaffOf): readonly ExactEstimate[] {
  const cells = bySubscale(rows);
  return cells.flatMap((cell) => {
    const [row] = cell;
    if (row === undefined) return [];
    const histogram = cell.map(({ score, people }) => [score, people] as const);
    const count = (isThere: (score: number) => boolean) =>
      cell.reduce((sum, { score, people }) => sum + (isThere(Number(score)) ? people : 0), 0);
    const points = (scaled: number | null) => (scaled === null ? null : scaled / BURNOUT_SCALE);
    return QUARTERS.map(([name, share]): ExactEstimate => {
      const { n, value, lower, upper, level } = quantileInterval(histogram, share);
      const isOfMany =
        lower !== null &&
        upper !== null &&
        count((score) => score <= lower) >= BEYOND &&
        count((score) => score >= upper) >= BEYOND;
      return {
        ...workforceCell(row, `burnout_${name}_${row.subscale}`),
        ...blankEstimate,
        n,
        value: points(value),
        lower: isOfMany ? points(lower) : null,
        upper: isOfMany ? points(upper) : null,
        level: isOfMany ? level : null,
        status: "published",
        method: "quantile-interval",
        note: isOfMany ? "" : "Too few scores lie beyond it to give an interval.",
        kind: "staff_quantile",
        staff: staffCell(row, { staff: staffOf(row, n), respondents: n }),
        decimals: 1,
        step: STEP,
      };
    });
  });
}

/** Cronbach's alpha of each subscale and wave over the programme's staff who answered every item. */
function agreement(rows: readonly BurnoutItemRow[], staffOf: StaffOf): readonly ExactEstimate[] {
  const cells = bySubscale(rows);
  return cells.flatMap((cell): readonly ExactEstimate[] => {
    const [row] = cell;
    if (row === undefined) return [];
    const items = [...new Set(cell.map(({ item }) => item))].sort();
    const at = new Map(cell.map((one) => [`${one.item}|${one.other}`, one]));
    const pair = (a: string, b: string) => at.get(a <= b ? `${a}|${b}` : `${b}|${a}`);
    const { alpha, lower, upper, level, n } = cronbachAlpha({
      n: row.n,
      sums: items.map((item) => pair(item, item)?.sum ?? 0),
      products: items.map((a) => items.map((b) => pair(a, b)?.product ?? 0)),
    });
    const found = {
      ...workforceCell(row, `burnout_alpha_${row.subscale}`),
      ...blankEstimate,
      n,
      method: "cronbach-alpha",
      kind: "staff_mean",
      staff: staffCell(row, { staff: staffOf(row, n), respondents: n }),
      decimals: 2,
    } as const;
    return alpha === null
      ? [{ ...found, status: "too_few", note: "Too few answers, or all the same." }]
      : [
          {
            ...found,
            value: alpha,
            lower,
            upper,
            level: lower === null ? null : level,
            status: "published",
            note: "",
          },
        ];
  });
}
