import type { Programme } from "../model/programme.ts";
import { quoted } from "./quoted.ts";

/** Where a workforce query reads, and for which programme. */
export interface WorkforceRequest {
  /** Schema of the canonical tables. */
  readonly schema: string;
  readonly programme: Programme;
}

/** A list of SQL text literals; never empty. */
export const sqlTexts = (texts: readonly string[]): string => ["", ...texts].map(quoted).join(", ");

/** Rows of a VALUES list of texts. */
export const sqlRows = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `(${row.map(quoted).join(", ")})`).join(", ");

/** Sources that are official statistics: not staff records. */
const publishedSources = (programme: Programme): readonly string[] =>
  programme.sources.filter((source) => source.published).map((source) => source.id);

/**
 * Common table expressions `roster` and `placed`: assignments from staff records (never national statistics), and the
 * same once for each area they count for.
 *
 * An assignment that stands in several extracts counts once, with its last day where one of them has it. Borough and
 * board follow from the network, else from the service. No start: employed since before; no last day: still employed.
 * `who` is the member of staff, or the row where the records name nobody.
 */
export function rosterSql({ schema, programme }: WorkforceRequest): string {
  return `post AS (
      SELECT * FROM (
        SELECT w.*, coalesce(w.staff_key, w._source || ' ' || CAST(w._row AS VARCHAR)) AS who,
          row_number() OVER (
            PARTITION BY w.staff_key, w.assignment, w.started,
              CASE WHEN w.staff_key IS NULL OR w.assignment IS NULL THEN w._source || ' ' || CAST(w._row AS VARCHAR) END
            ORDER BY CASE WHEN w."left" IS NULL THEN 1 ELSE 0 END, w._source DESC, w._row DESC) AS k
        FROM ${schema}.link_worker AS w WHERE w._source NOT IN (${sqlTexts(publishedSources(programme))})) AS ranked
      WHERE k = 1),
    roster AS (
      SELECT p.who, p.role, CAST(p.fte * 1000000 AS BIGINT) AS fte_e6, p.leaving_reason, p.post, p.assignment,
        coalesce(p.started, DATE '1900-01-01') AS first_day, coalesce(p."left", DATE '9999-12-31') AS last_day,
        coalesce(p.volunteer, FALSE) OR coalesce(p.role, '') = 'volunteer' AS is_volunteer,
        n.area AS pcn, v.area AS service, b.area AS borough, i.area AS icb
      FROM post AS p
      LEFT JOIN ${schema}.area AS n ON n.area_type = 'pcn' AND n.area = p.pcn
      LEFT JOIN ${schema}.area AS v ON v.area_type = 'service' AND v.area = p.service
      LEFT JOIN ${schema}.area AS b ON b.area_type = 'borough' AND b.area = coalesce(n.borough, v.borough)
      LEFT JOIN ${schema}.area AS i ON i.area_type = 'icb' AND i.area = coalesce(p.icb, n.icb, v.icb, b.icb)),
    placed AS (
      SELECT 'programme' AS area_type, 'programme' AS area, r.* FROM roster AS r
      ${(["icb", "borough", "service", "pcn"] as const)
        .map(
          (type) => `UNION ALL SELECT '${type}', r.${type}, r.* FROM roster AS r WHERE r.${type} IS NOT NULL`,
        )
        .join("\n      ")})`;
}
