import { CodedError, EXIT } from "../model/coded-error.ts";
import type { Query } from "./cell-rows.ts";
import { quoted } from "./quoted.ts";

/** Link-worker capacity of one area; FTE in millionths, so that sums are exact. */
export interface CapacityRow extends Readonly<Record<string, unknown>> {
  readonly area_type: "programme" | "icb" | "pcn";
  readonly area: string;
  /** Full-time equivalents × 1,000,000; null where the area is in no workforce source. */
  readonly fte_e6: number | bigint | null;
  readonly registered_patients: number | null;
}

const listed = (texts: readonly string[]): string =>
  texts.length === 0 ? "NULL" : texts.map(quoted).join(", ");

/**
 * Full-time equivalents of link workers, and registered patients, for the programme, each board and each network.
 * FTE adds over posts. Network `U` (unallocated) counts for its board and for the whole, never as a network.
 * Only official statistics count (`published: true`): a service's own staff records would tell of single workers.
 */
export async function capacityRows(
  query: Query,
  schema: string,
  declaredPcns: readonly string[],
  publishedSources: readonly string[],
): Promise<readonly CapacityRow[]> {
  const fte = `SELECT icb, pcn, CAST(fte * 1000000 AS BIGINT) AS fte_e6
    FROM ${schema}.link_worker WHERE fte IS NOT NULL AND _source IN (${listed(publishedSources)})`;
  const patients = `SELECT icb, pcn, registered_patients FROM ${schema}.area_list_size
    WHERE _source IN (${listed([...publishedSources, "programme.yaml"])})`;
  const only = declaredPcns.length === 0 ? "" : `AND pcn IN (${listed(declaredPcns)})`;
  const network = (from: string, value: string) =>
    `SELECT 'pcn' AS area_type, pcn AS area, sum(${value}) AS v FROM (${from}) AS s WHERE pcn IS NOT NULL AND pcn <> 'U' ${only} GROUP BY pcn
     UNION ALL SELECT 'icb', icb, sum(${value}) FROM (${from}) AS s WHERE icb IS NOT NULL GROUP BY icb
     UNION ALL SELECT 'programme', 'programme', sum(${value}) FROM (${from}) AS s`;
  return query<CapacityRow>(`
    SELECT coalesce(f.area_type, p.area_type) AS area_type, coalesce(f.area, p.area) AS area,
      f.v AS fte_e6, p.v AS registered_patients
    FROM (${network(fte, "fte_e6")}) AS f
    FULL JOIN (${network(patients, "registered_patients")}) AS p ON p.area_type = f.area_type AND p.area = f.area
    WHERE coalesce(f.v, p.v) IS NOT NULL
    ORDER BY 1, 2`);
}

/**
 * Number of people who are link workers.
 *
 * @throws CodedError `HEADCOUNT_WITHOUT_IDENTIFIERS` where posts carry no identifier: FTE adds, heads do not.
 */
export async function linkWorkerHeads(query: Query, schema: string): Promise<number> {
  const [row] = await query<{ posts: number; unnamed: number; heads: number }>(
    `SELECT count(*) AS posts, count(*) FILTER (WHERE staff_key IS NULL) AS unnamed, count(DISTINCT staff_key) AS heads
     FROM ${schema}.link_worker`,
  );
  if (row !== undefined && row.unnamed > 0) {
    throw new CodedError({
      code: "HEADCOUNT_WITHOUT_IDENTIFIERS",
      what: `${row.unnamed} of ${row.posts} posts carry no identifier, so people cannot be counted.`,
      remedy: "Use full-time equivalents, which add up over posts.",
      exit: EXIT.refused,
    });
  }
  return row?.heads ?? 0;
}
