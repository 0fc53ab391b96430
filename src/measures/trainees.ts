import type { AreaType } from "./cell.ts";
import type { Query } from "./cell-rows.ts";
import type { WorkforceRequest } from "./workforce-roster.ts";

/** Steps of people who are trained into work, in order; the field of the record has the same name. */
export const traineeSteps = ["started", "trained", "placed", "progressed"] as const;
export type TraineeStep = (typeof traineeSteps)[number];

/** People of the programme or a service who started training in its window, and how far they came by the data date. */
export interface TraineeRow extends Readonly<Record<string, unknown>>, Readonly<Record<TraineeStep, number>> {
  readonly area_type: AreaType;
  readonly area: string;
  /** Of those who started: with lived experience, and for how many it is known. */
  readonly lived_experience: number;
  readonly lived_experience_known: number;
}

/** Sufficient statistics of trainees, and the steps that the records hold at all, in order. */
export interface TraineeRows {
  readonly steps: readonly TraineeStep[];
  readonly rows: readonly TraineeRow[];
}

/**
 * Counts trainees at each step and all before it: people, not courses. Who takes two courses counts once, as far as they
 * came in either; training without a first day, or started outside the programme's window, is left out. A step that no
 * record of the programme holds is passed over. Nothing where nobody started.
 */
export async function traineeRows(query: Query, request: WorkforceRequest): Promise<TraineeRows> {
  const { schema, programme } = request;
  const [held] = await query<Record<TraineeStep, boolean>>(
    `SELECT ${traineeSteps.map((step) => `count(${step}) > 0 AS ${step}`).join(", ")} FROM ${schema}.trainee`,
  );
  const steps = traineeSteps.filter((step) => held?.[step] === true);
  if (!steps.includes("started")) return { steps: [], rows: [] };
  const { from, to } = programme.window;
  const reached = traineeSteps.map((step) => {
    const chain = steps.slice(0, steps.indexOf(step) + 1).map((one) => `t.${one} IS NOT NULL`);
    return `${chain.length === 0 ? "FALSE" : chain.join(" AND ")} AS ${step}`;
  });
  const some = (column: string) => `max(CASE WHEN ${column} THEN 1 ELSE 0 END) AS ${column}`;
  const rows = await query<TraineeRow>(`WITH course AS (
      SELECT coalesce(t.staff_key, t._source || ' ' || CAST(t._row AS VARCHAR)) AS who, v.area AS service,
        ${reached.join(", ")}, coalesce(t.lived_experience, FALSE) AS lived, t.lived_experience IS NOT NULL AS lived_known
      FROM ${schema}.trainee AS t
      LEFT JOIN ${schema}.area AS v ON v.area_type = 'service' AND v.area = t.service
      WHERE t.started BETWEEN DATE '${from}' AND DATE '${to}'),
    placed_course AS (
      SELECT 'programme' AS area_type, 'programme' AS area, c.* FROM course AS c
      UNION ALL SELECT 'service', c.service, c.* FROM course AS c WHERE c.service IS NOT NULL),
    person AS (
      SELECT area_type, area, who, ${[...traineeSteps, "lived", "lived_known"].map(some).join(", ")}
      FROM placed_course GROUP BY area_type, area, who)
    SELECT area_type, area, ${traineeSteps.map((step) => `count(*) FILTER (WHERE ${step} = 1) AS ${step}`).join(", ")},
      count(*) FILTER (WHERE lived = 1) AS lived_experience,
      count(*) FILTER (WHERE lived_known = 1) AS lived_experience_known
    FROM person GROUP BY area_type, area ORDER BY area_type, area`);
  return { steps, rows };
}
