import type { Programme } from "../model/programme.ts";
import type { Query } from "./cell-rows.ts";
import { financialYearSql } from "./period-sql.ts";
import type { WorkforceRequest } from "./workforce-roster.ts";
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

/** Answers of staff to a question with two sides. */
export interface AnswerRow extends StaffCell {
  readonly item: "satisfied" | "consulted" | "intend_to_leave";
  readonly answered: number;
  readonly agreed: number;
}

/** One answer a respondent, wave and item; volunteers' answers are left out. The wave is a financial year, or that of the day. */
const answersSql = (schema: string, instrument: string): string => `answer AS (
      SELECT respondent_key, service, wave, item, answer FROM (
        SELECT w.respondent_key, v.area AS service, w.item, w.answer,
          CASE WHEN w.wave LIKE '____-__' THEN w.wave ELSE ${financialYearSql("w.date")} END AS wave,
          row_number() OVER (PARTITION BY w.respondent_key, w.wave, w.item ORDER BY w.date DESC NULLS LAST, w._source DESC, w._row DESC) AS k
        FROM ${schema}.workforce_response AS w
        LEFT JOIN ${schema}.area AS v ON v.area_type = 'service' AND v.area = w.service
        WHERE w.instrument = '${instrument}' AND w.answer IS NOT NULL AND w.respondent_key IS NOT NULL
          AND coalesce(w.role, '') <> 'volunteer') AS ranked
      WHERE k = 1 AND wave IS NOT NULL)`;

const CELLS = `CASE WHEN GROUPING(service) = 0 THEN 'service' ELSE 'programme' END AS area_type,
      CASE WHEN GROUPING(service) = 0 THEN service ELSE 'programme' END AS area, 'financial_year' AS period_type, wave AS period`;

/** Fewest answers of each subscale for which a respondent has a score; all items unless the programme says. */
const minimumOf = (programme: Programme, subscale: BurnoutSubscale): number =>
  programme.workforce.cbi_min_answered?.[subscale] ?? SUBSCALES[subscale];

/**
 * Burnout of the staff who answered, by subscale, wave and service, and for the programme: the mean of the points of
 * the items answered, the reversed item turned round; with fewer answers than the programme asks for no score, and
 * nothing is filled in. There is no total of the three.
 * Source: Kristensen, Borritz, Villadsen and Christensen (2005), Work and Stress 19:192–207.
 */
export function burnoutRows(
  query: Query,
  { schema, programme }: WorkforceRequest,
): Promise<readonly BurnoutRow[]> {
  const minimum = (Object.keys(SUBSCALES) as BurnoutSubscale[])
    .map((one) => `WHEN '${one}' THEN ${minimumOf(programme, one)}`)
    .join(" ");
  return query<BurnoutRow>(`WITH ${answersSql(schema, "cbi")},
    points AS (
      SELECT respondent_key, service, wave, item,
        CASE WHEN item LIKE 'personal\\_%' ESCAPE '\\' THEN 'personal' WHEN item LIKE 'work\\_%' ESCAPE '\\' THEN 'work'
          WHEN item LIKE 'client\\_%' ESCAPE '\\' THEN 'client' END AS subscale,
        CASE answer WHEN 'always' THEN 100 WHEN 'often' THEN 75 WHEN 'sometimes' THEN 50 WHEN 'seldom' THEN 25 WHEN 'never' THEN 0
          WHEN 'very_high' THEN 100 WHEN 'high' THEN 75 WHEN 'somewhat' THEN 50 WHEN 'low' THEN 25 WHEN 'very_low' THEN 0 END AS given
      FROM answer),
    scored AS (
      SELECT respondent_key, service, wave, subscale, count(*) AS answered,
        sum(CASE WHEN item = '${REVERSED}' THEN 100 - given ELSE given END) AS total
      FROM points WHERE given IS NOT NULL AND subscale IS NOT NULL
      GROUP BY respondent_key, service, wave, subscale),
    score AS (
      SELECT service, wave, subscale,
        CAST(total AS BIGINT) * CASE answered WHEN 1 THEN 420 WHEN 2 THEN 210 WHEN 3 THEN 140 WHEN 4 THEN 105
          WHEN 5 THEN 84 WHEN 6 THEN 70 WHEN 7 THEN 60 END AS score
      FROM scored WHERE answered >= CASE subscale ${minimum} END)
    SELECT ${CELLS}, subscale, count(*) AS n, sum(score) AS sum, sum(score * score) AS sum2
    FROM score GROUP BY GROUPING SETS ((wave, subscale), (wave, subscale, service))
    HAVING GROUPING(service) = 1 OR service IS NOT NULL
    ORDER BY 1, 2, 4, 5`);
}

/** Satisfied and consulted (agree or strongly agree) and intending to leave (yes), of the staff who answered each. */
export function answerRows(query: Query, { schema }: WorkforceRequest): Promise<readonly AnswerRow[]> {
  return query<AnswerRow>(`WITH ${answersSql(schema, "staff")},
    known AS (
      SELECT service, wave, item,
        CASE WHEN answer IN ('strongly_agree', 'agree', 'yes') THEN 1 ELSE 0 END AS agreed
      FROM answer
      WHERE (item IN ('satisfied', 'consulted') AND answer IN ('strongly_agree', 'agree', 'neither', 'disagree', 'strongly_disagree'))
        OR (item = 'intend_to_leave' AND answer IN ('yes', 'no')))
    SELECT ${CELLS}, item, count(*) AS answered, sum(agreed) AS agreed
    FROM known GROUP BY GROUPING SETS ((wave, item), (wave, item, service))
    HAVING GROUPING(service) = 1 OR service IS NOT NULL
    ORDER BY 1, 2, 4, 5`);
}
