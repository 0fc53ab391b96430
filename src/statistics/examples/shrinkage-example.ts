import { shrunkenEstimate, shrunkenShare } from "../shrunken-estimate.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** The same share in a small and in a large network; everybody's share is 50%, τ on the arcsine scale 0.05. */
const SHARES = [
  [0.3, 40],
  [0.3, 400],
] as const;

/** Two networks of different size with the same share, and one with an average change, drawn in towards all networks. */
export const shrinkageExample: WorkedExample = {
  method: "shrinkage",
  title: "Figures drawn in towards those of all networks",
  given: {
    columns: ["Figure", "People", "All networks", "Spread within", "Spread between (τ)"],
    rows: [...SHARES.map(([share, n]) => [share, n, 0.5, "", 0.05]), [9, 20, 5, 6, 2]],
  },
  answers: [
    numberAnswer("30% of 40 people, part of the distance that is kept", 0.2857, 4),
    numberAnswer("30% of 40 people, drawn in", 0.4413, 4),
    numberAnswer("Its 95% interval, lower", 0.3603, 4),
    numberAnswer("Its 95% interval, upper", 0.524, 4),
    numberAnswer("30% of 400 people, drawn in", 0.3384, 4),
    numberAnswer("Average change of 9, drawn in: 5 + 4 ÷ (4 + 36 ÷ 20) × 4", 7.7586, 4, "points"),
    numberAnswer("Its 95% interval, lower", 5.5749, 4, "points"),
    numberAnswer("Its 95% interval, upper", 9.9424, 4, "points"),
  ],
  citation: "Morris (1983), JASA 78:47–55; Efron and Morris (1975), JASA 70:311–319.",
  compute: () => {
    const [small, large] = SHARES.map(([share, n]) => shrunkenShare(share, n, 0.5, 0.05 ** 2));
    const mean = shrunkenEstimate(9, 6 ** 2 / 20, 5, 2 ** 2);
    return [
      small?.kept ?? null,
      small?.value ?? null,
      small?.lower ?? null,
      small?.upper ?? null,
      large?.value ?? null,
      mean.value,
      mean.lower,
      mean.upper,
    ];
  },
};
