import { representationRatio } from "../representation-ratio.ts";
import { unknownGroupBounds } from "../unknown-group-bounds.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Invented: people reached, and the share of the population. */
const MEN = { observed: 373, n: 1000, share: 0.497 } as const;
const UNKNOWN = 50;

/** Whether a group is reached in proportion to its share of the population. */
export const representationRatioExample: WorkedExample = {
  method: "representation-ratio",
  title: "Representation ratio, and what people of unknown group could change",
  given: {
    columns: [
      "Men reached",
      "People reached, gender known",
      "Gender not known",
      "Share of men in the population",
    ],
    rows: [[MEN.observed, MEN.n, UNKNOWN, MEN.share]],
  },
  answers: [
    { label: "Representation ratio", unit: "", expected: 0.751, decimals: 3 },
    { label: "Lower limit", unit: "", expected: 0.691, decimals: 3 },
    { label: "Upper limit", unit: "", expected: 0.812, decimals: 3 },
    { label: "Men fewer than in proportion", unit: "people", expected: 124, decimals: 0 },
    { label: "Ratio if nobody unknown is a man", unit: "", expected: 0.715, decimals: 3 },
    { label: "Ratio if everybody unknown is a man", unit: "", expected: 0.811, decimals: 3 },
  ],
  citation:
    "Wilson (1927), JASA 22:209–212, limits 0.3436 to 0.4034 of 373 of 1,000, each ÷ 0.497; Manski (1990), American Economic Review 80:319–323, 373 and 423 of 1,050.",
  compute: () => {
    const { ratio, lower, upper, gapPeople } = representationRatio(MEN.observed, MEN.n, MEN.share);
    const [men] = unknownGroupBounds(
      [
        { observed: MEN.observed, population: MEN.share },
        { observed: MEN.n - MEN.observed, population: 1 - MEN.share },
      ],
      UNKNOWN,
    ).ratios;
    return [
      ratio,
      lower,
      upper,
      gapPeople === null ? null : -gapPeople,
      men?.least ?? null,
      men?.most ?? null,
    ];
  },
};
