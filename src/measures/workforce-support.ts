import { MET } from "./activity-contacts.ts";
import type { Query } from "./cell-rows.ts";
import { financialYearSql } from "./period-sql.ts";
import type { WorkforceRequest } from "./workforce-roster.ts";

/** Contacts a person that guidance speaks of, as Surrey Training Hub quotes NHS England; both ends count. */
export const isWithinGuidance = (contacts: number): boolean => contacts >= 6 && contacts <= 12;

/** Referrals by how long support lasted, or has lasted so far, from the first attended contact. */
export interface SupportRow extends Readonly<Record<string, unknown>> {
  readonly service: string | null;
  /** Of the first contact. */
  readonly financial_year: string;
  readonly days: number;
  /** Closed after so many days. */
  readonly closed: number;
  /** Still open on the data date after so many days. */
  readonly still_open: number;
}

/** Closed referrals by how many attended contacts they had, at least one. */
export interface ContactsRow extends Readonly<Record<string, unknown>> {
  readonly service: string | null;
  /** Of the day closed. */
  readonly financial_year: string;
  readonly contacts: number;
  readonly n: number;
}

const first = (
  schema: string,
): string => `SELECT c.referral_key, count(*) AS contacts, min(c.date) AS first_met
      FROM ${schema}.contact AS c WHERE c.referral_key IS NOT NULL AND ${MET} GROUP BY c.referral_key`;
const declaredService = (schema: string): string =>
  `LEFT JOIN ${schema}.area AS v ON v.area_type = 'service' AND v.area = r.service`;

/**
 * Length of support of those first seen within the window: to the day closed, or up to the data date where the referral is
 * still open. Left out: closed on a day nobody recorded, closed before the first contact, or seen on an unknown day.
 */
export function supportRows(
  query: Query,
  { schema, programme }: WorkforceRequest,
): Promise<readonly SupportRow[]> {
  const { window, data_date } = programme;
  return query<SupportRow>(`WITH met AS (${first(schema)}),
    support AS (
      SELECT v.area AS service, m.first_met, r.closed_date,
        r.closed_date IS NOT NULL AND r.closed_date <= DATE '${data_date}' AS is_closed
      FROM ${schema}.referral AS r JOIN met AS m ON m.referral_key = r.referral_key ${declaredService(schema)}
      WHERE m.first_met BETWEEN DATE '${window.from}' AND DATE '${window.to}' AND m.first_met <= DATE '${data_date}'
        AND CASE WHEN r.closed_date IS NULL THEN coalesce(r.status, '') IN ('received', 'open')
          ELSE r.closed_date >= m.first_met END)
    SELECT service, ${financialYearSql("first_met")} AS financial_year,
      date_diff('day', first_met, CASE WHEN is_closed THEN closed_date ELSE DATE '${data_date}' END) AS days,
      count(*) FILTER (WHERE is_closed) AS closed, count(*) FILTER (WHERE NOT is_closed) AS still_open
    FROM support GROUP BY 1, 2, 3 ORDER BY service NULLS FIRST, 2, 3`);
}

/** Attended contacts of the referrals closed within the window that had at least one; contacts without a day count too. */
export function contactsRows(
  query: Query,
  { schema, programme }: WorkforceRequest,
): Promise<readonly ContactsRow[]> {
  const { window, data_date } = programme;
  return query<ContactsRow>(`WITH met AS (${first(schema)})
    SELECT v.area AS service, ${financialYearSql("r.closed_date")} AS financial_year, m.contacts, count(*) AS n
    FROM ${schema}.referral AS r JOIN met AS m ON m.referral_key = r.referral_key ${declaredService(schema)}
    WHERE r.closed_date BETWEEN DATE '${window.from}' AND DATE '${window.to}' AND r.closed_date <= DATE '${data_date}'
    GROUP BY 1, 2, 3 ORDER BY service NULLS FIRST, 2, 3`);
}
