import type { Query } from "./cell-rows.ts";
import { financialYearSql } from "./period-sql.ts";
import { rosterSql, type WorkforceRequest } from "./workforce-roster.ts";
import type { StaffCell } from "./workforce-staff.ts";

/** Who answered a wave of the staff survey, of the staff employed while it ran. Volunteers are in neither. */
export interface ResponseRow extends StaffCell {
  /** Employed on any day from the first to the last dated answer of the wave, in the programme. */
  readonly staff: number;
  /** Respondents with an answer to any question. */
  readonly respondents: number;
}

/**
 * Respondents of each wave, and the staff employed while it ran, for the programme and its services. The days of a wave
 * are those of the whole programme; a wave without dates, and staff who are not in the staff records, give no row.
 */
export function responseRows(query: Query, request: WorkforceRequest): Promise<readonly ResponseRow[]> {
  return query<ResponseRow>(`WITH ${rosterSql(request)},
    answer AS (
      SELECT w.respondent_key, v.area AS service, w.date,
        CASE WHEN w.wave LIKE '____-__' THEN w.wave ELSE ${financialYearSql("w.date")} END AS wave
      FROM ${request.schema}.workforce_response AS w
      LEFT JOIN ${request.schema}.area AS v ON v.area_type = 'service' AND v.area = w.service
      WHERE w.respondent_key IS NOT NULL AND coalesce(w.role, '') <> 'volunteer'
        AND w.answer IS NOT NULL AND w.answer NOT IN ('not_known', 'not_stated')),
    wave AS (SELECT wave, min(date) AS first_day, max(date) AS last_day FROM answer WHERE wave IS NOT NULL GROUP BY wave),
    answered AS (
      SELECT 'programme' AS area_type, 'programme' AS area, wave, count(DISTINCT respondent_key) AS respondents
      FROM answer GROUP BY wave
      UNION ALL SELECT 'service', service, wave, count(DISTINCT respondent_key) FROM answer WHERE service IS NOT NULL GROUP BY service, wave),
    employed AS (
      SELECT p.area_type, p.area, w.wave, count(DISTINCT p.who) AS staff
      FROM placed AS p JOIN wave AS w ON p.first_day <= w.last_day AND p.last_day >= w.first_day
      WHERE NOT p.is_volunteer AND p.area_type IN ('programme', 'service') GROUP BY p.area_type, p.area, w.wave)
    SELECT e.area_type, e.area, 'financial_year' AS period_type, e.wave AS period, e.staff, coalesce(a.respondents, 0) AS respondents
    FROM employed AS e LEFT JOIN answered AS a ON a.area_type = e.area_type AND a.area = e.area AND a.wave = e.wave
    ORDER BY 1, 2, 4`);
}
