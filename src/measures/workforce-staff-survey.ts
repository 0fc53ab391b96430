import type { Query } from "./cell-rows.ts";
import {
  type BurnoutItemRow,
  type BurnoutPairRow,
  type BurnoutScoreRow,
  burnoutItemRows,
  burnoutPairRows,
  burnoutScoreRows,
} from "./workforce-burnout-detail.ts";
import { type ResponseRow, responseRows } from "./workforce-responses.ts";
import type { WorkforceRequest } from "./workforce-roster.ts";
import { type SurveyScoreRow, surveyScoreRows } from "./workforce-survey-scores.ts";

/** Sufficient statistics of the staff survey beyond averages and shares. */
export interface StaffSurveyRows {
  readonly responses: readonly ResponseRow[];
  readonly burnoutScores: readonly BurnoutScoreRow[];
  readonly burnoutPairs: readonly BurnoutPairRow[];
  readonly burnoutItems: readonly BurnoutItemRow[];
  readonly scores: readonly SurveyScoreRow[];
}

/** Runs the measures of the staff survey; a survey that nobody took gives no rows. */
export const staffSurveyRows = async (query: Query, request: WorkforceRequest): Promise<StaffSurveyRows> => ({
  responses: await responseRows(query, request),
  burnoutScores: await burnoutScoreRows(query, request),
  burnoutPairs: await burnoutPairRows(query, request),
  burnoutItems: await burnoutItemRows(query, request),
  scores: await surveyScoreRows(query, request),
});
