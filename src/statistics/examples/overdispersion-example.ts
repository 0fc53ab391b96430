import { overdispersion } from "../overdispersion.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Distance from the target in standard errors, and the standard error, of twelve invented networks. */
const UNITS = [
  [-4.1, 2],
  [-2.2, 3],
  [-1.6, 2.5],
  [-0.9, 4],
  [-0.4, 3.5],
  [0.1, 2],
  [0.5, 3],
  [0.8, 5],
  [1.3, 4],
  [1.9, 2.5],
  [2.6, 3],
  [5.2, 2],
] as const;

/** The variance between networks depends on what is done with the outliers: three rules, three answers. */
export const overdispersionExample: WorkedExample = {
  method: "overdispersion",
  title: "More variation than chance explains",
  given: { columns: ["Distance in standard errors (z)", "Standard error"], rows: UNITS },
  answers: [
    numberAnswer("Factor φ, nothing trimmed", 5.4317, 4),
    numberAnswer("Variance between networks τ², nothing trimmed", 36.7794, 4),
    numberAnswer("Factor φ, outer tenths drawn in (used here)", 2.6409, 4),
    numberAnswer("Variance between networks τ², outer tenths drawn in", 14.0458, 4),
    numberAnswer("Variance between networks τ², outer tenths dropped", 12.2698, 4),
    verdictAnswer(
      "The first nine networks alone",
      "few",
      "with fewer than ten networks the variance between them is not to be relied on",
    ),
  ],
  citation:
    "Spiegelhalter (2005), Quality and Safety in Health Care 14:347–351; DerSimonian and Laird (1986), Controlled Clinical Trials 7:177–188; the numbers are worked out in R from their formulas.",
  compute: () => {
    const units = UNITS.map(([z, standardError]) => ({ z, standardError }));
    const [none, drawnIn] = [overdispersion(units, "none"), overdispersion(units)];
    return [
      none.phi,
      none.tauSquared,
      drawnIn.phi,
      drawnIn.tauSquared,
      overdispersion(units, "truncate").tauSquared,
      overdispersion(units.slice(0, 9)).fewUnits ? "few" : "enough",
    ];
  },
};
