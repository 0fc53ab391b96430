import type { AreaType, PeriodType } from "./cell.ts";
import type { Query } from "./cell-rows.ts";
import { type WorkforcePeriod, workforcePeriods, workforceQuarters } from "./workforce-periods.ts";
import { rosterSql, sqlRows, sqlTexts, type WorkforceRequest } from "./workforce-roster.ts";

type Place = {
  readonly area_type: AreaType;
  readonly area: string;
  readonly period_type: PeriodType;
  readonly period: string;
};

/** Working time of link workers in an area: full-time equivalents in millionths, times days. */
export interface FteRow extends Place, Readonly<Record<string, unknown>> {
  /** `average` over the period, or on its last `day`. */
  readonly basis: "average" | "day";
  readonly fte_days_e6: number | bigint;
  /** That of the link worker with the most. */
  readonly largest_fte_days_e6: number | bigint;
  /** Days of the period within the programme's window; 1 for a day. */
  readonly days: number;
  /** Different link workers. */
  readonly workers: number;
  /** The service, and the network, that all their posts are in; null where there are several or one is not known. */
  readonly only_service: string | null;
  readonly only_pcn: string | null;
}

/** Referrals of an area that staff records cover: received in the period, and open on its last day. */
export interface FlowRow extends Place {
  readonly received: number;
  readonly open: number;
}

/** Registered patients of an area. */
export interface PatientsRow extends Readonly<Record<string, unknown>> {
  readonly area_type: AreaType;
  readonly area: string;
  readonly patients: number;
}

/**
 * Working time of link workers, volunteers apart, from staff records: on average over the window and each financial
 * year, and on the last day of these and, for the programme and its services, of each quarter. Posts without
 * full-time equivalents are left out.
 */
export function fteRows(query: Query, request: WorkforceRequest): Promise<readonly FteRow[]> {
  const periods = workforcePeriods(request.programme);
  const spans = [
    ...periods.map((one) => ["average", one.period_type, one.period, one.seen_from, one.seen_to]),
    ...[...periods, ...workforceQuarters(request.programme)].map((one) => [
      "day",
      one.period_type,
      one.period,
      one.seen_to,
      one.seen_to,
    ]),
  ];
  return query<FteRow>(`WITH ${rosterSql(request)},
    span (basis, period_type, period, from_text, to_text) AS (VALUES ${sqlRows(spans)}),
    spell AS (
      SELECT s.basis, p.area_type, p.area, s.period_type, s.period, p.who, p.fte_e6, p.service, p.pcn,
        date_diff('day', greatest(p.first_day, CAST(s.from_text AS DATE)), least(p.last_day, CAST(s.to_text AS DATE))) + 1 AS days,
        date_diff('day', CAST(s.from_text AS DATE), CAST(s.to_text AS DATE)) + 1 AS span_days
      FROM placed AS p JOIN span AS s ON p.first_day <= CAST(s.to_text AS DATE) AND p.last_day >= CAST(s.from_text AS DATE)
      WHERE p.role = 'link_worker' AND NOT p.is_volunteer AND p.fte_e6 > 0
        AND (s.period_type <> 'quarter' OR p.area_type IN ('programme', 'service'))),
    worker AS (
      SELECT basis, area_type, area, period_type, period, who, sum(fte_e6 * days) AS fte_days_e6, max(span_days) AS days,
        min(coalesce(service, '')) AS first_service, max(coalesce(service, '')) AS last_service,
        min(coalesce(pcn, '')) AS first_pcn, max(coalesce(pcn, '')) AS last_pcn
      FROM spell GROUP BY basis, area_type, area, period_type, period, who)
    SELECT basis, area_type, area, period_type, period, sum(fte_days_e6) AS fte_days_e6,
      max(fte_days_e6) AS largest_fte_days_e6, max(days) AS days, count(who) AS workers,
      CASE WHEN min(first_service) = max(last_service) THEN nullif(max(last_service), '') END AS only_service,
      CASE WHEN min(first_pcn) = max(last_pcn) THEN nullif(max(last_pcn), '') END AS only_pcn
    FROM worker GROUP BY basis, area_type, area, period_type, period
    ORDER BY area_type, area, period_type, period, basis`);
}

/**
 * Referrals received in each period, and open on its last day, in one scan, for services and networks that have link
 * workers in the staff records and the areas above them. Open: received by then, and closed later or still not closed
 * and waiting or open; a referral that was closed on a day nobody recorded is not open.
 */
