import { funnelOfRatios } from "../funnel-of-ratios.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Re-referrals observed, and expected at the rates of all networks, of twelve invented networks. */
const NETWORKS = [
  [3, 5.2],
  [9, 6.1],
  [8, 9.8],
  [20, 12.4],
  [14, 16.3],
  [31, 20.9],
  [22, 25.5],
  [40, 33.1],
  [57, 41.7],
  [36, 48.2],
  [71, 55.4],
  [60, 70.6],
] as const;

/** Observed ÷ expected events of twelve networks, round 1. */
export const funnelOfRatiosExample: WorkedExample = {
  method: "funnel-of-ratios",
  title: "Funnel plot of observed and expected events",
  given: {
    columns: ["Network", "Observed", "Expected"],
    rows: NETWORKS.map((row, index) => [index + 1, ...row]),
  },
  answers: [
    numberAnswer("Overdispersion factor", 1.9664, 4),
    numberAnswer("Variance between networks, square-root scale", 0.0104, 4),
    numberAnswer("Network 4, observed ÷ expected", 1.6129, 4),
    numberAnswer("Network 4, 95% limit, upper", 1.555, 4),
    numberAnswer("Network 4, 99.8% limit, upper", 1.9454, 4),
    verdictAnswer("Network 4", "above_inner", "between the inner and the outer limit"),
    numberAnswer("Network 4, 95% limit with variance between networks, upper", 1.803, 4),
    verdictAnswer("Network 4 by those limits", "inside", "inside"),
  ],
  citation:
    "Spiegelhalter (2005), Quality and Safety in Health Care 14:347–351; the numbers are worked out in R from its formulas, with qpois, ppois and dpois.",
  compute: () => {
    const { units, dispersion } = funnelOfRatios(
      NETWORKS.map(([observed, expected], index) => ({ key: `${index + 1}`, observed, expected })),
    );
    const fourth = units[3];
    return [
      dispersion.phi,
      dispersion.tauSquared,
      fourth?.value ?? null,
      fourth?.limits?.inner.upper ?? null,
      fourth?.limits?.outer.upper ?? null,
      fourth?.position ?? null,
      fourth?.adjusted?.inner.upper ?? null,
      fourth?.adjustedPosition ?? null,
    ];
  },
};
