import { costPerAdditionalImproved } from "../cost-per-additional-improved.ts";
import { newcombeDifference } from "../newcombe-difference.ts";
import { wilsonInterval } from "../wilson-interval.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

const IMPROVED = { programme: [56, 70], comparator: [48, 80] } as const;
const COST_PER_PERSON = 290;

function limits([improved, people]: readonly [number, number]) {
  const { value, lower, upper } = wilsonInterval(improved, people);
  return { value: value ?? Number.NaN, lower: lower ?? Number.NaN, upper: upper ?? Number.NaN };
}

/** What each person who improved beyond the comparator's share cost; refused where the difference could be 0. */
export const costPerAdditionalImprovedExample: WorkedExample = {
  method: "cost-per-additional-improved",
  title: "Cost per additional person improved",
  given: {
    columns: ["Group", "Improved", "People", "Extra cost per person (£)"],
    rows: [
      ["Programme", ...IMPROVED.programme, COST_PER_PERSON],
      ["Comparator", ...IMPROVED.comparator, 0],
    ],
  },
  answers: [
    numberAnswer("Difference in share improved, lower limit", 0.0524, 4),
    numberAnswer("Difference in share improved, upper limit", 0.3339, 4),
    numberAnswer("Cost per additional person improved", 1450, 0, "£"),
    numberAnswer("Lower limit", 869, 0, "£"),
    numberAnswer("Upper limit", 5531, 0, "£"),
    verdictAnswer("Without a comparator", "no_comparator", "refused: people improve without help, too"),
    verdictAnswer(
      "With a difference of 0.10 (−0.05 to 0.25)",
      "includes_zero",
      "refused: the difference could be 0, and the cost without end",
    ),
  ],
  citation:
    "Newcombe (1998), Statistics in Medicine 17:873–890, 56 of 70 against 48 of 80: 0.2000 (0.0524 to 0.3339); turned over as in Altman (1998), BMJ 317:1309–1312.",
  compute: () => {
    const difference = newcombeDifference(limits(IMPROVED.programme), limits(IMPROVED.comparator));
    const { cost, lower, upper } = costPerAdditionalImproved(COST_PER_PERSON, difference);
    const refused = (other: typeof difference | null) =>
      costPerAdditionalImproved(COST_PER_PERSON, other).reason;
    return [
      difference.lower,
      difference.upper,
      cost,
      lower,
      upper,
      refused(null),
      refused({ value: 0.1, lower: -0.05, upper: 0.25 }),
    ];
  },
};
