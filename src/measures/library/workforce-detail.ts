import type { MeasureEntry } from "../library.ts";
import { absenceMeasures } from "./absence.ts";
import { caseloadMeasures } from "./caseload.ts";
import { retentionMeasures } from "./retention.ts";
import { staffSurveyMeasures } from "./staff-survey.ts";

/** Measures that only the Link workers page shows, in reading order. */
export const workforceDetailMeasures: readonly MeasureEntry[] = [
  ...caseloadMeasures,
  ...absenceMeasures,
  ...retentionMeasures,
  ...staffSurveyMeasures,
];
