/**
 * Published tables that several programs work out from the same exports: by cell (`all`, `year|2022-23`, `pcn|U9901`,
 * `gender|1`, `ethnic_category|A`), whole numbers but for the median.
 */
export interface ComparedTables {
  /** Referrals received in the programme's window. */
  readonly referrals: Readonly<Record<string, number>>;
  /** People with both scores: how many, Σ change and Σ change² in tenths of a point. */
  readonly paired: Readonly<Record<string, readonly [n: number, sum: number, sum2: number]>>;
  /** People whose follow-up was due, and of them those followed up in time. */
  readonly follow_up: Readonly<Record<string, readonly [due: number, followed: number]>>;
  /** Referrals whose person was met after it: how many, and the median of the days until then. */
  readonly waits: Readonly<Record<string, readonly [n: number, median: number]>>;
}

/** Rules of programme.yaml that the tables follow. */
export const RULES = {
  window: { from: "2021-04-01", to: "2024-03-31" },
  data_date: "2025-03-31",
  follow_up: { from_days: 28, to_days: 365, due_after_days: 180 },
} as const;
