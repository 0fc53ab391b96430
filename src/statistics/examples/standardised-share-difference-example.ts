import { standardisedShareDifference } from "../standardised-share-difference.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Invented: 60 of 100 people followed up speak English, and 40 of 100 who were not. */
export const standardisedShareDifferenceExample: WorkedExample = {
  method: "standardised-share-difference",
  title: "Who was lost: one group among those followed up and those not",
  given: {
    columns: ["People", "In the group", "Of"],
    rows: [
      ["Followed up", 60, 100],
      ["Not followed up", 40, 100],
    ],
  },
  answers: [
    { label: "Difference in standard deviations", expected: 0.4082 },
    { label: "95% interval, lower limit", expected: 0.1282 },
    { label: "95% interval, upper limit", expected: 0.6883 },
  ].map((answer) => ({ ...answer, unit: "", decimals: 4 })),
  citation:
    "Austin (2009), Statistics in Medicine 28:3083–3107. By hand: 0.2 ÷ √0.24, with standard error √(200 ÷ 10,000 + 0.1667 ÷ 400).",
  compute: () => {
    const { value, lower, upper } = standardisedShareDifference({ with: 60, of: 100 }, { with: 40, of: 100 });
    return [value, lower, upper];
  },
};
