import { funnelOfShares } from "../funnel-of-shares.ts";
import { scoreFunnelLimits } from "../score-funnel-limits.ts";
import type { WorkedExample } from "./worked-example.ts";

/** People with the outcome, and all people, of fourteen invented networks. */
const NETWORKS = [
  [11, 18],
  [12, 25],
  [18, 33],
  [18, 41],
  [22, 48],
  [26, 57],
  [50, 66],
  [31, 78],
  [66, 92],
  [57, 110],
  [80, 135],
  [104, 160],
  [70, 210],
  [124, 300],
] as const;

/** Fourteen networks on a funnel: more variation than chance explains, and one network beyond even that. */
export const funnelOfSharesExample: WorkedExample = {
  method: "funnel",
  title: "Funnel plot of percentages",
  given: {
    columns: ["Network", "People with the outcome", "All people"],
    rows: NETWORKS.map(([x, n], index) => [index + 1, x, n]),
  },
  answers: [
    { label: "Target: share of all people", expected: 0.5018 },
    { label: "Overdispersion factor", expected: 5.3003 },
    { label: "Variance between networks, arcsine scale", expected: 0.0126 },
    { label: "Network 7, 95% limit, lower", expected: 0.3732 },
    { label: "Network 7, 95% limit, upper", expected: 0.6153 },
    { label: "Network 7, 95% score limit (not used here), upper", expected: 0.6224 },
    { label: "Network 7, 99.8% limit, upper", expected: 0.6825 },
    { label: "Network 7, 95% limit with variance between networks, upper", expected: 0.7421 },
  ].map((answer) => ({ ...answer, unit: "", decimals: 4 })),
  citation:
    "Spiegelhalter (2005), Statistics in Medicine 24:1185–1202; the numbers are those of R and FunnelPlotR.",
  compute: () => {
    const { target, units, dispersion } = funnelOfShares(
      NETWORKS.map(([numerator, denominator], index) => ({ key: `${index + 1}`, numerator, denominator })),
    );
    const seventh = units[6];
    return [
      target,
      dispersion.phi,
      dispersion.tauSquared,
      seventh?.limits?.inner.lower ?? null,
      seventh?.limits?.inner.upper ?? null,
      target === null ? null : scoreFunnelLimits(target, 66, 0.95).upper,
      seventh?.limits?.outer.upper ?? null,
      seventh?.adjusted?.inner.upper ?? null,
    ];
  },
};
