import { costPerAdditionalImproved } from "../cost-per-additional-improved.ts";
import { newcombeDifference } from "../newcombe-difference.ts";
import { wilsonInterval } from "../wilson-interval.ts";
import type { WorkedExample } from "./worked-example.ts";

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
    { label: "Difference in share improved, lower limit", unit: "", expected: 0.0524, decimals: 4 },
    { label: "Difference in share improved, upper limit", unit: "", expected: 0.3339, decimals: 4 },
    { label: "Cost per additional person improved", unit: "£", expected: 1450, decimals: 0 },
    { label: "Lower limit", unit: "£", expected: 869, decimals: 0 },
    { label: "Upper limit", unit: "£", expected: 5531, decimals: 0 },
  ],
  citation:
    "Newcombe (1998), Statistics in Medicine 17:873–890, 56 of 70 against 48 of 80: 0.2000 (0.0524 to 0.3339); turned over as in Altman (1998), BMJ 317:1309–1312.",
  compute: () => {
    const difference = newcombeDifference(limits(IMPROVED.programme), limits(IMPROVED.comparator));
    const { cost, lower, upper } = costPerAdditionalImproved(COST_PER_PERSON, difference);
    return [difference.lower, difference.upper, cost, lower, upper];
  },
};
