import type { Programme } from "../model/programme.ts";
import type { Query } from "./cell-rows.ts";
import { financialYearSql } from "./period-sql.ts";
import { surveyItems } from "./survey-items.ts";
import { sqlRows, sqlTexts, type WorkforceRequest } from "./workforce-roster.ts";
import type { StaffCell } from "./workforce-staff.ts";

/** The three subscales of the Copenhagen Burnout Inventory and their items; a minus marks the reversed one. */
const SUBSCALES = { personal: 6, work: 7, client: 6 } as const;
const REVERSED = "work_7";
export type BurnoutSubscale = keyof typeof SUBSCALES;

/**
 * Scores of a subscale over respondents. A score is the mean of up to seven answers of 0, 25, 50, 75 or 100 points, so
 * it is a whole number once multiplied by {@link BURNOUT_SCALE}, the lowest common multiple of 1 to 7.
 */
export interface BurnoutRow extends StaffCell {
  readonly subscale: BurnoutSubscale;
  readonly n: number;
  /** Σ score × 420. */
  readonly sum: number | bigint;
  /** Σ (score × 420)². */
  readonly sum2: number | bigint;
}
export const BURNOUT_SCALE = 420;

/** Answers of staff to a question of {@link surveyItems}: those counted, of all. */
export interface AnswerRow extends StaffCell {
  /** Id of the question. */
  readonly item: string;
  readonly answered: number;
  readonly agreed: number;
}

/**
 * Common table expression `answer`: one answer a respondent, wave and item of these instruments; volunteers' answers are
 * left out. The wave is a financial year, or that of the day.
 */
export const answersSql = (schema: string, instruments: readonly string[]): string => `answer AS (
      SELECT respondent_key, service, wave, instrument, item, answer, source FROM (
        SELECT w.respondent_key, v.area AS service, w.instrument, w.item, w.answer, w._source AS source,
          CASE WHEN w.wave LIKE '____-__' THEN w.wave ELSE ${financialYearSql("w.date")} END AS wave,
          row_number() OVER (PARTITION BY w.respondent_key, w.wave, w.instrument, w.item ORDER BY w.date DESC NULLS LAST, w._source DESC, w._row DESC) AS k
        FROM ${schema}.workforce_response AS w
        LEFT JOIN ${schema}.area AS v ON v.area_type = 'service' AND v.area = w.service
        WHERE w.instrument IN (${sqlTexts(instruments)}) AND w.answer IS NOT NULL AND w.respondent_key IS NOT NULL
          AND coalesce(w.role, '') <> 'volunteer') AS ranked
      WHERE k = 1 AND wave IS NOT NULL)`;

/** Columns of the cell of a wave, for the programme or one of its services; grouped by service. */
export const SURVEY_CELLS = `CASE WHEN GROUPING(service) = 0 THEN 'service' ELSE 'programme' END AS area_type,
      CASE WHEN GROUPING(service) = 0 THEN service ELSE 'programme' END AS area, 'financial_year' AS period_type, wave AS period`;

/** Fewest answers of each subscale for which a respondent has a score; all items unless the programme says. */
const minimumOf = (programme: Programme, subscale: BurnoutSubscale): number =>
  programme.workforce.cbi_min_answered?.[subscale] ?? SUBSCALES[subscale];

/** Points of 100 for most burnout: of a word, the reversed item turned round; of points that stand turned one way already, as declared. */
function pointsSql({ workforce }: Programme): string {
  const sources = (end: "most burnout" | "least burnout") =>
    sqlTexts(workforce.cbi_points.filter(({ hundred_is }) => hundred_is === end).map(({ source }) => source));
  const word = `CASE answer WHEN 'always' THEN 100 WHEN 'often' THEN 75 WHEN 'sometimes' THEN 50 WHEN 'seldom' THEN 25 WHEN 'never' THEN 0
          WHEN 'very_high' THEN 100 WHEN 'high' THEN 75 WHEN 'somewhat' THEN 50 WHEN 'low' THEN 25 WHEN 'very_low' THEN 0 END`;
  const number = `CASE CAST(TRY_CAST(answer AS DECIMAL(9, 2)) AS VARCHAR) WHEN '0.00' THEN 0 WHEN '25.00' THEN 25
          WHEN '50.00' THEN 50 WHEN '75.00' THEN 75 WHEN '100.00' THEN 100 END`;
  return `CASE WHEN source IN (${sources("most burnout")}) THEN ${number}
          WHEN source IN (${sources("least burnout")}) THEN 100 - ${number}
          WHEN item = '${REVERSED}' THEN 100 - ${word} ELSE ${word} END`;
}

