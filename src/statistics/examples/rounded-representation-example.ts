import { roundedRepresentation } from "../rounded-representation.ts";
import type { WorkedExample } from "./worked-example.ts";

const COUNTS = { inside: [30], outside: [70], populationShare: 0.5 } as const;

/** Invented: 30 referrals of a group that is half of the population, beside 70 others, both rounded to 5. */
export const roundedRepresentationExample: WorkedExample = {
  method: "rounded-representation",
  title: "A group’s share of referrals beside its share of the population, from rounded numbers",
  given: {
    columns: ["Referrals", "Shown", "May be"],
    rows: [
      ["Of the group, half of the population", 30, "28 to 32"],
      ["Of all others", 70, "68 to 72"],
    ],
  },
  answers: [
    { label: "Ratio of the shares", expected: 0.6 },
    { label: "95% interval, lower limit", expected: 0.403 },
    { label: "95% interval, upper limit", expected: 0.833 },
  ].map((answer) => ({ ...answer, unit: "", decimals: 3 })),
  citation:
    "Wilson (1927), JASA 22:209–212. By hand: twice the lower limit of 28 in 100, 0.2014, and twice the upper limit of 32 in 100, 0.4166.",
  compute: () => {
    const rounding = { roundTo: 5, rounding: "nearest", withholdUpTo: 7 } as const;
    const { ratio, lower, upper } = roundedRepresentation({ ...COUNTS, rounding });
    return [ratio, lower, upper];
  },
};
