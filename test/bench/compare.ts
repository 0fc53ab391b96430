import { gzipSync } from "node:zlib";
import { allNetworks } from "../../src/disclosure/all-networks.ts";
import type { ExactFunnel } from "../../src/disclosure/exact-funnel.ts";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { releaseFunnels } from "../../src/disclosure/release-funnels.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { caseMixRows, EXPECTED_PARTS } from "../../src/measures/case-mix.ts";
import { packFunnels } from "../../src/release/pack-funnels.ts";
import { funnelOfShares } from "../../src/statistics/funnel-of-shares.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { duckDbEngine } from "../../src/warehouse/measure-engine.ts";

const NETWORKS = 1250;
const PEOPLE = 1_000_000;
const KEYS = ["start", "age_band", "gender", "imd_quintile", "reason"];

async function seconds<T>(
  work: () => Promise<T> | T,
): Promise<{ readonly took: number; readonly result: T }> {
  const started = performance.now();
  const result = await work();
  return { took: (performance.now() - started) / 1000, result };
}

/** Every network of England in one share with case mix: SQL beside one grouped count, then funnels and size of the file. */
export async function compareBench(): Promise<void> {
  const database = await openDatabase();
  const { query, keep } = duckDbEngine(database);
  try {
    await database.run(`CREATE TEMP TABLE people AS SELECT 'U' || lpad(CAST(hash(i) % ${NETWORKS} AS VARCHAR), 4, '0') AS pcn,
      CAST(hash(i + 1) % 4 AS VARCHAR) AS start, CAST(hash(i + 2) % 7 AS VARCHAR) AS age_band,
      CAST(hash(i + 3) % 3 AS VARCHAR) AS gender, CAST(hash(i + 4) % 6 AS VARCHAR) AS imd_quintile,
      CAST(hash(i + 5) % 3 AS VARCHAR) AS reason,
      CASE WHEN hash(i + 6) % 100 < 40 + hash(i + 1) % 4 * 6 + hash(hash(i) % ${NETWORKS}) % 9 THEN 1 ELSE 0 END AS followed
      FROM range(${PEOPLE}) AS r (i)`);
    const bare = await seconds(() =>
      database.run(
        `CREATE TEMP TABLE bare AS SELECT pcn, ${KEYS.join(", ")}, count(*) AS n, sum(followed) AS x FROM people GROUP BY ALL`,
      ),
    );
    const mix = await seconds(() =>
      caseMixRows(query, keep, {
        table: "people",
        keys: KEYS,
        shares: [{ measure: "follow_up_rate", of: "1", is: "followed" }],
      }),
    );
    console.log(
      `${PEOPLE.toLocaleString("en-GB")} people, ${NETWORKS} networks, ${mix.result[0]?.strata ?? 0} strata: case mix ${mix.took.toFixed(2)} s; ÷ one grouped count ${(mix.took / bare.took).toFixed(1)}`,
    );
    const units = mix.result.map(({ pcn, n, x, expected }) => ({
      key: pcn,
      numerator: Number(x),
      denominator: Number(n),
      expected: Number(expected) / EXPECTED_PARTS,
    }));
    const policy = policies["nhs-england"];
    const own = new Unreleased(units.map(estimateOf));
    const networks = allNetworks(new Unreleased([exactOf(units)]), own);
    const released = protectEstimates(Unreleased.both(own, networks), policy);
    const plain = await seconds(() => funnelOfShares(units));
    const funnels = await seconds(() => releaseFunnels(new Unreleased([exactOf(units)]), released, policy));
    const packed = JSON.stringify(
      packFunnels({ funnels: [...funnels.result.value], published_capacity: [] }),
    );
    console.log(
      `One funnel as it is and adjusted, with verdicts: ${funnels.took.toFixed(2)} s; ÷ the exact funnel alone ${(funnels.took / plain.took).toFixed(1)}; ${Math.round(packed.length / 1000)} kB, ${Math.round(gzipSync(packed).length / 1000)} kB compressed`,
    );
  } finally {
    database.close();
  }
}

interface Unit {
  readonly key: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly expected: number;
}

function exactOf(units: readonly Unit[]): ExactFunnel {
  const { target } = funnelOfShares(units);
  return {
    measure: "follow_up_rate",
    instrument: "pam",
    kind: "share",
    per: 1,
    decimals: 2,
    keys: units.map(({ key }) => key),
    plain: { target, within: null, reason: null },
    caseMix: {
      within: null,
      reason: null,
      expected: new Map(units.map(({ key, expected, denominator }) => [key, expected / denominator])),
      withThemselves: new Set(),
      strata: 1,
    },
    people: PEOPLE,
    needsFollowUp: false,
  };
}

const estimateOf = ({ key, numerator, denominator }: Unit): ExactEstimate => ({
  measure: "follow_up_rate",
  instrument: "pam",
  area_type: "pcn",
  area: key,
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
  numerator,
  denominator,
  n: denominator,
  value: numerator / denominator,
  lower: null,
  upper: null,
  level: 0.95,
  method: "wilson",
  status: "published",
  note: "",
  kind: "proportion",
  decimals: 2,
});
