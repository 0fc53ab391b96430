import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { TimeChangeRow } from "../measures/workforce-time-change.ts";
import { comparedRatioChange, type RatioChangeSums } from "../statistics/compared-ratio-change.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { staffCell, workforceCell } from "./workforce-cell.ts";

/**
 * How the share of recorded time that goes on administration changed at a project's service less how it changed at the
 * other services: by window, as shares of time. Behind it stand the workers of its smallest group in either window.
 * Nothing where the other services recorded no time.
 */
export function timeChangeEstimates(rows: readonly TimeChangeRow[]): readonly ExactEstimate[] {
  return rows
    .filter(({ arm }) => arm === "service")
    .flatMap((service) => {
      const others = rows.find(
        (row) => row.arm === "others" && row.project === service.project && row.period === service.period,
      );
      return others === undefined ? [] : [estimateOf(service, others)];
    });
}

function estimateOf(service: TimeChangeRow, others: TimeChangeRow): ExactEstimate {
  const place = {
    area_type: "project",
    area: service.project,
    period_type: "window",
    period: service.period,
  } as const;
  const fewest = Math.min(
    ...[service, others].flatMap(({ workers_before, workers_after }) => [workers_before, workers_after]),
  );
  const { difference, lower, upper, level, reason } = comparedRatioChange(sumsOf(service), sumsOf(others));
  return {
    ...workforceCell(place, "administration_change_compared"),
    ...blankEstimate,
    n: fewest,
    value: difference,
    lower,
    upper,
    level: reason === null ? level : null,
    kind: "staff_mean",
    staff: staffCell(place, { staff: fewest }),
    status: difference === null ? "too_few" : "published",
    method: "compared-ratio-change",
    note: difference === null ? "No time is recorded in one of the windows." : "",
    decimals: 2,
  };
}

const sumsOf = (row: TimeChangeRow): RatioChangeSums => ({
  n: row.workers,
  before: {
    part: row.a0,
    total: row.t0,
    partSquared: row.a0a0,
    partTimesTotal: row.a0t0,
    totalSquared: row.t0t0,
  },
  after: {
    part: row.a1,
    total: row.t1,
    partSquared: row.a1a1,
    partTimesTotal: row.a1t1,
    totalSquared: row.t1t1,
  },
  partPart: row.a1a0,
  partTotal: row.a1t0,
  totalPart: row.t1a0,
  totalTotal: row.t1t0,
});
