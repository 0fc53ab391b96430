import { funnelOfAdjustedShares } from "../funnel-of-adjusted-shares.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** People, those followed up, and how many would be at everybody's shares in their strata, of four invented networks. */
const NETWORKS = [
  [60, 28, 27],
  [80, 44, 36],
  [100, 41, 47],
  [120, 58, 61],
] as const;

/** Shares followed up of four networks, adjusted for who their people are: observed ÷ expected of everybody's share. */
export const adjustedSharesExample: WorkedExample = {
  method: "adjusted-shares",
  title: "Shares adjusted for case mix",
  given: {
    columns: ["Network", "People", "Followed up", "Expected"],
    rows: NETWORKS.map((row, index) => [index + 1, ...row]),
  },
  answers: [
    numberAnswer("Share of all networks together", 0.475, 4),
    numberAnswer("Network 2, adjusted: 0.475 × 44 ÷ 36", 0.5806, 4),
    numberAnswer("Network 2, people of the usual mix who would tell as much", 72.3445, 4, "people"),
    numberAnswer("Network 2, distance in standard errors", 1.8018, 4),
    numberAnswer("Network 3, adjusted: 0.475 × 41 ÷ 47", 0.4144, 4),
  ],
  citation:
    "Breslow and Day (1987), Statistical Methods in Cancer Research II, ch. 2; Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.",
  compute: () => {
    const { target, units } = funnelOfAdjustedShares(
      NETWORKS.map(([denominator, numerator, expected], index) => ({
        key: `${index + 1}`,
        denominator,
        numerator,
        expected,
      })),
    );
    const [, second, third] = units;
    return [target, second?.value ?? null, second?.size ?? null, second?.z ?? null, third?.value ?? null];
  },
};
