import type { Query } from "./cell-rows.ts";
import type { WorkforceRequest } from "./workforce-roster.ts";
import type { StaffCell } from "./workforce-staff.ts";
import { type BurnoutSubscale, burnoutScoresSql, SURVEY_CELLS } from "./workforce-survey.ts";

/** How many of the staff of a wave have a score; scores × 420, as of {@link burnoutScoresSql}. */
export interface BurnoutScoreRow extends StaffCell {
  readonly subscale: BurnoutSubscale;
  readonly score: number | bigint;
  readonly people: number;
}

/** The same respondents in a wave and in the one before it: Σd and Σd² of later less earlier, × 420 and × 420². */
export interface BurnoutPairRow extends StaffCell {
  readonly subscale: BurnoutSubscale;
  readonly n: number;
  readonly sum: number | bigint;
  readonly sum2: number | bigint;
}

/** Points ÷ 25 of one item, or the products of two (`item` ≤ `other`), over respondents who answered every item. */
export interface BurnoutItemRow extends StaffCell {
  readonly subscale: BurnoutSubscale;
  readonly item: string;
  readonly other: string;
  readonly n: number;
  readonly sum: number | bigint;
  readonly product: number | bigint;
}

/** Histogram of the scores of a wave by subscale, for the programme and its services. */
export function burnoutScoreRows(
  query: Query,
  request: WorkforceRequest,
): Promise<readonly BurnoutScoreRow[]> {
  return query<BurnoutScoreRow>(`WITH ${burnoutScoresSql(request)}
    SELECT ${SURVEY_CELLS}, subscale, score, count(*) AS people
    FROM score GROUP BY GROUPING SETS ((wave, subscale, score), (wave, subscale, score, service))
    HAVING GROUPING(service) = 1 OR service IS NOT NULL
    ORDER BY 1, 2, 4, 5, 6`);
}

/**
 * Changes of the respondents who have a score in a wave and in the wave before it, at the same service; none where the
 * programme does not say that respondents keep their code, since a code may then be another person's.
 */
export async function burnoutPairRows(
  query: Query,
  request: WorkforceRequest,
): Promise<readonly BurnoutPairRow[]> {
  if (!request.programme.workforce.survey_respondents_followed) return [];
  return query<BurnoutPairRow>(`WITH ${burnoutScoresSql(request)},
    waves AS (SELECT wave, lag(wave) OVER (ORDER BY wave) AS before FROM (SELECT DISTINCT wave FROM score) AS w),
    pair AS (
      SELECT b.service, b.wave, b.subscale, b.score - a.score AS change
      FROM score AS b JOIN waves AS w ON w.wave = b.wave
      JOIN score AS a ON a.wave = w.before AND a.respondent_key = b.respondent_key AND a.subscale = b.subscale
        AND a.service IS NOT DISTINCT FROM b.service)
    SELECT ${SURVEY_CELLS}, subscale, count(*) AS n, sum(change) AS sum, sum(change * change) AS sum2
    FROM pair GROUP BY GROUPING SETS ((wave, subscale), (wave, subscale, service))
    HAVING GROUPING(service) = 1 OR service IS NOT NULL
    ORDER BY 1, 2, 4, 5`);
}

/** Sums of the items of a subscale and their products, over respondents of the whole programme who answered all items. */
export function burnoutItemRows(query: Query, request: WorkforceRequest): Promise<readonly BurnoutItemRow[]> {
  return query<BurnoutItemRow>(`WITH ${burnoutScoresSql(request)},
    given AS (SELECT respondent_key, service, wave, subscale, item, CAST(points / 25 AS BIGINT) AS points FROM point WHERE points IS NOT NULL AND subscale IS NOT NULL),
    complete AS (
      SELECT respondent_key, service, wave, subscale FROM given GROUP BY respondent_key, service, wave, subscale
      HAVING count(*) = CASE subscale WHEN 'work' THEN 7 ELSE 6 END),
    answered AS (
      SELECT g.* FROM given AS g JOIN complete AS c ON c.respondent_key = g.respondent_key AND c.wave = g.wave
        AND c.subscale = g.subscale AND c.service IS NOT DISTINCT FROM g.service)
    SELECT 'programme' AS area_type, 'programme' AS area, 'financial_year' AS period_type, a.wave AS period, a.subscale,
      a.item, b.item AS other, count(*) AS n, CAST(sum(a.points) AS BIGINT) AS sum, CAST(sum(a.points * b.points) AS BIGINT) AS product
    FROM answered AS a JOIN answered AS b ON b.respondent_key = a.respondent_key AND b.wave = a.wave
      AND b.subscale = a.subscale AND b.service IS NOT DISTINCT FROM a.service AND b.item >= a.item
    GROUP BY a.wave, a.subscale, a.item, b.item ORDER BY a.wave, a.subscale, a.item, b.item`);
}
