import { budgetPerImproved, costPerImproved } from "../cost-per-improved.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Cost in pounds, and whether the person improved, of ten invented people. */
const PEOPLE = [
  [220, 1],
  [310, 0],
  [180, 1],
  [260, 1],
  [400, 0],
  [290, 1],
  [350, 1],
  [240, 0],
  [300, 1],
  [270, 1],
] as const;

const total = (of: (cost: number, improved: number) => number) =>
  PEOPLE.reduce((sum, [cost, improved]) => sum + of(cost, improved), 0);

/** Spending ÷ people who improved, with or without the programme: a description, and no price of an improvement. */
export const costPerImprovedExample: WorkedExample = {
  method: "cost-per-improved",
  title: "Spending for each person who improved, whatever the reason",
  given: {
    columns: ["Person", "Cost (£)", "Improved"],
    rows: PEOPLE.map(([cost, improved], index) => [index + 1, cost, improved === 1 ? "yes" : "no"]),
  },
  answers: [
    numberAnswer("Cost per person", 282, 2, "£"),
    numberAnswer("Cost for each person who improved", 402.86, 2, "£"),
    numberAnswer("Lower limit (Fieller)", 245.35, 2, "£"),
    numberAnswer("Upper limit (Fieller)", 851.88, 2, "£"),
    numberAnswer("Lower limit, if the budget of £2,820 is fixed", 316.07, 2, "£"),
    numberAnswer("Upper limit, if the budget of £2,820 is fixed", 710.72, 2, "£"),
  ],
  citation:
    "Fieller (1954), Journal of the Royal Statistical Society B 16:175–185; the numbers are worked out in R with var, cov, qt and prop.test.",
  compute: () => {
    const {
      costPerPerson,
      costPerImproved: ratio,
      lower,
      upper,
    } = costPerImproved(
      {
        n: PEOPLE.length,
        cost: total((cost) => cost),
        costSquared: total((cost) => cost ** 2),
        improved: total((_, improved) => improved),
        costOfImproved: total((cost, improved) => cost * improved),
      },
      0,
    );
    const fixed = budgetPerImproved(2820, 7, 10);
    return [costPerPerson, ratio, lower, upper, fixed.lower, fixed.upper];
  },
};