export async function flowRows(query: Query, request: WorkforceRequest): Promise<readonly FlowRow[]> {
  const { schema, programme } = request;
  const periods = [...workforcePeriods(programme), ...workforceQuarters(programme)];
  const counts = periods.map(
    ({ seen_from, seen_to }, index) => `
      count(*) FILTER (WHERE received_date BETWEEN DATE '${seen_from}' AND DATE '${seen_to}') AS received_${index},
      count(*) FILTER (WHERE received_date <= DATE '${seen_to}' AND (closed_date > DATE '${seen_to}'
        OR (closed_date IS NULL AND status IN ('received', 'open')))) AS open_${index}`,
  );
  const sums = periods.map(
    (_, index) => `sum(received_${index}) AS received_${index}, sum(open_${index}) AS open_${index}`,
  );
  const rows = await query<Record<string, unknown>>(`WITH ${rosterSql(request)},
    worker AS (SELECT DISTINCT service, pcn FROM roster WHERE role = 'link_worker' AND NOT is_volunteer),
    covered AS (
      SELECT r.received_date, r.closed_date, r.status, n.area AS pcn, v.area AS service, b.area AS borough, i.area AS icb
      FROM ${schema}.referral AS r
      LEFT JOIN ${schema}.area AS n ON n.area_type = 'pcn' AND n.area = r.pcn
      LEFT JOIN ${schema}.area AS v ON v.area_type = 'service' AND v.area = r.service
      LEFT JOIN ${schema}.area AS b ON b.area_type = 'borough' AND b.area = r.borough
      LEFT JOIN ${schema}.area AS i ON i.area_type = 'icb' AND i.area = r.icb
      WHERE r.service IN (SELECT service FROM worker) OR r.pcn IN (SELECT pcn FROM worker)),
    counted AS (SELECT icb, borough, service, pcn, ${counts.join(", ")} FROM covered GROUP BY icb, borough, service, pcn)
    SELECT CASE WHEN GROUPING(icb) = 0 THEN 'icb' WHEN GROUPING(borough) = 0 THEN 'borough'
        WHEN GROUPING(service) = 0 THEN 'service' WHEN GROUPING(pcn) = 0 THEN 'pcn' ELSE 'programme' END AS area_type,
      coalesce(icb, borough, service, pcn) AS area, ${sums.join(", ")}
    FROM counted GROUP BY GROUPING SETS ((), (icb), (borough), (service), (pcn))`);
  return rows.flatMap((row) => {
    const area = row.area_type === "programme" ? "programme" : row.area;
    if (typeof area !== "string") return [];
    return periods.map(({ period_type, period }: WorkforcePeriod, index) => ({
      area_type: row.area_type as AreaType,
      area,
      period_type,
      period,
      received: Number(row[`received_${index}`]),
      open: Number(row[`open_${index}`]),
    }));
  });
}

/** Registered patients of the programme, its boards, boroughs and networks, from the declared and the published lists. */
export function patientsRows(
  query: Query,
  { schema, programme }: WorkforceRequest,
): Promise<readonly PatientsRow[]> {
  const sources = [
    "programme.yaml",
    ...programme.sources.filter((source) => source.published).map((source) => source.id),
  ];
  return query<PatientsRow>(`WITH list AS (
      SELECT l.registered_patients, n.area AS pcn, n.borough, coalesce(l.icb, n.icb) AS icb
      FROM ${schema}.area_list_size AS l
      LEFT JOIN ${schema}.area AS n ON n.area_type = 'pcn' AND n.area = l.pcn
      WHERE l._source IN (${sqlTexts(sources)}) AND l.registered_patients IS NOT NULL)
    SELECT CASE WHEN GROUPING(icb) = 0 THEN 'icb' WHEN GROUPING(borough) = 0 THEN 'borough'
        WHEN GROUPING(pcn) = 0 THEN 'pcn' ELSE 'programme' END AS area_type,
      CASE WHEN GROUPING(icb) = 1 AND GROUPING(borough) = 1 AND GROUPING(pcn) = 1 THEN 'programme'
        ELSE coalesce(icb, borough, pcn) END AS area, sum(registered_patients) AS patients
    FROM list GROUP BY GROUPING SETS ((), (icb), (borough), (pcn))
    HAVING coalesce(icb, borough, pcn) IS NOT NULL OR GROUPING(icb) + GROUPING(borough) + GROUPING(pcn) = 3
    ORDER BY 1, 2`);
}
