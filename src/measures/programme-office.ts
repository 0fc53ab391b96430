import type { Query } from "./cell-rows.ts";

/** Something a project did or paid for: a fact of an organisation, not of a person. */
export interface OrganisationFact extends Readonly<Record<string, unknown>> {
  readonly project: string;
  readonly kind: string;
  readonly value: number;
}

/** What the programme office recorded of its projects. */
export interface OfficeRows {
  /** Sessions of support at which a project was present; how many people it sent is not given. */
  readonly sessions: readonly OrganisationFact[];
  /** Whole pounds spent. */
  readonly spend: readonly OrganisationFact[];
}

/** Sessions of support attended, and money spent, by project and kind. */
export async function officeRows(query: Query, schema: string): Promise<OfficeRows> {
  const known = "project IS NOT NULL AND kind IS NOT NULL GROUP BY project, kind ORDER BY project, kind";
  return {
    sessions: await query<OrganisationFact>(
      `SELECT project, kind, count(*) FILTER (WHERE attended > 0) AS value FROM ${schema}.support_session WHERE ${known}`,
    ),
    spend: await query<OrganisationFact>(
      `SELECT project, kind, CAST(round(sum(amount)) AS INTEGER) AS value FROM ${schema}.spend WHERE ${known}`,
    ),
  };
}
