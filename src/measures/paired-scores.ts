import { type CellRow, cellRows, type Query } from "./cell-rows.ts";
import type { LatticeBlock } from "./lattice.ts";

/** Sufficient statistics of scores before and after in a cell; scores are scaled integers. */
export interface PairedRow extends CellRow {
  readonly instrument: string;
  /** People with a baseline. */
  readonly baselines: number;
  /** Of them, people whose follow-up was due by the data date … */
  readonly due: number;
  /** … and those of the due who were followed up by then. */
  readonly followed: number;
  /** People with both scores; the sums below are over them. */
  readonly n: number;
  readonly sum_before: number | bigint;
  readonly sum_after: number | bigint;
  readonly sum_before2: number | bigint;
  readonly sum_after2: number | bigint;
  readonly sum_change: number | bigint;
  readonly sum_change2: number | bigint;
  readonly sum_change3: number | bigint;
  readonly improved: number;
  readonly worse: number;
}

/** Counts of people over an episode table; `followed` are some of the `due`, `improved` and `worse` some of `n`. */
export const EPISODE_COUNTS = {
  due: "count(*) FILTER (WHERE due) AS due",
  followed: "count(*) FILTER (WHERE due AND in_time) AS followed",
  n: "count(after_score) AS n",
  improved: "count(*) FILTER (WHERE gain >= threshold) AS improved",
  worse: "count(*) FILTER (WHERE gain <= -threshold) AS worse",
} as const;

const sum = (expression: string, name: string) =>
  `coalesce(sum(${expression}) FILTER (WHERE after_score IS NOT NULL), 0) AS ${name}`;

/** Scores before and after in every cell of the lattice, for each instrument; `comparators` as `comparatorSql` gives them. */
export const pairedScores = (
  query: Query,
  table: string,
  cohorts: string,
  comparators?: string,
  lattice?: readonly LatticeBlock[],
): Promise<readonly PairedRow[]> =>
  cellRows(query, {
    table,
    cohorts,
    comparators,
    ...(lattice === undefined ? {} : { lattice }),
    extra: ["instrument"],
    statistics: [
      "count(*) AS baselines",
      EPISODE_COUNTS.due,
      EPISODE_COUNTS.followed,
      EPISODE_COUNTS.n,
      sum("before_score", "sum_before"),
      sum("after_score", "sum_after"),
      sum("before_score * before_score", "sum_before2"),
      sum("after_score * after_score", "sum_after2"),
      sum("after_score - before_score", "sum_change"),
      sum("(after_score - before_score) * (after_score - before_score)", "sum_change2"),
      sum(
        "CAST(after_score - before_score AS DECIMAL(38,0)) * (after_score - before_score) * (after_score - before_score)",
        "sum_change3",
      ),
      EPISODE_COUNTS.improved,
      EPISODE_COUNTS.worse,
    ].join(", "),
  }) as Promise<readonly PairedRow[]>;
