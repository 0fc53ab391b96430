import { gzipSync } from "node:zlib";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { controlCharts } from "../../src/release/control-charts.ts";
import { pPrimeChart } from "../../src/statistics/p-prime-chart.ts";

const NETWORKS = 1250;
const QUARTERS = 12;
/** Numerator and denominator as released: rounded to 5. */
const fives = (x: number): number => Math.round(x / 5) * 5;

/** A number from 0 to 1 that depends on its place alone. */
function spread(place: number): number {
  const x = Math.sin(place * 12.9898) * 43758.5453;
  return x - Math.floor(x);
}

/** Control charts of two shares, a mean and a count of every network of England, three years by quarter. */
export function controlChartsBench(): void {
  const programme = programmeSchema.parse({
    id: "bench",
    name: "Bench",
    synthetic: true,
    window: { from: "2020-01-01", to: "2022-12-31" },
    data_date: "2024-12-31",
    sources: [{ id: "s", file: "s.csv", profile: "s" }],
    instruments: [{ id: "pam", name: "PAM", short: "PAM", decimals: 1, range: [0, 100], better: "higher" }],
    targets: [{ measure: "follow_up_rate", instrument: "pam", value: 0.6, source: "Bench" }],
  });
  const rows = Array.from({ length: NETWORKS * QUARTERS }, (_, place) => {
    const denominator = fives(40 + 60 * spread(place));
    const share = (shift: number) => {
      const numerator = fives(denominator * (0.4 + 0.2 * spread(place + shift)));
      return { numerator, denominator, value: Number((numerator / denominator).toFixed(2)) };
    };
    const quarter = place % QUARTERS;
    const at = {
      area: `U${10_000 + Math.floor(place / QUARTERS)}`,
      period: `${2020 + Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`,
    };
    const mean = { numerator: null, denominator: null, value: Math.round(100 * spread(place + 3)) / 10 };
    return [
      rowOf({ ...at, ...share(1), measure: "follow_up_rate", instrument: "pam" }),
      rowOf({ ...at, ...share(2), measure: "share_improved", instrument: "pam" }),
      rowOf({ ...at, ...mean, measure: "mean_change", instrument: "pam" }),
      rowOf({
        ...at,
        numerator: null,
        denominator: null,
        value: denominator,
        measure: "referrals",
        instrument: "",
      }),
    ];
  }).flat();
  const timed = <T>(work: () => T) => {
    const started = performance.now();
    const result = work();
    return { took: (performance.now() - started) / 1000, result };
  };
  const shares = rows.flatMap(({ measure, numerator, denominator }) =>
    measure !== "follow_up_rate" || numerator === null || denominator === null
      ? []
      : [{ numerator, denominator }],
  );
  const bare = timed(() => {
    for (let first = 0; first < shares.length; first += QUARTERS)
      pPrimeChart(shares.slice(first, first + QUARTERS), { improvement: "increase" });
  });
  const charts = timed(() => controlCharts(Released.mark(rows), programme).value);
  const text = JSON.stringify(charts.result);
  const drawn = charts.result.series.reduce((sum, one) => sum + one.charts.length, 0);
  console.log(
    `${drawn} control charts of ${NETWORKS} networks: ${charts.took.toFixed(2)} s; ÷ the statistics of one measure alone ${(charts.took / bare.took).toFixed(1)}; ${Math.round(text.length / 1000)} kB, ${Math.round(gzipSync(text).length / 1000)} kB compressed`,
  );
}

const rowOf = (
  parts: Pick<
    ReleasedEstimate,
    "measure" | "instrument" | "area" | "period" | "numerator" | "denominator" | "value"
  >,
): ReleasedEstimate => ({
  area_type: "pcn",
  period_type: "quarter",
  breakdown: "none",
  category: "all",
  n: null,
  lower: null,
  upper: null,
  level: null,
  method: "count",
  status: "published",
  note: "",
  ...parts,
});