/**
 * Common table expressions `point` (0 to 100 an answered item) and `score`: respondent, service, wave, subscale and the
 * score × {@link BURNOUT_SCALE}. With fewer answers than the programme asks for there is no score; nothing is filled in.
 */
export function burnoutScoresSql({ schema, programme }: WorkforceRequest): string {
  const minimum = (Object.keys(SUBSCALES) as BurnoutSubscale[])
    .map((one) => `WHEN '${one}' THEN ${minimumOf(programme, one)}`)
    .join(" ");
  return `${answersSql(schema, ["cbi"])},
    point AS (
      SELECT respondent_key, service, wave, item,
        CASE WHEN item LIKE 'personal\\_%' ESCAPE '\\' THEN 'personal' WHEN item LIKE 'work\\_%' ESCAPE '\\' THEN 'work'
          WHEN item LIKE 'client\\_%' ESCAPE '\\' THEN 'client' END AS subscale,
        ${pointsSql(programme)} AS points
      FROM answer),
    scored AS (
      SELECT respondent_key, service, wave, subscale, count(*) AS answered, sum(points) AS total
      FROM point WHERE points IS NOT NULL AND subscale IS NOT NULL
      GROUP BY respondent_key, service, wave, subscale),
    score AS (
      SELECT respondent_key, service, wave, subscale,
        CAST(total AS BIGINT) * CASE answered WHEN 1 THEN 420 WHEN 2 THEN 210 WHEN 3 THEN 140 WHEN 4 THEN 105
          WHEN 5 THEN 84 WHEN 6 THEN 70 WHEN 7 THEN 60 END AS score
      FROM scored WHERE answered >= CASE subscale ${minimum} END)`;
}

/**
 * Burnout of the staff who answered, by subscale, wave and service, and for the programme: the mean of the points of
 * the items answered ({@link burnoutScoresSql}). There is no total of the three.
 * Source: Kristensen, Borritz, Villadsen and Christensen (2005), Work and Stress 19:192–207.
 */
export function burnoutRows(query: Query, request: WorkforceRequest): Promise<readonly BurnoutRow[]> {
  return query<BurnoutRow>(`WITH ${burnoutScoresSql(request)}
    SELECT ${SURVEY_CELLS}, subscale, count(*) AS n, sum(score) AS sum, sum(score * score) AS sum2
    FROM score GROUP BY GROUPING SETS ((wave, subscale), (wave, subscale, service))
    HAVING GROUPING(service) = 1 OR service IS NOT NULL
    ORDER BY 1, 2, 4, 5`);
}

/** Answers to each question that a share is shown of: those counted, of the answers that the question has. */
export function answerRows(
  query: Query,
  { schema, programme }: WorkforceRequest,
): Promise<readonly AnswerRow[]> {
  const items = surveyItems(programme);
  const answers = items.flatMap(({ id, instrument, item, counted, answers }) =>
    answers.map((answer) => [id, instrument, item, answer, counted.includes(answer) ? "1" : "0"]),
  );
  return query<AnswerRow>(`WITH ${answersSql(
    schema,
    items.map(({ instrument }) => instrument),
  )},
    code (id, instrument, item, answer, agreed) AS (VALUES ${sqlRows(answers)})
    SELECT ${SURVEY_CELLS}, id AS item, count(*) AS answered, sum(CASE WHEN c.agreed = '1' THEN 1 ELSE 0 END) AS agreed
    FROM answer AS a JOIN code AS c ON c.instrument = a.instrument AND c.item = a.item AND c.answer = a.answer
    GROUP BY GROUPING SETS ((wave, id), (wave, id, service))
    HAVING GROUPING(service) = 1 OR service IS NOT NULL
    ORDER BY 1, 2, 4, 5`);
}
