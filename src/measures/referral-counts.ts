import { type CellRow, cellRows, type Query } from "./cell-rows.ts";
import { peopleSql } from "./people-sql.ts";

/** Sufficient statistics of referrals in a cell. */
export interface ReferralRow extends CellRow {
  readonly referrals: number;
  readonly people: number;
}

/** Referrals received, and people referred, in every cell of the lattice; `comparators` as `comparatorSql` gives them. */
export const referralCounts = (
  query: Query,
  table: string,
  cohorts: string,
  comparators?: string,
): Promise<readonly ReferralRow[]> =>
  cellRows(query, {
    table,
    cohorts,
    comparators,
    extra: [],
    statistics: `count(*) AS referrals, ${peopleSql("counted_person")} AS people`,
  }) as Promise<readonly ReferralRow[]>;
