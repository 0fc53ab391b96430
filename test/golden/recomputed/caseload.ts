import type { Programme } from "../../../src/model/programme.ts";
import { MET } from "./facts.ts";
import type { Each, Put } from "./recompute.ts";
import { staffPeriods } from "./staff/staff-periods.ts";
import { type Declared, texts } from "./units.ts";

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The whole time, financial years and quarters, with the days of each that are seen. */
const spansSql = (programme: Programme): string =>
  staffPeriods(programme)
    .map(
      ({ period_type, period, seenFrom, seenTo }) =>
        `('${period_type}', '${period}', DATE '${dateOf(seenFrom)}', DATE '${dateOf(seenTo)}')`,
    )
    .join(", ");

/** Every referral held with its first contact, and whether its service records any contact. */
const casesSql = ({ programme }: Declared): string => `WITH met AS (
    SELECT c.referral_key, count(*) AS met, min(c.date) AS first_met FROM w.contact AS c WHERE ${MET} GROUP BY 1),
  held AS (
    SELECT r.*, coalesce(m.met, 0) AS met, m.first_met,
      CASE WHEN r.service IN (${texts(programme.services.map(({ id }) => id))}) THEN r.service END AS area,
      r.urgency = 'crisis' AS crisis,
      EXISTS (SELECT 1 FROM w.cohort AS k WHERE k.person_key = r.person_key AND k.cohort = 'smi') AS smi,
      (SELECT p.interpreter_required FROM w.person AS p WHERE p.person_key = r.person_key) AS interpreter,
      (SELECT count(DISTINCT e.reason) FROM w.reason AS e WHERE e.referral_key = r.referral_key
        AND e.reason NOT IN ('not_known', 'not_stated', 'suppressed')) >= 3 AS several_reasons
    FROM w.referral AS r LEFT JOIN met AS m ON m.referral_key = r.referral_key)
  SELECT *, bool_or(met > 0) OVER (PARTITION BY area) AS records_contacts FROM held`;

/** Whether a case is open on the last day of a span. */
const OPEN =
  "h.received_date <= s.last AND (h.closed_date > s.last OR (h.closed_date IS NULL AND h.status IN ('received', 'open')))";

/**
 * Cases open and waiting on the last day of each period, first contacts in it, length of support and contacts of those
 * closed: for the programme and its services, by the words of the measure library.
 */
export async function caseload(
  declared: Declared,
  table: (name: string, sql: string) => Promise<unknown>,
  each: Each,
  put: Put,
): Promise<void> {
  await table("held", casesSql(declared));
  await table(
    "held_area",
    "SELECT 'programme' AS area_type, 'programme' AS area, * EXCLUDE (area) FROM held UNION ALL SELECT 'service', area, * EXCLUDE (area) FROM held WHERE area IS NOT NULL",
  );
  await table(
    "span",
    `SELECT * FROM (VALUES ${spansSql(declared.programme)}) AS v (period_type, period, first, last)`,
  );
  const cells = (sums: string, where = "TRUE", by = "") =>
    `SELECT '' AS measure, '' AS instrument, h.area_type, h.area, s.period_type, s.period, 'none' AS breakdown, 'all' AS category${by}, ${sums}
     FROM held_area AS h CROSS JOIN span AS s WHERE ${where} GROUP BY ALL`;

  const counts: Readonly<Record<string, string>> = {
    cases_open: OPEN,
    cases_waiting: `${OPEN} AND records_contacts AND (met = 0 OR first_met > s.last)`,
    support_started: "first_met BETWEEN s.first AND s.last",
    ...Object.fromEntries(
      ["several_reasons", "crisis", "smi", "interpreter"].map((what) => [
        `cases_open_${what}`,
        `${OPEN} AND ${what} AND s.period_type <> 'quarter'`,
      ]),
    ),
  };
  const sums = Object.entries(counts).map(([id, is]) => `count(*) FILTER (WHERE ${is}) AS ${id}`);
  await each<Record<string, number>>(cells(sums.join(", ")), (row) => {
    for (const id of Object.keys(counts))
      if (row.period_type !== "quarter" || !id.startsWith("cases_open_"))
        put(row, id, { kind: "count", count: Number(row[id]) });
  });

  await each<Record<string, number>>(
    cells(
      "count(*) AS n, sum(met) AS sum, sum(met * met) AS squares, count(*) FILTER (WHERE met >= 6 AND met <= 12) AS within",
      "h.closed_date BETWEEN s.first AND s.last AND met >= 1 AND s.period_type <> 'quarter'",
    ),
    (row) => {
      const [n, x] = [Number(row.n), Number(row.within)];
      put(row, "share_contacts_6_to_12", { kind: "share", x, n, behind: [] });
      const [sum, squares] = [BigInt(row.sum ?? 0), BigInt(row.squares ?? 0)];
      put(row, "contacts_per_person", { kind: "mean", n, sum, squares, scaled: 0, behind: [] });
    },
  );

  const data = `DATE '${declared.programme.data_date}'`;
  const waits = new Map<string, [days: number, ended: boolean, people: number][]>();
  await each<{ days: number; ended: boolean; n: number }>(
    cells(
      "count(*) AS n",
      `first_met BETWEEN s.first AND s.last AND s.period_type <> 'quarter'
        AND (h.closed_date >= first_met OR (h.closed_date IS NULL AND h.status IN ('received', 'open')))`,
      `, least(coalesce(h.closed_date, ${data}), ${data}) - first_met AS days, coalesce(h.closed_date <= ${data}, FALSE) AS ended`,
    ),
    (row) => {
      const key = JSON.stringify([row.area_type, row.area, row.period_type, row.period]);
      const cell = waits.get(key) ?? [];
      if (cell.length === 0)
        for (const [id, share] of [
          ["support_median_days", 0.5],
          ["support_p90_days", 0.9],
        ] as const)
          put(row, id, { kind: "survival", waits: cell, share });
      waits.set(key, cell);
      cell.push([Number(row.days), row.ended, Number(row.n)]);
    },
  );
}
