import type { Database } from "../../../src/warehouse/database.ts";
import { caseload } from "./caseload.ts";
import { bandsSql, equityDetail, outcomeDetail } from "./detail.ts";
import {
  AMOUNTS,
  contactsSql,
  DAYS,
  episodesSql,
  factsSql,
  provisionSql,
  receivedSql,
  SHARES_OF_REFERRALS,
  STAGES,
} from "./facts.ts";
import { targetCounts } from "./target-group.ts";
import {
  areasSql,
  codesSql,
  type Declared,
  groupCells,
  groupsSql,
  periodsSql,
  shapesSql,
  wholeCells,
} from "./units.ts";

/** What a figure rests on, before disclosure control. */
export type Exact =
  | { readonly kind: "count"; readonly count: number }
  /** `behind`: numbers of people or referrals, each of which must be none or enough. */
  | { readonly kind: "share"; readonly x: number; readonly n: number; readonly behind: readonly number[] }
  | {
      readonly kind: "mean";
      readonly n: number;
      readonly sum: bigint;
      readonly squares: bigint;
      /** Scores are whole numbers of so many decimals. */
      readonly scaled: number;
      readonly behind: readonly number[];
    }
  | { readonly kind: "quantile"; readonly counted: [number, number][]; readonly share: number }
  | { readonly kind: "typical"; readonly counted: [number, number][]; readonly scaled: number }
  | {
      readonly kind: "expected";
      readonly n: number;
      readonly lower: number;
      readonly upper: number;
      readonly scaled: number;
    }
  /** Days until something ended, or has not yet, and of how many people. */
  | {
      readonly kind: "survival";
      readonly waits: readonly (readonly [days: number, ended: boolean, people: number])[];
      readonly share: number;
    }
  | { readonly kind: "rate"; readonly events: number; readonly exposure: number }
  | { readonly kind: "published"; readonly value: number };

interface CellRow {
  readonly measure: string;
  readonly instrument?: string;
  readonly area_type: string;
  readonly area: string;
  readonly period_type: string;
  readonly period: string;
  readonly breakdown: string;
  readonly category: string;
}

export const keyOf = (row: CellRow | Readonly<Record<string, unknown>>): string =>
  ["measure", "instrument", "area_type", "area", "period_type", "period", "breakdown", "category"]
    .map((column) => (row as Readonly<Record<string, unknown>>)[column] ?? "")
    .join("|");

/**
 * Recomputes what the figures of a release rest on from the warehouse `w`, by plain SQL from the definitions in the
 * measure library: one row a unit, joined to the areas, periods and groups it counts in. By key of a cell.
 */
