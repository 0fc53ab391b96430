import { shippedCodeLists } from "../../../loaders/code-map.ts";
import { contactStretchesSql } from "../../../src/measures/activity-contacts.ts";
import { type BaseRequest, episodeBaseSql, referralBaseSql } from "../../../src/measures/base-tables.ts";
import { type CellRow, cellRows } from "../../../src/measures/cell-rows.ts";
import type { LatticeBlock } from "../../../src/measures/lattice.ts";
import type { Programme } from "../../../src/model/programme.ts";
import type { MeasureEngine } from "../../../src/warehouse/measure-engine.ts";
import type { ComparedTables } from "./tables.ts";

const CELLS: readonly LatticeBlock[] = [
  { areaTypes: ["programme"], periodTypes: ["all", "financial_year"], breakdowns: ["none"] },
  { areaTypes: ["pcn"], periodTypes: ["all"], breakdowns: ["none"] },
  { areaTypes: ["programme"], periodTypes: ["all"], breakdowns: ["gender", "ethnic_category"] },
];
/** Scores are compared over all years. */
const WHOLE: readonly LatticeBlock[] = CELLS.map((block) => ({ ...block, periodTypes: ["all"] }));

/** The compared tables by the measures' own SQL over an ingested warehouse, attached as schema `w`. */
export async function tablesByMeasures(
  { query, keep }: MeasureEngine,
  programme: Programme,
): Promise<ComparedTables> {
  const request: BaseRequest = { schema: "w", programme, lists: shippedCodeLists() };
  await keep("referral_base", referralBaseSql(request));
  await keep("every_episode", episodeBaseSql(request));
  await keep("activity_stretches", contactStretchesSql("w", programme));
  await keep(
    "waits",
    `SELECT r.*, date_diff('day', r.cell_date, m.met) AS days
     FROM referral_base AS r JOIN (SELECT referral_key, min(first_met) AS met FROM activity_stretches GROUP BY referral_key) AS m
       ON m.referral_key = r.referral_key WHERE m.met >= r.cell_date`,
  );
  const referrals = await cellRows(query, {
    ...{ table: "referral_base", extra: [], lattice: CELLS },
    statistics: "count(*) AS n",
  });
  const scores = await cellRows(query, {
    ...{ table: "every_episode", extra: ["instrument"], lattice: WHOLE },
    statistics: `count(after_score) AS n, sum(after_score - before_score) AS change,
      sum((after_score - before_score) * (after_score - before_score)) AS change2,
      count(*) FILTER (WHERE due) AS due, count(*) FILTER (WHERE due AND in_time) AS followed`,
  });
  const days = await cellRows(query, {
    ...{ table: "waits", extra: ["days"], lattice: WHOLE.slice(0, 2) },
    statistics: "count(*) AS n",
  });
  const histograms = new Map<string, (readonly [days: number, n: number])[]>();
  for (const row of days) {
    const cell = nameOf(row);
    histograms.set(cell, [...(histograms.get(cell) ?? []), [Number(row.days), Number(row.n)]]);
  }
  const part = <T>(rows: readonly CellRow[], take: (row: CellRow) => T) =>
    Object.fromEntries(rows.map((row) => [nameOf(row), take(row)]));
  return {
    referrals: part(referrals, ({ n }) => Number(n)),
    paired: part(
      scores.filter(({ n }) => Number(n) > 0),
      ({ n, change, change2 }) => [Number(n), Number(change), Number(change2)] as const,
    ),
    follow_up: part(
      scores.filter(({ due }) => Number(due) > 0),
      ({ due, followed }) => [Number(due), Number(followed)] as const,
    ),
    waits: Object.fromEntries([...histograms].map(([cell, histogram]) => [cell, medianOf(histogram)])),
  };
}

function nameOf({ area_type, area, period_type, period, breakdown, category }: CellRow): string {
  if (breakdown !== "none") return `${breakdown}|${category}`;
  if (area_type === "pcn") return `pcn|${area}`;
  return period_type === "financial_year" ? `year|${period}` : "all";
}

function medianOf(histogram: readonly (readonly [number, number])[]): readonly [number, number] {
  const sorted = [...histogram].sort(([a], [b]) => a - b);
  const n = sorted.reduce((sum, [, count]) => sum + count, 0);
  const at = (rank: number) => {
    let seen = 0;
    for (const [days, count] of sorted) {
      seen += count;
      if (seen >= rank) return days;
    }
    return Number.NaN;
  };
  return [n, (at(Math.ceil(n / 2)) + at(Math.floor(n / 2) + 1)) / 2];
}
