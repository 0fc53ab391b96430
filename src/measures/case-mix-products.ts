import type { CrossProducts, Design } from "../statistics/cross-products.ts";
import type { WholeNumber } from "../statistics/exact-integer.ts";
import { LEAST_IN_STRATUM } from "./case-mix.ts";
import type { Query } from "./cell-rows.ts";
import { quoted } from "./quoted.ts";

/** Sums of products by network for an analysis of covariance of the last score. */
export interface CaseMixProducts {
  readonly instrument: string;
  readonly design: Design;
  readonly clusters: readonly CrossProducts[];
}

/**
 * Cross-products of the last score, the first score and the case mix of people with both scores, by network; scores are
 * scaled integers. Each category of a column of `keys` with at least `LEAST_IN_STRATUM` people is a column but for the
 * largest, the reference; smaller ones count with the reference. Not known is a category like any other. Rows in no
 * network are in no sum.
 */
export async function caseMixProducts(
  query: Query,
  table: string,
  instruments: readonly { readonly id: string; readonly decimals: number }[],
  keys: readonly string[],
): Promise<readonly CaseMixProducts[]> {
  const found: CaseMixProducts[] = [];
  for (const { id, decimals } of instruments) {
    const where = `instrument = ${quoted(id)} AND pcn IS NOT NULL AND after_score IS NOT NULL`;
    const flags = await flagsOf(query, table, where, keys);
    const columns = [
      { name: "everybody", decimals: 0, sql: "1" },
      { name: "first score", decimals, sql: "CAST(before_score AS BIGINT)" },
      ...flags.map((flag) => ({ ...flag, decimals: 0 })),
    ];
    const outcome = "CAST(after_score AS BIGINT)";
    const all = [...columns.map(({ sql }) => sql), outcome];
    const sums = all.flatMap((a, row) =>
      all.slice(0, row + 1).map((b, column) => `sum(${a} * ${b}) AS s${row}_${column}`),
    );
    const rows = await query<Record<string, WholeNumber | string>>(
      `SELECT pcn, ${sums.join(", ")} FROM ${table} WHERE ${where} GROUP BY pcn ORDER BY pcn`,
    );
    if (rows.length === 0) continue;
    const places = columns.map((_, index) => index);
    found.push({
      instrument: id,
      design: {
        columns: columns.map(({ name, decimals: own }) => ({ name, decimals: own })),
        outcomeDecimals: decimals,
      },
      clusters: rows.map((row) => {
        const at = (a: number, b: number) => row[`s${Math.max(a, b)}_${Math.min(a, b)}`] as WholeNumber;
        return {
          key: String(row.pcn),
          xx: places.map((a) => places.map((b) => at(a, b))),
          xy: places.map((a) => at(columns.length, a)),
          yy: at(columns.length, columns.length),
        };
      }),
    });
  }
  return found;
}

/** A column of noughts and ones for each category that is large enough, but for the largest of each characteristic. */
async function flagsOf(query: Query, table: string, where: string, keys: readonly string[]) {
  const flags: { readonly name: string; readonly sql: string }[] = [];
  for (const key of keys) {
    const categories = await query<{ category: string; n: number }>(
      `SELECT ${key} AS category, count(*) AS n FROM ${table} WHERE ${where} GROUP BY ${key} ORDER BY n DESC, category`,
    );
    for (const { category, n } of categories.slice(1)) {
      if (n < LEAST_IN_STRATUM) continue;
      flags.push({
        name: `${key} ${category}`,
        sql: `CASE WHEN ${key} = ${quoted(category)} THEN 1 ELSE 0 END`,
      });
    }
  }
  return flags;
}
