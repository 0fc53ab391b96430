import type { Programme } from "../model/programme.ts";
import type { Query } from "./cell-rows.ts";
import { financialYearSql, monthSql, quarterSql } from "./period-sql.ts";
import { stretchesOf } from "./stretches.ts";

/** The finest piece of area and time that cells are made of, and its sufficient statistics. */
export type LeafRow = {
  readonly icb: string | null;
  readonly borough: string | null;
  readonly service: string | null;
  readonly pcn: string | null;
  readonly project: string | null;
  readonly financial_year: string | null;
  readonly quarter: string | null;
  readonly month: string | null;
  /** Number of the stretch of time between the ends of windows (`stretchesOf`). */
  readonly stretch: number | null;
} & Readonly<Record<string, unknown>>;

/** Leaves as fine in time as cells without groups need them, or only as those by group do. */
export type Fineness = "whole" | "by group";

/** What a leaf is, in the order of `leafColumns`. */
export const LEAF_NAMES = [
  "icb",
  "borough",
  "service",
  "pcn",
  "project",
  "financial_year",
  "quarter",
  "month",
  "stretch",
] as const;
/** `SELECT` list part of what a leaf is: areas and periods of a row with `cell_date`. */
export function leafColumns(programme: Programme, fineness: Fineness): string {
  const date = "cell_date";
  const whole = fineness === "whole";
  const or = (keep: boolean, sql: string) => (keep ? sql : "CAST(NULL AS VARCHAR)");
  return [
    "icb",
    "borough",
    "service",
    "pcn",
    "project",
    `${financialYearSql(date)} AS financial_year`,
    `${or(whole, quarterSql(date))} AS quarter`,
    `${or(whole, monthSql(date))} AS month`,
    `CAST(${stretchesOf(programme).sql(date)} AS INTEGER) AS stretch`,
  ].join(", ");
}

/** What leaves are made from. */
export interface LeafTable {
  readonly programme: Programme;
  readonly table: string;
  readonly fineness: Fineness;
  /** Columns told apart within a leaf, such as instrument and category. */
  readonly extra?: readonly string[];
  /** `SELECT` list of sufficient statistics: whole numbers only, sums over rows. */
  readonly statistics: string;
}

/** One row a leaf (and `extra`) that has rows. */
export function leafRows(query: Query, { programme, table, fineness, extra = [], statistics }: LeafTable) {
  const columns = [leafColumns(programme, fineness), ...extra].join(", ");
  const group = Array.from({ length: LEAF_NAMES.length + extra.length }, (_, index) => index + 1);
  return query<LeafRow>(
    `SELECT ${columns}, ${statistics} FROM ${table} GROUP BY ${group.join(", ")} ORDER BY ${group.join(", ")}`,
  );
}
