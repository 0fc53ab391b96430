import type { Keep, Query } from "./cell-rows.ts";

/** A stratum with fewer people than this, over all networks, is put together with others. */
export const LEAST_IN_STRATUM = 50;

/** Expected numbers are whole numbers of this part of a person. */
export const EXPECTED_PARTS = 1e12;

/** A network's people, or referrals, and how many with the outcome there would be at everybody's shares. */
export interface CaseMixRow extends Readonly<Record<string, unknown>> {
  readonly measure: string;
  readonly instrument: string;
  readonly pcn: string;
  readonly n: number;
  readonly x: number;
  /** In parts of a person (`EXPECTED_PARTS`). */
  readonly expected: number | bigint;
  /** People of the network among those whom its own are compared with, over its people, in millionths of a person. */
  readonly own: number | bigint;
  /** Strata that the networks of the measure are compared in. */
  readonly strata: number;
}

/** A share of the rows of a table: how many it is out of, and how many it counts, of whole numbers. */
export interface CaseMixShare {
  readonly measure: string;
  readonly of: string;
  readonly is: string;
}

/** What a share is adjusted for, in the order in which it is given up where a stratum is small; names are columns. */
export interface CaseMixRequest {
  readonly table: string;
  /** Column that holds the instrument; absent for figures that have none. */
  readonly instrument?: string;
  readonly keys: readonly string[];
  readonly shares: readonly CaseMixShare[];
}

/**
 * Indirect standardisation of shares by network, as sums: each stratum's share over all networks, times the network's
 * people in it.
 *
 * Strata are made of the columns `keys` together, none of which is ever null: not known is a value like any other. Those
 * of fewer than `LEAST_IN_STRATUM` people give up the last column and stand together with the other small ones that are
 * alike in those before it; where these are too few as well they give up one more, and so on. So every person is in one
 * stratum, and what is expected adds up to what is observed. Rows in no network are in no sum.
 */
export async function caseMixRows(
  query: Query,
  keep: Keep,
  { table, instrument, keys, shares }: CaseMixRequest,
): Promise<readonly CaseMixRow[]> {
  const extra = instrument ?? "''";
  const fine = `SELECT ${extra} AS instrument, pcn, ${keys.join(", ")},
    ${shares.map((share, at) => `CAST(coalesce(sum(${share.of}), 0) AS BIGINT) AS n${at}, CAST(coalesce(sum(${share.is}), 0) AS BIGINT) AS x${at}`).join(", ")}
    FROM ${table} WHERE pcn IS NOT NULL GROUP BY ${[...(instrument === undefined ? [] : [instrument]), "pcn", ...keys].join(", ")}`;
  await keep("case_mix_fine", fine);
  const found: CaseMixRow[] = [];
  for (const [at, { measure }] of shares.entries()) {
    const rows = await query<Omit<CaseMixRow, "measure">>(expectedSql(keys, `n${at}`, `x${at}`));
    found.push(...(rows.map((row) => ({ ...row, measure })) as CaseMixRow[]));
  }
  return found;
}

function expectedSql(keys: readonly string[], n: string, x: string): string {
  const all = keys.join(", ");
  const upTo = (depth: number) => ["instrument", ...keys.slice(0, depth)].join(", ");
  // `place` is how many of the columns a stratum is made of; null while it is still too small.
  const steps = [...keys.keys()].reverse().map((depth) => {
    const left = `sum(CASE WHEN place IS NULL THEN n ELSE 0 END) OVER (PARTITION BY ${upTo(depth)})`;
    const enough = depth === 0 ? "TRUE" : `${left} >= ${LEAST_IN_STRATUM}`;
    return `step${depth} AS (SELECT instrument, ${all}, n, x,
      CASE WHEN place IS NOT NULL THEN place WHEN ${enough} THEN ${depth} END AS place FROM step${depth + 1})`;
  });
  const parts = keys.map((key, depth) => `CASE WHEN place > ${depth} THEN ${key} ELSE '' END`);
  return `WITH fine AS (SELECT instrument, pcn, ${all}, ${n} AS n, ${x} AS x FROM case_mix_fine WHERE ${n} > 0),
    whole AS (SELECT instrument, ${all}, CAST(sum(n) AS BIGINT) AS n, CAST(sum(x) AS BIGINT) AS x FROM fine GROUP BY instrument, ${all}),
    step${keys.length} AS (SELECT *, CASE WHEN n >= ${LEAST_IN_STRATUM} THEN ${keys.length} END AS place FROM whole),
    ${steps.join(",\n")},
    placed AS (SELECT *, concat_ws('|', CAST(place AS VARCHAR), ${parts.join(", ")}) AS stratum FROM step0),
    stratum AS (SELECT instrument, stratum, sum(n) AS n,
      CAST(round(${EXPECTED_PARTS.toFixed(0)}.0 * CAST(sum(x) AS DOUBLE) / CAST(sum(n) AS DOUBLE)) AS BIGINT) AS part
      FROM placed GROUP BY instrument, stratum),
    counted AS (SELECT instrument, count(*) AS strata FROM stratum GROUP BY instrument),
    split AS (SELECT f.instrument, f.pcn, p.stratum, CAST(sum(f.n) AS BIGINT) AS n, CAST(sum(f.x) AS BIGINT) AS x
      FROM fine AS f JOIN placed AS p ON p.instrument = f.instrument AND ${keys.map((key) => `p.${key} = f.${key}`).join(" AND ")}
      GROUP BY f.instrument, f.pcn, p.stratum)
    SELECT f.instrument, f.pcn, CAST(sum(f.n) AS BIGINT) AS n, CAST(sum(f.x) AS BIGINT) AS x,
      sum(CAST(f.n AS DECIMAL(38,0)) * s.part) AS expected,
      sum(CAST(round(1000000.0 * CAST(f.n AS DOUBLE) * CAST(f.n AS DOUBLE) / CAST(s.n AS DOUBLE)) AS BIGINT)) AS own,
      max(c.strata) AS strata
    FROM split AS f
    JOIN stratum AS s ON s.instrument = f.instrument AND s.stratum = f.stratum
    JOIN counted AS c ON c.instrument = f.instrument
    GROUP BY f.instrument, f.pcn ORDER BY f.instrument, f.pcn`;
}
