import type { Programme } from "../model/programme.ts";
import type { Query } from "./cell-rows.ts";
import { type ProjectPeriod, projectPeriods } from "./workforce-periods.ts";
import { sqlRows, type WorkforceRequest } from "./workforce-roster.ts";
import { recordedWorkSql } from "./workforce-time.ts";

/** Minutes of administration (a) and all minutes (t) of workers, before (0) and in a later window (1) of a project. */
export interface TimeChangeRow extends Readonly<Record<string, unknown>> {
  readonly project: string;
  /** The later window. */
  readonly period: "during" | "after";
  /** The service that runs the project, or all services that run none of its kind. */
  readonly arm: "service" | "others";
  /** Workers with minutes in either window, before, and in the later one. */
  readonly workers: number;
  readonly workers_before: number;
  readonly workers_after: number;
  readonly a0: number | bigint;
  readonly t0: number | bigint;
  readonly a1: number | bigint;
  readonly t1: number | bigint;
  /** Σ of the products over workers. */
  readonly a0a0: number | bigint;
  readonly a0t0: number | bigint;
  readonly t0t0: number | bigint;
  readonly a1a1: number | bigint;
  readonly a1t1: number | bigint;
  readonly t1t1: number | bigint;
  readonly a1a0: number | bigint;
  readonly a1t0: number | bigint;
  readonly t1a0: number | bigint;
  readonly t1t0: number | bigint;
}

/** The measure by which a project says that it is about time on administration. */
const OF_KIND = "time_administration";

const isOfKind = (project: Programme["projects"][number]): boolean =>
  project.measures.some(({ measure }) => measure === OF_KIND);

/**
 * Recorded minutes before and during, and before and after, projects that name the time on administration among their
 * measures: at the service that runs the project, and at all declared services that run no project of that kind.
 * A worker of two services counts in each with the minutes there.
 */
export async function timeChangeRows(
  query: Query,
  { schema, programme }: WorkforceRequest,
): Promise<readonly TimeChangeRow[]> {
  const projects = programme.projects.filter(isOfKind);
  const periods = projectPeriods(programme).filter(({ project }) =>
    projects.some(({ id }) => id === project),
  );
  const spans = periods.flatMap((later) => {
    const before = periods.find((one) => one.project === later.project && one.period === "before");
    return later.period === "before" || before === undefined ? [] : [[before, later] as const];
  });
  if (spans.length === 0) return [];
  const kind = new Set(projects.map(({ service }) => service));
  const others = programme.services.map(({ id }) => id).filter((id) => !kind.has(id));
  const arms = spans.flatMap(([before, later]) =>
    [["service", later.service] as const, ...others.map((id) => ["others", id] as const)].map(
      ([arm, service]) => [later.project, later.period, arm, service, ...days(before), ...days(later)],
    ),
  );
  const within = (span: "before" | "later") =>
    `n.day BETWEEN CAST(s.${span}_from AS DATE) AND CAST(s.${span}_to AS DATE)`;
  const minutes = (span: "before" | "later", only = "") =>
    `CAST(coalesce(sum(n.minutes) FILTER (WHERE ${within(span)}${only}), 0) AS BIGINT)`;
  const products = [
    ...["a0*a0", "a0*t0", "t0*t0", "a1*a1", "a1*t1", "t1*t1"],
    ...["a1*a0", "a1*t0", "t1*a0", "t1*t0"],
  ];
  return query<TimeChangeRow>(`WITH named AS (${recordedWorkSql(schema, programme, "c.date")}),
    span (project, period, arm, service, before_from, before_to, later_from, later_to) AS (VALUES ${sqlRows(arms)}),
    worker AS (
      SELECT s.project, s.period, s.arm, n.worker,
        ${minutes("before", " AND n.kind = 'administration'")} AS a0, ${minutes("before")} AS t0,
        ${minutes("later", " AND n.kind = 'administration'")} AS a1, ${minutes("later")} AS t1
      FROM span AS s JOIN named AS n ON n.service = s.service AND (${within("before")} OR ${within("later")})
      WHERE n.worker IS NOT NULL GROUP BY s.project, s.period, s.arm, n.worker)
    SELECT project, period, arm, count(*) AS workers, count(*) FILTER (WHERE t0 > 0) AS workers_before,
      count(*) FILTER (WHERE t1 > 0) AS workers_after,
      ${["a0", "t0", "a1", "t1"].map((sum) => `sum(${sum}) AS ${sum}`).join(", ")},
      ${products.map((product) => `sum(${product}) AS ${product.replace("*", "")}`).join(", ")}
    FROM worker GROUP BY project, period, arm ORDER BY project, period, arm`);
}

const days = ({ seen_from, seen_to }: ProjectPeriod): readonly string[] => [seen_from, seen_to];