export async function recompute(
  database: Database,
  declared: Declared,
  released: readonly Readonly<Record<string, unknown>>[],
): Promise<ReadonlyMap<string, Exact>> {
  const found = new Map<string, Exact>();
  const table = (name: string, sql: string) => database.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${sql}`);
  const each = async <T>(sql: string, add: (row: CellRow & T) => void): Promise<void> => {
    for (const row of await database.rows<CellRow & T & Record<string, unknown>>(sql)) add(row);
  };
  const put = (row: CellRow, measure: string, exact: Exact) => found.set(keyOf({ ...row, measure }), exact);
  await table("shape", shapesSql(released));
  await table("area_of", areasSql(declared));
  await table("period_of", periodsSql(declared));
  await table("code", codesSql(declared));
  await table("received", receivedSql(declared));
  await table("group_of", groupsSql("received"));
  await table("facts", factsSql(declared));
  await table("episode", episodesSql(declared));
  await table("episode_group_of", `${groupsSql("episode")} UNION ALL (${bandsSql()})`);

  const people = "count(*) AS n, count(DISTINCT f.person_key) AS people";
  const received = "SELECT 'referrals' AS measure, '' AS instrument, * FROM received";
  for (const sql of [
    wholeCells(received, ["measure"], people),
    groupCells(received, "group_of", ["measure"], people),
  ])
    await each<{ n: number; people: number }>(sql, (row) => {
      put(row, "referrals", { kind: "count", count: Number(row.n) });
      put(row, "people", { kind: "count", count: Number(row.people) });
    });

  await episodes(declared, each, put);

  const flags = Object.entries(SHARES_OF_REFERRALS).map(
    ([measure, flag]) =>
      `SELECT '${measure}' AS measure, '' AS instrument, referral_key, person_key, date, ${flag} AS is FROM facts`,
  );
  const shares = `count(*) FILTER (WHERE f.is) AS x, count(f.is) AS n, count(DISTINCT f.person_key) FILTER (WHERE f.is) AS people`;
  await each<{ x: number; n: number; people: number }>(
    wholeCells(flags.join(" UNION ALL "), ["measure"], shares),
    (row) =>
      put(row, row.measure, {
        kind: "share",
        x: Number(row.x),
        n: Number(row.n),
        behind: row.measure.startsWith("share_re_referred") ? [Number(row.people)] : [],
      }),
  );
  const seen = `SELECT 'share_men' AS measure, '' AS instrument, referral_key, person_key, date, gender = '1' AS is FROM facts
    WHERE met > 0 AND gender NOT IN ('not_known', 'not_stated', 'suppressed')`;
  const persons = "count(DISTINCT f.person_key) FILTER (WHERE f.is) AS x, count(DISTINCT f.person_key) AS n";
  await each<{ x: number; n: number }>(wholeCells(seen, ["measure"], persons), (row) =>
    put(row, "share_men", { kind: "share", x: Number(row.x), n: Number(row.n), behind: [] }),
  );

  const stages: string[] = [];
  for (const { fact } of declared.programme.pathway.stages) {
    stages.push(STAGES[fact] ?? "NULL");
    const at = `SELECT 'pathway_${fact}' AS measure, '' AS instrument, referral_key, date, (${stages.join(") AND (")}) AS is FROM facts`;
    await each<{ n: number }>(wholeCells(at, ["measure"], "count(*) FILTER (WHERE f.is) AS n"), (row) =>
      put(row, row.measure, { kind: "count", count: Number(row.n) }),
    );
  }

  const behind =
    "count(*) FILTER (WHERE f.is) AS x, count(*) AS n, count(DISTINCT f.referral_key) AS some, count(DISTINCT f.referral_key) FILTER (WHERE f.is) AS these, count(DISTINCT f.referral_key) FILTER (WHERE NOT f.is) AS others";
  const provision = `SELECT v.measure, '' AS instrument, v.referral_key, u.date, v.is FROM (${provisionSql(declared)}) AS v JOIN received AS u ON u.unit = v.referral_key`;
  for (const facts of [provision, contactsSql(declared)])
    await each<{ x: number; n: number; some: number; these: number; others: number }>(
      wholeCells(facts, ["measure"], behind),
      (row) =>
        put(row, row.measure, {
          kind: "share",
          x: Number(row.x),
          n: Number(row.n),
          behind: [row.some, row.these, row.others].map(Number),
        }),
    );

  await amountsAndDays(each, put);
  for (const { is, all, ...row } of await targetCounts(database, declared)) {
    put({ ...row, measure: "" }, "share_target", { kind: "share", x: is, n: all, behind: [] });
    if (row.rates === undefined) continue;
    const { target, others } = row.rates;
    put({ ...row, measure: "" }, "referrals_per_1000_target", { kind: "rate", events: is, exposure: target });
    put({ ...row, measure: "" }, "referrals_per_1000_others", {
      kind: "rate",
      events: all - is,
      exposure: others,
    });
  }
  registeredPatients(declared, put);
  await outcomeDetail(declared, each, put);
  await equityDetail(declared, contactsSql(declared), each, put);
  await caseload(declared, table, each, put);
  return found;
}

export type Each = <T>(sql: string, add: (row: CellRow & T) => void) => Promise<void>;
export type Put = (row: CellRow, measure: string, exact: Exact) => void;

async function episodes({ programme }: Declared, each: Each, put: Put): Promise<void> {
  const byId = new Map(programme.instruments.map((one) => [one.id, one]));
  const both = "FILTER (WHERE f.score_after IS NOT NULL)";
  const sums = [
    "count(*) FILTER (WHERE f.is_due) AS due",
    "count(*) FILTER (WHERE f.is_due AND f.in_time) AS followed",
    "count(f.score_after) AS n",
    "count(*) FILTER (WHERE f.improved) AS improved",
    "count(*) FILTER (WHERE f.worse) AS worse",
    ...["score_before", "score_after", "change"].flatMap((column) => [
      `CAST(coalesce(sum(f.${column}) ${both}, 0) AS VARCHAR) AS ${column}_1`,
      `CAST(coalesce(sum(f.${column} ** 2) ${both}, 0)::HUGEINT AS VARCHAR) AS ${column}_2`,
    ]),
  ].join(", ");
  type Row = Record<"due" | "followed" | "n" | "improved" | "worse", number> & Record<string, string>;
  const add = (row: CellRow & Row) => {
    const instrument = byId.get(row.instrument ?? "");
    if (instrument === undefined) return;
    const [n, improved, worse] = [row.n, row.improved, row.worse].map(Number) as [number, number, number];
    const scaled = instrument.decimals;
    const share = (measure: string, x: number, of: number) =>
      put(row, measure, { kind: "share", x, n: of, behind: [] });
    if (instrument.follow_up.rate === "measured")
      share("follow_up_rate", Number(row.followed), Number(row.due));
    share("share_improved", improved, n);
    share("share_worse", worse, n);
    share("share_same", n - improved - worse, n);
    for (const [measure, column] of [
      ["mean_baseline", "score_before"],
      ["mean_follow_up", "score_after"],
      ["mean_change", "change"],
    ] as const) {
      const [sum, squares] = [BigInt(row[`${column}_1`] ?? 0), BigInt(row[`${column}_2`] ?? 0)];
      put(row, measure, { kind: "mean", n, sum, squares, scaled, behind: [] });
    }
    const reference = instrument.regression_to_mean;
    if (reference === undefined || n === 0) return;
    const mean = Number(row.score_before_1) / n / 10 ** scaled;
    const ends = reference.r.map((r) => (1 - r) * (reference.mean - mean));
    put(row, "expected_change_rtm", {
      kind: "expected",
      n,
      lower: Math.min(...ends),
      upper: Math.max(...ends),
      scaled,
    });
  };
  const facts = "SELECT '' AS measure, * FROM episode";
  await each<Row>(wholeCells(facts, ["measure"], sums), add);
  await each<Row>(groupCells(facts, "episode_group_of", ["measure"], sums), add);

  const cells = new Map<string, { row: CellRow; counted: [number, number][] }>();
  const changes =
    "SELECT 'typical_change' AS measure, instrument, referral_key, date, change FROM episode WHERE change IS NOT NULL";
  await each<{ change: number; n: number }>(
    wholeCells(changes, ["measure", "f.change"], "count(*) AS n"),
    (row) => {
      if (!["all", "window"].includes(row.period_type)) return;
      const cell = cells.get(keyOf(row)) ?? { row, counted: [] };
      cells.set(keyOf(row), cell);
      cell.counted.push([Number(row.change), Number(row.n)]);
    },
  );
  for (const { row, counted } of cells.values())
    put(row, "typical_change", {
      kind: "typical",
      counted,
      scaled: byId.get(row.instrument ?? "")?.decimals ?? 0,
    });
}

async function amountsAndDays(each: Each, put: Put): Promise<void> {
  const amounts = Object.entries(AMOUNTS).map(
    ([measure, value]) =>
      `SELECT '${measure}' AS measure, '' AS instrument, referral_key, date, ${value} AS value FROM facts`,
  );
  const sessions = `SELECT 'mean_sessions_attended' AS measure, '' AS instrument, a.referral_key, u.date, a.sessions_attended AS value
    FROM w.activity AS a JOIN received AS u ON u.unit = a.referral_key WHERE a.started_date IS NOT NULL OR a.sessions_attended >= 1`;
  const sums =
    "count(f.value) AS n, CAST(coalesce(sum(f.value), 0) AS VARCHAR) AS s1, CAST(coalesce(sum(f.value ** 2), 0)::HUGEINT AS VARCHAR) AS s2, count(DISTINCT f.referral_key) FILTER (WHERE f.value IS NOT NULL) AS referrals";
  await each<{ n: number; s1: string; s2: string; referrals: number }>(
    wholeCells([...amounts, sessions].join(" UNION ALL "), ["measure"], sums),
    (row) =>
      put(row, row.measure, {
        kind: "mean",
        n: Number(row.n),
        sum: BigInt(row.s1),
        squares: BigInt(row.s2),
        scaled: 0,
        behind: row.measure === "mean_sessions_attended" ? [Number(row.referrals)] : [],
      }),
  );
  const days = Object.entries(DAYS).map(
    ([measure, value]) =>
      `SELECT '${measure}' AS measure, '' AS instrument, referral_key, date, ${value} AS days FROM facts`,
  );
  const cells = new Map<string, { row: CellRow; counted: [number, number][] }>();
  await each<{ days: number; n: number }>(
    wholeCells(
      `SELECT * FROM (${days.join(" UNION ALL ")}) WHERE days IS NOT NULL`,
      ["measure", "f.days"],
      "count(*) AS n",
    ),
    (row) => {
      const cell = cells.get(keyOf(row)) ?? { row, counted: [] };
      cells.set(keyOf(row), cell);
      cell.counted.push([Number(row.days), Number(row.n)]);
    },
  );
  for (const { row, counted } of cells.values()) {
    put(row, row.measure, { kind: "quantile", counted, share: 0.5 });
    if (row.measure === "median_days_to_first_contact")
      put(row, "p90_days_to_first_contact", { kind: "quantile", counted, share: 0.9 });
  }
}

/** List sizes as declared, for networks, boards and the whole. */
function registeredPatients({ programme: { areas } }: Declared, put: Put): void {
  const add = (area_type: string, area: string, of: readonly { readonly list_size?: number | undefined }[]) =>
    put(
      { measure: "", area_type, area, period_type: "all", period: "all", breakdown: "none", category: "all" },
      "registered_patients",
      { kind: "published", value: of.reduce((sum, { list_size }) => sum + (list_size ?? 0), 0) },
    );
  add("programme", "programme", areas.pcns);
  for (const { code } of areas.icbs)
    add(
      "icb",
      code,
      areas.pcns.filter(({ icb }) => icb === code),
    );
  for (const pcn of areas.pcns) add("pcn", pcn.code, [pcn]);
}
