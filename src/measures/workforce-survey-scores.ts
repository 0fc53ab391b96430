import type { Programme } from "../model/programme.ts";
import type { Query } from "./cell-rows.ts";
import { sqlRows, type WorkforceRequest } from "./workforce-roster.ts";
import type { StaffCell } from "./workforce-staff.ts";
import { answersSql, SURVEY_CELLS } from "./workforce-survey.ts";

/**
 * Scores of staff by a rule that the programme declares. A score is the mean of up to twelve answers with two decimals,
 * so it is a whole number once multiplied by {@link SURVEY_SCALE}, 100 × the lowest common multiple of 1 to 12.
 */
export interface SurveyScoreRow extends StaffCell {
  /** Id of the declared score. */
  readonly score_id: string;
  readonly n: number;
  /** Σ score × 2,772,000. */
  readonly sum: number | bigint;
  /** Σ (score × 2,772,000)². */
  readonly sum2: number | bigint;
}
const MULTIPLE = 27_720;
export const SURVEY_SCALE = 100 * MULTIPLE;

type Score = Programme["workforce"]["survey_scores"][number];

/** Points × 100 of each answer to each item, reversed items turned round. */
function pointsOf({ id, instrument, items, points, reversed }: Score): readonly (readonly string[])[] {
  const values = Object.values(points);
  const ends = Math.min(...values) + Math.max(...values);
  return items.flatMap((item) =>
    Object.entries(points).map(([answer, given]) => {
      const turned = reversed.includes(item) ? ends - given : given;
      return [id, instrument, item, answer, String(Math.round(turned * 100))];
    }),
  );
}

/**
 * Declared scores over the staff who answered, by wave and service, and for the programme: the mean of the points of the
 * items answered. With fewer answered items than declared there is no score; nothing is filled in.
 */
export async function surveyScoreRows(
  query: Query,
  { schema, programme }: WorkforceRequest,
): Promise<readonly SurveyScoreRow[]> {
  const scores = programme.workforce.survey_scores;
  if (scores.length === 0) return [];
  const fewest = scores.map(({ id, items, min_answered }) => [id, String(min_answered ?? items.length)]);
  const instruments = scores.map(({ instrument }) => instrument);
  return query<SurveyScoreRow>(`WITH ${answersSql(schema, instruments)},
    code (score_id, instrument, item, answer, points) AS (VALUES ${sqlRows(scores.flatMap(pointsOf))}),
    needed (score_id, fewest) AS (VALUES ${sqlRows(fewest)}),
    one AS (
      SELECT a.respondent_key, a.service, a.wave, c.score_id, count(*) AS answered, sum(CAST(c.points AS BIGINT)) AS total
      FROM answer AS a JOIN code AS c ON c.instrument = a.instrument AND c.item = a.item AND c.answer = a.answer
      GROUP BY a.respondent_key, a.service, a.wave, c.score_id),
    score AS (
      SELECT o.service, o.wave, o.score_id, CAST(o.total AS BIGINT) * CAST(${MULTIPLE} / o.answered AS BIGINT) AS score
      FROM one AS o JOIN needed AS n ON n.score_id = o.score_id AND o.answered >= CAST(n.fewest AS BIGINT))
    SELECT ${SURVEY_CELLS}, score_id, count(*) AS n, sum(score) AS sum, sum(score * score) AS sum2
    FROM score GROUP BY GROUPING SETS ((wave, score_id), (wave, score_id, service))
    HAVING GROUPING(service) = 1 OR service IS NOT NULL
    ORDER BY 1, 2, 4, 5`);
}
