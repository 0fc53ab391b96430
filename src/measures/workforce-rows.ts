import type { Query } from "./cell-rows.ts";
import { type PublishedAbsenceRow, publishedAbsenceRows } from "./published-absence.ts";
import { type SicknessRow, sicknessRows } from "./workforce-absence.ts";
import {
  type FlowRow,
  type FteRow,
  flowRows,
  fteRows,
  type PatientsRow,
  patientsRows,
} from "./workforce-capacity.ts";
import { type CaseRows, caseRows } from "./workforce-cases.ts";
import { sqlTexts, type WorkforceRequest } from "./workforce-roster.ts";
import { type AbsenceRow, absenceRows, type StaffRow, staffRows } from "./workforce-staff.ts";
import { type StaffSurveyRows, staffSurveyRows } from "./workforce-staff-survey.ts";
import { type ContactsRow, contactsRows, type SupportRow, supportRows } from "./workforce-support.ts";
import { type AnswerRow, answerRows, type BurnoutRow, burnoutRows } from "./workforce-survey.ts";
import { type TenureRow, type TurnoverRow, tenureRows, turnoverRows } from "./workforce-tenure.ts";
import { type TimeRow, timeRows } from "./workforce-time.ts";
import { type TimeChangeRow, timeChangeRows } from "./workforce-time-change.ts";
import { type PostRow, postRows, type VacancyRow, vacancyRows } from "./workforce-vacancies.ts";

/** Sufficient statistics of workforce and capacity, as the measures return them. */
export interface WorkforceRows {
  /** True where national statistics give link workers' full-time equivalents. */
  readonly has_published_fte: boolean;
  readonly fte: readonly FteRow[];
  readonly flow: readonly FlowRow[];
  readonly patients: readonly PatientsRow[];
  readonly staff: readonly StaffRow[];
  readonly absence: readonly AbsenceRow[];
  readonly sickness: readonly SicknessRow[];
  readonly publishedAbsence: readonly PublishedAbsenceRow[];
  readonly turnover: readonly TurnoverRow[];
  readonly tenure: readonly TenureRow[];
  readonly vacancies: readonly VacancyRow[];
  readonly posts: readonly PostRow[];
  readonly burnout: readonly BurnoutRow[];
  readonly answers: readonly AnswerRow[];
  readonly time: readonly TimeRow[];
  readonly timeChange: readonly TimeChangeRow[];
  readonly staffSurvey: StaffSurveyRows;
  readonly cases: CaseRows;
  readonly support: readonly SupportRow[];
  readonly contacts: readonly ContactsRow[];
}

/** Runs the measures of workforce and capacity; a table without rows gives none. */
export async function workforceRows(query: Query, request: WorkforceRequest): Promise<WorkforceRows> {
  const published = request.programme.sources.filter((source) => source.published).map(({ id }) => id);
  const [national] = await query<{ n: number }>(
    `SELECT count(*) AS n FROM ${request.schema}.link_worker WHERE fte IS NOT NULL AND _source IN (${sqlTexts(published)})`,
  );
  return {
    has_published_fte: (national?.n ?? 0) > 0,
    fte: await fteRows(query, request),
    flow: await flowRows(query, request),
    patients: await patientsRows(query, request),
    staff: await staffRows(query, request),
    absence: await absenceRows(query, request),
    sickness: await sicknessRows(query, request),
    publishedAbsence: await publishedAbsenceRows(query, request),
    turnover: await turnoverRows(query, request),
    tenure: await tenureRows(query, request),
    vacancies: await vacancyRows(query, request),
    posts: await postRows(query, request),
    burnout: await burnoutRows(query, request),
    answers: await answerRows(query, request),
    time: await timeRows(query, request),
    timeChange: await timeChangeRows(query, request),
    staffSurvey: await staffSurveyRows(query, request),
    cases: await caseRows(query, request),
    support: await supportRows(query, request),
    contacts: await contactsRows(query, request),
  };
}
