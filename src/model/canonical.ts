import type { z } from "zod";
import { absence } from "./canonical/absence.ts";
import { activity } from "./canonical/activity.ts";
import { area, areaListSize, population } from "./canonical/area.ts";
import { type ColumnMeta, columnMeta } from "./canonical/column.ts";
import { contact } from "./canonical/contact.ts";
import { goal } from "./canonical/goal.ts";
import { healthUse } from "./canonical/health-use.ts";
import { linkWorker } from "./canonical/link-worker.ts";
import { outcome } from "./canonical/outcome.ts";
import { cohort, person } from "./canonical/person.ts";
import { publishedCount } from "./canonical/published-count.ts";
import { reason, referral } from "./canonical/referral.ts";
import { spend } from "./canonical/spend.ts";
import { supportSession } from "./canonical/support-session.ts";
import { trainee } from "./canonical/trainee.ts";
import { workforceResponse } from "./canonical/workforce-response.ts";

/** The canonical model: table name → zod schema of a row. */
export const canonical = {
  person,
  cohort,
  referral,
  reason,
  outcome,
  contact,
  activity,
  goal,
  health_use: healthUse,
  link_worker: linkWorker,
  absence,
  workforce_response: workforceResponse,
  area,
  area_list_size: areaListSize,
  population,
  published_count: publishedCount,
  support_session: supportSession,
  spend,
  trainee,
} as const satisfies Record<string, z.ZodObject>;

export type CanonicalTable = keyof typeof canonical;

/** A table's columns in order, with their SQL types and titles. */
export function canonicalColumns(table: CanonicalTable): readonly (ColumnMeta & { readonly name: string })[] {
  return Object.entries(canonical[table].shape).map(([name, field]) => ({
    name,
    ...columnMeta(field as z.ZodType),
  }));
}

export const canonicalTables = Object.keys(canonical) as readonly CanonicalTable[];
