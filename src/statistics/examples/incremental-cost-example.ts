import { incrementalCost } from "../incremental-cost.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Sums over a hundred invented people each. */
const PROGRAMME = { n: 100, cost: 42_000, costSquared: 18_500_000, improved: 55, costOfImproved: 22_800 };
const COMPARATOR = { n: 100, cost: 15_000, costSquared: 2_700_000, improved: 30, costOfImproved: 4300 };
const ALIKE = { ...COMPARATOR, improved: 50, costOfImproved: 7300 };

/** What each further person who improved cost, when costs vary from person to person too. */
export const incrementalCostExample: WorkedExample = {
  method: "incremental-cost",
  title: "Extra cost for each further person improved, costs known per person",
  given: {
    columns: [
      "Group",
      "People",
      "Sum of costs (£)",
      "Sum of squared costs",
      "Improved",
      "Costs of those improved",
    ],
    rows: [
      ["Programme", ...Object.values(PROGRAMME)],
      ["Comparator", ...Object.values(COMPARATOR)],
    ],
  },
  answers: [
    numberAnswer("Extra cost per person", 270, 2, "£"),
    numberAnswer("Extra share improved", 0.25, 4),
    numberAnswer("Cost for each further person improved", 1080, 2, "£"),
    numberAnswer("Lower limit", 693.79, 2, "£"),
    numberAnswer("Upper limit", 2331.79, 2, "£"),
    numberAnswer("Net benefit per person, an improvement being worth £2,000", 230, 2, "£"),
    numberAnswer("Net benefit, standard error", 137.18, 2, "£"),
    verdictAnswer(
      "The same with 50 improved in the comparator",
      "includes_zero",
      "refused: the difference in improvement could be 0",
    ),
  ],
  citation:
    "Briggs, Mooney and Wonderling (1999), Statistics in Medicine 18:3245–3262; Stinnett and Mullahy (1998), Medical Decision Making 18:S68–S80; the numbers are worked out in R from Fieller's formula.",
  compute: () => {
    const { extraCost, extraImproved, ratio, lower, upper, netBenefits } = incrementalCost(
      PROGRAMME,
      COMPARATOR,
      0,
      { worths: [2000] },
    );
    const [worth] = netBenefits;
    return [
      extraCost,
      extraImproved,
      ratio,
      lower,
      upper,
      worth?.value ?? null,
      worth?.standardError ?? null,
      incrementalCost(PROGRAMME, ALIKE, 0).reason,
    ];
  },
};
